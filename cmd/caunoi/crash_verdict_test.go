package main

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"caunoi/bot/telegram/fake"
	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/viet"
	"caunoi/store"
)

// A verdict is what a crash test found.
type verdict struct {
	kills, seed                                  int
	reports, urgent, acknowledged                int
	lost, doubled, alertsLost, unanswered, wrong int
	repeats, claimed, mostClaimed, unnamed       int
	seconds                                      float64
	problems                                     []string

	alike map[string]int
	named map[string]int // how often a start named a message
	cases map[string]casework.Case
	into  map[string][]string   // the cases that hold a message, by chat and id
	wrote map[string]fake.Entry // who wrote a number, and what
	seen  map[string]bool       // cases whose reporter saw the card
}

// line is the verdict in one line.
func (v *verdict) line() string {
	return fmt.Sprintf("kills %d reports %d urgent %d acknowledged %d lost %d doubled %d alerts lost %d unanswered %d wrong %d repeats %d claimed %d (at most %d, unnamed %d) seconds %.1f seed %d",
		v.kills, v.reports, v.urgent, v.acknowledged, v.lost, v.doubled, v.alertsLost, v.unanswered, v.wrong, v.repeats, v.claimed, v.mostClaimed, v.unnamed, v.seconds, v.seed)
}

// count counts an offence and notes it.
func (v *verdict) count(n *int, format string, args ...any) {
	*n++
	v.problem(format, args...)
}

// compare compares what is stored with all that happened.
func (v *verdict) compare(tx store.Tx, w *town, record []fake.Entry) {
	v.cases, v.into, v.wrote = map[string]casework.Case{}, map[string][]string{}, map[string]fake.Entry{}
	v.seen = map[string]bool{}
	for c := range casework.Cases.All(tx) {
		v.cases[c.Code] = c
		if c.Level == casework.LifeAndDanger {
			v.urgent++
		}
		for _, p := range c.Parts {
			if p.By == "" && p.Said != "" {
				key := spot(c.Chat.Chat(), p.Said)
				v.into[key] = append(v.into[key], c.Code)
			}
		}
	}
	for a := range flows.Asides.All(tx) {
		v.problem("put aside: %s: %s", a.ID, a.Why)
	}
	for i, e := range record {
		if e.Person != 0 && (e.What == "say" || e.What == "photo") {
			v.reports++
			v.written(e, record[i+1:])
		}
		if e.Person != 0 && e.What == "press" {
			v.pressed(tx, e)
		}
	}
	alerts := map[string]bool{}
	for _, e := range record {
		if e.Person == 0 && e.What != "delete" {
			v.shown(w, e, alerts)
		}
	}
	for _, c := range v.cases {
		v.alerted(tx, c, alerts)
	}
	v.acknowledged = len(v.seen)
	v.repeated(tx, record)
}

// spot names a message of a chat.
func spot(chat, message string) string { return chat + "/" + message }

// written checks what became of a message: it is in one case and no other, in
// the words it was written in, and its writer saw an answer that names it.
func (v *verdict) written(e fake.Entry, later []fake.Entry) {
	chat := strconv.FormatInt(e.Chat, 10)
	codes := v.into[spot(chat, strconv.FormatInt(e.Message, 10))]
	mark := marks.FindString(e.Text)
	if mark != "" {
		v.wrote[mark] = e
	}
	switch {
	case len(codes) == 0:
		v.count(&v.lost, "%d wrote %q, and it is in no case", e.Chat, e.Text)
		return
	case len(codes) > 1:
		v.count(&v.doubled, "%d wrote %q, and it is in %v", e.Chat, e.Text, codes)
		return
	}
	c := v.cases[codes[0]]
	want := viet.Clean(e.Text)
	if m := viet.Mean(e.Text, viet.Context{}); m.Kind == viet.Urgent {
		want = m.Rest
	}
	same := func(p casework.Part) bool { return p.Said == strconv.FormatInt(e.Message, 10) && p.Text == want }
	if !slices.ContainsFunc(c.Parts, same) || c.Chat != flows.At("telegram", chat) {
		v.count(&v.wrong, "%d wrote %q, and %s holds something else", e.Chat, e.Text, c.Code)
	}
	answers := func(s fake.Entry) bool {
		return s.Person == 0 && s.Chat == e.Chat && slices.Contains(codePattern.FindAllString(s.Text, -1), c.Code) &&
			(mark == "" || c.Level == casework.LifeAndDanger || strings.Contains(s.Text, mark) || strings.HasPrefix(s.Text, added))
	}
	if !slices.ContainsFunc(later, answers) {
		v.count(&v.unanswered, "%d wrote %q into %s, and saw no answer", e.Chat, e.Text, c.Code)
	}
}

