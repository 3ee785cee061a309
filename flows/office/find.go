package office

import (
	"slices"
	"strings"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// maxHits is how many people a search shows.
const maxHits = 6

// AskFind asks whom an administrator looks for.
func AskFind(t *flows.Turn, _ []string) {
	if len(parts(t)) == 0 {
		t.Reply("office.closed", nil)
		return
	}
	id := t.Reply("office.find", nil)
	t.Ask(t.Reader, flows.Question{Kind: "office.find", Open: viet.Text, Until: t.Event.At.Add(fresh), Said: id})
}

// Find takes the name, the end of a number, or the code that was asked for.
func Find(t *flows.Turn, _ flows.Question, m viet.Meaning) {
	if m.Kind == viet.Cancel || m.Kind == viet.Back || m.Kind == viet.Skip {
		t.Reply("talk.cancelled", nil)
		return
	}
	find(t, t.Event.Text)
}

// find shows whoever fits some words, in the parts of whoever acts.
func find(t *flows.Turn, words string) {
	words = strings.TrimSpace(viet.Clean(words))
	code := strings.ToUpper(words)
	if u, ok := flows.Units.Get(t.Tx, code); ok && sees(t.Tx, t.From.ID, u.Code, t.Event.At) {
		Team(t, []string{code})
		return
	}
	if id := strings.ToLower(words); seesPerson(t.Tx, t.From.ID, id, t.Event.At) && flows.Members.Has(t.Tx, id) {
		Person(t, []string{id})
		return
	}
	lines := count(t.Tx, t.Event.At, parts(t)...).list(Everybody)
	lines = slices.DeleteFunc(lines, func(l Line) bool { return !hit(l, words) })
	switch {
	case len(lines) == 0:
		t.Reply("office.find.none", nil, flows.Choice{Key: "office.button.find", Do: "office.find"})
	case len(lines) == 1:
		Person(t, []string{lines[0].Member.ID})
	default:
		shown := text.List{text.Key{Name: "office.find.title", Args: text.Args{"n": len(lines)}}}
		var choices []flows.Choice
		for _, l := range lines[:min(len(lines), maxHits)] {
			shown = append(shown, line(l))
			choices = append(choices, cardOf(l))
		}
		if len(lines) > maxHits {
			shown = append(shown, text.K("office.find.more"))
		}
		t.Reply("office.lines", text.Args{"lines": shown}, choices...)
	}
}

// hit reports whether a person fits: the last digits of the number, at least
// three, or every word within the name, with or without marks.
func hit(l Line, words string) bool {
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, words)
	if digits != "" {
		return len(digits) >= 3 && strings.HasSuffix(l.Member.Phone, digits)
	}
	name := viet.Words(l.folded)
	all := viet.Words(viet.Fold(words))
	for _, w := range all {
		if !slices.Contains(name, w) {
			return false
		}
	}
	return len(all) > 0
}
