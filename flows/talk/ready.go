package talk

import (
	"slices"
	"strings"

	"caunoi/flows"
	"caunoi/store"
)

// leads does what a choice of the summary says that is about a question: to ask
// it, or to answer it. It reports false if the choice is none such.
func (s *Script[D]) leads(t *flows.Turn, k talk, value string) bool {
	name, said, answers := strings.Cut(value, "=")
	if s.named(name) == nil {
		return false
	}
	if answers {
		k.give(answer{To: name, Given: Given{Text: said}}, true)
	} else {
		k.Again = name
	}
	s.step(t, k)
	return true
}

// ready reports whether the talk may end. If not, it stays with its summary.
func (s *Script[D]) ready(t *flows.Turn, k talk, d D) bool {
	if s.Ready == nil {
		return true
	}
	fault, ok := s.Ready(t, k.Code, d, k.Shown)
	if ok {
		return true
	}
	sum := s.Questions[len(s.Questions)-1]
	k.forget(sum.Name)
	if fault != "" {
		s.ask(t, k, asking{fault: fault})
		return false
	}
	s.keep(t, k)
	if !flows.Awaits(t, t.Reader.Chat, "talk."+s.Name) { // it was typed, and with that no question any more
		_, buttons := s.choices(t, k, sum, d, 0)
		q, on := flows.Asked(t, t.Reader.Chat)
		t.Ask(t.Reader, flows.Question{Kind: "talk." + s.Name, Code: k.Code, Item: sum.Name, Open: sum.Open, Buttons: buttons})
		if on {
			t.Ask(t.Reader, q) // what Ready asked comes first
		}
	}
	return false
}

// Peek returns what was answered so far in the talk about a code of whoever acts,
// and what was shown of it last. whole says that nothing is missing but the word
// to finish it.
func (s *Script[D]) Peek(t *flows.Turn, code string) (d D, shown string, whole, ok bool) {
	k, ok := talks.Get(t.Tx, s.key(t, code))
	if !ok {
		return d, "", false, false
	}
	d, open, _ := s.next(t, k)
	return d, k.Shown, open != nil && open.sums(), true
}

// Take ends the talk about a code of whoever acts and returns what was answered:
// the caller has the answers now. ok is false if there is none, also because it
// was taken before.
func (s *Script[D]) Take(t *flows.Turn, code string) (d D, ok bool) {
	k, ok := talks.Get(t.Tx, s.key(t, code))
	if !ok {
		return d, false
	}
	d, _, _ = s.next(t, k)
	s.end(t, k)
	return d, true
}

// Ask puts the question that is open in the talk about a code once more, after a
// fault of it, or "".
func (s *Script[D]) Ask(t *flows.Turn, code, fault string) {
	if k, ok := talks.Get(t.Tx, s.key(t, code)); ok {
		k.Again = ""
		s.ask(t, k, asking{fault: fault})
	}
}

// Codes returns what the talks of whoever acts are about, in this chat, the
// newest first.
func (s *Script[D]) Codes(t *flows.Turn) []string {
	var mine []talk
	from, to := store.Prefix(store.Key(string(t.Reader.Chat), s.Name))
	for k := range talks.Range(t.Tx, from, to) {
		if k.Member == t.From.ID {
			mine = append(mine, k)
		}
	}
	slices.SortStableFunc(mine, func(a, b talk) int { return b.At.Compare(a.At) })
	var codes []string
	for _, k := range mine {
		codes = append(codes, k.Code)
	}
	return codes
}
