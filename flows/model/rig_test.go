package model

import (
	"context"
	"fmt"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/flowtest"
	"caunoi/store"
)

var zone = time.FixedZone("+07", 7*60*60)

// A land is a tree of units with models, and a desk that knows nothing else.
type land struct {
	*testing.T
	db   store.DB
	desk *flows.Desk
	now  time.Time
	seq  int64
}

func newLand(t *testing.T) *land {
	t.Helper()
	l := &land{T: t, db: flowtest.Store(t), desk: flowtest.Bare(t, zone), now: time.Date(2026, 11, 23, 8, 0, 0, 0, zone)}
	l.desk.About("model", flows.Subject{Still: Still, Hold: Hold, Card: Card, Settled: Settled})
	l.desk.Command("mohinh", List)
	l.desk.Verb("mhds", Page)
	l.desk.Verb("mhtim", Search)
	l.desk.Verb("mhduyet", Accept)
	l.desk.Verb("mhtiendo", Progress)
	l.desk.Verb("mhdung", Stop)
	Showing.Register(l.desk)
	Stopping.Register(l.desk)
	Refusing.Register(l.desk)
	l.desk.Timer(DueTimer, Due)
	return l
}

func (l *land) do(f func(tx store.Tx)) {
	l.Helper()
	if err := l.db.Update(context.Background(), f); err != nil {
		l.Fatal(err)
	}
}

// province puts communes and their teams under a province.
func (l *land) province(communes, teams int) {
	l.do(func(tx store.Tx) {
		flows.Units.Put(tx, flows.Unit{Code: "11", Level: "province", Name: "Tỉnh"})
		for c := range communes {
			commune := fmt.Sprintf("X%03d", c)
			flows.Units.Put(tx, flows.Unit{Code: commune, Level: "commune", Name: "Xã " + commune, Parent: "11"})
			for i := range teams {
				team := fmt.Sprintf("%s-%02d", commune, i)
				flows.Units.Put(tx, flows.Unit{Code: team, Level: "village", Name: "Bản " + team, Parent: commune, Team: true})
			}
		}
	})
}

// take hands the desk what somebody did in private.
func (l *land) take(who string, e flows.Event) {
	l.Helper()
	l.seq++
	e.ID, e.Seq, e.At = fmt.Sprintf("test:u%d", l.seq), l.seq, l.now
	e.By, e.Chat, e.Private = flows.At("test", who), flows.At("test", who), true
	l.do(func(tx store.Tx) {
		if k := l.desk.Take(tx, []flows.Event{e}); len(k.Aside) > 0 {
			l.Errorf("it was put aside: %+v", k.Aside)
		}
	})
}

func (l *land) press(who, what string) {
	l.Helper()
	l.take(who, flows.Event{Kind: flows.Pressed, Press: what})
}

func (l *land) say(who, words string) {
	l.Helper()
	l.take(who, flows.Event{Kind: flows.Said, Text: words})
}

func (l *land) member(id string, role flows.Role, unit string) {
	l.do(func(tx store.Tx) {
		m := flows.Member{ID: id, Name: id, Homes: []flows.Home{{Address: flows.At("test", id), Since: l.now}}}
		m.Consent = flows.Consent{Version: "1", Agreed: true, At: l.now}
		flows.Members.Put(tx, m)
		flows.Posts.Put(tx, flows.Post{Member: id, Role: role, Unit: unit})
	})
}
