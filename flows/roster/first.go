package roster

import (
	"fmt"
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/flows/viet"
	"caunoi/store"
)

// First sees to it that the administrator whom the configuration names is in
// the roster and holds the post at the top of the tree, so that the first
// person can join by a contact and do the rest by chat. It writes only what is
// missing, and nothing with a Mistaken.
func First(tx store.Tx, set flows.Settings, now time.Time) error {
	if set.Admin.Phone == "" {
		return nil
	}
	m, ok, err := firstMember(tx, set)
	if err != nil {
		return err
	}
	if !ok {
		m = flows.Member{ID: flows.NewMember(tx), Name: set.Admin.Name, Phone: set.Admin.Phone}
		flows.Members.Put(tx, m)
	}
	tops := []string{}
	for u := range flows.Units.Under(tx, "parent", store.Key("")) {
		if u.To.IsZero() || now.Before(u.To) {
			tops = append(tops, u.Code)
		}
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
	return nil
}

// A Mistaken says that the number of the configured administrator is somebody
// else's in the roster. One wrong digit must not put a stranger above everybody.
type Mistaken struct{ Configured, Stored string }

// Error says it to the operator, whose language is that of the commands.
func (m Mistaken) Error() string {
	return fmt.Sprintf("the configuration gives this number to %s, and the roster to %s", m.Configured, m.Stored)
}

// Notice says it to whoever imports.
func (m Mistaken) Notice() Notice {
	return note("roster.admin", "configured", m.Configured, "stored", m.Stored)
}

// firstMember finds the administrator of the configuration: by number and
// name, marks or not. It fails if the number has another owner.
func firstMember(tx store.Tx, set flows.Settings) (m flows.Member, found bool, err error) {
	for o := range flows.Members.Under(tx, "phone", store.Key(set.Admin.Phone)) {
		switch {
		case !o.Ended.IsZero():
		case sameName(o.Name) == sameName(set.Admin.Name):
			return o, true, nil
		case viet.Same(o.Name, set.Admin.Name):
			m, found = o, true
		case o.Shares == "":
			err = Mistaken{Configured: set.Admin.Name, Stored: o.Name}
		}
	}
	if found {
		err = nil // two people have one phone, and this is one of them
	}
	return m, found, err
}
