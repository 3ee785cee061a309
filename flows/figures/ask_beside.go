package figures

import (
	"slices"
	"strings"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// A Besides is what others make of words that were sent while the figures of a month
// are asked for: figures know no report and no result, so it is handed in where the
// flows meet.
type Besides struct {
	// Elsewhere reports whether what was said was told as results of days that are
	// not of the month: it belongs to those days, whatever is asked.
	Elsewhere func(t *flows.Turn, month Month) bool

	// Matter files words as a matter if some of the clauses in which no figure was
	// read are one, and reports whether it did.
	Matter func(t *flows.Turn, words string, rest []string) bool
}

// goOn goes on after figures were read in words. What stands beside them is never
// dropped without a word: it is filed where it is a matter, and else named.
func (d draft) goOn(t *flows.Turn, s standing, k *taking, words string, b Besides) {
	rest := slices.DeleteFunc(slices.Clone(k.rest), func(clause string) bool {
		return viet.Mean(clause, viet.Context{}).Kind == viet.Courtesy
	})
	if len(rest) == 0 {
		d.step(t, s, k.lines)
		return
	}
	if !b.Matter(t, words, rest) {
		unread := text.Key{Name: "monthly.rest", Args: text.Args{"words": viet.Short(masked(strings.Join(rest, ", ")), longRest)}}
		d.step(t, s, append(k.lines, unread))
		return
	}
	next, on := flows.Asked(t, d.Chat)
	d.step(t, s, k.lines)
	if on && viet.Mean(strings.Join(rest, ", "), viet.Context{}).Kind == viet.Danger {
		t.Ask(t.Reader, next) // whether anybody is in danger comes before any figure
	}
}

// longRest is how many letters of what was not read are repeated.
const longRest = 120

// carried is the purpose of figures that wait until it is chosen of which unit they
// are; withCarried stands behind the unit on the buttons that choose it.
const (
	carried     = "solieu"
	withCarried = "+"
)

// monthIn reads the month that words name, wherever it stands, and returns the words
// without it. Behind figures only one with its year is a month, or "this" and "last":
// "tháng 2 buổi" may be about anything.
func monthIn(t *flows.Turn, words []string) (m Month, rest []string, ok bool) {
	for i := range words {
		m, rest, ok = ReadMonth(t.Set, t.Event.At, words[i:])
		if !ok {
			continue
		}
		_, unit := flows.Units.Get(t.Tx, strings.ToUpper(words[0]))
		bare := strings.Trim(words[len(words)-len(rest)-1], "0123456789") == ""
		if i == 0 || i == 1 && unit || !bare {
			return m, slices.Concat(words[:i], rest), true
		}
	}
	return 0, words, false
}

// namesUnit reports whether a word can be nothing but the code of a unit: "NH-99".
func namesUnit(word string) bool {
	letters, digits, ok := strings.Cut(word, "-")
	letter := func(r rune) bool { return r >= 'a' && r <= 'z' }
	return ok && letters != "" && digits != "" && strings.TrimFunc(strings.ToLower(letters), letter) == "" && strings.Trim(digits, "0123456789") == ""
}
