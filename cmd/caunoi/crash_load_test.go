package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"caunoi/bot/telegram/fake"
)

// A load is what the people of a town do while the bot is killed again and
// again: they report, and press what they are shown. It is moved by one
// goroutine.
type load struct {
	town   *town
	phones *phones
	rand   *rand.Rand
	every  time.Duration // between two messages
	began  int           // where in the record it began
	read   int           // how far the record has been read
	last   time.Time     // when somebody wrote last
	next   int           // who writes next
	number int           // the number in the newest message
	alerts map[string][]int64
	done   map[string]bool     // cases in which the button was pressed
	calm   map[int64]time.Time // when a handler may press again
}

func newLoad(w *town, p *phones, r *rand.Rand, every time.Duration) *load {
	l := &load{town: w, phones: p, rand: r, every: every, number: 10000, alerts: map[string][]int64{}, done: map[string]bool{}, calm: map[int64]time.Time{}}
	l.read = len(p.record(0))
	l.began = l.read
	return l
}

// Each text holds a number of its own, by which it is known again.
var (
	plainTexts  = []string{"đường bê tông lún gần cột %d", "nước sinh hoạt đục ở bể gần cột %d", "cầu treo hỏng ván ở cột %d", "trâu phá nương cạnh cột %d"}
	urgentTexts = []string{"khẩn sạt lở đè nhà ở cột %d", "KHẨN: cháy nhà cạnh cột %d", "khẩn cấp có người bị thương ở cột %d"}
	dangerTexts = []string{"sạt lở chặn đường ở cột %d", "nhà dân bị sập ở cột %d"}
)

// write lets as many people write as it is time for.
func (l *load) write() {
	if behind := 20 * l.every; time.Since(l.last) > behind {
		l.last = time.Now().Add(-behind)
	}
	for ; time.Since(l.last) >= l.every; l.last = l.last.Add(l.every) {
		l.report()
	}
}

// report lets somebody report: now and then one who just did, so that some
// messages join a report that is there.
func (l *load) report() {
	at := l.next
	if l.rand.IntN(5) == 0 {
		at -= l.rand.IntN(len(l.town.members) / 2)
	} else {
		l.next++
	}
	who := l.town.members[(at+len(l.town.members))%len(l.town.members)]
	l.number++
	text := func(of []string) string { return fmt.Sprintf(of[l.rand.IntN(len(of))], l.number) }
	what, words := "say", text(plainTexts)
	switch n := l.rand.IntN(100); {
	case n < 15:
		words = text(urgentTexts)
	case n < 23:
		words = text(dangerTexts)
	case n < 29:
		what = "photo"
	case n < 34:
		what, words = "photo", ""
	}
	l.phones.move(what, map[string]any{"person": who, "text": words})
}

// react reads what was shown since it last looked, and lets people press what
// they are asked for. It returns how much was new.
func (l *load) react() int {
	news := l.phones.record(l.read)
	l.read += len(news)
	for _, e := range news {
		if e.Person != 0 {
			continue
		}
		if b, ok := offered(e, "nguy "); ok {
			l.answer(e, b)
		}
		if b, ok := offered(e, "nhan "); ok && strings.HasPrefix(e.Text, "🚨 KHẨN") {
			l.take(e, b)
		}
	}
	return len(news)
}

// answer answers the question about danger, once for each case.
func (l *load) answer(e fake.Entry, b fake.Button) {
	code := strings.Fields(b.Data)[1]
	if l.done[code] {
		return
	}
	l.done[code] = true
	said := [...]string{"co", "khong"}[l.rand.IntN(2)]
	l.phones.move("press", map[string]any{"person": e.Chat, "message": e.Message, "text": "nguy " + code + " " + said})
}

// take lets urgent cases be taken, by a handler of chance, when all its
// handlers have seen it: what nobody has seen yet would rightly be dropped
// afterwards. Nobody presses faster than people do, which would be a flood.
func (l *load) take(e fake.Entry, b fake.Button) {
	key := b.Data
	if !slices.Contains(l.alerts[key], e.Chat) {
		l.alerts[key] = append(l.alerts[key], e.Chat)
	}
	if len(l.alerts[key]) < 2 || l.done[key] {
		return
	}
	l.done[key] = true
	if now := time.Now(); now.After(l.calm[e.Chat]) {
		l.calm[e.Chat] = now.Add(2500 * time.Millisecond)
		l.phones.move("press", map[string]any{"person": e.Chat, "message": e.Message, "text": b.Data})
	}
}
