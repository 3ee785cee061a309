package flowtest

import (
	"slices"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// person puts somebody into the roster: pairs of unit and role.
func (p *play) person(name string, joined bool, phone string, posts []string) {
	m := flows.Member{ID: name, Name: strings.ToUpper(name[:1]) + name[1:], Phone: phone}
	if joined {
		p.phone(name)
		m.Homes = []flows.Home{{Address: flows.At(channel, name), Since: p.now}}
		m.Consent = flows.Consent{Version: "test", Agreed: true, At: p.now}
	}
	p.update(func(tx store.Tx) {
		flows.Members.Put(tx, m)
		for pair := range slices.Chunk(posts, 2) {
			flows.Posts.Put(tx, flows.Post{Member: name, Unit: pair[0], Role: flows.Role(pair[1])})
		}
	})
}

func (p *play) change(name string, f func(*flows.Member)) {
	p.update(func(tx store.Tx) {
		m, ok := flows.Members.Get(tx, name)
		if !ok {
			p.t.Fatalf("no person %s", name)
		}
		f(&m)
		flows.Members.Put(tx, m)
	})
}

// merge makes one unit part of another, as an import does: the old one ends, and
// the posts there with it.
func (p *play) merge(old, into string) {
	p.update(func(tx store.Tx) {
		u, _ := flows.Units.Get(tx, old)
		u.To, u.Into = p.now, into
		flows.Units.Put(tx, u)
		for post := range flows.Posts.All(tx) {
			if post.Unit == old && post.Held(p.now) {
				post.To = p.now
				flows.Posts.Put(tx, post)
			}
		}
	})
}

// unit adds a unit to the organisation: code, level, the unit above, name.
func (p *play) unit(words []string) {
	p.update(func(tx store.Tx) {
		flows.Units.Put(tx, flows.Unit{Code: words[0], Level: words[1], Parent: words[2], Name: strings.Join(words[3:], " ")})
	})
}

// move hangs a unit below another, as an import does.
func (p *play) move(code, parent string) {
	p.update(func(tx store.Tx) {
		u, _ := flows.Units.Get(tx, code)
		u.Parent = parent
		flows.Hang(tx, u, p.now)
	})
}

// found makes the organisation every transcript plays in.
func (p *play) found() {
	p.update(func(tx store.Tx) {
		for _, u := range []flows.Unit{
			{Code: "11", Level: "province", Name: "Tỉnh Điện Biên"},
			{Code: "03169", Level: "commune", Name: "Xã Nà Hỳ", Parent: "11"},
			{Code: "03166", Level: "commune", Name: "Xã Mường Chà", Parent: "11"},
			{Code: "NH-01", Level: "village", Name: "Bản Nậm Chua", Parent: "03169", Team: true},
			{Code: "NH-02", Level: "village", Name: "Bản Nậm Nhừ", Parent: "03169", Team: true},
			{Code: "MC-01", Level: "village", Name: "Bản Mẫu 1", Parent: "03166", Team: true},
		} {
			flows.Units.Put(tx, u)
		}
	})
}

// digests lets numbers be sent on Mondays and on the 11th of each month, at seven.
func (p *play) digests() {
	decide := func(set *flows.Settings) {
		set.Digests = flows.Digests{Week: flows.DigestTime{On: true, Day: 1, At: 7 * time.Hour}, Month: flows.DigestTime{On: true, Day: 11, At: 7 * time.Hour}}
	}
	p.set = append(p.set, decide)
	decide(&p.desk.Set)
}
