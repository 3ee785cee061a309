package reminder

import (
	"maps"
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/flows/directive"
	"caunoi/flows/text"
)

// WordKind is the kind of what is said about a reminder to those who answer for it:
// what became of one of its times.
const WordKind = "reminder.word"

// HoldWord keeps such a word out of the night: whatever became of a reminder, nobody
// is woken for it.
func HoldWord(t *flows.Turn, _ flows.Message) time.Time {
	return t.Set.Chase.Hours.Next(t.Event.At, t.Set.Zone)
}

// miss records a time that nobody was told of, as Missed or Rested. What nobody wanted
// is said to whoever answers for the reminder.
func (r Reminder) miss(t *flows.Turn, o Occurrence, why Fate) {
	o.Fate, o.Began = why, t.Event.At
	Occurrences.Put(t.Tx, o)
	if why == Rested {
		return
	}
	key := "remind.missed"
	if o.Others > 0 {
		key = "remind.missed.several"
	}
	r.toWatchers(t, key, o, text.Args{"others": o.Others})
}

// breakOff ends a time of a reminder that still ran. Where units are left whom it did
// not come to, and nobody wanted that, whoever answers for the reminder hears it.
func (r Reminder) breakOff(t *flows.Turn, o Occurrence) {
	o.Fate = Broken
	Occurrences.Put(t.Tx, o)
	if r.State != Active || len(o.Left) == 0 {
		return
	}
	key := "remind.unreached"
	if r.Whom.over() {
		key = "remind.unreached.places"
	}
	r.toWatchers(t, key, o, text.Args{"left": len(o.Left)})
}

// toWatchers says what became of a time to those who answer for the reminder. Every
// such sentence may name the reminder and the time.
func (r Reminder) toWatchers(t *flows.Turn, key string, o Occurrence, more text.Args) {
	args := text.Args{"n": r.Code(), "time": text.Moment(o.At)}
	maps.Copy(args, more)
	for _, m := range r.watchers(t) {
		t.Say(m.Reader(), flows.Note{Key: key, Args: args, About: flows.About{Kind: WordKind, Code: r.Code(), View: o.mark()}, Lane: flows.Reminder})
	}
}

// watchers are those who hear what became of a reminder: who set it, while that
// one may; else the administrators over its places.
func (r Reminder) watchers(t *flows.Turn) []flows.Member {
	if m, ok := flows.Members.Get(t.Tx, r.By); ok && m.Home() != "" && r.may(t, r.By) {
		return []flows.Member{m}
	}
	var all []flows.Member
	for _, unit := range r.Places {
		for _, m := range tellable(flows.AdminsOver(t.Tx, directive.Now(t.Tx, unit), t.Event.At)) {
			if !slices.ContainsFunc(all, func(o flows.Member) bool { return o.ID == m.ID }) {
				all = append(all, m)
			}
		}
	}
	return all
}
