package flows_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/report"
	"caunoi/flows/text"
	"caunoi/store"
	"caunoi/store/bolt"
	"caunoi/store/storetest"
)

// dearest is how many writes a report may cost (decision 18): what a turn
// writes bounds how many people one file can serve in a storm.
const dearest = 14

// reporting is a desk that files reports, over a database that counts what is
// written. The organisation has the most levels there are.
func reporting(t *testing.T) (*flows.Desk, *storetest.Counter) {
	t.Helper()
	db, err := bolt.Open(filepath.Join(t.TempDir(), "writes.db"), bolt.Options{Init: true, NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	texts, err := text.Load(time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	d := flows.NewDesk(texts, flows.Defaults(), map[string]flows.Traits{"test": {Buttons: true, Edits: true}})
	d.Free(report.Free)
	d.Waiting(casework.Waiting)
	d.Menus(func(t *flows.Turn) []flows.Choice {
		flows.PostsOf(t.Tx, t.From.ID, t.Event.At)
		return []flows.Choice{{Key: "command.viec", Do: "viec"}}
	})
	d.About("case", flows.Subject{Still: casework.Still, Card: casework.Card, Settled: casework.Settled})
	counted := storetest.Counting(db)
	err = counted.Update(context.Background(), func(tx store.Tx) {
		for _, u := range []flows.Unit{
			{Code: "11", Level: "province"}, {Code: "C", Level: "commune", Parent: "11"}, {Code: "V", Level: "village", Parent: "C", Team: true},
		} {
			flows.Units.Put(tx, u)
		}
		for name, role := range map[string]flows.Role{"an": flows.Plain, "binh": flows.Charge, "chi": flows.Duty} {
			unit := map[flows.Role]string{flows.Duty: "C"}[role]
			if unit == "" {
				unit = "V"
			}
			flows.Members.Put(tx, flows.Member{ID: name, Consent: flows.Consent{Agreed: true}, Homes: []flows.Home{{Address: flows.At("test", name)}}})
			flows.Posts.Put(tx, flows.Post{Member: name, Role: role, Unit: unit})
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return d, counted
}

// cost is what it costs to take an event and claim what it says, in the one
// transaction in which the running bot does both.
func cost(t *testing.T, d *flows.Desk, db *storetest.Counter, e flows.Event) (storetest.Writes, int) {
	t.Helper()
	claimed := 0
	err := db.Update(context.Background(), func(tx store.Tx) {
		claimed = 0
		taken := d.Take(tx, []flows.Event{e})
		for _, q := range taken.Queued {
			if _, ok := d.Claim(tx, q.ID, e.At); ok {
				claimed++
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return db.Last(), claimed
}

// TestWritesOfAReport: a quick report, with the claim of its card, costs few
// writes; those that tell other people too are measured beside it.
func TestWritesOfAReport(t *testing.T) {
	d, db := reporting(t)
	at := time.Date(2026, 11, 21, 6, 12, 0, 0, time.UTC)
	// The menu of the chat is set with the first thing said there, and costs
	// nothing afterwards.
	cost(t, d, db, flows.Event{ID: "test:u1", Seq: 1, Kind: flows.Said, At: at, By: "test:an", Chat: "test:an", Private: true, Message: "m1", Text: "ok"})
	for i, x := range []struct {
		name, words   string
		most, claimed int
	}{
		{"the first of the day", "nuoc sinh hoat o ban duc 3 hom nay, 12 ho", dearest, 1},
		{"the next", "bản xin hỏi thủ tục làm giấy khai sinh", dearest, 1},
		{"one that gets worse soon", "đường vào bản lầy quá xe không đi được", 0, 2},
		{"an urgent one", "khẩn sạt lở chặn đường vào bản", 0, 3},
	} {
		at = at.Add(time.Hour)
		e := flows.Event{
			ID: "test:u" + x.name, Seq: int64(1000 + i), Kind: flows.Said, At: at, Said: at, By: "test:an", Chat: "test:an",
			Private: true, Message: "m" + x.name, Text: x.words,
		}
		w, claimed := cost(t, d, db, e)
		t.Logf("%s: %d writes (%d puts, %d deletes): %v", x.name, w.Total(), w.Puts, w.Deletes, w.Tables)
		if claimed != x.claimed {
			t.Errorf("%s: %d messages left; want %d", x.name, claimed, x.claimed)
		}
		if x.most > 0 && w.Total() > x.most {
			t.Errorf("%s: %d writes %v; want at most %d", x.name, w.Total(), w.Tables, x.most)
		}
	}
}
