package talk

import (
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// A Question is one thing a script asks. Its text is under the key of the
// script and its name: "case.resolve" + "result".
type Question[D any] struct {
	Name   string
	Open   viet.Open                                    // what sort of answer it wants
	Pick   []Pick                                       // fixed choices, if it has any
	Offer  func(t *flows.Turn, code string, d D) []Pick // further choices, which are looked up; they come before the fixed ones
	First  func(d D) string                             // the value of the choice to offer first; nil: as they stand
	Skip   bool                                         // whether it may be left without an answer
	Files  bool                                         // whether files are an answer to it
	Gather bool                                         // whether it takes one file after the other, until its person says that is all
	Number bool                                         // whether it wants a number: no choice is offered that one could mean (conversations 0.9)
	Counts func(d D) bool                               // Number, where that is seen from the draft; nil: as Number says
	Fresh  time.Duration                                // how long words are taken as its answer; zero: until it is answered
	Extra  bool                                         // whether it is only asked when its person wants to change it from the summary
	Under  bool                                         // whether it belongs to the question before it, and is not named by itself among what can be changed
	Drops  []string                                     // the questions whose answers fall when this one is answered
	When   func(d D) bool                               // whether it applies; nil is always
	Take   func(d *D, g Given) (fault string)           // "" or the last part of the key of what was wrong
	Faults []string                                     // the faults there are

	// Check looks a taken answer up in the store, as Take cannot. nil: nothing to look up.
	Check func(t *flows.Turn, d *D) (fault string)

	// Fits looks at what was just said before it is kept: it puts words into the
	// form in which they are kept, and takes out what cannot be, for which it returns
	// the fault. nil: whatever is said is kept as it is.
	Fits func(t *flows.Turn, d D, g *Given) (fault string)

	// Match makes it a question of which several choices can be chosen, until its
	// person says that is all; the answer is their values with spaces between. It
	// finds the values that words name; or what the choices are to be narrowed down
	// to, a value that begins with "?". other says that the words are none of it.
	Match func(t *flows.Turn, d D, words string) (values []string, fault string, other bool)

	// Shows makes the question the summary, which comes last: it fills the blanks
	// of its text, and offers to change any answer or to drop them all.
	Shows func(d D) text.Args

	// Screen is Shows for a summary that has to be looked up: it returns also what is
	// shown above it, and a mark of what its person saw, for Ready.
	Screen func(t *flows.Turn, code string, d D) (args text.Args, above []flows.Note, mark string)
}

// number reports whether it wants a number; see Number.
func (q *Question[D]) number(d D) bool { return q.Number || q.Counts != nil && q.Counts(d) }

// sums reports whether the question is the summary.
func (q *Question[D]) sums() bool { return q.Shows != nil || q.Screen != nil }

// A Pick is a fixed answer: the key of its label with what fills its blanks, and
// the value it stands for, one word. At the summary the value may be the name of
// a question, which is asked then, or "name=value", which answers it.
type Pick struct {
	Key, Value string
	Args       text.Args
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
