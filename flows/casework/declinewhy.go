package casework

import (
	"cmp"
	"slices"
	"strings"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
	"caunoi/store"
)

// mostGiven bounds how many cases are offered to who says "không nhận" alone.
const mostGiven = 5

// Declined takes words that say nothing but that something is not taken: they mean
// the case that was handed on to whoever acts and is not taken yet, or the one that
// a message answers. It reports whether there is one; else the words are whatever
// they would be.
func Declined(t *flows.Turn) bool {
	d, ok := viet.ReadDecline(t.Event.Text)
	if !ok {
		return false
	}
	if code, replied := SaidIn(t, t.Event.ReplyTo); replied {
		return declinesAbout(t, code, d)
	}
	var fit []Case
	why := ""
	given := func(c Case) bool { return c.receives(t.From.ID) && !barred(t, t.From.ID, c) }
	for _, r := range rowsOf(t, "hands", store.Key(t.From.ID, offered), row{}, mostGiven, given) {
		c, _ := Cases.Get(t.Tx, r.code)
		if said, ok := declinedTo(t, c, d); ok {
			fit, why = append(fit, c), said
		}
	}
	switch q, asked := flows.Asked(t, t.Event.Chat); {
	case len(fit) == 1:
		declineOne(t, fit[0], why)
	case len(fit) > 1:
		askDeclines(t, fit, why)
	default:
		return asked && q.Kind == "case.alert" && declinesAbout(t, q.Code, d) || declinesAgain(t, d)
	}
	return true
}

// declinesAgain takes such words about the case that whoever acts gave back last.
func declinesAgain(t *flows.Turn, d viet.Decline) bool {
	last, ok := flows.TakeHeld(t, declined)
	if !ok {
		return false
	}
	flows.Hold(t, declined, last.Text, nil)
	return declinesAbout(t, last.Text, d)
}

// declinesAbout takes such words about a case that was handed on to whoever acts,
// also if it waits no longer for that person. Who has it speaks to its reporter.
func declinesAbout(t *flows.Turn, code string, d viet.Decline) bool {
	c, ok := Cases.Get(t.Tx, code)
	if _, may := roleOf(t, t.From.ID, c); !ok || !may || !wasGiven(c, t.From.ID) || c.State.Open() && c.Taker == t.From.ID {
		return false
	}
	why, ok := declinedTo(t, c, d)
	if ok {
		declineOne(t, c, why)
	}
	return ok
}

// wasGiven reports whether a case was ever handed on to a member.
func wasGiven(c Case, member string) bool {
	return slices.ContainsFunc(c.Log, func(e Entry) bool { return e.Act == handedOn && slices.Contains(strings.Fields(e.Note), member) })
}

// declineOne gives one case back for a reason in words, or says what is true of it.
func declineOne(t *flows.Turn, c Case, why string) {
	concern(t, c)
	p, kinds := reasonOf(t, why)
	if !c.receives(t.From.ID) {
		declinesLate(t, c, p)
		return
	}
	decline(t, c, p)
	tellMasked(t, kinds)
}

// declinesLate takes a reason that comes after its case was given back: it goes to
// who has the case again. Of a case that does not wait any more for whoever acts, and
// did once, it goes to nobody, and that is said.
func declinesLate(t *flows.Turn, c Case, p Part) {
	if said := p.Text != "" || len(p.Files) > 0; said && c.State == New && c.Given.Back && c.Given.By == t.From.ID && len(c.Given.To) > 0 {
		passDeclined(t, c, c.Given.To[0], p)
		return
	}
	refuseDecline(t, c)
	if (p.Text != "" || len(p.Files) > 0) && wasGiven(c, t.From.ID) {
		t.Reply("work.decline.unread", text.Args{"code": c.Code}, filed(t, c, p)...)
	}
}

// filed holds a reason that looks like a matter of its own, or came with a file, and
// returns the button that files it. Why somebody has no time is no report.
func filed(t *flows.Turn, c Case, p Part) []flows.Choice {
	if len(p.Files) == 0 && !otherMatter(c, p.Text) && len(viet.DangerWords(p.Text)) == 0 {
		return nil
	}
	flows.Hold(t, flows.Unclear, p.Text, p.Files)
	return []flows.Choice{{Key: "button.file", Do: "ghi"}}
}

