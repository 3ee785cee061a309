package main

import (
	"context"
	"fmt"
	"time"

	"caunoi/bot"
	"caunoi/flows"
	"caunoi/flows/rota"
	"caunoi/store"
)

// An offset is by how much the clock of the demo is ahead.
type offset struct {
	ID string        `cbor:"1,keyasint"`
	By time.Duration `cbor:"2,keyasint"`
}

// offsetID is the key of the one offset there is.
const offsetID = "clock"

// offsets holds it. The table is there only in a demo's database.
var offsets = store.NewTable("demo", func(o offset) string { return o.ID })

// seed puts the district into a database that has none, in one transaction, so
// that it is there whole or not at all.
func seed(ctx context.Context, db store.DB, d *district, now time.Time) error {
	models, err := d.models(now)
	if err != nil {
		return fmt.Errorf("make up the district: %w", err)
	}
	err = db.Update(ctx, func(tx store.Tx) {
		if flows.Units.Has(tx, demoProvince) {
			return
		}
		for _, u := range d.Units {
			flows.Units.Put(tx, u)
		}
		for _, p := range d.Posts {
			flows.Posts.Put(tx, p)
		}
		for i, m := range d.Members {
			if d.people[i].Joined {
				m.Homes = []flows.Home{{Address: flows.At("web", m.ID), Since: now}}
				m.Consent = flows.Consent{Version: "1", Agreed: true, At: now}
			}
			flows.Members.Put(tx, m)
		}
		for _, s := range d.rota(now) {
			rota.Shifts.Put(tx, s)
		}
		keepModels(tx, models)
		d.figures(tx, now)
	})
	if err != nil {
		return fmt.Errorf("make up the district: %w", err)
	}
	return nil
}

// rota is the week's duty of the commune the demo begins in: its duty officer by
// day, and by night the officer and the coordinator in turn; the last night is
// open, so that the page shows a hole.
func (d *district) rota(now time.Time) []rota.Shift {
	who := map[flows.Role]string{}
	for _, p := range d.Posts {
		if p.Unit == demoCommune {
			who[p.Role] = p.Member
		}
	}
	local := now.In(flows.Defaults().Zone)
	day := time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, local.Location())
	var all []rota.Shift
	for i := range 7 {
		first := day.AddDate(0, 0, i)
		turn := who[[]flows.Role{flows.Duty, flows.Coordinator}[i%2]]
		all = append(all, rota.Shift{Unit: demoCommune, Member: who[flows.Duty], From: first.Add(6 * time.Hour), To: first.Add(18 * time.Hour)})
		if i < 6 {
			all = append(all, rota.Shift{Unit: demoCommune, Member: turn, From: first.Add(18 * time.Hour), To: first.Add(30 * time.Hour)})
		}
	}
	return all
}

// resume sets the clock to where the demo had put it.
func resume(ctx context.Context, db store.DB, clock *bot.Clock) error {
	var o offset
	err := db.View(ctx, func(tx store.Tx) { o, _ = offsets.Get(tx, offsetID) })
	if err != nil {
		return fmt.Errorf("read the clock: %w", err)
	}
	clock.Shift(o.By)
	return nil
}
