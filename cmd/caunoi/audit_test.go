package main

import (
	"slices"
	"strings"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/store"
)

// A planted is a fault that a test puts into the tables directly, as a mistake
// of the program, a damaged disk or a hand at the database could.
type planted struct {
	name  string
	taken bool   // of a case that somebody has; else of one that nobody has
	finds string // what the audit calls it
	plant func(w *audited, tx store.Tx, c casework.Case)
}

// changed plants a case that is stored without its clock being wound.
func changed(f func(w *audited, c *casework.Case)) func(*audited, store.Tx, casework.Case) {
	return func(w *audited, tx store.Tx, c casework.Case) {
		f(w, &c)
		casework.Cases.Put(tx, c)
	}
}

// clockOf is the key of the timer of a case.
func clockOf(c casework.Case) string { return store.Key("clock", c.Code) }

// mistimed plants a timer that is set for another moment.
func mistimed(by time.Duration) func(*audited, store.Tx, casework.Case) {
	return func(w *audited, tx store.Tx, c casework.Case) {
		tm, _ := flows.Timers.Get(tx, clockOf(c))
		tm.Due = tm.Due.Add(by)
		flows.Timers.Put(tx, tm)
	}
}

// letters plants something about the message that tells the first handler, as if
// it had not been sent yet.
func letters(f func(w *audited, tx store.Tx, m flows.Message)) func(*audited, store.Tx, casework.Case) {
	return func(w *audited, tx store.Tx, c casework.Case) {
		c.Alerts[0].Sent = time.Time{}
		casework.Cases.Put(tx, c)
		row, ok := flows.Card(tx, casework.AlertCard(c.Code), flows.At("test", c.Alerts[0].Member))
		if !ok {
			w.t.Fatal("there is no message to spoil")
		}
		f(w, tx, row)
	}
}

// unlisted deletes the rows of an index that name a key.
func unlisted(tx store.Tx, index, key string) {
	for row := range tx.Scan(index, "", "") {
		if strings.HasSuffix(row, key) {
			tx.Delete(index, row)
		}
	}
}

// ofClocks are faults of what time does to a case.
func ofClocks() []planted {
	return []planted{
		{"the timer is gone", false, "no timer", func(_ *audited, tx store.Tx, c casework.Case) { flows.Timers.Delete(tx, clockOf(c)) }},
		{"the timer of a taken case is gone", true, "no timer", func(_ *audited, tx store.Tx, c casework.Case) { flows.Timers.Delete(tx, clockOf(c)) }},
		{"the timer is set for next year", false, "wrong timer", mistimed(365 * 24 * time.Hour)},
		{"the timer is set for an hour too late", false, "wrong timer", mistimed(time.Hour)},
		{"the timer is in no list of what is due", false, "hidden timer", func(_ *audited, tx store.Tx, c casework.Case) { unlisted(tx, "timer/due", clockOf(c)) }},
		{"there is no next step", false, "no step", changed(func(_ *audited, c *casework.Case) { c.Clock.Step = time.Time{} })},
		{"the next step is next year", false, "far step", changed(func(_ *audited, c *casework.Case) { c.Clock.Step = c.Clock.Step.AddDate(1, 0, 0) })},
		{"the next rung is beyond the ladder", false, "rung", changed(func(_ *audited, c *casework.Case) { c.Clock.Rung = 7 })},
		{"the next rung is below the ladder", false, "rung", changed(func(_ *audited, c *casework.Case) { c.Clock.Rung = -1 })},
		{"more rounds are over than there are", false, "rung", changed(func(_ *audited, c *casework.Case) { c.Clock.Round = 99 })},
		{"the ladder is empty", false, "ladder", changed(func(_ *audited, c *casework.Case) { c.Clock.Ladder.Rungs = nil })},
		{"the ladder has a hole", false, "ladder", changed(func(_ *audited, c *casework.Case) { c.Clock.Ladder.Rungs[2].To = nil })},
		{"the ladder goes down", false, "ladder", changed(func(_ *audited, c *casework.Case) { c.Clock.Ladder.Rungs[2].After = time.Minute })},
		{"the chase is that of a lower level", false, "grade", changed(func(_ *audited, c *casework.Case) { c.Clock.Level = casework.Ordinary })},
		{"the taker is never asked", true, "no check", changed(func(_ *audited, c *casework.Case) { c.Clock.Check = time.Time{} })},
		{"the taker is asked next year", true, "far check", changed(func(_ *audited, c *casework.Case) { c.Clock.Check = c.Clock.Check.AddDate(1, 0, 0) })},
		{"there is no deadline", false, "no deadline", changed(func(_ *audited, c *casework.Case) { c.Clock.Due = time.Time{} })},
		{"danger is asked and nobody waits for the answer", false, "danger", changed(func(_ *audited, c *casework.Case) {
			c.Danger, c.Level = casework.AskedFor, casework.Soon
		})},
	}
}

