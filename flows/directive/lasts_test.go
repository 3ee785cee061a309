package directive

import (
	"strings"
	"testing"
	"time"

	"caunoi/flows"
)

// TestWeight says as how many messages one copy counts.
func TestWeight(t *testing.T) {
	letters := func(n int) string { return strings.Repeat("ạ", n) }
	files := func(n int) (all []flows.File) {
		for range n {
			all = append(all, flows.File{Kind: flows.Document, Channel: "test", Ref: "cv"})
		}
		return all
	}
	for name, c := range map[string]struct {
		d    Directive
		want int64
	}{
		"a line":                         {Directive{Text: "mưa lớn"}, 1},
		"a text that fills a message":    {Directive{Text: letters(3800)}, 1},
		"one that fills it with a title": {Directive{Text: letters(3800), Title: letters(80)}, 2},
		"a long text":                    {Directive{Text: letters(9000)}, 3},
		"a file":                         {Directive{Text: "mưa lớn", Files: files(1)}, 1},
		"a file with much below it":      {Directive{Text: letters(1000), Files: files(1)}, 2},
		"a sticker":                      {Directive{Text: "mưa lớn", Files: []flows.File{{Kind: flows.Sticker}}}, 2},
		"three files":                    {Directive{Text: "mưa lớn", Files: files(3)}, 4},
		"three files and a long text":    {Directive{Text: letters(9000), Files: files(3)}, 6},
		"eight ways to answer":           {Directive{Text: letters(3750), Options: []string{letters(24), letters(24), letters(24), letters(24)}}, 2},
	} {
		if n := c.d.weight(); n != c.want {
			t.Errorf("%s counts as %d; want %d", name, n, c.want)
		}
	}
}

// TestTheEndIsTrue sends five files and three parts to 900 people, at 29 messages a
// second: the preview and the card say the same, also while receivers are still
// being written down.
func TestTheEndIsTrue(t *testing.T) {
	o := newOffice(t, 300)
	long := Directive{State: Sending, Text: strings.Repeat("ạ", 9000), Places: []string{"11"}, Whom: ToTeam, Ask: ToConfirm}
	for range 5 {
		long.Files = append(long.Files, flows.File{Kind: flows.Photo, Channel: "test", Ref: "a"})
	}
	var before any
	o.desk.Verb("dai", func(t *flows.Turn, _ []string) {
		made := Confirm(t, long)
		before = made.countLine(t, made.audience(t.Tx)).Args["time"]
	})
	o.press("quan", "dai") // 7,200 messages: 248 seconds from 06:12:01
	o.deliver(1, false)
	for range 5 {
		o.tick()
	}
	o.deliver(2, false)
	if said := o.notes["test:quan"]; len(said) < 2 || !strings.Contains(said[0], "0/900, còn chờ 900.\nKhoảng 06:16") || !strings.Contains(said[1], "còn chờ 900.\nKhoảng 06:16") {
		t.Errorf("the card says %q", said)
	}
	if got := o.desk.Texts.Say("vi", "", "directive.card", map[string]any{"lines": before}); got != "5 phút" {
		t.Errorf("the preview says %q", got)
	}
}

// TestTheEndAmongOthers: who sends while something else is being sent is told when
// both have left, and the card of what is small that it does not wait for all of the
// rest.
func TestTheEndAmongOthers(t *testing.T) {
	o := newOffice(t, 300)
	var alone, whole, few time.Duration
	o.desk.Verb("do", func(t *flows.Turn, _ []string) {
		d := Directive{Number: 9, Text: "mưa lớn"}
		alone, whole, few = whole, d.lasts(t, 900), d.lasts(t, 29)
	})
	o.press("quan", "do")
	o.press("quan", "gui") // 900 copies
	o.press("quan", "do")
	if got := [3]time.Duration{alone.Round(time.Second), whole.Round(time.Second), few.Round(time.Second)}; got != [3]time.Duration{31 * time.Second, 62 * time.Second, 2 * time.Second} {
		t.Errorf("900 copies are said to last %v alone and %v beside 900 others, 29 copies %v", got[0], got[1], got[2])
	}
	o.run()
	o.press("quan", "do")
	if whole != alone/2 {
		t.Errorf("when the others have left it is said to last %v, which was %v", whole, alone)
	}
}
