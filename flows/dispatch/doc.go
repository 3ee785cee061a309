// Package dispatch is the coordinator's desk: where a case is put into another
// category, level or place, given to offices, cleared of words that must not
// stand there, written up, joined with others, and where many are dealt with at
// once.
//
// Its law: who decides is looked up at the moment of each act, in casework; the
// reporter reads every decision in one sentence; the log of the case notes it.
package dispatch

import (
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

const (
	page  = 5              // entries on a screen: one more choice leads to the next
	label = 22             // letters of a name on a button
	fresh = 24 * time.Hour // how long a question of the desk is taken as asked
)

// k is a sentence with its blanks filled.
func k(name string, args text.Args) text.Key { return text.Key{Name: name, Args: args} }

// said are the words behind the code of a case. What was typed comes as one
// string, what was pressed as several.
func said(args []string) []string {
	if len(args) < 2 {
		return nil
	}
	return strings.Fields(strings.Join(args[1:], " "))
}

// ask puts a question to whoever acts, which words or the choices answer.
func ask(t *flows.Turn, q flows.Question, key string, args text.Args, choices ...flows.Choice) {
	q.Open, q.Until = viet.Text, t.Event.At.Add(fresh)
	for _, c := range choices {
		q.Buttons = append(q.Buttons, flows.Button{Do: c.Do})
	}
	q.Said = t.Reply(key, args, choices...)
	t.Ask(t.Reader, q)
}

// left reports whether the answer to a question of the desk leaves it, and says
// so.
func left(t *flows.Turn, m viet.Meaning) bool {
	if m.Kind != viet.Cancel && m.Kind != viet.Back {
		return false
	}
	t.Reply("talk.cancelled", nil)
	return true
}

// open is ForDesk for a case that must not be over: of one that is, what is true
// now is said.
func open(t *flows.Turn, act string, args []string) (c casework.Case, role string, ok bool) {
	c, role, ok = casework.ForDesk(t, act, args)
	if ok && !c.State.Open() {
		casework.TellState(t, c)
		return c, role, false
	}
	return c, role, ok
}

// within is a number to pass over that leaves something to show.
func within(skip, n int) int {
	if skip < 0 || skip >= n {
		return 0
	}
	return skip
}
