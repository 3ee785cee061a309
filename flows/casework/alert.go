package casework

import (
	"time"

	"caunoi/flows"
	"caunoi/flows/rota"
	"caunoi/flows/text"
)

// Raise makes a case urgent and begins its ladder: everybody in charge of its
// team and the duty officers above it are told at once; where nobody of them can
// be told, whoever is next. Who saw it before it was urgent is told anew. The
// caller keeps the case.
func Raise(t *flows.Turn, c *Case, why string) {
	c.Level, c.loud = LifeAndDanger, true
	if c.Danger == AskedFor || c.Danger == Silent {
		c.Danger = Yes
	}
	t.Rest("report.danger", c.Code)
	t.Answered(c.Chat, "report.danger", c.Code)
	c.note(t, "raised", why)
	for i := range c.Alerts {
		if c.Alerts[i].Member != t.From.ID {
			c.Alerts[i].Sent = time.Time{} // what was sent before said something else
		}
	}
	was := c.State
	Recheck(t, c)
	tellFollowers(t, *c, "case.follow.raised", nil)
	if c.State == New && was != New {
		return // the chase has begun anew already
	}
	setDue(t, c)
	begin(t, c)
	if c.State != New { // who has it keeps it, and the others know
		sign(t, c)
		alert(t, c, append(charge(t, *c), duty(t, *c)...))
	}
}

// TellDuty begins the chase for a case that somebody has to look at or listen
// to: the duty officers are told at once.
func TellDuty(t *flows.Turn, c *Case, why string) {
	c.note(t, "to duty", why)
	setDue(t, c)
	begin(t, c)
}

// holders returns who is to be called for a role at exactly this unit: its
// holders, those on leave replaced by who stands in for them.
func holders(t *flows.Turn, unit string, role flows.Role) []flows.Member {
	if role == flows.Duty {
		return rota.OnDuty(t.Tx, unit, t.Event.At)
	}
	return rota.There(t.Tx, flows.Holders(t.Tx, unit, role, t.Event.At), t.Event.At)
}

// charge returns who is in charge of a case's team, or of the one that took over
// from it; of one that was sealed up, who handles it instead.
func charge(t *flows.Turn, c Case) []flows.Member {
	if c.Above {
		return aboveTeam(t, c)
	}
	found, _ := nearest(t, c, flows.Charge, teamOf(t, c))
	return found
}

// duty returns the duty officers of the nearest unit where one can be told; of a
// case that was sealed up, who handles it instead.
func duty(t *flows.Turn, c Case) []flows.Member {
	found, _ := seek(t, c, flows.ToDuty)
	return found
}

// tellable reports whether a handler can be told of a case, as far as is known.
func tellable(c Case, m flows.Member) bool {
	a := alerted(&c, m.ID)
	return m.Home() != "" && m.ID != c.Reporter && (a == nil || a.Failed == "")
}

// alert tells each handler once, and again one who could not be told before.
// Who has no chat is noted as not told.
func alert(t *flows.Turn, c *Case, to []flows.Member) { call(t, c, to, 0, false) }

// call tells handlers of a case, by a rung of its ladder if that is not 0, and
// returns the roles of those who can be told. anew says that who was told in an
// earlier turn is told again.
func call(t *flows.Turn, c *Case, to []flows.Member, rung int, anew bool) (called []string) {
	for _, m := range to {
		role, may := roleOf(t, m.ID, *c)
		if m.ID == c.Reporter || !may {
			continue
		}
		a := alerted(c, m.ID)
		if a == nil {
			c.Alerts = append(c.Alerts, Alert{Member: m.ID, Role: role, At: t.Event.At, first: true})
			a = &c.Alerts[len(c.Alerts)-1]
		} else if a.Failed != "" && tryAgain(t, *a, m) {
			*a = Alert{Member: m.ID, Role: role, At: t.Event.At, anew: true}
		}
		if a.Failed == "" && m.Home() == "" {
			a.Failed = "no chat"
			c.noteWhy(t, "not reached", m.ID, a.Failed)
		}
		if a.Failed != "" {
			continue
		}
		if rung > 0 {
			a.Rung = rung
		}
		if anew && !a.first && !a.anew { // once a turn; its moment may have been before, where a clock was set back
			a.anew, a.At, a.Role = true, t.Event.At, role
		}
		called = append(called, a.Role)
	}
	return called
}

