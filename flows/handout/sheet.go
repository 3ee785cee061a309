package handout

import (
	"time"

	"caunoi/flows"
	"caunoi/flows/enroll"
	"caunoi/flows/text"
	"caunoi/store"
)

// A Sheet is a page with its codes, ready to be printed.
type Sheet struct {
	Unit  flows.Unit
	Above string // the name of the unit above
	Cards []Card
	Group string // the code for the team's group; "" if none is wanted
	Until time.Time
}

// A Card invites one person.
type Card struct {
	Name  string
	Roles text.Joined
	With  string // whose phone the person uses, if not an own one
	Code  string
}

// Fill makes the codes of a page. They take the place of the earlier ones of
// the same people, so that sheets printed before open nothing any more. Who has
// left since the page was planned is left out.
func Fill(tx store.Tx, set flows.Settings, p Page, at time.Time) (Sheet, error) {
	unit, _ := flows.Units.Get(tx, p.Unit)
	above, _ := flows.Units.Get(tx, unit.Parent)
	s := Sheet{Unit: unit, Above: above.Name}
	var err error
	for _, id := range p.Members {
		m, ok := flows.Members.Get(tx, id)
		if _, still := place(tx, m, at); !ok || !still {
			continue
		}
		c := Card{Name: m.Name, Roles: roles(tx, m, at)}
		if with, ok := flows.Members.Get(tx, m.Shares); ok {
			c.With = with.Name
		}
		if c.Code, s.Until, err = enroll.Invite(tx, set, m.ID, at); err != nil {
			return Sheet{}, err
		}
		s.Cards = append(s.Cards, c)
	}
	if p.Group {
		s.Group, s.Until, err = enroll.InviteGroup(tx, set, p.Unit, at)
	}
	return s, err
}

// roles are what somebody is, each said once.
func roles(tx store.Tx, m flows.Member, at time.Time) text.Joined {
	var all text.Joined
	said := map[string]bool{}
	for _, p := range flows.PostsToCome(tx, m.ID, at) {
		u, _ := flows.Units.Get(tx, p.Unit)
		if key := flows.RoleKey(p.Role, u.Level); !said[key] {
			said[key], all = true, append(all, text.K(key))
		}
	}
	return all
}
