package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"caunoi/bot"
	"caunoi/store"
	"caunoi/store/bolt"
)

// fast lets messages leave as fast as they can. At Telegram's paces hardly
// three would be on their way when the process is killed, so there would be
// little to lose. Nothing else of the program differs.
var fast = []edit{
	{"bot/rates.go", "Burst: max(3, r.Total*8/30)}", "Burst: max(3, r.Total*8/30)}\n\ttotal = Pace{Every: time.Millisecond, Burst: 64}"},
	{"bot/rates.go", "Burst: 3 * r.Chat}", "Burst: 3 * r.Chat}\n\tchat = Pace{Every: time.Millisecond, Burst: 64}"},
}

// TestCrash kills the bot again and again while people report, press and are
// answered, and compares afterwards what each person saw, by the fake's true
// record, with what is stored (reliability P01, P28, P29, P38).
//
// CAUNOI_KILLS is how often it is killed, CAUNOI_SEED what chance begins with.
func TestCrash(t *testing.T) {
	kills := number(t, "CAUNOI_KILLS", 12)
	seed := number(t, "CAUNOI_SEED", int(time.Now().UnixNano()&0xffffff))
	v := crash(t, buildAll(t, fast...), kills, seed)
	t.Log(v.line())
	for _, p := range v.problems {
		t.Error(p)
	}
	if t.Failed() {
		t.Logf("CAUNOI_SEED=%d", seed)
	}
}

// number reads a number from the environment.
func number(t testing.TB, name string, otherwise int) int {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		t.Fatalf("%s is %q, want a number above 0", name, text)
	}
	return n
}

// crash kills the programs of a folder under load and returns what came of it.
func crash(t testing.TB, bin string, kills, seed int) *verdict {
	t.Helper()
	r := newRig(t, bin)
	w := newTown(2+kills/40, 40+8*kills)
	r.startFake("--latency", "3ms", "--limits=false")
	r.mustOnce("import", "--apply", "--init", r.write("roster.csv", w.roster))
	b := r.run()
	w.join(t, r.phones)

	began := time.Now()
	l := newLoad(w, r.phones, rand.New(rand.NewPCG(uint64(seed), 1)), 4*time.Millisecond)
	for range kills {
		r.killRound(b, l)
		b = r.start("caunoi", []string{"run"})
	}
	r.settle(b, l)
	v := &verdict{kills: kills, seed: seed, seconds: time.Since(began).Seconds()}
	r.stopped(b)
	r.claims(v)
	r.judge(v, w, l)
	return v
}

// killRound lets people write while the bot starts and works, and kills it in
// the middle of that.
func (r *rig) killRound(b *process, l *load) {
	r.t.Helper()
	before := r.phones.stats().Calls["getUpdates"]
	var at time.Time
	await(r.t, "the bot is killed", func() bool {
		if b.ended() {
			r.t.Fatalf("the bot ended by itself with code %d:\n%s", b.code(), tail(b.log))
		}
		l.write()
		if at.IsZero() && r.phones.stats().Calls["getUpdates"] > before {
			at = time.Now().Add(life(l.rand))
		}
		l.react()
		if at.IsZero() || time.Now().Before(at) {
			return false
		}
		b.kill()
		return true
	})
}

// life is how long the bot works before it is killed.
func life(r *rand.Rand) time.Duration {
	most := 45
	switch r.IntN(10) {
	case 5, 6, 7, 8:
		most = 250
	case 9:
		most = 600
	}
	return time.Duration(5+r.IntN(most-5))*time.Millisecond + time.Duration(r.IntN(1000))*time.Microsecond
}

// settle waits until nothing is left to be done: all is read, all is sent, and
// nobody has anything to press.
func (r *rig) settle(b *process, l *load) {
	r.t.Helper()
	calm := 0
	await(r.t, "all is read and sent", func() bool {
		if b.ended() {
			r.t.Fatalf("the bot ended by itself with code %d:\n%s", b.code(), tail(b.log))
		}
		var h bot.Health
		news := l.react()
		if news == 0 && r.healthy(&h) && h.OK && h.Unsent == [4]int{} && h.Flying == 0 && r.phones.stats().Pending == 0 {
			calm++
		} else {
			calm = 0
		}
		return calm >= 20
	})
}

// judge compares the store with the record of the fake.
func (r *rig) judge(v *verdict, w *town, l *load) {
	r.t.Helper()
	db, err := bolt.Open(filepath.Join(r.path("data"), databaseName), bolt.Options{Schema: schema})
	if err != nil {
		r.t.Fatalf("open the database afterwards: %v", err)
	}
	defer db.Close()
	if err := db.Check(context.Background(), true); err != nil {
		v.problem("the database is damaged: %v", err)
	}
	record := r.phones.record(l.began)
	err = db.View(context.Background(), func(tx store.Tx) { v.compare(tx, w, record) })
	if err != nil {
		r.t.Fatalf("read the database afterwards: %v", err)
	}
}

// problem notes what is wrong. Of many that are alike only the first are told.
func (v *verdict) problem(format string, args ...any) {
	if v.alike == nil {
		v.alike = map[string]int{}
	}
	if v.alike[format]++; v.alike[format] <= 5 {
		v.problems = append(v.problems, fmt.Sprintf(format, args...))
	}
}
