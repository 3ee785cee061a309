// Package search finds cases: by their code, by words in them without marks, and
// by their place, category and level.
//
// Its law: it shows nobody a case that this person may not open, whatever the
// index says, because every case is read and its right looked up before it is
// shown; and a report never waits for the index, which is made in the
// background.
package search

import (
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

const (
	page     = 5                // cases of a screen, each with its button
	screen   = 6                // choices of a screen (conversations 0.3)
	counted  = 50               // hits that are counted
	shown    = 60               // letters of the words that are repeated
	askedFor = 30 * time.Minute // how long words are waited for
	question = "tim"
)

// Viec shows the lists of cases, or finds what the words after the command name.
func Viec(t *flows.Turn, args []string) {
	if len(args) > 0 {
		typed := strings.Join(args, " ")
		if code, rest, ok := viet.Code(typed); ok && rest == "" {
			casework.View(t, []string{code})
			return
		}
		if first := viet.Fold(args[0]); first == "tim" || first == "tim kiem" {
			Find(t, args[1:])
			return
		}
	}
	if !casework.List(t, args) {
		Find(t, args)
	}
}

// Find shows the newest cases that hold all the words, or asks for words. After
// "<" and a code it goes on with what is older.
func Find(t *flows.Turn, args []string) {
	before := doc(0)
	if len(args) > 1 && args[0] == "<" {
		if month, n, ok := casework.Number(args[1]); ok {
			before = docOf(month, n)
		}
		args = args[2:]
	}
	typed := strings.Join(args, " ")
	code, rest, ok := viet.Code(typed)
	typed, _ = viet.Mask(typed) // it is repeated, and what is said is stored
	terms := words(typed)
	if len(terms) > 0 {
		t.Answered(t.Event.Chat, question, "")
	}
	switch {
	case ok && rest == "":
		casework.View(t, []string{code})
	case len(terms) == 0:
		ask(t)
	default:
		show(t, wanted{terms, viet.Short(typed, shown)}, before)
	}
}

// wanted is what is searched for, and how it was typed.
type wanted struct {
	words []string
	typed string
}

// Said takes the words that were asked for.
func Said(t *flows.Turn, _ flows.Question, m viet.Meaning) {
	if m.Kind == viet.Cancel || m.Kind == viet.Back || m.Kind == viet.Skip {
		t.Reply("talk.cancelled", nil)
		return
	}
	Find(t, strings.Fields(t.Event.Text))
}

// ask asks for words.
func ask(t *flows.Turn) {
	id := t.Reply("search.ask", nil)
	t.Ask(t.Reader, flows.Question{Kind: question, Open: viet.Text, Digits: true, Until: t.Event.At.Add(askedFor), Said: id})
}

// show shows one screen of what was found.
func show(t *flows.Turn, w wanted, before doc) {
	f := &finder{t: t, x: newLexicon(t), sight: casework.Look(t), words: w.words}
	found := f.find(before, counted+1)
	if len(found) == 0 {
		nothing(t, w, before)
		return
	}
	filing := offerFiling(t)
	room := page
	if len(found) > page && len(filing) > 0 {
		room = screen - 2
	}
	lines := text.List{w.title(before, len(found))}
	var choices []flows.Choice
	for _, c := range found[:min(len(found), room)] {
		lines = append(lines, f.line(c))
		choices = append(choices, flows.Choice{Key: "list.open", Args: text.Args{"code": c.Code}, Do: "xem " + c.Code, Row: len(choices)%2 == 0})
	}
	if len(found) > room {
		choices = append(choices, flows.Choice{Key: "list.next", Do: "tim < " + found[room-1].Code + " " + strings.Join(w.words, " "), Row: true})
	}
	t.Reply("case.lines", text.Args{"lines": lines}, append(choices, filing...)...)
}

// title says what was searched for, and on the first screen how many there are.
func (w wanted) title(before doc, n int) text.Key {
	args := text.Args{"words": w.typed, "n": n}
	switch {
	case before != 0:
		return text.Key{Name: "search.further", Args: args}
	case n > counted:
		args["n"] = text.Key{Name: "queue.more", Args: text.Args{"n": counted}}
	}
	return text.Key{Name: "search.found", Args: args}
}

// line is one case, as its reader may see it: the village of an opinion is the
// reporter's to see.
func (f *finder) line(c casework.Case) text.Key {
	if c.Reporter == f.t.From.ID {
		return casework.OwnLine(f.t, c)
	}
	return casework.Line(f.t, c)
}

// nothing says that nothing was found, and what can be tried.
func nothing(t *flows.Turn, w wanted, before doc) {
	if before != 0 {
		t.Reply("search.end", text.Args{"words": w.typed})
		return
	}
	choices := []flows.Choice{{Key: "search.again", Do: "tim"}, {Key: "queue.lists", Do: "viec lists"}}
	t.Reply("search.none", text.Args{"words": w.typed}, append(choices, offerFiling(t)...)...)
}

// offerFiling offers to make a report of what was typed as words to search for,
// where it reads like one: nobody loses a report to a search.
func offerFiling(t *flows.Turn) []flows.Choice {
	if t.Event.Kind != flows.Said || strings.HasPrefix(t.Event.Text, "/") || len(viet.DangerWords(t.Event.Text)) == 0 {
		return nil
	}
	masked, _ := viet.Mask(viet.Clean(t.Event.Text))
	flows.Hold(t, flows.Unclear, masked, t.Event.Files)
	return []flows.Choice{{Key: "button.file", Do: "ghi", Row: true}}
}
