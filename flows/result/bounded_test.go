package result

import (
	"context"
	"iter"
	"path/filepath"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
	"caunoi/store"
	"caunoi/store/bolt"
)

// A meter counts the rows that scans of one table read through it.
type meter struct {
	store.Tx
	table string
	read  int
}

func (m *meter) count(table string, rows iter.Seq2[string, []byte]) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		for k, v := range rows {
			if table == m.table {
				m.read++
			}
			if !yield(k, v) {
				return
			}
		}
	}
}

func (m *meter) Scan(table, from, to string) iter.Seq2[string, []byte] {
	return m.count(table, m.Tx.Scan(table, from, to))
}

func (m *meter) Back(table, from, to string) iter.Seq2[string, []byte] {
	return m.count(table, m.Tx.Back(table, from, to))
}

// TestOfManyReadsFew: who has told results for years is answered by what was told last
// and not by all of it.
func TestOfManyReadsFew(t *testing.T) {
	db, err := bolt.Open(filepath.Join(t.TempDir(), "db"), bolt.Options{Init: true, NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	texts, err := text.Load(time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	d := flows.NewDesk(texts, flows.Defaults(), map[string]flows.Traits{"test": {Buttons: true, Edits: true}})
	d.Command("ketqua", List)
	now := time.Date(2026, 11, 21, 8, 0, 0, 0, time.UTC)
	err = db.Update(context.Background(), func(tx store.Tx) {
		flows.Members.Put(tx, flows.Member{ID: "an", Consent: flows.Consent{Agreed: true}, Homes: []flows.Home{{Address: flows.At("test", "an"), Since: now}}})
		for i := 1; i <= 3000; i++ {
			k := Telling{Member: "an", Seq: i, Unit: "NH-01", Day: now, Sure: []Figure{{Code: "A1", Value: viet.NumOf(2)}}}
			if i > 2990 {
				k.State = Gone
			}
			Tellings.Put(tx, k)
		}
		m := &meter{Tx: tx, table: Tellings.Name()}
		if n := next(m, "an"); n != 3001 || next(m, "nobody") != 1 || m.read > 2 {
			t.Errorf("the next is %d, by %d rows", n, m.read)
		}
		if k, ok := newest(m, "an"); !ok || k.Seq != 2990 || m.read > 20 {
			t.Errorf("the newest is %d, by %d rows", k.Seq, m.read)
		}
		e := flows.Event{ID: "test:u1", Seq: 1, Kind: flows.Said, Text: "/ketqua", At: now, By: flows.At("test", "an"), Chat: flows.At("test", "an"), Private: true}
		if d.Take(m, []flows.Event{e}); m.read > 40 {
			t.Errorf("a list of five took %d rows", m.read)
		}
		said := 0
		for range flows.Outbox.All(tx) {
			said++
		}
		if said != listed {
			t.Errorf("%d were shown", said)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
}
