package main

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/rota"
	"caunoi/store"
)

// TestSimulationOfQuietDays is the other half of item 12: in ninety days of
// ordinary work, with leaves, blocked chats, people who do not answer and
// restarts, the audit tells nobody anything. CAUNOI_DAYS=90 lives through all of
// them; without it there are ten.
func TestSimulationOfQuietDays(t *testing.T) {
	t.Parallel()
	days := number(t, "CAUNOI_DAYS", 10)
	began := time.Now()
	w := newAudited(t)
	q := &quiet{audited: w, rng: rand.New(rand.NewPCG(4, 12)), counts: map[string]int{}}
	for day := range days {
		q.day(day)
		if len(w.told) > 0 {
			w.show()
			t.Fatalf("on day %d the audit said %q", day, w.told)
		}
	}
	looks, found := 0, []string{}
	w.do(func(tx store.Tx) {
		for c := range casework.Cases.All(tx) {
			looks++
			for _, kind := range findings(c) {
				found = append(found, c.Code+" "+kind)
			}
		}
		if last, clean := casework.Audited(tx); !clean || w.now.Sub(last) > time.Minute {
			t.Errorf("in the end the last audit was %v ago, clean: %v", w.now.Sub(last), clean)
		}
	})
	if len(found) > 0 {
		t.Errorf("false alarms in the logs: %v", found)
	}
	t.Logf("%d days, %d minutes: %d cases, %d messages, %v; alarms: %d; it took %v",
		days, days*24*60, looks, w.sent, q.counts, len(w.told)+len(found), time.Since(began).Round(time.Millisecond))
}

// A quiet is ninety days of ordinary work.
type quiet struct {
	*audited
	rng    *rand.Rand
	open   []string
	counts map[string]int
}

// reports are what people write on such days.
var reports = []string{
	"khẩn sạt lở chặn đường vào bản", "nuoc sinh hoat o ban duc 3 hom nay, 12 ho", "mất điện 2 ngày rồi cả bản", "đường lầy xe không đi được",
	"khẩn nhà ông Mẫu cháy", "lũ về", "trạm y tế hết thuốc ho 1 tuần nay", "lợn chết nhiều nhà",
}

// day lives through one day, in steps of some minutes to some hours.
func (q *quiet) day(n int) {
	for until := q.now.Add(24 * time.Hour); q.now.Before(until); {
		switch k := q.rng.IntN(100); {
		case k < 5:
			q.report()
		case k < 70 && len(q.open) > 0:
			q.work(q.open[q.rng.IntN(len(q.open))])
		case k < 73:
			q.counts["restarts"]++
			q.restart(time.Duration(q.rng.IntN(90)) * time.Minute)
		case k < 76:
			q.leave()
		case k < 79:
			who := flows.At("test", []string{"chi", "thay", "truc"}[q.rng.IntN(3)])
			q.gone[who] = !q.gone[who]
			if !q.gone[who] {
				q.take(flows.Event{ID: fmt.Sprintf("test:o%d", q.sent), Kind: flows.Opened, At: q.now, By: who, Chat: who, Private: true})
			}
			q.counts["chats closed or opened"]++
		}
		q.passes(time.Duration(1+q.rng.IntN(150)) * time.Minute)
	}
}

// report files one report.
func (q *quiet) report() {
	who := []string{"an", "em"}[q.rng.IntN(2)]
	code := q.files(who, reports[q.rng.IntN(len(reports))])
	if code == "" {
		return
	}
	q.open = append(q.open, code)
	q.counts["reports"]++
	if q.rng.IntN(3) == 0 {
		q.says(who, "!nguy "+code+" "+[]string{"co", "khong", "ro"}[q.rng.IntN(3)])
	}
}

// work does something about a case, as those do who have it.
func (q *quiet) work(code string) {
	c := q.kase(code)
	if c.Taker != "" && q.gone[flows.At("test", c.Taker)] {
		return // the chat is closed
	}
	who := []string{"chi", "bac", "thay", "truc", "lanh", "dieu"}[q.rng.IntN(6)]
	switch c.State {
	case casework.New:
		if q.gone[flows.At("test", who)] {
			return
		}
		q.says(who, "!nhan "+code)
		q.counts["takings"]++
	case casework.Taken, casework.Working:
		switch q.rng.IntN(4) {
		case 0:
			q.says(c.Taker, "!dang "+code)
		case 1:
			q.says(c.Taker, "HOI "+code+" đường còn đi được không")
		default:
			q.says(c.Taker, "XONG "+code+" đã thông đường", flows.File{Kind: flows.Photo, Ref: "p"})
			q.counts["settled"]++
		}
	case casework.Done:
		if q.rng.IntN(5) == 0 {
			q.says(c.Reporter, "!chua "+code+" vẫn tắc")
			q.counts["reopened"]++
		} else {
			q.says(c.Reporter, "!duoc "+code)
		}
	default:
		for i, o := range q.open {
			if o == code {
				q.open = append(q.open[:i], q.open[i+1:]...)
				return
			}
		}
	}
}

// leave sends somebody away for some days, with a stand-in or without.
func (q *quiet) leave() {
	who := []string{"chi", "truc", "lanh"}[q.rng.IntN(3)]
	l := rota.Leave{Member: who, From: q.now, To: q.now.Add(time.Duration(1+q.rng.IntN(72)) * time.Hour)}
	if q.rng.IntN(2) == 0 {
		l.StandIns = []string{"dieu"}
	}
	q.do(func(tx store.Tx) { rota.Leaves.Put(tx, l) })
	q.counts["leaves"]++
}

// show prints the log of every case in which the audit has found something.
func (w *audited) show() {
	w.do(func(tx store.Tx) {
		for c := range casework.Cases.All(tx) {
			if len(findings(c)) == 0 {
				continue
			}
			w.t.Logf("%s level %d state %d taker %q alerts %+v clock %+v", c.Code, c.Level, c.State, c.Taker, c.Alerts, c.Clock)
			for _, e := range c.Log {
				w.t.Logf("  %s %s by %q: %s %s", e.At.In(auditZone).Format("02/01 15:04:05"), e.Act, e.By, e.Note, e.Why)
			}
		}
	})
}

// TestAuditAfterClockSetBack: what a clock that was wrong has set for tomorrow is
// mended by the audit, which does not wait for tomorrow itself.
func TestAuditAfterClockSetBack(t *testing.T) {
	w := newAudited(t)
	code := w.files("an", "khẩn sạt lở chặn đường vào bản")
	w.passes(20 * time.Minute)
	before := w.kase(code).Clock.Rung
	w.restart(-26 * time.Hour)
	w.passes(10 * time.Minute)
	if now := w.kase(code).Clock; now.Rung == before || now.Step.Sub(w.now) > time.Hour {
		t.Errorf("ten minutes after the clock was set back it stands on rung %d, and goes on in %v", now.Rung, now.Step.Sub(w.now))
	}
}
