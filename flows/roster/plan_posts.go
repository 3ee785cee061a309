package roster

import (
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// A tenure is a post on its way through a comparison.
type tenure struct {
	post  flows.Post
	was   flows.Post
	known bool // it is stored
	row   *Row // of the sheet, which names it; nil if none does
}

// changed reports whether the post has to be written.
func (t *tenure) changed() bool {
	return !t.known || !t.post.To.Equal(t.was.To)
}

// over reports whether the post is over at the moment, or never was held.
func (t *tenure) over(now time.Time) bool {
	return !t.post.To.IsZero() && (!now.Before(t.post.To) || t.post.To.Equal(t.post.From))
}

// person plans what becomes of one person: name, number, posts.
func (c *comparison) person(p *someone) {
	m := c.stored[p.id]
	was := m
	m.ID = p.id
	r := p.rows[0]
	if p.fresh {
		c.did(r, New)
	}
	if m.Name != p.name {
		c.differs(p, r, "roster.changed.name", "was", m.Name)
		m.Name = p.name
	}
	if title := titleOf(p); m.Title != title && (c.sheet.Titles || title != "") {
		c.differs(p, r, "roster.changed.title", "was", m.Title)
		m.Title = title
	}
	if m.Phone != p.phone && (c.sheet.Phones || p.phone != "") {
		c.differs(p, r, "roster.changed.phone", "was", viet.HiddenPhone(m.Phone))
		m.Phone = p.phone
	}
	c.tenures(p)
	c.leave(p, r, &m)
	c.stored[p.id] = m
	if p.fresh || !equal(m, was) {
		c.plan.Members = append(c.plan.Members, m)
	}
	for _, t := range c.posts[p.id] {
		if t.changed() {
			c.plan.Posts = append(c.plan.Posts, t.post)
		}
	}
}

// differs notes a change of a known person.
func (c *comparison) differs(p *someone, r *Row, key string, args ...any) {
	if !p.fresh {
		c.did(r, Changed, note(key, args...))
	}
}

// titleOf returns the first title the rows of a person give.
func titleOf(p *someone) string {
	for _, r := range p.rows {
		if r.Title != "" {
			return r.Title
		}
	}
	return ""
}

// equal reports whether an import left the person as before. It compares what
// an import can change.
func equal(a, b flows.Member) bool {
	return a.Name == b.Name && a.Title == b.Title && a.Phone == b.Phone && a.Shares == b.Shares && a.Ended.Equal(b.Ended)
}

// tenures plans the posts of a person.
func (c *comparison) tenures(p *someone) {
	said := map[string]*Row{}
	for _, r := range p.rows {
		for _, w := range c.wants(p, r) {
			key := string(w.post.Role) + "\x00" + w.post.Unit + "\x00" + w.post.From.String()
			if first := said[key]; first != nil {
				if w.main {
					r.refuse("roster.wrong.twice.row", "row", rowArg(first))
				}
				continue
			}
			said[key] = r
			if !c.exact(p, w) {
				c.add(p, w)
			}
		}
	}
	c.correct(p)
}

// A wanted is a post as a row wants it.
type wanted struct {
	row  *Row
	post flows.Post
	main bool // the row's own role, not the mark in its column of the person in charge
}

// wants returns the posts a row names.
func (c *comparison) wants(p *someone, r *Row) []*wanted {
	zone := c.now.Location()
	post := flows.Post{Member: p.id, Role: r.Role, Unit: r.Unit(), From: r.From.In(zone), To: r.To.After(zone)}
	all := []*wanted{{r, c.since(post), true}}
	if r.Charge {
		post.Role = flows.Charge
		all = append(all, &wanted{r, c.since(post), false})
	}
	return all
}

// since gives a post the first day of the stored one, where the sheet does not
// name such days at all.
func (c *comparison) since(post flows.Post) flows.Post {
	if c.sheet.Days || !post.From.IsZero() {
		return post
	}
	for _, t := range c.posts[post.Member] {
		if t.known && t.post.Role == post.Role && t.post.Unit == post.Unit && !t.over(c.now) {
			post.From = t.post.From
		}
	}
	return post
}

// exact finds the stored post of the same day and gives it the end the sheet
// says.
func (c *comparison) exact(p *someone, w *wanted) bool {
	for _, t := range c.posts[p.id] {
		if t.post.Role != w.post.Role || t.post.Unit != w.post.Unit || !t.post.From.Equal(w.post.From) {
			continue
		}
		t.row = w.row
		if t.post.To.Equal(w.post.To) || w.post.To.IsZero() && !c.sheet.Ends {
			return true
		}
		t.post.To = w.post.To
		switch {
		case w.post.To.IsZero():
			c.did(w.row, Changed, note("roster.reopened", "role", roleName(w.post.Role)))
		case t.over(c.now):
			c.did(w.row, Ended, w.ends("roster.ended"))
		default:
			c.did(w.row, Changed, w.ends("roster.ends"))
		}
		return true
	}
	return false
}

// ends makes a notice that names the last day of the post.
func (w *wanted) ends(key string) Notice {
	return note(key, "role", roleName(w.post.Role), "day", text.Day(w.post.To.AddDate(0, 0, -1)))
}

// add plans a post that is not stored.
func (c *comparison) add(p *someone, w *wanted) {
	t := &tenure{post: w.post, row: w.row}
	c.posts[p.id] = append(c.posts[p.id], t)
	switch {
	case t.over(c.now):
		c.did(w.row, Ended, w.ends("roster.ended"))
	case p.fresh:
		c.did(w.row, New)
	default:
		c.did(w.row, Changed, note("roster.post", "role", roleName(w.post.Role), "unit", w.post.Unit))
	}
}

// correct ends stored posts that the sheet names with another first day: the
// day was put right, and nobody holds the same post twice. The old record is
// ended where it began, never deleted.
func (c *comparison) correct(p *someone) {
	for _, old := range c.posts[p.id] {
		if !old.known || old.row != nil || old.over(c.now) {
			continue
		}
		i := slices.IndexFunc(c.posts[p.id], func(t *tenure) bool { return t.row != nil && t.replaces(old, c.now) })
		if i < 0 {
			continue
		}
		t := c.posts[p.id][i]
		old.post.To = old.post.From
		if old.post.From.IsZero() {
			old.post.To = t.post.From
		}
		c.did(t.row, Changed, note("roster.corrected", "role", roleName(t.post.Role)))
	}
}

// replaces reports whether t is the same post as old at the same time.
func (t *tenure) replaces(old *tenure, now time.Time) bool {
	return t.post.Role == old.post.Role && t.post.Unit == old.post.Unit && !t.over(now) &&
		(old.post.To.IsZero() || old.post.To.After(t.post.From)) &&
		(t.post.To.IsZero() || t.post.To.After(old.post.From))
}

// leave ends a member all of whose posts are over, and takes back one to whom
// the sheet gives a post again.
func (c *comparison) leave(p *someone, r *Row, m *flows.Member) {
	var last time.Time
	for _, t := range c.posts[p.id] {
		if !t.over(c.now) {
			if !m.Ended.IsZero() {
				c.differs(p, r, "roster.returned")
				*m = m.Back()
			}
			return
		}
		if t.post.To.After(last) {
			last = t.post.To
		}
	}
	if m.Ended.IsZero() && len(c.posts[p.id]) > 0 {
		m.Ended = last
	}
}

// followShared sets whose phone each person uses, and gives those who use a
// phone the new number of its owner, also those the sheet does not name.
func (c *comparison) followShared() {
	byRow := map[*Row]*someone{}
	named := map[string]bool{}
	for _, p := range c.people {
		named[p.id] = true
		for _, r := range p.rows {
			byRow[r] = p
		}
	}
	for _, p := range c.people {
		owner := ""
		if p.shares != nil && byRow[p.shares] != nil {
			owner = byRow[p.shares].id
		}
		m := c.stored[p.id]
		if m.Shares == owner || !c.sheet.Phones {
			continue
		}
		m.Shares = owner
		c.differs(p, p.rows[0], "roster.changed.shares")
		c.put(m)
	}
	for _, id := range c.ids() {
		m := c.stored[id]
		o := c.stored[m.Shares]
		if m.Shares != "" && o.ID != "" && !named[id] && o.Phone != m.Phone {
			m.Phone = o.Phone
			c.put(m)
		}
	}
}

// put plans to write a member, in place of an earlier plan.
func (c *comparison) put(m flows.Member) {
	c.stored[m.ID] = m
	i := slices.IndexFunc(c.plan.Members, func(o flows.Member) bool { return o.ID == m.ID })
	if i < 0 {
		c.plan.Members = append(c.plan.Members, m)
		return
	}
	c.plan.Members[i] = m
}

// roleName is the name of a role.
func roleName(r flows.Role) text.Key { return text.K(flows.RoleKey(r, "")) }
