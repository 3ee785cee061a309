package directive

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
)

// ConsentTimer fires when a consent was asked for so long ago that nobody waits for
// it any more.
const ConsentTimer = "cd.consent"

// consentStands is how long a consent is waited for: who decides later decides
// about another day.
const consentStands = 24 * time.Hour

// seconds returns who may agree to a directive in place of its sender's number:
// the other administrators over all its places, who can be told.
func seconds(t *flows.Turn, places []string, sender string) []flows.Member {
	if len(places) == 0 {
		return nil
	}
	return slices.DeleteFunc(flows.AdminsOver(t.Tx, places[0], t.Event.At), func(m flows.Member) bool {
		return m.ID == sender || m.Home() == "" || !overAll(t, m.ID, places)
	})
}

// overAll reports whether a member is an administrator over all of some places.
func overAll(t *flows.Turn, member string, places []string) bool {
	return len(places) > 0 && !slices.ContainsFunc(places, func(unit string) bool { return !flows.Administers(t.Tx, member, unit, t.Event.At) })
}

// consentOf names the card of a directive that somebody is asked to agree to.
func consentOf(d Directive) flows.About { return flows.About{Kind: "consent", Code: d.Code()} }

// consult shows a directive to those who may agree to it.
func consult(t *flows.Turn, d Directive) {
	for _, m := range seconds(t, d.Places, d.By) {
		t.Say(m.Reader(), flows.Note{Card: true, About: consentOf(d), Lane: flows.Answer})
	}
}

// ConsentCard draws a directive for an administrator who is asked to agree to it,
// as its receivers will see it, and says afterwards what became of it.
func ConsentCard(t *flows.Turn, m flows.Message) (flows.Note, bool) {
	d, ok := Find(t.Tx, m.About.Code)
	if !ok {
		return flows.Note{}, false
	}
	if strings.HasPrefix(m.About.View, fixView) {
		return d.drawFix(t, m.About), true
	}
	from, _ := flows.Members.Get(t.Tx, d.By)
	lines := text.List{text.Key{Name: "compose.consent.head", Args: text.Args{"name": from.Name, "n": d.Number}}}
	drawn := shownIn(m.To, d.draw(t, nil))
	lines = append(lines, drawn.Args["lines"])
	if d.State != Asking {
		by, _ := flows.Members.Get(t.Tx, d.Consent)
		name := "compose.consent.over"
		if d.Consent != "" {
			name = "compose.consent.given"
		}
		lines = append(lines, text.Key{Name: name, Args: text.Args{"name": by.Name, "state": text.K("directive.state." + d.State.Name())}})
		return flows.Note{Key: "directive.card", Args: text.Args{"lines": lines}, Files: drawn.Files}, true
	}
	lines = append(lines, d.reach(t, d.audience(t.Tx))...)
	if !d.Start.IsZero() {
		lines = append(lines, text.Key{Name: "compose.review.later", Args: text.Args{"time": text.Moment(d.Start)}})
	}
	return flows.Note{Key: "directive.card", Args: text.Args{"lines": lines}, Files: drawn.Files, Choices: []flows.Choice{
		{Key: "compose.agree", Do: "cddongy " + d.Code() + d.revision()}, {Key: "compose.disagree", Do: "cdkhong " + d.Code()},
	}}, true
}

// asked returns the directive that whoever acts is asked to agree to. Otherwise it
// says why there is nothing to decide.
func asked(t *flows.Turn, args []string) (d Directive, ok bool) {
	code := ""
	if len(args) > 0 {
		code = args[0]
		d, ok = Find(t.Tx, code)
	}
	if !ok || d.By == t.From.ID || !overAll(t, t.From.ID, d.Places) {
		t.Reply("directive.none", text.Args{"number": code})
		return d, false
	}
	if d.State != Asking {
		said(t, d)
		return d, false
	}
	return d, true
}

// revision is what the button of a consent says besides the number: which text was
// read by whoever presses it.
func (d Directive) revision() string {
	if len(d.Was) == 0 {
		return ""
	}
	return " " + strconv.FormatInt(d.Was[len(d.Was)-1].At.UnixNano(), 36)
}

