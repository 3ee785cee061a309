package directive

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/store"
	"caunoi/store/bolt"
)

var zone = time.FixedZone("+07", 7*60*60)

// An office is a desk that sends directives, over a real file, and the services
// that its people use.
type office struct {
	*testing.T
	db    store.DB
	path  string
	desk  *flows.Desk
	now   time.Time
	seen  map[flows.Address]int    // how many copies each chat was shown
	fails map[flows.Address]string // chats that are closed, and why

	traits flows.Traits
	stands map[flows.Address]string // what the last card in a chat says
	notes  map[flows.Address][]string
	keeps  map[flows.Address]string // chats in which nothing can be edited or deleted, and why
	most   int                      // the most that waited in the outbox
}

func newOffice(t *testing.T, teams int) *office {
	t.Helper()
	return newOfficeOn(t, teams, flows.Traits{Buttons: true, Edits: true, Deletes: true})
}

// newOfficeOn is an office whose people use a service with these traits.
func newOfficeOn(t *testing.T, teams int, traits flows.Traits) *office {
	t.Helper()
	o := &office{
		T: t, path: filepath.Join(t.TempDir(), "db"), now: time.Date(2026, 11, 21, 6, 12, 0, 0, zone), traits: traits,
		seen: map[flows.Address]int{}, fails: map[flows.Address]string{}, stands: map[flows.Address]string{}, notes: map[flows.Address][]string{}, keeps: map[flows.Address]string{},
	}
	o.open()
	o.do(func(tx store.Tx) {
		flows.Units.Put(tx, flows.Unit{Code: "11", Level: "province", Name: "Tỉnh"})
		flows.Units.Put(tx, flows.Unit{Code: "C", Level: "commune", Name: "Xã C", Parent: "11"})
		o.member(tx, "quan", "11", flows.Admin)
		for i := range teams {
			team := fmt.Sprintf("T%d", i)
			flows.Units.Put(tx, flows.Unit{Code: team, Level: "village", Name: "Bản " + team, Parent: "C", Team: true})
			for j := range 3 {
				o.member(tx, fmt.Sprintf("m%d.%d", i, j), team, []flows.Role{flows.Head, flows.Plain, flows.Plain}[j])
			}
		}
	})
	return o
}

// open begins the process anew over the same file.
func (o *office) open() {
	o.Helper()
	if o.db != nil {
		if err := o.db.Close(); err != nil {
			o.Fatal(err)
		}
	}
	db, err := bolt.Open(o.path, bolt.Options{Init: true, NoSync: true})
	if err != nil {
		o.Fatal(err)
	}
	o.db = db
	texts, err := text.Load(zone)
	if err != nil {
		o.Fatal(err)
	}
	o.desk = flows.NewDesk(texts, flows.Defaults(), map[string]flows.Traits{"test": o.traits})
	o.desk.About("directive", flows.Subject{Still: Still, Card: Card, Settled: Settled})
	o.desk.About("board", flows.Subject{Card: DrawBoard})
	o.desk.Timer(SendTimer, Spread)
	o.desk.Timer(BeginTimer, Begin)
	o.desk.Timer(BoardTimer, BoardDue)
	o.desk.Verb("cddung", Stop)
	o.desk.Verb("cdtiep", GoOn)
	o.desk.Verb("cdlai", Again)
	o.chase()
	o.desk.Verb("gui", func(t *flows.Turn, _ []string) {
		Confirm(t, Directive{State: Sending, Text: "mưa lớn", Places: []string{"11"}, Whom: ToTeam, Ask: ToConfirm})
	})
	o.do(func(tx store.Tx) { flows.Unclaim(tx) })
}

func (o *office) member(tx store.Tx, id, unit string, role flows.Role) {
	flows.Members.Put(tx, flows.Member{ID: id, Name: id, Consent: flows.Consent{Agreed: true}, Homes: []flows.Home{{Address: flows.At("test", id)}}})
	flows.Posts.Put(tx, flows.Post{Member: id, Role: role, Unit: unit})
}

// do runs f in a transaction that must succeed.
func (o *office) do(f func(store.Tx)) {
	o.Helper()
	if err := o.db.Update(context.Background(), f); err != nil {
		o.Fatal(err)
	}
}

// press lets somebody press a button.
func (o *office) press(who, what string) {
	o.Helper()
	o.now = o.now.Add(time.Second)
	e := flows.Event{ID: fmt.Sprintf("test:%d", o.now.UnixNano()), Seq: o.now.Unix(), Kind: flows.Pressed, At: o.now, By: flows.At("test", who), Chat: flows.At("test", who), Private: true, Press: what}
	o.do(func(tx store.Tx) {
		if k := o.desk.Take(tx, []flows.Event{e}); len(k.Aside) > 0 {
			o.Errorf("%s was put aside: %+v", what, k.Aside)
		}
	})
	o.adds()
}

// tick fires what is due.
func (o *office) tick() {
	o.now = o.now.Add(time.Second)
	o.do(func(tx store.Tx) {
		for _, tm := range flows.DueTimers(tx, o.now, 100) {
			if k := o.desk.Take(tx, []flows.Event{flows.Firing(tm, o.now)}); len(k.Aside) > 0 {
				o.Errorf("%s was put aside: %+v", tm.Name, k.Aside)
			}
		}
	})
	o.adds()
}

