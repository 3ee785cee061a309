package main

import (
	"caunoi/flows"
	"caunoi/flows/reminder"
)

// registerReminders is what is said on time, again and again.
func registerReminders(d *flows.Desk) {
	d.Keeps(reminder.Keeper())
	d.Task(reminder.Report())
	d.Task(reminder.NothingNew())
	d.About("reminder", flows.Subject{Still: reminder.Still, Hold: reminder.Hold, Late: reminder.Late, Card: reminder.Card, Settled: reminder.Settled})
	d.Did(reminder.Redraw)
	d.About(reminder.WordKind, flows.Subject{Hold: reminder.HoldWord})
	d.Timer(reminder.DueTimer, reminder.Due)
	d.Timer(reminder.RunTimer, reminder.Run)
	d.Timer(reminder.AgainTimer, reminder.Again)
	d.Timer(reminder.LateTimer, reminder.TellLate)
	d.Always("nhac.look", reminder.LookEvery, reminder.Look)
	d.Always("nhac.silent", reminder.SilentEvery, reminder.LookForSilent)
	d.Command("nhac", reminder.List)
	d.Command("khongmoi", reminder.Nothing)
	reminder.Composing.Register(d)
	d.Verb("nhacdung", reminder.Pause)
	d.Verb("nhactiep", reminder.Resume)
	d.Verb("nhacbo", reminder.End)
	d.Verb("nhacsua", reminder.Edit)
	d.Verb("nhacthu", reminder.Try)
	d.Verb("nhacxem", reminder.Tried)
	d.Verb("hoan", reminder.Later)
}
