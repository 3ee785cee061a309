package casework

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/store"
)

// everything stands in place of a code for all that waits.
const everything = "+"

// A matter of life is never among what one word takes: whoever takes it has read
// it. It is named instead.

// quick is how many cases of a list one press can take; 0 where it is no list of
// what waits, or longer than one press takes.
func (l list) quick(rows []row) int {
	if l.name != waitList || len(rows) > together {
		return 0
	}
	n := 0
	for _, r := range rows {
		if !strings.HasPrefix(r.order, store.Key(uint8(LifeAndDanger))) {
			n++
		}
	}
	return n
}

// takeListed takes what a list shows that is written now, and nothing that comes
// later.
func takeListed(t *flows.Turn) string {
	return "nhanca @ " + strconv.FormatInt(t.Event.At.UnixMilli(), 36)
}

// takeShown takes what waited when a list was shown, and waits still.
func takeShown(t *flows.Turn, when string) {
	ms, err := strconv.ParseInt(when, 36, 64)
	if err != nil {
		t.Reply("desk.old", nil)
		return
	}
	shown := time.UnixMilli(ms).Add(time.Millisecond)
	var codes []string
	for _, c := range listedWaiting(t, counted) {
		if c.Level != LifeAndDanger && c.At.Before(shown) && c.TakenAt.Before(shown) && c.DoneAt.Before(shown) {
			codes = append(codes, c.Code)
		}
	}
	TakeAll(t, codes)
}

// takeWaiting takes what whoever acts was told of and nobody has; where nothing of
// that waits, what stands on the list. It says what is left.
func takeWaiting(t *flows.Turn) {
	told := list{index: "hands", heads: []string{store.Key(t.From.ID, offered)}, sees: Look(t).Sees}.waiting(t, counted)
	rest := slices.DeleteFunc(listedWaiting(t, counted), func(c Case) bool { return alerted(&c, t.From.ID) != nil })
	if !anyQuick(told) && anyQuick(rest) {
		told, rest = append(told, rest...), nil
	}
	var codes []string
	var besides text.List
	for _, c := range told {
		switch {
		case c.Level != LifeAndDanger:
			codes = append(codes, c.Code)
		case len(besides) < excuses:
			besides = append(besides, k("bundle.not.urgent", text.Args{"code": c.Code}))
		}
	}
	if len(rest) > 0 {
		besides = append(besides, k("bundle.more", text.Args{"n": len(rest)}))
	}
	takeAll(t, codes, besides)
}

// anyQuick reports whether one word can take any of these.
func anyQuick(cases []Case) bool {
	for _, c := range cases {
		if c.Level != LifeAndDanger {
			return true
		}
	}
	return false
}

// listedWaiting returns what stands on the list of whoever acts as waiting, the
// most pressing first, at most so many.
func listedWaiting(t *flows.Turn, most int) []Case {
	return listOf(t, Look(t), waitList).waiting(t, most)
}

// waiting reads those of a list that nobody has.
func (l list) waiting(t *flows.Turn, most int) []Case {
	rows, _ := l.rows(t, row{})
	var cases []Case
	for _, r := range rows {
		if c, ok := read(t, r.code); ok && c.State == New && l.sees(c) {
			if cases = append(cases, c); len(cases) == most {
				break
			}
		}
	}
	return cases
}
