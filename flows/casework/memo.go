package casework

import (
	"strings"

	"caunoi/flows"
	"caunoi/flows/talk"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// memoN is how many letters of a note or a reason a card repeats.
const memoN = 100

// Memorandum asks for a note among those who handle a case.
var Memorandum = talk.One("memo", "work.memo", "what", askedFor, memoGiven)

// Memorize keeps a note among those who handle a case: its reporter never reads
// it. Without words or pictures it asks for them.
func Memorize(t *flows.Turn, args []string) {
	c, _, ok := find(t, args)
	if !ok {
		return
	}
	if !c.State.Open() && c.State != Done {
		said(t, c)
		return
	}
	words := viet.Clean(strings.Join(args[1:], " "))
	if words == "" && len(t.Event.Files) == 0 {
		Memorandum.Begin(t, c.Code)
		return
	}
	keepMemo(t, c, talk.Given{Text: words, Files: t.Event.Files})
}

// memoGiven is the end of the conversation that Memorize began.
func memoGiven(t *flows.Turn, code string, g talk.Given) {
	if c, _, ok := find(t, []string{code}); ok {
		keepMemo(t, c, g)
	}
}

// keepMemo keeps a note and tells whoever has the case. The taker's own note is
// a sign of work.
func keepMemo(t *flows.Turn, c Case, g talk.Given) {
	role, _ := roleOf(t, t.From.ID, c)
	follow(t, &c, role)
	words, kinds := viet.Mask(g.Text)
	p := Part{At: t.Event.At, Text: words, Files: g.Files, By: t.From.ID, Kind: Memo}
	c.Parts = append(c.Parts, p)
	c.note(t, "memo", "")
	if c.Taker == t.From.ID && c.State.Open() {
		sign(t, &c)
	}
	Keep(t, c)
	Show(t, c)
	for _, to := range handlersOf(t, c) {
		pass(t, to, c, flows.Note{Key: "work.memo.told", Args: text.Args{"name": t.From.Name}}, p)
	}
	t.Reply("work.memo.kept", text.Args{"code": c.Code})
	tellMasked(t, kinds)
}

// memoLines repeat the last note among handlers on their card, and say how many
// there are.
func memoLines(t *flows.Turn, c Case) text.List {
	n := 0
	var last Part
	for _, p := range c.Parts {
		if p.Kind == Memo {
			n, last = n+1, p
		}
	}
	if n == 0 {
		return nil
	}
	last.Text = short(last.Text, memoN)
	args := text.Args{"name": nameOf(t, last.By), "time": when(t, last.At), "said": saidIn(last), "n": n}
	if n > 1 {
		return text.List{k("work.memo.card.more", args)}
	}
	return text.List{k("work.memo.card", args)}
}

// amongHandlers reports whether a message of a case is for those who handle it
// only, and never for its reporter.
func amongHandlers(c Case, p Part) bool {
	if p.Kind != Reason {
		return p.Kind == Memo
	}
	for _, e := range c.Log {
		if e.Act == handedOn && e.At.Equal(p.At) {
			return true
		}
	}
	return false
}
