package directive

import (
	"slices"

	"caunoi/flows"
	"caunoi/flows/text"
)

// tellHalted tells of a directive that stopped by itself: its sender, and those
// who can let it go on.
func tellHalted(t *flows.Turn, d Directive) {
	note := flows.Note{Key: "directive.halted." + wordOf(d.Why), Args: text.Args{"n": d.Number, "time": text.Moment(d.Due)}, Lane: flows.Answer}
	own := note
	if d.Why == rightLost {
		own.Key += ".own"
	}
	note.Choices = []flows.Choice{{Key: "directive.button.open", Args: text.Args{"n": d.Number}, Do: "cd " + d.Code()}}
	if d.managedBy(t, d.By) {
		own.Choices = note.Choices
	}
	from, _ := flows.Members.Get(t.Tx, d.By)
	t.Say(from.Reader(), own)
	for _, m := range d.overseers(t) {
		if m.ID != d.By {
			t.Say(m.Reader(), note)
		}
	}
}

// tellChanged tells the sender what somebody else has done with the directive.
func (d Directive) tellChanged(t *flows.Turn, what string, by flows.Member) {
	if d.By == by.ID || d.By == t.From.ID {
		return
	}
	note := flows.Note{Key: "chase.other." + what, Args: text.Args{"n": d.Number, "name": by.Name}, Lane: flows.Answer}
	if d.managedBy(t, d.By) {
		note.Choices = []flows.Choice{{Key: "directive.button.open", Args: text.Args{"n": d.Number}, Do: "cd " + d.Code()}}
	}
	from, _ := flows.Members.Get(t.Tx, d.By)
	t.Say(from.Reader(), note)
}

// overseers returns the administrators over all places of a directive; where there
// is none, those over any of them.
func (d Directive) overseers(t *flows.Turn) []flows.Member {
	all := adminsOver(t, d.Places)
	over := slices.DeleteFunc(slices.Clone(all), func(m flows.Member) bool { return !overAll(t, m.ID, d.Places) })
	if len(over) == 0 {
		return all
	}
	return over
}

// adminsOver returns the administrators over any of some places, each once.
func adminsOver(t *flows.Turn, places []string) []flows.Member {
	var all []flows.Member
	for _, place := range places {
		for _, m := range flows.AdminsOver(t.Tx, place, t.Event.At) {
			if !slices.ContainsFunc(all, func(o flows.Member) bool { return o.ID == m.ID }) {
				all = append(all, m)
			}
		}
	}
	return all
}
