package casework

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/flowtest"
	"caunoi/store"
)

// townFor makes a desk with a little tree and people of every role, and returns
// what does something in a person's turn.
func townFor(t *testing.T) func(who string, at time.Time, f func(t *flows.Turn)) {
	t.Helper()
	db, d := flowtest.Store(t), flowtest.Bare(t, time.UTC)
	var do func(t *flows.Turn)
	d.Verb("do", func(t *flows.Turn, _ []string) { do(t) })
	seq := int64(0)
	err := db.Update(context.Background(), func(tx store.Tx) {
		for _, u := range []flows.Unit{
			{Code: "11", Level: "province"}, {Code: "C1", Level: "commune", Parent: "11"}, {Code: "C2", Level: "commune", Parent: "11"},
			{Code: "V1", Level: "village", Parent: "C1", Team: true}, {Code: "V2", Level: "village", Parent: "C1", Team: true},
			{Code: "V3", Level: "village", Parent: "C2", Team: true}, {Code: "V0", Level: "village", Parent: "C1", Into: "V1", To: time.Unix(1, 0)},
		} {
			flows.Units.Put(tx, u)
		}
		for id, posts := range people {
			flows.Members.Put(tx, flows.Member{ID: id, Consent: flows.Consent{Agreed: true}, Homes: []flows.Home{{Address: flows.At("test", id)}}})
			for _, p := range posts {
				p.Member = id
				flows.Posts.Put(tx, p)
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return func(who string, at time.Time, f func(t *flows.Turn)) {
		t.Helper()
		do = f
		seq++
		e := flows.Event{ID: fmt.Sprintf("test:u%d", seq), Seq: seq, Kind: flows.Pressed, Press: "do", At: at, By: flows.At("test", who), Chat: flows.At("test", who), Private: true}
		if err := db.Update(context.Background(), func(tx store.Tx) {
			for _, a := range d.Take(tx, []flows.Event{e}).Aside {
				t.Errorf("put aside: %s", a.Why)
			}
		}); err != nil {
			t.Fatal(err)
		}
	}
}

// people are who looks at the lists.
var people = map[string][]flows.Post{
	"an": {{Role: flows.Plain, Unit: "V1"}}, "binh": {{Role: flows.Charge, Unit: "V1"}}, "chi": {{Role: flows.Duty, Unit: "C1"}},
	"dung": {{Role: flows.Leader, Unit: "11"}}, "em": {{Role: flows.Charge, Unit: "V1"}, {Role: flows.Charge, Unit: "V2"}, {Role: flows.Duty, Unit: "C2"}},
	"ha": {{Role: flows.Head, Unit: "V1"}, {Role: flows.Leader, Unit: "C1"}}, "quan": {{Role: flows.Admin, Unit: ""}}, "lan": {{Role: flows.Coordinator, Unit: "C2"}},
}

// someCase is a case in any state, from any village.
func someCase(n int, at time.Time, rnd *rand.Rand) Case {
	paths := map[string][]string{"V1": {"C1", "11"}, "V2": {"C1", "11"}, "V3": {"C2", "11"}, "V0": {"C1", "11"}}
	unit := []string{"V1", "V2", "V3", "V0"}[rnd.IntN(4)]
	c := Case{
		Code: fmt.Sprintf("2611-%d", n), Reporter: []string{"an", "chi", "em"}[rnd.IntN(3)], Unit: unit, Path: paths[unit], At: at,
		Category: []string{"HTA", "DLU", "TAI"}[rnd.IntN(3)], Level: Level(1 + rnd.IntN(4)), State: State(1 + rnd.IntN(8)), Above: rnd.IntN(4) == 0,
	}
	if c.State.Open() && c.State != New {
		c.Taker = []string{"binh", "chi", "em", "dung"}[rnd.IntN(4)]
	}
	c.Clock.Late = rnd.IntN(3) == 0
	if rnd.IntN(5) == 0 {
		c.Offices = []string{"C2"}
	}
	return c
}

// belongs says by the meaning of a list whether a case is in it.
func belongs(t *flows.Turn, name string, c Case) bool {
	_, may := roleOf(t, t.From.ID, c)
	switch name {
	case ownList:
		return c.Reporter == t.From.ID
	case mineList:
		return may && c.State.Open() && c.Taker == t.From.ID
	case waitList:
		return may && c.State == New
	case lateList:
		return may && c.State.Open() && c.Clock.Late
	}
	return may && c.State.Open()
}

// TestListsHoldWhatTheyShould: each list of each person holds the cases that it
// is of and that the person may handle, each once, and is counted right; page by
// page, forwards and backwards, nothing is left out.
func TestListsHoldWhatTheyShould(t *testing.T) {
	turn := townFor(t)
	rnd := rand.New(rand.NewPCG(7, 8))
	at := time.Date(2026, 11, 21, 6, 0, 0, 0, time.UTC)
	turn("dung", at, func(t *flows.Turn) {
		for n := range 300 {
			Cases.Put(t.Tx, someCase(n+1, at.Add(time.Duration(rnd.IntN(200))*time.Minute), rnd))
		}
	})
	listed := 0
	for who := range people {
		for _, name := range lists {
			turn(who, at.Add(24*time.Hour), func(turn *flows.Turn) {
				var want []string
				for c := range Cases.All(turn.Tx) {
					if belongs(turn, name, c) {
						want = append(want, c.Code)
					}
				}
				l := listOf(turn, Look(turn), name)
				rows, more := l.rows(turn, row{})
				got := pages(turn, l, rows, false)
				back := pages(turn, l, rows, true)
				slices.Reverse(back)
				listed += len(got)
				if len(rows) != len(want) || more {
					t.Errorf("%s of %s is counted as %d; want %d", name, who, len(rows), len(want))
				}
				if !slices.Equal(got, back) {
					t.Errorf("%s of %s is %v forwards and %v backwards", name, who, got, back)
				}
				slices.Sort(want)
				if slices.Sort(got); !slices.Equal(got, want) {
					t.Errorf("%s of %s holds %v; want %v", name, who, got, want)
				}
			})
		}
	}
	if listed < 500 {
		t.Errorf("only %d rows were looked at", listed)
	}
}

// TestListGoesOnBehindTheCount: a list that is longer than it is counted is shown
// to its end.
func TestListGoesOnBehindTheCount(t *testing.T) {
	turn := townFor(t)
	at := time.Date(2026, 11, 21, 6, 0, 0, 0, time.UTC)
	const all = counted + 250
	turn("chi", at, func(turn *flows.Turn) {
		for n := range all {
			Cases.Put(turn.Tx, Case{Code: fmt.Sprintf("2611-%d", n+1), Reporter: "an", Unit: "V1", Path: []string{"C1"}, At: at.Add(time.Duration(n/3) * time.Minute), Level: Ordinary, State: New})
		}
		l := listOf(turn, Look(turn), waitList)
		rows, more := l.rows(turn, row{})
		if len(rows) != counted || !more {
			t.Errorf("%d are counted, more is %v; want %d and that there are more", len(rows), more, counted)
		}
		got := pages(turn, l, rows, false)
		for i, code := range got {
			if want := fmt.Sprintf("2611-%d", i+1); code != want {
				t.Fatalf("the %d. is %s; want %s", i+1, code, want)
			}
		}
		if len(got) != all {
			t.Errorf("%d are shown; want %d", len(got), all)
		}
	})
}

// pages goes through a list and returns the codes in their order, or from the
// last to the first.
func pages(t *flows.Turn, l list, rows []row, backwards bool) []string {
	var codes []string
	if backwards && len(rows) > 0 {
		codes = append(codes, rows[len(rows)-1].code)
	}
	for {
		at := cursor{before: backwards}
		if len(codes) > 0 {
			at.code = codes[len(codes)-1]
		}
		v := l.look(t, rows, at, 4)
		var some []string
		for _, c := range v.cases {
			some = append(some, c.Code)
		}
		if backwards {
			slices.Reverse(some)
		}
		codes = append(codes, some...)
		if !backwards && !v.next || backwards && !v.prev || len(some) == 0 {
			return codes
		}
	}
}
