package reminder

import (
	"strings"

	"caunoi/flows"
	"caunoi/flows/text"
)

// Run tells the next slice of units of a time that has come. It is safe at any
// moment: which are left is in the row.
func Run(t *flows.Turn, id string) {
	r, o, ok := timed(t, id)
	if !ok || o.Fate != Running {
		return
	}
	if hold := r.opens(t, t.Event.At, o.At); hold.After(t.Event.At) { // the rest was slept through into the night
		t.Wake(RunTimer, id, hold.Sub(t.Event.At))
		return
	}
	if r.State != Active || !o.Until.After(t.Event.At) {
		r.breakOff(t, o)
		return
	}
	if o.Told+o.Exempt+o.Nobody == 0 {
		o.Began = t.Event.At // also where it waited, or a pause came between
	}
	n := min(len(o.Left), slice)
	for _, unit := range o.Left[:n] {
		o.tell(t, r, unit)
	}
	if o.Left = o.Left[n:]; len(o.Left) == 0 {
		o.Left, o.Fate = nil, Told
	} else {
		t.Wake(RunTimer, id, 0) // in a turn of its own: what people write goes between
	}
	Occurrences.Put(t.Tx, o)
}

// timed returns the time of a reminder that a timer names.
func timed(t *flows.Turn, id string) (r Reminder, o Occurrence, ok bool) {
	code, mark, _ := strings.Cut(id, " ")
	if r, ok = Find(t.Tx, code); !ok {
		return r, o, false
	}
	o, ok = marked(t.Tx, r.Number, mark)
	return r, o, ok
}

// tell tells those of one unit whom the reminder is for, each once.
func (o *Occurrence) tell(t *flows.Turn, r Reminder, unit string) {
	if r.done(t, unit, *o) {
		o.Exempt++
		return
	}
	readers := r.readers(t, unit)
	if len(readers) == 0 {
		o.Nobody++
		return
	}
	n := 0
	for _, to := range readers {
		party := r.party(unit, to)
		if about := aboutParty(r.Number, party, *o); party == unit || !toldBefore(t, about) {
			t.Say(to, flows.Note{Card: true, About: about, Lane: flows.Reminder, Until: o.Until})
			n++
		}
	}
	if !r.Whom.over() {
		n = 1 // a team
	}
	o.Told += n
}

// aboutParty names the message of one time to one party: the identity of what is said
// once.
func aboutParty(number int64, party string, o Occurrence) flows.About {
	return flows.About{Kind: "reminder", Code: Reminder{Number: number}.Code() + " " + party, View: o.mark()}
}

// of returns what a message is about.
func of(t *flows.Turn, a flows.About) (r Reminder, party string, o Occurrence, ok bool) {
	code, party, _ := strings.Cut(a.Code, " ")
	if r, ok = Find(t.Tx, code); !ok {
		return r, party, o, false
	}
	o, ok = marked(t.Tx, r.Number, a.View)
	return r, party, o, ok
}

// Still reports whether a message that has not left still concerns its party, and
// its reader the party.
func Still(t *flows.Turn, m flows.Message) bool {
	r, party, o, ok := of(t, m.About)
	return ok && (m.Shown != "" || r.State == Active && !r.done(t, party, o) && r.reads(t, party, m.Member))
}

// Card draws a reminder for one party.
func Card(t *flows.Turn, m flows.Message) (flows.Note, bool) {
	r, party, o, ok := of(t, m.About)
	if !ok {
		return flows.Note{}, false
	}
	note := flows.Note{Key: "remind.card", Args: text.Args{"text": r.Text}}
	put := r.Code() + " " + party + " " + o.mark()
	switch {
	case !o.Until.After(t.Event.At):
		return note, true // nothing can be done about it any more
	case r.done(t, party, o):
		note.Key = "remind.card.done"
		return note, true
	}
	note.Choices = append(r.buttons(t, put), flows.Choice{Key: "remind.button.later", Do: "hoan " + put, Row: true})
	return note, true
}

// Settled counts a team again in which nobody could be told after all.
func Settled(t *flows.Turn, m flows.Message) {
	_, _, o, ok := of(t, m.About)
	if !ok || m.State != flows.Failed || m.Shown != "" {
		return
	}
	o.Failed++
	Occurrences.Put(t.Tx, o)
}
