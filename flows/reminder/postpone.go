package reminder

import (
	"time"

	"caunoi/flows"
	"caunoi/flows/talk"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// Answered takes words that put a reminder off and are written as an answer to its
// message: whatever is asked stays asked. It reports whether that was all there is to
// the message.
func Answered(t *flows.Turn) bool {
	about, ok := repliedTo(t)
	if !ok {
		return false
	}
	p, ok := putsOff(t)
	if ok {
		later(t, about, p)
	}
	return ok
}

// putsOff reads a message that puts something off and says nothing else.
func putsOff(t *flows.Turn) (viet.Postponement, bool) {
	if len(t.Event.Files) > 0 || len([]rune(t.Event.Text)) > longWords {
		return viet.Postponement{}, false
	}
	return viet.Postpone(t.Event.Text, t.Event.At.In(t.Set.Zone))
}

// Heard takes words that put a reminder off, as "hoãn 1 giờ", while nothing is asked but
// what a reminder lets its reader begin. That stays asked. It reports whether that was
// all there is to the message.
func Heard(t *flows.Turn) bool {
	p, ok := putsOff(t)
	if !ok {
		return false
	}
	var about flows.About
	switch q, asked := flows.Asked(t, t.Event.Chat); {
	case !p.Lead && !(p.Left && asked) || flows.InGroup(t):
		return false // it is about something else
	case asked:
		if about, ok = newestHere(t, talk.Asker(q)); !ok || p.Bare {
			return false // it answers what was asked
		}
	default:
		if about, ok = newestHere(t, ""); !ok {
			t.Reply("remind.later.none", nil)
			return true
		}
	}
	later(t, about, p)
	return true
}

// later puts off the reminder that a message is about, if whoever acts is of its
// party. Where only the day was said it comes in its morning.
func later(t *flows.Turn, about flows.About, p viet.Postponement) {
	r, party, o, ok := of(t, about)
	if p.Day {
		p.At = t.Set.Chase.FirstMorning(p.At, t.Set.Zone)
	}
	switch {
	case !ok:
		t.Reply("remind.past", nil)
	case !r.concerned(t, party):
		foreign(t, party)
	case p.At.IsZero():
		t.Reply("remind.later.unread", nil)
	default:
		r.putOff(t, party, o, p.At)
	}
}

// repliedTo returns what a message answers by the service's own means, if that is a
// reminder.
func repliedTo(t *flows.Turn) (flows.About, bool) {
	if t.Event.ReplyTo == "" {
		return flows.About{}, false
	}
	m, ok := flows.ShownIn(t.Tx, t.Event.Chat, t.Event.ReplyTo)
	return m.About, ok && m.About.Kind == "reminder"
}

// newestHere returns the reminder that was shown last in the chat of whoever acts and
// is still worth saying, of those that go to where that person holds a post; of those
// only that let something begin that asks as named, if it is. Who stands in for a place
// elsewhere answers the message itself.
func newestHere(t *flows.Turn, asks string) (about flows.About, ok bool) {
	parties := append(teams(t), person+t.From.ID)
	var last time.Time
	for _, r := range overPosts(t) {
		if task, _ := flows.TaskOf(t, r.Task); r.State != Active || asks != "" && task.Asks != asks {
			continue
		}
		for _, o := range latest(t.Tx, r.Number, 1) {
			for _, party := range parties {
				one := aboutParty(r.Number, party, o)
				card, shown := flows.Card(t.Tx, one, t.Event.Chat)
				if shown && card.Shown != "" && o.Until.After(t.Event.At) && card.SentAt.After(last) {
					about, last, ok = one, card.SentAt, true
				}
			}
		}
	}
	return about, ok
}

// shortly is a moment as it is said of something soon: of today only its time.
func shortly(t *flows.Turn, at time.Time) any {
	if day := time.DateOnly; at.In(t.Set.Zone).Format(day) != t.Event.At.In(t.Set.Zone).Format(day) {
		return text.Moment(at)
	}
	return text.Clock(at)
}
