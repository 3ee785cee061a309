package reminder

import (
	"iter"
	"slices"

	"caunoi/flows"
	"caunoi/store"
)

// whole is a reminder as this version means it, from a row that an older one stored.
func (r Reminder) whole() Reminder {
	if r.Report && r.Task == "" {
		r.Task = taskReport
	}
	r.Report = false
	return r
}

// going yields the reminders that have not ended, in the order they were set. The
// loop may not write to them.
func going(tx store.Tx) iter.Seq[Reminder] {
	return func(yield func(Reminder) bool) {
		for r := range Reminders.Under(tx, "going", store.Key("")) {
			if !yield(r.whole()) {
				return
			}
		}
	}
}

// over returns the reminders that have not ended and go to a unit or to one above it,
// also where those have become part of it since, each once: at most as many as each
// of those units may have.
func over(tx store.Tx, unit string) (all []Reminder) {
	for u := range flows.Up(tx, unit) {
		for _, r := range setAt(tx, u.Code) {
			if !slices.ContainsFunc(all, func(o Reminder) bool { return o.Number == r.Number }) {
				all = append(all, r)
			}
		}
	}
	return all
}

// overPosts returns the reminders that have not ended and go to a unit in which whoever
// acts holds a post, or to one above it, each once.
func overPosts(t *flows.Turn) (all []Reminder) {
	var seen []string
	for _, p := range flows.PostsOf(t.Tx, t.From.ID, t.Event.At) {
		if slices.Contains(seen, p.Unit) {
			continue
		}
		seen = append(seen, p.Unit)
		for _, r := range over(t.Tx, p.Unit) {
			if !slices.ContainsFunc(all, func(o Reminder) bool { return o.Number == r.Number }) {
				all = append(all, r)
			}
		}
	}
	return all
}

// setAt returns the reminders that have not ended and were set for a unit, or for one
// that has become part of it, each once.
func setAt(tx store.Tx, unit string) (all []Reminder) {
	for _, place := range append([]string{unit}, flows.Merged(tx, unit)...) {
		for r := range Reminders.Under(tx, "place", store.Key(place)) {
			if !slices.ContainsFunc(all, func(o Reminder) bool { return o.Number == r.Number }) {
				all = append(all, r.whole())
			}
		}
	}
	return all
}
