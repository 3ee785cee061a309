package office

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"caunoi/flows"
	"caunoi/flows/enroll"
	"caunoi/flows/roster"
	"caunoi/flows/viet"
	"caunoi/store"
)

// longestName is how long a name may be, as in a roster.
const longestName = 120

// An Entry is a person as an administrator enters one.
type Entry struct {
	Name  string
	Phone string // as typed; "" for somebody without one
	Role  flows.Role
	Unit  string // the code
	Title string // office outside the team; "" leaves what is there
	By    string // the member who does it; "" is the operator at the machine
}

// Add gives a person a post, and takes the person into the roster if nobody is
// known by that phone and name. The rules are those of the roster's import
// (the domain notes, 12.2): a number belongs to one name.
func Add(tx store.Tx, e Entry, at time.Time) (flows.Member, error) {
	e, err := tidy(e)
	if err != nil {
		return flows.Member{}, err
	}
	m, err := identify(tx, e, at)
	if err != nil {
		return flows.Member{}, err
	}
	p := flows.Post{Member: m.ID, Unit: e.Unit, Role: e.Role, From: at}
	if err := mayGive(tx, p, e.By, at); err != nil {
		return flows.Member{}, err
	}
	known := m.ID != "" && m.Ended.IsZero()
	decides := !known || enroll.Over(tx, e.By, m.ID, at)
	if !decides && e.Phone != "" && e.Phone != m.Phone {
		return flows.Member{}, fault("office.fault.person.above", "name", m.Name) // a number is a way in
	}
	if !known {
		m = enter(tx, m, e, at)
	}
	if e.Title != "" && decides {
		m.Title = e.Title
	}
	if e.Phone != "" {
		m.Phone = e.Phone
	}
	flows.Members.Put(tx, m)
	p.Member = m.ID
	give(tx, p, e.By, at)
	if m.Phone != "" {
		enroll.Listen(tx, []flows.Member{m}, at)
	}
	return m, nil
}

// enter takes a person into the roster, or back into it.
func enter(tx store.Tx, m flows.Member, e Entry, at time.Time) flows.Member {
	if m.ID == "" {
		m = flows.Member{ID: flows.NewMember(tx), Name: e.Name}
	}
	m = m.Back()
	note(tx, Change{At: at, By: e.By, Act: Added, Member: m.ID, Unit: e.Unit})
	return m
}

// tidy writes an entry as the roster has it.
func tidy(e Entry) (Entry, error) {
	line := func(s string) string { return strings.Join(strings.Fields(viet.Clean(s)), " ") }
	e.Name, e.Title, e.Phone = line(e.Name), line(e.Title), line(e.Phone)
	e.Unit = strings.ToUpper(line(e.Unit))
	if e.Name == "" || utf8.RuneCountInString(e.Name) > longestName || strings.ContainsAny(e.Name, "0123456789") {
		return e, fault("office.fault.name")
	}
	if utf8.RuneCountInString(e.Title) > longestName {
		return e, fault("office.fault.title")
	}
	if e.Phone != "" {
		national, ok := viet.Phone(e.Phone)
		if !ok {
			return e, fault("office.fault.phone")
		}
		e.Phone = national
	}
	return e, nil
}

// identify finds who the entry is about: by number and name, marks or not, and
// without a number by the name in the unit. A member without an id is new.
func identify(tx store.Tx, e Entry, at time.Time) (flows.Member, error) {
	if e.Phone == "" {
		return inUnit(tx, e), nil
	}
	var found, owner, left flows.Member
	for m := range flows.Members.Under(tx, "phone", store.Key(e.Phone)) {
		switch {
		case !m.Ended.IsZero() && strings.EqualFold(m.Name, e.Name):
			left = m
		case !m.Ended.IsZero():
		case viet.Same(m.Name, e.Name):
			found = m
		case m.Shares == "":
			owner = m
		}
	}
	switch {
	case found.ID != "":
		return found, nil
	case owner.ID != "" && !seesPerson(tx, e.By, owner.ID, at):
		return found, fault("office.fault.taken") // whose it is, only those over that person learn
	case owner.ID != "":
		return found, fault("office.fault.other", "name", owner.Name)
	case left.ID != "":
		return left, nil
	}
	return inUnit(tx, e), nil
}

// inUnit finds somebody of the same name in the unit whose number is not known.
func inUnit(tx store.Tx, e Entry) flows.Member {
	from, to := store.Prefix(store.Key(e.Unit))
	var found []flows.Member
	for p := range flows.Posts.Range(tx, from, to) {
		m, ok := flows.Members.Get(tx, p.Member)
		if !ok || !m.Ended.IsZero() || !viet.Same(m.Name, e.Name) || e.Phone != "" && m.Phone != "" {
			continue
		}
		if !slices.ContainsFunc(found, func(o flows.Member) bool { return o.ID == m.ID }) {
			found = append(found, m)
		}
	}
	if len(found) != 1 {
		return flows.Member{}
	}
	return found[0]
}

// Give gives a known person a post: from now on where it says no beginning,
// and for good where it says no end. A duty officer is named with it.
func Give(tx store.Tx, p flows.Post, by string, at time.Time) error {
	m, ok := flows.Members.Get(tx, p.Member)
	switch {
	case !ok:
		return fault("office.fault.person", "id", p.Member)
	case !m.Ended.IsZero():
		return fault("office.fault.ended", "name", m.Name)
	}
	if p.From.IsZero() || p.From.Before(at) {
		p.From = at
	}
	if err := mayGive(tx, p, by, at); err != nil {
		return err
	}
	give(tx, p, by, at)
	return nil
}

// mayGive says why a post cannot be given.
func mayGive(tx store.Tx, p flows.Post, by string, at time.Time) error {
	u, ok := flows.Units.Get(tx, p.Unit)
	switch {
	case !ok:
		return fault("office.fault.unit", "unit", viet.Short(p.Unit, 20))
	case !over(tx, by, p.Unit, at):
		return fault("office.fault.above", "unit", u.Name)
	case !u.Open(at):
		return fault("office.fault.closed", "unit", u.Name)
	case !fits(tx, u, p.Role):
		return fault("office.fault.role", "unit", u.Name)
	case !p.To.IsZero() && !p.To.After(p.From):
		return fault("office.fault.dates")
	}
	for _, old := range flows.PostsToCome(tx, p.Member, at) {
		overlaps := (old.To.IsZero() || old.To.After(p.From)) && (p.To.IsZero() || p.To.After(old.From))
		if old.Unit == p.Unit && old.Role == p.Role && overlaps {
			m, _ := flows.Members.Get(tx, p.Member)
			return fault("office.fault.held", "name", m.Name, "role", roleKey(u, p.Role), "unit", u.Name)
		}
	}
	return nil
}

// give writes a post.
func give(tx store.Tx, p flows.Post, by string, at time.Time) {
	flows.Posts.Put(tx, p)
	roster.Foretell(tx, p.Member, at)
	note(tx, Change{At: at, By: by, Act: Given, Member: p.Member, Unit: p.Unit, Role: p.Role, From: p.From, To: p.To})
}
