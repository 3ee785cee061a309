package bot

import (
	"strings"
	"testing"
	"time"

	"caunoi/flows"
)

// sees are the acts of a chat as the fake service saw them, in short.
func (f *fake) sees(chat string) string {
	var b strings.Builder
	for _, c := range f.shown() {
		if c.chat != chat {
			continue
		}
		if c.edit != "" {
			b.WriteString("~" + c.edit)
			if c.caption {
				b.WriteString("^")
			}
		}
		if len(c.gone) > 0 {
			b.WriteString("-" + strings.Join(c.gone, "-"))
		}
		b.WriteString(strings.Repeat("*", c.files) + c.text + "|")
	}
	return b.String()
}

// TestCardWithFiles: files come once, the text is edited where it stands, also
// after a restart, and what had arrived when a part failed does not come again.
func TestCardWithFiles(t *testing.T) {
	for _, c := range []struct {
		name, first, second string
		fail                int // the call that is refused once
		want                string
	}{
		{"under its file", "1 one", "1 two", 0, "*one|~1^two|"},
		{"a text too long to stand there", "1 longer", "1 two", 0, "*|longer|~2two|"},
		{"two files", "2 one", "2 two", 0, "**|one|~2two|"},
		{"the text fails at first", "2 one", "2 two", 2, "**|one|one|~3two|"},
		{"the edit fails at first", "2 one", "2 two", 3, "**|one|~2two|~2two|"},
		{"long, the second part fails", "0 onetwothree", "0 onetwofive", 2, "onetw|othre|othre|e|~3" + below + "|~4ofive|"},
	} {
		t.Run(c.name, func(t *testing.T) {
			bubble(t, func(t *testing.T, r *rig) {
				r.fake.limits.Caption, r.fake.limits.Text = 4, 5
				if c.second[0] != '0' {
					r.fake.limits.Text = 100
				}
				n := 0
				r.fake.answer = func(string, flows.Act) flows.Outcome {
					if n++; n == c.fail {
						return flows.Outcome{Result: flows.Later, After: time.Minute, Asked: true}
					}
					return flows.Outcome{}
				}
				r.start()
				r.say("7", "card "+c.first)
				time.Sleep(5 * time.Minute)
				r.end()
				r.start()
				r.say("7", "card "+c.second)
				time.Sleep(5 * time.Minute)
				if got := r.fake.sees("7"); got != c.want {
					t.Errorf("shown %s, want %s", got, c.want)
				}
				r.close()
			})
		})
	}
}

// TestCardTakenBack: all it was shown as is deleted in one act, also after a
// restart and when the service is not ready at first; what waits leaves no more.
func TestCardTakenBack(t *testing.T) {
	for _, c := range []struct {
		name   string
		takes  time.Duration // what the service takes for a call
		before time.Duration // how long after the card it is taken back
		fail   int
		want   string
	}{
		{"after it was shown", time.Second, time.Minute, 0, "**|one|-1-2|"},
		{"while it is on its way", 3 * time.Second, 2 * time.Second, 0, "**|one|-1-2|"},
		{"the service is not ready", time.Second, time.Minute, 3, "**|one|-1-2|-1-2|"},
		{"while a part of it waits", time.Second, 10 * time.Second, 2, "**|one|-1|"},
		{"before it arrived", time.Second, 10 * time.Second, 1, "**|"},
	} {
		t.Run(c.name, func(t *testing.T) {
			bubble(t, func(t *testing.T, r *rig) {
				n := 0
				r.fake.takes = c.takes
				r.fake.answer = func(string, flows.Act) flows.Outcome {
					if n++; n == c.fail {
						return flows.Outcome{Result: flows.Later, After: time.Minute, Asked: true}
					}
					return flows.Outcome{}
				}
				r.start()
				r.say("7", "card 2 one")
				time.Sleep(c.before)
				r.say("7", "away")
				time.Sleep(time.Second)
				r.end()
				r.start()
				time.Sleep(5 * time.Minute)
				if got := r.fake.sees("7"); got != c.want {
					t.Errorf("shown %s, want %s", got, c.want)
				}
				if s := r.states(); s[flows.Waiting]+s[flows.Claimed] > 0 {
					t.Errorf("there is left: %v", s)
				}
				r.close()
			})
		})
	}
}
