package text

import (
	"strings"
	"testing"
	"time"
)

// made returns a catalog of one file.
func made(t *testing.T, lang Lang, data string) *Catalog {
	t.Helper()
	c := &Catalog{zone: time.UTC, langs: map[Lang]map[string]string{}}
	if err := c.add(lang, []byte(data)); err != nil {
		t.Fatal(err)
	}
	return c
}

// TestOddSentences: sentences that the tests of the catalogs keep from being
// written are said without harm all the same.
func TestOddSentences(t *testing.T) {
	for sentence, want := range map[string]string{
		"a {n":       "a {n",
		"{":          "{",
		"}":          "}",
		"{}":         "{}",
		"{n} and {n": "1 and {n",
		"{n}{n}":     "11",
	} {
		c := made(t, Vietnamese, "a: "+quoted(sentence))
		if got := c.Say(Vietnamese, "", "a", Args{"n": 1}); got != want {
			t.Errorf("%q is said as %q; want %q", sentence, got, want)
		}
	}
}

func quoted(s string) string { return "'" + s + "'" }

// TestAdd: several files of a language are one catalog, and a key stands in one
// of them only.
func TestAdd(t *testing.T) {
	c := made(t, Vietnamese, "case:\n  one: Một\n  sub.two: Hai\n")
	if err := c.add(Vietnamese, []byte("case:\n  sub:\n    three: Ba\n")); err != nil {
		t.Errorf("a second file: %v; want none", err)
	}
	if got := strings.Join(c.Keys(Vietnamese), " "); got != "case.one case.sub.three case.sub.two" {
		t.Errorf("keys are %q", got)
	}
	for name, data := range map[string]string{
		"twice":           "case:\n  one: Một\n",
		"twice in two":    "case.sub:\n  two: Hai\n",
		"a number":        "case:\n  four: 4\n",
		"a list":          "case:\n  five: [Năm]\n",
		"nothing":         "case:\n  six:\n",
		"not a file":      "case: [\n",
		"only a word":     "case\n",
		"a truth of YAML": "case:\n  seven: true\n",
	} {
		if err := c.add(Vietnamese, []byte(data)); err == nil {
			t.Errorf("%s: no fault in %q; want one", name, data)
		}
	}
}

// TestAddComposes: decomposed letters of a file come out composed, as people
// type and search them.
func TestAddComposes(t *testing.T) {
	c := made(t, Vietnamese, "a: Tô\u0309\n")
	if got := c.Raw(Vietnamese, "a"); got != "Tổ" {
		t.Errorf("said %+q; want %+q", got, "Tổ")
	}
}
