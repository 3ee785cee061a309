package main

import (
	"context"
	"io/fs"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/flowtest"
	"caunoi/store"
)

// tableNames are the names of all tables there are, as the source has them.
func tableNames(t *testing.T) []string {
	t.Helper()
	made := regexp.MustCompile(`store\.NewTable\("([^"]+)"`)
	var names []string
	for _, folder := range []string{"../../flows", "../../bot"} {
		err := filepath.WalkDir(folder, func(path string, _ fs.DirEntry, err error) error {
			if err == nil && strings.HasSuffix(path, ".go") {
				for _, m := range made.FindAllStringSubmatch(read(t, path), -1) {
					names = append(names, m[1])
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(names) < 20 {
		t.Fatalf("there are only %v", names)
	}
	return names
}

// TestErasedIsNowhere: after somebody was erased neither the name nor the
// number nor the chat stands anywhere in the database (reliability S25).
func TestErasedIsNowhere(t *testing.T) {
	db := flowtest.Store(t)
	set := flows.Defaults()
	set.Secret, set.Zone = []byte("erased"), time.UTC
	desk, err := newDesk(set, map[string]flows.Traits{"telegram": {Buttons: true, Edits: true, Phones: true}})
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 21, 8, 0, 0, 0, time.UTC)
	update := func(f func(tx store.Tx)) {
		t.Helper()
		if err := db.Update(context.Background(), f); err != nil {
			t.Fatal(err)
		}
	}
	update(func(tx store.Tx) {
		flows.Units.Put(tx, flows.Unit{Code: "03169", Level: "commune", Name: "Xã Nà Hỳ"})
		flows.Units.Put(tx, flows.Unit{Code: "NH-01", Level: "village", Name: "Bản Nậm Chua", Parent: "03169", Team: true})
		bound(tx, flows.Member{ID: "m1", Name: "Lường Văn Canary", Phone: "0912345678"}, "777000111", flows.Post{Unit: "NH-01", Role: flows.Plain})
		bound(tx, flows.Member{ID: "m2", Name: "Quản Trị", Phone: "0912345679"}, "888", flows.Post{Unit: "03169", Role: flows.Admin})
	})
	seq := int64(0)
	does := func(chat string, e flows.Event) {
		seq++
		e.ID, e.Seq, e.At = "telegram:u"+time.Duration(seq).String(), seq, now
		e.By = flows.At("telegram", chat)
		e.Chat, e.Private = e.By, true
		update(func(tx store.Tx) { desk.Take(tx, []flows.Event{e}) })
		now = now.Add(time.Minute)
	}
	for _, said := range []string{"/dulieu", "nước sinh hoạt ở bản đục", "/caidat", "/viec"} {
		does("777000111", flows.Event{Kind: flows.Said, Text: said})
	}
	does("888", flows.Event{Kind: flows.Said, Text: "/quantri canary"})
	does("888", flows.Event{Kind: flows.Pressed, Press: "chothoi m1 - -"})
	does("777000111", flows.Event{Kind: flows.Pressed, Press: "dulieu.het m1"})
	does("888", flows.Event{Kind: flows.Pressed, Press: "yeucau.het m1.erase"})
	update(func(tx store.Tx) { // all has been sent by now
		for m := range flows.Outbox.All(tx) {
			if m.Open() {
				m.State = flows.Claimed
				flows.Outbox.Put(tx, m)
				desk.Settle(tx, flows.Sending{Message: m}, flows.Outcome{Result: flows.Done, Shown: m.ID}, now)
			}
		}
		if m, _ := flows.Members.Get(tx, "m1"); m.Name != "" {
			t.Fatalf("not erased: %+v", m)
		}
		nowhere(t, tx, "Canary", "0912345678", "912 345 678", "777000111")
	})
}

// bound stores a member with a post, who has joined in a chat.
func bound(tx store.Tx, m flows.Member, chat string, p flows.Post) {
	m.Homes, m.Consent.Agreed = []flows.Home{{Address: flows.At("telegram", chat)}}, true
	flows.Members.Put(tx, m)
	p.Member = m.ID
	flows.Posts.Put(tx, p)
}

// nowhere looks for words in all that is stored.
func nowhere(t *testing.T, tx store.Tx, words ...string) {
	t.Helper()
	for _, table := range tableNames(t) {
		for key, value := range tx.Scan(table, "", "") {
			for _, what := range words {
				if strings.Contains(key+string(value), what) {
					t.Errorf("%s stands in %s under %q: %q", what, table, key, value)
				}
			}
		}
	}
}
