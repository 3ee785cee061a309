package flows

import (
	"cmp"
	"iter"
	"slices"
	"time"

	"caunoi/store"
)

// A Unit is a node of the organisation: a province, a commune, a village.
// What levels there are, and in which order, is data; a team of volunteers may
// hang on a unit of any level.
type Unit struct {
	Code   string    `cbor:"1,keyasint"`           // the state's code or the team's: "03169", "NH-01"
	Level  string    `cbor:"2,keyasint"`           // the name of its level: "province", "district", "commune", "village"
	Name   string    `cbor:"3,keyasint"`           // as people say it, kind first: "Xã Nà Hỳ"
	Parent string    `cbor:"4,keyasint,omitempty"` // the code of the unit above; "" at the top
	Team   bool      `cbor:"5,keyasint,omitempty"` // whether a team of volunteers works here
	From   time.Time `cbor:"6,keyasint,omitempty"` // zero: always
	To     time.Time `cbor:"7,keyasint,omitempty"` // zero: still
	Phone  string    `cbor:"8,keyasint,omitempty"` // the number of its duty desk, to be read out to people in need
	Into   string    `cbor:"9,keyasint,omitempty"` // the code of the unit that took over when this one ended; "" if none did
}

// Open reports whether the unit is one at the moment.
func (u Unit) Open(at time.Time) bool {
	return !at.Before(u.From) && (u.To.IsZero() || at.Before(u.To))
}

// Units holds the organisation, by code. "parent" lists the units below one,
// "into" those that became part of one.
var Units = store.NewTable("unit", func(u Unit) string { return u.Code }).
	Index("parent", func(u Unit) []string { return []string{store.Key(u.Parent)} }).
	Index("into", func(u Unit) []string {
		if u.Into == "" {
			return nil
		}
		return []string{store.Key(u.Into)}
	})

// Up yields the unit and those above it, nearest first. Above a unit that was
// merged stands the one that took over, so that what was reported there stays
// with somebody. A chain longer than eight, which only a damaged tree has, is
// cut there.
func Up(tx store.Tx, code string) iter.Seq[Unit] {
	return func(yield func(Unit) bool) {
		for range 8 {
			u, ok := Units.Get(tx, code)
			if !ok || !yield(u) {
				return
			}
			if code = cmp.Or(u.Into, u.Parent); code == "" {
				return
			}
		}
	}
}

// Merged returns the codes of the units that became part of a unit, and of
// those that had become part of them.
func Merged(tx store.Tx, code string) []string {
	var all []string
	for next := []string{code}; len(next) > 0 && len(all) < 1000; next = next[1:] {
		for u := range Units.Under(tx, "into", store.Key(next[0])) {
			if u.Code != code && !slices.Contains(all, u.Code) {
				all, next = append(all, u.Code), append(next, u.Code)
			}
		}
	}
	return all
}

// A Role is what somebody is at a unit. It gives rights there and, for the
// roles that lead, at every unit below.
type Role string

// The roles (the domain notes, 1.3 and 12.2). Those up to StandIn belong to a
// team; the others to the unit they are held at and all below it.
const (
	Plain       Role = "member"      // thành viên
	Secretary   Role = "secretary"   // thư ký
	Deputy      Role = "deputy"      // tổ phó
	Head        Role = "head"        // tổ trưởng
	Charge      Role = "charge"      // người phụ trách
	StandIn     Role = "standin"     // người thay
	Duty        Role = "duty"        // trực xã, trực tỉnh
	Coordinator Role = "coordinator" // điều phối
	Leader      Role = "leader"      // lãnh đạo xã
	Admin       Role = "admin"       // quản trị
)

// InTeam reports whether the role is one of a team, and gives rights there only.
func (r Role) InTeam() bool {
	return r == Plain || r == Secretary || r == Deputy || r == Head || r == Charge || r == StandIn
}

// A Post is a role that somebody holds at a unit for a time. Posts are ended,
// never deleted: who was in charge last spring stays known.
type Post struct {
	Member string    `cbor:"1,keyasint"`
	Role   Role      `cbor:"2,keyasint"`
	Unit   string    `cbor:"3,keyasint"`
	From   time.Time `cbor:"4,keyasint,omitempty"` // zero: always
	To     time.Time `cbor:"5,keyasint,omitempty"` // the first moment it is no longer held; zero: still
}

// Held reports whether the post is held at the moment.
func (p Post) Held(at time.Time) bool {
	return !at.Before(p.From) && (p.To.IsZero() || at.Before(p.To))
}

