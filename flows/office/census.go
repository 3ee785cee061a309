package office

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/viet"
	"caunoi/store"
)

// A census is the whole roster at one moment, read in one pass over each table,
// so that a screen costs the same however many lists it shows.
type census struct {
	units   map[string]*place
	members map[string]flows.Member
	at      time.Time
}

// A place is a unit and who holds a post there.
type place struct {
	flows.Unit
	holders []holder
	in      bool // it is in the part of the tree that is looked at
	above   bool // an open team is right below it
}

// A holder is somebody who holds a post.
type holder struct {
	member flows.Member
	role   flows.Role
}

// count reads the roster as it is under some units; "" is all of it.
func count(tx store.Tx, at time.Time, units ...string) *census {
	c := &census{units: map[string]*place{}, members: map[string]flows.Member{}, at: at}
	for u := range flows.Units.All(tx) {
		c.units[u.Code] = &place{Unit: u}
	}
	for code, p := range c.units {
		p.in = slices.ContainsFunc(units, func(unit string) bool { return unit == "" || c.under(code, unit) })
		if up := c.units[p.Parent]; up != nil && p.Team && p.Unit.Open(at) {
			up.above = true
		}
	}
	for m := range flows.Members.All(tx) {
		if m.Ended.IsZero() {
			c.members[m.ID] = m
		}
	}
	for p := range flows.Posts.All(tx) {
		m, ok := c.members[p.Member]
		if u := c.units[p.Unit]; ok && u != nil && u.in && p.Held(at) {
			u.holders = append(u.holders, holder{m, p.Role})
		}
	}
	return c
}

// under reports whether a unit is another or stands below it, as flows.Up goes.
func (c *census) under(code, unit string) bool {
	for range 8 {
		if code == unit {
			return true
		}
		u := c.units[code]
		if u == nil {
			return false
		}
		code = cmp.Or(u.Into, u.Parent)
	}
	return false
}

// has reports whether somebody holds a role at the place, or any role of a
// team below those who are called if role is "", and has joined if that is
// asked.
func (p *place) has(role flows.Role, joined bool) bool {
	return slices.ContainsFunc(p.holders, func(h holder) bool {
		mine := h.role == role || role == "" && h.role != flows.Charge && h.role != flows.StandIn && h.role.InTeam()
		return mine && (!joined || hasJoined(h.member))
	})
}

// hasJoined reports whether a member has agreed and is bound to a chat.
func hasJoined(m flows.Member) bool {
	return m.Ended.IsZero() && m.Consent.Agreed && len(m.Homes) > 0
}

// A Coverage says how far the organisation has joined.
type Coverage struct {
	People    int // who hold a post
	Joined    int // of them, who have agreed and are bound to a chat
	Blocked   int // of those, whose every chat is closed to the bot
	Teams     int // teams there are
	Silent    int // teams of whose members nobody has joined; the person in charge does not count
	Headless  int // teams without a head
	Uncharged int // teams without a person in charge who has joined
	Unduty    int // communes, that is units right above teams, without a duty officer who has joined
}

// Cover counts the part of the tree under a unit; "" is all of it.
func Cover(tx store.Tx, unit string, at time.Time) Coverage { return count(tx, at, unit).coverage() }

func (c *census) coverage() Coverage {
	var k Coverage
	seen := map[string]bool{}
	for _, p := range c.units {
		for _, h := range p.holders {
			if seen[h.member.ID] {
				continue
			}
			seen[h.member.ID] = true
			k.People++
			if hasJoined(h.member) {
				k.Joined++
				k.Blocked += one(h.member.Home() == "")
			}
		}
		k.Teams += one(p.counts(c.at) && p.Team)
		k.Silent += one(p.lacks(Silent, c.at))
		k.Headless += one(p.lacks(Headless, c.at))
		k.Uncharged += one(p.lacks(Uncharged, c.at))
		k.Unduty += one(p.lacks(Unduty, c.at))
	}
	return k
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// counts reports whether the place is one at the moment, and looked at.
func (p *place) counts(at time.Time) bool { return p.in && p.Unit.Open(at) }

// lacks reports whether the place belongs in a list of those that lack
// somebody.
func (p *place) lacks(which Which, at time.Time) bool {
	if !p.counts(at) {
		return false
	}
	switch which {
	case Silent:
		return p.Team && !p.has("", true)
	case Headless:
		return p.Team && !p.has(flows.Head, false)
	case Uncharged:
		return p.Team && !p.has(flows.Charge, true)
	case Unduty:
		return p.above && !p.has(flows.Duty, true)
	}
	return false
}

// Which names a list.
type Which string

// The lists behind the numbers. The words are stored in buttons.
const (
	Everybody Which = "all"
	Joined    Which = "joined"
	Unjoined  Which = "unjoined"
	Unreached Which = "blocked"
	Silent    Which = "silent"
	Headless  Which = "headless"
	Uncharged Which = "uncharged"
	Unduty    Which = "unduty"
)

// A Line is one line of a list: a person at the first of the units, or a unit.
type Line struct {
	Commune flows.Unit // the unit above the team; the unit itself where it is no team
	Unit    flows.Unit
	Member  flows.Member // zero in a list of units
	Role    flows.Role

	folded string // the name as it is sorted
}

// List returns a list in the order of communes, teams and names. A person who
// holds several posts stands there once.
func List(tx store.Tx, which Which, unit string, at time.Time) []Line {
	return count(tx, at, unit).list(which)
}

func (c *census) list(which Which) []Line {
	var lines []Line
	for _, p := range c.units {
		l := Line{Commune: p.Unit, Unit: p.Unit}
		if up := c.units[p.Parent]; up != nil && p.Team {
			l.Commune = up.Unit
		}
		if p.lacks(which, c.at) {
			lines = append(lines, l)
		}
		for _, h := range p.holders {
			if wanted(which, h.member) {
				l.Member, l.Role, l.folded = h.member, h.role, viet.Fold(h.member.Name)
				lines = append(lines, l)
			}
		}
	}
	slices.SortFunc(lines, before)
	seen := map[string]bool{}
	return slices.DeleteFunc(lines, func(l Line) bool {
		again := l.Member.ID != "" && seen[l.Member.ID]
		seen[l.Member.ID] = true
		return again
	})
}

// wanted reports whether a person belongs in a list.
func wanted(which Which, m flows.Member) bool {
	switch which {
	case Everybody:
		return true
	case Joined:
		return hasJoined(m)
	case Unjoined:
		return !hasJoined(m)
	case Unreached:
		return hasJoined(m) && m.Home() == ""
	}
	return false
}

// before orders lines by commune, unit, name, and what tells two of one name
// apart.
func before(a, b Line) int {
	return cmp.Or(
		strings.Compare(a.Commune.Code, b.Commune.Code),
		strings.Compare(a.Unit.Code, b.Unit.Code),
		strings.Compare(a.folded, b.folded),
		strings.Compare(a.Member.ID, b.Member.ID),
		strings.Compare(string(a.Role), string(b.Role)),
	)
}
