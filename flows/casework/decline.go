package casework

import (
	"slices"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// declined is what the log calls it if a receiver does not take a case.
const declined = "declined"

// receives reports whether a case waits for a member to whom somebody handed it
// on. What was given back is not given back again: it would go to and fro with a
// clock that always begins anew.
func (c Case) receives(member string) bool {
	return c.State == New && !c.Drill && c.Given.By != "" && !c.Given.Back && slices.Contains(c.Given.To, member)
}

// Decline gives a case that was handed on to whoever acts back to who gave it. The
// reason goes to the giver only: it is not kept with the case, and the reporter
// never reads it. args: code, then why in words, heldWhy for what was held, or
// "#busy" of a button after it was given back.
func Decline(t *flows.Turn, args []string) {
	c, _, ok := find(t, args)
	if !ok {
		return
	}
	words := viet.Clean(strings.Join(args[1:], " "))
	if ready, pressed := strings.CutPrefix(words, "#"); pressed {
		declineReady(t, c, ready)
		return
	}
	var p Part
	var kinds []string
	if words == heldWhy {
		held, _ := flows.TakeHeld(t, "decline")
		p = Part{Text: held.Text, Files: held.Files}
	} else {
		why, _ := declinedTo(t, c, viet.ReadDeclined(words))
		p, kinds = reasonOf(t, why)
	}
	if c.receives(t.From.ID) {
		decline(t, c, p)
	} else {
		declinesLate(t, c, p)
	}
	tellMasked(t, kinds)
}

// heldWhy stands in a button for the reason that was held.
const heldWhy = "="

// refuseDecline says what is true of a case that whoever acts cannot give back.
// What was typed goes to nobody.
func refuseDecline(t *flows.Turn, c Case) {
	args := text.Args{"code": c.Code, "time": when(t, c.TakenAt)}
	take := flows.Choice{Key: "case.button.take", Do: "nhan " + c.Code}
	on := flows.Choice{Key: "case.extra.chuyen", Do: "chuyen " + c.Code}
	switch {
	case c.State == New && c.Given.Back && slices.Contains(c.Given.To, t.From.ID):
		refuse(t, &c, "tra")
		t.Reply("work.decline.back", args, take, on)
	case c.State == New && len(c.Given.To) == 0:
		refuse(t, &c, "tra")
		t.Reply("work.decline.open", args, take)
	case c.State.Open() && c.State != New && c.Taker == t.From.ID:
		refuse(t, &c, "tra")
		t.Reply("work.decline.mine", args, on)
	default:
		said(t, c)
	}
}

// decline takes whoever acts from those for whom a case waits. Where it waits for
// others too it goes on waiting for them; else it goes back to the giver, whose
// clock begins afresh, or, if the giver cannot have it, to whoever is next.
func decline(t *flows.Turn, c Case, why Part) {
	role, _ := roleOf(t, t.From.ID, c)
	follow(t, &c, role)
	flows.Over(t, t.Event.Chat, c.Code)
	flows.Hold(t, declined, c.Code, nil)
	given := c.Given
	others := stillGiven(t, c)
	giver, known := flows.Members.Get(t.Tx, given.By)
	back := known && notToReceive(t, c, giver) == ""
	then := "work.decline.then.on"
	switch {
	case len(others) > 0:
		then = "work.decline.then.others"
		c.Given.To = slices.DeleteFunc(slices.Clone(c.Given.To), func(id string) bool { return id == t.From.ID })
		c.note(t, declined, given.By)
	case back:
		then = "work.decline.then.back"
		waitFor(t, &c, []flows.Member{giver}, func() { c.note(t, declined, given.By) })
		c.Given.Back = true
	default:
		c.Given.To = nil
		c.note(t, declined, given.By)
		goesOn(t, &c, given, t.From.ID, k("work.decline.own", text.Args{"code": c.Code}))
	}
	told := tellDeclined(t, c, giver, then, peopleOf(t, c, others), why)
	Keep(t, c)
	Show(t, c)
	if then == "work.decline.then.back" {
		t.Say(giver.Reader(), flows.Note{Card: true, Fresh: true, About: AlertCard(c.Code), Lane: laneOf(c)})
		names := text.Args{"code": c.Code, "roles": givenRoles(c)}
		tell(t, c, "work.hand.reporter", names)
		tellFollowers(t, c, "work.hand.reporter", names)
	}
	sayDeclined(t, c, giver, then, peopleOf(t, c, others), told, why)
}

// stillGiven returns those for whom a case waits besides whoever acts, as far as
// they can be told.
func stillGiven(t *flows.Turn, c Case) (others []flows.Member) {
	for _, id := range c.Given.To {
		m, ok := flows.Members.Get(t.Tx, id)
		if a := alerted(&c, id); ok && id != t.From.ID && a != nil && a.Failed == "" {
			others = append(others, m)
		}
	}
	return others
}

// waitFor lets a case wait for people who may have it, and begins the chase afresh.
// note writes the line of the log, once it is known for whom it waits.
func waitFor(t *flows.Turn, c *Case, to []flows.Member, note func()) {
	c.State, c.Taker, c.TakerRole = New, "", ""
	c.Given = Handover{By: t.From.ID, At: t.Event.At, Nth: c.Given.Nth + 1}
	for _, m := range to {
		c.Given.To = append(c.Given.To, m.ID)
	}
	note()
	anewAll(c)
	c.Alerts = slices.DeleteFunc(c.Alerts, func(a Alert) bool { return slices.Contains(c.Given.To, a.Member) })
	alert(t, c, to)
	begin(t, c)
}

// tellDeclined tells who gave a case that it was not taken, with the reason, if
// that person may still handle it. It reports whether there was anybody to tell.
func tellDeclined(t *flows.Turn, c Case, giver flows.Member, then string, others text.Joined, why Part) bool {
	if _, may := roleOf(t, giver.ID, c); !may || giver.Home() == "" {
		return false
	}
	args := text.Args{"code": c.Code, "who": peopleOf(t, c, []flows.Member{t.From})}
	key := "work.decline.told"
	if why.Text == "" && len(why.Files) == 0 {
		key = "work.decline.told.plain"
	}
	why.Text = short(why.Text, questionN)
	args["said"] = saidIn(why)
	lines := text.List{k(key, args), k(then, text.Args{"others": others})}
	return pass(t, giver.Reader(), c, flows.Note{Key: "case.lines", Args: text.Args{"lines": lines}}, why) != ""
}

// sayDeclined says to who gave a case back what became of it, and asks why if that
// was not said and there is somebody to read it.
func sayDeclined(t *flows.Turn, c Case, giver flows.Member, then string, others text.Joined, told bool, why Part) {
	args := text.Args{"code": c.Code, "who": peopleOf(t, c, []flows.Member{giver}), "name": giver.Name, "others": others}
	done := "work.decline.done"
	switch then {
	case "work.decline.then.others":
		done = "work.decline.done.others"
	case "work.decline.then.on":
		done = "work.decline.done.on"
	}
	lines := text.List{k(done, args)}
	var choices []flows.Choice
	if c.Level != LifeAndDanger && len(viet.DangerWords(why.Text)) > 0 { // a reason is not read by all
		choices = append(choices, flows.Choice{Key: "case.button.urgent", Do: "nang " + c.Code})
	}
	switch given := why.Text != "" || len(why.Files) > 0; {
	case told && given:
		lines = append(lines, k("work.decline.passed", args))
	case given:
		lines = append(lines, k("work.decline.unread", args))
		choices = append(choices, filed(t, c, why)...)
	case told:
		askDeclined(t, c, giver, lines)
		return
	}
	t.Reply("case.lines", text.Args{"lines": lines}, choices...)
}

// whyWithin is how long what is typed is taken as the reason why a case was given
// back.
const whyWithin = 15 * time.Minute

// declineReasons are the ready reasons why a case is given back, the last parts of
// their keys; the last one is none.
var declineReasons = [...]string{"scope", "busy", "none"}

// askDeclined asks why a case was given back: it is back already, and nobody has
// to say.
func askDeclined(t *flows.Turn, c Case, giver flows.Member, lines text.List) {
	var choices []flows.Choice
	for _, r := range declineReasons {
		key := "work.hand.reason." + r
		if r == "none" {
			key = "work.decline.none"
		}
		choices = append(choices, flows.Choice{Key: key, Do: "tra " + c.Code + " #" + r, Row: true})
	}
	lines = append(lines, k("work.decline.why", text.Args{"name": giver.Name}))
	id := t.Reply("case.lines", text.Args{"lines": lines}, choices...)
	t.Ask(t.Reader, flows.Question{Kind: "case.decline", Code: c.Code, Item: giver.ID, Open: viet.Text, Until: t.Event.At.Add(whyWithin), Said: id})
}
