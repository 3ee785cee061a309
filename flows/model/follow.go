package model

import (
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// Follow goes through the next models: those whose unit became part of another, or
// moved below another, are found there from now on; one whose timer is missing gets
// it; and what is known of people goes when it is older than is kept (the notice of
// consent names the months; Law 91/2025/QH15, art. 3(3)).
func Follow(t *flows.Turn) {
	limit := time.Time{} // what is before it is older than is kept
	if t.Set.Months > 0 {
		limit = t.Event.At.AddDate(0, -t.Set.Months, 0)
	}
	flows.SweepTable(t.Tx, Models, func(m Model) bool {
		put(t.Tx, m.without(limit))
		if next := m.nextNudge(t); !next.IsZero() && !flows.Timers.Has(t.Tx, store.Key(DueTimer, m.Code())) {
			m.arm(t)
		}
		return false
	})
	flows.SweepTable(t.Tx, Evidences, func(e Evidence) bool {
		if !e.At.Before(limit) {
			return false
		}
		if m, ok := Models.Get(t.Tx, key(e.Model)); !ok || m.shelf() == ended || e.At.Before(limit.AddDate(-farthest, 0, 0)) {
			return true
		}
		if e.By != "" {
			Evidences.Put(t.Tx, e.without())
		}
		return false
	})
}

// without is a model that names nobody for what was done before a moment.
func (m Model) without(limit time.Time) Model {
	if m.At.Before(limit) {
		m.By = ""
	}
	m.Log = slices.Clone(m.Log)
	for i := range m.Log {
		if m.Log[i].At.Before(limit) {
			m.Log[i].By = ""
		}
	}
	return m
}

// without is a piece of evidence that is its unit's and no person's any more: without
// voices and films, by which a person can be known. It shows a model for as long as
// that is kept up, and no longer than one may be planned ahead.
func (e Evidence) without() Evidence {
	e.By = ""
	e.Files = slices.DeleteFunc(slices.Clone(e.Files), func(f flows.File) bool { return f.Kind == flows.Voice || f.Kind == flows.Video })
	return e
}
