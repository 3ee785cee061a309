package reminder

import (
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/directive"
	"caunoi/flows/text"
)

// Run tells the next slice of teams of a time that has come. It is safe at any
// moment: which teams are left is in the row.
func Run(t *flows.Turn, id string) {
	code, mark, _ := strings.Cut(id, " ")
	r, ok := Find(t.Tx, code)
	if !ok {
		return
	}
	o, ok := marked(t.Tx, r.Number, mark)
	if !ok || o.Fate != Running {
		return
	}
	if hold := r.opens(t, t.Event.At, o.At); hold.After(t.Event.At) { // the rest was slept through into the night
		t.Wake(RunTimer, id, hold.Sub(t.Event.At))
		return
	}
	if r.State != Active || !o.Until.After(t.Event.At) {
		o.Fate = Broken
		Occurrences.Put(t.Tx, o)
		return
	}
	n := min(len(o.Left), slice)
	for _, team := range o.Left[:n] {
		o.tell(t, r, team)
	}
	if o.Left = o.Left[n:]; len(o.Left) == 0 {
		o.Left, o.Fate = nil, Told
	} else {
		t.Wake(RunTimer, id, between)
	}
	Occurrences.Put(t.Tx, o)
}

// tell tells one team: its group, or those of its people whom the reminder is for.
func (o *Occurrence) tell(t *flows.Turn, r Reminder, team string) {
	if r.done(t, team, o.Since) {
		o.Exempt++
		return
	}
	readers := r.readers(t, team)
	if len(readers) == 0 {
		o.Nobody++
		return
	}
	o.Told++
	for _, to := range readers {
		t.Say(to, flows.Note{Card: true, About: about(r.Number, team, *o), Lane: flows.Reminder, Until: o.Until})
	}
}

// readers are those of a team who are told.
func (r Reminder) readers(t *flows.Turn, team string) []flows.Reader {
	group, members := directive.OfTeam(t.Tx, t.Event.At, team, r.Whom)
	if group != "" {
		if g, ok := flows.GroupOf(t.Tx, team); ok {
			return []flows.Reader{g.Reader()}
		}
	}
	var all []flows.Reader
	for _, m := range members {
		if to := m.Reader(); to.Chat != "" {
			all = append(all, to)
		}
	}
	return all
}

// done reports whether a team need not be reminded: since the time before it has
// reported, or said that there is nothing new.
func (r Reminder) done(t *flows.Turn, team string, since time.Time) bool {
	if !r.Report {
		return false
	}
	if q, ok := Quiets.Get(t.Tx, team); ok && !q.At.Before(since) {
		return true
	}
	return !casework.LastReport(t.Tx, team).Before(since)
}

// about names the message of one time to one team: the identity of what is said
// once.
func about(number int64, team string, o Occurrence) flows.About {
	return flows.About{Kind: "reminder", Code: Reminder{Number: number}.Code() + " " + team, View: o.mark()}
}

// of returns what a message is about.
func of(t *flows.Turn, a flows.About) (r Reminder, team string, o Occurrence, ok bool) {
	code, team, _ := strings.Cut(a.Code, " ")
	if r, ok = Find(t.Tx, code); !ok {
		return r, team, o, false
	}
	o, ok = marked(t.Tx, r.Number, a.View)
	return r, team, o, ok
}

// Still reports whether a message that has not left still concerns its team.
func Still(t *flows.Turn, m flows.Message) bool {
	r, team, o, ok := of(t, m.About)
	return ok && (m.Shown != "" || r.State == Active && !r.done(t, team, o.Since))
}

// Card draws a reminder for one team.
func Card(t *flows.Turn, m flows.Message) (flows.Note, bool) {
	r, team, o, ok := of(t, m.About)
	if !ok {
		return flows.Note{}, false
	}
	note := flows.Note{Key: "remind.card", Args: text.Args{"text": r.Text}}
	put := r.Code() + " " + team + " " + o.mark()
	switch {
	case !o.Until.After(t.Event.At):
		return note, true // nothing can be done about it any more
	case r.Report && r.done(t, team, o.Since):
		note.Key = "remind.card.done"
		return note, true
	case r.Report:
		note.Choices = []flows.Choice{{Key: "button.report", Do: "baocao"}, {Key: "remind.button.quiet", Do: "khongmoi " + put}}
	}
	note.Choices = append(note.Choices, flows.Choice{Key: "remind.button.later", Do: "hoan " + put, Row: true})
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
