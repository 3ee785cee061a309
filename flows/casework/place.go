package casework

import (
	"cmp"
	"slices"
	"strconv"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/store"
)

// Places returns the villages that a member may report for: the teams the
// member belongs to, or else those below the unit of the first post, as of an
// officer of the commune.
func Places(t *flows.Turn, member string) []flows.Unit {
	var places []flows.Unit
	posts := flows.PostsOf(t.Tx, member, t.Event.At)
	for _, p := range posts {
		u, ok := flows.Units.Get(t.Tx, p.Unit)
		if ok && u.Team && !slices.ContainsFunc(places, func(o flows.Unit) bool { return o.Code == u.Code }) {
			places = append(places, u)
		}
	}
	if len(places) > 0 || len(posts) == 0 {
		return places
	}
	for u := range flows.Units.Under(t.Tx, "parent", store.Key(posts[0].Unit)) {
		if u.Team && u.To.IsZero() {
			places = append(places, u)
		}
	}
	return places
}

// PlaceChoices are the buttons of villages, from one on, as many as there is
// room for.
func PlaceChoices(code string, places []flows.Unit, from, room int) []flows.Choice {
	var choices []flows.Choice
	from = max(0, min(from, len(places)))
	rest := places[from:]
	if len(rest) > room {
		rest = rest[:room-1]
	}
	for i, u := range rest {
		choices = append(choices, flows.Choice{Key: "case.where.one", Args: text.Args{"place": short(u.Name, 24)}, Do: "ban " + code + " " + u.Code, Row: i > 0 && i%2 == 0})
	}
	if next := from + len(rest); next < len(places) {
		choices = append(choices, flows.Choice{Key: "case.where.more", Do: "ban " + code + " + " + strconv.Itoa(next), Row: true})
	}
	return choices
}

// Stand puts a case to a unit, under those that are above it now, and notes by
// whose clock its months are counted. A unit that has ended in another is neither
// its place nor above it: the one that took over is, and counts it once.
func Stand(t *flows.Turn, c *Case, unit string) {
	c.Unit, c.Path, c.Today, c.NoTeam, c.First = "", nil, nil, true, 0
	if way := wayUp(t, unit); len(way) > 0 {
		u, _ := flows.Units.Get(t.Tx, way[0])
		c.Unit, c.Path, c.NoTeam = u.Code, way[1:], !u.Team
	}
	c.Unit = cmp.Or(c.Unit, unit) // in no tree
	_, ahead := c.At.In(t.Set.Zone).Zone()
	c.Ahead = ahead/60 - vietnam
	if t.Set.Period > 1 {
		c.First = t.Set.Period
	}
}

// Move makes a case one of another village: who was told and has nothing to do
// with it there loses it, and those there are told anew. The caller keeps and
// shows it.
func Move(t *flows.Turn, c *Case, unit string) {
	c.Where = false
	if unit == c.Unit {
		return
	}
	was := routes(t, *c)
	if c.Above {
		c.Kept = append(slices.Clone(c.Kept), c.Unit)
	}
	Stand(t, c, unit)
	c.note(t, "moved", unit)
	reroute(t, c)
	if c.State == New && c.Clock.Level != 0 {
		begin(t, c)
	}
	reoffice(t, c, was)
}

// cardRoom is how many villages a card offers: beside them are three other
// choices, and six fit a screen.
const cardRoom = 3

// asksWhere reports whether the reporter's card asks which village it is.
func (c Case) asksWhere() bool { return c.Where && c.State == New && c.Danger != AskedFor }

// asksSame reports whether the reporter's card asks if it is the same matter as
// another, and which.
func (c Case) asksSame(t *flows.Turn) (like Case, ok bool) {
	if c.asksWhere() {
		return like, false
	}
	return SameAs(t, c)
}
