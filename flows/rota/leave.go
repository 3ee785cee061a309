package rota

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
	"caunoi/store"
)

// id names a leave in a button: whose it is, and when it begins.
func (l Leave) id() string { return l.Member + " " + strconv.FormatInt(l.From.Unix(), 10) }

// lastDay is the last day of a leave.
func (l Leave) lastDay() time.Time { return l.To.Add(-time.Minute) }

// leaveOf finds the leave that a button names.
func leaveOf(tx store.Tx, args []string) (Leave, bool) {
	if len(args) < 2 {
		return Leave{}, false
	}
	from, to := store.Prefix(store.Key(args[0]))
	for l := range Leaves.Range(tx, from, to) {
		if strconv.FormatInt(l.From.Unix(), 10) == args[1] {
			return l, true
		}
	}
	return Leave{}, false
}

// leavesOf returns the leaves of a member that are not over, the first first.
func leavesOf(tx store.Tx, member string, at time.Time) []Leave {
	var all []Leave
	from, to := store.Prefix(store.Key(member))
	for l := range Leaves.Range(tx, from, to) {
		if l.To.After(at) {
			all = append(all, l)
		}
	}
	return all
}

// mayNote reports whether whoever acts may note a leave for a member: the person,
// or a coordinator or an administrator over one of the person's posts.
func mayNote(t *flows.Turn, member string) bool {
	if member == t.From.ID {
		return handles(t.Tx, member, t.Event.At)
	}
	return slices.ContainsFunc(flows.PostsToCome(t.Tx, member, t.Event.At), func(p flows.Post) bool {
		return slices.Contains(handling, p.Role) && (flows.Administers(t.Tx, t.From.ID, p.Unit, t.Event.At) ||
			flows.Holds(t.Tx, t.From.ID, p.Unit, t.Event.At, flows.Coordinator))
	})
}

// Leave shows one's leave, or asks for one. args: another's id or the code of a
// team, for those over it; then, if it is all in one message, the days and who
// stands in.
func (b *Book) Leave(t *flows.Turn, args []string) {
	member, words := t.From.ID, strings.Join(args, " ")
	if len(args) > 0 {
		if other, ok := meant(t, args[0]); ok {
			member, words = other, strings.Join(args[1:], " ")
		}
	}
	switch {
	case !mayNote(t, member) && member == t.From.ID:
		t.Reply("leave.closed", nil)
	case !mayNote(t, member):
		t.Reply("leave.stranger", nil)
	case words != "":
		b.Absence.Start(t, codeOn(member, today(t)), words)
	case len(leavesOf(t.Tx, member, t.Event.At)) > 0:
		showLeaves(t, member)
	default:
		b.Absence.Begin(t, codeOn(member, today(t)))
	}
}

// meant finds whose leave a word is about: an id, or the team of which just one
// person is in charge. A word that is neither belongs to the leave.
func meant(t *flows.Turn, word string) (member string, ok bool) {
	if m, ok := flows.Members.Get(t.Tx, strings.ToLower(word)); ok {
		return m.ID, true
	}
	unit := strings.ToUpper(word)
	if !flows.Units.Has(t.Tx, unit) {
		return "", false
	}
	charge := flows.Holders(t.Tx, unit, flows.Charge, t.Event.At)
	if len(charge) == 1 && !slices.ContainsFunc(charge, func(m flows.Member) bool { return m.ID == t.From.ID }) {
		return charge[0].ID, true
	}
	return t.From.ID, true
}

// More asks for another leave, or one for another. args: the member.
func (b *Book) More(t *flows.Turn, args []string) {
	if len(args) == 0 || !mayNote(t, args[0]) {
		t.Reply("leave.stranger", nil)
		return
	}
	b.Absence.Begin(t, codeOn(args[0], today(t)))
}

// showLeaves shows the leaves of a member, and what can be done about the first.
func showLeaves(t *flows.Turn, member string) {
	m, _ := flows.Members.Get(t.Tx, member)
	lines := text.List{}
	all := leavesOf(t.Tx, member, t.Event.At)
	for _, l := range all {
		key := "leave.ahead"
		if !t.Event.At.Before(l.From) {
			key = "leave.on"
		}
		lines = append(lines, text.Key{Name: key, Args: text.Args{
			"name": m.Name, "first": text.Day(l.From), "last": text.Day(l.lastDay()), "who": standing(t, l),
		}})
	}
	t.Reply("rota.lines", text.Args{"lines": lines}, append(ways(t, all[0]),
		flows.Choice{Key: "leave.button.more", Do: "nghi.moi " + member, Row: true})...)
}

