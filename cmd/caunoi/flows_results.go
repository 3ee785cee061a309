package main

import (
	"caunoi/flows"
	"caunoi/flows/report"
	"caunoi/flows/result"
)

// registerResults is what teams tell that they did, on the day.
func registerResults(d *flows.Desk) {
	d.Always("ketqua.outlive", result.OutliveEvery, result.Outlive)
	d.Keeps(result.Keeper())
	d.Command("ketqua", result.List)
	d.Command("kqsua", result.Change)
	d.Command("kqbo", result.TakeBack)
	d.Verb("kqdung", result.Right)
	d.Verb("kqto", result.Team)
	d.Verb("kqchon", result.Pick)
	d.Verb("kqcong", result.Add)
	d.Verb("kqviec", result.AsReport(report.Free))
	d.Answer(result.RightKind, result.RightSaid)
	d.Answer(result.DoubtKind, result.DoubtSaid)
	result.Again.Register(d)
}