// ofPeople are faults of who has a case and who was told.
func ofPeople() []planted {
	return []planted{
		{"the taker is erased", true, "taker", func(_ *audited, tx store.Tx, c casework.Case) { flows.Members.Delete(tx, c.Taker) }},
		{"the taker has ended", true, "taker", func(w *audited, tx store.Tx, c casework.Case) {
			m, _ := flows.Members.Get(tx, c.Taker)
			m.Ended = w.now
			flows.Members.Put(tx, m)
		}},
		{"the taker has lost the post", true, "taker", func(w *audited, tx store.Tx, c casework.Case) {
			for p := range flows.Posts.Under(tx, "member", store.Key(c.Taker)) {
				p.To = w.now
				flows.Posts.Put(tx, p)
			}
		}},
		{"nobody is the taker", true, "no taker", changed(func(_ *audited, c *casework.Case) { c.Taker = "" })},
		{"somebody is the taker of a case that nobody has", false, "holder", changed(func(_ *audited, c *casework.Case) { c.Taker = "chi" })},
		{"it is not known since when it is taken", true, "taken when", changed(func(_ *audited, c *casework.Case) { c.TakenAt = time.Time{} })},
		{"nobody was told", false, "nobody told", changed(func(_ *audited, c *casework.Case) { c.Alerts = nil })},
		{"somebody was told twice", false, "twice", changed(func(_ *audited, c *casework.Case) { c.Alerts = append(c.Alerts, c.Alerts[0]) })},
		{"no one in particular was told", false, "twice", changed(func(_ *audited, c *casework.Case) { c.Alerts = append(c.Alerts, casework.Alert{At: c.At}) })},
		{"the rounds are over and no administrator knows", false, "spent", changed(func(_ *audited, c *casework.Case) {
			c.Clock.Spent, c.Clock.Rung, c.Clock.Round = true, len(c.Clock.Ladder.Rungs), c.Clock.Ladder.Rounds+1
		})},
		{"its unit is not in the tree", false, "unit", changed(func(_ *audited, c *casework.Case) { c.Unit = "XX-99" })},
	}
}

// ofMessages are faults of the messages by which handlers are told.
func ofMessages() []planted {
	return []planted{
		{"the message to the handler is gone", false, "alert lost", letters(func(_ *audited, tx store.Tx, m flows.Message) { flows.Outbox.Delete(tx, m.ID) })},
		{"the message was dropped", false, "alert lost", letters(func(_ *audited, tx store.Tx, m flows.Message) {
			m.State, m.Why = flows.Dropped, "stale"
			flows.Outbox.Put(tx, m)
		})},
		{"the message waits in no list", false, "alert lost", letters(func(_ *audited, tx store.Tx, m flows.Message) {
			m.State = flows.Waiting
			flows.Outbox.Put(tx, m)
			unlisted(tx, "outbox/unsent", m.ID)
		})},
		{"the message failed and the case does not know", false, "alert failed", letters(func(_ *audited, tx store.Tx, m flows.Message) {
			m.State, m.Why = flows.Failed, "blocked"
			flows.Outbox.Put(tx, m)
		})},
	}
}

