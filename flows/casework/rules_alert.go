package casework

import (
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// How long what is on its way to a handler may take.
const (
	youngAlert = 2 * time.Minute // until its message must be in the outbox
	oldAlert   = time.Hour       // until it is sent again, or refused, whatever the service does
)

// twiceAlerted reports whether somebody stands twice among those who were told,
// or nobody does.
func twiceAlerted(_ *auditor, c Case) bool {
	for i, a := range c.Alerts {
		if a.Member == "" || slices.ContainsFunc(c.Alerts[:i], func(b Alert) bool { return b.Member == a.Member }) {
			return true
		}
	}
	return false
}

func cureTwice(_ *auditor, c *Case) {
	var kept []Alert
	for _, a := range c.Alerts {
		if a.Member != "" && !slices.ContainsFunc(kept, func(b Alert) bool { return b.Member == a.Member }) {
			kept = append(kept, a)
		}
	}
	c.Alerts = kept
}

// An alertFault says whether something is wrong with the message that tells a
// handler of a case. row is that message; ok is false if there is none.
type alertFault func(a *auditor, one Alert, row flows.Message, ok bool) bool

// alertIn returns the first alert of a case with which something is wrong, by
// its place; -1 if there is none.
func (a *auditor) alertIn(c Case, wrong alertFault) int {
	return slices.IndexFunc(c.Alerts, func(one Alert) bool {
		age := a.Event.At.Sub(one.At) // below zero if somebody has set the clock back
		if one.Failed != "" || age >= 0 && age < youngAlert {
			return false
		}
		m, known := flows.Members.Get(a.Tx, one.Member)
		if !known || m.Home() == "" {
			return false // noticed by who looks after people, see Recheck
		}
		if waits, wound := a.piled(c, m.ID); waits && wound {
			return false // it goes in a list
		}
		row, ok := alertRow(a, c, m)
		return wrong(a, one, row, ok)
	})
}

// alertRow returns the message by which a member was told of a case: its card, or
// the newest list in which it went.
func alertRow(a *auditor, c Case, m flows.Member) (row flows.Message, ok bool) {
	if row, ok = cardOf(a, AlertCard(c.Code), m); ok {
		return row, true
	}
	for b := range bundles.Under(a.Tx, "case", store.Key(m.ID, c.Code)) {
		if list, there := cardOf(a, b.card(), m); there && (!ok || list.At.After(row.At)) {
			row, ok = list, true
		}
	}
	return row, ok
}

// cardOf returns a card in the chat that a member uses now or in one used before.
func cardOf(a *auditor, about flows.About, m flows.Member) (row flows.Message, ok bool) {
	if row, ok = flows.Card(a.Tx, about, m.Home()); ok {
		return row, true
	}
	for _, h := range m.Homes {
		if row, ok = flows.Card(a.Tx, about, h.Address); ok {
			return row, true
		}
	}
	return row, false
}

// piled reports whether a case waits to go in a list to a member, and whether
// the timer is set that sends it.
func (a *auditor) piled(c Case, member string) (waits, wound bool) {
	p, ok := piles.Get(a.Tx, member)
	return ok && slices.Contains(p.Codes, c.Code), flows.Timers.Has(a.Tx, store.Key(pileName, member))
}

// failedUnseen: the message failed, and the case does not know it.
func failedUnseen(_ *auditor, one Alert, row flows.Message, ok bool) bool {
	return ok && row.State == flows.Failed && one.Sent.IsZero()
}

// lostAlert: the message that must be on its way is not there, was dropped
// though the case still waits, or is in no list of what is unsent.
func lostAlert(a *auditor, one Alert, row flows.Message, ok bool) bool {
	if !one.Sent.IsZero() {
		return false
	}
	return !ok || row.State == flows.Dropped || row.Open() && flows.Outbox.Amend(a.Tx, row) > 0
}

// stuckAlert: nothing has become of the message for far too long.
func stuckAlert(a *auditor, one Alert, row flows.Message, ok bool) bool {
	return ok && one.Sent.IsZero() && row.Open() && a.Event.At.Sub(one.At) > oldAlert && a.Event.At.Sub(row.Due) > youngAlert
}

// showAgain says anew what is on no way.
func showAgain(a *auditor, c *Case) {
	for _, one := range c.Alerts {
		if waits, wound := a.piled(*c, one.Member); waits && !wound {
			a.Wake(pileName, one.Member, 0)
		}
	}
	Show(a.Turn, *c)
}

// cureFailed tells the case what became of the message.
func cureFailed(a *auditor, c *Case) {
	for i := a.alertIn(*c, failedUnseen); i >= 0; i = a.alertIn(*c, failedUnseen) {
		m, _ := flows.Members.Get(a.Tx, c.Alerts[i].Member)
		row, _ := alertRow(a, *c, m)
		if row.Why == "" {
			row.Why = "failed"
		}
		c.Alerts[i].Failed = row.Why
		c.noteWhy(a.Turn, "not reached", m.ID, row.Why)
		inPlace(a.Turn, c, c.Alerts[i])
	}
	mend(a.Turn, c, false)
}

// cureStuck lets a message wait that has been on its way for ever, so that it is
// taken up again.
func cureStuck(a *auditor, c *Case) {
	for i := range c.Alerts {
		m, ok := flows.Members.Get(a.Tx, c.Alerts[i].Member)
		if !ok {
			continue
		}
		row, ok := alertRow(a, *c, m)
		if !ok || !stuckAlert(a, c.Alerts[i], row, ok) {
			continue
		}
		row.State, row.Digest = flows.Waiting, 0
		flows.Outbox.Put(a.Tx, row)
		c.Alerts[i].At = a.Event.At
	}
	Show(a.Turn, *c)
}
