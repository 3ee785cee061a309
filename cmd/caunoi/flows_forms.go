package main

import (
	"caunoi/flows"
	"caunoi/flows/form"
)

// registerForms is what an operator lets teams and communes fill in besides; teams
// can be reminded of theirs.
func registerForms(d *flows.Desk) {
	d.Always("bieu.outlive", form.OutliveEvery, form.Outlive)
	d.Keeps(form.Keeper())
	d.Command("bieu", form.Open)
	d.Verb("bieuxem", form.See)
	d.Verb("bieumo", form.One)
	d.Verb("bieusua", form.Fix)
	d.Verb("bieurut", form.Drop)
	d.Verb("bieurut.that", form.TakeBack)
	d.Verb("bieuxuat", form.Table)
	d.Maker("form.table", form.MayHave(d), form.MakeTable(d))
	form.Filling.Register(d)
	for _, f := range d.Set.Forms {
		if f.By == flows.FromTeam {
			d.Task(form.Task(f))
		}
	}
}
