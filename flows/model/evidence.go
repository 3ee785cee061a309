package model

import (
	"slices"
	"strconv"
	"time"

	"caunoi/flows"
	"caunoi/flows/talk"
	"caunoi/flows/text"
	"caunoi/flows/viet"
	"caunoi/store"
)

// Evidence is what somebody of the team told or showed of a model's progress.
type Evidence struct {
	Model int64        `cbor:"1,keyasint"`
	N     int64        `cbor:"2,keyasint"` // counted from one
	At    time.Time    `cbor:"3,keyasint"`
	By    string       `cbor:"4,keyasint,omitempty"`
	Words string       `cbor:"5,keyasint,omitempty"` // masked
	Files []flows.File `cbor:"6,keyasint,omitempty"`
}

func (e Evidence) key() string { return store.Key(e.Model, e.N) }

// Evidences holds what was shown, by model in the order it came; "by" lists it by who
// showed it.
var Evidences = store.NewTable("model.evidence", Evidence.key).
	Index("by", func(e Evidence) []string {
		if e.By == "" {
			return nil
		}
		return []string{store.Key(e.By)}
	})

// longestWords is how many letters of words come with a piece of evidence at most,
// and mostFiles how many files.
const (
	longestWords = 1000
	mostFiles    = 20
)

// Showing asks what was done: words, pictures, documents.
var Showing = &talk.Script[talk.Given]{
	Name: "mohinh.tiendo", Section: "model.progress", Whole: true,
	Questions: []*talk.Question[talk.Given]{
		{Name: "what", Open: viet.Text, Files: true, Gather: true, Take: takeShown, Faults: []string{"long", "none"}},
		{Name: "sum", Open: viet.Text, Shows: sumShown, Pick: []talk.Pick{{Key: "model.progress.keep", Value: "keep"}}, Take: func(_ *talk.Given, g talk.Given) string {
			if g.Text != "keep" {
				return "added"
			}
			return ""
		}, Faults: []string{"added"}},
	},
	Finish: shown,
}

func takeShown(d *talk.Given, g talk.Given) string {
	switch {
	case len([]rune(g.Text)) > longestWords || len(g.Files) > mostFiles:
		return "long"
	case g.Text == "" && len(g.Files) == 0:
		return "none"
	}
	*d = g
	return ""
}

// sumShown shows what is to be kept.
func sumShown(d talk.Given) text.Args {
	var lines text.List
	if d.Text != "" {
		lines = append(lines, text.Key{Name: "model.progress.words", Args: text.Args{"words": d.Text}})
	}
	if len(d.Files) > 0 {
		lines = append(lines, text.Key{Name: "model.progress.files", Args: text.Args{"n": len(d.Files)}})
	}
	if d.Masked {
		lines = append(lines, text.K("case.masked"))
	}
	return text.Args{"lines": lines}
}

// keptUp are the states in which a model's progress is shown.
var keptUp = []State{Accepted, Running, Reviewed, Met, Recognised, Replicated}

// Progress begins to tell what was done.
func Progress(t *flows.Turn, args []string) {
	if m, ok := worked(t, args); ok {
		Showing.Begin(t, m.Code())
	}
}

// worked is pressed for those who may show a model's progress, while there is some.
func worked(t *flows.Turn, args []string) (m Model, ok bool) {
	m, ok = pressed(t, args)
	switch {
	case !ok:
		return m, false
	case !m.works(t, t.From.ID):
		t.Reply("model.right.work", text.Args{"n": m.Code(), "unit": m.owner(t.Tx).Name}, m.opens())
		return m, false
	}
	return m, m.in(t, keptUp...)
}

// shown keeps what was told and shown. The first of it begins a model that was
// accepted.
func shown(t *flows.Turn, code string, d talk.Given) {
	m, ok := worked(t, []string{code})
	if !ok {
		return
	}
	m.Shown, m.Latest = m.Shown+1, t.Event.At
	Evidences.Put(t.Tx, Evidence{Model: m.Number, N: m.Shown, At: t.Event.At, By: t.From.ID, Words: d.Text, Files: d.Files})
	m.mark(t, WasShown)
	if m.State == Accepted {
		m.enter(t, Running)
	}
	put(t.Tx, m)
	t.Reply("model.did.shown", text.Args{"n": m.Code(), "k": m.Shown})
	m.redraw(t) // the others see it in the card, and are not rung up for it
}

// Look shows one piece of evidence of a model with its files. args: the model's
// number and which piece, counted from one; without it the latest.
func Look(t *flows.Turn, args []string) {
	m, ok := pressed(t, args)
	if !ok {
		return
	}
	at := m.Shown
	if len(args) > 1 {
		if n, err := strconv.ParseInt(args[1], 10, 64); err == nil {
			at = min(max(1, n), m.Shown)
		}
	}
	e, ok := Evidences.Get(t.Tx, Evidence{Model: m.Number, N: at}.key())
	var choices []flows.Choice
	step := func(key string, to int64) {
		if to >= 1 && to <= m.Shown {
			choices = append(choices, flows.Choice{Key: key, Do: "mhxem " + m.Code() + " " + strconv.FormatInt(to, 10)})
		}
	}
	step("model.button.before", at-1)
	step("model.button.next", at+1)
	choices = append(choices, m.opens())
	if !ok {
		t.Reply("model.evidence.none", text.Args{"n": m.Code()}, choices...)
		return
	}
	said := text.Args{"n": m.Code(), "k": at, "all": m.Shown, "time": text.Moment(e.At), "who": nameOf(t.Tx, e.By), "words": e.Words}
	key := "model.evidence.item"
	if e.Words == "" {
		key = "model.evidence.files"
	}
	lines, files := text.List{text.Key{Name: key, Args: said}}, e.filesIn(t.Reader.Chat)
	if missing := len(e.Files) - len(files); missing > 0 {
		lines = append(lines, text.Key{Name: "case.elsewhere", Args: text.Args{"n": missing}})
	}
	t.Say(t.Reader, flows.Note{Key: "model.lines", Args: text.Args{"lines": lines}, Files: files, Choices: choices})
}

// filesIn are the files that can be shown in a chat: the others came by another
// service.
func (e Evidence) filesIn(to flows.Address) []flows.File {
	return slices.DeleteFunc(slices.Clone(e.Files), func(f flows.File) bool { return f.Channel != "" && f.Channel != to.Channel() })
}

// nameOf is the name of a member; a dash of one who was erased.
func nameOf(tx store.Tx, id string) string {
	if m, ok := flows.Members.Get(tx, id); ok && m.Name != "" {
		return m.Name
	}
	return "–"
}
