package directive

import (
	"strings"
	"testing"

	"caunoi/flows"
	"caunoi/store"
)

// chase registers what is done about a directive after it was sent.
func (o *office) chase() {
	o.desk.About("recall", flows.Subject{Settled: Told})
	o.desk.Timer(WalkTimer, GoAlong)
	o.desk.Verb("cdthuhoi.that", TakeBack)
	o.chasing()
	o.desk.Verb("sua", func(t *flows.Turn, words []string) {
		if d, ok := correctable(t, []string{"1"}); ok {
			d.correct(t, t.From, strings.Join(words, " "))
		}
	})
	o.desk.Verb("guitep", func(t *flows.Turn, _ []string) {
		Confirm(t, Directive{State: Sending, Text: "mưa lớn", Places: []string{"11"}, Whom: ToTeam, Ask: ToConfirm, Files: []flows.File{{Kind: flows.Document, Channel: "test", Ref: "cv"}}})
	})
}

// shows puts what left before somebody's eyes.
func (o *office) shows(s flows.Sending) flows.Outcome {
	to := s.Message.To
	switch {
	case o.fails[to] != "":
		return flows.Outcome{Result: flows.Gone, Why: o.fails[to]}
	case len(filesIn(s.Files, to)) < len(s.Files):
		return flows.Outcome{Result: flows.Gone, Why: "file of another channel"}
	case o.keeps[to] != "" && (s.Message.Deed == flows.Delete || s.Edit != ""):
		return flows.Outcome{Result: flows.Never, Why: o.keeps[to]}
	case s.Message.Deed == flows.Delete:
		delete(o.stands, to)
		return flows.Outcome{Result: flows.Done}
	case s.Message.About.Kind == "directive":
		o.stands[to] = s.Text
	default:
		o.notes[to] = append(o.notes[to], s.Text)
	}
	return flows.Outcome{Result: flows.Done, Shown: "b"}
}

// said counts the chats whose card says something.
func (o *office) said(words string) (n int) {
	for _, s := range o.stands {
		if strings.Contains(s, words) {
			n++
		}
	}
	return n
}

// told counts the notes that say something.
func (o *office) told(words string) (n int) {
	for who, notes := range o.notes {
		for _, s := range notes {
			if strings.Contains(s, words) && who != "test:quan" {
				n++
			}
		}
	}
	return n
}

// TestTakenBack withdraws a directive where it can be edited or deleted, where
// neither can be, and where it is refused.
func TestTakenBack(t *testing.T) {
	for name, c := range map[string]struct {
		traits                            flows.Traits
		send                              string
		refuses                           string
		recalled, remains                 int64
		struck, gone, copies, told, whole int
	}{
		"edited":                    {flows.Traits{Edits: true}, "gui", "", 9, 0, 9, 0, 9, 0, 0},
		"deleted with its files":    {flows.Traits{Edits: true, Deletes: true}, "guitep", "", 9, 0, 9, 0, 18, 0, 0},
		"deleted, nothing edits":    {flows.Traits{Deletes: true}, "guitep", "", 9, 0, 0, 9, 9, 0, 0},
		"files that cannot go":      {flows.Traits{Edits: true}, "guitep", "", 0, 9, 9, 0, 9, 9, 0},
		"neither":                   {flows.Traits{}, "gui", "", 0, 9, 0, 0, 9, 9, 9},
		"one refuses to be edited":  {flows.Traits{Edits: true}, "gui", "forbidden", 8, 1, 8, 0, 9, 1, 1},
		"one refuses to be deleted": {flows.Traits{Edits: true, Deletes: true}, "guitep", flows.TooOld, 8, 1, 8, 0, 17, 1, 1},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOfficeOn(t, 3, c.traits)
			o.press("quan", c.send)
			o.run()
			if c.refuses != "" {
				o.keeps["test:m1.1"] = c.refuses
			}
			o.press("quan", "cdthuhoi.that 1")
			o.run()
			d, tally := o.directive(1)
			if d.State != Withdrawn || d.Walk.What != "" || tally.Recalled != c.recalled || tally.Remains != c.remains || tally.Recalls != 0 {
				t.Errorf("it is %s, walk %+v, %+v; want %d taken back and %d that remain", d.State.Name(), d.Walk, tally, c.recalled, c.remains)
			}
			copies := 0
			for _, n := range o.seen {
				copies += n
			}
			struck, gone, whole := o.said("đã thu hồi"), 9-len(o.stands), o.said("mưa lớn")
			if told := o.told("đã thu hồi"); struck != c.struck || gone != c.gone || copies != c.copies || told != c.told || whole != c.whole {
				t.Errorf("struck out %d, gone %d, shown %d, told %d, still whole %d; want %+v", struck, gone, copies, told, whole, c)
			}
		})
	}
}

