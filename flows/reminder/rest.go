package reminder

import (
	"slices"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// goOn lets a reminder go on that was paused. The newest of the times that fell into
// the pause is said now, while it is of use; if there was none, what the pause broke
// off goes on, and what was put off into it is said again. All else is recorded.
func (r Reminder) goOn(t *flows.Turn) {
	rested, first := !r.Rested.IsZero(), r.next(t, r.Rested)
	r.Rested = time.Time{}
	if rested && !first.IsZero() && !first.After(t.Event.At) {
		r.Next, r.Zone = first, t.Set.Zone.String()
		r.comes(t, Rested)
		return
	}
	r.arm(t, t.Event.At)
	Reminders.Put(t.Tx, r)
	for _, o := range latest(t.Tx, r.Number, 1) {
		if !o.Until.After(t.Event.At) || !r.next(t, o.At.Add(-1)).Equal(o.At) {
			return // of no use any more, or by another rule
		}
		for _, to := range o.Owed {
			party, where, _ := strings.Cut(to, " ")
			t.Wake(AgainTimer, againID(r, party, o, where), 0)
		}
		o.Owed = nil
		if o.Fate == Broken && len(o.Left) > 0 {
			o.Fate = Running
			t.Wake(RunTimer, r.Code()+" "+o.mark(), 0)
		}
		Occurrences.Put(t.Tx, o)
	}
}

// owe notes that a message was to be said again while its reminder was paused, and
// tells those who were promised it.
func (r Reminder) owe(t *flows.Turn, party string, o Occurrence, where string) {
	if to := party + " " + where; !slices.Contains(o.Owed, to) {
		o.Owed = append(o.Owed, to)
		Occurrences.Put(t.Tx, o)
	}
	r.toPromised(t, "remind.later.paused", party, o, where)
}

// toPromised says to those who were promised that a message is said again what became
// of that.
func (r Reminder) toPromised(t *flows.Turn, key, party string, o Occurrence, where string) {
	args := text.Args{"words": viet.Short(r.Text, shortName)}
	for _, to := range r.promised(t, party, where) {
		t.Say(to, flows.Note{Key: key, Args: args, About: flows.About{Kind: WordKind, Code: r.Code(), View: o.mark()}, Lane: flows.Reminder})
	}
}

// promised are those of a party to whom it was promised in a chat, or in the team's
// group, that they are reminded again.
func (r Reminder) promised(t *flows.Turn, party, where string) (all []flows.Reader) {
	for _, to := range r.partyReaders(t, party) {
		if string(to.Chat) == where || to.Member == "" && where == inGroup {
			all = append(all, to)
		}
	}
	return all
}
