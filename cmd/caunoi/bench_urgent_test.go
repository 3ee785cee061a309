package main

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"caunoi/bot"
	"caunoi/flows"
	"caunoi/store"
	"caunoi/store/bolt"
)

// broadcast is how many messages of a word from above are being sent meanwhile:
// to everybody in a province.
const broadcast = 17000

// BenchmarkAlert is an urgent report, from its poll to the moment at which the
// alert of the person in charge is handed to the channel, durable, at
// Telegram's paces, with everything the bot can do: with nothing else to be
// sent, and while a broadcast of 17,000 messages is on its way. A report every
// half second; 200 of them are wanted: -benchtime 200x.
func BenchmarkAlert(b *testing.B) {
	for _, waiting := range []int{0, broadcast} {
		b.Run(fmt.Sprintf("waiting=%d", waiting), func(b *testing.B) {
			p := newProvince(b, nil)
			p.put(func(tx store.Tx) {
				for i := range waiting {
					flows.Outbox.Put(tx, flows.Message{
						ID: fmt.Sprintf("wide.%d", i), To: flows.At("telegram", strconv.Itoa(200_000+i)), Lane: flows.Directive,
						Text: "Từ 19h hôm nay mưa lớn, các tổ rà soát nhà ven suối.", At: time.Now(),
					})
				}
			})
			p.start()
			p.alerts(b.N, 500*time.Millisecond)
			left := 0
			for _, c := range p.service.shown() {
				if strings.HasPrefix(c.act.Text, "Từ 19h") {
					left++
				}
			}
			p.stop()
			if waiting > 0 && left == waiting {
				b.Error("the broadcast was over before the last alert")
			}
			p.report()
		})
	}
}

// BenchmarkAlertWhileAllClimb is the same while 10,000 open cases climb to their
// next rung within one minute.
func BenchmarkAlertWhileAllClimb(b *testing.B) {
	for _, words := range []string{"", "ở bản hay bị trộm cắp", "khẩn sạt lở chặn đường vào bản"} {
		b.Run(map[string]string{"": "none climb", "khẩn sạt lở chặn đường vào bản": "level 1"}[words]+strings.Repeat("level 2", min(1, strings.Count(words, "trộm"))), func(b *testing.B) {
			p := newProvince(b, nil)
			if words != "" {
				p.fill(10000, words)
			}
			p.start()
			if words != "" {
				p.clock.Shift(p.due())
			}
			p.alerts(b.N, 500*time.Millisecond)
			p.stop()
			p.report()
		})
	}
}

// A province is the organisation of the benchmarks with the running bot.
type province struct {
	b       *testing.B
	set     flows.Settings
	path    string
	db      store.DB
	desk    *flows.Desk
	service *simService
	clock   *bot.Clock
	stop    func()
	waits   []time.Duration
	asked   int
	seq     int64
}

func newProvince(b *testing.B, wrap func(store.DB) store.DB) *province {
	b.Helper()
	p := &province{b: b, set: flows.Defaults(), clock: &bot.Clock{}}
	p.set.Organisation, p.set.DutyPhone, p.set.Secret = "Tỉnh Mẫu", "02150000000", []byte("bench")
	p.path = filepath.Join(b.TempDir(), "db")
	db, err := bolt.Open(p.path, bolt.Options{Init: true, NoSync: true}) // until it is started
	if err != nil {
		b.Fatal(err)
	}
	if p.db = db; wrap != nil {
		p.db = wrap(db)
	}
	p.put(fillProvince)
	if p.desk, err = newDesk(p.set, map[string]flows.Traits{"telegram": {Buttons: true, Edits: true, Phones: true}}); err != nil {
		b.Fatal(err)
	}
	p.service = newSimService(b, func() time.Duration { return 40 * time.Millisecond })
	p.service.name = "telegram"
	return p
}

func (p *province) put(f func(store.Tx)) {
	p.b.Helper()
	if err := p.db.Update(context.Background(), f); err != nil {
		p.b.Fatal(err)
	}
}

