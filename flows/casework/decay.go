package casework

import (
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// stillKind is the question whether a taker is still at it.
const stillKind = "still"

// sign notes a sign of work: the taking holds for another while from now on, as
// the level has it. The caller keeps the case.
func sign(t *flows.Turn, c *Case) {
	if c.State != Taken && c.State != Working {
		return
	}
	if c.Clock.Asked {
		if m, ok := flows.Members.Get(t.Tx, c.Taker); ok && m.Home() != "" {
			t.Answered(m.Home(), stillKind, c.Code)
		}
	}
	c.Clock.Step, c.Clock.Asked, c.Clock.Check = time.Time{}, false, time.Time{}
	if terms := termsOf(t, *c); terms.Work > 0 {
		c.Clock.Check = terms.Ladder.Hours.Next(t.Event.At.Add(terms.Work), t.Set.Zone)
	}
}

// termsOf returns what is promised of a case of this level.
func termsOf(t *flows.Turn, c Case) flows.Terms {
	return t.Set.Terms[min(int(c.Level), len(t.Set.Terms)-1)]
}

// decay asks a taker who has given no sign of work whether the case is still
// worked on; without an answer the chase goes on from the same rung. Nobody is
// asked at night but about life and danger.
func decay(t *flows.Turn, c *Case) {
	terms := termsOf(t, *c)
	hours := terms.Ladder.Hours
	if !hours.In(t.Event.At, t.Set.Zone) {
		c.Clock.Check = hours.Next(t.Event.At, t.Set.Zone)
		return
	}
	if c.Clock.Asked {
		lapse(t, c)
		return
	}
	c.Clock.Asked = true
	c.Clock.Check = hours.Add(t.Event.At, max(terms.Grace, least), t.Set.Zone)
	c.note(t, "asked if at work", c.Taker)
	m, _ := flows.Members.Get(t.Tx, c.Taker)
	askStill(t, m.Reader(), *c, "ladder.still")
}

// askStill asks a taker about a case, with the three things there are to say.
func askStill(t *flows.Turn, to flows.Reader, c Case, key string) {
	choices := []flows.Choice{{Key: "ladder.still.yes", Do: "dang " + c.Code}}
	if flows.Knows(t, "chuyen") {
		choices = append(choices, flows.Choice{Key: "case.extra.chuyen", Do: "chuyen " + c.Code})
	}
	choices = append(choices, flows.Choice{Key: "case.button.done", Do: "xong " + c.Code})
	id := t.Say(to, flows.Note{Key: key, Args: text.Args{"code": c.Code}, Choices: choices, Lane: laneOf(c), About: Notice(c.Code)})
	q := flows.Question{Kind: stillKind, Code: c.Code, Open: viet.YesNo, Soft: true, Until: c.Clock.Check, Said: id}
	for _, choice := range choices {
		q.Buttons = append(q.Buttons, flows.Button{Do: choice.Do})
	}
	if id != "" {
		t.Ask(to, q)
	}
}

// StillSaid takes the answer in words to whether a case is still worked on. Who
// says no is asked what is to become of it: nothing is let go by a word that may
// mean something else.
func StillSaid(t *flows.Turn, q flows.Question, m viet.Meaning) {
	c, _, ok := find(t, []string{q.Code})
	switch {
	case !ok:
	case c.Taker != t.From.ID || c.State != Taken && c.State != Working:
		flows.Unasked(t)
	case m.Rest != "" && m.Kind != viet.Courtesy:
		Remark(t, []string{q.Code, t.Event.Text})
	case m.Kind == viet.Yes:
		Work(t, []string{q.Code})
	case m.Kind == viet.Courtesy && len(t.Event.Files) == 0:
		Work(t, []string{q.Code})
	case m.Kind == viet.No || m.Kind == viet.Cancel || m.Kind == viet.Back:
		askStill(t, t.Reader, c, "ladder.still.no")
	default:
		Remark(t, []string{q.Code, t.Event.Text}) // whoever speaks to the reporter is at work
	}
}

// lapse takes a case from a taker who does not answer, and lets the chase go on.
func lapse(t *flows.Turn, c *Case) {
	if m, ok := flows.Members.Get(t.Tx, c.Taker); ok && m.Home() != "" {
		t.Answered(m.Home(), stillKind, c.Code)
		t.Overtaken(m.Home(), c.Code)
	}
	role := c.TakerRole
	c.note(t, "decayed", c.Taker)
	c.Former = c.Taker
	c.State, c.Taker, c.TakerRole = New, "", ""
	c.Clock.Check, c.Clock.Asked = time.Time{}, false
	called := resume(t, c)
	if a := alerted(c, c.Former); a != nil {
		a.anew = true // who lost it must notice that
	}
	args := text.Args{"code": c.Code, "role": text.K(role), "roles": roles(called), "phone": DutyPhone(t, c.Unit)}
	key := "ladder.decayed"
	if len(called) == 0 {
		key = "ladder.decayed.nobody"
	}
	tell(t, *c, key, args)
	tellFollowers(t, *c, key, args)
}
