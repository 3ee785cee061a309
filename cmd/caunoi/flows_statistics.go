package main

import (
	"caunoi/flows"
	"caunoi/flows/statistics"
)

// registerStatistics is what leaders look at.
func registerStatistics(d *flows.Desk) {
	d.Command("thongke", statistics.Show)
	d.Verb("tkbang", statistics.Sheet)
	d.Always("thongke.look", statistics.LookEvery, statistics.LookForDigests)
	d.Timer(statistics.RunTimer, statistics.GoOn)
	d.Command("bantin", statistics.Digest)
	d.Builder("thongke.hinh", statistics.MayHave(d), statistics.MakeChart(d))
	d.Builder("thongke.bang", statistics.MayHave(d), statistics.MakeBook(d))
}
