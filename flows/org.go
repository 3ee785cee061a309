package flows

import (
	"iter"
	"time"

	"caunoi/flows/text"
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
}

// Units holds the organisation, by code.
var Units = store.NewTable("unit", func(u Unit) string { return u.Code }).
	Index("parent", func(u Unit) []string { return []string{store.Key(u.Parent)} })

// Up yields the unit and those above it, nearest first. A chain longer than
// eight, which only a damaged tree has, is cut there.
func Up(tx store.Tx, code string) iter.Seq[Unit] {
	return func(yield func(Unit) bool) {
		for range 8 {
			u, ok := Units.Get(tx, code)
			if !ok || !yield(u) || u.Parent == "" {
				return
			}
			code = u.Parent
		}
	}
}

// A Role is what somebody is at a unit. It gives rights there and, for the
// roles that lead, at every unit below.
type Role string

// The roles (the domain notes, 1.3 and 12.2). Those up to Charge belong to a
// team; the others to the unit they are held at and all below it.
const (
	Plain       Role = "member"      // thành viên
	Secretary   Role = "secretary"   // thư ký
	Deputy      Role = "deputy"      // tổ phó
	Head        Role = "head"        // tổ trưởng
	Charge      Role = "charge"      // người phụ trách
	Duty        Role = "duty"        // trực xã, trực tỉnh
	Coordinator Role = "coordinator" // điều phối
	Leader      Role = "leader"      // lãnh đạo xã
	Admin       Role = "admin"       // quản trị
)

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

// Holders returns who holds a role at exactly this unit at the moment, in the
// order of their ids.
func Holders(tx store.Tx, unit string, role Role, at time.Time) []Member {
	var members []Member
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

// A Member is a person of the roster: never a resident.
type Member struct {
	ID      string    `cbor:"1,keyasint"`
	Name    string    `cbor:"2,keyasint"`
	Title   string    `cbor:"3,keyasint,omitempty"` // office outside the team, as the roster says it
	Phone   string    `cbor:"4,keyasint,omitempty"` // national form, "0900000001"
	Shares  string    `cbor:"5,keyasint,omitempty"` // the member whose phone this one uses
	Homes   []Home    `cbor:"6,keyasint,omitempty"` // the chats the person is reached in, the last used first
	Lang    text.Lang `cbor:"7,keyasint,omitempty"`
	Form    string    `cbor:"8,keyasint,omitempty"` // form of address, a key under "form."; "" is đồng chí
	Consent Consent   `cbor:"9,keyasint,omitempty"`
	Ended   time.Time `cbor:"10,keyasint,omitempty"` // zero: belongs to the organisation
}

// A Home is a chat in which a member is reached.
type Home struct {
	Address Address   `cbor:"1,keyasint"`
	Since   time.Time `cbor:"2,keyasint"`
	Dead    string    `cbor:"3,keyasint,omitempty"` // why nothing can be sent there: "blocked", "gone"; "" is alive
}

// Consent is the proof of what a person was told and answered.
type Consent struct {
	Version string    `cbor:"1,keyasint"` // of the notice that was shown
	Agreed  bool      `cbor:"2,keyasint"`
	At      time.Time `cbor:"3,keyasint"`
	Notice  string    `cbor:"4,keyasint"` // the words that were shown
}

// Members holds the people of the roster. The address of a shared phone leads
// to several.
var Members = store.NewTable("member", func(m Member) string { return m.ID }).
	Index("address", func(m Member) []string {
		terms := make([]string, len(m.Homes))
		for i, h := range m.Homes {
			terms[i] = store.Key(string(h.Address))
		}
		return terms
	}).
	Index("phone", func(m Member) []string {
		if m.Phone == "" {
			return nil
		}
		return []string{store.Key(m.Phone)}
	})

// Home returns the address the member is best reached at, the last used that
// is not dead; "" if there is none or the member has not agreed to be kept.
func (m Member) Home() Address {
	if !m.Consent.Agreed || !m.Ended.IsZero() {
		return ""
	}
	for _, h := range m.Homes {
		if h.Dead == "" {
			return h.Address
		}
	}
	return ""
}

// Reader returns the member as somebody to be told something.
func (m Member) Reader() Reader {
	return Reader{Member: m.ID, Chat: m.Home(), Lang: m.Lang, Form: m.Form}
}

// A Reader is who is told: a chat, and how its person wants to be spoken to.
type Reader struct {
	Member string // "" for a stranger
	Chat   Address
	Lang   text.Lang // "" is Vietnamese
	Form   string
}
