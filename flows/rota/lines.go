package rota

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
	"caunoi/store"
)

// A period is a time of the rota that a line is about.
type period struct{ from, to time.Time }

// A reading is what lines of a rota say: the shifts, the times that are planned
// anew, and the lines that were not understood.
type reading struct {
	shifts []Shift
	spans  []period
	faults text.List
	more   int  // how many lines more were not understood, or not read
	dated  bool // a line names a day that is none of the week
}

// mostLines is how many lines of one message are read, and faultsShown how many
// of those that were not understood are named; how many more there are is said.
const (
	mostLines   = 40
	faultsShown = 5
)

// empty is what is typed in place of a name where nobody has duty.
var empty = []string{"trong", "bo trong", "bo", "xoa", "khong ai", "khong co ai", "khong"}

// readLines reads the lines of a rota: days, hours, and who serves. base is the
// day from which "mai" and "T2" count.
func readLines(t *flows.Turn, unit, words string, base time.Time) reading {
	var r reading
	people := officers(t.Tx, unit, t.Event.At)
	for i, line := range strings.Split(words, "\n") {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		if i >= mostLines {
			r.more++
			continue
		}
		days, rest, ok := viet.Days(line, base)
		if !ok {
			r.wrong(line, "rota.fault.day", nil)
			continue
		}
		from, to, who := viet.Hours(rest)
		if days[0].AddDate(0, 0, 1).Before(today(t)) || days[len(days)-1].After(base.AddDate(0, 0, longestAhead)) {
			r.wrong(line, "rota.fault.when", nil)
			continue
		}
		r.line(t, people, entry{unit, line, who, days, from, to})
		r.dated = r.dated || !namesWeekday(line)
	}
	if r.more > 0 {
		r.faults = append(r.faults, text.Key{Name: "rota.fault.more", Args: text.Args{"n": r.more, "most": mostLines}})
	}
	return r
}

// namesWeekday reports whether a line begins with a day of the week.
func namesWeekday(line string) bool {
	first := strings.Fields(viet.Fold(line))[0]
	return strings.HasPrefix(first, "t") && len(first) > 1 && first[1] >= '2' && first[1] <= '7' || strings.HasPrefix(first, "cn") || first == "thu" || first == "chu"
}

// wrong notes a line that was not understood.
func (r *reading) wrong(line, key string, args text.Args) {
	if len(r.faults) == faultsShown {
		r.more++
		return
	}
	if args == nil {
		args = text.Args{}
	}
	args["line"] = viet.Short(line, 40)
	r.faults = append(r.faults, text.Key{Name: key, Args: args})
}

// An entry is a line of a rota whose days and hours are read: those of each of
// its days.
type entry struct {
	unit, line, who string
	days            []time.Time
	from, to        time.Duration
}

// line reads who serves in the hours of some days.
func (r *reading) line(t *flows.Turn, people []flows.Member, e entry) {
	var members []string
	clear := slices.Contains(empty, viet.Fold(e.who))
	for _, name := range split.Split(strings.Trim(e.who, " .;,"), -1) {
		if clear || name == "" {
			continue
		}
		found := matches(people, name)
		if len(found) == 1 {
			members = append(members, found[0].ID)
			continue
		}
		key, args := stranger(t.Tx, e.unit, people, found, name)
		r.wrong(e.line, key, args)
		return
	}
	if len(members) == 0 && !clear {
		r.wrong(e.line, "rota.fault.name", nil)
		return
	}
	for _, d := range e.days {
		s := period{clockOn(d, e.from), clockOn(d, e.to)}
		r.spans = append(r.spans, s)
		for _, m := range members {
			r.shifts = append(r.shifts, Shift{Unit: e.unit, Member: m, From: s.from, To: s.to, By: t.From.ID})
		}
	}
}

// clockOn is the moment a day's clock shows a time, past 24:00 on the next day.
func clockOn(day time.Time, clock time.Duration) time.Time {
	h := int(clock / time.Hour)
	return time.Date(day.Year(), day.Month(), day.Day(), h, int(clock%time.Hour/time.Minute), 0, 0, day.Location())
}

// stranger says why a name is none of those who may have duty: several are
// meant, another is nearly called so, the person may not, or nobody is known.
func stranger(tx store.Tx, unit string, people, found []flows.Member, name string) (key string, args text.Args) {
	args = text.Args{"name": viet.Short(name, 30)}
	if len(found) > 1 {
		var many text.Joined
		for _, m := range found {
			many = append(many, text.Key{Name: "rota.person", Args: text.Args{"name": m.Name, "id": m.ID}})
		}
		args["many"] = many
		return "rota.fault.many", args
	}
	for _, m := range people {
		if slip(viet.Fold(m.Name), viet.Fold(name)) {
			args["near"] = m.Name
			return "rota.fault.near", args
		}
	}
	if m := matches(around(tx, unit), name); len(m) > 0 {
		args["name"] = m[0].Name
		return "rota.fault.unfit", args
	}
	return "rota.fault.unknown", args
}

// around returns all who hold a post at a unit or right below it.
func around(tx store.Tx, unit string) []flows.Member {
	all := holders(tx, unit)
	for u := range flows.Units.Under(tx, "parent", store.Key(unit)) {
		all = add(all, holders(tx, u.Code)...)
	}
	return slices.DeleteFunc(all, func(m flows.Member) bool { return !m.Ended.IsZero() })
}

// slip reports whether two names differ by one letter only: one more, one less,
// or another.
func slip(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(y)-len(x) > 1 || len(x) < 4 {
		return false
	}
	i := 0
	for i < len(x) && x[i] == y[i] {
		i++
	}
	rest := y[i+1:]
	if len(x) == len(y) {
		return i < len(x) && string(x[i+1:]) == string(rest)
	}
	return string(x[i:]) == string(rest)
}

// laid returns the shifts as they are once the spans are planned anew. What is
// set for a day leaves the week's table as it is below it.
func laid(before []Shift, r reading, over bool) []Shift {
	after := slices.Clone(before)
	for _, s := range r.spans {
		after = cut(after, s, over && len(r.shifts) > 0)
	}
	for _, s := range r.shifts {
		s.Over = over
		after = append(after, s)
	}
	return joined(after)
}

// cut takes a span out of shifts; of those set for a day only if onlyOver.
func cut(shifts []Shift, c period, onlyOver bool) []Shift {
	var left []Shift
	for _, s := range shifts {
		if onlyOver && !s.Over || !s.From.Before(c.to) || !s.To.After(c.from) {
			left = append(left, s)
			continue
		}
		if s.From.Before(c.from) {
			head := s
			head.To = c.from
			left = append(left, head)
		}
		if s.To.After(c.to) {
			tail := s
			tail.From = c.to
			left = append(left, tail)
		}
	}
	return left
}

// joined makes one shift of a person's that follow each other, or lie upon each
// other.
func joined(shifts []Shift) []Shift {
	slices.SortStableFunc(shifts, func(a, b Shift) int {
		if c := strings.Compare(a.Member+strconv.FormatBool(a.Over), b.Member+strconv.FormatBool(b.Over)); c != 0 {
			return c
		}
		return a.From.Compare(b.From)
	})
	var all []Shift
	for _, s := range shifts {
		n := len(all) - 1
		if n >= 0 && all[n].Member == s.Member && all[n].Over == s.Over && !s.From.After(all[n].To) && s.To.Sub(all[n].From) < longestShift {
			if s.To.After(all[n].To) {
				all[n].To = s.To
			}
			continue
		}
		all = append(all, s)
	}
	return all
}
