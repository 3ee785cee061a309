package talk

import (
	"testing"

	"caunoi/flows"
	"caunoi/flows/viet"
	"caunoi/store"
)

// An upgrade puts a question before the one that the person is reading. The
// answer belongs to what was read.
func TestUpgradeMixesUp(t *testing.T) {
	for name, x := range map[string]struct {
		now      []spec
		say, end string
	}{
		"added before the open one": {[]spec{"a", "b", "n", "c"}, "t.n", "7: a=một một b=hai hai n=không không c=ba ba"},
		"added at the beginning":    {[]spec{"n", "a", "b", "c"}, "t.n", "7: n=không không a=một một b=hai hai c=ba ba"},
		"an answered one renamed":   {[]spec{"a", "e", "c"}, "t.e", "7: a=một một e=không không c=ba ba"},
		"an answer no longer good":  {[]spec{"a!", "b", "c"}, "t.a.short", "7: a=không không b=hai hai c=ba ba"},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, "a", "b", "c")
			r.begin("7")
			if name == "an answer no longer good" {
				r.says("mot")
			} else {
				r.says("một một")
			}
			r.says("hai hai")
			r.specs = x.now
			r.wants("the answer to c", r.says("ba ba"), x.say)
			r.says("không không")
			r.ended(x.end)
		})
	}
}

// After an upgrade removed the open question, beginning again finishes; the
// draft must not stay and finish by itself the next time.
func TestDraftStays(t *testing.T) {
	r := newRig(t, "a", "b")
	r.begin("7")
	r.says("cũ cũ")
	r.specs = []spec{"a"}
	r.begin("7")
	r.ended("7: a=cũ cũ")
	r.wants("beginning once more", r.begin("7"), "t.a")
}

// "bỏ qua" to a question that may not be left out is not its answer.
func TestSkipIsTaken(t *testing.T) {
	r := newRig(t, "a", "b")
	r.begin("7")
	r.wants("skipping what may not be skipped", r.says("bỏ qua"), "t.a")
}

// A question that may be left out can be, also if its Take refuses emptiness.
func TestSkipIsRefused(t *testing.T) {
	r := newRig(t, "a?!", "b")
	r.begin("7")
	r.wants("skipping", r.says("bỏ qua"), "t.b")
}

// A fixed choice is an answer: pressed on the message that offered it.
func TestPick(t *testing.T) {
	r := newRig(t, "a")
	done := false
	s := &Script[draft]{Name: "pick", Section: "t", Finish: func(*flows.Turn, string, draft) { done = true },
		Questions: []*Question[draft]{{Name: "k", Open: viet.Menu, Pick: []Pick{{Key: "button.yes", Value: "co"}},
			Take: func(*draft, Given) string { return "" }}}}
	d := flows.NewDesk(r.desk().Texts, flows.Defaults(), map[string]flows.Traits{"test": {Buttons: true}})
	s.Register(d)
	d.Verb("begin", func(t *flows.Turn, args []string) { s.Begin(t, args[0]) })
	for i, press := range []string{"begin 7", "talk.pick 7 k co"} {
		e := flows.Event{ID: press, Seq: int64(900 + i), Kind: flows.Pressed, Press: press, At: r.now, By: home, Chat: home, Private: true}
		r.update(func(tx store.Tx) { d.Take(tx, []flows.Event{e}) })
	}
	if !done {
		t.Error("the press of a choice did not answer the question")
	}
}