// fill lets so many people report something, all of it open and all of it told.
func (p *province) fill(cases int, words string) {
	at := time.Now()
	for n := 0; n < cases; n += 100 {
		p.put(func(tx store.Tx) {
			var events []flows.Event
			for i := range 100 {
				events = append(events, p.event(n+i, words, at))
			}
			for _, q := range p.desk.Take(tx, events).Queued {
				if m, ok := flows.Outbox.Get(tx, q.ID); ok {
					m.State, m.Shown = flows.Sent, "b"+q.ID // as if it had arrived
					flows.Outbox.Put(tx, m)
				}
			}
			piles := []string{}
			for key := range tx.Scan("pile", "", "") {
				piles = append(piles, key)
			}
			for _, key := range piles {
				tx.Delete("pile", key)
			}
		})
	}
}

func (p *province) event(person int, words string, at time.Time) flows.Event {
	p.seq++
	who := flows.At("telegram", strconv.Itoa(firstPerson+person))
	return flows.Event{
		ID: fmt.Sprintf("telegram:u%d", p.seq), Seq: p.seq, Kind: flows.Said, At: at, Said: at, Text: words, Message: strconv.FormatInt(p.seq, 10),
		By: who, Chat: who, Private: true,
	}
}

// due is how long it is until the last of the cases climbs.
func (p *province) due() (wait time.Duration) {
	p.put(func(tx store.Tx) {
		for tm := range flows.Timers.All(tx) {
			if tm.Name == "clock" {
				wait = max(wait, time.Until(tm.Due))
			}
		}
	})
	return wait
}

// start runs the bot, durably from here on.
func (p *province) start() {
	p.b.Helper()
	if err := p.db.Close(); err != nil {
		p.b.Fatal(err)
	}
	db, err := bolt.Open(p.path, bolt.Options{})
	if err != nil {
		p.b.Fatal(err)
	}
	p.db = db
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	running := bot.New(bot.Options{DB: p.db, Desk: p.desk, Channels: []bot.Channel{p.service}, Clock: p.clock, Urgent: urgent})
	go func() { done <- running.Run(ctx) }()
	p.stop = func() {
		cancel()
		if err := <-done; err != nil {
			p.b.Error(err)
		}
	}
	time.Sleep(time.Second)
}

// alerts lets people report something urgent, one after the other, and measures
// each until the alert of the person in charge is handed over.
func (p *province) alerts(n int, every time.Duration) {
	p.b.ResetTimer()
	for i := range n {
		began := time.Now()
		words := fmt.Sprintf("khẩn cầu treo số %d sắp đứt", i)
		e := p.event(benchReports-1-i, words, p.clock.Now())
		p.service.batches <- bot.Batch{Cursor: strconv.FormatInt(p.seq, 10), Events: []flows.Event{e}}
		p.waits = append(p.waits, p.await(fmt.Sprintf("số %d sắp", i), began))
		time.Sleep(time.Until(began.Add(every)))
	}
}

// await waits for an alert with these words.
func (p *province) await(words string, began time.Time) time.Duration {
	for time.Since(began) < 5*time.Minute {
		shown := p.service.shown()
		for _, c := range shown[min(p.asked, len(shown)):] {
			if strings.Contains(c.act.Text, words) && strings.Contains(c.act.Text, "KHẨN") {
				return c.at.Sub(began)
			}
		}
		p.asked = max(0, len(shown)-1)
		time.Sleep(time.Millisecond)
	}
	p.b.Fatalf("no alert with %q within five minutes", words)
	return 0
}

// report reports what the alerts took, and beside it what a bare durable commit
// on this disk takes now.
func (p *province) report() {
	p.b.StopTimer()
	slices.Sort(p.waits)
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	at := func(percent int) float64 { return ms(p.waits[len(p.waits)*percent/100]) }
	p.b.ReportMetric(at(50), "ms-p50")
	p.b.ReportMetric(at(99), "ms-p99")
	var bare []time.Duration
	for i := range 50 {
		began := time.Now()
		p.put(func(tx store.Tx) { tx.Put("bare", strconv.Itoa(i), []byte("x")) })
		bare = append(bare, time.Since(began))
	}
	slices.Sort(bare)
	p.b.ReportMetric(ms(bare[25]), "ms-bare-p50")
	p.b.ReportMetric(ms(bare[49]), "ms-bare-max")
	if err := p.db.Close(); err != nil {
		p.b.Error(err)
	}
}