// ofRecords are faults of the record itself and of the indexes.
func ofRecords() []planted {
	return []planted{
		{"it has no state", false, "state", changed(func(_ *audited, c *casework.Case) { c.State = 0 })},
		{"it has a state that there is not", true, "state", changed(func(_ *audited, c *casework.Case) { c.State = 99 })},
		{"it has no level", false, "level", changed(func(_ *audited, c *casework.Case) { c.Level = 0 })},
		{"it is in no list of what is pressing", false, "index", func(_ *audited, tx store.Tx, c casework.Case) { unlisted(tx, "case/watch", c.Code) }},
		{"it is in no list of those who handle it", false, "index", func(_ *audited, tx store.Tx, c casework.Case) { unlisted(tx, "case/hands", c.Code) }},
		{"it stands twice in the list of what is pressing", false, "index", func(w *audited, tx store.Tx, c casework.Case) {
			was := c
			c.At = c.At.Add(-time.Hour)
			casework.Cases.Put(tx, c)
			tx.Scan("case/watch", "", "")(func(row string, _ []byte) bool {
				if strings.HasSuffix(row, c.Code) {
					w.rows = append(w.rows, row)
				}
				return true
			})
			casework.Cases.Put(tx, was)
			tx.Put("case/watch", w.rows[0], nil)
		}},
	}
}

// TestAuditFindsWhatIsPlanted is issue 4, item 12: the audit finds each planted
// fault within two minutes, mends it and tells the administrators.
func TestAuditFindsWhatIsPlanted(t *testing.T) {
	t.Parallel()
	all := slices.Concat(ofClocks(), ofPeople(), ofMessages(), ofRecords())
	if len(all) < 30 {
		t.Fatalf("only %d faults", len(all))
	}
	found, longest := 0, time.Duration(0)
	for _, p := range all {
		t.Run(p.name, func(t *testing.T) {
			took, ok := finds(t, p)
			if ok {
				found++
			}
			longest = max(longest, took)
		})
	}
	t.Logf("the audit found, mended and told %d of %d planted faults; the slowest took %v", found, len(all), longest)
}

// finds plants one fault and reports how long it took until it was found.
func finds(t *testing.T, p planted) (took time.Duration, ok bool) {
	w := newAudited(t)
	code := w.files("an", "khẩn sạt lở chặn đường vào bản")
	w.passes(16 * time.Minute)
	if p.taken {
		w.says("chi", "!nhan "+code)
	}
	w.passes(10*time.Minute + 20*time.Second)
	if k := w.kase(code); len(w.told) > 0 || len(findings(k)) > 0 {
		t.Fatalf("before anything was planted: %v %v", w.told, findings(k))
	}
	w.do(func(tx store.Tx) {
		c, _ := casework.Cases.Get(tx, code)
		p.plant(w, tx, c)
	})
	for took < 2*time.Minute && len(w.told) == 0 {
		w.passes(10 * time.Second)
		took += 10 * time.Second
	}
	c := w.kase(code)
	if kinds := findings(c); !slices.Equal(kinds, []string{p.finds}) {
		t.Errorf("after %v the audit has found %v; want %s", took, kinds, p.finds)
	}
	if len(w.told) != 1 || !strings.HasPrefix(w.told[0], "test:quan: 🛠 Việc "+code) {
		t.Errorf("the administrator was told %q", w.told)
	}
	w.passes(5 * time.Minute)
	if len(w.told) != 1 || len(findings(w.kase(code))) != 1 {
		t.Errorf("five minutes later: told %q, found %v", w.told, findings(w.kase(code)))
	}
	w.do(func(tx store.Tx) {
		if last, clean := casework.Audited(tx); !clean || w.now.Sub(last) > time.Minute {
			t.Errorf("it is not mended: the last audit was %v ago, clean: %v", w.now.Sub(last), clean)
		}
	})
	w.ends(code)
	return took, !t.Failed()
}

// ends fails unless a case is with a person in the end: somebody has it, or was
// told of it and can be reached.
func (w *audited) ends(code string) {
	w.t.Helper()
	w.passes(4 * time.Hour)
	c := w.kase(code)
	told := slices.ContainsFunc(c.Alerts, func(a casework.Alert) bool { return a.Failed == "" && !a.Sent.IsZero() })
	if c.State == casework.New && !told || !c.State.Open() && c.State != casework.Done {
		w.t.Errorf("four hours later it is %d, and somebody knows: %v", c.State, told)
	}
}
