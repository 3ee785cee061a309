package directive

import (
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
)

// HandTimer fires when a reminder that somebody asked for goes on.
const HandTimer = "cd.hand"

// A Hand is a reminder that somebody has asked for, on its way to those who are
// silent: how many parties were reminded, and how many were left out and why.
type Hand struct {
	By    string    `cbor:"1,keyasint,omitempty"` // "" is none
	From  string    `cbor:"2,keyasint,omitempty"`
	Done  int       `cbor:"3,keyasint,omitempty"`
	Today int       `cbor:"4,keyasint,omitempty"` // were reminded today already, of this directive or another
	Away  int       `cbor:"5,keyasint,omitempty"` // are on leave; their head is told
	Apart int       `cbor:"6,keyasint,omitempty"` // cannot be reached; their head is told
	Alone int       `cbor:"8,keyasint,omitempty"` // neither, and there is no head to be told
	At    time.Time `cbor:"7,keyasint,omitempty"`
}

// Remind reminds those who have not answered a directive now, because its sender
// asks for it, also in the quiet hours. Whoever was reminded today is left out.
func Remind(t *flows.Turn, args []string) {
	d, ok := manageable(t, args)
	switch {
	case !ok:
		return
	case d.State == Sent && !d.Ask.Wants():
		t.Reply("chase.hand.nothing", text.Args{"n": d.Number})
		return
	case d.formGone(t):
		t.Reply("directive.form.unused", text.Args{"form": d.FormTitle})
		return
	case !d.remindable(d.Tally(t.Tx)):
		said(t, d)
		return
	case d.Hand.By != "":
		t.Reply("chase.hand.runs", text.Args{"n": d.Number})
		return
	}
	d.Hand = Hand{By: t.From.ID, At: t.Event.At}
	d.note(t, "reminded", "")
	if d.remind(t) {
		t.Reply("chase.hand.runs", text.Args{"n": d.Number})
	}
	Directives.Put(t.Tx, d)
}

// remindable reports whether those who are silent may be reminded by hand: once all
// has left, also while a chat that takes nothing keeps the end away.
func (d Directive) remindable(c Tally) bool { return d.chased() && (d.State == Sent || c.Waits == 0) }

// GoOnReminding takes a reminder by hand to the next slice.
func GoOnReminding(t *flows.Turn, code string) {
	if d, ok := Find(t.Tx, code); ok && d.Hand.By != "" {
		d.remind(t)
		Directives.Put(t.Tx, d)
	}
}

// remind reminds a slice of those who are silent, and reports whether there are
// more; at the end it says how many were.
func (d *Directive) remind(t *flows.Turn) (more bool) {
	m, _ := flows.Members.Get(t.Tx, d.Hand.By)
	if !d.chased() { // it was withdrawn or stopped meanwhile
		d.Hand = Hand{}
		t.Say(m.Reader(), d.stands())
		return false
	}
	if more = queuedIn(t.Tx, flows.Reminder)+atATime > window; !more {
		var silent []Party
		silent, more = d.silent(t.Tx, d.Hand.From)
		for _, p := range silent {
			d.Hand.From = behind(p)
			if !p.done(*d) {
				d.remindOne(t, p)
			}
		}
		RunErrands(t, "")
	}
	if more {
		t.Wake(HandTimer, d.Code(), walkEvery)
		return true
	}
	h := d.Hand
	d.Hand, d.Chased = Hand{}, t.Event.At
	h.By, h.From, h.At = "", "", time.Time{}
	t.Say(m.Reader(), flows.Note{Key: "directive.card", Args: text.Args{"lines": h.lines(d.Number)}, Lane: flows.Answer})
	return false
}

// lines say how many were reminded, and who was left out and why.
func (h Hand) lines(n int64) text.List {
	if h == (Hand{}) {
		return text.List{text.Key{Name: "chase.hand.all", Args: text.Args{"n": n}}}
	}
	lines := text.List{text.Key{Name: "chase.hand.done", Args: text.Args{"n": n, "count": h.Done}}}
	for _, left := range []struct {
		name  string
		count int
	}{{"chase.hand.today", h.Today}, {"chase.hand.away", h.Away}, {"chase.hand.apart", h.Apart}, {"chase.hand.alone", h.Alone}} {
		if left.count > 0 {
			lines = append(lines, text.Key{Name: left.name, Args: text.Args{"count": left.count}})
		}
	}
	return lines
}

// remindOne has one party reminded and counts what becomes of it.
func (d *Directive) remindOne(t *flows.Turn, p Party) {
	who, away, _ := d.asked(t, p)
	before := len(who)
	who = slices.DeleteFunc(who, func(to string) bool { return chasedToday(t, to) })
	switch {
	case len(who) > 0:
		d.Hand.Done++
		for _, to := range who {
			errand{To: to, Directive: d.Number, Rung: toAsked, Unit: p.Unit, Member: p.Member}.send(t, forthwith)
		}
		p.Chases, p.ChaseAt = max(p.Chases, toAsked), t.Event.At
		Parties.Put(t.Tx, p)
	case before > 0:
		d.Hand.Today++
	case !d.chase(t, p, toHead, forthwith):
		d.Hand.Alone++
	case away:
		d.Hand.Away++
	default:
		d.Hand.Apart++
	}
}
