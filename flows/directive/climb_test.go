package directive

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/rota"
	"caunoi/store"
)

// chasing registers what chases, and ways to send and to answer.
func (o *office) chasing() {
	o.desk.Timer(ClimbTimer, Further)
	o.desk.Timer(ErrandTimer, RunErrands)
	o.desk.Timer(HandTimer, GoOnReminding)
	o.desk.Verb("cdnhac", Remind)
	o.desk.Verb("bao", func(t *flows.Turn, words []string) { // bao team 6h: whom, until when
		d := Directive{State: Sending, Text: "rà soát", Places: []string{"11"}, Ask: ForFigure, Whom: map[string]Whom{"team": ToTeam, "heads": ToHeads, "members": ToMembers}[words[0]]}
		if after, err := time.ParseDuration(words[1]); err == nil {
			d.Due = t.Event.At.Add(after)
		}
		Confirm(t, d)
	})
	o.desk.Verb("dap", func(t *flows.Turn, words []string) {
		d, _ := Find(t.Tx, words[0])
		p, ok := PartyOf(t, d, t.From.ID)
		if !ok {
			o.Errorf("%s was not asked", t.From.ID)
		}
		p.State, p.By, p.At = Answered, t.From.ID, t.Event.At
		if len(words) > 1 {
			p.State = Read
		}
		Parties.Put(t.Tx, p)
	})
}

// until lets time go by, and everything happen that comes due.
func (o *office) until(at string) {
	o.Helper()
	when, err := time.ParseInLocation("2 15:04", at, zone)
	if err != nil {
		o.Fatal(err)
	}
	end := time.Date(2026, 11, when.Day(), when.Hour(), when.Minute(), 0, 0, zone)
	for {
		var next time.Time
		o.do(func(tx store.Tx) { next, _ = flows.NextDue(tx) })
		if next.IsZero() || next.After(end) {
			break
		}
		o.now = next.Add(-time.Second)
		o.run()
	}
	o.now = end
}

// heard returns who was told what since it was last asked, one a line, but for the
// sender.
func (o *office) heard() string {
	var all []string
	for who, notes := range o.notes {
		for _, n := range notes {
			if who != "test:quan" {
				all = append(all, strings.TrimPrefix(string(who), "test:")+" "+strings.ReplaceAll(n, "\n", " / "))
			}
		}
	}
	o.notes = map[flows.Address][]string{}
	slices.Sort(all)
	return strings.Join(all, "\n")
}

// wants fails if others were told, or something else.
func (o *office) wants(when string, lines ...string) {
	o.Helper()
	if got, want := o.heard(), strings.Join(lines, "\n"); got != want {
		o.Errorf("%s there was told:\n%s\nwant:\n%s", when, got, want)
	}
}

// leads gives the commune a leader.
func (o *office) leads(id string) {
	o.do(func(tx store.Tx) { o.member(tx, id, "C", flows.Leader) })
}

// TestChaseClimbs: the one asked, then the head of the team, then the commune, and
// then it stops; whoever answers is chased no further.
func TestChaseClimbs(t *testing.T) {
	o := newOffice(t, 2)
	o.leads("lan")
	o.press("quan", "bao members -")
	o.run()
	o.press("m0.1", "dap 1")
	o.press("m0.2", "dap 1 read") // reading alone is no figure
	o.until("22 07:59")
	o.wants("before the first morning")
	line := "🔔 1 chỉ đạo chờ đồng chí trả lời: 1."
	o.until("22 12:00")
	o.wants("on the first morning", "m0.0 "+line, "m0.2 "+line, "m1.0 "+line, "m1.1 "+line, "m1.2 "+line)
	o.press("m1.2", "dap 1")
	o.until("23 07:59")
	o.wants("until the second")
	o.until("23 12:00")
	o.wants("on the second morning",
		"m0.0 🔔 Chỉ đạo 1, Bản T0: 1 người chưa trả lời: m0.2. Nhờ đồng chí nhắc giúp.",
		"m1.0 🔔 Chỉ đạo 1, Bản T1: 1 người chưa trả lời: m1.1. Nhờ đồng chí nhắc giúp.")
	o.until("24 12:00")
	o.wants("on the third morning", "lan 🔔 Chỉ đạo 1: 4 người chưa trả lời ở Bản T0, Bản T1. Nhờ đồng chí gọi giúp.")
	o.until("29 12:00")
	o.wants("after that")
	if d, _ := o.directive(1); d.Climb.Done != 3 || d.Climb.From != "" {
		t.Errorf("the chase stands at %+v", d.Climb)
	}
}

