package main

import (
	"os"
	"strings"
	"testing"
	"time"
)

// soon makes a conflict lasting after seconds instead of a minute. Nothing else
// of the program differs.
var soon = []edit{{"bot/telegram/rival.go", "rivalLasts = time.Minute", "rivalLasts = 4 * time.Second"}}

// TestTwoPrograms runs the program twice with one token, in two places: the one
// that was started by mistake ends and says why, and the one at work names it
// and goes on (reliability P33).
func TestTwoPrograms(t *testing.T) {
	bin := buildAll(t, soon...)
	first, second := newRig(t, bin), newRig(t, bin)
	second.api, second.phones = first.api, first.phones
	first.startFake()
	first.enrolled()
	working := first.run()
	member := first.phones.phone(5, "Tráng A Mẫu")
	member.joins("0900000005")

	began := time.Now()
	mistake := second.start("caunoi", []string{"run", "--init"})
	await(t, "the second program ends", mistake.ended)
	t.Logf("of two programs with one token, the new one ended after %v, %d polls in all", time.Since(began).Round(100*time.Millisecond), first.phones.stats().Calls["getUpdates"])
	if said := tail(mistake.log); mistake.code() != exitRival || !strings.Contains(said, "another program receives with this token") {
		t.Errorf("it ended with code %d, want %d:\n%s", mistake.code(), exitRival, said)
	}
	if working.ended() {
		t.Fatalf("the first program ended with code %d:\n%s", working.code(), tail(working.log))
	}
	log, err := os.ReadFile(working.log)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(log), `"why":"conflict"`) || !strings.Contains(string(log), "/revoke") {
		t.Errorf("the first program does not name the other one:\n%s", tail(working.log))
	}
	member.say("Đường vào bản bị sạt, xe máy không qua được")
	member.sees("Đã ghi việc")
	first.stopped(working)
}
