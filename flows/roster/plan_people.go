package roster

import (
	"slices"
	"strings"

	"caunoi/flows"
	"caunoi/flows/viet"
)

// A someone is a person of the sheet: rows with one phone and one name, or
// without a phone one name in one team.
type someone struct {
	rows   []*Row
	name   string
	phone  string // also of the one whose phone this person uses
	shares *Row   // the row of the one whose phone it is
	id     string // of the member; given when the person is matched or new
	fresh  bool   // no such member is stored
}

// ended reports whether all posts of the person are over: those of the sheet,
// and those stored that the sheet does not name.
func (p *someone) ended(c *comparison) bool {
	for _, t := range c.posts[p.id] {
		named := slices.ContainsFunc(p.rows, func(r *Row) bool {
			return r.Unit() == t.post.Unit && (r.Role == t.post.Role || r.Charge && t.post.Role == flows.Charge)
		})
		if p.id != "" && !named && !t.over(c.now) && c.merged[t.post.Unit] == nil {
			return false
		}
	}
	return !slices.ContainsFunc(p.rows, func(r *Row) bool {
		to := r.To.After(c.now.Location())
		return to.IsZero() || c.now.Before(to)
	})
}

// refuse refuses all rows of the person.
func (p *someone) refuse(key string, args ...any) {
	for _, r := range p.rows {
		r.refuse(key, args...)
	}
}

// sameName is a name as it is compared: two people of one phone are told apart
// by it, marks and all.
func sameName(name string) string { return strings.ToLower(name) }

// checkShared gives each row that uses another's phone that number.
func (c *comparison) checkShared() {
	byNumber := map[string][]*Row{}
	for _, r := range c.rows {
		if r.STT != "" {
			byNumber[r.STT] = append(byNumber[r.STT], r)
		}
	}
	reach := map[*Row]string{}
	for _, r := range c.good() {
		if r.Shares == "" {
			continue
		}
		owners := byNumber[r.Shares]
		if len(owners) != 1 || owners[0] == r {
			r.refuse("roster.wrong.shares.which", "number", r.Shares)
			continue
		}
		o := owners[0]
		switch {
		case len(o.Wrong) > 0:
			r.refuse("roster.wrong.shares.refused", "row", rowArg(o))
		case o.Shares != "" || o.Phone == "":
			r.refuse("roster.wrong.shares.none", "row", rowArg(o))
		case r.Phone != "" && r.Phone != o.Phone:
			r.refuse("roster.wrong.shares.own", "row", rowArg(o))
		default:
			reach[r] = o.Phone
		}
	}
	for r, number := range reach {
		r.Phone = number
	}
}

// gather puts the rows of each person together.
func (c *comparison) gather() {
	byKey := map[string]*someone{}
	inTeam := map[string][]*someone{} // with a phone, by name and unit
	add := func(key string, r *Row) {
		p := byKey[key]
		if p == nil {
			p = &someone{name: r.Name, phone: r.Phone}
			byKey[key] = p
			c.people = append(c.people, p)
		}
		p.rows = append(p.rows, r)
		if r.Shares != "" {
			p.shares = c.owner(r)
		}
		if r.Phone != "" {
			inTeam[nameIn(r.Name, r.Unit())] = append(inTeam[nameIn(r.Name, r.Unit())], p)
		}
	}
	good := c.good()
	for _, r := range good {
		if r.Phone != "" {
			add("phone "+r.Phone+" "+sameName(r.Name), r)
		}
	}
	for _, r := range good {
		if r.Phone != "" {
			continue
		}
		if same := inTeam[nameIn(r.Name, r.Unit())]; len(same) == 1 {
			same[0].rows = append(same[0].rows, r)
			continue
		}
		add("unit "+nameIn(r.Name, r.Unit()), r)
	}
	slices.SortStableFunc(c.people, func(a, b *someone) int { return a.rows[0].Number - b.rows[0].Number })
}

// owner returns the row whose phone the row uses.
func (c *comparison) owner(r *Row) *Row {
	i := slices.IndexFunc(c.rows, func(o *Row) bool { return o.STT == r.Shares })
	return c.rows[i]
}

// nameIn is a name within a unit, as a key.
func nameIn(name, unit string) string { return sameName(name) + "\x00" + unit }

// match finds the member each person is: by phone and name, then by phone and
// the name without marks, then by the name in a team.
func (c *comparison) match() {
	byPhone, byUnit := map[string][]flows.Member{}, map[string][]flows.Member{}
	for _, id := range c.ids() {
		m := c.stored[id]
		if m.Phone != "" {
			byPhone[m.Phone] = append(byPhone[m.Phone], m)
		}
		for _, t := range c.posts[id] {
			at := nameIn(m.Name, t.post.Unit)
			if !slices.ContainsFunc(byUnit[at], func(o flows.Member) bool { return o.ID == id }) {
				byUnit[at] = append(byUnit[at], m)
			}
		}
	}
	taken := map[string]bool{}
	for _, fits := range []func(p *someone) []flows.Member{
		func(p *someone) []flows.Member {
			return where(byPhone[p.phone], func(m flows.Member) bool { return sameName(m.Name) == sameName(p.name) })
		},
		func(p *someone) []flows.Member {
			return where(byPhone[p.phone], func(m flows.Member) bool { return m.Ended.IsZero() && viet.Same(m.Name, p.name) })
		},
		func(p *someone) []flows.Member { return c.byTeam(p, byUnit) },
	} {
		for _, p := range c.people {
			if p.id != "" {
				continue
			}
			found := where(fits(p), func(m flows.Member) bool { return !taken[m.ID] })
			if m, ok := theOne(found); ok {
				p.id, taken[m.ID] = m.ID, true
			}
		}
	}
	for _, p := range c.people {
		if p.id == "" {
			p.fresh = true
		}
	}
}

// ids returns the ids of the stored members in order, so that a plan is the
// same each time.
func (c *comparison) ids() []string {
	ids := make([]string, 0, len(c.stored))
	for id := range c.stored {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// byTeam returns the members of the person's name in one of the person's
// units. Somebody who left is found only without a phone on both sides: a
// newcomer of the same name is somebody else.
func (c *comparison) byTeam(p *someone, byUnit map[string][]flows.Member) []flows.Member {
	var found []flows.Member
	for _, r := range p.rows {
		for _, m := range byUnit[nameIn(p.name, r.Unit())] {
			left := !m.Ended.IsZero() && (m.Phone != "" || p.phone != "")
			if !left && !slices.ContainsFunc(found, func(o flows.Member) bool { return o.ID == m.ID }) {
				found = append(found, m)
			}
		}
	}
	return found
}

// where returns those that fit.
func where[T any](all []T, fits func(T) bool) []T {
	return slices.DeleteFunc(slices.Clone(all), func(t T) bool { return !fits(t) })
}

// theOne returns the only member, or the only one who has not left.
func theOne(found []flows.Member) (flows.Member, bool) {
	if len(found) > 1 {
		found = where(found, func(m flows.Member) bool { return m.Ended.IsZero() })
	}
	if len(found) != 1 {
		return flows.Member{}, false
	}
	return found[0], true
}
