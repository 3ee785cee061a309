package enroll

import (
	"fmt"
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// First sees to it that the administrator whom the configuration names is in
// the roster and holds the post at the top of the tree, so that the first
// person can join by a contact and do the rest by chat. It writes only what is
// missing.
func First(tx store.Tx, set flows.Settings, now time.Time) {
	if set.Admin.Phone == "" {
		return
	}
	m, ok := firstMember(tx, set)
	if !ok {
		n, _ := numbers.Get(tx, memberNumber)
		n.Name, n.Last = memberNumber, n.Last+1
		numbers.Put(tx, n)
		m = flows.Member{ID: fmt.Sprintf("m%d", n.Last), Name: set.Admin.Name, Phone: set.Admin.Phone}
		flows.Members.Put(tx, m)
	}
	tops := []string{}
	for u := range flows.Units.Under(tx, "parent", store.Key("")) {
		tops = append(tops, u.Code)
	}
	if len(tops) == 0 {
		tops = []string{""} // before the first roster there is no tree
	}
	for _, unit := range tops {
		held := slices.ContainsFunc(flows.Holders(tx, unit, flows.Admin, now), func(h flows.Member) bool { return h.ID == m.ID })
		if !held {
			flows.Posts.Put(tx, flows.Post{Member: m.ID, Role: flows.Admin, Unit: unit, From: now})
		}
	}
}

// firstMember finds the administrator of the configuration: by number and
// name, or the only one of the number.
func firstMember(tx store.Tx, set flows.Settings) (flows.Member, bool) {
	var found []flows.Member
	for m := range flows.Members.Under(tx, "phone", store.Key(set.Admin.Phone)) {
		if m.Ended.IsZero() && sameName(m.Name) == sameName(set.Admin.Name) {
			return m, true
		}
		if m.Ended.IsZero() && m.Shares == "" {
			found = append(found, m)
		}
	}
	return theOne(found)
}

// Tables are the tables of this package that have to be brought to the version
// of the program at start.
func Tables() []store.Indexed { return []store.Indexed{visitors, numbers} }