// deliver sends up to so many of what waits, and returns how many it sent. With
// lost, the process ends when they are on their way.
func (o *office) deliver(most int, lost bool) (n int) {
	var flying []flows.Sending
	o.do(func(tx store.Tx) {
		flying = nil
		var ids []string
		for q := range flows.Unsent(tx) {
			ids = append(ids, q.ID)
		}
		o.most = max(o.most, len(ids))
		for _, id := range ids {
			if len(flying) == most {
				break
			}
			if s, ok := o.desk.Claim(tx, id, o.now); ok {
				flying = append(flying, s)
			}
		}
	})
	for _, s := range flying {
		if o.fails[s.Message.To] == "" && s.Message.About.Kind == "directive" && s.Edit == "" && s.Message.Deed == flows.Show {
			o.seen[s.Message.To]++
		}
	}
	if lost {
		return len(flying)
	}
	o.do(func(tx store.Tx) {
		for _, s := range flying {
			o.desk.Settle(tx, s, o.shows(s), o.now)
		}
	})
	o.adds()
	return len(flying)
}

// adds sees that the counts add up, whatever happens.
func (o *office) adds() {
	o.Helper()
	o.do(func(tx store.Tx) {
		for d := range Directives.All(tx) {
			if c := TallyOf(tx, d.Number); c.All() != d.Count || c.Waits < 0 || c.Leaves < 0 {
				o.Errorf("directive %d: %+v do not add up to %d", d.Number, c, d.Count)
			}
		}
	})
}

// run lets everything happen that can.
func (o *office) run() {
	for range 200 {
		o.tick()
		if o.deliver(50, false) == 0 {
			o.tick()
			if o.deliver(50, false) == 0 {
				return
			}
		}
	}
}

func (o *office) directive(n int64) (d Directive, c Tally) {
	o.do(func(tx store.Tx) {
		d, _ = Directives.Get(tx, key(n))
		c = TallyOf(tx, n)
	})
	return d, c
}

// TestEverybodyGetsOneCopy sends to teams with people, a group, people who left
// the chat, and with nobody.
func TestEverybodyGetsOneCopy(t *testing.T) {
	o := newOffice(t, 5)
	o.fails["test:m1.1"] = "blocked"
	o.do(func(tx store.Tx) {
		flows.Groups.Put(tx, flows.Group{Address: "test:-2", Unit: "T2"})
		flows.Groups.Put(tx, flows.Group{Address: "test:-3", Unit: "T3"})
		flows.Units.Put(tx, flows.Unit{Code: "T9", Level: "village", Parent: "C", Team: true})
		flows.Posts.Put(tx, flows.Post{Member: "m0.1", Role: flows.Head, Unit: "T4"}) // two posts, one copy
	})
	o.fails["test:-3"] = "removed" // its people are told instead
	o.press("quan", "gui")
	o.run()
	d, c := o.directive(1)
	if d.State != Sent || c.Has != 3+2+1+3+3 || c.Failed != 3 {
		t.Errorf("it ended as %s: %+v", d.State.Name(), c)
	}
	for chat, n := range o.seen {
		if n != 1 {
			t.Errorf("%s was shown %d copies", chat, n)
		}
	}
	o.do(func(tx store.Tx) {
		if r := ReactionsTo(tx, 1); r.None != 6 {
			t.Errorf("%+v are asked; want 6 teams", r)
		}
	})
}

// TestStoppedAndGoneOn stops a directive half way, and lets it go on after a
// restart: what was in flight arrives, and everybody gets one copy.
func TestStoppedAndGoneOn(t *testing.T) {
	o := newOffice(t, 300)
	o.press("quan", "gui")
	for range 6 {
		o.tick()
		o.deliver(40, false)
	}
	o.deliver(17, true)
	o.press("quan", "cddung 1")
	before := len(o.seen)
	d, c := o.directive(1)
	if d.State != Stopped || c.Leaves > 17 || c.Waits == 0 {
		t.Fatalf("stopped it is %s: %+v", d.State.Name(), c)
	}
	o.open()
	o.run()
	if len(o.seen) != before {
		t.Errorf("%d were sent it after it was stopped", len(o.seen)-before)
	}
	o.press("quan", "cdtiep 1")
	o.run()
	if d, c = o.directive(1); d.State != Sent || c.Has != 900 || len(o.seen) != 900 {
		t.Errorf("at the end it is %s: %+v, and %d have it", d.State.Name(), c, len(o.seen))
	}
	double := 0
	for _, n := range o.seen {
		double += n - 1
	}
	if double > 17 {
		t.Errorf("%d were sent it twice; 17 were in flight when the process ended", double)
	}
}

// TestSenderLosesTheRight takes the sender's post away while a directive is being
// sent: nothing more leaves, another administrator hears of it, and lets it go
// on.
func TestSenderLosesTheRight(t *testing.T) {
	o := newOffice(t, 300)
	o.do(func(tx store.Tx) { o.member(tx, "pho", "11", flows.Admin) })
	o.press("quan", "gui")
	for range 4 {
		o.tick()
		o.deliver(40, false)
	}
	o.do(func(tx store.Tx) {
		flows.Posts.Put(tx, flows.Post{Member: "quan", Role: flows.Admin, Unit: "11", To: o.now})
	})
	o.run()
	d, c := o.directive(1)
	if d.State != Stopped || d.Why != "right lost" || c.Has > 4*40+window || c.Waits == 0 {
		t.Fatalf("it is %s (%s): %+v", d.State.Name(), d.Why, c)
	}
	o.press("quan", "cdtiep 1")
	if d, _ = o.directive(1); d.State != Stopped {
		t.Error("it goes on at the wish of who lost the right")
	}
	o.press("pho", "cdtiep 1")
	o.run()
	if d, c = o.directive(1); d.State != Sent || c.Has != 900 {
		t.Errorf("at the end it is %s: %+v", d.State.Name(), c)
	}
}
