// Package report is how a matter of the residents becomes a numbered case:
// whatever a known member sends in private is filed at once, and questions
// come afterwards, only to improve it.
package report

import (
	"cmp"
	"time"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// offerTo is how long after the last message a picture or voice without words
// is still offered to join it.
const offerTo = 15 * time.Minute

// Free files whatever a member sends that is nothing else: it joins the report
// it belongs to, or becomes a report of its own.
func Free(t *flows.Turn, m viet.Meaning) {
	e := t.Event
	if e.Place != nil {
		place(t)
		return
	}
	if onlySticker(e.Files) && e.Text == "" {
		t.Reply("desk.courtesy", nil)
		return
	}
	if e.Text == "" && len(e.Files) == 0 {
		t.Reply("report.nothing", nil)
		return
	}
	if m.Kind == viet.Urgent {
		if awaitsSealed(t) || !guidedUrgent(t, cmp.Or(m.Rest, e.Text)) {
			fileUrgent(t, m)
		}
		return
	}
	if casework.Continues(t) || repliesLate(t) {
		return
	}
	g, _ := gatherings.Get(t.Tx, string(e.Chat))
	if namesPlace(t) {
		return
	}
	if m.Kind != viet.Danger && (casework.ShowsAfter(t, g.Last) || casework.AnswersLate(t)) {
		return
	}
	if code, ok := joins(t, g); ok && (m.Kind != viet.Danger || urgentCase(t, code)) {
		join(t, code, g)
		if c, _ := casework.Cases.Get(t.Tx, code); e.Text != "" && !casework.Repeats(c) {
			t.Reply("report.added", text.Args{"code": code}) // the card shows nothing of it
		}
		return
	}
	file(t, filing{meaning: m, gathering: g})
}

// part makes a part of a case out of the event, masked, and says whether
// anything was masked.
func part(t *flows.Turn, words string) (p casework.Part, masked bool) {
	clean, kinds := viet.Mask(viet.Clean(words))
	return casework.Part{At: t.Event.At, Text: clean, Files: t.Event.Files, Said: t.Event.Message, Album: t.Event.Album}, len(kinds) > 0
}

// A filing is how a message becomes a report.
type filing struct {
	meaning   viet.Meaning
	gathering gathering // what was filed before
	draft     *draft    // what was written in a guided talk, in place of the message
	urgent    bool
	sealed    bool // it goes to the level above
}

// file makes a report of the message, unless it is ordinary and of somebody without
// any post.
func file(t *flows.Turn, f filing) casework.Case {
	m, g := f.meaning, f.gathering
	words := t.Event.Text
	if f.urgent && m.Rest != "" {
		words = m.Rest
	}
	p, masked := part(t, words)
	if f.draft != nil {
		p, masked = f.draft.part(t), f.draft.masked
	}
	if !f.urgent && turnedAway(t, "report.outside", m.Kind, p) {
		flows.Hold(t, flows.Unclear, p.Text, nil) // for the day that person is let in again
		return casework.Case{}
	}
	c := fresh(t, p, masked)
	if f.draft != nil && awaitsSealed(t) { // the guided report is what was to be sealed
		f.sealed = true
		t.Answered(t.Event.Chat, "report.sealed", "")
	}
	c.Above = f.sealed
	if f.draft != nil {
		f.draft.fill(&c)
	}
	voiceOnly := p.Text == ""
	switch {
	case f.urgent:
		casework.KeepCallBack(t, &c, words)
		casework.Raise(t, &c, "the word or the button")
		t.Rest("report.urgent", string(t.Event.Chat)) // what the button waited for has come
		t.Answered(t.Event.Chat, "report.urgent", "")
	case m.Kind == viet.Danger:
		casework.AskDanger(t, &c)
	case voiceOnly:
		c.Unheard, c.Level = true, casework.Soon
		casework.TellDuty(t, &c, "not heard or seen")
	default:
		casework.Graded(t, &c)
	}
	settlePlace(t, &c)
	if f.sealed {
		casework.SealUp(t, &c)
	}
	offerSame(t, &c)
	casework.Route(t, &c)
	casework.Keep(t, c)
	if f.draft != nil {
		f.draft.noteHeard(t, c.Code)
	} else {
		casework.NoteSaid(t, p.Said, c.Code)
	}
	old := g
	g = gathering{Chat: t.Event.Chat, Code: c.Code, Last: t.Event.At, Album: g.Album, Into: g.Into}
	remember(t, g)
	casework.Show(t, c)
	if voiceOnly && !f.urgent && old.Code != "" && t.Event.At.Before(old.Last.Add(offerTo)) && open(t, old.Code) {
		offerJoin(t, c.Code, old.Code)
	}
	return c
}

// fresh makes a new case of a first part, with what its words let guess.
func fresh(t *flows.Turn, p casework.Part, masked bool) casework.Case {
	c := casework.Case{
		Code: t.Code(), Reporter: t.From.ID, Chat: t.Event.Chat, At: t.Event.At,
		Parts: []casework.Part{p}, Category: "KHA", Level: casework.Ordinary, State: casework.New, Masked: masked,
	}
	casework.Stand(t, &c, cmp.Or(unitOf(t), former(t)))
	if p.Text != "" {
		c.Level = casework.ToKnow // from there the words raise it
	}
	guess(&c)
	return c
}

// guess takes category, level and number of households from all that was told
// in words. A category that a person chose stays, and no machine lowers a level.
func guess(c *casework.Case) {
	words := c.AllWords()
	if words == "" {
		return
	}
	if c.Since != "" {
		words += ", " + c.Since
	}
	category, level, households := viet.Guess(words)
	if !c.Counted {
		c.Households = households
	}
	if !c.Chosen && (category != "KHA" || c.Category == "") {
		c.Category = category
	}
	c.Level = min(c.Level, casework.Level(level))
}

// regrade guesses anew after the words have changed; the chase follows what has
// become pressing by it, and the offices what it is about.
func regrade(t *flows.Turn, c *casework.Case) {
	guess(c)
	if was, ok := casework.Cases.Get(t.Tx, c.Code); ok {
		casework.Rerouted(t, c, was.Category)
	}
	if c.State == casework.New && c.AllWords() != "" {
		c.Unheard = false
		casework.Graded(t, c)
	}
}

// unitOf is the unit a member reports for: the team the member chose, else the
// first team of the member's posts, else the first post's unit. Of one whose posts
// ended with the village it is that village, so that the report reaches those who
// took over, or who stand above it.
func unitOf(t *flows.Turn) string {
	first, team := "", ""
	for _, p := range flows.PostsOf(t.Tx, t.From.ID, t.Event.At) {
		if first == "" {
			first = p.Unit
		}
		if p.Unit == t.From.Team {
			return p.Unit
		}
		if team != "" {
			continue
		}
		if u, ok := flows.Units.Get(t.Tx, p.Unit); ok && u.Team {
			team = p.Unit
		}
	}
	return cmp.Or(team, first, ended(t))
}

func onlySticker(files []flows.File) bool {
	for _, f := range files {
		if f.Kind != flows.Sticker {
			return false
		}
	}
	return len(files) > 0
}
