package report

import (
	"time"
	"unicode/utf8"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/store"
)

// A gathering is the report of a chat that further messages may still join.
type gathering struct {
	Chat  flows.Address `cbor:"1,keyasint"`
	Code  string        `cbor:"2,keyasint"`
	Last  time.Time     `cbor:"3,keyasint"` // when something last joined it
	Album string        `cbor:"4,keyasint,omitempty"`
	Into  string        `cbor:"5,keyasint,omitempty"` // the case the album belongs to
}

var gatherings = store.NewTable("gather", func(g gathering) string { return string(g.Chat) })

// joins decides whether a message belongs to a report that is there already:
// by its album, because it answers a message of that report, because it is a
// picture or voice right after it, or because it was written with the report's
// card before the writer's eyes.
func joins(t *flows.Turn, g gathering) (code string, ok bool) {
	e := t.Event
	if e.Album != "" && e.Album == g.Album && g.Into != "" {
		return g.Into, open(t, g.Into)
	}
	if code, ok := casework.SaidIn(t, e.ReplyTo); ok {
		if c, there := casework.Cases.Get(t.Tx, code); there && c.Reporter == t.From.ID {
			return code, casework.Joint(t, c).State.Open()
		}
	}
	c, there := casework.Cases.Get(t.Tx, g.Code)
	c = casework.Joint(t, c)
	window := t.Set.Gather
	if c.Level == casework.LifeAndDanger {
		window = offerTo // what follows an urgent report is about it (conversations 3)
	}
	if !there || !c.State.Open() || e.At.After(g.Last.Add(window)) {
		return "", false
	}
	if e.Text == "" && len(e.Files) > 0 {
		return g.Code, true
	}
	if continues(c, e) {
		return g.Code, true
	}
	card, shown := flows.Card(t.Tx, casework.OwnCard(g.Code), e.Chat)
	written := e.Said
	if written.IsZero() {
		written = e.At
	}
	return g.Code, shown && !card.SentAt.IsZero() && written.After(card.SentAt)
}

// repliesLate takes an answer to a message about an own report that is over: what
// it means is asked. It reports whether it was one.
func repliesLate(t *flows.Turn) bool {
	code, ok := casework.SaidIn(t, t.Event.ReplyTo)
	if !ok {
		return false
	}
	c, ok := casework.Cases.Get(t.Tx, code)
	if c = casework.Joint(t, c); !ok || c.Reporter != t.From.ID || c.State.Open() {
		return false
	}
	casework.TooLate(t, c, t.Event.Text)
	return true
}

// A phone cuts a text that is too long for one message in two, and sends both at
// once (4,096 letters at Telegram, the API notes, A5).
const (
	cutAt     = 3500 // a message of this many letters was cut, at the end of a word or a line
	cutWithin = 5 * time.Second
)

// continues reports whether a text is the rest of the message before it, which
// was too long for one.
func continues(c casework.Case, e flows.Event) bool {
	last := c.Parts[len(c.Parts)-1]
	return last.Kind == casework.Told && utf8.RuneCountInString(last.Text) >= cutAt && !e.At.After(last.At.Add(cutWithin))
}

// urgentCase reports whether a case is urgent already: words of danger right
// after it are about it.
func urgentCase(t *flows.Turn, code string) bool {
	c, ok := casework.Cases.Get(t.Tx, code)
	return ok && c.Level == casework.LifeAndDanger
}

func open(t *flows.Turn, code string) bool {
	c, ok := casework.Cases.Get(t.Tx, code)
	return ok && casework.Joint(t, c).State.Open()
}

// join adds the message to a report.
func join(t *flows.Turn, code string, g gathering) {
	c, ok := casework.Cases.Get(t.Tx, code)
	if !ok {
		return
	}
	p, masked := part(t, t.Event.Text)
	joint := casework.Joint(t, c)
	if c.Follows(joint) {
		casework.Further(t, c, p, masked)
		g.Code, g.Last, g.Chat = code, t.Event.At, t.Event.Chat
		remember(t, g)
		return
	}
	c = joint
	casework.Supplement(t, &c, p, masked)
	regrade(t, &c)
	casework.Keep(t, c)
	g.Code, g.Last, g.Chat = code, t.Event.At, t.Event.Chat
	remember(t, g)
	casework.Show(t, c)
}

// remember keeps what the next message may join.
func remember(t *flows.Turn, g gathering) {
	if t.Event.Album != "" {
		g.Album, g.Into = t.Event.Album, g.Code
	}
	gatherings.Put(t.Tx, g)
}
