package directive

import (
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
)

// sureFor is how long yes and no are taken for the answer to a question about a
// directive; its buttons work as long as they make sense.
const sureFor = time.Hour

// Withdraw asks whether a directive is to be taken back, with what that means
// now.
func Withdraw(t *flows.Turn, args []string) {
	d, ok := withdrawable(t, args)
	if !ok {
		return
	}
	flows.AskChoice(t, t.Reader, d.Code(), flows.Note{
		Key: "chase.withdraw.ask", Args: text.Args{"n": d.Number, "stands": d.standing(t.Tx)},
		Choices: []flows.Choice{
			{Key: "chase.button.withdraw", Do: "cdthuhoi.that " + d.Code()},
			{Key: "chase.button.leave", Do: "cdthoi " + d.Code()},
		},
	}, sureFor)
}

// withdrawable returns the directive that the words name, if whoever acts may
// take it back and it can be. What has not begun is given up by Stop.
func withdrawable(t *flows.Turn, args []string) (Directive, bool) {
	d, ok := manageable(t, args)
	if ok && (!d.State.Begun() || d.State == Withdrawn) {
		said(t, d)
		return d, false
	}
	return d, ok
}

// Leave is the no to what was asked about a directive: nothing changes.
func Leave(t *flows.Turn, args []string) {
	d, ok := manageable(t, args)
	if !ok {
		return
	}
	t.Answered(t.Event.Chat, "choice", d.Code())
	t.Reply("chase.left", text.Args{"n": d.Number})
}

// TakeBack takes a directive back: nothing more of it leaves, and what was
// delivered is struck out or deleted, receiver by receiver.
func TakeBack(t *flows.Turn, args []string) {
	d, ok := withdrawable(t, args)
	if !ok {
		return
	}
	t.Answered(t.Event.Chat, "choice", d.Code())
	if d.State == Sending {
		d.halt(t, "")
	}
	d.State, d.Ended, d.Left, d.Why = Withdrawn, t.Event.At, nil, ""
	d.note(t, "withdrawn", "")
	t.Rest(ClimbTimer, d.Code())
	d.walk(t, withdrawing)
	Directives.Put(t.Tx, d)
	c := d.Tally(t.Tx)
	key := "chase.withdraw.done"
	if c.Waits > 0 {
		key = "chase.withdraw.both"
	}
	copies := text.Joined{text.Key{Name: "chase.withdraw.has", Args: text.Args{"count": c.Has}}}
	t.Reply(key, text.Args{"n": d.Number, "copies": some(copies, "chase.withdraw.flies", c.Leaves), "waits": c.Waits})
	d.tellChanged(t, "withdrawn", t.From)
	Board(t, d)
}

// takeBack takes back what one receiver has of a withdrawn directive: deleted if
// there are files, which an edit would leave where they are, else struck out
// where it stands. Where neither can be, the receiver is told.
func (d Directive) takeBack(t *flows.Turn, r Receiver) {
	if r.Taken != Stands || r.State != Has && r.State != Leaves {
		return // it was not sent, or this is on its way
	}
	r.Taken = Recalls
	m, to, known := r.shownAs(t)
	switch traits := flows.TraitsOf(t, m.To); {
	case !known:
		d.tellRemains(t, r, "lost")
	case len(filesIn(d.Files, m.To)) > 0 && d.remove(t, r, m):
	case traits.Edits:
		Receivers.Put(t.Tx, r)
		r.again(t, to, false)
	default:
		d.tellRemains(t, r, "cannot")
	}
}

// remove has a copy deleted. It reports false where the channel does not delete.
func (d Directive) remove(t *flows.Turn, r Receiver, m flows.Message) bool {
	switch t.Remove(m.ID) {
	case flows.Removing:
		Receivers.Put(t.Tx, r)
	case flows.Unsaid:
		if r.State == Leaves { // it was on its way when the process ended
			d.tellRemains(t, r, "unsure")
			return true
		}
		r.Taken = Recalled
		Receivers.Put(t.Tx, r)
	default:
		return false
	}
	return true
}

// tellRemains tells a receiver whose copy cannot be taken back that it holds no
// longer, and notes why it remains.
func (d Directive) tellRemains(t *flows.Turn, r Receiver, why string) {
	r.State, r.Taken, r.Why = Has, Recalls, why
	to, closed := r.reader(t)
	if closed != "" || to.Chat == "" {
		r.Taken = Remains
	}
	Receivers.Put(t.Tx, r)
	t.Say(to, flows.Note{Key: "chase.withdrawn", Args: text.Args{"n": d.Number, "time": text.Moment(d.Ended)}, Lane: flows.Directive,
		About: flows.About{Kind: "recall", Code: d.Code(), View: r.who()}})
}

// Told notes that a receiver whose copy remains was told that it holds no longer,
// or cannot be.
func Told(t *flows.Turn, m flows.Message) {
	d, ok := Find(t.Tx, m.About.Code)
	if !ok {
		return
	}
	if r, ok := receiver(t.Tx, d.Number, m.About.View); ok && r.Taken == Recalls {
		r.Taken = Remains
		Receivers.Put(t.Tx, r)
		d.ending(t)
		refresh(t, d)
	}
}
