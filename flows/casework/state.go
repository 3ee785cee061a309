package casework

import (
	"caunoi/flows"
	"caunoi/flows/text"
)

// stateLines say where the case stands.
func stateLines(t *flows.Turn, c Case, mine bool) text.List {
	if c.Drill {
		return drillLines(t, c)
	}
	var lines text.List
	if !c.TakenAt.IsZero() && (c.State.Open() && c.State != New || c.State == Done || c.State == Closed) {
		if mine {
			lines = append(lines, k("case.taken.me", text.Args{"time": when(t, c.TakenAt)}))
		} else {
			lines = append(lines, k("case.taken.other", text.Args{"role": text.K(c.TakerRole), "time": when(t, c.TakenAt)}))
		}
	}
	switch c.State {
	case Working:
		lines = append(lines, text.K("case.working"))
	case Done, Closed:
		lines = append(lines, k("case.done", text.Args{"time": when(t, c.DoneAt)}))
		lines = append(lines, lastOf(c, Result, "case.result")...)
		lines = append(lines, lastOf(c, Visit, "work.visit")...)
		switch {
		case c.Mute:
			lines = append(lines, text.K("work.silence.card"))
		case c.State == Closed:
			lines = append(lines, text.K("case.confirmed"))
		}
	case Rejected:
		lines = append(lines, k("work.reject.card", text.Args{"role": text.K(c.TakerRole), "time": when(t, c.DoneAt)}))
		lines = append(lines, lastOf(c, Reason, "work.reason")...)
	case Withdrawn:
		lines = append(lines, k("case.withdrawn", text.Args{"time": when(t, c.DoneAt)}))
	case Merged:
		lines = append(lines, k("case.merged", text.Args{"other": c.Other}))
	case New:
		lines = append(lines, lastOf(c, Objects, "case.reopened")...)
	}
	return lines
}

// lastN is how many letters of what was done, or of why, a card repeats: who
// must read the whole was sent it.
const lastN = 150

// lastOf repeats the last message of a kind, as a card has room for it.
func lastOf(c Case, kind PartKind, key string) text.List {
	for i := len(c.Parts) - 1; i >= 0; i-- {
		p := c.Parts[i]
		if p.Kind != kind {
			continue
		}
		p.Text = short(p.Text, lastN)
		return text.List{k(key, text.Args{"said": saidIn(p)})}
	}
	return nil
}