// TestChaseBeforeItIsDue: what is due today is reminded today and not tomorrow, in
// the group where there is one, and the head and the commune after it.
func TestChaseBeforeItIsDue(t *testing.T) {
	o := newOffice(t, 2)
	o.leads("lan")
	o.do(func(tx store.Tx) { flows.Groups.Put(tx, flows.Group{Address: "test:-1", Unit: "T1"}) })
	o.press("quan", "bao team 11h48m") // 06:12 until 18:00
	o.run()
	o.until("21 12:05")
	o.wants("before half of the time")
	o.until("21 17:59")
	o.wants("at half of the time", "-1 🔔 1 chỉ đạo chờ tổ trả lời: 1 (hạn 18:00). Một người trả lời là đủ cho cả tổ.",
		"m0.0 🔔 1 chỉ đạo chờ đồng chí trả lời: 1 (hạn 18:00).", "m0.1 🔔 1 chỉ đạo chờ đồng chí trả lời: 1 (hạn 18:00).", "m0.2 🔔 1 chỉ đạo chờ đồng chí trả lời: 1 (hạn 18:00).")
	o.press("m0.1", "dap 1")
	o.until("22 12:00")
	o.wants("the next morning", "m1.0 🔔 Chỉ đạo 1 (quá hạn): Bản T1 chưa trả lời. Đồng chí trả lời cho cả tổ được.")
	o.until("23 12:00")
	o.wants("the morning after", "lan 🔔 Chỉ đạo 1 (quá hạn): 1 tổ chưa trả lời: Bản T1. Nhờ đồng chí gọi các tổ này.")
}

// TestOneChaseADay: a person is told once a day of all directives together, by the
// clock and by hand, and the sender reads who was left out.
func TestOneChaseADay(t *testing.T) {
	o := newOffice(t, 1)
	o.press("quan", "bao members -")
	o.press("quan", "bao heads -")
	o.press("quan", "bao members 60h") // due on the 23rd at 18:12
	o.run()
	o.press("quan", "cdnhac 2")
	o.run()
	o.wants("by hand", "m0.0 🔔 3 chỉ đạo chờ đồng chí trả lời: 3 (hạn 18:12 23/11/2026), 1, 2.")
	o.press("quan", "cdnhac 1")
	o.run()
	if said := o.notes["test:quan"]; len(said) == 0 || said[len(said)-1] != "🔔 Chỉ đạo 1: đã nhắc 2 nơi.\nKhông nhắc lại 1 nơi: hôm nay đã được nhắc rồi." {
		t.Errorf("the sender reads %q", said)
	}
	line := "🔔 2 chỉ đạo chờ đồng chí trả lời: 3 (hạn 18:12 23/11/2026), 1."
	o.wants("by hand again", "m0.1 "+line, "m0.2 "+line)
	o.press("m0.2", "dap 1")
	o.press("m0.2", "dap 3")
	o.until("22 12:00")
	o.wants("on the morning of one", "m0.0 🔔 3 chỉ đạo chờ đồng chí trả lời: 3 (hạn 18:12 23/11/2026), 1, 2.")
	o.until("23 12:00")
	late := "(hạn 18:12)"
	o.wants("on the morning of both", "m0.0 🔔 3 chỉ đạo chờ đồng chí trả lời: 3 "+late+", 1, 2. / 🔔 Chỉ đạo 1, Bản T0: 1 người chưa trả lời: m0.1. Nhờ đồng chí nhắc giúp.", "m0.1 🔔 2 chỉ đạo chờ đồng chí trả lời: 3 "+late+", 1.")
}

// TestNoticeIsNotChased: what only informs is never chased, nor what was stopped or
// withdrawn.
func TestNoticeIsNotChased(t *testing.T) {
	o := newOffice(t, 1)
	o.desk.Verb("biet", func(t *flows.Turn, _ []string) {
		Confirm(t, Directive{State: Sending, Text: "biết", Places: []string{"11"}, Whom: ToMembers, Ask: ToKnow})
	})
	o.press("quan", "biet")
	o.press("quan", "bao members -")
	o.run()
	o.press("quan", "cdthuhoi.that 2")
	o.run()
	o.heard()
	o.press("quan", "cdnhac 1")
	o.press("quan", "cdnhac 2")
	o.until("28 12:00")
	o.wants("in a week")
}