// Posts holds who is what and where.
var Posts = store.NewTable("post", func(p Post) string { return store.Key(p.Unit, string(p.Role), p.Member, p.From) }).
	Index("member", func(p Post) []string { return []string{store.Key(p.Member)} }).
	Index("role", func(p Post) []string { return []string{store.Key(string(p.Role))} })

// Admins returns the administrators at the moment.
func Admins(tx store.Tx, at time.Time) []Member {
	var admins []Member
	for p := range Posts.Under(tx, "role", store.Key(string(Admin))) {
		if !p.Held(at) {
			continue
		}
		if m, ok := Members.Get(tx, p.Member); ok && m.Ended.IsZero() {
			admins = append(admins, m)
		}
	}
	return admins
}

// AdminsOver returns the administrators over a unit at the moment: those at it
// or above it, and those who were named before there was a tree. Of what is in
// no unit they are those at the top. A tree may have several tops, as that of a
// district whose roster begins with its communes: none is over the others.
func AdminsOver(tx store.Tx, unit string, at time.Time) []Member {
	units := []string{""}
	for u := range Up(tx, unit) {
		units = append(units, u.Code)
	}
	if len(units) == 1 {
		for u := range Units.Under(tx, "parent", store.Key("")) {
			units = append(units, u.Code)
		}
	}
	var found []Member
	for _, u := range units {
		for _, m := range Holders(tx, u, Admin, at) {
			if !slices.ContainsFunc(found, func(o Member) bool { return o.ID == m.ID }) {
				found = append(found, m)
			}
		}
	}
	return found
}

// Administers reports whether the member is an administrator over a unit at the
// moment: one of those AdminsOver returns for a unit of the tree.
func Administers(tx store.Tx, member, unit string, at time.Time) bool {
	return Holds(tx, member, unit, at, Admin) ||
		slices.ContainsFunc(PostsOf(tx, member, at), func(p Post) bool { return p.Role == Admin && p.Unit == "" })
}

// IsAdmin reports whether the member is an administrator at the moment.
func IsAdmin(tx store.Tx, member string, at time.Time) bool {
	for _, p := range PostsOf(tx, member, at) {
		if p.Role == Admin {
			return true
		}
	}
	return false
}

// PostsOf returns the posts a member holds at the moment.
func PostsOf(tx store.Tx, member string, at time.Time) []Post {
	var posts []Post
	for p := range Posts.Under(tx, "member", store.Key(member)) {
		if p.Held(at) {
			posts = append(posts, p)
		}
	}
	return posts
}

// PostsToCome returns the posts a member holds or will hold.
func PostsToCome(tx store.Tx, member string, at time.Time) []Post {
	var posts []Post
	for p := range Posts.Under(tx, "member", store.Key(member)) {
		if p.To.IsZero() || at.Before(p.To) && !p.To.Equal(p.From) {
			posts = append(posts, p)
		}
	}
	return posts
}

// RoleKey is the key of a role's name at a level of the tree: a duty officer
// of the province is called otherwise than one of a commune.
func RoleKey(role Role, level string) string {
	if (role == Duty || role == Leader) && (level == "province" || level == "district") {
		return "role." + string(role) + "." + level
	}
	return "role." + string(role)
}

// Holders returns who holds a role at exactly this unit at the moment, in the
// order of their ids. At a unit that has ended there is nobody.
func Holders(tx store.Tx, unit string, role Role, at time.Time) []Member {
	var members []Member
	if u, known := Units.Get(tx, unit); known && !u.To.IsZero() && !at.Before(u.To) {
		return nil
	}
	from, to := store.Prefix(store.Key(unit, string(role)))
	for p := range Posts.Range(tx, from, to) {
		if !p.Held(at) {
			continue
		}
		if m, ok := Members.Get(tx, p.Member); ok && m.Ended.IsZero() {
			members = append(members, m)
		}
	}
	return members
}

// Holds reports whether the member holds one of the roles at the unit or above
// it at the moment. It is the question behind every right.
func Holds(tx store.Tx, member, unit string, at time.Time, roles ...Role) bool {
	mine := PostsOf(tx, member, at)
	if len(mine) == 0 {
		return false
	}
	for u := range Up(tx, unit) {
		for _, p := range mine {
			if p.Unit != u.Code {
				continue
			}
			for _, r := range roles {
				if p.Role == r {
					return true
				}
			}
		}
	}
	return false
}
