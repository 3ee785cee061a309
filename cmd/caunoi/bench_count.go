package main

import (
	"bytes"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"caunoi/bot"
)

// A benchOutcome is what came of a trial.
type benchOutcome struct {
	after          time.Duration // from the first to the last copy shown
	share, share99 float64       // of what the limits allow: over all of it, and until 99 of 100 were shown
	floods         int
	lost, doubled  int
	closed         int
	answersLost    int
	urgent         []time.Duration // from a report to its alert, sorted
	memory         float64         // MiB
	cpu            time.Duration
}

// directive reports whether something was the bot showing the directive.
func (h happening) directive() bool {
	return h.Person == 0 && h.What == "show" && strings.Contains(h.Text, benchWords)
}

// sent reports whether it counts against the limits.
func (h happening) sent() bool { return h.Person == 0 && (h.What == "show" || h.What == "edit") }

// reachable are the chats in which the directive has to be shown.
func (t benchTrial) reachable() map[int64]bool {
	chats := map[int64]bool{}
	for i := range t.Receivers {
		switch {
		case t.closed(i):
		case t.moved(i):
			chats[benchSuper-int64(i)] = true
		default:
			chats[t.chat(i)] = true
		}
	}
	return chats
}

// judge counts what the record says.
func (s *record) judge(t benchTrial, f floods, m *meter) benchOutcome {
	v := benchOutcome{floods: f.Floods, answersLost: f.Lost, memory: m.most, cpu: m.used}
	want, has := t.reachable(), map[int64]int{}
	var firsts []time.Time
	for _, h := range s.log {
		if !h.directive() || !want[h.Chat] {
			continue
		}
		if has[h.Chat]++; has[h.Chat] == 1 {
			firsts = append(firsts, h.At)
		} else {
			v.doubled++
		}
	}
	v.lost, v.closed = len(want)-len(has), t.Receivers-len(want)
	if len(firsts) > 1 {
		v.after = firsts[len(firsts)-1].Sub(firsts[0])
		v.share = s.share(t, f, firsts[0], firsts[len(firsts)-1])
		v.share99 = s.share(t, f, firsts[0], firsts[len(firsts)*99/100])
	}
	v.urgent = s.alerts(t)
	return v
}

// share is what was sent between two copies of what could have been. What was not
// shown is spread over all that was: it counted against the limits, as in a chat
// that is closed, or may have for all that the bot can know, as when a line breaks.
func (s *record) share(t benchTrial, f floods, from, until time.Time) float64 {
	shown, within := 0, 0
	for _, h := range s.log {
		if !h.sent() {
			continue
		}
		shown++
		if h.At.After(from) && !h.At.After(until) {
			within++
		}
	}
	counted := float64(within) * float64(max(f.Counted, shown)+f.Wasted) / float64(shown)
	return counted / (until.Sub(from).Seconds() * float64(bot.TelegramRates().Total*t.Scale))
}

// alerts are the times from an urgent report to the alert of whoever is in charge.
func (s *record) alerts(t benchTrial) (waits []time.Duration) {
	said := map[int64]time.Time{}
	for _, h := range s.log {
		switch {
		case h.What == "say":
			said[h.Person-benchReporter] = h.At
		case h.sent() && h.Chat >= benchCharge:
			if at, ok := said[h.Chat-benchCharge]; ok {
				waits = append(waits, h.At.Sub(at))
				delete(said, h.Chat-benchCharge)
			}
		}
	}
	for range said { // nobody was told: worse than any wait
		waits = append(waits, benchStuck)
	}
	slices.Sort(waits)
	return waits
}

// A meter measures a process, as far as the system tells (Linux).
type meter struct {
	pid  int
	most float64       // MiB of its own memory, at most
	from time.Duration // processor time at the beginning
	used time.Duration // and what was used since
}

func (m *meter) begin() { m.from = m.processor() }
func (m *meter) end()   { m.used = m.processor() - m.from }

// measure looks how much memory it has of its own: heap, stacks and variables.
func (m *meter) measure() {
	status, err := os.ReadFile("/proc/" + strconv.Itoa(m.pid) + "/status")
	if err != nil {
		return // another system, or it has ended, which is noticed elsewhere
	}
	for line := range bytes.Lines(status) {
		words := strings.Fields(string(line))
		if len(words) > 1 && words[0] == "RssAnon:" {
			kib, _ := strconv.Atoi(words[1]) // the system's own figure
			m.most = max(m.most, float64(kib)/1024)
		}
	}
}

// processor is the processor time it has used.
func (m *meter) processor() time.Duration {
	stat, err := os.ReadFile("/proc/" + strconv.Itoa(m.pid) + "/stat")
	if err != nil {
		return 0
	}
	const ticks = 100 // a second, on every Linux that Go runs on
	_, rest, _ := strings.Cut(string(stat), ") ")
	words := strings.Fields(rest)
	if len(words) < 13 {
		return 0
	}
	user, _ := strconv.Atoi(words[11])   // the system's own figures
	system, _ := strconv.Atoi(words[12]) // likewise
	return time.Duration(user+system) * time.Second / ticks
}
