package casework

import (
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// afterResult is how long pictures of who settled a case are taken as part of the
// result: in a chat the words come first, and the picture right behind them.
const afterResult = 15 * time.Minute

// ShowsAfter takes a picture or a document that comes right after a result, from
// who gave it and as nothing else, as part of the result. What came since, of
// which it may be a part too, goes before it. It reports whether it was one.
func ShowsAfter(t *flows.Turn, since time.Time) bool {
	if !shows(t.Event.Files) {
		return false
	}
	held, ok := flows.TakeHeld(t, "result")
	if !ok {
		return false
	}
	c, _ := Cases.Get(t.Tx, held.Text)
	if t.Event.At.After(c.DoneAt.Add(afterResult)) || c.State != Done && c.State != Closed {
		return false
	}
	flows.Hold(t, "result", c.Code, nil)
	if _, may := roleOf(t, t.From.ID, c); !may || c.Taker != t.From.ID || since.After(c.DoneAt) || aboutOther(t, c) || otherMatter(c, t.Event.Text) {
		return false
	}
	kinds := addToResult(t, c)
	masked, _ := viet.Mask(viet.Clean(t.Event.Text))
	flows.Hold(t, flows.Unclear, masked, t.Event.Files)
	t.Reply("case.resolve.added", text.Args{"code": c.Code}, flows.Choice{Key: "button.file", Do: "ghi"})
	tellMasked(t, kinds)
	if t.Event.Album != "" {
		flows.Hold(t, "album/"+t.Event.Album, c.Code, nil)
	}
	return true
}

// aboutOther reports whether a message answers one that belongs to another case.
func aboutOther(t *flows.Turn, c Case) bool {
	code, ok := SaidIn(t, t.Event.ReplyTo)
	return ok && code != c.Code
}

// addToResult adds a message to the result of a case, and shows it to the
// reporter.
func addToResult(t *flows.Turn, c Case) (masked []string) {
	words, masked := viet.Mask(viet.Clean(t.Event.Text))
	p := Part{At: t.Event.At, Text: words, Files: t.Event.Files, By: t.From.ID, Kind: Result}
	for i := len(c.Parts) - 1; i >= 0; i-- {
		if c.Parts[i].Kind != Result {
			continue
		}
		c.Parts = slices.Clone(c.Parts)
		c.Parts[i].Text = joinLines(c.Parts[i].Text, words)
		c.Parts[i].Files = append(slices.Clone(c.Parts[i].Files), p.Files...)
		break
	}
	Keep(t, c)
	Show(t, c)
	pass(t, reporter(t, c), c, flows.Note{Key: "case.note.told", Args: text.Args{"role": text.K(c.TakerRole)}}, p)
	return masked
}
