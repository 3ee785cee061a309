package casework

import (
	"strings"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// Behind returns what was typed behind the code of an act that takes no words,
// and whether that, or a file that came with it, says anything more: courtesy
// does not, and a press brings nothing. Nothing that is typed is lost
// (conversations.md 0.2).
func Behind(t *flows.Turn, args []string) (words string, more bool) {
	if t.Event.Kind != flows.Said || len(args) == 0 {
		return "", false
	}
	words = strings.TrimSpace(strings.Join(args[1:], " "))
	return words, len(t.Event.Files) > 0 || !viet.OnlyCourtesy(words)
}

// passBehind passes on to the reporter what somebody typed or sent along with an
// act on a case, also where somebody else was quicker. Where the case is over, or
// goes on out of sight, it is held, and can be filed by itself.
func passBehind(t *flows.Turn, c Case, args []string) {
	words, more := Behind(t, args)
	if !more {
		return
	}
	if _, may := roleOf(t, t.From.ID, c); may && c.State.Open() {
		Remark(t, []string{c.Code, words})
		return
	}
	masked, _ := viet.Mask(viet.Clean(words))
	flows.Hold(t, flows.Unclear, masked, t.Event.Files)
	t.Reply("case.behind", text.Args{"code": args[0]}, flows.Choice{Key: "button.file", Do: "ghi"})
}
