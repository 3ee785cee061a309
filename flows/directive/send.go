package directive

import (
	"caunoi/flows"
)

// SendTimer fires when more of a directive is to be put into the outbox.
const SendTimer = "cd.send"

// What waits in the outbox of one directive at once. Delivery always has enough
// to send at its pace, and what is stopped is mostly still here.
const (
	window  = 512
	atATime = 128 // in one turn, so that urgent reports get in between
)

// Confirm gives a directive its number and lets it begin: now, when its time
// comes, or when it is agreed to, as its State says (Sending, Delayed, Planned
// or Asking). The caller has looked at the sender's rights.
//
// Whom it goes to is fixed here, whenever it begins: the teams are written down,
// and of each the people who hold the posts at this moment, which the posts know
// by their times. Only through which chats they are reached is looked up later.
func Confirm(t *flows.Turn, d Directive) Directive {
	d.Number, d.By, d.At = numbers.Next(t.Tx, "directive"), t.From.ID, t.Event.At
	d.Watch = []string{t.From.ID}
	d.writeTeams(t)
	d.note(t, "confirmed", d.State.Name())
	switch d.State {
	case Sending:
		d.begin(t)
	case Delayed, Planned:
		t.Wake(BeginTimer, d.Code(), d.Start.Sub(t.Event.At))
	case Asking:
		t.Wake(ConsentTimer, d.Code(), consentStands)
	}
	Directives.Put(t.Tx, d)
	Board(t, d)
	return d
}

// Spread puts the next slice of a directive into the outbox, and ends it when
// nothing waits any more. It is safe at any moment: what it does next is in the
// rows.
func Spread(t *flows.Turn, code string) {
	d, ok := Find(t.Tx, code)
	if !ok || d.State != Sending {
		return
	}
	if why := d.hindered(t); why != "" {
		d.halt(t, why)
		Directives.Put(t.Tx, d)
		Board(t, d)
		return
	}
	d.freeze(t)
	d.retry(t)
	c := TallyOf(t.Tx, d.Number)
	more := min(atATime, window-int(c.Leaves))
	for _, r := range inState(t.Tx, d.Number, Waits, more) {
		d.send(t, r)
	}
	c = TallyOf(t.Tx, d.Number)
	switch {
	case len(d.Left) > 0 || d.Retry.To > 0 || c.Waits > 0 && c.Leaves < window:
		t.Wake(SendTimer, code, 0)
	case c.Waits+c.Leaves == 0:
		d.State, d.Ended = Sent, t.Event.At
		d.note(t, "sent", "")
		tellOutcome(t, d, c)
	}
	Directives.Put(t.Tx, d)
	refresh(t, d)
}

// Why a directive stops by itself.
const (
	rightLost = "right lost" // its sender has lost the right to a place it goes to, and so has whoever agreed to it
	duePast   = "due past"   // the rest would get it when its answers were due already
)

// hindered says why a directive may not go on; "" is that it may.
func (d Directive) hindered(t *flows.Turn) string {
	switch {
	case !d.managedBy(t, d.By) && (d.Consent == "" || !d.managedBy(t, d.Consent)):
		return rightLost
	case d.tooLate(t) && (len(d.Left) > 0 || TallyOf(t.Tx, d.Number).Waits > 0):
		return duePast
	}
	return ""
}

// tooLate reports whether what has not left would arrive after its answers were
// due, and nobody has said that it shall all the same. What is urgent is told to
// everybody, late too.
func (d Directive) tooLate(t *flows.Turn) bool {
	return d.Overdue(t.Event.At) && !d.Late && !d.Storm
}

// send puts one receiver's copy into the outbox, or notes why it cannot be sent.
func (d *Directive) send(t *flows.Turn, r Receiver) {
	to, why := r.reader(t)
	if why != "" {
		d.fail(t, r, why)
		return
	}
	r.State, r.Chat, r.Why = Leaves, to.Chat, ""
	Receivers.Put(t.Tx, r)
	t.Say(to, flows.Note{Card: true, About: r.card(), Lane: flows.Directive})
}

// fail notes that a receiver cannot be reached, after its last chance: a group's
// people are told instead.
func (d *Directive) fail(t *flows.Turn, r Receiver, why string) {
	r.State, r.Why, r.At = Failed, why, t.Event.At
	Receivers.Put(t.Tx, r)
	if r.Member == "" && (d.State == Sending || d.State == Stopped) {
		d.instead(t, r) // of one that was stopped they wait until it goes on
	}
}

// card names the message of a receiver: one in a chat for each.
func (r Receiver) card() flows.About {
	return flows.About{Kind: "directive", Code: Directive{Number: r.Directive}.Code(), View: r.who()}
}

// Still reports whether a copy that has not left is still to leave. What was
// stopped waits again; what was shown before may always be put right.
func Still(t *flows.Turn, m flows.Message) bool {
	d, ok := Find(t.Tx, m.About.Code)
	if !ok {
		return false
	}
	if m.Shown != "" || d.State == Sending || d.State == Sent || isCopy(m.About.View) {
		return true
	}
	r, ok := receiver(t.Tx, d.Number, m.About.View)
	switch {
	case !ok || d.State == Withdrawn && r.Taken != Stands:
		return ok
	case r.State != Leaves:
	case d.State == Withdrawn: // it was on its way when the process ended: whoever got it reads that it holds no longer
		r.Taken = Recalls
		Receivers.Put(t.Tx, r)
		return true
	default:
		r.State = Waits
		Receivers.Put(t.Tx, r)
	}
	return false
}

// Settled notes what became of a receiver's copy. Somebody whose chat is closed
// is tried in another, and a team whose group is closed through its people.
func Settled(t *flows.Turn, m flows.Message) {
	d, ok := Find(t.Tx, m.About.Code)
	if !ok {
		return
	}
	d.leave(t, m)
	r, ok := receiver(t.Tx, d.Number, m.About.View)
	if !ok {
		d.copySettled(t, m)
		return
	}
	switch {
	case r.Taken == Recalls:
		d.recalled(t, r, m)
		d.ending(t)
	case r.State == Leaves && m.State == flows.Sent:
		r.State, r.Why, r.At = Has, "", t.Event.At
		Receivers.Put(t.Tx, r)
	case r.State == Leaves && m.State == flows.Failed:
		count := d.Count
		r.Tries++
		if to, why := r.reader(t); why == "" && to.Chat != m.To && r.Tries < mostChats && d.State == Sending {
			d.send(t, r)
		} else {
			d.fail(t, r, m.Why)
		}
		if d.Count != count { // people were written down instead of a group
			Directives.Put(t.Tx, d)
		}
	}
	if d.State == Sending && TallyOf(t.Tx, d.Number).Leaves < window/2 {
		t.Wake(SendTimer, d.Code(), 0)
	}
	refresh(t, d)
}

// mostChats is in how many chats one person is tried.
const mostChats = 3

// halt stops a directive.
func (d *Directive) halt(t *flows.Turn, why string) {
	d.State, d.Why = Stopped, why
	d.note(t, "stopped", why)
	t.Rest(SendTimer, d.Code())
	t.Rest(BeginTimer, d.Code())
	for _, r := range inState(t.Tx, d.Number, Leaves, window+atATime) {
		m, ok := flows.Card(t.Tx, r.card(), r.Chat)
		if ok && m.State == flows.Claimed {
			continue // it is in flight
		}
		t.Unsay(m.ID)
		r.State = Waits
		Receivers.Put(t.Tx, r)
	}
	if why != "" {
		tellHalted(t, *d)
	}
}