// Agree lets a directive begin that a second administrator agrees to. What holds
// is looked up anew: the sender's right, the day it is due, and that it says what
// was agreed to.
func Agree(t *flows.Turn, args []string) {
	d, ok := asked(t, args)
	if !ok {
		return
	}
	if seen := strings.Join(args[1:], ""); seen != strings.TrimSpace(d.revision()) {
		t.Reply("compose.consent.changed", text.Args{"n": d.Number})
		t.Say(t.Reader, flows.Note{Card: true, Fresh: true, About: consentOf(d), Lane: flows.Answer})
		return
	}
	t.Rest(ConsentTimer, d.Code())
	d.Consent = t.From.ID
	d.note(t, "agreed", "")
	d.writeTeams(t)
	a := d.audience(t.Tx)
	lost := slices.ContainsFunc(d.Places, func(unit string) bool { return !MaySend(t.Tx, d.By, unit, t.Event.At) })
	switch {
	case lost:
		d.refuse(t, "compose.consent.lost", "not begun: right lost")
		return
	case !d.Due.IsZero() && !d.Due.After(latest(t.Event.At, d.Start)):
		d.refuse(t, "compose.consent.late", "not begun: late")
		return
	case !d.Start.IsZero() && !d.Start.After(t.Event.At): // nobody meant it for this hour
		d.Consent = ""
		t.Reply("compose.consent.ended", text.Args{"n": d.Number})
		d.unsent(t, "past", text.Args{"n": d.Number, "name": t.From.Name, "time": text.Moment(d.Start)})
		consult(t, d)
		return
	case d.Start.After(t.Event.At):
		d.State = Planned
		t.Wake(BeginTimer, d.Code(), d.Start.Sub(t.Event.At))
	default:
		d.begin(t)
	}
	Directives.Put(t.Tx, d)
	tellSender(t, d, "compose.consent.yes")
	t.Reply("compose.consent.thanks", text.Args{"n": d.Number})
	tellWide(t, d, a)
	consult(t, d)
	Board(t, d)
}

// Disagree ends a directive that a second administrator does not agree to.
func Disagree(t *flows.Turn, args []string) {
	d, ok := asked(t, args)
	if !ok {
		return
	}
	d.refuse(t, "compose.consent.no", "not agreed")
}

// refuse ends a directive that was not agreed to, and tells both why.
func (d Directive) refuse(t *flows.Turn, key, act string) {
	d.Consent = ""
	t.Reply("compose.consent.ended", text.Args{"n": d.Number})
	tellSender(t, d, key)
	d.cancel(t, act)
	consult(t, d)
}

// tellSender tells the sender what was decided, and by whom.
func tellSender(t *flows.Turn, d Directive, key string) {
	m, _ := flows.Members.Get(t.Tx, d.By)
	t.Say(m.Reader(), flows.Note{Key: key, Args: text.Args{"n": d.Number, "name": t.From.Name}, Lane: flows.Answer})
}

// Drop gives up a directive before anything of it has left. One that has begun is
// not stopped by a button that was there before.
func Drop(t *flows.Turn, args []string) {
	d, ok := manageable(t, args)
	if !ok {
		return
	}
	if d.State.Begun() {
		said(t, d)
		return
	}
	Stop(t, args)
	if d, ok = Find(t.Tx, d.Code()); ok {
		consult(t, d)
	}
}

// Lapse gives up a directive to which nobody has said yes or no, and tells both its
// sender and those who were asked; or a correction of one, of which its writer is
// told.
func Lapse(t *flows.Turn, code string) {
	d, ok := Find(t.Tx, code)
	switch {
	case ok && d.Fix.Text != "" && d.State != Withdrawn:
		d.endFix(t, "chase.fix.lapsed")
		return
	case !ok || d.State != Asking:
		return
	}
	from, _ := flows.Members.Get(t.Tx, d.By)
	args := text.Args{"n": d.Number, "name": from.Name, "hours": int(consentStands / time.Hour)}
	d.unsent(t, "lapsed", args)
	for _, m := range seconds(t, d.Places, d.By) {
		t.Say(m.Reader(), flows.Note{Key: "compose.consent.lapsed", Args: args, Lane: flows.Reminder})
	}
	consult(t, d)
}
