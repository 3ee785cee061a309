package casework

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// A Handover says to whom a case was last handed on. It is new again until one
// of them, or anybody else who may, takes it.
type Handover struct {
	To  []string  `cbor:"1,keyasint,omitempty"` // members; empty once it is taken
	By  string    `cbor:"2,keyasint,omitempty"`
	At  time.Time `cbor:"3,keyasint,omitempty"`
	Nth int       `cbor:"4,keyasint,omitempty"` // how many times it was handed on: a button knows for which it was made

	Back bool `cbor:"5,keyasint,omitempty"` // it was given back by who did not take it
}

// handedOn is what the log calls it.
const handedOn = "handed on"

// upward stands in a button for the level above.
const upward = "^"

// HandOn gives a case to somebody else who may handle it: to a colleague, to
// whoever stands in, or one level up. Without a name it asks to whom, and without
// a reason it asks why. args: code, then whom and why in words, or what a button
// says: "=m12/0" and "#scope".
func HandOn(t *flows.Turn, args []string) {
	c, role, ok := find(t, args)
	if !ok || !mayHandOn(t, c, role) {
		return
	}
	rest := args[1:]
	if len(rest) == 1 {
		rest = strings.Fields(rest[0])
	}
	if len(rest) == 0 {
		askReceiver(t, c, 0, nil)
		return
	}
	if to, pressed := strings.CutPrefix(rest[0], "="); pressed {
		handPressed(t, c, to, rest[1:])
		return
	}
	if skip, next := strings.CutPrefix(rest[0], "+"); next && len(rest) == 1 {
		n, _ := strconv.Atoi(skip)
		askReceiver(t, c, n, nil)
		return
	}
	handTyped(t, c, rest, false)
}

// mayHandOn reports whether whoever acts may hand a case on now, and says what
// is true if not. What somebody has is that person's to give, or the desk's;
// what waits for whom it was given to is no longer everybody's.
func mayHandOn(t *flows.Turn, c Case, role string) bool {
	desk := !teamRole[role]
	if c.State == New && (len(c.Given.To) == 0 || desk || c.Given.By == t.From.ID || slices.Contains(c.Given.To, t.From.ID)) {
		return true
	}
	if c.State.Open() && c.State != New && (desk || c.Taker == t.From.ID) {
		return true
	}
	refuse(t, &c, "chuyen")
	said(t, c)
	return false
}

// handsOn reports whether a case can be handed on by somebody of a role: what
// is new by all who may take it, else by who has it and by the desk.
func handsOn(c Case, role string, mine bool) bool {
	return c.State == New || takenOrDesk(c, role, mine)
}

// colleagues is how many people one screen offers, beside the level above and
// the way to the rest.
const colleagues = 4

// askReceiver asks to whom a case is to go, of some people or of all who may
// have it. The reason may be known already: then it is held until the answer.
func askReceiver(t *flows.Turn, c Case, skip int, some []receiver) {
	all := some
	if len(all) == 0 {
		all = receivers(t, c)
	}
	up := len(some) == 0 && len(levelAbove(t, c, t.From.ID)) > 0
	if len(all) == 0 && !up {
		t.Reply("work.hand.nobody", text.Args{"code": c.Code})
		return
	}
	if skip < 0 || skip >= len(all) {
		skip = 0
	}
	var lines text.List
	var choices []flows.Choice
	for _, r := range all[skip:min(skip+colleagues, len(all))] {
		lines = append(lines, k("work.hand.person", text.Args{"name": r.Name, "role": text.Small(text.K(r.role)), "unit": r.unit}))
		choices = append(choices, flows.Choice{Key: "work.hand.label", Args: text.Args{"who": r.label(t)}, Do: handTo(c, r.ID), Row: true})
	}
	if up {
		choices = append(choices, flows.Choice{Key: "work.hand.up", Do: handTo(c, upward), Row: true})
	}
	if skip+colleagues < len(all) && len(some) == 0 {
		choices = append(choices, flows.Choice{Key: "list.next", Do: "chuyen " + c.Code + " +" + strconv.Itoa(skip+colleagues), Row: !up})
	}
	id := t.Reply("work.hand.ask", text.Args{"code": c.Code, "people": lines}, choices...)
	t.Ask(t.Reader, flows.Question{Kind: "case.receiver", Code: c.Code, Item: strconv.Itoa(c.Given.Nth), Open: viet.Text, Until: t.Event.At.Add(askedFor), Said: id})
}

