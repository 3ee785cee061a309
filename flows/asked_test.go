package flows

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"caunoi/flows/viet"
	"caunoi/store"
)

// asking is a rig that notes which question an answer was taken for, and which
// words were filed.
func asking(t *testing.T, channel string) (r *rig, an Address, got *[]string) {
	r, got = newRig(t), new([]string)
	for _, kind := range []string{"what", "where", "many"} {
		r.desk.Answer(kind, func(t *Turn, q Question, m viet.Meaning) {
			*got = append(*got, fmt.Sprintf("%s %s: %s", q.Kind, q.Code, t.Event.Text))
		})
	}
	r.desk.Free(func(t *Turn, _ viet.Meaning) { *got = append(*got, "filed: "+t.Event.Text) })
	r.desk.Verb("go", func(_ *Turn, args []string) { *got = append(*got, "pressed: "+strings.Join(args, " ")) })
	return r, r.person("an", channel), got
}

// asks puts a question to a person and lets it arrive.
func (r *rig) asks(by Address, q Question, choices ...Choice) {
	r.Helper()
	r.deliver(r.turn(by, func(t *Turn) {
		q.Said = t.Reply("asked "+q.Kind+q.Code, nil, choices...)
		t.Ask(t.Reader, q)
	}))
	r.pass(time.Second)
}

// TestAskedStack: the newest question is answered first, then the one before;
// what comes after the last is filed.
func TestAskedStack(t *testing.T) {
	r, an, got := asking(t, "rich")
	r.asks(an, Question{Kind: "what", Code: "1", Open: viet.Text})
	r.asks(an, Question{Kind: "where", Code: "1", Open: viet.Text})
	r.asks(an, Question{Kind: "what", Code: "2", Open: viet.Text})
	r.asks(an, Question{Kind: "what", Code: "1", Open: viet.Text}) // put once more: now the newest
	for _, words := range []string{"ở đầu bản", "bên kia suối", "gần nhà văn hóa", "cầu treo bị gãy"} {
		r.says(an, words)
	}
	want := []string{"what 1: ở đầu bản", "what 2: bên kia suối", "where 1: gần nhà văn hóa", "filed: cầu treo bị gãy"}
	if !slices.Equal(*got, want) {
		t.Errorf("taken as %q; want %q", *got, want)
	}
}

// TestAskedExpires: a question counts until its time, and not after.
func TestAskedExpires(t *testing.T) {
	for _, x := range []struct {
		after time.Duration
		want  string
	}{{time.Minute, "what 1: ở đầu bản"}, {time.Minute + 1, "filed: ở đầu bản"}} {
		r, an, got := asking(t, "rich")
		q := Question{Kind: "what", Code: "1", Open: viet.Text, Until: r.now.Add(time.Minute)}
		r.turn(an, func(t *Turn) { t.Ask(t.Reader, q) })
		r.pass(x.after)
		r.says(an, "ở đầu bản")
		if !slices.Equal(*got, []string{x.want}) {
			t.Errorf("after %v taken as %q; want %q", x.after, *got, x.want)
		}
	}
}

// TestAskedIsBounded: the oldest question is dropped when there are too many,
// and those that are over make room first.
func TestAskedIsBounded(t *testing.T) {
	r, an, _ := asking(t, "rich")
	for i := range maxAsked + 3 {
		r.asks(an, Question{Kind: "what", Code: fmt.Sprint(i), Open: viet.Text, Until: r.now.Add(time.Hour)})
	}
	r.do(func(tx store.Tx) {
		a, _ := askedTable.Get(tx, string(an))
		if n := len(a.Items); n != maxAsked || a.Items[0].Code != fmt.Sprint(maxAsked+2) {
			t.Errorf("%d questions stand, %s first; want %d and the newest first", n, a.Items[0].Code, maxAsked)
		}
	})
	r.pass(2 * time.Hour)
	r.asks(an, Question{Kind: "what", Code: "new", Open: viet.Text})
	r.do(func(tx store.Tx) {
		if a, _ := askedTable.Get(tx, string(an)); len(a.Items) != 1 {
			t.Errorf("%d questions stand; want the new one alone", len(a.Items))
		}
	})
}

// TestAnswered: a question that was taken away is not answered any more, and an
// empty stack leaves no row.
func TestAnswered(t *testing.T) {
	r, an, got := asking(t, "rich")
	r.asks(an, Question{Kind: "what", Code: "1", Open: viet.Text})
	r.turn(an, func(t *Turn) {
		t.Answered(an, "what", "other")
		t.Answered(an, "what", "1")
		t.Answered(an, "what", "1")
	})
	r.says(an, "ở đầu bản")
	if want := []string{"filed: ở đầu bản"}; !slices.Equal(*got, want) {
		t.Errorf("taken as %q; want %q", *got, want)
	}
	r.do(func(tx store.Tx) {
		if askedTable.Has(tx, string(an)) {
			t.Error("a row is left of the empty stack")
		}
	})
}

