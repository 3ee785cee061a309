package figures

import (
	"slices"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// Closers are those who may say now that a month of a unit is all, and put a closed
// one right.
func Closers(t *flows.Turn, unit string) []flows.Member {
	return slices.DeleteFunc(givers(t, unit), func(m flows.Member) bool {
		s, _ := standingAt(t.Tx, m.ID, unit, t.Event.At)
		return !s.close
	})
}

// Closes reports whether whoever acts is one of them.
func Closes(t *flows.Turn, unit string) bool {
	s, known := standingAt(t.Tx, t.From.ID, unit, t.Event.At)
	return known && s.close
}

// Further puts what was told of a closed month on top of its figures, into the
// draft of whoever acts: it is read back with before and after, held to all bounds,
// and stored by their word like any correction. since is when that was done before,
// zero for never. It reports false where it is in the sheet since.
func Further(t *flows.Turn, unit string, month Month, add []Said, since time.Time) bool {
	s, may := open(t, unit, month, true)
	if !may {
		return true
	}
	d, _ := draftOf(t, unit, month)
	before, k := d, d.taking(t, s)
	if !since.IsZero() && slices.ContainsFunc(add, func(a Said) bool { return d.holds(a.Code) }) {
		d.step(t, s, nil)
		return true
	}
	done := func(c Change) bool {
		return !c.At.Before(since) && slices.ContainsFunc(add, func(a Said) bool { return k.numbers[a.Code] == c.Number })
	}
	if !since.IsZero() && slices.ContainsFunc(k.sheet.Changes, done) {
		return false
	}
	for _, a := range add {
		had, given := d.value(k.sheet, k.numbers, a.Code)
		near := a.Near || given && k.sheet.IsNear(k.numbers[a.Code])
		k.put(entry{Code: a.Code, Value: had + a.Value, Near: near}, a.Words)
	}
	k.fit(before)
	d.step(t, s, k.lines)
	return true
}

// PutRight reports whether something was put right in a closed month since a moment of
// one of some indicators, or stands in the draft of somebody who gives its figures.
func PutRight(t *flows.Turn, unit string, month Month, codes []string, since time.Time) bool {
	numbers := NumbersOf(t.Tx)
	sheet, _ := SheetOf(t.Tx, unit, month)
	for _, c := range sheet.Changes {
		if !c.At.Before(since) && slices.ContainsFunc(codes, func(code string) bool { return numbers[code] == c.Number }) {
			return true
		}
	}
	return slices.ContainsFunc(givers(t, unit), func(m flows.Member) bool {
		d, there := drafts.Get(t.Tx, store.Key(m.ID, unit, int(month)))
		return there && slices.ContainsFunc(codes, d.holds)
	})
}

// holds reports whether a draft says, or asks, anything of an indicator.
func (d draft) holds(code string) bool {
	_, said := d.of(code)
	return said || slices.ContainsFunc(d.Doubts, func(o doubt) bool { return slices.Contains(o.Codes, code) })
}

// Beside is a text without what is only spoken of in it: "2 buổi tuyên truyền về
// bầu cử ngày 15/3" was not done on that day.
func Beside(said string) string {
	s := look(nil, said)
	for i := len(s.hits) - 1; i >= 0; i-- {
		if h := s.hits[i]; h.Says.is("topic") {
			if to := around(s.clauses, h.Start).to; to > h.End {
				s.text = s.text[:h.End] + strings.Repeat(" ", to-h.End) + s.text[to:]
			}
		}
	}
	return s.text
}

// Clauses are the clauses of a text, each with the signs behind it: all of them
// together are the text.
func Clauses(said string) []string {
	s := look(nil, said)
	var all []string
	for i, c := range s.clauses {
		from, to := c.from, len(s.text)
		if i == 0 {
			from = 0
		}
		if i+1 < len(s.clauses) {
			to = s.clauses[i+1].from
		}
		all = append(all, s.text[from:to])
	}
	return all
}