// handTo is the press that hands a case as it stands now on to somebody.
func handTo(c Case, member string) string {
	return "chuyen " + c.Code + " =" + member + "/" + strconv.Itoa(c.Given.Nth)
}

// handPressed does what a button says: to whom, and perhaps why. A button that
// was made before the case was handed on the last time changes nothing.
func handPressed(t *flows.Turn, c Case, to string, why []string) {
	member, nth, _ := strings.Cut(to, "/")
	if nth != strconv.Itoa(c.Given.Nth) {
		refuse(t, &c, "chuyen")
		said(t, c)
		return
	}
	people, ok := receiving(t, c, member)
	if !ok {
		return
	}
	if held, there := flows.TakeHeld(t, "chuyen/"+c.Code); there && len(why) == 0 {
		handOver(t, c, people, Part{Text: held.Text, Files: held.Files})
		return
	}
	if len(why) > 0 && slices.Contains(handReasons[:], strings.TrimPrefix(why[0], "#")) {
		handOver(t, c, people, Part{Text: t.Word("work.hand.reason." + why[0][1:])})
		return
	}
	askWhy(t, c, people, to)
}

// askWhy asks for the reason. A word, or one of the ready ones, will do.
func askWhy(t *flows.Turn, c Case, people []flows.Member, to string) {
	t.Answered(t.Event.Chat, "case.receiver", c.Code)
	var choices []flows.Choice
	for _, r := range handReasons {
		choices = append(choices, flows.Choice{Key: "work.hand.reason." + r, Do: "chuyen " + c.Code + " =" + to + " #" + r, Row: true})
	}
	id := t.Reply("work.hand.why", text.Args{"code": c.Code, "who": peopleOf(t, c, people)}, choices...)
	t.Ask(t.Reader, flows.Question{Kind: "case.handon", Code: c.Code, Item: to, Open: viet.Text, Until: t.Event.At.Add(askedFor), Said: id})
}

// HandOnSaid takes the reason that was asked for.
func HandOnSaid(t *flows.Turn, q flows.Question, m viet.Meaning) {
	if m.Kind == viet.Cancel || m.Kind == viet.Back {
		t.Reply("talk.cancelled", nil)
		return
	}
	c, role, ok := find(t, []string{q.Code})
	if !ok || !mayHandOn(t, c, role) {
		return
	}
	member, nth, _ := strings.Cut(q.Item, "/")
	if nth != strconv.Itoa(c.Given.Nth) {
		said(t, c)
		return
	}
	if people, ok := receiving(t, c, member); ok {
		p, kinds := reasonOf(t, t.Event.Text)
		if ready, number := readyReason(t.Event.Text, handReasons[:]); number {
			if ready == "" {
				askWhy(t, c, people, q.Item)
				return
			}
			p.Text = t.Word("work.hand.reason." + ready)
		}
		handOver(t, c, people, p)
		tellMasked(t, kinds)
	}
}

// handOver gives a case to people who may have it: they are told first, and the
// chase begins afresh, so that a receiver who does not react is no end. The
// deadline stays: it was promised to the reporter.
func handOver(t *flows.Turn, c Case, to []flows.Member, why Part) {
	was := c.Taker
	flows.TakeHeld(t, "chuyen/"+c.Code) // what was held for it was for this time
	role, _ := roleOf(t, t.From.ID, c)
	follow(t, &c, role)
	c.noteDraft()
	why.At, why.By, why.Kind = t.Event.At, t.From.ID, Reason
	if why.Text != "" || len(why.Files) > 0 {
		c.Parts = append(slices.Clone(c.Parts), why)
	}
	waitFor(t, &c, to, func() { c.noteWhy(t, handedOn, strings.Join(c.Given.To, " "), whither(t, c, to)) })
	for _, id := range []string{was, t.From.ID} {
		if m, ok := flows.Members.Get(t.Tx, id); ok && m.Home() != "" {
			flows.Over(t, m.Home(), c.Code)
		}
	}
	Keep(t, c)
	Show(t, c)
	tellHandedOn(t, c, to, was, role)
}

