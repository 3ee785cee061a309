package report

import (
	"strings"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/viet"
)

// Sealed makes what is written next a report for the level above: nobody of
// the team and nobody in charge of it sees it. With words they are the report.
// It waits as long as it takes: what was meant for those above must not go to
// those below because somebody was slow in writing.
func Sealed(t *flows.Turn, args []string) {
	if words := strings.TrimSpace(strings.Join(args, " ")); words != "" {
		t.Event.Text = words
		sealedAtOnce(t, viet.Mean(words, viet.Context{}))
		return
	}
	if outside(t) {
		sayOutside(t, "report.outside")
		return
	}
	id := t.Reply("report.sealed.what", nil, flows.Choice{Key: "button.cancel", Do: "huy"})
	t.Ask(t.Reader, flows.Question{Kind: "report.sealed", Open: viet.Text, Said: id})
}

// sealedAtOnce takes the words that came with the command, or the code of a
// report. Of a secret nothing is kept, and of a complaint it is asked first
// whose it is, as of any other words.
func sealedAtOnce(t *flows.Turn, m viet.Meaning) {
	switch m.Kind {
	case viet.Secret:
		t.Reply("desk.secret", nil)
	case viet.Show:
		casework.Above(t, []string{m.Code}) // a report that is there already
	case viet.Legal:
		t.Ask(t.Reader, flows.Question{Kind: "report.sealed", Open: viet.Text})
		flows.Unasked(t)
	default:
		fileSealed(t, m)
	}
}

// SealedSaid takes what Sealed asked for.
func SealedSaid(t *flows.Turn, q flows.Question, m viet.Meaning) {
	switch {
	case m.Kind == viet.Cancel || m.Kind == viet.Back:
		t.Reply("talk.cancelled", nil)
	case t.Event.Place != nil || onlySticker(t.Event.Files) && t.Event.Text == "":
		t.Ask(t.Reader, q) // nothing was written yet
		Free(t, m)
	default:
		fileSealed(t, viet.Mean(t.Event.Text, viet.Context{}))
	}
}

// fileSealed files the message for the level above.
func fileSealed(t *flows.Turn, m viet.Meaning) {
	if m.Kind != viet.Urgent && m.Kind != viet.Danger {
		m = viet.Meaning{Kind: viet.Report}
	}
	t.Answered(t.Event.Chat, "report.sealed", "")
	g, _ := gatherings.Get(t.Tx, string(t.Event.Chat))
	g.Code = "" // it joins nothing that was written before
	file(t, filing{meaning: m, gathering: g, urgent: m.Kind == viet.Urgent, sealed: true})
}

// awaitsSealed reports whether what is written now was to go to the level
// above, also if it is so pressing that it answers no question, or something
// else was asked since.
func awaitsSealed(t *flows.Turn) bool { return flows.Awaits(t, t.Event.Chat, "report.sealed") }
