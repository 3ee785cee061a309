package directive

import (
	"strconv"
	"time"

	"caunoi/flows"
	"caunoi/flows/enroll"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// A Fix is a new text of a directive that many read, which waits for a second
// administrator to agree to it: what was sent with a second word is not changed
// without one (S07).
type Fix struct {
	N    int    `cbor:"1,keyasint,omitempty"` // counted from one, so that a button is about one text
	By   string `cbor:"2,keyasint,omitempty"` // the member whose words they are
	Text string `cbor:"3,keyasint,omitempty"` // "" is that none waits
}

// fixPin is the question for the number of whoever puts right what many read, by
// the code of the directive.
const fixPin = "cdsua.pin"

// fixView begins the name of the card of a correction among those of a consent; its
// number follows.
const fixView = "sua"

// card names the card of a correction.
func (f Fix) card(d Directive) flows.About {
	return flows.About{Kind: "consent", Code: d.Code(), View: fixView + strconv.Itoa(f.N)}
}

// wide reports whether a directive goes to more than need no second word.
func (d Directive) wide(t *flows.Turn) bool {
	return d.Wide || int(d.Count) > t.Set.Directives.Consent
}

// correctionReady reports whether a correction may be made at once. What many read
// needs a second word first, as its sending did; while that is still asked for, it
// is about the new text anyway.
func correctionReady(t *flows.Turn, code string, c correction, _ string) (fault string, ok bool) {
	d, found := Find(t.Tx, code)
	if !found || c.sure != "co" || !Manages(t, d) || !d.wide(t) || d.State == Asking || d.State == Withdrawn || d.State == Cancelled {
		return "", true
	}
	d.askFix(t)
	return "", false
}

// askFix asks for the second word for a correction.
func (d Directive) askFix(t *flows.Turn) {
	w := secondWordFor(t, d.Places)
	w.ask(t, "chase.fix."+w.key(), text.Args{"n": d.Number, "limit": t.Set.Directives.Consent}, fixPin, d.Code(), "cdsua.moi")
}

// fixing returns the directive that a code names and whoever acts is correcting.
func fixing(t *flows.Turn, code string) (d Directive, ok bool) {
	c, _, _, ok := Correction.Peek(t, code)
	d, found := Find(t.Tx, code)
	return d, ok && found && c.text != ""
}

// FixNumbered takes the number of whoever corrects as the word for it.
func FixNumbered(t *flows.Turn, q flows.Question, m viet.Meaning) {
	d, ok := fixing(t, q.Code)
	switch {
	case !ok || len(t.From.Pin) == 0:
		flows.Unasked(t)
		return
	case !secondWordFor(t, d.Places).number:
		d.askFix(t)
		return
	}
	if !enroll.Proven(t, q, m) {
		return
	}
	c, _ := Correction.Take(t, q.Code)
	if d, ok = correctable(t, []string{q.Code}); ok {
		t.Reply("chase.fix.pinned", nil)
		d.correct(t, t.From, c.text)
	}
}

// InviteFix asks the other administrators over all places of a directive to agree
// to a correction.
func InviteFix(t *flows.Turn, args []string) {
	if len(args) != 1 {
		return
	}
	d, ok := fixing(t, args[0])
	switch {
	case !ok:
		t.Reply("talk.past", nil)
		return
	case len(seconds(t, d.Places, t.From.ID)) == 0:
		t.Reply("compose.nosecond", nil)
		return
	}
	c, _ := Correction.Take(t, args[0])
	t.Answered(t.Reader.Chat, fixPin, args[0])
	if d, ok = correctable(t, args); !ok {
		return
	}
	d.dropFix(t, t.From)
	d.Fix = Fix{N: d.Fix.N + 1, By: t.From.ID, Text: c.text}
	d.note(t, "correction asked", "")
	Directives.Put(t.Tx, d)
	t.Wake(ConsentTimer, d.Code(), consentStands)
	t.Reply("chase.fix.asked", text.Args{"n": d.Number, "hours": int(consentStands / time.Hour)})
	d.consultFix(t)
}

// dropFix ends a correction that waits, as a member makes another.
func (d *Directive) dropFix(t *flows.Turn, by flows.Member) {
	switch {
	case d.Fix.Text == "":
	case d.Fix.By == by.ID:
		d.Fix.Text = ""
		d.consultFix(t)
	default:
		d.endFix(t, "chase.fix.replaced")
	}
}

// endFix ends what is asked about a correction, and tells who wrote it.
func (d *Directive) endFix(t *flows.Turn, key string) {
	by, _ := flows.Members.Get(t.Tx, d.Fix.By)
	d.Fix.Text = ""
	d.note(t, "correction decided", "")
	t.Rest(ConsentTimer, d.Code())
	Directives.Put(t.Tx, *d)
	t.Say(by.Reader(), flows.Note{Key: key, Args: text.Args{"n": d.Number, "name": t.From.Name, "hours": int(consentStands / time.Hour)}, Lane: flows.Answer})
	d.consultFix(t)
}

// consultFix shows a correction to those who may agree to it, or those who were
// shown it that there is nothing to decide any more.
func (d Directive) consultFix(t *flows.Turn) {
	for _, m := range seconds(t, d.Places, d.Fix.By) {
		if _, shown := flows.Card(t.Tx, d.Fix.card(d), m.Home()); shown || d.Fix.Text != "" {
			t.Say(m.Reader(), flows.Note{Card: true, About: d.Fix.card(d), Lane: flows.Answer})
		}
	}
}

// drawFix draws a correction for whoever is asked to agree to it.
func (d Directive) drawFix(t *flows.Turn, about flows.About) flows.Note {
	if d.Fix.Text == "" || about != d.Fix.card(d) {
		return flows.Note{Key: "chase.fix.over", Args: text.Args{"n": d.Number}}
	}
	by, _ := flows.Members.Get(t.Tx, d.Fix.By)
	head := text.Key{Name: "chase.fix.head", Args: text.Args{"n": d.Number, "name": by.Name}}
	d.revise(t, by, d.Fix.Text)
	which := " " + d.Code() + " " + strconv.Itoa(d.Fix.N)
	return flows.Note{Key: "directive.card", Args: text.Args{"lines": text.List{head, d.draw(t, nil).Args["lines"]}}, Choices: []flows.Choice{
		{Key: "chase.fix.agree", Do: "cdsua.dongy" + which}, {Key: "compose.disagree", Do: "cdsua.khong" + which},
	}}
}

// askedFix returns the directive whose correction whoever acts is asked to agree
// to. Otherwise it says why there is nothing to decide. args: the number, and which
// correction.
func askedFix(t *flows.Turn, args []string) (d Directive, ok bool) {
	code := ""
	if len(args) == 2 {
		code = args[0]
		d, ok = Find(t.Tx, code)
	}
	switch {
	case !ok || d.Fix.By == t.From.ID || !overAll(t, t.From.ID, d.Places):
		t.Reply("directive.none", text.Args{"number": code})
	case d.State == Withdrawn || d.State == Cancelled:
		said(t, d)
	case d.Fix.Text == "" || strconv.Itoa(d.Fix.N) != args[1]:
		t.Reply("chase.fix.over", text.Args{"n": d.Number})
	default:
		return d, true
	}
	return d, false
}

// AgreeFix lets a correction be made that a second administrator agrees to, if who
// wrote it may still correct it.
func AgreeFix(t *flows.Turn, args []string) {
	d, ok := askedFix(t, args)
	if !ok {
		return
	}
	by, _ := flows.Members.Get(t.Tx, d.Fix.By)
	words := d.Fix.Text
	if !d.managedBy(t, by.ID) {
		t.Reply("chase.fix.ended", text.Args{"n": d.Number})
		d.endFix(t, "chase.fix.lost")
		return
	}
	t.Reply("chase.fix.thanks", text.Args{"n": d.Number})
	d.endFix(t, "chase.fix.yes")
	d.correct(t, by, words)
}

// DisagreeFix ends a correction that a second administrator does not agree to.
func DisagreeFix(t *flows.Turn, args []string) {
	if d, ok := askedFix(t, args); ok {
		t.Reply("chase.fix.ended", text.Args{"n": d.Number})
		d.endFix(t, "chase.fix.no")
	}
}
