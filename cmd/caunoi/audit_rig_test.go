package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/text"
	"caunoi/store"
	"caunoi/store/bolt"
)

// auditZone is the zone of the audited town.
var auditZone = time.FixedZone("+07", 7*60*60)

// An audited is a small town at a real desk with a real store, under moved time,
// and a chat service that takes everything but what it was told to refuse.
type audited struct {
	t     testing.TB
	path  string
	db    store.DB
	texts *text.Catalog
	desk  *flows.Desk
	now   time.Time
	seq   int64
	sent  int
	told  []string               // what administrators were told by the audit
	news  map[flows.Address]int  // how many new messages have arrived
	rows  []string               // of an index, for a fault
	gone  map[flows.Address]bool // chats the service takes nothing for
	away  bool                   // the whole service does not answer
	never map[flows.Address]bool // chats for which the service takes no new card
}

// newAudited founds the town: two teams in a commune of a province, with
// everybody whom a ladder names.
func newAudited(t testing.TB) *audited {
	t.Helper()
	w := &audited{t: t, path: filepath.Join(t.TempDir(), "audited.db"), now: time.Date(2026, 11, 21, 8, 0, 0, 0, auditZone), gone: map[flows.Address]bool{}, news: map[flows.Address]int{}}
	w.open()
	w.do(func(tx store.Tx) {
		for _, u := range []flows.Unit{
			{Code: "11", Level: "province", Name: "Tỉnh"}, {Code: "03169", Level: "commune", Name: "Xã Nà Hỳ", Parent: "11"},
			{Code: "NH-01", Level: "village", Name: "Bản Nậm Chua", Parent: "03169", Team: true},
			{Code: "NH-02", Level: "village", Name: "Bản Huổi Pá", Parent: "03169", Team: true},
		} {
			flows.Units.Put(tx, u)
		}
		for _, p := range []struct {
			id, unit string
			role     flows.Role
		}{
			{"an", "NH-01", flows.Plain}, {"em", "NH-02", flows.Plain}, {"chi", "NH-01", flows.Charge}, {"bac", "NH-02", flows.Charge},
			{"thay", "NH-01", flows.StandIn}, {"truc", "03169", flows.Duty}, {"lanh", "03169", flows.Leader}, {"dieu", "03169", flows.Coordinator},
			{"tinh", "11", flows.Duty}, {"quan", "11", flows.Admin},
		} {
			w.enter(tx, p.id, p.role, p.unit)
		}
	})
	t.Cleanup(func() { _ = w.db.Close() })
	return w
}

// open opens the store and starts the desk, as a start of the bot does.
func (w *audited) open() {
	w.t.Helper()
	db, err := bolt.Open(w.path, bolt.Options{Init: true, NoSync: true})
	if err != nil {
		w.t.Fatal(err)
	}
	w.db = db
	if w.texts == nil {
		if w.texts, err = text.Load(auditZone); err != nil {
			w.t.Fatal(err)
		}
	}
	set := flows.Defaults()
	set.Organisation, set.DutyPhone, set.Zone, set.Secret = "Đảng ủy xã Nà Hỳ", "02150000000", auditZone, []byte("audit")
	w.desk = flows.NewDesk(w.texts, set, map[string]flows.Traits{"test": {Buttons: true, Edits: true, Phones: true}})
	register(w.desk)
	w.do(func(tx store.Tx) {
		flows.Unclaim(tx)
		w.desk.Start(tx, w.now)
	})
}

// restart ends the process and starts it again after a while.
func (w *audited) restart(down time.Duration) {
	if err := w.db.Close(); err != nil {
		w.t.Fatal(err)
	}
	w.now = w.now.Add(down)
	w.open()
}

// enter puts somebody into the town who has joined.
func (w *audited) enter(tx store.Tx, id string, role flows.Role, unit string) {
	flows.Members.Put(tx, flows.Member{ID: id, Name: strings.ToUpper(id), Homes: []flows.Home{{Address: flows.At("test", id), Since: w.now}},
		Consent: flows.Consent{Version: "1", Agreed: true, At: w.now}})
	flows.Posts.Put(tx, flows.Post{Member: id, Role: role, Unit: unit})
}

func (w *audited) do(f func(tx store.Tx)) {
	w.t.Helper()
	if err := w.db.Update(context.Background(), f); err != nil {
		w.t.Fatal(err)
	}
}

