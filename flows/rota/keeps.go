package rota

import (
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/store"
)

// Keeper answers for what the rota keeps of a person: shifts, leaves without a
// reason, and for whom the person stands in.
func Keeper() flows.Keeper {
	return flows.Keeper{
		Tell:      tellKept,
		Copy:      copyKept,
		Withdrawn: func(t *flows.Turn, m flows.Member) { release(t, m, t.Event.At) },
		Erase:     func(t *flows.Turn, m flows.Member) { release(t, m, time.Time{}) },
	}
}

// shiftsAndLeaves returns all that is kept of a member.
func shiftsAndLeaves(tx store.Tx, member string) ([]Shift, []Leave) {
	return coming(tx, member, time.Time{}), leavesOf(tx, member, time.Time{})
}

func tellKept(tx store.Tx, m flows.Member) text.List {
	shifts, leaves := shiftsAndLeaves(tx, m.ID)
	if len(shifts)+len(leaves) == 0 {
		return nil
	}
	return text.List{text.Key{Name: "rota.keeps", Args: text.Args{"shifts": len(shifts), "leaves": len(leaves)}}}
}

// copyKept writes out a member's shifts and leaves. Who stands in is another
// person, and is not named.
func copyKept(tx store.Tx, m flows.Member) (lines text.List) {
	shifts, leaves := shiftsAndLeaves(tx, m.ID)
	for _, s := range shifts {
		u, _ := flows.Units.Get(tx, s.Unit)
		lines = append(lines, text.Key{Name: "rota.keeps.shift", Args: text.Args{"unit": u.Name, "from": text.Moment(s.From), "to": text.Moment(s.To)}})
	}
	for _, l := range leaves {
		lines = append(lines, text.Key{Name: "rota.keeps.leave", Args: text.Args{"first": text.Day(l.From), "last": text.Day(l.lastDay())}})
	}
	return lines
}

// release takes a member out of the rota from a moment on: out of the shifts,
// out of the leaves, and out of those of others in which the member stands in.
// From the beginning of time it takes out everything.
func release(t *flows.Turn, m flows.Member, from time.Time) {
	member := m.ID
	shifts, leaves := shiftsAndLeaves(t.Tx, member)
	for _, s := range shifts {
		if !s.To.After(from) {
			continue
		}
		Shifts.Delete(t.Tx, s.key())
		if s.From.Before(from) {
			s.To = from
			Shifts.Put(t.Tx, s)
		}
		foretell(t.Tx, s.Unit, t.Event.At, t.Set.Zone)
	}
	for _, l := range leaves {
		if l.To.After(from) {
			Leaves.Delete(t.Tx, leaveKey(l))
			unwind(t, l)
		}
	}
	for _, l := range slices.Collect(Leaves.Under(t.Tx, "standin", store.Key(member))) {
		if !l.To.After(from) {
			continue
		}
		l.StandIns = slices.DeleteFunc(slices.Clone(l.StandIns), func(id string) bool { return id == member })
		l.Agreed = slices.DeleteFunc(slices.Clone(l.Agreed), func(id string) bool { return id == member })
		Leaves.Put(t.Tx, l)
		if l.To.After(t.Event.At) && !from.IsZero() {
			tell(t, []string{l.Member}, flows.Note{Key: "leave.lost", Args: text.Args{"standin": m.Name}, Choices: ways(t, l)[1:]})
		}
	}
}
