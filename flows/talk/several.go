package talk

import (
	"slices"
	"strings"

	"caunoi/flows"
	"caunoi/flows/text"
)

// match takes words at a question of which several choices can be chosen. It
// reports false if they are none of it.
func (s *Script[D]) match(t *flows.Turn, k talk, q *Question[D], words string) bool {
	d, _, _ := s.next(t, k)
	values, fault, other := q.Match(t, d, words)
	if other {
		return false
	}
	for _, v := range values {
		k.choose(q.Name, v, true)
	}
	k.At, k.From = t.Event.At, 0
	s.ask(t, k, asking{fault: fault})
	return true
}

// toggle chooses a choice, or takes it back, and shows the same screen again.
func (s *Script[D]) toggle(t *flows.Turn, k talk, q *Question[D], value string) {
	if strings.HasPrefix(value, narrowed) {
		k.From = 0
	}
	k.choose(q.Name, value, false)
	k.At = t.Event.At
	s.ask(t, k, asking{from: k.From})
}

// narrowed begins the value that says what the choices are narrowed down to. By
// itself it says that they are not.
const narrowed = "?"

// choose notes that a choice is chosen, or no longer chosen if it was; keep
// leaves what is chosen already.
func (k *talk) choose(name, value string, keep bool) {
	k.Answers = slices.Clone(k.Answers)
	i := slices.IndexFunc(k.Answers, func(a answer) bool { return a.To == name })
	if i < 0 {
		k.Answers = append(k.Answers, answer{To: name})
		i = len(k.Answers) - 1
	}
	a := &k.Answers[i]
	values := strings.Fields(a.Given.Text)
	at := slices.Index(values, value)
	switch {
	case strings.HasPrefix(value, narrowed):
		values = slices.DeleteFunc(values, func(v string) bool { return strings.HasPrefix(v, narrowed) })
		if value != narrowed {
			values = append(values, value)
		}
	case at >= 0 && !keep:
		values = slices.Delete(values, at, at+1)
	case at < 0:
		values = append(values, value)
	}
	a.Given.Text, a.More, a.Skipped = strings.Join(values, " "), true, false
}

// chosen reports whether any choice of a question is chosen.
func (k talk) chosen(name string) bool {
	return slices.ContainsFunc(k.Answers, func(a answer) bool {
		return a.To == name && slices.ContainsFunc(strings.Fields(a.Given.Text), func(v string) bool { return !strings.HasPrefix(v, narrowed) })
	})
}

// drop drops the answers to questions, as what they belong to has changed.
func (k *talk) drop(names []string) {
	for _, name := range names {
		k.forget(name)
	}
}

// fits has what was just said brought into the form in which it is kept. It
// reports whether nothing is left of it, and its person was told why.
func (s *Script[D]) fits(t *flows.Turn, k *talk, q *Question[D], g *Given) (done bool) {
	to := q
	if gatherer := s.gatherer(); len(g.Files) > 0 && !q.Files && gatherer != nil {
		to = gatherer
	}
	if to.Fits == nil {
		return false
	}
	d, _, _ := s.next(t, *k)
	fault, args := to.Fits(t, d, g), text.Args(nil)
	if s.Blanks != nil {
		args = s.Blanks(t, k.Code, d)
	}
	switch {
	case fault == "":
		return false
	case g.Text != "" || len(g.Files) > 0 || to != q:
		t.Reply(s.Section+"."+to.Name+"."+fault, args)
		if g.Text != "" || len(g.Files) > 0 {
			return false
		}
		fault = ""
	}
	k.At = t.Event.At
	if fault == "" {
		args = nil // of the question itself, which fills its own
	}
	s.ask(t, *k, asking{fault: fault, args: args})
	return true
}
