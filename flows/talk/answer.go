package talk

import (
	"slices"
	"strings"
	"unicode"

	"caunoi/flows"
	"caunoi/flows/viet"
)

// What a press says besides the value of a choice.
const (
	skip = ".skip"
	back = ".back"
	done = ".done" // all files are there
	edit = ".edit" // from the summary: change an answer
	gone = ".drop"
	page = ".page" // further choices, from the number that follows

	which = "which" // not a question of the script: which answer is to be changed
)

// Asker is the name of the script that asks a question, or the kind of one that no
// script asks.
func Asker(q flows.Question) string { return strings.TrimPrefix(q.Kind, "talk.") }

// answered takes what the person said to the question that was read, which
// after an upgrade need not be the one that is open now.
func (s *Script[D]) answered(t *flows.Turn, asked flows.Question, m viet.Meaning) {
	k, ok := talks.Get(t.Tx, s.key(t, asked.Code))
	q := s.named(asked.Item)
	if ok && q == nil && asked.Item == which {
		s.whichSaid(t, k, m)
		return
	}
	if ok && q == nil {
		s.step(t, k) // an upgrade took the question away: the talk goes on without it
	}
	if !ok || q == nil {
		flows.Unasked(t) // what was asked is gone; what was said is not
		return
	}
	switch m.Kind {
	case viet.Cancel:
		s.drop(t, k)
	case viet.Back:
		s.goBack(t, k)
	case viet.Skip:
		s.leave(t, k, q)
	default:
		s.take(t, k, q, asked)
	}
}

// take takes words and files as the answer to a question, or as far as they
// are none, keeps them where they belong.
func (s *Script[D]) take(t *flows.Turn, k talk, q *Question[D], asked flows.Question) {
	g := s.given(t)
	if g.Text == "" && len(g.Files) == 0 {
		s.step(t, k)
		return
	}
	if value, ok := s.picked(t, q, g.Text); ok && len(g.Files) == 0 {
		s.choose(t, k, q, value)
		return
	}
	if q.Match != nil && len(g.Files) == 0 && s.match(t, k, q, g.Text) {
		return
	}
	if s.fits(t, &k, q, &g) {
		return
	}
	if s.Alarm != nil {
		if d, _, _ := s.next(t, k); s.Alarm(t, d, g) {
			s.end(t, k)
			return
		}
	}
	if len(g.Files) == 0 && q.Skip && !q.Number && viet.Mean(g.Text, viet.Context{Open: viet.YesNo}).Kind == viet.No {
		s.leave(t, k, q) // "không": there is nothing to say
		return
	}
	known, added := k.Album != "" && k.Album == t.Event.Album, false
	k.Album = t.Event.Album
	switch {
	case q.Gather:
		k.add(q.Name, g, len(g.Files) > 0)
		if len(g.Files) == 0 {
			k.Again = ""
		}
	case len(g.Files) > 0 && !q.Files && s.gatherer() != nil:
		k.add(s.gatherer().Name, Given{Files: g.Files}, true)
		if !known {
			t.Reply("talk.kept", nil)
		}
		if g.Text != "" {
			g.Files = nil
			added = s.answer(&k, q, g)
		}
	default:
		added = s.answer(&k, q, g)
	}
	if known && g.Text == "" {
		k.At = t.Event.At
		talks.Put(t.Tx, k) // one of an album: the question stands there already
		t.Ask(t.Reader, asked)
		return
	}
	if added && !q.sums() {
		k.At = t.Event.At
		s.ask(t, k, asking{fault: q.Faults[0]})
		return
	}
	s.step(t, k)
}

// given makes an answer of the event. A sticker says nothing.
func (s *Script[D]) given(t *flows.Turn) Given {
	g := Given{Text: viet.Clean(t.Event.Text), Said: t.Event.Message}
	for _, f := range t.Event.Files {
		if f.Kind != flows.Sticker {
			g.Files = append(g.Files, f)
		}
	}
	if len(s.Questions) > 1 && !s.Staff { // a single answer is not kept: its taker masks it
		masked, kinds := viet.Mask(g.Text)
		g.Text, g.Masked = masked, len(kinds) > 0
	}
	return g
}

