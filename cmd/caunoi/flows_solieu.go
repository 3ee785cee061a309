package main

import (
	"caunoi/flows"
	"caunoi/flows/figures"
	"caunoi/flows/reminder"
	"caunoi/flows/report"
	"caunoi/flows/result"
)

// registerSolieu is how the figures of a month are given, closed and put right.
func registerSolieu(d *flows.Desk) {
	d.Keeps(figures.Keeper())
	d.Task(figures.Task())
	beside := result.Besides(report.Free)
	d.Command("solieu", figures.Open(beside))
	d.Answer("solieu", figures.Heard(beside))
	d.About("figures", flows.Subject{Card: figures.Card})
	d.Timer(figures.IdleTimer, figures.Idle)
	d.Verb("slthang", figures.Months)
	d.Verb("sllay", figures.TakeTold)
	d.Verb("slmuc", figures.ListTold)
	d.Verb("sltung", figures.OneByOne)
	d.Verb("slkhong", figures.Nothing)
	d.Verb("slghi", figures.Decide)
	d.Verb("slsua", figures.Edit)
	d.Verb("slbo", figures.Drop)
	d.Verb("slluu", figures.Store)
	d.Verb("slchot", figures.Close)
	d.Verb("slxem", figures.View)
	d.Verb("slnhac", figures.Urge)
	d.About(figures.UrgeKind, flows.Subject{Still: figures.StillMissing, Hold: reminder.HoldWord})
}
