package casework

import (
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
)

// partedWithin is how long a case that a desk made part of another can be made
// one of its own again.
const partedWithin = 24 * time.Hour

// Unjoinable says why a case cannot become part of another: the last part of a
// key under "dispatch.merge.fault", or "" if it can.
func Unjoinable(t *flows.Turn, late, into Case) string {
	switch {
	case late.Code == into.Code:
		return "same"
	case late.State == Merged:
		return "merged"
	case !late.State.Open():
		return "over"
	case into.State == Merged && Joint(t, into).Code == late.Code:
		return "circle"
	case !into.State.Open():
		return "closed"
	case late.Above != into.Above || late.Above && late.Unit != into.Unit:
		return "sealed"
	case late.Drill != into.Drill:
		return "drill"
	}
	return ""
}

// JoinTo makes a case part of another, for a desk over both: its reporters follow
// the other from now on, and who handled it is told where it goes on. If somebody
// of its unit had it or was told of it who may not see the other, the unit gets the
// other as an office does, and so does each office that had it. Who may not see the
// other even so reads only that it was merged: nobody is sent to a case that is not
// there for him. role is what whoever acts is to the case.
func JoinTo(t *flows.Turn, late, into Case, role string) {
	with := slices.DeleteFunc(slices.Clone(late.Offices), func(o string) bool { return o == into.Unit || !mayHave(t, into, o) })
	if leavesOut(t, late, into) {
		with = append(with, late.Unit)
	}
	for _, office := range with {
		if giveTo(t, &into, office) {
			into.noteWhy(t, "office", office, late.Code) // parted again, it goes with it
		}
	}
	for _, to := range handlersOf(t, late) {
		key := "dispatch.merge.handlers"
		if _, sees := roleOf(t, to.Member, into); !sees {
			key = "dispatch.merge.away"
		}
		t.Say(to, flows.Note{Key: key, Args: text.Args{"code": late.Code, "other": into.Code}, Lane: laneOf(late), About: Notice(late.Code)})
	}
	tellAll(t, late, "dispatch.merge.told", text.Args{"role": text.K(role), "other": into.Code})
	Merge(t, late, into)
}

// leavesOut reports whether somebody who had a case or was told of it may see the
// one it becomes part of only if its unit gets that one, and whether it can.
func leavesOut(t *flows.Turn, late, into Case) bool {
	if late.Unit == into.Unit || !mayHave(t, into, late.Unit) {
		return false
	}
	given := into
	given.Offices = append(slices.Clone(into.Offices), late.Unit)
	out := func(member string) bool {
		_, sees := roleOf(t, member, into)
		_, would := roleOf(t, member, given)
		return !sees && would
	}
	return late.Taker != "" && out(late.Taker) || slices.ContainsFunc(late.Alerts, func(a Alert) bool { return a.Failed == "" && out(a.Member) })
}

// MayPart reports whether a case can still be made one of its own again.
func MayPart(t *flows.Turn, c Case) bool {
	into, ok := Cases.Get(t.Tx, c.Other)
	return ok && c.State == Merged && into.State.Open() && t.Event.At.Sub(c.DoneAt) <= partedWithin
}

// PartFrom makes a case that became part of another one of its own again: what its
// reporter said leaves the other, and it is chased anew. The caller has asked
// MayPart.
func PartFrom(t *flows.Turn, c Case, role string) {
	into, _ := Cases.Get(t.Tx, c.Other)
	into.Parts = slices.DeleteFunc(slices.Clone(into.Parts), func(p Part) bool {
		return p.Kind == Told && slices.ContainsFunc(c.Parts, func(own Part) bool { return own.At.Equal(p.At) && own.Text == p.Text })
	})
	into.Followers = slices.DeleteFunc(slices.Clone(into.Followers), func(f Follower) bool {
		if f.Code == c.Code {
			return true
		}
		if own, ok := Cases.Get(t.Tx, f.Code); ok && own.Other == c.Code {
			c.Followers = append(c.Followers, f) // who had joined this one stays with it
			return true
		}
		return false
	})
	into.note(t, "parted", c.Code)
	giveBack(t, &into, c)
	c.State, c.Other, c.DoneAt, c.Taker, c.TakerRole = New, "", time.Time{}, "", ""
	c.Unheard = c.AllWords() == "" && hasVoice(c)
	c.note(t, "parted", into.Code)
	Keep(t, into)
	c.Alerts, c.Clock.Level = nil, 0 // chased anew, whoever was told before
	if c.Level == LifeAndDanger {
		Raise(t, &c, "released")
	} else {
		Graded(t, &c)
	}
	Keep(t, c)
	Show(t, c)
	Show(t, into)
	tellAll(t, c, "dispatch.merge.parted", text.Args{"role": text.K(role), "other": into.Code})
}

// giveBack takes a case from the offices that it got only because another became
// part of it, as that one is by itself again; not from those of a third that is
// part of it still, nor from one of which somebody has it in hand.
func giveBack(t *flows.Turn, into *Case, parted Case) {
	var stay []string
	for _, f := range into.Followers {
		if own, ok := Cases.Get(t.Tx, f.Code); ok {
			stay = append(append(stay, own.Unit), own.Offices...)
		}
	}
	for _, e := range slices.Clone(into.Log) {
		if e.Act != "office" || e.Why != parted.Code || slices.Contains(stay, e.Note) {
			continue
		}
		without := *into
		without.Offices = slices.DeleteFunc(slices.Clone(into.Offices), func(o string) bool { return o == e.Note })
		if _, keeps := roleOf(t, into.Taker, without); into.Taker == "" || keeps {
			takeFrom(t, into, e.Note)
		}
	}
}
