// Package talk is for conversations in which the bot asks and one person
// answers.
//
// A conversation is a Script: an ordered list of named questions over a typed
// draft. Only what the person answered is stored, by the question's name; the
// draft and the next question are worked out again each time. So a
// conversation survives a restart and a new version, and an answer that is no
// longer good is simply asked for again.
package talk

import (
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
	"caunoi/store"
)

// A Given is what a person gave as an answer: words, files, or both.
type Given struct {
	Text  string       `cbor:"1,keyasint,omitempty"`
	Files []flows.File `cbor:"2,keyasint,omitempty"`
}

// A Question is one thing a script asks. Its text is under the key of the
// script and its name: "case.resolve" + "result".
type Question[D any] struct {
	Name  string
	Open  viet.Open                          // what sort of answer it wants
	Pick  []Pick                             // fixed choices, if it has any
	Skip  bool                               // whether it may be left without an answer
	Fresh time.Duration                      // how long words are taken as its answer; zero: until it is answered
	When  func(d D) bool                     // whether it applies; nil is always
	Take  func(d *D, g Given) (fault string) // "" or the last part of the key of what was wrong
}

// A Pick is a fixed answer: the key of its label, and the value it stands for,
// one word.
type Pick struct{ Key, Value string }

// A Script is a conversation as data. Name is stored and never reused; Section
// is where its texts stand in the catalogs.
type Script[D any] struct {
	Name      string
	Section   string
	Questions []*Question[D]
	Finish    func(t *flows.Turn, code string, d D)
}

// An answer is what was given to the question of that name.
type answer struct {
	To      string `cbor:"1,keyasint"`
	Given   Given  `cbor:"2,keyasint"`
	Skipped bool   `cbor:"3,keyasint,omitempty"`
}

// A talk is a conversation that is not over.
type talk struct {
	Chat    flows.Address `cbor:"1,keyasint"`
	Script  string        `cbor:"2,keyasint"`
	Code    string        `cbor:"3,keyasint"`
	Member  string        `cbor:"4,keyasint"`
	Answers []answer      `cbor:"5,keyasint"`
	At      time.Time     `cbor:"6,keyasint"`
}

var talks = store.NewTable("talk", func(k talk) string { return store.Key(string(k.Chat), k.Script, k.Code) })

// Begin starts the conversation about a code in the chat of whoever acts. One
// that was begun about the same code goes on where it stood.
func (s *Script[D]) Begin(t *flows.Turn, code string) {
	k, ok := talks.Get(t.Tx, store.Key(string(t.Reader.Chat), s.Name, code))
	if !ok {
		k = talk{Chat: t.Reader.Chat, Script: s.Name, Code: code, Member: t.From.ID, At: t.Event.At}
	}
	s.step(t, k)
}

// Register makes the desk hand the answers of this script to it, typed and
// pressed.
func (s *Script[D]) Register(d *flows.Desk) {
	d.Answer("talk."+s.Name, s.answered)
	d.Verb("talk."+s.Name, s.pressed)
}

// Keys lists every text the script can say, for the test of the catalogs.
func (s *Script[D]) Keys() []string {
	var keys []string
	for _, q := range s.Questions {
		keys = append(keys, s.Section+"."+q.Name)
		for _, c := range q.Pick {
			keys = append(keys, c.Key)
		}
	}
	return keys
}

// next works out the draft and the first question that applies and has no good
// answer, with the fault of the answer it has.
func (s *Script[D]) next(answers []answer) (d D, open *Question[D], fault string) {
	for _, q := range s.Questions {
		if q.When != nil && !q.When(d) {
			continue
		}
		i := slices.IndexFunc(answers, func(a answer) bool { return a.To == q.Name })
		if i < 0 {
			return d, q, ""
		}
		if answers[i].Skipped {
			continue
		}
		if fault := q.Take(&d, answers[i].Given); fault != "" {
			return d, q, fault
		}
	}
	return d, nil, ""
}

