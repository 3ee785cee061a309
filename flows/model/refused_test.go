package model

import (
	"context"
	"testing"

	"caunoi/flows"
	"caunoi/store"
)

// TestRefusedByAnOlderVersion: a version that noted a stop of whatever was refused took
// one from those kept up for each. The counts are made again without it.
func TestRefusedByAnOlderVersion(t *testing.T) {
	l := newLand(t)
	was := store.NewTable("model", func(m Model) string { return key(m.Number) })
	for _, index := range []string{"place", "shelf", "due", "from", "by"} {
		was.Index(index, func(Model) []string { return nil })
	}
	was.Count("shelf", func(Model) []string { return nil }).Count("mark", func(m Model) (cells []string) {
		for _, mark := range m.Marks {
			cells = append(cells, store.Key(mark.Unit, uint8(mark.Kind), int64(mark.Day)))
		}
		return cells
	})
	migrate := func(table store.Indexed) {
		if err := store.Migrate(context.Background(), l.db, table); err != nil {
			t.Fatal(err)
		}
	}
	kept := func() (running int) {
		l.do(func(tx store.Tx) {
			_, running, _, _, _ = Count(tx, "NH", l.now.AddDate(0, -1, 0), l.now.AddDate(0, 1, 0))
		})
		return running
	}
	migrate(was)
	l.do(func(tx store.Tx) {
		flows.Units.Put(tx, flows.Unit{Code: "NH", Name: "Bản", Team: true})
		day := dayNumber(l.now)
		was.Put(tx, Model{Number: 1, State: Stopped, Unit: "NH", Marks: []Mark{{WasRegistered, day, "NH"}, {WasStopped, day, "NH"}}})
		was.Put(tx, Model{Number: 2, State: Running, Unit: "NH", Marks: []Mark{{WasRegistered, day, "NH"}, {WasShown, day, "NH"}}})
	})
	if n := kept(); n != 0 {
		t.Fatalf("the older version counts %d", n)
	}
	migrate(Models)
	if n := kept(); n != 1 {
		t.Errorf("%d are counted as kept up; one is, and one was refused", n)
	}
}
