package search

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/flowtest"
	"caunoi/store"
)

// A rig is a desk in front of a database, at which a test does things in the
// turn of a person.
type rig struct {
	t    testing.TB
	db   store.DB
	desk *flows.Desk
	do   func(t *flows.Turn)
	now  time.Time
	seq  int64
}

// newRig makes a province of two communes with two villages each, and people.
func newRig(t testing.TB) *rig {
	t.Helper()
	r := &rig{t: t, db: flowtest.Store(t), desk: flowtest.Bare(t, time.UTC), now: time.Date(2026, 10, 20, 6, 0, 0, 0, time.UTC)}
	r.desk.Verb("do", func(t *flows.Turn, _ []string) { r.do(t) })
	r.update(func(tx store.Tx) {
		flows.Units.Put(tx, flows.Unit{Code: "11", Level: "province", Name: "Tỉnh Điện Biên"})
		for _, c := range []string{"C1", "C2"} {
			flows.Units.Put(tx, flows.Unit{Code: c, Level: "commune", Name: "Xã Nà " + c, Parent: "11"})
			for _, v := range []string{"V1", "V2"} {
				flows.Units.Put(tx, flows.Unit{Code: c + v, Level: "village", Name: "Bản Nậm " + v, Parent: c, Team: true})
			}
		}
		for id, post := range map[string]flows.Post{
			"an": {Role: flows.Plain, Unit: "C1V1"}, "ba": {Role: flows.Plain, Unit: "C1V2"}, "ca": {Role: flows.Plain, Unit: "C2V1"},
			"binh": {Role: flows.Charge, Unit: "C1V1"}, "chi": {Role: flows.Duty, Unit: "C1"}, "dung": {Role: flows.Leader, Unit: "11"},
			"head": {Role: flows.Head, Unit: "C1V1"},
		} {
			flows.Members.Put(tx, flows.Member{ID: id, Consent: flows.Consent{Agreed: true}, Homes: []flows.Home{{Address: flows.At("test", id)}}})
			post.Member = id
			flows.Posts.Put(tx, post)
		}
		flows.Posts.Put(tx, flows.Post{Member: "head", Role: flows.Leader, Unit: "C1"}) // kept out of what went above all the same
	})
	return r
}

func (r *rig) update(f func(store.Tx)) {
	r.t.Helper()
	if err := r.db.Update(context.Background(), f); err != nil {
		r.t.Fatal(err)
	}
}

// turn does something as a person does it.
func (r *rig) turn(who string, f func(t *flows.Turn)) {
	r.t.Helper()
	r.do = f
	r.seq++
	e := flows.Event{ID: fmt.Sprintf("test:u%d", r.seq), Seq: r.seq, Kind: flows.Pressed, Press: "do", At: r.now, By: flows.At("test", who), Chat: flows.At("test", who), Private: true}
	r.update(func(tx store.Tx) {
		for _, a := range r.desk.Take(tx, []flows.Event{e}).Aside {
			r.t.Errorf("put aside: %s", a.Why)
		}
	})
}

var vocabulary = strings.Fields("đường nước điện cầu trường bản suối lũ gió mưa trâu lợn rừng nương ruộng kênh mương nhà chợ trạm thuốc gạo muối loa đèn")

// report files a random report.
func report(t *flows.Turn, rnd *rand.Rand) casework.Case {
	units := map[string][]string{"an": {"C1V1", "C1", "11"}, "ba": {"C1V2", "C1", "11"}, "ca": {"C2V1", "C2", "11"}}[t.From.ID]
	c := casework.Case{
		Code: t.Code(), Reporter: t.From.ID, Unit: units[0], Path: units[1:], At: t.Event.At, Above: rnd.IntN(9) == 0,
		Category: []string{"HTA", "TAI", "DLU"}[rnd.IntN(3)], Level: casework.Level(2 + rnd.IntN(3)), State: casework.New,
	}
	c.Add(casework.Part{At: t.Event.At, Text: sentence(rnd)})
	casework.Keep(t, c)
	return c
}

func sentence(rnd *rand.Rand) string {
	words := make([]string, 3)
	for i := range words {
		words[i] = vocabulary[rnd.IntN(len(vocabulary))]
	}
	return strings.Join(words, " ")
}

// change changes what a case says or where it belongs.
func change(t *flows.Turn, rnd *rand.Rand, code string) {
	c, ok := casework.Cases.Get(t.Tx, code)
	if !ok {
		return
	}
	switch rnd.IntN(4) {
	case 0:
		c.Parts = []casework.Part{{At: t.Event.At, Text: sentence(rnd)}}
	case 1:
		c.Add(casework.Part{At: t.Event.At, Text: sentence(rnd), Kind: casework.Reply})
	case 2:
		c.Category = "MTR"
	case 3:
		c.Level = casework.LifeAndDanger
	}
	casework.Keep(t, c)
}

// slowly finds what a search should, by reading every case there is.
func slowly(t *flows.Turn, words []string) []string {
	f := &finder{t: t, x: newLexicon(t), sight: casework.Look(t), words: words}
	var found []casework.Case
	for c := range casework.Cases.All(t.Tx) {
		if c.Reporter == t.From.ID && f.holds(c, true) || f.sight.Sees(c) && f.holds(c, false) {
			found = append(found, c)
		}
	}
	slices.SortFunc(found, func(a, b casework.Case) int { return int(number(b)) - int(number(a)) })
	return codes(found)
}

func codes(cases []casework.Case) []string {
	all := make([]string, len(cases))
	for i, c := range cases {
		all[i] = c.Code
	}
	return all
}

