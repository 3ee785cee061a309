package talk

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
	"caunoi/store"
	"caunoi/store/bolt"
)

// A draft is all that was answered, in the order of the questions: "a=1".
type draft struct{ All []string }

// A spec is one question of a script under test: its name, and behind it "?" if
// it may be left out, "!" if short answers will not do now, "+x" if it is only
// asked when x was answered with yes.
type spec string

// ask makes the question of a spec.
func ask(s spec) *Question[draft] {
	name, only, _ := strings.Cut(strings.TrimRight(string(s), "?!"), "+")
	q := &Question[draft]{Name: name, Open: viet.Text, Skip: strings.Contains(string(s), "?")}
	strict := strings.Contains(string(s), "!")
	if only != "" {
		q.When = func(d draft) bool { return slices.Contains(d.All, only+"=yes") }
	}
	q.Take = func(d *draft, g Given) string {
		if g.Text == "bad" || strict && len(g.Text) < 4 {
			return "short"
		}
		said := g.Text
		if len(g.Files) > 0 {
			said += fmt.Sprintf("(%d)", len(g.Files))
		}
		d.All = append(d.All, name+"="+said)
		return ""
	}
	return q
}

// A rig is one person in a conversation. Every event meets a script and a desk
// that were made for it, as after a restart.
type rig struct {
	*testing.T
	path     string
	db       store.DB
	specs    []spec
	long     bool // the talk ends with a summary
	now      time.Time
	seq      int64
	finished []string // "code: answers", of every talk that came to its end
	filed    []string
}

const home = flows.Address("test:an")

func newRig(t *testing.T, specs ...spec) *rig {
	t.Helper()
	r := &rig{T: t, path: filepath.Join(t.TempDir(), "talk.db"), specs: specs, now: time.Date(2026, 11, 21, 6, 12, 0, 0, time.UTC)}
	r.open()
	t.Cleanup(func() {
		if err := r.db.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	r.update(func(tx store.Tx) {
		flows.Members.Put(tx, flows.Member{ID: "an", Consent: flows.Consent{Agreed: true}, Homes: []flows.Home{{Address: home}}})
	})
	return r
}

func (r *rig) open() {
	r.Helper()
	db, err := bolt.Open(r.path, bolt.Options{Init: true, NoSync: true})
	if err != nil {
		r.Fatal(err)
	}
	r.db = db
}

// restart closes the database and opens it again.
func (r *rig) restart() {
	r.Helper()
	if err := r.db.Close(); err != nil {
		r.Fatal(err)
	}
	r.open()
}

func (r *rig) update(f func(store.Tx)) {
	r.Helper()
	if err := r.db.Update(context.Background(), f); err != nil {
		r.Fatal(err)
	}
}

// script makes the script as this version of the program has it.
func (r *rig) script() *Script[draft] {
	s := &Script[draft]{Name: "test", Section: "t", Finish: func(t *flows.Turn, code string, d draft) {
		r.finished = append(r.finished, code+": "+strings.Join(d.All, " "))
		t.Reply("t.end", nil)
	}}
	for _, spec := range r.specs {
		s.Questions = append(s.Questions, ask(spec))
	}
	if r.long {
		lengthen(s)
	}
	return s
}

// desk makes a desk with the script.
func (r *rig) desk() *flows.Desk {
	texts, err := text.Load(time.UTC)
	if err != nil {
		r.Fatal(err)
	}
	s := r.script()
	d := flows.NewDesk(texts, flows.Defaults(), map[string]flows.Traits{"test": {Buttons: true, Edits: true}})
	s.Register(d)
	d.Verb("begin", func(t *flows.Turn, args []string) { s.Begin(t, args[0]) })
	d.Edited(func(t *flows.Turn) { s.Reworded(t, "7") })
	d.Free(func(t *flows.Turn, _ viet.Meaning) { r.filed = append(r.filed, t.Event.Text) })
	return d
}

// take hands an event to a new desk and returns what was said, with "|"
// between.
func (r *rig) take(e flows.Event) string {
	r.Helper()
	r.seq++
	r.now = r.now.Add(time.Second)
	e.Seq, e.ID, e.At, e.By, e.Chat, e.Private = r.seq, fmt.Sprintf("test:u%d", r.seq), r.now, home, home, true
	var said []string
	r.update(func(tx store.Tx) {
		said = nil
		taken := r.desk().Take(tx, []flows.Event{e})
		for _, a := range taken.Aside {
			r.Fatalf("put aside: %s", a.Why)
		}
		for _, q := range taken.Queued {
			m, _ := flows.Outbox.Get(tx, q.ID)
			said = append(said, m.Text)
		}
	})
	return strings.Join(said, " | ")
}

func (r *rig) begin(code string) string {
	r.Helper()
	return r.take(flows.Event{Kind: flows.Pressed, Press: "begin " + code})
}

func (r *rig) says(words string) string {
	r.Helper()
	return r.take(flows.Event{Kind: flows.Said, Text: words})
}

// wants compares what the bot said.
func (r *rig) wants(after, got, want string) {
	r.Helper()
	if got != want {
		r.Errorf("after %s said %q; want %q", after, got, want)
	}
}

// ended compares what came to its end, and that nothing of it is left.
func (r *rig) ended(want ...string) {
	r.Helper()
	if !slices.Equal(r.finished, want) {
		r.Errorf("finished %q; want %q", r.finished, want)
	}
	r.update(func(tx store.Tx) {
		for k := range talks.All(tx) {
			r.Errorf("a talk about %s with the answers %v is left; want none", k.Code, k.Answers)
		}
	})
}
