package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// codePattern is the code of a case, "2611-42".
var codePattern = regexp.MustCompile(`\b\d{4}-\d+\b`)

// refusedRun runs the bot, which must end by itself with the code and one
// sentence that has all the words.
func (r *rig) refusedRun(want int, words []string, args []string, more ...string) {
	r.t.Helper()
	out, code := r.once(append([]string{"run"}, args...), more...)
	if code != want {
		r.t.Errorf("run %v %v: exit code %d, want %d:\n%s", args, more, code, want, out)
	}
	if !hasAll(out, words) {
		r.t.Errorf("run %v says:\n%s\nwant all of %q in it", args, out, words)
	}
	for _, never := range []string{"goroutine", "panic", secretPart} {
		if strings.Contains(out, never) {
			r.t.Errorf("run %v says %q:\n%s", args, never, out)
		}
	}
}

// secondInstance starts the bot twice on the same data.
func secondInstance(t *testing.T, r *rig) {
	r.startFake()
	r.enrolled()
	first := r.run()
	r.refusedRun(73, []string{"another process"}, nil)
	if first.ended() {
		t.Errorf("the first instance ended with code %d:\n%s", first.code(), tail(first.log))
	}
	member := r.phones.phone(5, "Tráng A Mẫu")
	member.say("chào")
	member.sees("Chào đồng chí")
	if n := r.phones.stats().Calls["getUpdates"]; n > 10 {
		t.Errorf("%d polls, want few: the second instance must not poll", n)
	}
	r.stopped(first)
}

// wrongConfiguration starts the bot with one of everything wrong.
func wrongConfiguration(t *testing.T, r *rig) {
	r.write("config.yaml", "organisation: Xã Mẫu\nlevels: [a]\nfoo: 1\ntelegram:\n  token: 7:"+secretPart+"\n")
	r.refusedRun(78, []string{"levels", "foo", "admin"}, nil)
	r.refusedRun(78, []string{"missing.yaml"}, nil, "CAUNOI_CONFIG="+r.path("missing.yaml"))
}

// refusedToken starts the bot with a token Telegram does not take.
func refusedToken(t *testing.T, r *rig) {
	r.startFake()
	r.enrolled()
	r.refusedRun(77, []string{"token"}, nil, "CAUNOI_TELEGRAM_TOKEN=8:"+secretPart)
}

// unusableFile starts the bot where the database is not there, damaged or not
// its own.
func unusableFile(t *testing.T, r *rig) {
	r.startFake()
	r.refusedRun(78, []string{"--init"}, nil)
	if _, err := os.Stat(r.path("data")); err == nil {
		t.Error("a refused run made the data directory; it must change nothing")
	}
	r.enrolled()
	file := filepath.Join(r.path("data"), databaseName)
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	page := os.Getpagesize()
	for name, spoil := range map[string]func(b []byte) []byte{
		"cut short": func(b []byte) []byte { return b[:2*page] },
		"two bad heads": func(b []byte) []byte {
			b[24] ^= 1
			b[page+24] ^= 1
			return b
		},
		"foreign": func([]byte) []byte { return []byte(strings.Repeat("SQLite format 3 ", 2000)) },
		"empty":   func([]byte) []byte { return nil },
	} {
		if err := os.WriteFile(file, spoil(append([]byte(nil), whole...)), 0o600); err != nil {
			t.Fatal(err)
		}
		t.Log(name)
		r.refusedRun(78, []string{file, "restore"}, nil)
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	r.refusedRun(78, []string{file}, []string{"--init"}) // there was one before: it is not made anew
}

// unreachable starts the bot while there is no Telegram: it serves what it
// can, and connects by itself.
func unreachable(t *testing.T, r *rig) {
	r.enrolled()
	bot := r.start("caunoi", []string{"run"})
	var h struct {
		OK bool `json:"ok"`
	}
	await(t, "the bot tells that it is well", func() bool { return r.healthy(&h) && h.OK })
	if out := r.mustOnce("import", r.path("roster.csv")); !strings.Contains(out, "mới 0") {
		t.Errorf("the running bot compares the roster:\n%s\nwant nothing new", out)
	}
	if bot.ended() {
		t.Fatalf("the bot ended with code %d while Telegram was away:\n%s", bot.code(), tail(bot.log))
	}
	r.startFake()
	member := r.phones.phone(5, "Tráng A Mẫu")
	member.joins("0900000005")
	r.stopped(bot)
}
