package directive

import (
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/flows/enroll"
	"caunoi/flows/text"
	"caunoi/flows/viet"
	"caunoi/store"
)

// pinKind is the question for the sender's number, by the code of the draft.
const pinKind = "chidao.pin"

// numberStands is how long the question for the number stands.
const numberStands = time.Hour

// wrong says why a draft cannot be sent now, as the last part of a fault's key;
// "" is that it can.
func (d draft) wrong(t *flows.Turn, a Audience) string {
	made := d.directive(t)
	switch {
	case len(made.Places) == 0 || slices.ContainsFunc(made.Places, func(unit string) bool { return !MaySend(t.Tx, t.From.ID, unit, t.Event.At) }):
		return "right"
	case a.Copies() == 0:
		return "empty"
	case !made.Due.IsZero() && !made.Due.After(latest(t.Event.At, made.Start)):
		return "due"
	case !made.Start.IsZero() && !made.Start.After(t.Event.At):
		return "start"
	case a.Receivers() > t.Set.Directives.Consent && !d.storm && wideSince(t, t.From.ID):
		return "soon"
	}
	return ""
}

func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// wideSince reports whether a member has sent a directive to more than the limit
// within the time that has to lie between two (S07).
func wideSince(t *flows.Turn, member string) bool {
	for d := range Directives.Under(t.Tx, "by", store.Key(member)) {
		if !d.At.After(t.Event.At.Add(-t.Set.Directives.Again)) {
			return false // the newest come first
		}
		if d.Wide && d.State != Cancelled {
			return true
		}
	}
	return false
}

// ready reports whether a draft may be sent at once. What goes to more than the
// limit needs another word first: of a second administrator, or the sender's
// number (conversations 7).
func ready(t *flows.Turn, code string, d draft, shown string) (fault string, ok bool) {
	a, counted := d.counted(t)
	if !counted {
		return "counting", false
	}
	if fault := d.wrong(t, a); fault != "" {
		return fault, false
	}
	if shown != a.mark() {
		return "changed", false
	}
	if a.Receivers() <= t.Set.Directives.Consent {
		return "", true
	}
	d.askWord(t, code, a)
	return "", false
}

// askWord asks for the sender's number, or whether a second administrator is to
// be asked, as far as there are such.
func (d draft) askWord(t *flows.Turn, code string, a Audience) {
	w := secondWordFor(t, d.places)
	key := "compose.word." + w.key()
	if w.number && d.storm {
		key = "compose.word.storm"
	}
	delay := int(t.Set.Directives.Delay / time.Second)
	w.ask(t, key, text.Args{"n": a.Receivers(), "limit": t.Set.Directives.Consent, "delay": delay}, pinKind, code, "cdmoi")
}

// confirmed returns a draft that may be sent at this moment, and ends its talk:
// so no second word sends it again. Otherwise it says why it cannot.
func confirmed(t *flows.Turn, code string) (d draft, ok bool) {
	d, shown, whole, ok := Composing.Peek(t, code)
	if !ok {
		t.Reply("talk.past", nil)
		return d, false
	}
	if !whole {
		Composing.Ask(t, code, "")
		return d, false
	}
	a, counted := d.counted(t)
	fault := "counting"
	if counted {
		fault = d.wrong(t, a)
	}
	if fault == "" && shown != a.mark() {
		fault = "changed"
	}
	if fault != "" {
		Composing.Ask(t, code, fault)
		return d, false
	}
	return Composing.Take(t, code)
}

// Numbered takes the sender's number as the word to send. The number itself is
// kept nowhere.
func Numbered(t *flows.Turn, q flows.Question, m viet.Meaning) {
	d, _, _, ok := Composing.Peek(t, q.Code)
	switch {
	case !ok || len(t.From.Pin) == 0:
		flows.Unasked(t)
		return
	case !secondWordFor(t, d.places).number: // there is somebody by now who can agree
		if a, counted := d.counted(t); counted {
			d.askWord(t, q.Code, a)
		} else {
			Composing.Ask(t, q.Code, "counting")
		}
		return
	}
	if !enroll.Proven(t, q, m) {
		return
	}
	if d, ok = confirmed(t, q.Code); !ok {
		return
	}
	state := Delayed
	if d.storm {
		state = Sending
	}
	made := d.issue(t, state)
	t.Reply("compose.pinned", text.Args{"n": made.Number})
}

// Invite asks the other administrators over all places of a draft to agree to it.
func Invite(t *flows.Turn, args []string) {
	if len(args) != 1 {
		return
	}
	d, _, _, ok := Composing.Peek(t, args[0])
	if ok && len(seconds(t, d.places, t.From.ID)) == 0 {
		t.Reply("compose.nosecond", nil)
		return
	}
	if d, ok = confirmed(t, args[0]); !ok {
		return
	}
	t.Answered(t.Reader.Chat, pinKind, args[0])
	made := d.issue(t, Asking)
	t.Reply("compose.asked", text.Args{"n": made.Number, "hours": int(consentStands / time.Hour)})
	consult(t, made)
}

// issue makes a draft a directive. One that is to begin at a time waits for it.
func (d draft) issue(t *flows.Turn, state State) Directive {
	made := d.directive(t)
	a, _ := d.counted(t) // in this turn it was seen to be
	made.Crowd = &a
	made.Wide = a.Receivers() > t.Set.Directives.Consent
	made.State = state
	switch {
	case state == Sending && !made.Start.IsZero():
		made.State = Planned
	case state == Delayed:
		if soon := t.Event.At.Add(t.Set.Directives.Delay); made.Start.Before(soon) {
			made.Start = soon
		} else {
			made.State = Planned
		}
	}
	made = Confirm(t, made)
	if made.Wide && state != Asking {
		tellWide(t, made, a)
	}
	return made
}

// tellWide tells the administrators over its places of a directive to many, so
// that none is sent unseen (S07).
func tellWide(t *flows.Turn, d Directive, a Audience) {
	from, _ := flows.Members.Get(t.Tx, d.By)
	note := flows.Note{Key: "compose.wide", Args: text.Args{"n": d.Number, "name": from.Name, "count": a.Receivers(), "words": d.Short()}, Lane: flows.Directive,
		Choices: []flows.Choice{{Key: "directive.button.open", Args: text.Args{"n": d.Number}, Do: "cd " + d.Code()}}}
	for _, m := range adminsOver(t, d.Places) {
		if m.ID != d.By && m.ID != t.From.ID {
			t.Say(m.Reader(), note)
		}
	}
}
