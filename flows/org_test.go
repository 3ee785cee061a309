package flows

import (
	"slices"
	"strings"
	"testing"
	"time"

	"caunoi/store"
)

// founded is a rig with an organisation of four levels, of which a district is
// one, and a team that hangs on a commune.
func founded(t *testing.T) *rig {
	r := newRig(t)
	r.do(func(tx store.Tx) {
		for _, u := range []Unit{
			{Code: "11", Level: "province"},
			{Code: "D1", Level: "district", Parent: "11"},
			{Code: "C1", Level: "commune", Parent: "D1"}, {Code: "C2", Level: "commune", Parent: "D1"},
			{Code: "V1", Level: "village", Parent: "C1", Team: true},
			{Code: "T2", Level: "team", Parent: "C2", Team: true},
			{Code: "ring", Level: "village", Parent: "ring"},
			{Code: "lost", Level: "village", Parent: "nowhere"},
		} {
			Units.Put(tx, u)
		}
	})
	return r
}

// TestUp: the chain of units, whatever levels there are; a damaged tree ends.
func TestUp(t *testing.T) {
	r := founded(t)
	for from, want := range map[string]string{
		"V1": "V1 C1 D1 11", "T2": "T2 C2 D1 11", "11": "11", "lost": "lost", "none": "", "": "",
		"ring": strings.TrimSpace(strings.Repeat("ring ", 8)),
	} {
		var got []string
		r.do(func(tx store.Tx) {
			got = nil
			for u := range Up(tx, from) {
				got = append(got, u.Code)
			}
		})
		if joined := strings.Join(got, " "); joined != want {
			t.Errorf("up from %q is %q; want %q", from, joined, want)
		}
	}
	r.do(func(tx store.Tx) {
		for u := range Up(tx, "V1") {
			if u.Code == "C1" {
				return // leaving the loop early must be possible
			}
		}
		t.Error("C1 is not above V1")
	})
}

// TestHolds: a role gives its rights at its unit and below, at no other and not
// above, from its first moment until the first it is no longer held.
func TestHolds(t *testing.T) {
	r := founded(t)
	from, to := r.now, r.now.Add(24*time.Hour)
	r.person("an", "rich", Post{Role: Duty, Unit: "C1"}, Post{Role: Head, Unit: "V1"})
	r.person("binh", "rich", Post{Role: Leader, Unit: "D1", From: from, To: to})
	for _, x := range []struct {
		who, unit string
		at        time.Time
		roles     []Role
		want      bool
	}{
		{"an", "C1", from, []Role{Duty}, true},
		{"an", "V1", from, []Role{Duty}, true},
		{"an", "V1", from, []Role{Charge, Duty}, true},
		{"an", "V1", from, []Role{Charge}, false},
		{"an", "V1", from, nil, false},
		{"an", "C2", from, []Role{Duty}, false},
		{"an", "D1", from, []Role{Duty}, false},
		{"an", "C1", from, []Role{Head}, false},
		{"an", "none", from, []Role{Duty}, false},
		{"nobody", "C1", from, []Role{Duty}, false},
		{"binh", "T2", from, []Role{Leader}, true},
		{"binh", "T2", from.Add(-1), []Role{Leader}, false},
		{"binh", "T2", to.Add(-1), []Role{Leader}, true},
		{"binh", "T2", to, []Role{Leader}, false},
		{"binh", "11", from, []Role{Leader}, false},
	} {
		var got bool
		r.do(func(tx store.Tx) { got = Holds(tx, x.who, x.unit, x.at, x.roles...) })
		if got != x.want {
			t.Errorf("%s holds one of %v at %s at %v: %v; want %v", x.who, x.roles, x.unit, x.at, got, x.want)
		}
	}
}

// TestHolders: who holds a role at exactly a unit now, by id, without those who
// left.
func TestHolders(t *testing.T) {
	r := founded(t)
	r.person("b", "rich", Post{Role: Duty, Unit: "C1"})
	r.person("a", "rich", Post{Role: Duty, Unit: "C1"})
	r.person("ended", "rich", Post{Role: Duty, Unit: "C1", To: r.now})
	r.person("later", "rich", Post{Role: Duty, Unit: "C1", From: r.now.Add(1)})
	r.person("above", "rich", Post{Role: Duty, Unit: "D1"})
	r.person("other", "rich", Post{Role: Leader, Unit: "C1"})
	r.person("left", "rich", Post{Role: Duty, Unit: "C1"})
	r.do(func(tx store.Tx) {
		m, _ := Members.Get(tx, "left")
		m.Ended = r.now
		Members.Put(tx, m)
		Posts.Put(tx, Post{Role: Duty, Unit: "C1", Member: "unknown"})
	})
	var got []string
	r.do(func(tx store.Tx) {
		got = nil
		for _, m := range Holders(tx, "C1", Duty, r.now) {
			got = append(got, m.ID)
		}
	})
	if want := []string{"a", "b"}; !slices.Equal(got, want) {
		t.Errorf("duty officers of C1 are %v; want %v", got, want)
	}
}

