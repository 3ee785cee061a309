package talk

import (
	"slices"
	"strings"

	"caunoi/flows"
	"caunoi/flows/viet"
)

// give notes an answer in place of an earlier one to the same question. What
// was read out of that one goes with it, unless it is only put right.
func (k *talk) give(a answer, right bool) {
	if right {
		k.Answers = slices.DeleteFunc(slices.Clone(k.Answers), func(old answer) bool { return old.To == a.To })
	} else {
		k.forget(a.To)
	}
	k.Answers = append(k.Answers, a)
	k.Again = ""
}

// forget drops an answer and what was read out of it.
func (k *talk) forget(name string) {
	k.Answers = slices.DeleteFunc(slices.Clone(k.Answers), func(old answer) bool { return old.To == name || old.From == name })
}

// add adds words and files to the answer to a question, which stays open if
// more may follow.
func (k *talk) add(name string, g Given, more bool) {
	k.Answers = slices.Clone(k.Answers)
	i := slices.IndexFunc(k.Answers, func(a answer) bool { return a.To == name })
	if i < 0 {
		k.Answers = append(k.Answers, answer{To: name, Given: g, More: more})
		return
	}
	a := &k.Answers[i]
	a.Given.Text = strings.TrimSpace(a.Given.Text + "\n" + g.Text)
	a.Given.Files = append(slices.Clone(a.Given.Files), g.Files...)
	a.Given.Masked = a.Given.Masked || g.Masked
	a.Given.Added = append(slices.Clone(a.Given.Added), g.Messages()...)
	a.Skipped, a.More = false, more
}

// close says that no more files follow.
func (k *talk) close(name string) {
	k.Answers = slices.Clone(k.Answers)
	for i := range k.Answers {
		if k.Answers[i].To == name {
			k.Answers[i].More = false
			return
		}
	}
	k.Answers = append(k.Answers, answer{To: name, Skipped: true})
}

// Reworded takes the change of a message that answers a question of the talk
// about a code; false if it answers none. Of an answer that was given in several
// messages nothing is lost: what one of them says now is added.
func (s *Script[D]) Reworded(t *flows.Turn, code string) bool {
	k, ok := talks.Get(t.Tx, s.key(t, code))
	i := slices.IndexFunc(k.Answers, func(a answer) bool {
		return a.From == "" && slices.Contains(a.Given.Messages(), t.Event.Message)
	})
	if !ok || i < 0 {
		return false
	}
	words, kinds := viet.Mask(viet.Clean(t.Event.Text))
	k.Answers = slices.Clone(k.Answers)
	g := &k.Answers[i].Given
	if len(g.Added) > 0 {
		words = g.Text + "\n" + words
	}
	g.Text, g.Masked = words, g.Masked || len(kinds) > 0
	s.readInto(&k, k.Answers[i].To, words)
	s.step(t, k)
	return true
}

// leave passes over a question that may be left without an answer.
func (s *Script[D]) leave(t *flows.Turn, k talk, q *Question[D]) {
	if q.Skip {
		k.give(answer{To: q.Name, Skipped: true}, k.Again != "")
	}
	s.step(t, k)
}

// goBack asks again what was answered last; from a question that is asked
// again, back to the summary.
func (s *Script[D]) goBack(t *flows.Turn, k talk) {
	if k.Again != "" {
		k.Again = ""
		s.step(t, k)
		return
	}
	k.Answers = slices.Clone(k.Answers)
	for i := len(k.Answers) - 1; i >= 0; i-- {
		a := &k.Answers[i]
		gathered := s.named(a.To) != nil && s.named(a.To).Gather && len(a.Given.Files) > 0
		if a.From != "" || gathered && a.More {
			continue
		}
		if gathered {
			a.More = true // the pictures stay; more may follow
		} else {
			k.forget(a.To)
		}
		break
	}
	s.step(t, k)
}

// end takes the talk away.
func (s *Script[D]) end(t *flows.Turn, k talk) {
	talks.Delete(t.Tx, k.key())
	t.Answered(k.Chat, "talk."+s.Name, k.Code)
	t.Answered(k.Chat, "choice", k.Code)
	if s.long() {
		t.Rest("talk."+s.Name+".idle", k.timer())
	}
}
