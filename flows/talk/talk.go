// Package talk is for conversations in which the bot asks and one person
// answers.
//
// A conversation is a Script: an ordered list of named questions over a typed
// draft. Only what the person answered is stored, by the question's name; the
// draft and the next question are worked out again each time. So a
// conversation survives a restart and a new version, and an answer that is no
// longer good is simply asked for again.
//
// A long one ends with a summary, from which every answer can be changed. What
// was cancelled can be taken back for a day, what lies idle is offered once and
// kept, and nothing is finished that its person did not finish.
package talk

import (
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
	"caunoi/store"
)

// A Given is what a person gave as an answer: words, files, or both. In a
// script of several questions the words are masked before they are kept.
type Given struct {
	Text   string       `cbor:"1,keyasint,omitempty"`
	Files  []flows.File `cbor:"2,keyasint,omitempty"`
	Masked bool         `cbor:"3,keyasint,omitempty"` // something in the words was masked
	Said   string       `cbor:"4,keyasint,omitempty"` // the service's id of the message, for edits of it
	Added  []string     `cbor:"5,keyasint,omitempty"` // those of further messages that were added to it
}

// Messages returns the ids of all messages it was given in.
func (g Given) Messages() []string {
	ids := slices.Clone(g.Added)
	if g.Said != "" {
		ids = slices.Insert(ids, 0, g.Said)
	}
	return ids
}

// A Script is a conversation as data. Name is stored and never reused; Section
// is where its texts stand in the catalogs.
type Script[D any] struct {
	Name      string
	Section   string
	Questions []*Question[D]
	Finish    func(t *flows.Turn, code string, d D)

	// New makes the draft about a code before anything is answered. nil: it is
	// empty.
	New func(t *flows.Turn, code string) D

	// Blanks fills the names in the texts of the questions from what was
	// answered so far. nil: they have none.
	Blanks func(t *flows.Turn, code string, d D) text.Args

	// Ready looks, before the talk ends, whether it may: at the moment its person
	// finishes it. shown is the mark of the summary that the person saw. A fault is
	// said in place of the summary's text; without one it has said by itself what is
	// still needed. Either way the talk stays, with all its answers. nil: always.
	Ready func(t *flows.Turn, code string, d D, shown string) (fault string, ok bool)

	// Whole says that none of its questions may be left out, so that what lay idle
	// is gone on with and never finished as it is.
	Whole bool

	// Staff says that the answers are about people of the roster, by their names
	// and numbers: they are kept as they were said, and not masked.
	Staff bool

	// Read finds what words say of other questions than the one they answer, by
	// the names of those. What was asked and answered before stays.
	Read func(words string) map[string]string

	// Also names the question to which words are added that answer none of the
	// fixed choices they were asked for: nothing that is typed is lost.
	Also string

	// Dropped is called when its person has called the talk off, and says so. nil:
	// that it was is said, and nothing follows.
	Dropped func(t *flows.Turn, code string)

	// Alarm looks at what was just said, with what was answered before it. It
	// reports whether it took all of that out of the talk, as it may not wait.
	Alarm func(t *flows.Turn, d D, g Given) bool
}

// One is the script of a single question, whose answer is all there is to it:
// words, files or both. Its text is under section and item.
func One(name, section, item string, fresh time.Duration, finish func(t *flows.Turn, code string, g Given)) *Script[Given] {
	s := new(Script[Given])
	s.Name, s.Section, s.Finish = name, section, finish
	s.Questions = []*Question[Given]{{Name: item, Open: viet.Text, Files: true, Fresh: fresh, Take: func(d *Given, g Given) string {
		*d = g
		return ""
	}}}
	return s
}

// NoCode is the code of a talk that is about nothing with a code of its own:
// there is one of its script in a chat at a time.
const NoCode = "-"

// An answer is what was given to the question of that name.
type answer struct {
	To      string `cbor:"1,keyasint"`
	Given   Given  `cbor:"2,keyasint"`
	Skipped bool   `cbor:"3,keyasint,omitempty"`
	From    string `cbor:"4,keyasint,omitempty"` // the question whose answer it was read out of
	More    bool   `cbor:"5,keyasint,omitempty"` // files are still gathered: it is no answer yet
}

// A talk is a conversation that is not over.
type talk struct {
	Chat    flows.Address `cbor:"1,keyasint"`
	Script  string        `cbor:"2,keyasint"`
	Code    string        `cbor:"3,keyasint"`
	Member  string        `cbor:"4,keyasint"`
	Answers []answer      `cbor:"5,keyasint"`
	At      time.Time     `cbor:"6,keyasint"`            // when its person last did something about it
	Again   string        `cbor:"7,keyasint,omitempty"`  // the question that is asked again from the summary, or which
	Nudged  bool          `cbor:"8,keyasint,omitempty"`  // it lay idle and its person was asked
	Album   string        `cbor:"9,keyasint,omitempty"`  // the album whose items come in
	From    int           `cbor:"10,keyasint,omitempty"` // of the question that is open: from which choice on they are shown
	Shown   string        `cbor:"11,keyasint,omitempty"` // the mark of the summary that was shown last
}

func (k talk) key() string { return store.Key(string(k.Chat), k.Script, k.Code) }

var (
	talks = store.NewTable("talk", talk.key)

	// laid holds what was cancelled, for a day.
	laid = store.NewTable("talk.laid", talk.key)
)

