package main

import (
	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/dispatch"
)

// registerDispatch is what the coordinator's desk decides about cases, and the
// log of a case.
func registerDispatch(d *flows.Desk) {
	d.Verb("lichsu", casework.Log)
	d.Timer("case.office", casework.TellOffices)
	d.Verb("xep", dispatch.Refile)
	d.Answer("dispatch.category", dispatch.CategorySaid)
	d.Answer("dispatch.place", dispatch.PlaceSaid)
	d.Verb("muc", dispatch.Grade)
	d.Answer("dispatch.level", dispatch.LevelSaid)
	d.Verb("donvi", dispatch.Offices)
	d.Answer("dispatch.office", dispatch.OfficeSaid)
	d.Verb("gop", dispatch.Merge)
	d.Verb("gopthat", dispatch.Merged)
	d.Verb("gopthoi", dispatch.NotMerged)
	d.Verb("tachgop", dispatch.Part)
	d.Verb("ghilai", dispatch.WriteUp)
	d.Answer("dispatch.written", dispatch.WriteUpSaid)
	d.Verb("chepdung", casework.WrittenRight)
	d.Verb("chepsai", casework.WrittenWrong)
	d.Answer("case.written", casework.WrittenSaid)
	d.Verb("xoachu", dispatch.Redact)
	d.Answer("dispatch.redact", dispatch.RedactSaid)
	d.Verb("xoathat", dispatch.Redacted)
	d.Timer("case.strike", casework.StrikeOn)
	d.Command("dieuphoi", dispatch.Desk)
	d.Verb("giaoca", dispatch.Assign)
	d.Command("vubao", dispatch.StormDesk)
	d.Verb("gopnhom", dispatch.GroupStorm)
	d.Answer("dispatch.storm", dispatch.StormNamed)
	d.Answer("dispatch.stormword", dispatch.StormWord)
	d.Verb("bangviec", dispatch.AskTable)
	d.Command("bangviec", dispatch.AskTable)
	d.Maker("dispatch.table", dispatch.MayHave(d), dispatch.MakeTable(d))
}