// answer notes words as the answer to a question, with what else can be read
// out of them. Words that are none of the fixed choices are added to another
// answer, which it reports, and the question stays open, unless it can make
// something of them.
func (s *Script[D]) answer(k *talk, q *Question[D], g Given) (added bool) {
	if (len(q.Pick) > 0 || q.Offer != nil) && s.Also != "" && s.Also != q.Name {
		var d D
		if q.sums() || q.Take(&d, g) != "" {
			k.add(s.Also, g, false)
			s.readInto(k, s.Also, g.Text)
			return true
		}
	}
	again := k.Again != ""
	if q.Number && s.Also != "" && !onlyNumber(g.Text) {
		k.add(s.Also, g, false) // a number with other words: those are kept too
	}
	k.give(answer{To: q.Name, Given: g}, again)
	k.drop(q.Drops)
	s.readInto(k, q.Name, g.Text)
	return false
}

// onlyNumber reports whether words say a number and nothing else, or that it is
// not known.
func onlyNumber(words string) bool {
	return viet.Mean(words, viet.Context{Open: viet.Number}).Kind == viet.Value ||
		viet.Mean(words, viet.Context{Open: viet.YesNo}).Name == viet.Unsure
}

// readInto notes what words say of other questions that have no answer of
// their own.
func (s *Script[D]) readInto(k *talk, from, words string) {
	if s.Read == nil {
		return
	}
	read := s.Read(words)
	for _, q := range s.Questions {
		value := read[q.Name]
		if value == "" || q.Name == from {
			continue
		}
		i := slices.IndexFunc(k.Answers, func(a answer) bool { return a.To == q.Name })
		if i < 0 || k.Answers[i].From == from {
			k.give(answer{To: q.Name, Given: Given{Text: value}, From: from}, true)
		}
	}
}

// pressed takes a choice: the code, the question's name and the value. A press
// on a question that is past changes nothing.
func (s *Script[D]) pressed(t *flows.Turn, args []string) {
	if len(args) < 3 {
		return
	}
	if args[1] == "laid" {
		s.restore(t, args[0])
		return
	}
	k, ok := talks.Get(t.Tx, s.key(t, args[0]))
	if ok && args[1] == "idle" {
		s.idlePressed(t, k, args[2])
		return
	}
	_, open, _ := s.at(t, k)
	if ok && args[1] == which && k.Again == which && args[2] == page && len(args) == 4 {
		s.askWhich(t, k, number(args[3]))
		return
	}
	if ok && args[1] == which && k.Again == which && s.named(args[2]) != nil {
		k.Again = args[2]
		s.step(t, k)
		return
	}
	if !ok || open == nil || open.Name != args[1] || k.Again == which {
		t.Reply("talk.past", nil)
		return
	}
	if args[2] == page && len(args) == 4 {
		k.From = number(args[3])
		s.ask(t, k, asking{from: k.From})
		return
	}
	s.choose(t, k, open, args[2])
}

// choose does what a choice says.
func (s *Script[D]) choose(t *flows.Turn, k talk, q *Question[D], value string) {
	switch value {
	case gone:
		s.drop(t, k)
	case back:
		s.goBack(t, k)
	case skip:
		s.leave(t, k, q)
	case edit:
		k.Again = which
		s.step(t, k)
	case done:
		k.close(q.Name)
		k.Again = ""
		s.step(t, k)
	default:
		if q.Match != nil {
			s.toggle(t, k, q, value)
			return
		}
		if q.sums() && s.leads(t, k, value) {
			return
		}
		k.drop(q.Drops)
		k.give(answer{To: q.Name, Given: Given{Text: value}}, k.Again != "")
		s.step(t, k)
	}
}

// picked finds the choice whose label, or a part of it that is words, was
// typed, with or without marks.
func (s *Script[D]) picked(t *flows.Turn, q *Question[D], words string) (value string, ok bool) {
	said := viet.Fold(words)
	if said == "" {
		return "", false
	}
	choices := slices.Clone(q.Pick)
	if q.sums() {
		choices = append(choices, Pick{Key: "talk.edit", Value: edit}, Pick{Key: "talk.drop", Value: gone})
	}
	if q.Gather || q.Match != nil {
		choices = append(choices, Pick{Key: "talk.done", Value: done})
	}
	for _, p := range choices {
		if said == bare(t.Word(p.Key)) {
			return p.Value, true
		}
	}
	return "", false
}

// bare is a label as people type it: without its sign, in small letters and
// without marks.
func bare(label string) string {
	return viet.Fold(strings.TrimLeftFunc(label, func(r rune) bool { return !unicode.IsLetter(r) }))
}
