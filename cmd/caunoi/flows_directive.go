package main

import (
	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/directive"
)

// registerDirectives is a word from above to many, and who has acknowledged it.
func registerDirectives(d *flows.Desk) {
	d.Keeps(directive.Keeper())
	d.About("directive", flows.Subject{Still: directive.Still, Card: directive.Card, Settled: directive.Settled})
	d.About("board", flows.Subject{Card: directive.DrawBoard})
	d.Timer(directive.SendTimer, directive.Spread)
	d.Timer(directive.BeginTimer, directive.Begin)
	d.Timer(directive.BoardTimer, directive.BoardDue)
	registerChase(d)
	d.FormCalls(flows.FormCalls{Of: directive.FormCallOf, Waiting: directive.FormsWaiting, Filled: directive.FormFilled})
	d.Verb("cd", directive.View)
	d.Verb("cddung", directive.Stop)
	d.Verb("cdtiep", directive.GoOn)
	d.Verb("cdlai", directive.Again)
	registerComposing(d)
	registerAnswers(d)
}

// registerComposing is how a directive is written and confirmed.
func registerComposing(d *flows.Desk) {
	d.Command("chidao", directive.Open)
	d.WithFiles("chidao", directive.MayWrite)
	directive.Composing.Register(d)
	d.Timer(directive.CountTimer, directive.Count)
	d.Verb("cdsoan", directive.Compose)
	d.Verb("cdnhap", directive.GoOnWith)
	d.Verb("cdthu", directive.Previewed)
	d.Verb("cdmoi", directive.Invite)
	d.Answer("chidao.pin", directive.Numbered)
	d.About("consent", flows.Subject{Card: directive.ConsentCard})
	d.Timer(directive.ConsentTimer, directive.Lapse)
	d.Verb("cddongy", directive.Agree)
	d.Verb("cdkhong", directive.Disagree)
	d.Verb("cdbo", directive.Drop)
	d.Verb("cddsluu", directive.Saved)
	d.Verb("cdxoads", directive.Forget)
}

// registerChase is how a directive is taken back, put right and chased.
func registerChase(d *flows.Desk) {
	d.Timer(directive.WalkTimer, directive.GoAlong)
	d.About("recall", flows.Subject{Settled: directive.Told})
	d.Verb("cdthuhoi", directive.Withdraw)
	d.Verb("cdthuhoi.that", directive.TakeBack)
	d.Verb("cdthoi", directive.Leave)
	d.Verb("cdcon", directive.ListRemain)
	d.Verb("cdsua", directive.Correct)
	directive.Correction.Register(d)
	d.Answer("cdsua.pin", directive.FixNumbered)
	d.Verb("cdsua.moi", directive.InviteFix)
	d.Verb("cdsua.dongy", directive.AgreeFix)
	d.Verb("cdsua.khong", directive.DisagreeFix)
	d.Timer(directive.ClimbTimer, directive.Further)
	d.Timer(directive.ErrandTimer, directive.RunErrands)
	d.Timer(directive.HandTimer, directive.GoOnReminding)
	d.Timer(casework.PleaTimer, directive.PleaTurned)
	d.Verb("cdnhac", directive.Remind)
	d.Verb("cdmo", directive.Show)
	d.Verb("cdtim", directive.Archive)
	d.Verb("cdnhu", directive.Like)
}