// tryAgain reports whether one who could not be told is tried again.
func tryAgain(t *flows.Turn, a Alert, m flows.Member) bool {
	since := t.Event.At.Sub(a.At) // below zero if somebody has set the clock back
	return m.Home() != "" && (a.Shut || a.Failed == "no chat" || a.Failed == "ended" || since >= notAgain || since < 0)
}

// notAgain is how long somebody to whom an alert could not be sent is left
// alone, while the chat seems to be open.
const notAgain = 30 * time.Minute

// alerted finds the alert of a member.
func alerted(c *Case, member string) *Alert {
	for i := range c.Alerts {
		if c.Alerts[i].Member == member {
			return &c.Alerts[i]
		}
	}
	return nil
}

// last calls the administrators if nobody else was told: a case ends with a
// person or with an administrator who knows that nobody answered.
func last(t *flows.Turn, c *Case) {
	if reachable(c) {
		return
	}
	alert(t, c, flows.AdminsOver(t.Tx, c.Unit, t.Event.At))
	if !reachable(c) {
		alert(t, c, flows.Admins(t.Tx, t.Event.At))
	}
	called := false
	for i := range c.Alerts {
		if a := &c.Alerts[i]; a.Role == flows.RoleKey(flows.Admin, "") && a.Failed == "" && !a.Last {
			a.Last, called = true, true
		}
	}
	if called {
		c.note(t, "to administrators", "")
	}
}

// sendFiles passes on pictures and voices by their reference.
func sendFiles(t *flows.Turn, to flows.Reader, c Case, parts []Part, lane flows.Lane) {
	if all := files(parts, to.Chat); len(all) > 0 {
		t.Say(to, flows.Note{Key: "case.alert.files", Args: text.Args{"code": c.Code, "list": FileList(parts)}, Files: all, Lane: lane, About: Notice(c.Code)})
	}
}

// sendWhole sends what the card has no room for: all the words, where they are
// more than it repeats, and the files.
func sendWhole(t *flows.Turn, to flows.Reader, c Case, lane flows.Lane) {
	if !fits(c) {
		whole := append(text.List{k("case.alert.whole", text.Args{"code": c.Code, "text": c.AllWords()})}, allBesides(c)...)
		t.Say(to, flows.Note{Key: "case.lines", Args: text.Args{"lines": whole}, Lane: lane, About: Notice(c.Code)})
	}
	sendFiles(t, to, c, c.told(), lane)
}

// pass passes a message of the case on to a reader: a sentence that holds it
// as {said}, and its files. It returns the id of what was said.
func pass(t *flows.Turn, to flows.Reader, c Case, n flows.Note, p Part) string {
	n.Lane = laneOf(c)
	n.About = Notice(c.Code)
	n.Files = files([]Part{p}, to.Chat)
	if n.Args == nil {
		n.Args = text.Args{}
	}
	n.Args["code"] = c.Code
	if n.Args["said"] == nil {
		n.Args["said"] = saidIn(p)
	}
	return t.Say(to, n)
}

// passToHandlers passes a message of the reporter on to who works on the case.
func passToHandlers(t *flows.Turn, c Case, key string, p Part) {
	for _, to := range handlersOf(t, c) {
		pass(t, to, c, flows.Note{Key: key}, p)
	}
}

// saidIn repeats a message inside a sentence: its words, and what files came
// with it.
func saidIn(p Part) text.Dotted {
	var said text.Dotted
	if p.Text != "" {
		said = append(said, k("case.quote", text.Args{"text": p.Text}))
	}
	return append(said, FileList([]Part{p})...)
}

// laneOf is how pressing what is said about a case is. A drill never stands
// before what is real.
func laneOf(c Case) flows.Lane {
	if c.Level == LifeAndDanger && !c.Drill {
		return flows.Urgent
	}
	return flows.Answer
}

// reporter is who reported, in the chat it was reported in.
func reporter(t *flows.Turn, c Case) flows.Reader {
	m, _ := flows.Members.Get(t.Tx, c.Reporter)
	r := m.Reader()
	if r.Chat != "" {
		r.Chat = c.Chat
	}
	return r
}