// TestFindsWhatThereIs: whatever was reported, changed and put into the index in
// whatever order, a search finds what reading all would find, over the months,
// page by page.
func TestFindsWhatThereIs(t *testing.T) {
	r := newRig(t)
	rnd := rand.New(rand.NewPCG(1, 2))
	var all []string
	for range 1500 {
		r.now = r.now.Add(time.Duration(rnd.IntN(120)) * time.Minute)
		switch n := rnd.IntN(10); {
		case n < 7 || len(all) == 0:
			r.turn([]string{"an", "ba", "ca"}[rnd.IntN(3)], func(t *flows.Turn) { all = append(all, report(t, rnd).Code) })
		case n < 9:
			r.turn("dung", func(t *flows.Turn) { change(t, rnd, all[rnd.IntN(len(all))]) })
		default:
			r.turn("dung", Seal)
		}
		if rnd.IntN(20) > 0 {
			continue
		}
		words := words(vocabulary[rnd.IntN(len(vocabulary))] + " " + []string{"", "bản", "ha tang", "khẩn", "C1V1", "V2", vocabulary[rnd.IntN(len(vocabulary))]}[rnd.IntN(7)])
		for _, who := range []string{"an", "binh", "chi", "dung", "head"} {
			r.turn(who, func(turn *flows.Turn) {
				want := slowly(turn, words)
				f := &finder{t: turn, x: newLexicon(turn), sight: casework.Look(turn), words: words}
				var got []string
				for before := doc(0); ; {
					some := f.find(before, 7)
					if got = append(got, codes(some)...); len(some) < 7 {
						break
					}
					before = number(some[len(some)-1])
				}
				if !slices.Equal(got, want) {
					t.Fatalf("%s looks for %v and finds %v; want %v", who, words, got, want)
				}
			})
		}
	}
	m := casework.Edge{}
	r.turn("dung", func(t *flows.Turn) { m, _ = casework.Edges.Get(t.Tx, "=") })
	if m.Month < 2611 {
		t.Errorf("the index goes up to %d-%d; the test should get over the end of a month", m.Month, m.Last)
	}
}

// TestErasedWordsLeave: what is no longer said in a case stands in no row of the
// index once its next slice was made.
func TestErasedWordsLeave(t *testing.T) {
	r := newRig(t)
	rnd := rand.New(rand.NewPCG(3, 4))
	var code string
	r.turn("an", func(t *flows.Turn) {
		for range enough {
			report(t, rnd)
		}
		c := report(t, rnd)
		c.Parts[0].Text, code = "ông Giàng bị bắt", c.Code
		casework.Keep(t, c)
	})
	r.turn("dung", Seal)
	in := func(word string) (there bool) {
		r.turn("dung", func(t *flows.Turn) { _, _, there = newest(t.Tx, word, ^block(0)) })
		return there
	}
	if !in("giang") {
		t.Fatal("the word is not in the index before it is erased")
	}
	r.turn("dung", func(t *flows.Turn) {
		c, _ := casework.Cases.Get(t.Tx, code)
		c.Parts = []casework.Part{{At: t.Event.At, Text: "…"}}
		casework.Keep(t, c)
	})
	r.turn("dung", Seal)
	if in("giang") || in("bat") {
		t.Error("an erased word is still in the index")
	}
	r.turn("dung", func(turn *flows.Turn) {
		for range casework.Touches.All(turn.Tx) {
			t.Error("a note of what was erased is still there")
		}
	})
}

// TestFindsByNewNames: when a village is called otherwise, what was reported
// there before is found by its new name, and no more by the old one.
func TestFindsByNewNames(t *testing.T) {
	r := newRig(t)
	rnd := rand.New(rand.NewPCG(9, 9))
	r.turn("an", func(t *flows.Turn) {
		for range 3 * slice {
			report(t, rnd)
		}
	})
	seal := func() {
		for range 8 {
			r.turn("dung", Seal)
		}
	}
	find := func(word string) (n int) {
		r.turn("dung", func(t *flows.Turn) {
			n = len((&finder{t: t, x: newLexicon(t), sight: casework.Look(t), words: words(word)}).find(0, 10000))
		})
		return n
	}
	seal()
	before := find("V1")
	r.update(func(tx store.Tx) {
		u, _ := flows.Units.Get(tx, "C1V1")
		u.Name = "Bản Mường Mới"
		flows.Units.Put(tx, u)
	})
	r.now = r.now.Add(namesEvery)
	seal()
	if got := find("muong moi"); got != before || got < 2*slice {
		t.Errorf("%d are found by the new name; by the old one it were %d", got, before)
	}
	if got := find("V1"); got != 0 {
		t.Errorf("%d are found by the old name", got)
	}
}

// TestRows: a row says of which cases it is, in both its forms.
func TestRows(t *testing.T) {
	for _, n := range []int{1, 3, 300, docsPerBlock} {
		var s set
		for i := range n {
			s.add(i * (docsPerBlock / n))
		}
		value := s.encode()
		if got := decode(value); got != s {
			t.Errorf("%d of a block: came back other than it went", n)
		}
		if len(value) > 1+docsPerBlock/8 {
			t.Errorf("%d of a block take %d bytes", n, len(value))
		}
		for cut := range value {
			decode(value[:cut]) // must not panic
		}
	}
	for _, b := range []block{0, 1, docOf(2611, 4096).block(), docOf(9912, 1<<20).block()} {
		if got := blockIn(rowKey("nước", b)); got != b {
			t.Errorf("block %d comes back as %d", b, got)
		}
	}
}
