package office

import (
	"slices"
	"strconv"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/store"
)

// Told tells of the changes that were made since it was told last: the people
// they are about, and the other administrators over them.
func Told(t *flows.Turn, id string) {
	n, _ := strconv.ParseInt(id, 10, 64)
	tell(t, append(untold(t), n))
}

// tellNow tells of what this turn changed, without waiting for the timer.
func tellNow(t *flows.Turn) { tell(t, untold(t)) }

// untold returns the numbers of the changes that wait to be told, and takes
// their timers away.
func untold(t *flows.Turn) []int64 {
	var waiting []int64
	from, to := store.Prefix(store.Key(toldTimer.Name))
	for _, tm := range slices.Collect(flows.Timers.Range(t.Tx, from, to)) {
		n, _ := strconv.ParseInt(tm.ID, 10, 64)
		waiting = append(waiting, n)
		t.Rest(toldTimer.Name, tm.ID)
	}
	return waiting
}

// tell tells each person and each administrator in one message. What those who
// lost a post had in hand looks for somebody else at once.
func tell(t *flows.Turn, numbers []int64) {
	slices.Sort(numbers)
	var all []Change
	for _, n := range slices.Compact(numbers) {
		if c, ok := changes.Get(t.Tx, store.Key(store.Desc(n))); ok {
			all = append(all, c)
		}
	}
	var told, gone []string
	for _, c := range all {
		if c.Act == Ended && !slices.Contains(gone, c.Member) {
			gone = append(gone, c.Member)
			t.Gone(c.Member)
		}
		if !slices.Contains(told, c.Member) {
			told = append(told, c.Member)
			tellPerson(t, c.Member, all)
		}
	}
	for _, a := range flows.Admins(t.Tx, t.Event.At) {
		tellAdmin(t, a, all)
	}
}

// tellPerson tells somebody what became of the own posts.
func tellPerson(t *flows.Turn, member string, all []Change) {
	m, ok := flows.Members.Get(t.Tx, member)
	lines := text.List{}
	for _, c := range all {
		if c.Member != member || c.By == member {
			continue
		}
		u, _ := flows.Units.Get(t.Tx, c.Unit)
		p := flows.Post{Unit: c.Unit, Role: c.Role, From: c.From, To: c.To}
		switch c.Act {
		case Given:
			lines = append(lines, text.Key{Name: "office.told.given", Args: text.Args{"post": held(t, p)}})
		case Ended:
			lines = append(lines, text.Key{Name: "office.told.ended", Args: text.Args{"role": roleKey(u, c.Role), "unit": u.Name}})
		case Left:
			lines = append(lines, text.K("office.told.left"))
		}
	}
	if ok && len(lines) > 0 {
		t.Say(lastReader(m), flows.Note{Key: "office.lines", Args: text.Args{"lines": lines}})
	}
}

// lastReader is a member as somebody to be told something, also one who has
// just left: the last word is that it is over.
func lastReader(m flows.Member) flows.Reader {
	m.Ended = flows.Member{}.Ended
	return m.Reader()
}

// tellAdmin tells an administrator what others did in that administrator's
// part. Ways in are in the log only.
func tellAdmin(t *flows.Turn, a flows.Member, all []Change) {
	lines := text.List{}
	for _, c := range all {
		if c.By == a.ID || c.Member == a.ID || !over(t.Tx, a.ID, c.Unit, t.Event.At) {
			continue
		}
		switch c.Act {
		case Given, Ended, Revoked:
			lines = append(lines, text.Key{Name: "office.told.admin", Args: text.Args{"by": nameOf(t, c.By), "what": did(t, c)}})
		}
	}
	if len(lines) > 0 {
		t.Say(a.Reader(), flows.Note{Key: "office.lines", Args: text.Args{"lines": lines}, Lane: flows.Directive})
	}
}