// says lets somebody write, or press if it begins with "!".
func (w *audited) says(who, what string, files ...flows.File) {
	w.t.Helper()
	w.seq++
	e := flows.Event{
		ID: fmt.Sprintf("test:u%d", w.seq), Seq: w.seq, At: w.now, Said: w.now, Kind: flows.Said, Text: what, Files: files,
		By: flows.At("test", who), Chat: flows.At("test", who), Private: true, Message: fmt.Sprintf("u%d", w.seq),
	}
	if do, press := strings.CutPrefix(what, "!"); press {
		e.Kind, e.Press, e.Text = flows.Pressed, do, ""
	}
	w.take(e)
}

// take hands an event to the desk and sends what it caused.
func (w *audited) take(e flows.Event) {
	w.t.Helper()
	var taken flows.Taken
	w.do(func(tx store.Tx) { taken = w.desk.Take(tx, []flows.Event{e}) })
	for _, a := range taken.Aside {
		w.t.Errorf("%s was put aside: %s", a.ID, a.Why)
	}
	w.send(taken.Queued)
}

// send sends what was said and is due.
func (w *audited) send(queue []flows.Queued) {
	for n := 0; len(queue) > 0; n++ {
		if n > 20000 {
			w.t.Fatal("sending does not come to an end")
		}
		q := queue[0]
		queue = queue[1:]
		if q.Due.After(w.now) {
			continue
		}
		w.do(func(tx store.Tx) {
			s, ok := w.desk.Claim(tx, q.ID, w.now)
			if !ok {
				return
			}
			w.sent++
			out := flows.Outcome{Result: flows.Done, Shown: fmt.Sprintf("b%d", w.sent)}
			if w.gone[s.Message.To] {
				out = flows.Outcome{Result: flows.Gone, Why: "blocked"}
			}
			if w.never[s.Message.To] && s.Message.Card && s.Edit == "" {
				out = flows.Outcome{Result: flows.Never, Why: "too long"}
			}
			if w.away {
				out = flows.Outcome{Result: flows.Later, After: 30 * time.Second, Wide: true, Why: "away"}
			}
			if strings.HasPrefix(s.Text, "🛠") && out.Result == flows.Done {
				w.told = append(w.told, string(s.Message.To)+": "+s.Text)
			}
			if s.Edit == "" && out.Result == flows.Done {
				w.news[s.Message.To]++
			}
			queue = append(queue, w.desk.Settle(tx, s, out, w.now).Queued...)
		})
	}
}

// passes lets time go by; what comes due on the way comes due in its order.
func (w *audited) passes(d time.Duration) {
	w.t.Helper()
	until, last := w.now.Add(d), ""
	for n := 0; ; n++ {
		if n > 20_000 {
			w.t.Fatalf("at %v timers do not come to an end: %s", w.now, last)
		}
		var taken flows.Taken
		fired := false
		w.do(func(tx store.Tx) {
			if at, ok := flows.NextDue(tx); ok && !at.After(until) {
				if at.After(w.now) {
					w.now = at
				}
				for _, tm := range flows.DueTimers(tx, w.now, 1) {
					fired, last = true, tm.Name+" "+tm.ID
					taken = w.desk.Take(tx, []flows.Event{flows.Firing(tm, w.now)})
				}
			}
		})
		for _, a := range taken.Aside {
			w.t.Errorf("%s was put aside: %s", a.ID, a.Why)
		}
		w.send(taken.Queued)
		if !fired {
			break
		}
	}
	w.now = until
	var waits []flows.Queued
	w.do(func(tx store.Tx) {
		waits = nil
		for q := range flows.Unsent(tx) {
			waits = append(waits, q)
		}
	})
	w.send(waits)
}

// files files a report and returns its code; "" if it was taken for something
// else, as the answer to a question.
func (w *audited) files(who, what string, files ...flows.File) (code string) {
	w.t.Helper()
	w.says(who, what, files...)
	w.do(func(tx store.Tx) {
		for c := range casework.Cases.All(tx) {
			if c.Reporter == who && c.At.Equal(w.now) {
				code = c.Code
			}
		}
	})
	return code
}

// kase returns a case.
func (w *audited) kase(code string) (c casework.Case) {
	w.t.Helper()
	w.do(func(tx store.Tx) { c, _ = casework.Cases.Get(tx, code) })
	return c
}

// findings returns what the audit has noted in a case.
func findings(c casework.Case) (kinds []string) {
	for _, e := range c.Log {
		if e.Act == "audit" {
			kinds = append(kinds, e.Note)
		}
	}
	return kinds
}
