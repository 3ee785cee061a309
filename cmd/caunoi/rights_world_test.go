package main

import (
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/store"
)

// world makes the organisation, the sender and the cases of a trial.
func (m *matrix) world(tx store.Tx, a act, s sender) {
	for _, u := range []flows.Unit{
		{Code: "11", Level: "province", Name: "Tỉnh"}, {Code: "03169", Level: "commune", Name: "Xã Một", Parent: "11"},
		{Code: "03166", Level: "commune", Name: "Xã Hai", Parent: "11"},
		{Code: "NH-01", Level: "village", Name: "Bản Một", Parent: "03169", Team: true},
		{Code: "NH-02", Level: "village", Name: "Bản Hai", Parent: "03166", Team: true},
	} {
		flows.Units.Put(tx, u)
	}
	m.person(tx, "an", "Người báo", flows.Plain, "NH-01")
	m.person(tx, "binh", "Người khác", flows.Duty, "03169")
	m.person(tx, "chu", "Quản trị", flows.Admin, "11")
	flows.Groups.Put(tx, flows.Group{Address: "test:-own", Unit: "NH-01", Since: m.now})
	flows.Groups.Put(tx, flows.Group{Address: "test:-foreign", Since: m.now})
	if s.as != "stranger" {
		x := m.person(tx, "x", "Xa", s.role, s.place)
		switch s.as {
		case "ended":
			x.Ended = m.now.Add(-time.Hour)
		case "refused":
			x.Consent.Agreed = false
		case "unjoined":
			x.Homes, x.Consent = nil, flows.Consent{}
		}
		flows.Members.Put(tx, x)
	}
	reporter := "an"
	if a.reporter {
		reporter = "x"
	}
	c := casework.Case{
		Code: "2611-1", Reporter: reporter, Chat: flows.At("test", reporter), Unit: "NH-01", Path: []string{"03169", "11"}, At: m.now.Add(-time.Hour),
		Parts: []casework.Part{{At: m.now, Text: secret, Said: "u0"}}, Category: "HTA", Level: casework.Ordinary, State: casework.New, Area: "03169", // as Keep notes it
	}
	if a.set != nil {
		a.set(&c)
	}
	casework.Cases.Put(tx, c)
	if a.also != nil {
		a.also(m, tx, c)
	}
}

// person puts a member into the world who has joined.
func (m *matrix) person(tx store.Tx, id, name string, role flows.Role, unit string) flows.Member {
	p := flows.Member{ID: id, Name: name, Homes: []flows.Home{{Address: flows.At("test", id), Since: m.now}}}
	if id == "an" {
		p.Phone = "0900000009"
	}
	p.Consent = flows.Consent{Version: "1", Agreed: true, At: m.now}
	flows.Members.Put(tx, p)
	if role != "" {
		flows.Posts.Put(tx, flows.Post{Member: id, Role: role, Unit: unit})
	}
	return p
}

// words is what is pressed.
func (a act) words() string { return strings.ReplaceAll(a.do, "A", "2611-1") }
