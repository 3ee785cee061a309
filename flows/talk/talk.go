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
	Name string
	Open viet.Open                          // what sort of answer it wants
	Pick []flows.Choice                     // fixed choices; an answer may also be one of their Do
	Skip bool                               // whether it may be left without an answer
	When func(d D) bool                     // whether it applies; nil is always
	Take func(d *D, g Given) (fault string) // "" or the last part of the key of what was wrong
}

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
	To    string `cbor:"1,keyasint"`
	Given Given  `cbor:"2,keyasint"`
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
	s.step(t, k, "")
}

// Register makes the desk hand the answers of this script to it.
func (s *Script[D]) Register(d *flows.Desk) { d.Answer("talk."+s.Name, s.answered) }

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
		if fault := q.Take(&d, answers[i].Given); fault != "" {
			return d, q, fault
		}
	}
	return d, nil, ""
}

// answered takes what the person said to the question on the table.
func (s *Script[D]) answered(t *flows.Turn, asked flows.Question, m viet.Meaning) {
	key := store.Key(string(t.Reader.Chat), s.Name, asked.Code)
	k, ok := talks.Get(t.Tx, key)
	if !ok {
		t.Reply("talk.past", nil)
		return
	}
	_, open, _ := s.next(k.Answers)
	switch {
	case m.Kind == viet.Cancel:
		talks.Delete(t.Tx, key)
		t.Reply("talk.cancelled", nil)
		return
	case m.Kind == viet.Back:
		if n := len(k.Answers); n > 0 {
			k.Answers = k.Answers[:n-1]
		}
	case open == nil:
	case m.Kind == viet.Skip && open.Skip:
		k.Answers = append(k.Answers, answer{To: open.Name})
	default:
		given := Given{Text: viet.Clean(t.Event.Text), Files: t.Event.Files}
		k.Answers = append(k.Answers, answer{To: open.Name, Given: given})
	}
	s.step(t, k, key)
}

// step asks the next question, or finishes. An answer that is not good is
// forgotten and asked for again.
func (s *Script[D]) step(t *flows.Turn, k talk, key string) {
	d, open, fault := s.next(k.Answers)
	if open == nil {
		if key != "" {
			talks.Delete(t.Tx, key)
		}
		s.Finish(t, k.Code, d)
		return
	}
	say := s.Section + "." + open.Name
	if fault != "" {
		k.Answers = slices.DeleteFunc(k.Answers, func(a answer) bool { return a.To == open.Name })
		say += "." + fault
	}
	talks.Put(t.Tx, k)
	id := t.Reply(say, text.Args{"code": k.Code}, open.Pick...)
	t.Ask(t.Reader, flows.Question{Kind: "talk." + s.Name, Code: k.Code, Open: open.Open, Said: id})
}
