package main

import (
	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/rota"
)

// registerRota is leave and duty. The rota knows no case; what it asks of them
// is said here.
func registerRota(d *flows.Desk) {
	b := rota.New(rota.Cases{Held: casework.Held, Hand: casework.HandAll, Urgent: casework.UrgentUnder})
	d.Command("nghi", b.Leave)
	d.Verb("nghi.moi", b.More)
	d.Verb("nghi.ve", b.Back)
	d.Verb("nghi.doi", b.Change)
	d.Verb("nghi.thay", b.Consent)
	d.Verb("nghi.giao", b.HandOver)
	d.Timer("leave.begins", b.Begins)
	d.Timer("leave.ends", b.Ends)
	d.Command("truc", b.Duty)
	d.Verb("truc.xep", b.AskPlan)
	d.Verb("truc.ngay", b.AskDay)
	d.Verb("truc.lap", b.Repeat)
	d.Verb("truc.lap.that", b.Repeated)
	d.Command("doica", b.Exchange)
	d.Verb("doica.ca", b.AskWho)
	d.Verb("doica.cho", b.Offer)
	d.Verb("doica.nhan", b.Accept)
	d.Timer("rota.begins", b.Starts)
	d.Always("duty.hourly", rota.HourlyEvery, b.Hourly)
	b.Absence.Register(d)
	b.Substitute.Register(d)
	b.Plan.Register(d)
}