// Begin starts the conversation about a code in the chat of whoever acts. One
// that was begun about the same code goes on where it stood; one that has lain
// idle is offered first.
func (s *Script[D]) Begin(t *flows.Turn, code string) {
	k, ok := talks.Get(t.Tx, s.key(t, code))
	switch {
	case !ok:
		k = talk{Chat: t.Reader.Chat, Script: s.Name, Code: code, Member: t.From.ID}
	case k.Nudged && len(k.Answers) > 0:
		s.offer(t, t.Reader, k)
		return
	}
	s.step(t, k)
}

// Start begins the conversation about a code anew, with an answer to its first
// question: what a person wrote in one message. If that will not do, the
// question is asked.
func (s *Script[D]) Start(t *flows.Turn, code, words string) {
	k := talk{Chat: t.Reader.Chat, Script: s.Name, Code: code, Member: t.From.ID}
	k.give(answer{To: s.Questions[0].Name, Given: Given{Text: words}}, true)
	s.step(t, k)
}

// StartWith is Start with files too, of which more may follow. The caller has masked
// the words.
func (s *Script[D]) StartWith(t *flows.Turn, code string, g Given) {
	k := talk{Chat: t.Reader.Chat, Script: s.Name, Code: code, Member: t.From.ID, Album: t.Event.Album}
	q := s.Questions[0]
	if s.fits(t, &k, q, &g) {
		return
	}
	if len(g.Files) > 0 {
		k.add(q.Name, g, true)
	} else {
		k.give(answer{To: q.Name, Given: g}, true)
	}
	s.step(t, k)
}

// StartFrom begins the conversation about a code anew with answers that are known,
// by the names of the questions, and asks for what is missing. The caller has
// masked the words.
func (s *Script[D]) StartFrom(t *flows.Turn, code string, known map[string]Given) {
	s.step(t, s.from(t, code, known))
}

// Change begins as StartFrom does, and asks which of the answers is to be changed.
func (s *Script[D]) Change(t *flows.Turn, code string, known map[string]Given) {
	k := s.from(t, code, known)
	k.Again = which
	s.step(t, k)
}

// from is a talk with answers that are known.
func (s *Script[D]) from(t *flows.Turn, code string, known map[string]Given) talk {
	k := talk{Chat: t.Reader.Chat, Script: s.Name, Code: code, Member: t.From.ID}
	for _, q := range s.Questions {
		if g, ok := known[q.Name]; ok {
			k.give(answer{To: q.Name, Given: g}, true)
		}
	}
	return k
}

// Register makes the desk hand the answers of this script to it, typed and
// pressed, and its timers.
func (s *Script[D]) Register(d *flows.Desk) {
	d.Answer("talk."+s.Name, s.answered)
	d.Verb("talk."+s.Name, s.pressed)
	if s.long() {
		d.Timer("talk."+s.Name+".idle", s.idle)
		d.Timer("talk."+s.Name+".laid", s.forget)
	}
}

// Keys lists every text the script can say, for the test of the catalogs.
func (s *Script[D]) Keys() []string {
	var keys []string
	for _, q := range s.Questions {
		keys = append(keys, s.Section+"."+q.Name)
		if q.Gather {
			keys = append(keys, s.Section+"."+q.Name+".further")
		}
		for _, fault := range q.Faults {
			keys = append(keys, s.Section+"."+q.Name+"."+fault)
		}
		for _, c := range q.Pick {
			keys = append(keys, c.Key)
		}
		if s.long() && !q.sums() && !q.Under {
			keys = append(keys, s.label(q))
		}
	}
	return keys
}

// long reports whether the talk ends with a summary. Only such a one lies idle
// for long, and can be taken back.
func (s *Script[D]) long() bool { return s.Questions[len(s.Questions)-1].sums() }

// label is the key of what a question is called in a list of questions.
func (s *Script[D]) label(q *Question[D]) string { return s.Section + "." + q.Name + ".label" }

// Draft ends the talk about a code that whoever acts is being asked in, and
// returns what was answered in it: the caller has the answers now. ok is false
// if there were none.
func (s *Script[D]) Draft(t *flows.Turn, code string) (d D, ok bool) {
	q, asked := flows.Asked(t, t.Event.Chat)
	k, there := talks.Get(t.Tx, s.key(t, code))
	if !asked || !there || q.Kind != "talk."+s.Name || q.Code != code {
		return d, false
	}
	s.end(t, k)
	d, _, _ = s.next(t, k)
	return d, len(k.Answers) > 0
}

// next works out the draft and the first question that applies and has no good
// answer, with the fault of the answer it has. The draft has the answers of
// what comes after it too.
func (s *Script[D]) next(t *flows.Turn, k talk) (d D, open *Question[D], fault string) {
	answers := k.Answers
	if s.New != nil {
		d = s.New(t, k.Code)
	}
	for _, q := range s.Questions {
		if q.When != nil && !q.When(d) {
			continue
		}
		i := slices.IndexFunc(answers, func(a answer) bool { return a.To == q.Name })
		wrong, missing := "", i < 0 && !q.Extra
		if i >= 0 && !answers[i].Skipped {
			missing = answers[i].More
			wrong = q.Take(&d, answers[i].Given)
			if wrong == "" && !missing && q.Check != nil {
				wrong = q.Check(t, &d)
			}
		}
		if open == nil && (missing || wrong != "") {
			open, fault = q, wrong
		}
	}
	return d, open, fault
}

func (s *Script[D]) key(t *flows.Turn, code string) string {
	return store.Key(string(t.Reader.Chat), s.Name, code)
}