// TestOnLeave: who is on leave is not chased; the head is told at once. So it is of
// who never joined. A head on leave is replaced by who stands in.
func TestOnLeave(t *testing.T) {
	o := newOffice(t, 2)
	o.do(func(tx store.Tx) {
		away := func(id string, in ...string) {
			rota.Leaves.Put(tx, rota.Leave{Member: id, From: o.now, To: o.now.AddDate(0, 0, 9), StandIns: in})
		}
		away("m0.1")
		away("m1.0", "m0.0")
		flows.Members.Put(tx, flows.Member{ID: "neu", Name: "neu"})
		flows.Posts.Put(tx, flows.Post{Member: "neu", Role: flows.Plain, Unit: "T1"})
	})
	o.press("quan", "bao members -")
	o.run()
	o.press("m0.2", "dap 1")
	o.until("22 12:00")
	line := "🔔 1 chỉ đạo chờ đồng chí trả lời: 1."
	o.wants("on the first morning",
		"m0.0 "+line+" / 🔔 Chỉ đạo 1, Bản T0, Bản T1: 3 người chưa trả lời: m0.1, m1.0, neu. Nhờ đồng chí nhắc giúp.",
		"m1.1 "+line, "m1.2 "+line)
	o.press("quan", "cdnhac 1")
	o.run()
	said := o.notes["test:quan"]
	want := "🔔 Chỉ đạo 1: đã nhắc 0 nơi.\nKhông nhắc lại 3 nơi: hôm nay đã được nhắc rồi.\n2 nơi đang nghỉ: tổ trưởng sẽ được báo, chậm nhất là ngày mai.\n1 nơi chưa vào hoặc đã chặn bot: tổ trưởng sẽ được báo, chậm nhất là ngày mai."
	if len(said) == 0 || said[len(said)-1] != want {
		t.Errorf("the sender reads %q", said)
	}
}

// TestChaseOfMany: thousands are chased in slices, through restarts, each once.
func TestChaseOfMany(t *testing.T) {
	o := newOffice(t, 400)
	o.press("quan", "bao members -")
	o.run()
	o.until("22 07:59")
	o.most, o.now = 0, time.Date(2026, 11, 22, 7, 59, 59, 0, zone)
	for i := range 60 {
		o.tick()
		o.deliver(40, i%9 == 4)
		if i%9 == 4 {
			o.open()
		}
	}
	o.run()
	told := map[string]int{}
	for who, notes := range o.notes {
		told[fmt.Sprint(who != "test:quan", len(notes))]++
	}
	if told["true 1"]+told["true 2"] != 1200 || told["true 2"] > 7*40 {
		t.Errorf("of 1200 there were told %v; up to 280 were on their way as the process ended", told)
	}
	if o.most > window+atATime {
		t.Errorf("%d waited in the outbox at once", o.most)
	}
}

// TestCommuneIsToldAll: a commune of which more are silent than one message is
// made of reads the whole number, once, and nothing of it the day after.
func TestCommuneIsToldAll(t *testing.T) {
	o := newOffice(t, 0)
	o.leads("lan")
	const all = mostErrands + 100
	o.desk.Verb("dat", func(t *flows.Turn, words []string) {
		whom := map[string]Whom{"team": ToTeam, "members": ToMembers}[words[0]]
		number := numbers.Next(t.Tx, "directive")
		for i := range all {
			p := Party{Directive: number, Unit: fmt.Sprintf("T%03d", i/2), Member: fmt.Sprintf("m%d", i), Commune: "C", State: None}
			if whom == ToTeam {
				p.Unit, p.Member = fmt.Sprintf("T%03d", i), ""
			}
			if i == all-1 {
				p.State = Read // which is not what is asked
			}
			Parties.Put(t.Tx, p)
		}
		d := Directive{Number: number, State: Sent, Text: "rà soát", Places: []string{"11"}, Ask: ForFigure, Whom: whom, Begun: t.Event.At, Climb: Climb{Done: toHead}}
		Directives.Put(t.Tx, d)
		t.Wake(ClimbTimer, d.Code(), 0)
	})
	for i, c := range []struct{ whom, until, said string }{
		{"team", "23 12:00", "600 tổ chưa trả lời: T000, T001, T002, T003, T004, T005, T006, T007, T008, T009, và 590 nữa. Nhờ đồng chí gọi các tổ này"},
		{"members", "26 12:00", "600 người chưa trả lời ở T000, T001, T002, T003, T004, T005, T006, T007, T008, T009, và nơi khác. Nhờ đồng chí gọi giúp"},
	} {
		o.press("quan", "dat "+c.whom)
		o.until(c.until)
		o.wants("of "+c.whom, fmt.Sprintf("lan 🔔 Chỉ đạo %d: %s.", i+1, c.said))
	}
}
