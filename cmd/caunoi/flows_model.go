package main

import (
	"caunoi/flows"
	"caunoi/flows/model"
)

// registerModels is what units set out to do, and what becomes of it.
func registerModels(d *flows.Desk) {
	d.Keeps(model.Keeper())
	d.About("model", flows.Subject{Still: model.Still, Hold: model.Hold, Card: model.Card, Settled: model.Settled})
	d.Timer(model.DueTimer, model.Due)
	d.Always("mohinh.follow", model.FollowEvery, model.Follow)
	d.Command("mohinh", model.List)
	d.Verb("mhthem", model.Register)
	model.Composing.Register(d)
	d.Verb("mhsua", model.Edit)
	d.Verb("mhds", model.Page)
	d.Verb("mhtim", model.Search)
	d.Verb("mhduyet", model.Accept)
	model.Accepting.Register(d)
	d.Verb("mhbatdau", model.Begin)
	d.Verb("mhtiendo", model.Progress)
	model.Showing.Register(d)
	d.Verb("mhxem", model.Look)
	d.Verb("mhsoket", model.Review)
	model.Reviewing.Register(d)
	d.Verb("mhdat", model.MeetsIt)
	d.Verb("mhchua", model.Fails)
	model.Failing.Register(d)
	d.Verb("mhtiep", model.Resume)
	model.Resuming.Register(d)
	d.Verb("mhkhen", model.Recognise)
	d.Verb("mhrong", model.Spread)
	d.Verb("mhdung", model.Stop)
	model.Stopping.Register(d)
	model.Refusing.Register(d)
}
