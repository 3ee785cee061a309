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
	d.Verb("kqngay", result.OnDay)
	d.Verb("kqcung", result.Same)
	d.Verb("kqkhac", result.Other)
	d.Verb("kqcong", result.Add)
	d.Verb("kqviec", result.AsReport(report.Free))
	d.Answer(result.RightKind, result.RightSaid)
	d.Answer(result.DoubtKind, result.DoubtSaid)
	d.Answer(result.DayKind, result.DaySaid)
	d.Answer(result.SameKind, result.SameSaid)
	result.Again.Register(d)
}
