package directive

import (
	"slices"
	"time"
	"unicode/utf8"

	"caunoi/flows"
	"caunoi/flows/talk"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

const (
	mostKept     = 20             // earlier texts of one directive that are kept
	correctFresh = 24 * time.Hour // how long words are taken as the new text
)

// A correction is a new text of a directive on its way, as far as it was
// answered.
type correction struct {
	directive Directive
	text      string
	masked    bool
	sure      string
}

// Correction asks for the new text of a directive, shows how it will look, and
// asks once more. Files stay as they are.
var Correction = &talk.Script[correction]{
	Name: "cdsua", Section: "chase.correct",
	Questions: []*talk.Question[correction]{
		{Name: "text", Open: viet.Text, Fresh: correctFresh, Take: takeText, Faults: []string{"empty", "long", "same"}},
		{Name: "sure", Open: viet.YesNo, Fresh: correctFresh, Pick: []talk.Pick{
			{Key: "chase.button.correct", Value: "co"}, {Key: "chase.button.leave", Value: "khong"},
		}, Take: takeSure, Faults: []string{"bad"}},
	},
	New: func(t *flows.Turn, code string) (d correction) {
		d.directive, _ = Find(t.Tx, code)
		return d
	},
	Blanks: correctionBlanks,
	Ready:  correctionReady,
	Finish: func(t *flows.Turn, code string, c correction) {
		if d, ok := correctable(t, []string{code}); ok && c.sure == "co" {
			d.correct(t, t.From, c.text)
		} else if ok {
			t.Reply("chase.left", text.Args{"n": d.Number})
		}
	},
}

// takeText takes the new text. What it says now is not new.
func takeText(c *correction, g talk.Given) string {
	switch {
	case g.Text == "":
		return "empty"
	case utf8.RuneCountInString(g.Text) > longestText:
		return "long"
	case g.Text == c.directive.Text:
		return "same"
	}
	c.text, c.masked = g.Text, g.Masked
	return ""
}

// takeSure takes whether it is to be put right.
func takeSure(c *correction, g talk.Given) string {
	switch kind := viet.Mean(g.Text, viet.Context{Open: viet.YesNo}).Kind; {
	case g.Text == "co" || kind == viet.Yes || viet.Fold(g.Text) == "sua":
		c.sure = "co"
	case g.Text == "khong" || kind == viet.No || viet.Fold(g.Text) == "thoi":
		c.sure = "khong"
	default:
		return "bad"
	}
	return ""
}

// correctionBlanks shows the directive as its receivers will see it.
func correctionBlanks(t *flows.Turn, code string, c correction) text.Args {
	d := c.directive
	tally := d.Tally(t.Tx)
	if c.text != "" {
		d.revise(t, t.From, c.text)
	}
	card := text.List{d.draw(t, nil).Args["lines"]}
	if c.masked {
		card = append(card, text.K("chase.correct.masked"))
	}
	reach := text.Key{Name: "chase.correct.reach", Args: text.Args{"has": tally.Has, "waits": tally.Waits + tally.Leaves}}
	if !d.State.Begun() {
		reach.Name = "chase.correct.reach.early"
	}
	return text.Args{"n": d.Number, "card": card, "reach": reach, "most": longestText}
}

// Correct asks for the new text of a directive.
func Correct(t *flows.Turn, args []string) {
	if d, ok := correctable(t, args); ok {
		Correction.Begin(t, d.Code())
	}
}

// correctable returns the directive that the words name if whoever acts may put
// it right and it still holds. While a second administrator is asked to agree, the
// words are the sender's alone, so that nobody agrees to his own.
func correctable(t *flows.Turn, args []string) (Directive, bool) {
	d, ok := manageable(t, args)
	switch {
	case ok && (d.State == Withdrawn || d.State == Cancelled):
		said(t, d)
		return d, false
	case ok && d.State == Asking && d.By != t.From.ID:
		by, _ := flows.Members.Get(t.Tx, d.By)
		t.Reply("chase.correct.asking", text.Args{"n": d.Number, "name": by.Name})
		return d, false
	}
	return d, ok
}

// correct puts a directive right with the words of a member: those who have it see
// it change where it stands, and what has not left leaves as it is now.
func (d Directive) correct(t *flows.Turn, by flows.Member, words string) {
	d.dropFix(t, by)
	d.revise(t, by, words)
	d.note(t, "corrected", by.ID)
	if d.State.Begun() {
		d.walk(t, correcting)
	}
	Directives.Put(t.Tx, d)
	tally := d.Tally(t.Tx)
	key := "chase.correct.done"
	switch {
	case !d.State.Begun():
		key = "chase.correct.early"
	case tally.Waits+tally.Leaves > 0:
		key = "chase.correct.both"
	}
	t.Say(by.Reader(), flows.Note{Key: key, Args: text.Args{"n": d.Number, "has": tally.Has, "waits": tally.Waits + tally.Leaves}, Lane: flows.Answer})
	d.tellChanged(t, "corrected", by)
	Board(t, d)
	if d.State == Asking {
		consult(t, d) // who is asked to agree reads what it says now
	}
	if d.wide(t) && d.State != Asking {
		tellCorrected(t, d, by, tally)
	}
}

// tellCorrected tells the administrators over the places of a directive to many
// that its text was changed, so that nobody changes what many read unseen (S07).
func tellCorrected(t *flows.Turn, d Directive, by flows.Member, c Tally) {
	note := flows.Note{Key: "chase.correct.wide", Args: text.Args{"n": d.Number, "name": by.Name, "count": c.All(), "words": d.Short()}, Lane: flows.Directive,
		Choices: []flows.Choice{{Key: "directive.button.open", Args: text.Args{"n": d.Number}, Do: "cd " + d.Code()}}}
	for _, m := range adminsOver(t, d.Places) {
		if m.ID != by.ID && m.ID != t.From.ID && m.ID != d.By {
			t.Say(m.Reader(), note)
		}
	}
}

// revise replaces the text. The first text and the last ones are kept.
func (d *Directive) revise(t *flows.Turn, by flows.Member, said string) {
	d.Was = append(slices.Clone(d.Was), Revision{Text: d.Text, At: t.Event.At, By: by.ID})
	if len(d.Was) > mostKept {
		d.Was = slices.Delete(d.Was, 1, 2)
	}
	d.Text = said
}

// putRight has one receiver's copy say what the directive says now: in place
// where the channel edits, else as a new message.
func (d Directive) putRight(t *flows.Turn, r Receiver) {
	m, to, known := r.shownAs(t)
	switch {
	case !known || r.State != Has && r.State != Leaves:
	case r.State == Leaves && m.State != flows.Claimed: // it leaves as it is now
	case flows.TraitsOf(t, m.To).Edits:
		r.again(t, to, false)
	default:
		if now, why := r.reader(t); why == "" {
			now.Chat = r.Chat
			r.again(t, now, true)
		}
	}
}

// mark is the key of the line that says on a copy that it was put right after it
// came; "" is none. Where nothing can be edited, the copy stands beside the one
// that it replaces.
func (d Directive) mark(t *flows.Turn, r Receiver, m flows.Message) string {
	switch {
	case len(d.Was) == 0 || r.State != Has || r.At.After(d.Was[len(d.Was)-1].At):
		return ""
	case !flows.TraitsOf(t, m.To).Edits:
		return "chase.replaces"
	}
	return "directive.corrected"
}
