package casework

import (
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// Raise makes a case urgent and tells at once everybody in charge of its team
// and the duty officers above it; where nobody of them can be told, the
// administrators. The caller keeps the case.
func Raise(t *flows.Turn, c *Case, why string) {
	c.Level, c.loud = LifeAndDanger, true
	c.note(t, "raised", why)
	alert(t, c, append(holders(t, c.Unit, flows.Charge), duty(t, c.Unit)...))
	last(t, c)
}

// TellDuty tells the duty officers of a case that somebody has to look at.
func TellDuty(t *flows.Turn, c *Case, why string) {
	c.note(t, "to duty", why)
	alert(t, c, duty(t, c.Unit))
	last(t, c)
}

// TellCharge tells the person in charge of a case that will get worse soon.
func TellCharge(t *flows.Turn, c *Case) {
	c.note(t, "to charge", "")
	alert(t, c, holders(t, c.Unit, flows.Charge))
	last(t, c)
}

// holders returns who holds a role at exactly this unit.
func holders(t *flows.Turn, unit string, role flows.Role) []flows.Member {
	return flows.Holders(t.Tx, unit, role, t.Event.At)
}

// duty returns the duty officers of the nearest unit that has any.
func duty(t *flows.Turn, unit string) []flows.Member {
	for u := range flows.Up(t.Tx, unit) {
		if on := holders(t, u.Code, flows.Duty); len(on) > 0 {
			return on
		}
	}
	return nil
}

// alert tells each handler once. Who has no chat is noted as not told.
func alert(t *flows.Turn, c *Case, to []flows.Member) {
	for _, m := range to {
		if m.ID == c.Reporter || alerted(c, m.ID) != nil {
			continue
		}
		role, ok := roleOf(t, m.ID, c.Unit)
		if !ok {
			continue
		}
		a := Alert{Member: m.ID, Role: role, At: t.Event.At}
		if m.Home() == "" {
			a.Failed = "no chat"
			c.note(t, "not reached", m.ID)
		}
		c.Alerts = append(c.Alerts, a)
	}
}

// alerted finds the alert of a member.
func alerted(c *Case, member string) *Alert {
	for i := range c.Alerts {
		if c.Alerts[i].Member == member {
			return &c.Alerts[i]
		}
	}
	return nil
}

// reachable reports whether anybody was told or still can be.
func reachable(c *Case) bool {
	for _, a := range c.Alerts {
		if a.Failed == "" {
			return true
		}
	}
	return false
}

// last calls the administrators if nobody else was told: a case ends with a
// person or with an administrator who knows that nobody answered.
func last(t *flows.Turn, c *Case) {
	if reachable(c) {
		return
	}
	before := len(c.Alerts)
	alert(t, c, flows.Admins(t.Tx, t.Event.At))
	for i := before; i < len(c.Alerts); i++ {
		c.Alerts[i].Last = true
	}
	c.note(t, "to administrators", "")
	if !reachable(c) {
		t.Wake("case.nobody", c.Code, tryAgain)
	}
}

// tryAgain is how long an urgent case that nobody could be told of waits until
// everybody is tried anew.
const tryAgain = 5 * time.Minute

// Nobody tries everybody anew for a case that nobody could be told of, until
// somebody knows.
func Nobody(t *flows.Turn, code string) {
	c, ok := Cases.Get(t.Tx, code)
	if !ok || c.State != New || reachable(&c) {
		return
	}
	again(&c)
	alert(t, &c, append(holders(t, c.Unit, flows.Charge), duty(t, c.Unit)...))
	last(t, &c)
	Cases.Put(t.Tx, c)
	Show(t, c)
}

// Show brings the cards of a case up to date: the reporter's, and those of
// everybody who was told of it. The first showing to a handler is the alert.
func Show(t *flows.Turn, c Case) {
	lane := laneOf(c)
	t.Say(reporter(t, c), flows.Note{Card: true, About: OwnCard(c.Code), Lane: lane})
	for _, a := range c.Alerts {
		if a.Failed == "" {
			showAlert(t, c, a, lane)
		}
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
	t.Say(to, flows.Note{Card: true, Fresh: before && c.loud && a.Member != t.From.ID, About: AlertCard(c.Code), Lane: lane})
	if before || !c.State.Open() {
		return
	}
	listen(t, to, c)
	sendFiles(t, to, c, c.told(), lane)
	if a.Last {
		t.Say(to, flows.Note{Key: "case.nobody.admin", Args: text.Args{"code": c.Code, "place": placeName(t, c, true)}, Lane: lane, About: Notice(c.Code)})
	}
}

// listen makes what a handler types next, without a verb, belong to this case:
// the newest one a handler was alerted to or took.
func listen(t *flows.Turn, to flows.Reader, c Case) {
	t.Ask(to, flows.Question{Kind: "case.alert", Code: c.Code, Open: viet.Text, Until: t.Event.At.Add(listening), Soft: true})
}

// listening is how long what a handler types is taken as said about a case.
const listening = 12 * time.Hour

// AfterAlert takes what a handler typed after an alert. A nod is not a taking:
// who only says "ok" is shown the button.
func AfterAlert(t *flows.Turn, q flows.Question, m viet.Meaning) {
	c, ok := Cases.Get(t.Tx, q.Code)
	if _, may := roleOf(t, t.From.ID, c.Unit); !ok || !may || !c.State.Open() {
		t.Unasked()
		return
	}
	listen(t, t.Reader, c)
	if m.Kind == viet.Courtesy && len(t.Event.Files) == 0 {
		if c.State == New {
			t.Reply("case.alert.nod", text.Args{"code": c.Code}, flows.Choice{Key: "case.button.take", Do: "nhan " + c.Code})
		} else {
			t.Reply("desk.courtesy", nil)
		}
		return
	}
	Remark(t, []string{c.Code, t.Event.Text})
}

// sendFiles passes on pictures and voices by their reference.
func sendFiles(t *flows.Turn, to flows.Reader, c Case, parts []Part, lane flows.Lane) {
	if all := files(parts, to.Chat); len(all) > 0 {
		t.Say(to, flows.Note{Key: "case.alert.files", Args: text.Args{"code": c.Code, "list": fileList(parts)}, Files: all, Lane: lane, About: Notice(c.Code)})
	}
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
	n.Args["code"], n.Args["said"] = c.Code, saidIn(p)
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
		said = append(said, k("case.quote", text.Args{"text": short(p.Text, quoted)}))
	}
	return append(said, fileList([]Part{p})...)
}

// laneOf is how pressing what is said about a case is.
func laneOf(c Case) flows.Lane {
	if c.Level == LifeAndDanger {
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

// Settled is told what became of a message about a case. That an alert has
// left is shown to the reporter; that it failed calls whoever is next.
func Settled(t *flows.Turn, m flows.Message) {
	if m.About.View != "alert" {
		return
	}
	c, ok := Cases.Get(t.Tx, m.About.Code)
	if !ok {
		return
	}
	a := alerted(&c, m.Member)
	if a == nil {
		return
	}
	switch {
	case m.State == flows.Sent && a.Sent.IsZero():
		a.Sent = t.Event.At
	case m.State == flows.Failed && a.Failed == "":
		a.Failed = m.Why
		c.note(t, "not reached", m.Member)
		unreached(t, &c)
	default:
		return
	}
	Cases.Put(t.Tx, c)
	if c.State == New {
		Show(t, c)
	}
}

// unreached calls the administrators when the last handler could not be told,
// and tells the reporter the number to call.
func unreached(t *flows.Turn, c *Case) {
	if c.State != New || reachable(c) {
		return
	}
	defer func() { // whatever comes of it, somebody is tried until somebody knows
		if !reachable(c) {
			t.Wake("case.nobody", c.Code, tryAgain)
		}
	}()
	hadAdmins := false
	for _, a := range c.Alerts {
		hadAdmins = hadAdmins || a.Last
	}
	if !hadAdmins {
		last(t, c)
	}
	key := "case.nobody.reporter"
	if !reachable(c) {
		key = "case.nobody.hopeless"
	}
	t.Say(reporter(t, *c), flows.Note{Key: key, Lane: flows.Urgent, About: Notice(c.Code), Args: text.Args{"code": c.Code, "phone": DutyPhone(t, c.Unit)}})
}
