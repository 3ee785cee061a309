package main

import (
	"context"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// TestInviteClosed: nobody puts a group to a team that has ended, and the code
// of a unit may be typed in small letters.
func TestInviteClosed(t *testing.T) {
	p := founded(t)
	if code, out, errs := p.does("invite", "--bot", "MauBot", "--team", "nh-02", "--out", filepath.Join(p.dir, "x.html")); code != exitOK {
		t.Errorf("%d: %s%s", code, out, errs)
	}
	if code, out, errs := p.does("status", "--unit", "nh-02"); code != exitOK {
		t.Errorf("%d: %s%s", code, out, errs)
	}
	p.in(func(tx store.Tx) {
		u, _ := flows.Units.Get(tx, "NH-02")
		u.To = time.Now().Add(-time.Hour)
		flows.Units.Put(tx, u)
		for post := range flows.Posts.All(tx) {
			if post.Unit == u.Code {
				post.To = u.To
				flows.Posts.Put(tx, post)
			}
		}
	})
	file := filepath.Join(p.dir, "y.html")
	code, out, errs := p.does("invite", "--bot", "MauBot", "--team", "NH-02", "--out", file)
	if _, err := os.Stat(file); err == nil || code != exitOK {
		t.Errorf("a sheet was made: %d %s%s", code, out, errs)
	}
}

// An ended is a file whose reader gives up at the first part of it.
type ended func()

func (e ended) Write(b []byte) (int, error) {
	e()
	return len(b), nil
}

// TestInviteStopped: who stops the command in the middle is told that codes may
// be in force already, and not that nothing was stored.
func TestInviteStopped(t *testing.T) {
	p := founded(t)
	p.in(func(tx store.Tx) {
		for n := range 2 * mostCodes {
			u := flows.Unit{Code: fmt.Sprintf("T-%04d", n), Level: "village", Name: "Bản", Parent: "03169", Team: true}
			flows.Units.Put(tx, u)
			m := flows.Member{ID: flows.NewMember(tx), Name: "Người Mẫu"}
			flows.Members.Put(tx, m)
			flows.Posts.Put(tx, flows.Post{Member: m.ID, Role: flows.Plain, Unit: u.Code})
		}
	})
	c := &console{env: func(name string) string { return p.vars[name] }, out: io.Discard, err: io.Discard}
	config, err := c.load(p.vars["CAUNOI_CONFIG"], "")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	r := request{job: "invite", store: true, steps: true, sealed: true, args: url.Values{"bot": {"MauBot"}}, again: "some codes may be in force"}
	err = c.ask(ctx, config, r, ended(stop))
	if err == nil || !strings.Contains(err.Error(), "some codes may be in force") || strings.Contains(err.Error(), "nothing was stored") {
		t.Errorf("it says %v", err)
	}
}