// TestTakenBackWhileItIsSent withdraws half way, ends the process while the copies
// are on their way back, and goes on: nothing more leaves, everybody who got it
// reads that it does not hold, and the counts add up.
func TestTakenBackWhileItIsSent(t *testing.T) {
	o := newOffice(t, 300)
	o.press("quan", "gui")
	for range 8 {
		o.tick()
		o.deliver(70, false)
	}
	o.deliver(20, true) // on their way as the process ends, so nobody knows
	flying := 20
	o.press("quan", "cdthuhoi.that 1")
	o.open()
	before := len(o.seen)
	for range 3 {
		o.tick()
		o.deliver(60, false)
	}
	o.deliver(30, true)
	o.open()
	if _, c := o.directive(1); c.Recalled == 0 || c.Has == c.Recalled {
		t.Fatalf("in the middle it is %+v", c)
	}
	o.most = 0
	o.run()
	d, c := o.directive(1)
	if d.Walk.What != "" || c.Recalls != 0 || c.Leaves != 0 || c.Has != c.Recalled+c.Remains || c.Has+c.Waits != 900 {
		t.Errorf("at the end it is %s with %+v", d.State.Name(), c)
	}
	if len(o.seen) != before {
		t.Errorf("%d more were shown something after it was withdrawn", len(o.seen)-before)
	}
	if whole := o.said("mưa lớn"); whole > 0 {
		t.Errorf("%d still read it as it was", whole)
	}
	if c.Remains != int64(flying) {
		t.Errorf("%d remain; %d were on their way", c.Remains, flying)
	}
	if o.most > window+atATime {
		t.Errorf("%d waited in the outbox at once", o.most)
	}
}

// TestPutRight corrects a directive while it is being sent: everybody reads the
// new text at the end, and nobody has two copies.
func TestPutRight(t *testing.T) {
	o := newOffice(t, 300)
	o.press("quan", "gui")
	for range 5 {
		o.tick()
		o.deliver(70, false)
	}
	o.press("quan", "sua mưa rất to")
	o.tick()
	o.deliver(40, false)
	o.press("quan", "sua mưa to vừa") // before the first has gone round
	o.open()
	o.run()
	d, c := o.directive(1)
	if d.State != Sent || d.Walk.What != "" || c.Has != 900 || len(d.Was) != 2 {
		t.Errorf("it is %s, walk %+v, %+v, %d texts before", d.State.Name(), d.Walk, c, len(d.Was))
	}
	marked := o.said("Đã sửa")
	if n := o.said("mưa to vừa"); n != 900 || marked == 0 || marked == 900 {
		t.Errorf("%d read the new text, and %d that it was put right", n, marked)
	}
	for chat, n := range o.seen {
		if n != 1 {
			t.Errorf("%s was shown %d copies", chat, n)
		}
	}
}

// TestReplaced corrects a directive where nothing can be edited: a new message
// says that it replaces the old one.
func TestReplaced(t *testing.T) {
	o := newOfficeOn(t, 3, flows.Traits{Buttons: true})
	o.press("quan", "gui")
	o.run()
	o.press("quan", "sua mưa rất to")
	o.run()
	if n := o.said("thay tin gửi trước"); n != 9 {
		t.Errorf("%d read what replaces the old text", n)
	}
	for chat, n := range o.seen {
		if n != 2 {
			t.Errorf("%s was shown %d messages", chat, n)
		}
	}
}

// TestLostRight: who has lost the right to the places takes nothing back.
func TestLostRight(t *testing.T) {
	o := newOffice(t, 2)
	o.press("quan", "gui")
	o.run()
	o.do(func(tx store.Tx) {
		for _, p := range flows.PostsOf(tx, "quan", o.now) {
			p.To = o.now
			flows.Posts.Put(tx, p)
		}
	})
	o.press("quan", "cdthuhoi.that 1")
	o.press("quan", "sua đừng đi")
	o.run()
	if d, _ := o.directive(1); d.State != Sent || d.Text != "mưa lớn" {
		t.Errorf("it is %s and says %q", d.State.Name(), d.Text)
	}
}

// TestWalksAmongOthers: two broadcasts fill the outbox, and a directive is taken back
// all the same.
func TestWalksAmongOthers(t *testing.T) {
	o := newOffice(t, 400)
	o.press("quan", "gui")
	o.run()
	o.press("quan", "gui")
	o.press("quan", "gui")
	for range 12 {
		o.tick()
	}
	o.press("quan", "cdthuhoi.that 1")
	for range 5 {
		o.tick()
	}
	if d, c := o.directive(1); c.Recalls < 60 {
		t.Errorf("%d copies are on their way back, the walk is at %d", c.Recalls, d.Walk.Next)
	}
}