// TestPostsOf: the posts of a member at a moment; one that was held twice is
// there once.
func TestPostsOf(t *testing.T) {
	r := founded(t)
	spring, autumn := r.now.AddDate(0, -8, 0), r.now.AddDate(0, -1, 0)
	r.person("an", "rich",
		Post{Role: Charge, Unit: "V1", From: spring, To: spring.AddDate(0, 1, 0)},
		Post{Role: Charge, Unit: "V1", From: autumn},
		Post{Role: Admin, Unit: "11", To: autumn})
	for at, want := range map[time.Time]int{spring: 2, spring.AddDate(0, 2, 0): 1, r.now: 1, spring.AddDate(-1, 0, 0): 1} {
		var got []Post
		var admin bool
		r.do(func(tx store.Tx) { got, admin = PostsOf(tx, "an", at), IsAdmin(tx, "an", at) })
		if len(got) != want || admin != at.Before(autumn) {
			t.Errorf("at %v held %v, administrator %v; want %d posts, %v", at, got, admin, want, at.Before(autumn))
		}
	}
}

// TestAdmins: the administrators at a moment, wherever they are.
func TestAdmins(t *testing.T) {
	r := founded(t)
	r.person("a", "rich", Post{Role: Admin, Unit: "11"})
	r.person("b", "rich", Post{Role: Admin, Unit: "C1", To: r.now})
	r.do(func(tx store.Tx) {
		if got := Admins(tx, r.now); len(got) != 1 || got[0].ID != "a" {
			t.Errorf("administrators are %v; want a", got)
		}
	})
}

// TestAdminsOver: who is over a unit, and who is asked about what is in none. A
// tree may have several tops, and the administrator of one is not over another.
func TestAdminsOver(t *testing.T) {
	r := founded(t)
	r.do(func(tx store.Tx) { Units.Put(tx, Unit{Code: "12", Level: "province"}) })
	r.person("top", "rich", Post{Role: Admin, Unit: "11"})
	r.person("other", "rich", Post{Role: Admin, Unit: "12"})
	r.person("first", "rich", Post{Role: Admin})
	r.person("low", "rich", Post{Role: Admin, Unit: "C1"})
	r.do(func(tx store.Tx) {
		for unit, want := range map[string]string{
			"V1": "first low top", "C2": "first top", "11": "first top", "12": "first other", "": "first other top",
		} {
			var got []string
			for _, m := range AdminsOver(tx, unit, r.now) {
				got = append(got, m.ID)
				if unit != "" && !Administers(tx, m.ID, unit, r.now) {
					t.Errorf("%s is over %s and does not administer it", m.ID, unit)
				}
			}
			if slices.Sort(got); strings.Join(got, " ") != want {
				t.Errorf("over %q are %v; want %s", unit, got, want)
			}
		}
	})
}

// TestHome: a member is reached at the last address that is alive, while
// agreeing and belonging.
func TestHome(t *testing.T) {
	agreed := Consent{Agreed: true}
	homes := []Home{{Address: "x:1", Dead: "blocked"}, {Address: "x:2"}, {Address: "x:3"}}
	for name, x := range map[string]struct {
		m    Member
		want Address
	}{
		"alive":      {Member{Consent: agreed, Homes: homes}, "x:2"},
		"all dead":   {Member{Consent: agreed, Homes: homes[:1]}, ""},
		"none":       {Member{Consent: agreed}, ""},
		"not agreed": {Member{Homes: homes}, ""},
		"left":       {Member{Consent: agreed, Homes: homes, Ended: time.Unix(1, 0)}, ""},
	} {
		if got := x.m.Home(); got != x.want {
			t.Errorf("%s: reached at %q; want %q", name, got, x.want)
		}
	}
}

// TestAddress: the channel ends at the first colon.
func TestAddress(t *testing.T) {
	a := At("zalo", "user:7")
	if a.Channel() != "zalo" || a.Chat() != "user:7" {
		t.Errorf("%s is %q on %q; want user:7 on zalo", a, a.Chat(), a.Channel())
	}
}