// ways are what can be done about a leave.
func ways(t *flows.Turn, l Leave) []flows.Choice {
	back := "leave.button.cancel"
	if !t.Event.At.Before(l.From) {
		back = "leave.button.back"
	}
	return []flows.Choice{{Key: back, Do: "nghi.ve " + l.id()}, {Key: "leave.button.change", Do: "nghi.doi " + l.id()}}
}

// standing says who stands in, and of each whether it was agreed.
func standing(t *flows.Turn, l Leave) text.Joined {
	all := text.Joined{}
	for _, id := range l.StandIns {
		m, ok := flows.Members.Get(t.Tx, id)
		switch {
		case !ok:
		case slices.Contains(l.Agreed, id):
			all = append(all, text.Key{Name: "leave.agreed", Args: text.Args{"name": m.Name}})
		default:
			all = append(all, m.Name)
		}
	}
	if len(all) == 0 {
		all = append(all, text.K("leave.none"))
	}
	return all
}

// finishLeave is the end of the conversation: the leave is stored, and all whom
// it concerns are told.
func (b *Book) finishLeave(t *flows.Turn, code string, d absence) {
	switch {
	case !mayNote(t, d.member):
		t.Reply("leave.stranger", nil)
		return
	case d.sure == "sua":
		b.Absence.Begin(t, code)
		return
	case d.sure != "co":
		t.Reply("talk.cancelled", nil)
		return
	}
	l := Leave{Member: d.member, From: d.from, To: d.to(), StandIns: d.ids}
	if l.From.Before(t.Event.At) {
		l.From = t.Event.At.Truncate(time.Second)
	}
	if l.Member != t.From.ID {
		l.By = t.From.ID
	}
	Leaves.Put(t.Tx, l)
	b.wind(t, l)
	m, _ := flows.Members.Get(t.Tx, l.Member)
	t.Reply("leave.done", text.Args{"name": m.Name, "first": text.Day(l.From), "last": text.Day(l.lastDay()), "who": b.follows(t, d)}, b.after(t, l)...)
	if l.By != "" {
		t.Say(m.Reader(), flows.Note{Key: "leave.noted", Args: text.Args{
			"by": t.From.Name, "first": text.Day(l.From), "last": text.Day(l.lastDay()), "who": standing(t, l),
		}, Choices: ways(t, l)})
	}
	for _, id := range l.StandIns {
		ask(t, l, m, id)
	}
	tellUncovered(t, l)
}

// after are the choices when a leave was stored: those about it and, if it has
// begun, who gets the cases in hand.
func (b *Book) after(t *flows.Turn, l Leave) []flows.Choice {
	choices := ways(t, l)
	if !t.Event.At.Before(l.From) {
		choices = append(b.handing(t, l), choices...)
	}
	return choices
}

// handing offers to hand the cases in hand to those who stand in.
func (b *Book) handing(t *flows.Turn, l Leave) []flows.Choice {
	if b.cases.Held(t, l.Member) == 0 {
		return nil
	}
	var choices []flows.Choice
	for _, id := range l.StandIns[:min(len(l.StandIns), 3)] {
		if m, ok := flows.Members.Get(t.Tx, id); ok {
			choices = append(choices, flows.Choice{Key: "leave.button.hand", Args: text.Args{"name": viet.Short(m.Name, 12)}, Do: "nghi.giao " + l.id() + " " + id, Row: true})
		}
	}
	return choices
}

// HandOver hands the cases in hand to who stands in. args: the leave and the
// stand-in.
func (b *Book) HandOver(t *flows.Turn, args []string) {
	l, ok := leaveOf(t.Tx, args)
	if !ok || len(args) < 3 || !mayNote(t, l.Member) || !l.To.After(t.Event.At) || !slices.Contains(l.StandIns, args[2]) {
		t.Reply("leave.past", nil)
		return
	}
	to, _ := flows.Members.Get(t.Tx, args[2])
	n := b.cases.Hand(t, l.Member, to.ID)
	t.Reply("leave.handed", text.Args{"n": n, "name": to.Name})
}
