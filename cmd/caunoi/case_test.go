package main

import (
	"context"
	"io"
	"net/url"
	"strings"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/flowtest"
	"caunoi/flows/text"
	"caunoi/store"
)

// TestCase: the operator reads every step of a case by role and id, with its
// time and its reason; what people wrote only where it is asked for.
func TestCase(t *testing.T) {
	db := flowtest.Store(t)
	now := time.Date(2026, 11, 21, 6, 12, 3, 0, time.UTC)
	err := db.Update(context.Background(), func(tx store.Tx) {
		flows.Units.Put(tx, flows.Unit{Code: "NH-01", Level: "village", Name: "Bản Nậm Chua", Team: true})
		casework.Cases.Put(tx, casework.Case{
			Code: "2611-1", Reporter: "m7", Unit: "NH-01", At: now, Category: "HTA", Level: casework.LifeAndDanger, State: casework.New,
			Parts:  []casework.Part{{At: now, Text: "cầu sập"}},
			Alerts: []casework.Alert{{Member: "m8", Role: "role.charge", At: now, Failed: "blocked"}, {Member: "m9", Role: "role.duty", At: now, Sent: now.Add(time.Second)}},
			Log:    []casework.Entry{{At: now, Act: "not reached", Note: "m8", Why: "blocked"}, {At: now, Act: "taken", By: "m9"}},
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	set := flows.Defaults()
	set.Zone = time.UTC
	k := &clerk{db: db, set: set}
	ask := func(code, texts string) answer {
		t.Helper()
		a, err := k.oneCase(context.Background(), request{lang: text.English, args: url.Values{"code": {code}, "texts": {texts}}}, io.Discard)
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	all := strings.Join(ask("2611-1", "false").Lines, "\n")
	for _, want := range []string{"2611-1 · ", "reporter m7", "06:12:03", "m8 · failed: blocked", "m9 · with the service: 21/11/2026 06:12:04", "could not be reached", "took it"} {
		if !strings.Contains(all, want) {
			t.Errorf("nothing says %q:\n%s", want, all)
		}
	}
	if strings.Contains(all, "cầu sập") {
		t.Errorf("it prints what people wrote, unasked:\n%s", all)
	}
	if with := strings.Join(ask("2611-1", "true").Lines, "\n"); !strings.Contains(with, "cầu sập") {
		t.Errorf("it does not print what people wrote:\n%s", with)
	}
	if a := ask("2611-9", "false"); !a.Refused {
		t.Errorf("a case that is not there: %+v", a)
	}
}
