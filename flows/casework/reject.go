package casework

import (
	"slices"
	"strconv"
	"strings"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// plainReasons are the reasons why a case of any category may not be taken on,
// the last parts of their keys.
var plainReasons = [...]string{"scope", "known", "petition", "unclear"}

// ofCategory are the reasons of one category, which are offered first.
var ofCategory = map[string]string{
	"DAT": "land", "HTA": "plan", "CSX": "rules", "THC": "desk", "ATT": "police", "HGI": "talks", "YTE": "clinic", "GDU": "school", "MTR": "inspect",
}

// handReasons are the ready reasons why a case is handed on, the last parts of their keys.
var handReasons = [...]string{"scope", "busy", "above"}

// rejectReasons returns the ready reasons for a case.
func rejectReasons(c Case) []string {
	all := plainReasons[:]
	if own, ok := ofCategory[c.Category]; ok {
		all = append([]string{own}, all...)
	}
	return all
}

// Reject says that a case is not taken on, with a reason that its reporter
// reads. Without words it offers ready ones. args: code, then the reason, or
// "#scope" of a button.
func Reject(t *flows.Turn, args []string) {
	c, role, ok := find(t, args)
	if !ok || !mayReject(t, c, role) {
		return
	}
	words := viet.Clean(strings.Join(args[1:], " "))
	ready, pressed := strings.CutPrefix(words, "#")
	switch {
	case pressed && slices.Contains(rejectReasons(c), ready):
		reject(t, c, Part{Text: t.Word("work.reject.say." + ready)})
	case words != "" && !pressed || len(t.Event.Files) > 0:
		p, kinds := reasonOf(t, words)
		reject(t, c, p)
		tellMasked(t, kinds)
	default:
		askReject(t, c)
	}
}

// mayReject reports whether whoever acts may say no to a case now, and says what
// is true if not. To what is in danger nobody says no who has not taken it.
func mayReject(t *flows.Turn, c Case, role string) bool {
	switch {
	case rejects(c, role, c.Taker == t.From.ID):
		return true
	case c.State == New && len(c.Given.To) == 0:
		refuse(t, &c, "tuchoi")
		t.Reply("work.reject.take", text.Args{"code": c.Code}, flows.Choice{Key: "case.button.take", Do: "nhan " + c.Code})
		return false
	}
	refuse(t, &c, "tuchoi")
	said(t, c)
	return false
}

// rejects reports whether somebody of a role may say no to a case.
func rejects(c Case, role string, mine bool) bool {
	return c.State == New && c.Level != LifeAndDanger || c.State != New && takenOrDesk(c, role, mine)
}

// askReject asks why a case is not taken on.
func askReject(t *flows.Turn, c Case) {
	var choices []flows.Choice
	for _, r := range rejectReasons(c) {
		choices = append(choices, flows.Choice{Key: "work.reject.reason." + r, Do: "tuchoi " + c.Code + " #" + r, Row: true})
	}
	id := t.Reply("work.reject.why", text.Args{"code": c.Code}, choices...)
	t.Ask(t.Reader, flows.Question{Kind: "case.reject", Code: c.Code, Open: viet.Text, Until: t.Event.At.Add(askedFor), Said: id})
}

// RejectSaid takes the reason that was asked for. A number alone is that of a
// ready reason.
func RejectSaid(t *flows.Turn, q flows.Question, m viet.Meaning) {
	if m.Kind == viet.Cancel || m.Kind == viet.Back {
		t.Reply("talk.cancelled", nil)
		return
	}
	said := t.Event.Text
	if c, ok := Cases.Get(t.Tx, q.Code); ok {
		if ready, number := readyReason(said, rejectReasons(c)); number {
			said = "#" + ready
		}
	}
	Reject(t, []string{q.Code, said})
}

// readyReason returns which of some ready reasons a number alone means, "" for a
// number that none of them has; number says that it was one. It is never a reason
// itself: its reader would read "2".
func readyReason(said string, all []string) (ready string, number bool) {
	n, err := strconv.Atoi(strings.TrimSpace(said))
	if err != nil {
		return "", false
	}
	if n >= 1 && n <= len(all) {
		ready = all[n-1]
	}
	return ready, true
}

// reasonOf makes a part of a reason that was typed.
func reasonOf(t *flows.Turn, words string) (p Part, kinds []string) {
	masked, kinds := viet.Mask(viet.Clean(words))
	return Part{Text: masked, Files: t.Event.Files}, kinds
}

// reject ends a case that is not taken on. Its reporter may open it again, one
// level up.
func reject(t *flows.Turn, c Case, why Part) {
	role, _ := roleOf(t, t.From.ID, c)
	was := c.Taker
	follow(t, &c, role)
	c.noteDraft()
	why.At, why.By, why.Kind = t.Event.At, t.From.ID, Reason
	c.Parts = append(slices.Clone(c.Parts), why)
	c.State, c.DoneAt, c.TakerRole, c.Wish, c.Given.To = Rejected, t.Event.At, role, false, nil
	c.Taker = t.From.ID
	c.erase()
	c.note(t, "rejected", "")
	over(t, c)
	Keep(t, c)
	Show(t, c)
	args := func() text.Args { return text.Args{"role": text.K(role)} }
	pass(t, reporter(t, c), c, flows.Note{Key: "work.reject.told", Args: args(), Choices: againChoices(c.Code)}, why)
	tellFollowersEnd(t, c, "work.reject.follow", text.Args{"role": text.K(role), "said": saidIn(why)})
	if m, ok := flows.Members.Get(t.Tx, was); ok && was != t.From.ID {
		pass(t, m.Reader(), c, flows.Note{Key: "work.reject.follow", Args: args()}, why)
	}
	t.Reply("work.reject.done", text.Args{"code": c.Code})
}

// againChoices let the reporter open a case again that was ended without the
// reporter's word.
func againChoices(code string) []flows.Choice {
	return []flows.Choice{{Key: "work.again", Do: "chua " + code}}
}
