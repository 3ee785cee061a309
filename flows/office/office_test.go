package office

import (
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// TestAddFaults: each reason why somebody is not added, and that nothing is
// written then.
func TestAddFaults(t *testing.T) {
	good := Entry{Name: "Lò Văn A", Phone: "0912345678", Role: flows.Plain, Unit: "NH-01", By: "chi"}
	for name, x := range map[string]struct {
		change func(*Entry)
		want   string
	}{
		"good":                   {func(*Entry) {}, ""},
		"without phone":          {func(e *Entry) { e.Phone = "" }, ""},
		"by the operator":        {func(e *Entry) { e.By = "" }, ""},
		"lower case code":        {func(e *Entry) { e.Unit = " nh-01 " }, ""},
		"no name":                {func(e *Entry) { e.Name = " " }, "office.fault.name"},
		"number for a name":      {func(e *Entry) { e.Name = "0912345678" }, "office.fault.name"},
		"no phone number":        {func(e *Entry) { e.Phone = "12345" }, "office.fault.phone"},
		"another's phone":        {func(e *Entry) { e.Phone = "0900 000 003" }, "office.fault.other"},
		"unknown unit":           {func(e *Entry) { e.Unit = "NH-77" }, "office.fault.unit"},
		"closed unit":            {func(e *Entry) { e.Unit = "NH-09" }, "office.fault.closed"},
		"team role at a commune": {func(e *Entry) { e.Unit = "03169" }, "office.fault.role"},
		"office at a team":       {func(e *Entry) { e.Role = flows.Duty }, "office.fault.role"},
		"no such role":           {func(e *Entry) { e.Role = "king" }, "office.fault.role"},
		"own part":               {func(e *Entry) { e.By = "xa" }, ""},
		"other commune":          {func(e *Entry) { e.By, e.Unit = "xa", "MC-01" }, "office.fault.above"},
		"above own part":         {func(e *Entry) { e.By, e.Unit, e.Role = "xa", "11", flows.Admin }, "office.fault.above"},
		"by a coordinator":       {func(e *Entry) { e.By = "dieu" }, "office.fault.above"},
	} {
		t.Run(name, func(t *testing.T) {
			h := newTown(t)
			e := good
			x.change(&e)
			h.update(func(tx store.Tx) {
				before, log := Cover(tx, "", day1), len(Changes(tx, "", day1, 100))
				m, err := Add(tx, e, day1)
				if got := faulty(t, err); got != x.want {
					t.Fatalf("fault is %q; want %q", got, x.want)
				}
				if x.want != "" {
					if after := Cover(tx, "", day1); after != before || len(Changes(tx, "", day1, 100)) != log || flows.LastMember(tx) != 0 {
						t.Errorf("something was written all the same: %+v, was %+v", after, before)
					}
					return
				}
				if !flows.Holds(tx, m.ID, "NH-01", day1, flows.Plain) || m.Name != "Lò Văn A" {
					t.Errorf("added %+v", m)
				}
				if _, err := Add(tx, e, day1.Add(time.Hour)); faulty(t, err) != "office.fault.held" {
					t.Errorf("the second time: %v; want that it is held already", err)
				}
			})
		})
	}
}

// TestAddKnown: who is known by number and name gets the post, and is nobody
// new; who had left is back.
func TestAddKnown(t *testing.T) {
	h := newTown(t)
	h.person("an", "0912345678", "NH-01", flows.Plain)
	h.update(func(tx store.Tx) {
		e := Entry{Name: "nguoi AN", Phone: "+84 912 345 678", Role: flows.Head, Unit: "NH-02", By: "chi"}
		if m, err := Add(tx, e, day1); err != nil || m.ID != "an" {
			t.Fatalf("added %q, %v; want an", m.ID, err)
		}
		if err := End(tx, flows.Post{Member: "an"}, "chi", day1.Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
		if m, _ := flows.Members.Get(tx, "an"); m.Ended.IsZero() {
			t.Fatal("an has no post and has not left")
		}
		e.Name, e.Unit = "Người an", "NH-01"
		m, err := Add(tx, e, day1.Add(2*time.Hour))
		if err != nil || m.ID != "an" || !m.Ended.IsZero() {
			t.Fatalf("added %+v, %v; want an, who is back", m, err)
		}
		if m.Consent.Agreed || len(m.Homes) > 0 || len(flows.MembersAt(tx, flows.At("test", "an"))) > 0 {
			t.Errorf("the old chat still is an's: %+v; it may be somebody else's by now", m)
		}
	})
}

// TestEnd: what may be ended by whom.
func TestEnd(t *testing.T) {
	for name, x := range map[string]struct {
		post flows.Post
		by   string
		want string
	}{
		"a post":                    {flows.Post{Member: "an", Unit: "NH-01", Role: flows.Plain}, "xa", ""},
		"all posts":                 {flows.Post{Member: "an"}, "xa", ""},
		"a post that is not held":   {flows.Post{Member: "an", Unit: "NH-02"}, "xa", "office.fault.none"},
		"nobody":                    {flows.Post{Member: "m99"}, "chi", "office.fault.person"},
		"another commune's":         {flows.Post{Member: "mai"}, "xa", "office.fault.above"},
		"one above":                 {flows.Post{Member: "chi"}, "xa", "office.fault.above"},
		"the last administrator":    {flows.Post{Member: "chi"}, "chi", "office.fault.last"},
		"the last, by the operator": {flows.Post{Member: "chi"}, "", "office.fault.last"},
		"an administrator below":    {flows.Post{Member: "xa"}, "chi", ""},
		"by a coordinator":          {flows.Post{Member: "an"}, "dieu", "office.fault.above"},
	} {
		t.Run(name, func(t *testing.T) {
			h := newTown(t)
			h.person("an", "0900000011", "NH-01", flows.Plain)
			h.person("mai", "0900000012", "MC-01", flows.Head)
			h.update(func(tx store.Tx) {
				before := len(flows.PostsOf(tx, x.post.Member, day1))
				if got := faulty(t, End(tx, x.post, x.by, day1)); got != x.want {
					t.Fatalf("fault is %q; want %q", got, x.want)
				}
				after := len(flows.PostsOf(tx, x.post.Member, day1))
				if x.want == "" && after != 0 || x.want != "" && after != before {
					t.Errorf("%d posts of %d are left", after, before)
				}
			})
		})
	}
}

// TestReplace: the post passes on in one moment, and who has no other leaves.
func TestReplace(t *testing.T) {
	h := newTown(t)
	h.person("an", "0900000011", "NH-01", flows.Head)
	h.update(func(tx store.Tx) {
		later := day1.Add(time.Hour)
		m, err := Replace(tx, "an", Entry{Name: "Lò Thị B", Phone: "0912345678", By: "xa"}, later)
		if err != nil {
			t.Fatal(err)
		}
		if heads := flows.Holders(tx, "NH-01", flows.Head, later); len(heads) != 1 || heads[0].ID != m.ID {
			t.Errorf("heads are %+v; want the new one", heads)
		}
		if old, _ := flows.Members.Get(tx, "an"); !old.Ended.Equal(later) {
			t.Errorf("the old one left at %v", old.Ended)
		}
		if _, err := Replace(tx, "chi", Entry{Name: "Lò Thị B", Phone: "0912345678", By: "xa"}, later); faulty(t, err) != "office.fault.above" {
			t.Errorf("replacing somebody above: %v", err)
		}
	})
}

// TestReplaceLast: the operator can replace the only administrator, which leaves
// one.
func TestReplaceLast(t *testing.T) {
	h := newTown(t)
	h.update(func(tx store.Tx) {
		m, err := Replace(tx, "chi", Entry{Name: "Lò Thị B"}, day1)
		if err != nil || !flows.IsAdmin(tx, m.ID, day1) || flows.IsAdmin(tx, "chi", day1) {
			t.Errorf("replaced by %+v, %v", m, err)
		}
	})
}

// TestGive: a duty officer for a time, and what is refused.
func TestGive(t *testing.T) {
	h := newTown(t)
	h.update(func(tx store.Tx) {
		p := flows.Post{Member: "dieu", Unit: "03169", Role: flows.Duty, From: day1, To: day1.AddDate(0, 0, 7)}
		if err := Give(tx, p, "xa", day1); err != nil {
			t.Fatal(err)
		}
		if !flows.Holds(tx, "dieu", "NH-01", day1.AddDate(0, 0, 6), flows.Duty) || flows.Holds(tx, "dieu", "NH-01", p.To, flows.Duty) {
			t.Error("the post is not held for the week it was given for")
		}
		p.From = day1.AddDate(0, 0, 3)
		if got := faulty(t, Give(tx, p, "xa", day1)); got != "office.fault.held" {
			t.Errorf("given twice: %q", got)
		}
		p.From, p.To = p.To, p.From
		if got := faulty(t, Give(tx, p, "xa", day1)); got != "office.fault.dates" {
			t.Errorf("an end before the beginning: %q", got)
		}
		if _, ok := flows.Timers.Get(tx, store.Key("roster.ended", "dieu")); !ok {
			t.Error("nothing wakes when the week is over")
		}
	})
}

// TestPhones: who may decide on which phone a person acts.
func TestPhones(t *testing.T) {
	h := newTown(t)
	h.person("an", "0900000011", "NH-01", flows.Plain)
	h.person("mai", "0900000012", "MC-01", flows.Head)
	h.person("hai", "0900000013", "NH-01", flows.Plain)
	h.update(func(tx store.Tx) {
		flows.Posts.Put(tx, flows.Post{Member: "hai", Unit: "11", Role: flows.Admin}) // of a team, and above everybody
	})
	for _, x := range []struct{ by, member, invite, revoke string }{
		{"chi", "an", "", ""},
		{"xa", "an", "", ""},
		{"", "chi", "", ""},
		{"dieu", "an", "", "office.fault.person.above"},
		{"dieu", "xa", "office.fault.person.above", "office.fault.person.above"},
		{"dieu", "mai", "office.fault.person", "office.fault.person"},
		{"xa", "mai", "office.fault.person", "office.fault.person"},
		{"xa", "chi", "office.fault.person", "office.fault.person"},
		{"xa", "hai", "office.fault.person.above", "office.fault.person.above"},
		{"an", "hai", "office.fault.person", "office.fault.person"},
	} {
		h.update(func(tx store.Tx) {
			if _, _, err := Invite(tx, h.set, x.member, x.by, day1); faulty(t, err) != x.invite {
				t.Errorf("%s invites %s: %v; want %q", x.by, x.member, err, x.invite)
			}
			if err := Revoke(tx, x.member, x.by, day1); faulty(t, err) != x.revoke {
				t.Errorf("%s revokes %s: %v; want %q", x.by, x.member, err, x.revoke)
			}
			if m, _ := flows.Members.Get(tx, x.member); x.revoke == "" && len(m.Homes) > 0 {
				t.Errorf("%s is bound still: %+v", x.member, m.Homes)
			}
		})
	}
}

// TestAddNumber: a number is a way in, so that an administrator gives none to a
// person who also holds a post above.
func TestAddNumber(t *testing.T) {
	h := newTown(t)
	h.update(func(tx store.Tx) {
		flows.Members.Put(tx, flows.Member{ID: "hai", Name: "Lò Văn Hai"})
		flows.Posts.Put(tx, flows.Post{Member: "hai", Unit: "NH-01", Role: flows.Plain})
		flows.Posts.Put(tx, flows.Post{Member: "hai", Unit: "11", Role: flows.Admin})
		e := Entry{Name: "Lò Văn Hai", Phone: "0912345678", Role: flows.Head, Unit: "NH-01", By: "xa"}
		if _, err := Add(tx, e, day1); faulty(t, err) != "office.fault.person.above" {
			t.Errorf("by the commune's: %v", err)
		}
		if m, _ := flows.Members.Get(tx, "hai"); m.Phone != "" || flows.Holds(tx, "hai", "NH-01", day1, flows.Head) {
			t.Errorf("something was written all the same: %+v", m)
		}
		e.By = "chi"
		if m, err := Add(tx, e, day1); err != nil || m.ID != "hai" || m.Phone != "0912345678" {
			t.Errorf("by the province's: %+v, %v", m, err)
		}
	})
}

// TestLastReached: the last administrator who can be told anything stays until
// another one has joined. The operator at the machine may do otherwise.
func TestLastReached(t *testing.T) {
	h := newTown(t)
	h.update(func(tx store.Tx) {
		e := Entry{Name: "Lò Văn Mới", Phone: "0912345678", Role: flows.Admin, Unit: "11", By: "chi"}
		m, err := Add(tx, e, day1)
		if err != nil {
			t.Fatal(err)
		}
		if err := End(tx, flows.Post{Member: "chi"}, "chi", day1); faulty(t, err) != "office.fault.last" {
			t.Errorf("ended while nobody else can be told: %v", err)
		}
		m.Homes, m.Consent.Agreed = []flows.Home{{Address: "test:moi"}}, true
		flows.Members.Put(tx, m)
		if err := End(tx, flows.Post{Member: "chi"}, "chi", day1); err != nil {
			t.Errorf("not ended while another one has joined: %v", err)
		}
	})
	h = newTown(t)
	h.person("an", "0912345678", "NH-01", flows.Plain)
	h.update(func(tx store.Tx) {
		if m, err := Replace(tx, "chi", Entry{Name: "Người an", Phone: "0912345678", By: "chi"}, day1); err != nil || m.ID != "an" {
			t.Errorf("not replaced by somebody who has joined: %v", err)
		}
	})
	for by, want := range map[string]string{"chi": "office.fault.last", "": ""} {
		h := newTown(t)
		h.update(func(tx store.Tx) {
			e := Entry{Name: "Lò Văn Mới", Phone: "0912345678", By: by}
			if _, err := Replace(tx, "chi", e, day1); faulty(t, err) != want {
				t.Errorf("replaced by %q before the other one has joined: %v", by, err)
			}
			if want != "" && flows.LastMember(tx) != 0 {
				t.Error("a Fault has written something")
			}
		})
	}
}
