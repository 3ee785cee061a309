package roster

import (
	"slices"

	"caunoi/flows"
)

// claimNumbers refuses people whose number belongs to somebody else: whoever
// has a number can join as its owner, so a slip of the hand must not give a
// person away. A phone that is shared says so in its own column.
func (c *comparison) claimNumbers() {
	for c.settleNumbers() { // whoever is refused keeps the number that is stored, which may be in another's way
	}
	c.people = slices.DeleteFunc(c.people, func(p *someone) bool { return p.refused() })
}

// giveIDs gives each newcomer an id, once it is known who is taken.
func (c *comparison) giveIDs() {
	for _, p := range c.people {
		if p.fresh {
			c.last++
			p.id = flows.MemberID(c.last)
			c.plan.last = c.last
		}
	}
}

// refused reports whether nothing is done with the person.
func (p *someone) refused() bool { return len(p.rows[0].Wrong) > 0 }

// settleNumbers refuses whom it can refuse by what is known now, and reports
// whether it refused anybody. The order of the rows decides nothing: the stored
// owner of a number keeps it, and where there is none nobody can say which row
// is right.
func (c *comparison) settleNumbers() (again bool) {
	claims := map[string][]*someone{}
	named := map[string]*someone{}
	for _, p := range c.people {
		if p.refused() {
			continue
		}
		if p.shares != nil && len(p.shares.Wrong) > 0 {
			p.refuse("roster.wrong.shares.refused", "row", rowArg(p.shares))
			again = true
			continue
		}
		named[p.id] = p
		if p.phone != "" && p.shares == nil && !p.ended(c) {
			claims[p.phone] = append(claims[p.phone], p)
		}
	}
	delete(named, "") // newcomers have no id yet
	owners := c.owners(named)
	for number, all := range claims {
		owner, known := owners[number]
		for i, p := range all {
			switch keeper := named[owner.ID]; {
			case known && keeper == nil:
				p.refuse("roster.wrong.taken", "name", owner.Name)
			case known && keeper != p:
				p.refuse("roster.wrong.twice.phone", "row", rowArg(keeper.rows[0]), "name", keeper.name)
			case !known && len(all) > 1:
				other := all[(i+1)%len(all)]
				p.refuse("roster.wrong.twice.both", "row", rowArg(other.rows[0]), "name", other.name)
			}
			again = again || p.refused()
		}
	}
	return again
}

// owners returns who has each stored number and keeps it: those the file does
// not name, and those it names with the same number.
func (c *comparison) owners(named map[string]*someone) map[string]flows.Member {
	owners := map[string]flows.Member{}
	for _, id := range c.ids() {
		m := c.stored[id]
		if m.Phone == "" || m.Shares != "" || !m.Ended.IsZero() {
			continue
		}
		p := named[id]
		if p == nil || p.phone == m.Phone && p.shares == nil && !p.ended(c) {
			owners[m.Phone] = m
		}
	}
	return owners
}
