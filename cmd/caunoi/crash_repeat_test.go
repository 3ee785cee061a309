package main

import (
	"encoding/json"
	"os"
	"strconv"
	"strings"

	"caunoi/bot/telegram/fake"
	"caunoi/flows"
	"caunoi/store"
)

// claims reads off the log which messages each start named as perhaps sent
// twice.
func (r *rig) claims(v *verdict) {
	r.t.Helper()
	v.named = map[string]int{}
	data, err := os.ReadFile(r.path("caunoi.log"))
	if err != nil {
		r.t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		var entry struct {
			Msg, Level string
			Count      int
			Messages   []string
		}
		if json.Unmarshal([]byte(line), &entry) != nil {
			continue // not of the log, or cut by a kill
		}
		if entry.Level == "ERROR" {
			v.problem("the log has an error: %s", line)
		}
		if entry.Msg != "possible repeats after a stop" {
			continue
		}
		v.claimed += entry.Count
		v.mostClaimed = max(v.mostClaimed, entry.Count)
		for _, id := range entry.Messages {
			v.named[id]++
		}
	}
	if v.mostClaimed > 128 {
		v.problem("a start named %d messages as claimed, want at most 128", v.mostClaimed)
	}
}

// added is how the answer begins to what joins a case whose card does not show
// it. It is the same for each message.
const added = "Đã thêm vào "

// repeated counts what was shown to a person more often than it was said. Only
// what a start named may be, and no more often than it was named.
func (v *verdict) repeated(tx store.Tx, record []fake.Entry) {
	said, ids := map[string]int{}, map[string][]string{}
	for m := range flows.Outbox.All(tx) {
		key := m.To.Chat() + "|" + m.Text
		if m.Card {
			key = m.To.Chat() + "|" + m.About.Code + "|" + m.About.View
		}
		ids[key] = append(ids[key], m.ID)
		said[key]++
	}
	seen, again := map[string]int{}, map[string]int{}
	for _, e := range record {
		if e.Person != 0 || e.What != "show" {
			continue
		}
		key := shownKey(e)
		row := rowKey(e)
		if seen[key]++; seen[key] <= max(said[row], 1) {
			continue
		}
		v.repeats++
		again[row]++
		times := 0
		for _, id := range ids[row] {
			times += v.named[id]
		}
		if again[row] > times {
			v.count(&v.unnamed, "%d saw again what no start named: %q (%v)", e.Chat, e.Text, ids[row])
		}
	}
	if v.repeats > v.claimed {
		v.problem("%d messages were seen twice, but the starts named only %d", v.repeats, v.claimed)
	}
}

// rowKey finds the row of the outbox that a shown message came from: by its
// text, or of a card by what it is about.
func rowKey(e fake.Entry) string {
	chat := strconv.FormatInt(e.Chat, 10)
	head := heads.FindStringSubmatch(e.Text)
	switch {
	case head == nil:
		return chat + "|" + e.Text
	case strings.Contains(head[1], "Đã ghi"):
		return chat + "|" + head[2] + "|own"
	}
	return chat + "|" + head[2] + "|alert"
}
