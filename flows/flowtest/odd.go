package flowtest

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/rota"
	"caunoi/store"
)

// measured reads how long or how large a file is: "12m", "60MB".
func measured(t *testing.T, said string) (seconds int, size int64) {
	if mb, ok := strings.CutSuffix(said, "MB"); ok {
		n, err := strconv.ParseInt(mb, 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		return 0, n << 20
	}
	d, err := time.ParseDuration(said)
	if err != nil {
		t.Fatal(err)
	}
	return int(d.Seconds()), 0
}

// moves ends the posts of a person and gives others: pairs of unit and role.
func (p *play) moves(name string, posts []string) {
	p.update(func(tx store.Tx) {
		for _, post := range flows.PostsOf(tx, name, p.now) {
			post.To = p.now
			flows.Posts.Put(tx, post)
		}
		for pair := range slices.Chunk(posts, 2) {
			flows.Posts.Put(tx, flows.Post{Member: name, Unit: pair[0], Role: flows.Role(pair[1]), From: p.now})
		}
	})
}

// burst brings several messages in one poll that were written a while ago, a
// minute apart, where there was no net: how long ago, and the messages.
func (p *play) burst(name string, said []string) {
	ago, err := time.ParseDuration(said[0])
	if err != nil {
		p.t.Fatalf("burst: %v", err)
	}
	var events []flows.Event
	for i, words := range said[1:] {
		e := p.event(name, flows.Event{Kind: flows.Said, Text: words})
		e.Said = p.now.Add(time.Duration(i)*time.Minute - ago).Truncate(time.Second)
		events = append(events, e)
	}
	p.take(events...)
}

// floods is what the bot says once to somebody whose messages it has stopped
// taking in, because there are too many.
func (p *play) floods(name string) {
	var taken flows.Taken
	e := p.event(name, flows.Event{Kind: flows.Said, Text: "tin"})
	p.update(func(tx store.Tx) { taken = p.desk.Flooded(tx, e) })
	p.deliver(taken.Queued)
}

// leave puts a person on leave from now on, for so long, with those who stand in.
func (p *play) leave(name, said string, standIns []string) {
	d, err := time.ParseDuration(said)
	if err != nil {
		p.t.Fatalf("leave: %v", err)
	}
	p.update(func(tx store.Tx) {
		rota.Leaves.Put(tx, rota.Leave{Member: name, From: p.now, To: p.now.Add(d), StandIns: standIns})
	})
}

// period lets the months of figures begin on a day.
func (p *play) period(day string) {
	n, err := strconv.Atoi(day)
	if err != nil {
		p.t.Fatal(err)
	}
	decide := func(set *flows.Settings) { set.Period = n }
	p.set = append(p.set, decide)
	decide(&p.desk.Set)
}
