package casework

import (
	"slices"
	"unicode/utf8"

	"caunoi/flows"
	"caunoi/flows/rota"
	"caunoi/flows/text"
)

// A receiver is somebody to whom a case can be handed on.
type receiver struct {
	flows.Member
	role string // catalog key of what the person is to the case
	unit string // name of the unit the role is held at; "" for who stands in

	now []string // catalog keys of what the person is by posts held now, of those who are looked for by words
}

// labelN is how many letters the label of a button holds.
const labelN = 24

// label is what the button says: the name, and the role if there is room.
func (r receiver) label(t *flows.Turn) string {
	both := r.Name + " · " + t.Word(r.role)
	if utf8.RuneCountInString(both) <= labelN {
		return both
	}
	return short(r.Name, labelN)
}

// deskUnits returns the units whose people may handle a case: its own, those
// above it, and the offices it was given to.
func deskUnits(t *flows.Turn, c Case) []flows.Unit {
	var units []flows.Unit
	for u := range flows.Up(t.Tx, c.Unit) {
		units = append(units, u)
	}
	for _, office := range c.Offices {
		if u, ok := flows.Units.Get(t.Tx, office); ok {
			units = append(units, u)
		}
	}
	return units
}

// receivers returns who could have a case now, besides whoever acts and whoever
// has it: the nearest first. Who is on leave is replaced by who stands in.
func receivers(t *flows.Turn, c Case) []receiver {
	var all []receiver
	for _, u := range deskUnits(t, c) {
		for _, role := range handlers {
			for _, m := range rota.There(t.Tx, flows.Holders(t.Tx, u.Code, role, t.Event.At), t.Event.At) {
				known := slices.ContainsFunc(all, func(r receiver) bool { return r.ID == m.ID })
				if known || m.ID == t.From.ID || m.ID == c.Taker || notToReceive(t, c, m) != "" {
					continue
				}
				key, _ := roleOf(t, m.ID, c)
				all = append(all, receiver{Member: m, role: key, unit: u.Name})
			}
		}
	}
	return all
}

// notToReceive says why a case cannot be handed on to somebody, as the last part
// of the key of a sentence; "" if it can. That a person is the reporter, or is
// kept out, is nobody's business: it reads as if the right were missing.
func notToReceive(t *flows.Turn, c Case, m flows.Member) string {
	_, may := roleOf(t, m.ID, c)
	switch {
	case m.ID == t.From.ID:
		return "self"
	case m.ID == c.Taker && c.State.Open() || c.State == New && slices.Contains(c.Given.To, m.ID):
		return "same"
	case !m.Ended.IsZero():
		return "left"
	case m.ID == c.Reporter || barred(t, m.ID, c):
		return "right"
	case !may && len(flows.PostsOf(t.Tx, m.ID, t.Event.At)) == 0:
		return "left"
	case !may:
		return "right"
	case m.Home() == "":
		return "unreached"
	}
	if _, away := rota.Away(t.Tx, m.ID, t.Event.At); away {
		return "away"
	}
	return ""
}

// receiving returns who is meant by what a button says, as far as they can have
// the case now; otherwise it says why not.
func receiving(t *flows.Turn, c Case, member string) ([]flows.Member, bool) {
	if member == upward {
		people := levelAbove(t, c, t.From.ID)
		if len(people) == 0 {
			refuse(t, &c, "chuyen")
			t.Reply("work.hand.top", text.Args{"code": c.Code})
		}
		return people, len(people) > 0
	}
	m, ok := flows.Members.Get(t.Tx, member)
	if !ok {
		t.Reply("desk.old", nil)
		return nil, false
	}
	if why := notToReceive(t, c, m); why != "" {
		refuseReceiver(t, c, m, why)
		return nil, false
	}
	return []flows.Member{m}, true
}

// refuseReceiver says why a case cannot go to somebody, and nothing changes. For
// who is on leave those who stand in are offered.
func refuseReceiver(t *flows.Turn, c Case, m flows.Member, why string) {
	refuse(t, &c, "chuyen")
	args := text.Args{"code": c.Code, "name": m.Name}
	if leave, away := rota.Away(t.Tx, m.ID, t.Event.At); away && why == "away" {
		args["time"] = text.Moment(leave.To)
		var choices []flows.Choice
		for _, s := range rota.InPlaceOf(t.Tx, m, t.Event.At) {
			if len(choices) < colleagues && notToReceive(t, c, s) == "" {
				choices = append(choices, flows.Choice{Key: "work.hand.label", Args: text.Args{"who": short(s.Name, labelN)}, Do: handTo(c, s.ID), Row: true})
			}
		}
		t.Reply("work.hand.away", args, choices...)
		return
	}
	t.Reply("work.hand."+why, args)
}

// postedAt returns the unit by whose post, or by whose stand-in, somebody
// handles a case: the nearest to it.
func postedAt(t *flows.Turn, c Case, member string) string {
	for _, id := range append([]string{member}, rota.StandsFor(t.Tx, member, t.Event.At)...) {
		posts := flows.PostsOf(t.Tx, id, t.Event.At)
		for _, u := range deskUnits(t, c) {
			if slices.ContainsFunc(posts, func(p flows.Post) bool { return p.Unit == u.Code && slices.Contains(handlers[:], p.Role) }) {
				return u.Code
			}
		}
	}
	return c.Unit
}

// levelAbove returns who has duty and who leads at the nearest unit above the
// one where somebody has a post, as far as they can have the case.
func levelAbove(t *flows.Turn, c Case, member string) []flows.Member {
	from := postedAt(t, c, member)
	for u := range flows.Up(t.Tx, from) {
		if u.Code == from {
			continue
		}
		var people []flows.Member
		for _, m := range append(holders(t, u.Code, flows.Duty), holders(t, u.Code, flows.Leader)...) {
			known := slices.ContainsFunc(people, func(o flows.Member) bool { return o.ID == m.ID })
			if !known && m.ID != c.Taker && notToReceive(t, c, m) == "" {
				people = append(people, m)
			}
		}
		if len(people) > 0 {
			return people
		}
	}
	return nil
}

// whither is "up" for people who all handle a case from above where whoever acts
// does, and else "".
func whither(t *flows.Turn, c Case, to []flows.Member) string {
	from := postedAt(t, c, t.From.ID)
	for _, m := range to {
		at, above := postedAt(t, c, m.ID), false
		for u := range flows.Up(t.Tx, from) {
			above = above || u.Code == at && at != from
		}
		if !above {
			return ""
		}
	}
	return goneUp
}

// goneUp is what the log says of a case that was handed to the level above.
const goneUp = "up"

// nameOf is the name of a member, as handlers read it of each other.
func nameOf(t *flows.Turn, member string) string {
	m, ok := flows.Members.Get(t.Tx, member)
	if !ok {
		return "?"
	}
	return m.Name
}

// peopleOf writes handlers as other handlers read them: "Bình (trực xã)".
func peopleOf(t *flows.Turn, c Case, people []flows.Member) text.Joined {
	var list text.Joined
	for _, m := range people {
		role, ok := roleOf(t, m.ID, c)
		if !ok {
			list = append(list, m.Name)
			continue
		}
		list = append(list, k("work.hand.who", text.Args{"name": m.Name, "role": text.Small(text.K(role))}))
	}
	return list
}
