package main

import (
	"caunoi/flows"
	"caunoi/flows/directive"
	"caunoi/flows/figures"
	"caunoi/flows/reminder"
	"caunoi/flows/report"
	"caunoi/flows/result"
)

// registerAnswers is what those who were sent a directive do about it.
func registerAnswers(d *flows.Desk) {
	replied := figures.Replied(result.Besides(report.Free))
	d.First(func(t *flows.Turn) bool {
		return reminder.Answered(t) || directive.Heard(t) || reminder.Heard(t) || replied(t)
	})
	d.Verb("daro", directive.HasRead)
	d.Verb("baoso", directive.Answer)
	d.Verb("traloi", directive.Answer)
	d.Verb("chon", directive.Answer)
	d.Verb("cdso", directive.FigureIs)
	d.Verb("vuong", directive.CannotDo)
	for _, kind := range []string{"cd.figure", "cd.words", "cd.option", "cd.stuck"} {
		d.Answer(kind, directive.Said)
	}
	d.Answer("cd.echo", directive.EchoSaid)
	d.Verb("cdds", directive.Standing)
	d.Verb("cdbang", directive.Table)
	d.Maker("directive.table", directive.MayHave(d), directive.MakeTable(d))
	d.Verb("cdanh", directive.Picture)
	d.Maker("directive.chart", directive.MayHave(d), directive.MakeChart(d))
}