// numbers are messages that are a number and nothing else, in four situations:
// a menu, a menu and then a question for words, a question and then a menu, a
// menu and then a question for a number.
func TestNumbers(t *testing.T) {
	yes, no := Choice{Key: "button.yes", Do: "go yes"}, Choice{Key: "button.no", Do: "go no"}
	menu := func(r *rig, an Address) {
		r.deliver(r.turn(an, func(t *Turn) { t.Reply("menu", nil, yes, no) }))
		r.pass(time.Second)
	}
	ask := func(open viet.Open) func(r *rig, an Address) {
		return func(r *rig, an Address) { r.asks(an, Question{Kind: "many", Open: open}) }
	}
	type step = func(r *rig, an Address)
	for name, x := range map[string]struct {
		before []step
		says   string
		want   string
	}{
		"a menu takes its number":            {[]step{menu}, "2", "pressed: no"},
		"blanks do not matter":               {[]step{menu}, " 1 ", "pressed: yes"},
		"words for a text question":          {[]step{menu, ask(viet.Text)}, "2", "many : 2"},
		"the newer menu before the question": {[]step{ask(viet.Text), menu}, "2", "pressed: no"},
		"a number that was asked for":        {[]step{menu, ask(viet.Number)}, "2", "many : 2"},
	} {
		t.Run(name, func(t *testing.T) {
			r, an, got := asking(t, "plain")
			for _, f := range x.before {
				f(r, an)
			}
			r.says(an, x.says)
			if !slices.Equal(*got, []string{x.want}) {
				t.Errorf("%q is taken as %q; want %q", x.says, *got, x.want)
			}
		})
	}
	t.Run("a menu grows old", func(t *testing.T) {
		r, an, got := asking(t, "plain")
		menu(r, an)
		r.pass(fresh)
		r.says(an, "2")
		if slices.Contains(*got, "pressed: no") {
			t.Errorf("a number a day later is taken as %q; want no press", *got)
		}
	})
	t.Run("no such choice", func(t *testing.T) {
		r, an, got := asking(t, "plain")
		menu(r, an)
		r.says(an, "3")
		if slices.ContainsFunc(*got, func(s string) bool { return strings.HasPrefix(s, "pressed") }) {
			t.Errorf("3 of two choices is taken as %q; want no press", *got)
		}
	})
	t.Run("where there are buttons", func(t *testing.T) {
		r, an, got := asking(t, "rich")
		menu(r, an)
		r.says(an, "2")
		if slices.Contains(*got, "pressed: no") {
			t.Errorf("a number is taken as %q though nothing was numbered", *got)
		}
	})
}

// TestRepeat: after a notice the open question is put again, once, to who was
// told the notice; then the words that follow are still its answer.
func TestRepeat(t *testing.T) {
	r, an, got := asking(t, "rich")
	binh := r.person("binh", "rich")
	r.asks(an, Question{Kind: "what", Code: "1", Open: viet.Text})
	notice := func() []string {
		return r.deliver(r.turn(binh, func(t *Turn) {
			t.Say(Reader{Member: "an", Chat: an}, Note{Key: "one"})
			t.Say(Reader{Member: "an", Chat: an}, Note{Key: "two"})
			t.Reply("said", nil)
		}))
	}
	for range 2 {
		if said, want := notice(), []string{"one", "two", "said", "asked what1"}; !slices.Equal(said, want) {
			t.Errorf("said %q; want %q", said, want)
		}
		r.pass(time.Second)
	}
	r.says(an, "ở đầu bản")
	if want := []string{"what 1: ở đầu bản"}; !slices.Equal(*got, want) {
		t.Errorf("taken as %q; want %q", *got, want)
	}
	if said, want := notice(), []string{"one", "two", "said"}; !slices.Equal(said, want) {
		t.Errorf("after the answer said %q; want %q", said, want)
	}
}

// TestNoRepeat: a question is not put twice in the turn that asks it, nor one
// that is over, nor one that stands on a card.
func TestNoRepeat(t *testing.T) {
	r, an, _ := asking(t, "rich")
	said := r.deliver(r.turn(an, func(t *Turn) {
		id := t.Reply("question", nil)
		t.Ask(t.Reader, Question{Kind: "what", Open: viet.Text, Said: id, Until: r.now.Add(time.Minute)})
		t.Reply("more", nil)
	}))
	if want := []string{"question", "more"}; !slices.Equal(said, want) {
		t.Errorf("said %q; want %q", said, want)
	}
	r.pass(time.Hour)
	said = r.deliver(r.turn(an, func(t *Turn) { t.Reply("later", nil) }))
	if want := []string{"later"}; !slices.Equal(said, want) {
		t.Errorf("an hour later said %q; want %q", said, want)
	}
	r.turn(an, func(t *Turn) { t.Ask(t.Reader, Question{Kind: "where", Open: viet.YesNo}) })
	said = r.deliver(r.turn(an, func(t *Turn) { t.Reply("last", nil) }))
	if want := []string{"last"}; !slices.Equal(said, want) {
		t.Errorf("with a question on a card said %q; want %q", said, want)
	}
}

// TestHeld: what waits for a word of its sender is kept once, by chat.
func TestHeld(t *testing.T) {
	r, an, _ := asking(t, "rich")
	r.turn(an, func(turn *Turn) {
		Hold(turn, Unclear, "first", nil)
		Hold(turn, Unclear, "second", []File{{Kind: Photo}})
	})
	r.turn(an, func(turn *Turn) {
		h, ok := TakeHeld(turn, Unclear)
		if !ok || h.Text != "second" || len(h.Files) != 1 {
			t.Errorf("held %+v, %v; want the second", h, ok)
		}
		if _, ok := TakeHeld(turn, Unclear); ok {
			t.Error("it is held still; want it taken")
		}
	})
}
