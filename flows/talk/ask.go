package talk

import (
	"slices"
	"strconv"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// screen is how many choices one message has at most (conversations 0.3).
const screen = 6

// An asking is how a question is put: after which fault, with what in its
// blanks, and from which of its choices on.
type asking struct {
	fault string
	args  text.Args // of a fault, which is about an answer that is forgotten by then
	from  int
}

// at is where a talk stands: the draft, the question that is open, and what was
// wrong with its answer.
func (s *Script[D]) at(t *flows.Turn, k talk) (d D, open *Question[D], fault string) {
	d, open, fault = s.next(t, k)
	if q := s.named(k.Again); q != nil {
		return d, q, ""
	}
	return d, open, fault
}

// gatherer returns the question that takes files one after the other.
func (s *Script[D]) gatherer() *Question[D] {
	for _, q := range s.Questions {
		if q.Gather {
			return q
		}
	}
	return nil
}

// step asks the next question, or finishes. An answer that is not good is
// forgotten and asked for again.
func (s *Script[D]) step(t *flows.Turn, k talk) {
	k.At, k.From = t.Event.At, 0
	if k.Again == which {
		s.askWhich(t, k, 0)
		return
	}
	d, open, fault := s.at(t, k)
	if open == nil {
		if !s.ready(t, k, d) {
			return
		}
		s.end(t, k)
		s.Finish(t, k.Code, d)
		return
	}
	a := asking{fault: fault}
	if fault != "" {
		if s.Blanks != nil {
			a.args = s.Blanks(t, k.Code, d)
		}
		k.Answers = slices.DeleteFunc(slices.Clone(k.Answers), func(a answer) bool { return a.To == open.Name })
	}
	s.ask(t, k, a)
}

// keep stores the talk, and sets when it counts as idle.
func (s *Script[D]) keep(t *flows.Turn, k talk) {
	talks.Put(t.Tx, k)
	if s.long() && !k.Nudged {
		t.Wake("talk."+s.Name+".idle", k.timer(), idleAfter)
	}
}

// ask puts the question that is open.
func (s *Script[D]) ask(t *flows.Turn, k talk, a asking) {
	d, open, _ := s.at(t, k)
	say := s.Section + "." + open.Name
	switch {
	case a.fault != "":
		say += "." + a.fault
	case k.gathers(open.Name):
		say += ".further"
	}
	args := k.args()
	switch {
	case open.Screen != nil:
		var above []flows.Note
		args, above, k.Shown = open.Screen(t, k.Code, d)
		for _, n := range above {
			t.Say(t.Reader, n)
		}
	case open.Shows != nil:
		args = open.Shows(d)
	case a.args != nil:
		args = a.args
	case s.Blanks != nil:
		args = s.Blanks(t, k.Code, d)
	}
	s.keep(t, k)
	choices, buttons := s.choices(t, k, open, d, a.from)
	q := flows.Question{Kind: "talk." + s.Name, Code: k.Code, Item: open.Name, Open: open.Open, Buttons: buttons, Digits: open.number(d)}
	if open.Fresh > 0 {
		q.Until = t.Event.At.Add(open.Fresh)
	}
	q.Said = t.Reply(say, args, choices...)
	t.Ask(t.Reader, q)
}

// args fill the blanks of a question.
func (k talk) args() text.Args {
	if k.Code == NoCode {
		return nil
	}
	return text.Args{"code": k.Code}
}

// do is the press of a choice.
func (s *Script[D]) do(k talk, item, value string) string {
	return "talk." + s.Name + " " + k.Code + " " + item + " " + value
}

// picks returns the choices of a question, the likeliest first.
func (s *Script[D]) picks(t *flows.Turn, k talk, q *Question[D], d D) []Pick {
	picks := slices.Clone(q.Pick)
	if q.Offer != nil {
		picks = append(q.Offer(t, k.Code, d), picks...)
	}
	if q.First == nil {
		return picks
	}
	first := q.First(d)
	i := slices.IndexFunc(picks, func(p Pick) bool { return p.Value == first })
	if i > 0 {
		p := picks[i]
		picks = slices.Insert(slices.Delete(picks, i, i+1), 0, p)
	}
	return picks
}

// choices are what can be pressed at a question, and of these the ones that a
// number chooses. What does not fit one screen comes on the next.
func (s *Script[D]) choices(t *flows.Turn, k talk, q *Question[D], d D, from int) (choices []flows.Choice, buttons []flows.Button) {
	picks, ways := s.picks(t, k, q, d), s.ways(k, q)
	if q.number(d) || !s.long() && len(picks) == 0 && len(ways) == 0 {
		return nil, nil
	}
	room := screen - len(ways)
	if len(picks) > room {
		ways = slices.DeleteFunc(ways, func(c flows.Choice) bool { return c.Key == "button.cancel" })
		room = screen - len(ways)
		if len(picks) > room {
			room-- // of which one leads to the others
		}
	}
	from, last := max(0, min(from, len(picks))), false
	for i, p := range picks[from:min(from+room, len(picks))] {
		choices = append(choices, flows.Choice{Key: p.Key, Args: p.Args, Do: s.do(k, q.Name, p.Value), Row: i > 0 && i%2 == 0})
	}
	if from+room < len(picks) {
		choices = append(choices, flows.Choice{Key: "talk.more", Do: s.do(k, q.Name, page+" "+strconv.Itoa(from+room)), Row: true})
		last = true
	}
	for _, c := range choices {
		buttons = append(buttons, flows.Button{Do: c.Do})
	}
	for i := range ways {
		ways[i].Row = i == 0 && len(picks) > 0 && !last
	}
	if q.sums() {
		for _, c := range ways {
			buttons = append(buttons, flows.Button{Do: c.Do})
		}
	}
	return append(choices, ways...), buttons
}

// gathers reports whether a question has files already, and may get more.
func (k talk) gathers(name string) bool {
	return slices.ContainsFunc(k.Answers, func(a answer) bool {
		return a.To == name && len(a.Given.Files) > 0 && (a.More || k.Again == name)
	})
}

// ways are the ways out of a question: on, back, and out of the talk.
func (s *Script[D]) ways(k talk, q *Question[D]) []flows.Choice {
	way := func(key, value string) flows.Choice { return flows.Choice{Key: key, Do: s.do(k, q.Name, value)} }
	var ways []flows.Choice
	if q.sums() {
		return append(ways, way("talk.edit", edit), way("talk.drop", gone))
	}
	if !s.long() {
		if q.Skip && len(s.Questions) == 1 {
			ways = append(ways, way("talk.skip", skip), way("button.cancel", gone))
		}
		return ways
	}
	switch {
	case k.gathers(q.Name), q.Match != nil && k.chosen(q.Name):
		ways = append(ways, way("talk.done", done))
	case q.Skip:
		ways = append(ways, way("talk.skip", skip))
	}
	if len(k.Answers) > 0 {
		ways = append(ways, way("talk.back", back))
	}
	return append(ways, way("button.cancel", gone))
}

// A line is an answer that can be changed from the summary: the name of its question,
// and what it is called there.
type line struct {
	name  string
	label text.Key
}

// changeable are the answers that can be changed from the summary.
func (s *Script[D]) changeable(t *flows.Turn, k talk) (all []line) {
	d, _, _ := s.next(t, k)
	var args text.Args
	if s.Blanks != nil {
		args = s.Blanks(t, k.Code, d)
	}
	for _, q := range s.Questions {
		if !q.sums() && !q.Under && (q.When == nil || q.When(d)) {
			all = append(all, line{q.Name, text.Key{Name: s.label(q), Args: args}})
		}
	}
	return all
}

// askWhich asks which answer is to be changed, from one of them on: what does not
// fit one screen comes on the next.
func (s *Script[D]) askWhich(t *flows.Turn, k talk, from int) {
	s.keep(t, k)
	var all, choices []flows.Choice
	var buttons []flows.Button
	for _, q := range s.changeable(t, k) {
		all = append(all, flows.Choice{Key: q.label.Name, Args: q.label.Args, Do: s.do(k, which, q.name)})
	}
	from = max(0, min(from, len(all)))
	choices = all[from:]
	if len(choices) > screen {
		choices = append(slices.Clone(choices[:screen-1]), flows.Choice{Key: "talk.more", Do: s.do(k, which, page+" "+strconv.Itoa(from+screen-1))})
	}
	for i := range choices {
		choices[i].Row = i > 0 && i%2 == 0
		buttons = append(buttons, flows.Button{Do: choices[i].Do})
	}
	id := t.Reply("talk.which", nil, choices...)
	t.Ask(t.Reader, flows.Question{Kind: "talk." + s.Name, Code: k.Code, Item: which, Open: viet.Text, Buttons: buttons, Said: id})
}

// whichSaid takes the name of the answer that is to be changed, in words.
// Whatever else was said is about the whole.
func (s *Script[D]) whichSaid(t *flows.Turn, k talk, m viet.Meaning) {
	if m.Kind == viet.Cancel {
		s.drop(t, k)
		return
	}
	k.Again = ""
	for _, q := range s.changeable(t, k) {
		if viet.Fold(t.Event.Text) == bare(t.Words(q.label)) {
			k.Again = q.name
			s.step(t, k)
			return
		}
	}
	_, open, _ := s.next(t, k)
	if m.Kind == viet.Back || m.Kind == viet.Skip || open == nil {
		s.step(t, k)
		return
	}
	s.take(t, k, open, flows.Question{})
}

// number reads what a press of ours holds.
func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}