// askDeclines asks which of several cases is not taken, and holds the reason.
func askDeclines(t *flows.Turn, fit []Case, why string) {
	p, kinds := reasonOf(t, why)
	flows.Hold(t, "decline", p.Text, p.Files)
	var choices []flows.Choice
	for _, c := range fit {
		choices = append(choices, flows.Choice{Key: "work.decline.one", Args: text.Args{"code": c.Code}, Do: "tra " + c.Code + " " + heldWhy, Row: true})
	}
	t.Reply("work.decline.which", nil, choices...)
	tellMasked(t, kinds)
}

// givers are words for whoever handed a case on, besides the name.
var givers = [...]string{"nguoi giao", "nguoi chuyen", "nguoi gui"}

// declinedTo returns the reason in words that decline a case. Words right behind
// them must name who gave it, or they are about something else; ok is false then.
func declinedTo(t *flows.Turn, c Case, d viet.Decline) (why string, ok bool) {
	if d.To == "" {
		return d.Why, true
	}
	words := strings.Fields(d.To)
	giver, _ := flows.Members.Get(t.Tx, c.Given.By)
	role, _ := roleOf(t, giver.ID, c)
	used := whoIsMeant(t, []receiver{{Member: giver, role: role, now: []string{role}}}, words).used(giver.ID)
	for _, said := range givers {
		n := len(strings.Fields(said))
		for at := 0; at < 2 && used == 0 && at+n <= len(words); at++ { // "cho người giao"
			if viet.Fold(strings.Join(words[at:at+n], " ")) == said {
				used = at + n
			}
		}
	}
	if used == 0 || giver.ID == "" {
		return d.To, false
	}
	rest := viet.ReadDeclined(strings.Join(words[used:], " "))
	return cmp.Or(rest.Why, rest.To), true
}

// DeclineSaid takes the reason why a case was given back. Danger and acts are none,
// and what looks like a matter of its own can be filed as one too.
func DeclineSaid(t *flows.Turn, q flows.Question, m viet.Meaning) {
	c, ok := Cases.Get(t.Tx, q.Code)
	bare := viet.Mean(t.Event.Text, viet.Context{Cases: 1})
	ready, number := readyReason(t.Event.Text, declineReasons[:])
	switch {
	case m.Kind == viet.Cancel || m.Kind == viet.Back || m.Kind == viet.Skip || m.Kind == viet.Courtesy:
		t.Reply("work.decline.unsaid", text.Args{"code": q.Code})
	case !ok || bare.Kind == viet.Danger || bare.Kind == viet.Verb || bare.Kind == viet.Command:
		flows.Unasked(t)
	case number && ready != "":
		passReady(t, c, q.Item, ready)
	default:
		p, kinds := reasonOf(t, t.Event.Text)
		passDeclined(t, c, q.Item, p, filed(t, c, p)...)
		tellMasked(t, kinds)
	}
}

// declineReady does what a button below the question for the reason says.
func declineReady(t *flows.Turn, c Case, ready string) {
	q, asked := flows.AskedOf(t, t.Event.Chat, "case.decline")
	if !asked || q.Code != c.Code || !slices.Contains(declineReasons[:], ready) {
		refuseDecline(t, c)
		return
	}
	t.Answered(t.Event.Chat, q.Kind, q.Code)
	passReady(t, c, q.Item, ready)
}

func passReady(t *flows.Turn, c Case, giver, ready string) {
	if ready == "none" {
		t.Reply("work.decline.unsaid", text.Args{"code": c.Code})
		return
	}
	passDeclined(t, c, giver, Part{Text: t.Word("work.hand.reason." + ready)})
}

// passDeclined passes the reason on to who gave the case, and to nobody else.
func passDeclined(t *flows.Turn, c Case, giver string, p Part, choices ...flows.Choice) {
	m, _ := flows.Members.Get(t.Tx, giver)
	args := text.Args{"code": c.Code, "name": m.Name}
	p.Text = short(p.Text, questionN)
	if _, may := roleOf(t, giver, c); !may || pass(t, m.Reader(), c, flows.Note{Key: "work.decline.because", Args: text.Args{"name": t.From.Name}}, p) == "" {
		t.Reply("work.decline.unread", args, choices...)
		return
	}
	t.Reply("work.decline.passed", args, choices...)
}
