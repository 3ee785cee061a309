package main

import (
	"bytes"
	"context"
	"net"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"caunoi/bot/web"
	"caunoi/flows"
	"caunoi/flows/model"
	"caunoi/flows/text"
	"caunoi/store"
	"caunoi/store/bolt"
)

// aStage returns the stage of a demo in a fresh database.
func aStage(t *testing.T) *stage {
	t.Helper()
	db, err := bolt.Open(filepath.Join(t.TempDir(), "caunoi.db"), bolt.Options{Init: true, NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	s, err := newStage(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestDistrictIsWhole(t *testing.T) {
	d, err := newDistrict()
	if err != nil {
		t.Fatal(err)
	}
	again, err := newDistrict()
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(d, again) {
		t.Error("the district comes out differently the second time")
	}
	if n := len(d.Members); n < 880 || n > 920 {
		t.Errorf("%d people, want about 900", n)
	}
	levels, codes := map[string]int{}, map[string]bool{}
	for _, u := range d.Units {
		levels[u.Level]++
		if codes[u.Code] {
			t.Errorf("two units have the code %s", u.Code)
		}
		codes[u.Code] = true
	}
	if levels["province"] != 1 || levels["commune"] != 45 || levels["village"] != demoTeams {
		t.Errorf("units by level: %v", levels)
	}
	names, phones := map[string]bool{}, map[string]bool{}
	for _, m := range d.Members {
		if names[m.Name] || phones[m.Phone] {
			t.Errorf("%s (%s) is there twice", m.Name, m.Phone)
		}
		names[m.Name], phones[m.Phone] = true, true
		if !strings.HasPrefix(m.Phone, "09000") || len(m.Phone) != 10 || m.Title == "" || strings.Contains(m.Title, "{") {
			t.Errorf("member %+v", m)
		}
	}
	if len(d.Cast) != 3 {
		t.Errorf("cast %v", d.Cast)
	}
}

func TestEveryTeamHasItsPeople(t *testing.T) {
	s := aStage(t)
	now := s.clock.Now()
	out := 0
	err := s.db.View(t.Context(), func(tx store.Tx) {
		for _, u := range s.Units {
			wants := []flows.Role{flows.Charge, flows.Head, flows.Deputy, flows.Plain}
			switch u.Level {
			case "commune":
				wants = []flows.Role{flows.Leader, flows.Duty, flows.Coordinator}
			case "province":
				wants = []flows.Role{flows.Duty, flows.Admin}
			}
			for _, role := range wants {
				if len(flows.Holders(tx, u.Code, role, now)) == 0 {
					t.Errorf("%s has no %s", u.Code, role)
				}
			}
		}
		for m := range flows.Members.All(tx) {
			if len(m.Homes) == 0 {
				out++
			}
		}
		for _, id := range s.Cast {
			if m, _ := flows.Members.Get(tx, id); m.Home() != flows.At("web", id) {
				t.Errorf("%s holds a phone and is reached at %q", m.Name, m.Home())
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if out < 3 || out > 30 {
		t.Errorf("%d people have not joined, want a few", out)
	}
}

func TestPeopleAreFound(t *testing.T) {
	s := aStage(t)
	for _, c := range []struct {
		words, role string
		some        func(p web.Person) bool
	}{
		{"", "admin", func(p web.Person) bool { return p.Role == "admin" }},
		{"nà hỳ", "charge", func(p web.Person) bool { return strings.HasPrefix(p.Team, "NH-") }},
		{"NA HY truc ban", "", func(p web.Person) bool { return p.Role == "duty" }},
		{"nh-01", "member", func(p web.Person) bool { return p.Team == "NH-01" }},
		{"", "out", func(p web.Person) bool { return !p.Joined }},
	} {
		found, total := s.find(web.Query{Words: c.words, Role: c.role, Most: 60})
		if total == 0 || total < len(found) || !slices.ContainsFunc(found, c.some) {
			t.Errorf("%q %q: %d of %d found: %v", c.words, c.role, len(found), total, found)
		}
	}
	if found, total := s.find(web.Query{Words: "qwertz"}); len(found)+total != 0 {
		t.Errorf("found %v", found)
	}
	if found, total := s.find(web.Query{Most: 60}); len(found) != 60 || total != len(s.Members) {
		t.Errorf("%d of %d", len(found), total)
	}
}

func TestLanguageAndClockAreKept(t *testing.T) {
	s := aStage(t)
	who := s.Cast[0]
	if err := s.speak(t.Context(), []string{who, "nobody"}, string(text.English)); err != nil {
		t.Fatal(err)
	}
	to := s.clock.Now().Add(25 * time.Hour)
	if err := s.forward(t.Context(), to); err != nil {
		t.Fatal(err)
	}
	again, err := newStage(t.Context(), s.db.(*bolt.DB))
	if err != nil {
		t.Fatal(err)
	}
	if now := again.clock.Now(); now.Before(to) || now.After(to.Add(time.Hour)) {
		t.Errorf("after a restart it is %v, want %v", now, to)
	}
	err = s.db.View(t.Context(), func(tx store.Tx) {
		if m, _ := flows.Members.Get(tx, who); m.Lang != text.English {
			t.Errorf("%s is spoken to in %q", who, m.Lang)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestNewcomersAreInvited(t *testing.T) {
	s := aStage(t)
	out, _ := s.find(web.Query{Role: "out", Most: 1})
	sheet, err := s.invite(t.Context(), out[0].ID, false)
	if err != nil || len(sheet) < 20 {
		t.Errorf("the sheet has the code %q: %v", sheet, err)
	}
	digits, err := s.invite(t.Context(), out[0].ID, true)
	if err != nil || len(digits) != 6 || strings.Trim(digits, "0123456789") != "" {
		t.Errorf("the six digits are %q: %v", digits, err)
	}
	if s.settings().Organisation == "" {
		t.Error("nobody keeps the data that people are asked for")
	}
}

func TestDemoRefuses(t *testing.T) {
	line, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer line.Close()
	dir := t.TempDir()
	db, err := bolt.Open(filepath.Join(dir, "caunoi.db"), bolt.Options{Init: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"--addr", line.Addr().String()}, "another program already serves"},
		{[]string{"--addr", "0.0.0.0:8088"}, "this computer only"},
		{[]string{"--addr", "8088"}, "is not an address"},
		{[]string{"--addr", "127.0.0.1:0", "--data", dir}, "another"},
		{[]string{"three"}, "only flags"},
	} {
		var out, errs bytes.Buffer
		if code := demo(t.Context(), c.args, &out, &errs); code == 0 || !strings.Contains(errs.String(), c.want) {
			t.Errorf("%v: code %d, said %q, want %q", c.args, code, errs.String(), c.want)
		}
	}
}

func TestDemoStops(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	var errs bytes.Buffer
	out := stopper{stop: stop}
	data := t.TempDir()
	if code := demo(ctx, []string{"--addr", "127.0.0.1:0", "--data", data}, &out, &errs); code != 0 || errs.Len() > 0 {
		t.Errorf("code %d, said %q", code, errs.String())
	}
	if !strings.Contains(out.String(), "http://127.0.0.1:") {
		t.Errorf("printed %q", out.String())
	}
	db, err := bolt.Open(filepath.Join(data, "caunoi.db"), bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	err = db.View(context.Background(), func(tx store.Tx) {
		if _, wound := flows.NextDue(tx); !wound {
			t.Error("no timer is set: nothing is reminded of, and nobody looks after the cases")
		}
	})
	if err != nil {
		t.Fatal(err)
	}
}

// A stopper ends the demo as soon as it has said where it is.
type stopper struct {
	bytes.Buffer
	stop func()
}

func (s *stopper) Write(p []byte) (int, error) {
	s.stop()
	return s.Buffer.Write(p)
}

// TestDemoHasModels: the commune the demo begins in has a model under way and one that
// waits, as their cards and the counts show them.
func TestDemoHasModels(t *testing.T) {
	s := aStage(t)
	now := s.clock.Now().In(flows.Defaults().Zone)
	day := time.Date(now.Year(), now.Month(), now.Day()+1, 0, 0, 0, 0, now.Location())
	err := s.db.View(t.Context(), func(tx store.Tx) {
		var states []model.State
		for m := range model.Models.All(tx) {
			states = append(states, m.State)
			if _, joined := s.byID[m.By]; !joined || m.Name == "" || len(m.Path) != 3 {
				t.Errorf("a model of the demo is %+v", m)
			}
		}
		if !slices.Equal(states, []model.State{model.Registered, model.Running}) {
			t.Errorf("the demo has models in the states %v", states)
		}
		registered, running, _, _, err := model.Count(tx, demoCommune, day.AddDate(0, 0, -90), day)
		if err != nil || registered != 2 || running != 1 {
			t.Errorf("%d registered and %d kept up (%v); want 2 and 1", registered, running, err)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
}
