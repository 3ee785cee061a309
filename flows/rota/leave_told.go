package rota

import (
	"slices"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/talk"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// morning is when people are reminded of what begins or ends on a day.
const morning = 7 * time.Hour

// askedFor is how long a stand-in may answer with a yes or no alone.
const askedFor = 24 * time.Hour

// ask tells somebody that a person goes away and counts on it that this one
// stands in; who cannot says so.
func ask(t *flows.Turn, l Leave, m flows.Member, standIn string) {
	s, ok := flows.Members.Get(t.Tx, standIn)
	if !ok {
		return
	}
	flows.AskChoice(t, s.Reader(), "leave "+l.id(), flows.Note{Key: "leave.asked", Args: text.Args{
		"name": m.Name, "first": text.Day(l.From), "last": text.Day(l.lastDay()),
	}, Choices: []flows.Choice{{Key: "leave.button.agree", Do: "nghi.thay " + l.id() + " co"}, {Key: "leave.button.refuse", Do: "nghi.thay " + l.id() + " khong"}}}, askedFor)
}

// Consent takes whether somebody stands in. args: the leave, co or khong.
func (b *Book) Consent(t *flows.Turn, args []string) {
	l, ok := leaveOf(t.Tx, args)
	if !ok || len(args) < 3 || !slices.Contains(l.StandIns, t.From.ID) || !l.To.After(t.Event.At) {
		t.Reply("leave.past", nil)
		return
	}
	t.Answered(t.Reader.Chat, "choice", "leave "+l.id())
	m, _ := flows.Members.Get(t.Tx, l.Member)
	others := []string{l.Member}
	if l.By != "" {
		others = append(others, l.By)
	}
	args4 := text.Args{"name": m.Name, "standin": t.From.Name, "first": text.Day(l.From), "last": text.Day(l.lastDay())}
	if args[2] == "co" {
		if slices.Contains(l.Agreed, t.From.ID) {
			t.Reply("leave.agreed.already", args4)
			return
		}
		l.Agreed = append(slices.Clone(l.Agreed), t.From.ID)
		Leaves.Put(t.Tx, l)
		t.Reply("leave.agreed.done", args4)
		tell(t, others, flows.Note{Key: "leave.agreed.told", Args: args4})
		return
	}
	l.StandIns = slices.DeleteFunc(slices.Clone(l.StandIns), func(id string) bool { return id == t.From.ID })
	l.Agreed = slices.DeleteFunc(slices.Clone(l.Agreed), func(id string) bool { return id == t.From.ID })
	Leaves.Put(t.Tx, l)
	t.Reply("leave.refused.done", args4)
	args4["who"] = standing(t, l)
	key := "leave.refused.told"
	if len(l.StandIns) == 0 {
		key = "leave.refused.alone"
	}
	tell(t, others, flows.Note{Key: key, Args: args4, Choices: ways(t, l)[1:]})
}

// unasked takes the question away whether somebody stands in.
func unasked(t *flows.Turn, l Leave, standIn string) {
	if m, ok := flows.Members.Get(t.Tx, standIn); ok && m.Home() != "" {
		t.Answered(m.Home(), "choice", "leave "+l.id())
	}
}

// tell says the same to several members.
func tell(t *flows.Turn, ids []string, n flows.Note) {
	for _, id := range ids {
		if m, ok := flows.Members.Get(t.Tx, id); ok {
			t.Say(m.Reader(), n)
		}
	}
}

// Back ends a leave at once, or takes one back that has not begun. args: the
// leave.
func (b *Book) Back(t *flows.Turn, args []string) {
	l, ok := leaveOf(t.Tx, args)
	if !ok || !mayNote(t, l.Member) || !l.To.After(t.Event.At) {
		t.Reply("leave.past", nil)
		return
	}
	m, _ := flows.Members.Get(t.Tx, l.Member)
	said := text.Args{"name": m.Name, "first": text.Day(l.From), "last": text.Day(l.lastDay())}
	key, told := "leave.back.done", "leave.back.told"
	if t.Event.At.After(l.From) {
		l.To = t.Event.At
		Leaves.Put(t.Tx, l)
	} else {
		key, told = "leave.cancel.done", "leave.cancel.told"
		Leaves.Delete(t.Tx, leaveKey(l))
	}
	unwind(t, l)
	t.Reply(key, said)
	tell(t, slices.DeleteFunc(append([]string{l.Member}, l.StandIns...), func(id string) bool { return id == t.From.ID }), flows.Note{Key: told, Args: said})
}

// wind sets the timers of a leave: the mornings on which it begins and is over.
func (b *Book) wind(t *flows.Turn, l Leave) {
	if begins := l.From.Add(morning); l.From.After(t.Event.At) {
		t.Wake("leave.begins", l.id(), begins.Sub(t.Event.At))
	}
	t.Wake("leave.ends", l.id(), l.To.Add(morning).Sub(t.Event.At))
}

// unwind takes them away, and what those who stand in were asked.
func unwind(t *flows.Turn, l Leave) {
	for _, id := range l.StandIns {
		unasked(t, l, id)
	}
	t.Rest("leave.begins", l.id())
	t.Rest("leave.ends", l.id())
}

// Begins reminds all whom a leave concerns that it has begun. id is the leave.
func (b *Book) Begins(t *flows.Turn, id string) {
	l, ok := leaveOf(t.Tx, strings.Fields(id))
	if !ok || t.Event.At.Before(l.From) || !t.Event.At.Before(l.To) {
		return
	}
	m, _ := flows.Members.Get(t.Tx, l.Member)
	said := text.Args{"name": m.Name, "last": text.Day(l.lastDay()), "who": standing(t, l), "n": b.cases.Held(t, l.Member)}
	key := "leave.begun"
	if b.cases.Held(t, l.Member) > 0 && len(l.StandIns) > 0 {
		key = "leave.begun.cases"
	}
	t.Say(m.Reader(), flows.Note{Key: key, Args: said, Lane: flows.Reminder, Choices: append(b.handing(t, l), ways(t, l)...)})
	tell(t, l.StandIns, flows.Note{Key: "leave.begun.told", Args: said, Lane: flows.Reminder})
}

// Ends tells all whom a leave concerned that it is over.
func (b *Book) Ends(t *flows.Turn, id string) {
	l, ok := leaveOf(t.Tx, strings.Fields(id))
	if !ok || t.Event.At.Before(l.To) {
		return
	}
	m, _ := flows.Members.Get(t.Tx, l.Member)
	tell(t, []string{l.Member}, flows.Note{Key: "leave.over", Lane: flows.Reminder})
	tell(t, l.StandIns, flows.Note{Key: "leave.over.told", Args: text.Args{"name": m.Name}, Lane: flows.Reminder})
}

// A substitute is who stands in from now on for somebody on leave.
type substitute struct {
	leave Leave
	absence
}

// substituteScript asks who stands in instead.
func (b *Book) substituteScript() *talk.Script[substitute] {
	return &talk.Script[substitute]{
		Name: "nghidoi", Section: "leave.change", Staff: true,
		Questions: []*talk.Question[substitute]{{
			Name: "who", Open: viet.Text, Fresh: fresh,
			Pick: []talk.Pick{{Key: "leave.nobody", Value: "-"}},
			Offer: func(t *flows.Turn, code string, d substitute) []talk.Pick {
				return offerStandIn(t, code, d.absence)
			},
			Take:   func(d *substitute, g talk.Given) string { d.words = g.Text; return "" },
			Check:  func(t *flows.Turn, d *substitute) string { return checkWho(t, &d.absence) },
			Faults: []string{"bad"},
		}},
		New: func(t *flows.Turn, code string) (d substitute) {
			d.leave, _ = leaveOf(t.Tx, strings.Split(code, "/"))
			d.member, d.from, d.last = d.leave.Member, d.leave.From, dayOf(d.leave.lastDay(), t.Set.Zone)
			return d
		},
		Blanks: func(t *flows.Turn, code string, d substitute) text.Args { return b.blanks(t, code, d.absence) },
		Finish: b.changed,
	}
}

// Change asks who stands in instead. args: the leave.
func (b *Book) Change(t *flows.Turn, args []string) {
	l, ok := leaveOf(t.Tx, args)
	if !ok || !mayNote(t, l.Member) || !l.To.After(t.Event.At) {
		t.Reply("leave.past", nil)
		return
	}
	b.Substitute.Begin(t, strings.ReplaceAll(l.id(), " ", "/"))
}

// changed stores who stands in from now on, and tells those who did and do.
func (b *Book) changed(t *flows.Turn, _ string, d substitute) {
	l := d.leave
	if !mayNote(t, l.Member) || !l.To.After(t.Event.At) {
		t.Reply("leave.past", nil)
		return
	}
	before := l.StandIns
	l.StandIns = d.ids
	l.Agreed = slices.DeleteFunc(slices.Clone(l.Agreed), func(id string) bool { return !slices.Contains(l.StandIns, id) })
	Leaves.Put(t.Tx, l)
	m, _ := flows.Members.Get(t.Tx, l.Member)
	t.Reply("leave.changed", text.Args{"name": m.Name, "last": text.Day(l.lastDay()), "who": b.follows(t, d.absence)}, b.after(t, l)...)
	for _, id := range before {
		if !slices.Contains(l.StandIns, id) {
			unasked(t, l, id)
			tell(t, []string{id}, flows.Note{Key: "leave.dropped", Args: text.Args{"name": m.Name}})
		}
	}
	for _, id := range l.StandIns {
		if !slices.Contains(before, id) {
			ask(t, l, m, id)
		}
	}
	tellUncovered(t, l)
}
