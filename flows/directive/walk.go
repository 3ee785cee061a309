package directive

import (
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/store"
)

// WalkTimer fires when a change of a directive goes on to the next of those who
// have it.
const WalkTimer = "cd.walk"

// What a walk carries.
const (
	correcting  = "correct"
	withdrawing = "withdraw"
)

// How often a walk goes on, and how often it looks whether what it began has
// come to its end.
const (
	walkEvery = time.Second
	mendEvery = 10 * time.Second
)

// walk sends a change to all who have the directive, from the first on. One that
// was on its way is overtaken by it: cards are drawn as the directive is now.
func (d *Directive) walk(t *flows.Turn, what string) {
	d.Walk = Walk{What: what, Next: 1}
	t.Wake(WalkTimer, d.Code(), 0)
}

// walkLeast is to how many a change goes on at once also while the outbox is full of
// what others send: what is wrong or holds no longer does not wait for that.
const walkLeast = 16

// GoAlong carries a change to the next slice of those who have a directive, hardly
// more than the outbox sends within a while. It is safe at any moment: whom it
// has reached is in the rows.
func GoAlong(t *flows.Turn, code string) {
	d, ok := Find(t.Tx, code)
	if !ok || d.Walk.What == "" {
		return
	}
	room := max(walkLeast, min(atATime, window-queuedIn(t.Tx, flows.Directive)))
	for _, r := range d.next(t.Tx, room) {
		d.Walk.Next = r.N + 1
		if room--; d.Walk.What == withdrawing {
			d.takeBack(t, r)
		} else {
			d.putRight(t, r)
		}
	}
	switch {
	case d.Walk.Next <= d.Count || d.copies(t, room):
		t.Wake(WalkTimer, code, walkEvery)
	case d.Walk.What == withdrawing && d.mend(t):
		t.Wake(WalkTimer, code, mendEvery)
	default:
		d.arrived(t)
	}
	Directives.Put(t.Tx, d)
	refresh(t, d)
}

// next returns up to most receivers from the one that is next.
func (d Directive) next(tx store.Tx, most int) []Receiver {
	var found []Receiver
	for r := range Receivers.Range(tx, store.Key(d.Number, d.Walk.Next), store.Next(store.Key(d.Number))) {
		if len(found) >= most {
			break
		}
		found = append(found, r)
	}
	return found
}

// queuedIn is how much of a lane waits in the outbox, counted up to the window.
func queuedIn(tx store.Tx, lane flows.Lane) (n int) {
	for q := range flows.Unsent(tx) {
		if q.Lane > lane || n == window {
			break
		}
		if q.Lane == lane {
			n++
		}
	}
	return n
}

// ending lets a walk that has come round end as soon as nothing of it is on its
// way.
func (d Directive) ending(t *flows.Turn) {
	if d.Walk.What == withdrawing && d.Walk.Next > d.Count && TallyOf(t.Tx, d.Number).Recalls == 0 {
		t.Wake(WalkTimer, d.Code(), 0)
	}
}

// arrived ends a walk.
func (d *Directive) arrived(t *flows.Turn) {
	c := TallyOf(t.Tx, d.Number)
	d.note(t, d.Walk.What+" arrived", "")
	if d.Walk.What == withdrawing && c.Remains > 0 {
		m, _ := flows.Members.Get(t.Tx, d.By)
		t.Say(m.Reader(), flows.Note{Key: "chase.withdraw.ended", Args: text.Args{"n": d.Number, "done": c.Recalled, "remain": c.Remains}, Lane: flows.Answer,
			Choices: []flows.Choice{{Key: "chase.button.remain", Do: "cdcon " + d.Code()}}})
	}
	d.Walk = Walk{}
}

// shownAs returns the row of the outbox by which a receiver was shown the
// directive, and how it is shown again there.
func (r Receiver) shownAs(t *flows.Turn) (m flows.Message, to flows.Reader, ok bool) {
	if r.Chat == "" {
		return m, to, false
	}
	m, ok = flows.Card(t.Tx, r.card(), r.Chat)
	return m, flows.Reader{Member: m.Member, Chat: r.Chat, Topic: m.Topic, Lang: m.Lang, Form: m.Form}, ok
}

// again shows a receiver's card as the directive is now, where it stands.
func (r Receiver) again(t *flows.Turn, to flows.Reader, fresh bool) {
	t.Say(to, flows.Note{Card: true, Fresh: fresh, About: r.card(), Lane: flows.Directive})
}