// answered takes what the person said to the question that was read, which
// after an upgrade need not be the one that is open now.
func (s *Script[D]) answered(t *flows.Turn, asked flows.Question, m viet.Meaning) {
	k, ok := talks.Get(t.Tx, s.key(t, asked.Code))
	q := s.named(asked.Item)
	if ok && q == nil {
		s.step(t, k) // an upgrade took the question away: the talk goes on without it
	}
	if !ok || q == nil {
		flows.Unasked(t) // what was asked is gone; what was said is not
		return
	}
	switch {
	case m.Kind == viet.Cancel:
		talks.Delete(t.Tx, s.key(t, k.Code))
		t.Reply("talk.cancelled", nil)
		return
	case m.Kind == viet.Back:
		if n := len(k.Answers); n > 0 {
			k.Answers = k.Answers[:n-1]
		}
	case m.Kind == viet.Skip && !q.Skip: // asked again
	case m.Kind == viet.Skip:
		k.give(answer{To: q.Name, Skipped: true})
	default:
		k.give(answer{To: q.Name, Given: Given{Text: q.value(t, m), Files: t.Event.Files}})
	}
	s.step(t, k)
}

// value is what was said: of a pick its value, else the words.
func (q *Question[D]) value(t *flows.Turn, m viet.Meaning) string {
	if n := int(m.Number); m.Kind == viet.ChoiceOf && n >= 1 && n <= len(q.Pick) {
		return q.Pick[n-1].Value
	}
	return viet.Clean(t.Event.Text)
}

// pressed takes a pick: the code, the question's name and the value. A press on
// a question that is past changes nothing.
func (s *Script[D]) pressed(t *flows.Turn, args []string) {
	if len(args) != 3 {
		return
	}
	k, ok := talks.Get(t.Tx, s.key(t, args[0]))
	_, open, _ := s.next(k.Answers)
	if !ok || open == nil || open.Name != args[1] {
		t.Reply("talk.past", nil)
		return
	}
	t.Answered(t.Reader.Chat, "talk."+s.Name, k.Code)
	k.give(answer{To: open.Name, Given: Given{Text: args[2]}})
	s.step(t, k)
}

// give notes an answer in place of an earlier one to the same question.
func (k *talk) give(a answer) {
	k.Answers = slices.DeleteFunc(k.Answers, func(old answer) bool { return old.To == a.To })
	k.Answers = append(k.Answers, a)
}

func (s *Script[D]) key(t *flows.Turn, code string) string {
	return store.Key(string(t.Reader.Chat), s.Name, code)
}

// named finds a question of the script.
func (s *Script[D]) named(name string) *Question[D] {
	for _, q := range s.Questions {
		if q.Name == name {
			return q
		}
	}
	return nil
}

// step asks the next question, or finishes. An answer that is not good is
// forgotten and asked for again.
func (s *Script[D]) step(t *flows.Turn, k talk) {
	d, open, fault := s.next(k.Answers)
	if open == nil {
		talks.Delete(t.Tx, s.key(t, k.Code))
		s.Finish(t, k.Code, d)
		return
	}
	say := s.Section + "." + open.Name
	if fault != "" {
		k.Answers = slices.DeleteFunc(k.Answers, func(a answer) bool { return a.To == open.Name })
		say += "." + fault
	}
	talks.Put(t.Tx, k)
	var choices []flows.Choice
	for _, p := range open.Pick {
		choices = append(choices, flows.Choice{Key: p.Key, Do: "talk." + s.Name + " " + k.Code + " " + open.Name + " " + p.Value})
	}
	id := t.Reply(say, text.Args{"code": k.Code}, choices...)
	q := flows.Question{Kind: "talk." + s.Name, Code: k.Code, Item: open.Name, Open: open.Open, Said: id}
	if open.Fresh > 0 {
		q.Until = t.Event.At.Add(open.Fresh)
	}
	t.Ask(t.Reader, q)
}
