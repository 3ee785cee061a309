package casework

import (
	"caunoi/flows"
	"caunoi/flows/text"
)

// Show brings the cards of a case up to date: the reporter's, and those of
// everybody who was told of it. The first showing to a handler is the alert.
func Show(t *flows.Turn, c Case) {
	lane := laneOf(c)
	t.Say(reporter(t, c), flows.Note{Card: true, About: OwnCard(c.Code), Lane: lane})
	showFollowers(t, c)
	showAlerts(t, c)
}

// showAlerts brings the cards of those who were told of a case up to date.
func showAlerts(t *flows.Turn, c Case) {
	lane := laneOf(c)
	for _, a := range c.Alerts {
		switch {
		case a.Failed == "":
			showAlert(t, c, a, lane)
		case a.Failed == "ended" && !a.Sent.IsZero():
			showEnded(t, c, a)
		case c.State != New:
			showOlder(t, c, a)
		}
	}
}

// showOlder brings an older card up to date of somebody who could not be called:
// nobody is to be offered what somebody else has. Who has no card is sent none.
func showOlder(t *flows.Turn, c Case, a Alert) {
	m, ok := flows.Members.Get(t.Tx, a.Member)
	if !ok {
		return
	}
	card, there := flows.Card(t.Tx, AlertCard(c.Code), m.Home())
	if there && card.Shown != "" {
		t.Say(m.Reader(), flows.Note{Card: true, About: AlertCard(c.Code), Lane: laneOf(c)})
	}
}

// showEnded turns the card of who lost the post into one line, and its line in a
// list too. Who has no card of it is sent none for that.
func showEnded(t *flows.Turn, c Case, a Alert) {
	m, ok := flows.Members.Get(t.Tx, a.Member)
	if !ok {
		return
	}
	listed(t, c, m.Reader())
	card, there := flows.Card(t.Tx, AlertCard(c.Code), m.Home())
	if there && (card.Shown != "" || card.State == flows.Claimed) {
		t.Say(m.Reader(), flows.Note{Card: true, About: AlertCard(c.Code)})
	}
}

// showAlert shows a case to one handler, with its files the first time.
func showAlert(t *flows.Turn, c Case, a Alert, lane flows.Lane) {
	m, ok := flows.Members.Get(t.Tx, a.Member)
	if !ok {
		return
	}
	to := m.Reader()
	_, before := flows.Card(t.Tx, AlertCard(c.Code), to.Chat)
	anew := (c.loud || a.anew || a.first) && a.Member != t.From.ID
	inList := listed(t, c, to)
	if !before && !anew && c.passedBy(a) && a.Member != t.From.ID {
		if a.acted() && !inList {
			t.Say(to, flows.Note{Card: true, About: AlertCard(c.Code), Lane: lane}) // who asked something learns who has it
		}
		return
	}
	if (!before || anew) && bundled(t, c, a, inList && !anew) {
		return
	}
	if before || !c.State.Open() {
		t.Say(to, flows.Note{Card: true, Fresh: before && anew, About: AlertCard(c.Code), Lane: lane})
		return
	}
	firstAlert(t, c, a, to, lane)
}

// acted reports whether a handler was called by no step, and acted on a case all the
// same: what follow has noted.
func (a Alert) acted() bool { return a.Rung == 0 && !a.Sent.IsZero() && a.Sent.Equal(a.At) }

// passedBy reports whether somebody else has taken a case since a handler was
// called of it or acted on it: there is no card of it to change, and a new one
// would be an alert after the taking.
func (c Case) passedBy(a Alert) bool {
	return c.State != New && c.Taker != "" && c.Taker != a.Member && !a.At.After(c.TakenAt)
}

// firstAlert shows a case to a handler who has not seen it, with its files.
func firstAlert(t *flows.Turn, c Case, a Alert, to flows.Reader, lane flows.Lane) {
	if lane == flows.Urgent && a.Rung <= 1 && !a.Last {
		lane = flows.Call // ten thousand cases that climb at once do not delay a new one (issue 4, Speed)
	}
	t.Say(to, flows.Note{Card: true, About: AlertCard(c.Code), Lane: lane})
	listen(t, to, c)
	sendWhole(t, to, c, lane)
	if !a.Last {
		return
	}
	key := "case.nobody.admin"
	if c.Above {
		key = "case.above.admin"
	}
	t.Say(to, flows.Note{Key: key, Args: text.Args{"code": c.Code, "place": placeName(t, c, true, true)}, Lane: lane, About: Notice(c.Code)})
}
