package model

import (
	"caunoi/flows"
	"caunoi/flows/talk"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// A review is how far a model has come, and when it is to be assessed.
type review struct {
	target  Amount
	reached Amount
	ways    []Amount
	due     string
}

// Reviewing asks how much of the target was reached, and for the day of the
// assessment; both are repeated before they are kept.
var Reviewing = &talk.Script[review]{
	Name: "mohinh.soket", Section: "model.review", Whole: true,
	New: func(t *flows.Turn, code string) review {
		m, _ := Find(t.Tx, code)
		return review{target: m.Target}
	},
	Questions: []*talk.Question[review]{
		{Name: "reached", Open: viet.Text, Number: true, Drops: []string{"meant"}, Fits: func(_ *flows.Turn, d review, g *talk.Given) string { return fitsAmount(g, &d.target) }, Take: takeReached, Faults: []string{"unread", "hidden"}},
		{Name: "meant", Open: viet.Text, Under: true, When: func(d review) bool { return len(d.ways) > 0 }, Offer: func(_ *flows.Turn, _ string, d review) []talk.Pick { return offerWays(d.ways) },
			Fits: func(_ *flows.Turn, d review, g *talk.Given) string { return fitsWay(g, &d.target) }, Take: takeWhichReached, Faults: []string{"unread", "hidden"}},
		askDue(reviewDue),
		{Name: "sum", Open: viet.Text, Screen: sumReview, Pick: []talk.Pick{{Key: "model.review.keep", Value: "keep"}}, Take: func(_ *review, g talk.Given) string {
			if g.Text != "keep" {
				return "added"
			}
			return ""
		}, Faults: []string{"added"}},
	},
	Blanks: func(_ *flows.Turn, _ string, d review) text.Args {
		return text.Args{"target": d.target.short(), "unit": d.target.Label}
	},
	Finish: reviewed,
}

func reviewDue(d *review) *string { return &d.due }

func takeReached(d *review, g talk.Given) (fault string) {
	d.reached, d.ways, fault = takeAmount(g)
	return fault
}

func takeWhichReached(d *review, g talk.Given) (fault string) {
	if d.reached, fault = takeWay(d.ways, g); fault == "" {
		d.ways = nil
	}
	return fault
}

func sumReview(t *flows.Turn, code string, d review) (args text.Args, above []flows.Note, mark string) {
	return text.Args{"n": code, "reached": d.reached.said(), "target": d.target.short(), "due": text.Day(dayOf(t, d.due))}, nil, ""
}

// Review begins the review of a model, once something shows it. One that was reviewed
// can be reviewed again until it is assessed.
func Review(t *flows.Turn, args []string) {
	if m, ok := steered(t, args); ok && m.in(t, Running, Reviewed) && m.isShown(t) {
		Reviewing.Begin(t, m.Code())
	}
}

func reviewed(t *flows.Turn, code string, d review) {
	m, ok := steered(t, []string{code})
	if !ok || !m.in(t, Running, Reviewed) || !m.isShown(t) {
		return
	}
	m.Reached, m.Due, m.Nudges = d.reached, dayOf(t, d.due), 0
	m.enter(t, Reviewed)
	m.arm(t)
	put(t.Tx, m)
	m.did(t, "reviewed", text.Args{"reached": m.Reached.short(), "target": m.Target.short(), "due": text.Day(m.Due)})
}

// Resuming asks for the day of the next review of a model that goes on although it
// did not do yet what it set out to do.
var Resuming = &talk.Script[review]{
	Name: "mohinh.tiep", Section: "model.resume",
	Questions: []*talk.Question[review]{
		askDue(reviewDue),
	},
	Finish: resumed,
}

// Accepting asks for another day of review of a model that is accepted only when the
// day is over which was set for it.
var Accepting = &talk.Script[review]{
	Name: "mohinh.duyet", Section: "model.accept",
	Questions: []*talk.Question[review]{askDue(reviewDue)},
	Finish: func(t *flows.Turn, code string, d review) {
		m, ok := judgedBy(t, []string{code})
		if !ok || !m.in(t, Registered) {
			return
		}
		m.Due = dayOf(t, d.due)
		m.accept(t)
	},
}

// Resume begins to go on with a model that was assessed as not met.
func Resume(t *flows.Turn, args []string) {
	if m, ok := steered(t, args); ok && m.in(t, NotMet) {
		Resuming.Begin(t, m.Code())
	}
}

func resumed(t *flows.Turn, code string, d review) {
	m, ok := steered(t, []string{code})
	if !ok || !m.in(t, NotMet) {
		return
	}
	m.Due, m.Nudges, m.Why = dayOf(t, d.due), 0, ""
	m.enter(t, Running)
	m.arm(t)
	put(t.Tx, m)
	m.did(t, "resumed", text.Args{"due": text.Day(m.Due)})
}
