package casework

import (
	"strings"

	"caunoi/flows"
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
// act that is done.
func passBehind(t *flows.Turn, args []string) {
	if words, more := Behind(t, args); more {
		Remark(t, []string{args[0], words})
	}
}
