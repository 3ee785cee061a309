package flows

import (
	"fmt"
	"strconv"
	"time"

	"caunoi/flows/text"
	"caunoi/store"
)

// A Turn is one event and all it causes. Everything read, written and said in
// a turn is in one transaction: all of it happens or none of it does.
type Turn struct {
	Event           // what happened, when, in which chat
	store.Tx        // the transaction
	From     Member // who; zero for a stranger and for a timer
	Reader   Reader // whoever acts, as somebody to answer
	Set      Settings

	desk   *Desk
	queued []Queued
	wake   time.Time
	said   int
	spoke  []spoken

	concerns About // what this turn is about, for what is said without saying so
	pressing bool  // something urgent was said in this turn
	outside  bool  // it was said or pressed in a group
}

// spoken remembers a notice of this turn, for the question it may have pushed
// out of sight.
type spoken struct {
	to Reader
	id string
}

// Say puts a message into the outbox, in the reader's language, and returns
// its id; "" if the reader has no chat to be told in. A note with Card shows
// the live card of its About in that chat: anew, or in place of the one that
// stands there.
func (t *Turn) Say(to Reader, n Note) string {
	if to.Chat == "" {
		return ""
	}
	switch {
	case n.Lane.Pressing():
		t.pressing = true
	case n.Lane == 0 && t.pressing:
		n.Lane = Urgent // what is answered in an urgent turn is not overtaken by what it is about
	case n.Lane == 0:
		n.Lane = Answer
	}
	if n.Card {
		return t.show(to, n)
	}
	if code, ok := n.Args["code"].(string); ok && n.About == (About{}) {
		n.About = About{Kind: "case", Code: code} // so that an answer to it finds its case
	}
	if n.About == (About{}) {
		n.About = t.concerns
	}
	t.said++
	m := Message{
		ID: messageID(t.Event.ID, t.said), Member: to.Member, To: to.Chat, Topic: to.Topic, Lang: to.Lang, Form: to.Form,
		Lane: n.Lane, Files: n.Files, About: n.About, ReplyTo: n.ReplyTo, At: t.Event.At, Until: n.Until, Deed: n.Deed, Numbered: n.Numbered,
	}
	m.Text, m.Buttons = t.desk.render(to.Lang, to.Form, n)
	t.queue(m)
	if n.Deed == Show {
		t.spoke = append(t.spoke, spoken{to, m.ID})
	}
	return m.ID
}

// Concerns makes all that is said from now on in this turn, and is about nothing
// else, be about a thing.
func (t *Turn) Concerns(a About) { t.concerns = a }

// Reply says something to whoever acts.
func (t *Turn) Reply(key string, args text.Args, choices ...Choice) string {
	return t.Say(t.Reader, Note{Key: key, Args: args, Choices: choices})
}

// Unsay drops a message that has not left yet.
func (t *Turn) Unsay(id string) {
	if m, ok := Outbox.Get(t.Tx, id); ok && m.State == Waiting {
		m.State, m.Why = Dropped, "unsaid"
		Outbox.Put(t.Tx, m)
	}
}

// Wake sets the timer of that name and id to come due after a while, in place
// of an earlier one.
func (t *Turn) Wake(name, id string, after time.Duration) {
	tm := Timer{Name: name, ID: id, Due: t.Event.At.Add(after)}
	if t.desk.soon[name] {
		tm.Wait = after
	}
	if old, ok := Timers.Get(t.Tx, store.Key(name, id)); ok {
		tm.Seq = old.Seq + 1
	} else if fired := t.Event.Timer; fired.Name == name && fired.ID == id {
		tm.Seq = fired.Seq + 1 // so that no two firings ever share an event's id
	}
	Timers.Put(t.Tx, tm)
	if t.wake.IsZero() || tm.Due.Before(t.wake) {
		t.wake = tm.Due
	}
}

// Rest takes the timer of that name and id away.
func (t *Turn) Rest(name, id string) { Timers.Delete(t.Tx, store.Key(name, id)) }

// Code makes the next short code of this month, "2611-42": year and month, and
// a running number.
func (t *Turn) Code() string {
	month := t.Event.At.In(t.Set.Zone).Format("0601")
	return fmt.Sprintf("%s-%d", month, counters.Next(t.Tx, month))
}

// LastCode returns the last running number that was given out in a month, as
// 2611; 0 if there was none.
func LastCode(tx store.Tx, month int) int64 {
	return counters.Last(tx, fmt.Sprintf("%04d", month))
}

var counters = store.NewNumbers("counter")

// fires reports whether a timer that came due is still set as it was, and
// takes it away: a timer fires once and only once, whatever restarts.
func fires(tx store.Tx, tm Timer) bool {
	now, ok := Timers.Get(tx, store.Key(tm.Name, tm.ID))
	if !ok || now.Seq != tm.Seq || !now.Due.Equal(tm.Due) {
		return false
	}
	Timers.Delete(tx, store.Key(tm.Name, tm.ID))
	return true
}

// Firing makes the event of a timer that came due.
func Firing(tm Timer, at time.Time) Event {
	id := "timer:" + tm.Name + "/" + tm.ID + "@" + strconv.FormatInt(tm.Due.UnixMicro(), 36) + "." + strconv.FormatInt(tm.Seq, 36)
	return Event{ID: id, Kind: Due, At: at, Timer: tm}
}

// DueTimers returns up to limit timers that are due at the moment, the longest
// due first.
func DueTimers(tx store.Tx, at time.Time, limit int) []Timer {
	var due []Timer
	for _, tm := range Timers.By(tx, "due", "", store.Key(at.Add(time.Microsecond))) {
		due = append(due, tm)
		if len(due) == limit {
			break
		}
	}
	return due
}

// NextDue returns when the next timer comes due; ok is false if none is set.
func NextDue(tx store.Tx) (due time.Time, ok bool) {
	for _, tm := range Timers.By(tx, "due", "", "") {
		return tm.Due, true
	}
	return time.Time{}, false
}