// marks are the numbers by which texts are known again.
var marks = regexp.MustCompile(`cột \d{5}`)

// pressed checks that a press had its effect.
func (v *verdict) pressed(tx store.Tx, e fake.Entry) {
	words := strings.Fields(e.Text)
	c := v.cases[words[1]]
	done := false
	switch words[0] {
	case "nhan":
		m, _ := flows.Members.Get(tx, c.Taker)
		done = c.State == casework.Taken && m.Home() == flows.At("telegram", strconv.FormatInt(e.Chat, 10))
	case "nguy":
		done = c.Danger == map[string]casework.Danger{"co": casework.Yes, "khong": casework.No}[words[2]]
	}
	if !done {
		v.count(&v.lost, "%d pressed %q, and nothing came of it: %+v", e.Chat, e.Text, c)
	}
}

// heads is how the cards begin.
var heads = regexp.MustCompile(`^(✅ Đã ghi việc|🚨 Đã ghi khẩn|🚨 KHẨN|Gấp|Thường|Theo dõi) (\d{4}-\d+)`)

// shown checks what a person was shown: it is true, and for that person's eyes.
func (v *verdict) shown(w *town, e fake.Entry, alerts map[string]bool) {
	for _, mark := range marks.FindAllString(e.Text, -1) {
		from := v.wrote[mark]
		if from.Chat != e.Chat && !slices.Contains(w.told[from.Chat], e.Chat) {
			v.count(&v.wrong, "%d saw what %d wrote: %q", e.Chat, from.Chat, e.Text)
		}
		codes := v.into[spot(strconv.FormatInt(from.Chat, 10), strconv.FormatInt(from.Message, 10))]
		if len(codes) > 0 && codePattern.FindString(e.Text) != codes[0] {
			v.count(&v.wrong, "%d saw %q, but %q is in %v", e.Chat, e.Text, mark, codes)
		}
	}
	if strings.Contains(e.Text, "chưa ghi") {
		v.count(&v.wrong, "%d was told %q", e.Chat, e.Text)
	}
	head := heads.FindStringSubmatch(e.Text)
	if head == nil {
		return
	}
	c, ok := v.cases[head[2]]
	switch own := strings.Contains(head[1], "Đã ghi"); {
	case !ok:
		v.count(&v.lost, "%d saw %q, and there is no such case", e.Chat, e.Text)
	case own && c.Chat != flows.At("telegram", strconv.FormatInt(e.Chat, 10)):
		v.count(&v.wrong, "%d saw the card of somebody else's case: %q", e.Chat, e.Text)
	case own:
		v.seen[c.Code] = true
	case head[1] == "🚨 KHẨN":
		alerts[c.Code+"/"+strconv.FormatInt(e.Chat, 10)] = true
	}
}

// alerted checks that everybody who has to know of an urgent case saw it.
func (v *verdict) alerted(tx store.Tx, c casework.Case, alerts map[string]bool) {
	if c.Level != casework.LifeAndDanger {
		return
	}
	now := time.Now()
	to := flows.Holders(tx, c.Unit, flows.Charge, now)
	for u := range flows.Up(tx, c.Unit) {
		to = append(to, flows.Holders(tx, u.Code, flows.Duty, now)...)
	}
	if len(to) < 2 {
		v.problem("%s has %d people to be told, want 2", c.Code, len(to))
	}
	for _, m := range to {
		if !alerts[c.Code+"/"+m.Home().Chat()] {
			v.count(&v.alertsLost, "%s never saw the alert of %s", m.ID, c.Code)
		}
	}
}
