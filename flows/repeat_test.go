package flows

import (
	"slices"
	"testing"
	"time"

	"caunoi/flows/viet"
)

// On a channel without buttons: a question for a number stands open, a notice
// with choices arrives, and the question is put again below it. A number then
// answers what was put last, the question.
func TestNumberAfterRepeat(t *testing.T) {
	r, an, got := asking(t, "plain")
	r.asks(an, Question{Kind: "many", Open: viet.Number})
	r.deliver(r.turn(an, func(t *Turn) {
		t.Reply("notice", nil, Choice{Key: "button.yes", Do: "go yes"}, Choice{Key: "button.no", Do: "go no"})
	}))
	r.pass(time.Second)
	r.says(an, "2")
	if want := []string{"many : 2"}; !slices.Equal(*got, want) {
		t.Errorf("2 is taken as %q; want %q", *got, want)
	}
}

// What is repeated must not carry the time of an earlier try with it.
func TestRepeatKeepsDue(t *testing.T) {
	r, an, _ := asking(t, "rich")
	var id string
	r.turn(an, func(t *Turn) {
		id = t.Reply("question", nil)
		t.Ask(t.Reader, Question{Kind: "what", Open: viet.Text, Said: id})
	})
	s, _ := r.claim(id)
	r.settle(s, Outcome{Result: Later, After: time.Hour, Why: "busy"})
	r.pass(time.Second)
	taken := r.turn(an, func(t *Turn) { t.Reply("notice", nil) })
	m := r.message(taken.Queued[1].ID)
	if !m.Due.IsZero() || m.Why != "" {
		t.Errorf("the repeated question is due at %v because of %q; want at once", m.Due, m.Why)
	}
}
