package flows

import (
	"testing"
	"time"

	"caunoi/store"
)

// heard counts what reaches the flow that files.
func heard(r *rig) *[]string {
	var words []string
	r.desk.Verb("say", func(t *Turn, args []string) { words = append(words, args...) })
	return &words
}

// TestSeen: an event is handled once for ever, whatever its number.
func TestSeen(t *testing.T) {
	r := newRig(t)
	an := r.person("an", "rich")
	words := heard(r)
	numbered := func(seq int64, word string) {
		e := r.event(an, Event{Kind: Pressed, Press: "say " + word})
		e.Seq = seq
		r.take(e)
	}
	for _, x := range []struct {
		seq   int64
		word  string
		taken bool
	}{
		{1000, "first", true},
		{1000, "again", false},
		{999, "lower", true}, // Telegram's numbers start anew after a quiet week
		{999, "lower again", false},
		{1023, "end of the block", true},
		{1024, "next block", true},
		{1000, "after the next block", false},
		{1, "far lower", true},
		{1 << 60, "far higher", true},
		{1 << 60, "far higher again", false},
	} {
		before := len(*words)
		numbered(x.seq, x.word)
		if got := len(*words) > before; got != x.taken {
			t.Errorf("%s, number %d, was handled: %v; want %v", x.word, x.seq, got, x.taken)
		}
	}
}

// TestSeenInOneBatch: twice in one poll is twice too.
func TestSeenInOneBatch(t *testing.T) {
	r := newRig(t)
	an := r.person("an", "rich")
	words := heard(r)
	one := r.event(an, Event{Kind: Pressed, Press: "say one"})
	two := r.event(an, Event{Kind: Pressed, Press: "say two"})
	r.take(two, one, two, one)
	if got := len(*words); got != 2 || (*words)[0] != "two" {
		t.Errorf("handled %v; want two and one, once each, in the order they came", *words)
	}
}

// TestSeenByChannel: numbers of one channel say nothing of another's.
func TestSeenByChannel(t *testing.T) {
	r := newRig(t)
	words := heard(r)
	for _, channel := range []string{"rich", "plain"} {
		e := r.event(r.person("an", channel), Event{Kind: Pressed, Press: "say x"})
		e.Seq = 7
		r.take(e)
	}
	if got := len(*words); got != 2 {
		t.Errorf("handled %d events of the number 7; want one of each channel", got)
	}
}

// TestSeenIsForgotten: a number is remembered for 48 hours after its block was
// last touched, and may come again afterwards.
func TestSeenIsForgotten(t *testing.T) {
	r := newRig(t)
	an := r.person("an", "rich")
	words := heard(r)
	e := r.event(an, Event{Kind: Pressed, Press: "say x"})
	for _, x := range []struct {
		after time.Duration
		want  int
	}{{0, 1}, {keepSeen, 1}, {time.Second, 2}} {
		r.pass(x.after)
		e.At = r.now
		r.take(e)
		if got := len(*words); got != x.want {
			t.Errorf("at %s the number had been handled %d times; want %d", r.now.Format("02 15:04:05"), got, x.want)
		}
	}
	blocks := func() (n int) {
		r.do(func(tx store.Tx) {
			ForgetSeen(tx, r.now)
			n = 0
			for range seenTable.All(tx) {
				n++
			}
		})
		return n
	}
	if got := blocks(); got != 1 {
		t.Errorf("%d blocks are kept at once; want 1", got)
	}
	r.pass(keepSeen + time.Second)
	if got := blocks(); got != 0 {
		t.Errorf("%d blocks are kept after 48 hours; want none", got)
	}
}
