package roster

import (
	"maps"
	"slices"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// A merger is a stored unit that became part of another one, as the sheet says.
type merger struct {
	old  flows.Unit
	into string
	day  time.Time // from which the new unit stands in its place
	rows []*Row    // that say it
}

// mergers takes in which units were merged into those of a row. It refuses the
// row where that cannot be.
func (c *comparison) mergers(r *Row) bool {
	level := c.units[r.Commune].Level
	for _, code := range r.Former {
		if !c.merger(r, code, flows.Unit{Code: r.Commune, Level: level}) {
			return false
		}
	}
	if r.Team == "" && len(r.Teams) > 0 {
		r.refuse("roster.wrong.empty", "column", columnKey(team))
		return false
	}
	for _, code := range r.Teams {
		if !c.merger(r, code, flows.Unit{Code: r.Team, Level: c.sheet.Levels[len(c.sheet.Levels)-1], Team: true}) {
			return false
		}
	}
	return true
}

// merger takes in that one unit was merged into another. That a new unit has
// the code of an old one happens (the domain notes, 8.2) and says nothing.
func (c *comparison) merger(r *Row, code string, into flows.Unit) bool {
	old, known := c.tree[code]
	said := c.merged[code]
	day := c.dayOf(r)
	switch {
	case code == into.Code || known && old.Into == into.Code:
		return true
	case !known:
		r.Notes = append(r.Notes, note("roster.former.unknown", "code", code))
		return true
	case old.Level != into.Level || old.Team != into.Team:
		r.refuse("roster.wrong.kind", "code", code)
	case old.Into != "":
		r.refuse("roster.wrong.former.gone", "code", code, "into", c.said(old.Into))
	case said != nil && said.into != into.Code:
		r.refuse("roster.wrong.former.twice", "code", code, "row", rowArg(said.rows[0]))
	case c.merged[into.Code] != nil:
		r.refuse("roster.wrong.closed", "code", into.Code)
	case day.After(c.now):
		r.refuse("roster.wrong.former.later")
	case said != nil:
		said.rows = append(said.rows, r)
		return true
	default:
		c.merged[code] = &merger{old, into.Code, day, []*Row{r}}
		return true
	}
	return false
}

// dayOf is the day from which what a row says of its units holds.
func (c *comparison) dayOf(r *Row) time.Time {
	zone := c.now.Location()
	if r.Merged != (Date{}) {
		return r.Merged.In(zone)
	}
	year, month, day := c.now.In(zone).Date()
	return Date{year, int(month), day}.In(zone)
}

// became reports whether a unit is part of another one by now, or will be by
// this import.
func (c *comparison) became(code, into string) bool {
	for range 8 {
		next := c.tree[code].Into
		if m := c.merged[code]; m != nil {
			next = m.into
		}
		if next == "" {
			return false
		}
		if code = next; code == into {
			return true
		}
	}
	return false
}

// keepMergers drops the mergers all of whose rows are refused, and refuses the
// rows that count on them. It reports whether it refused any.
func (c *comparison) keepMergers() (again bool) {
	for code, m := range c.merged {
		if m.rows = slices.DeleteFunc(m.rows, func(r *Row) bool { return len(r.Wrong) > 0 }); len(m.rows) == 0 {
			delete(c.merged, code)
		}
	}
	for _, p := range c.people {
		for _, r := range p.rows {
			if len(r.Wrong) == 0 && c.moves(r) {
				p.refuse("roster.wrong.with", "row", rowArg(r))
				again = true
				break
			}
		}
	}
	return again
}

// endPosts ends the posts at units that were merged. Whoever the sheet does not
// name elsewhere leaves with the last of them.
func (c *comparison) endPosts() {
	for _, id := range c.ids() {
		for _, t := range c.posts[id] {
			m := c.merged[t.post.Unit]
			if m == nil || t.over(c.now) {
				continue
			}
			t.post.To = m.day
			if t.post.From.After(m.day) {
				t.post.To = t.post.From
			}
			c.left[t.post.Unit] = append(c.left[t.post.Unit], c.stored[id].Name)
		}
	}
}

// planMergers plans to end the units that were merged, and the posts there of
// people the sheet does not name.
func (c *comparison) planMergers() {
	for _, code := range slices.Sorted(maps.Keys(c.merged)) {
		m := c.merged[code]
		u := m.old
		u.Into = m.into
		if u.To.IsZero() || u.To.After(m.day) {
			u.To = m.day
		}
		c.plan.Units = slices.DeleteFunc(c.plan.Units, func(o flows.Unit) bool { return o.Code == code })
		c.plan.Units = append(c.plan.Units, u)
		c.did(m.rows[0], Changed)
		c.plan.Notes = append(c.plan.Notes, note("roster.merged", "old", c.said(code), "new", c.said(m.into), "day", text.Day(m.day)))
		if names := c.left[code]; len(names) > 0 {
			c.plan.Notes = append(c.plan.Notes, note("roster.merged.posts", "count", len(names), "unit", c.said(code), "names", someNames(names)))
		}
	}
	named := map[string]bool{}
	for _, p := range c.people {
		named[p.id] = true
	}
	for _, id := range c.ids() {
		changed := where(c.posts[id], (*tenure).changed)
		if named[id] || len(changed) == 0 {
			continue
		}
		for _, t := range changed {
			c.plan.Posts = append(c.plan.Posts, t.post)
		}
		m := c.stored[id]
		if m.Ended = c.lastDay(id); !m.Ended.IsZero() && !c.awaited(m) {
			c.put(m)
		}
	}
}

// awaited reports whether a refused row has the name of a member: it was to say
// where the person is now, and says it once it is mended.
func (c *comparison) awaited(m flows.Member) bool {
	return slices.ContainsFunc(c.rows, func(r *Row) bool { return len(r.Wrong) > 0 && viet.Same(r.Name, m.Name) })
}

// lastDay is when the last post of a member ended; zero if one has not.
func (c *comparison) lastDay(id string) (last time.Time) {
	for _, t := range c.posts[id] {
		if !t.over(c.now) {
			return time.Time{}
		}
		if t.post.To.After(last) {
			last = t.post.To
		}
	}
	return last
}

// said is a unit as people know it, as it is stored or as the sheet names it.
func (c *comparison) said(code string) string {
	if u := c.units[code]; u != nil {
		return unitSaid(code, u.Name)
	}
	return unitSaid(code, c.tree[code].Name)
}

// someNames are the first five of them.
func someNames(names []string) string {
	if len(names) > 5 {
		return strings.Join(names[:5], ", ") + ", …"
	}
	return strings.Join(names, ", ")
}
