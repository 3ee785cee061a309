package main

import (
	"os"
	"testing"
)

// A tooth is a build that breaks one promise, and what the kill test must say
// of it.
type tooth struct {
	name  string
	edits []edit
	seen  func(v *verdict) bool
}

// committed is where a commit is made.
const committed = "err := b.db.Update(context.Background(), func(tx store.Tx) { r.run(tx, do) })"

// teeth are the broken builds. Each works as well as the whole one as long as
// nobody kills it.
var teeth = []tooth{
	{
		"what is said is stored after what was reported",
		[]edit{{"bot/commit.go", committed, `var rows []flows.Message
	var said flows.Taken
	if turn := do; turn != nil {
		err := b.db.Update(context.Background(), func(tx store.Tx) {
			rows, said = nil, turn(tx, b.clock.moment().wall)
			for _, q := range said.Queued {
				if m, ok := flows.Outbox.Get(tx, q.ID); ok {
					rows = append(rows, m)
					flows.Outbox.Delete(tx, q.ID)
				}
			}
		})
		if err != nil {
			b.out.putBack(r.landed)
			return flows.Taken{}, err
		}
		do = func(tx store.Tx, _ time.Time) flows.Taken {
			for _, m := range rows {
				flows.Outbox.Put(tx, m)
			}
			return said
		}
	}
	` + committed}},
		func(v *verdict) bool { return v.unanswered > 0 },
	},
	{
		"messages leave before the commit",
		[]edit{
			{"bot/commit.go", committed, `err := b.db.Update(context.Background(), func(tx store.Tx) {
		r.run(tx, do)
		for _, f := range r.leaving {
			b.out.launch(f)
		}
		time.Sleep(20 * time.Millisecond) // a slow disk: else nothing arrives before the commit
	})`},
			{"bot/commit.go", "\tfor _, f := range r.leaving {\n\t\tb.out.launch(f)\n\t}\n\tb.report(r)", "\tb.report(r)"},
		},
		func(v *verdict) bool { return v.unnamed > 0 },
	},
	{
		"updates are confirmed before they are stored",
		[]edit{{"bot/receive.go", "\tfor try := 1; ; try++ {", `	_, _ = r.bot.commit(func(tx store.Tx, _ time.Time) flows.Taken {
		cursors.Put(tx, cursor{Channel: name, Text: batch.Cursor})
		return flows.Taken{}
	})
	for try := 1; ; try++ {`}},
		func(v *verdict) bool { return v.lost > 0 },
	},
	{
		"the cursor is stored afterwards and nothing is known by its number",
		[]edit{
			{"flows/seen.go", "if b.Bits[at]&bit != 0 {", "if false {"},
			{"bot/receive.go", "if batch.Cursor != r.cursor {", "if false {"},
			{"bot/receive.go", "\t\t\tr.cursor, r.sieve.known = batch.Cursor, nil\n", `			_, _ = r.bot.commit(func(tx store.Tx, _ time.Time) flows.Taken {
				keep(tx, cursor{Channel: r.channel.Name(), Text: batch.Cursor})
				return flows.Taken{}
			})
			r.cursor, r.sieve.known = batch.Cursor, nil
`},
		},
		func(v *verdict) bool { return v.doubled > 0 },
	},
	{
		"what is on its way is not marked",
		[]edit{{"flows/outbox.go", "m.State = Claimed\n", "m.State = Waiting\n"}, {"flows/settle.go", "if !ok || m.State != Claimed {", "if !ok || !m.Open() {"}},
		func(v *verdict) bool { return v.unnamed > 0 },
	},
}

// TestCrashTeeth kills broken builds, and fails if the kill test finds nothing
// wrong with one. It runs if CAUNOI_TEETH is set.
func TestCrashTeeth(t *testing.T) {
	if os.Getenv("CAUNOI_TEETH") == "" {
		t.Skip("CAUNOI_TEETH is not set")
	}
	kills, seed := number(t, "CAUNOI_KILLS", 60), number(t, "CAUNOI_SEED", 1)
	for _, b := range teeth {
		t.Run(b.name, func(t *testing.T) {
			v := crash(t, buildAll(t, append(b.edits, fast...)...), kills, seed)
			t.Log(v.line())
			if !b.seen(v) {
				t.Error("the kill test finds nothing wrong with the broken build")
			}
		})
	}
}
