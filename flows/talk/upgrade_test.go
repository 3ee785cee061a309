package talk

import (
	"strings"
	"testing"
)

// TestUpgrade: a new version of the program meets a talk in the middle. The
// person has answered a and b and reads the question c. What was said by then
// stays, by name, and only what is missing is asked for.
func TestUpgrade(t *testing.T) {
	for name, x := range map[string]struct {
		now   string // the questions of the new version
		again bool   // the person presses the beginning again, and reads what is asked now
		talk  string // "words > what the bot says next", one after the other
		end   string
	}{
		"a question added at the end": {"a b c d", false,
			"ba ba > t.d, bốn bốn > t.end", "a=một một b=hai hai c=ba ba d=bốn bốn"},
		"an answered one removed": {"a c", false,
			"ba ba > t.end", "a=một một c=ba ba"},
		"all answered ones removed": {"c", false,
			"ba ba > t.end", "c=ba ba"},
		"the open one removed": {"a b", false,
			"ba ba > t.end", "a=một một b=hai hai"},
		"answered ones moved": {"b a c", false,
			"ba ba > t.end", "b=hai hai a=một một c=ba ba"},
		"an answered one moved behind": {"a c b", false,
			"ba ba > t.end", "a=một một c=ba ba b=hai hai"},
		"an answered one no longer applies": {"a b+a c", false,
			"ba ba > t.end", "a=một một c=ba ba"},
		"the open one may be left out now": {"a b c?", false,
			"bỏ qua > t.end", "a=một một b=hai hai"},
		"one added at the beginning": {"n a b c", true,
			"không không > t.c, ba ba > t.end", "n=không không a=một một b=hai hai c=ba ba"},
		"one added before the open one": {"a b n c", true,
			"không không > t.c, ba ba > t.end", "a=một một b=hai hai n=không không c=ba ba"},
		"an answered one renamed": {"a e c", true,
			"hai ba > t.c, ba ba > t.end", "a=một một e=hai ba c=ba ba"},
		"the open one renamed": {"a b e", true,
			"ba ba > t.end", "a=một một b=hai hai e=ba ba"},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, "a", "b", "c")
			r.begin("7")
			r.says("một một")
			r.wants("the old version's second answer", r.says("hai hai"), "t.c")
			r.specs = nil
			for _, s := range strings.Fields(x.now) {
				r.specs = append(r.specs, spec(s))
			}
			r.restart()
			if x.again {
				r.begin("7")
			}
			for _, turn := range strings.Split(x.talk, ", ") {
				words, want, _ := strings.Cut(turn, " > ")
				r.wants(words, r.says(words), want)
			}
			r.ended("7: " + x.end)
		})
	}
}