// tellHandedOn shows the case to its receivers at the end of their chats, and
// tells everybody else whom it concerns.
func tellHandedOn(t *flows.Turn, c Case, to []flows.Member, was, role string) {
	for _, m := range to {
		if !c.quiet || c.Level == LifeAndDanger {
			t.Say(m.Reader(), flows.Note{Card: true, Fresh: true, About: AlertCard(c.Code), Lane: laneOf(c)})
			listen(t, m.Reader(), c)
		}
	}
	who := peopleOf(t, c, to)
	if m, ok := flows.Members.Get(t.Tx, was); ok && was != t.From.ID {
		t.Say(m.Reader(), flows.Note{Key: "work.hand.moved", Args: text.Args{"code": c.Code, "role": text.K(role), "who": who}, Lane: laneOf(c), About: Notice(c.Code)})
	}
	names := text.Args{"code": c.Code, "roles": givenRoles(c)}
	tell(t, c, "work.hand.reporter", names)
	tellFollowers(t, c, "work.hand.reporter", names)
	if !c.quiet {
		t.Reply("work.hand.done", text.Args{"code": c.Code, "who": who})
	}
}

// givenRoles are the roles of those to whom a case was handed on.
func givenRoles(c Case) text.Joined {
	var keys []string
	for _, id := range c.Given.To {
		if a := alerted(&c, id); a != nil {
			keys = append(keys, a.Role)
		}
	}
	return roles(keys)
}

// givenLines say on a card that a case was handed on and waits: to handlers with
// the names, to its reporter by the roles.
func givenLines(t *flows.Turn, c Case, handler string) text.List {
	if c.State != New || len(c.Given.To) == 0 {
		return nil
	}
	args := text.Args{"roles": givenRoles(c), "time": when(t, c.Given.At)}
	if handler == "" {
		return text.List{k("work.hand.card.own", args)}
	}
	var to []flows.Member
	for _, id := range c.Given.To {
		if m, ok := flows.Members.Get(t.Tx, id); ok {
			to = append(to, m)
		}
	}
	args["who"] = peopleOf(t, c, to)
	if c.Given.By == "" { // its reporter's plea went to them, and who reported is nobody's to read
		if slices.Contains(c.Given.To, handler) {
			return nil
		}
		return text.List{k("case.pleaded", args)}
	}
	args["by"] = nameOf(t, c.Given.By)
	key, yours := "work.hand.card", "work.hand.card.you"
	if c.Given.Back {
		key, yours = "work.decline.card", "work.decline.card.you"
	}
	if slices.Contains(c.Given.To, handler) {
		key = yours
	}
	lines := text.List{k(key, args)}
	if c.Given.Back {
		return lines // why was for its giver only
	}
	for i := len(c.Parts) - 1; i >= 0; i-- {
		if p := c.Parts[i]; p.Kind == Reason && p.At.Equal(c.Given.At) {
			p.Text = short(p.Text, memoN)
			return append(lines, k("work.reason", text.Args{"said": saidIn(p)}))
		}
	}
	return lines
}

// saidGiven says who a case waits for, to somebody who pressed an old button or
// came second.
func saidGiven(t *flows.Turn, c Case) {
	var choices []flows.Choice
	if _, may := roleOf(t, t.From.ID, c); may {
		choices = []flows.Choice{{Key: "case.button.take", Do: "nhan " + c.Code}}
	}
	t.Reply("work.hand.now", text.Args{"code": c.Code, "roles": givenRoles(c), "time": when(t, c.Given.At)}, choices...)
}
