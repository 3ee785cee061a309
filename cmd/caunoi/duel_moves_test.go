package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/store"
)

// A move is something that one person does about the case, or that the time
// does to it.
type move struct {
	who   string // "" is the time
	press string // a button; A stands for the case, B for the other one
	text  string // or words
	photo bool
}

func (m move) name() string {
	if m.who == "" {
		return "time"
	}
	return strings.TrimSpace(m.who + " " + m.press + m.text)
}

// A way leads a case into a state.
type way struct {
	name  string
	moves []move
	wait  int // how often its timer comes due afterwards
	state casework.State
}

// ways are those that are played, through every state of a case's life.
func ways() []way {
	take, work := move{who: "chien", press: "nhan A"}, move{who: "chien", press: "dang A"}
	done := move{who: "chien", text: "XONG 2611-1 đã thông đường", photo: true}
	return []way{
		{name: "new", state: casework.New},
		{name: "new, on its third rung", wait: 2},
		{name: "taken", moves: []move{take}, state: casework.Taken},
		{name: "taken by another", moves: []move{{who: "lan", press: "nhan A"}}, state: casework.Taken},
		{name: "taken and silent", moves: []move{take}, wait: 1, state: casework.Taken},
		{name: "decayed", moves: []move{take}, wait: 2, state: casework.New},
		{name: "at work", moves: []move{take, work}, state: casework.Working},
		{name: "wished back", moves: []move{take, {who: "an", press: "rutthat A"}}, state: casework.Taken},
		{name: "done", moves: []move{take, done}, state: casework.Done},
		{name: "closed", moves: []move{take, done, {who: "an", press: "duoc A"}}, state: casework.Closed},
		{name: "reopened", moves: []move{take, done, {who: "an", press: "chua A vẫn còn tắc"}}, state: casework.New},
		{name: "withdrawn", moves: []move{{who: "an", press: "rutthat A"}}, state: casework.Withdrawn},
		{name: "rejected", moves: []move{take, {who: "chien", press: "tuchoi A việc của huyện"}}, state: casework.Rejected},
		{name: "handed on", moves: []move{take, {who: "chien", press: "chuyen A =lan/0 #scope"}}, state: casework.New},
	}
}

// moves are all that may meet.
func moves() []move {
	var all []move
	for _, who := range []string{"chien", "dung", "lan", "phoi"} {
		for _, press := range []string{
			"nhan A", "nhan A", "dang A", "hoi A đường còn đi được không", "noi A đang xuống bản", "nang A", "leo A", "goi A", "choru A", "khongru A", "xem A",
			"chuyen A =lan/0 #scope", "chuyen A =dung/0 #scope", "chuyen A =^/0 #busy", "tra A", "tra A đang ở xa", "tuchoi A việc của huyện", "ghichu A đã gọi điện", "giahan A 3 ngày chờ vật tư", "mo A",
			"gop A B", "muc A 2 đã xem xét", "khac A",
		} {
			all = append(all, move{who: who, press: press})
		}
		all = append(all, move{who: who, text: "XONG 2611-1 đã thông đường", photo: true}, move{who: who, text: "XONG 2611-1 đã thông đường"})
	}
	for _, press := range []string{"rutthat A", "rutthat A", "giu A", "duoc A", "duoc A", "chua A vẫn còn tắc", "chua A vẫn còn tắc", "nang A", "noi A thêm một nhà nữa", "kin A"} {
		all = append(all, move{who: "an", press: press})
	}
	return append(all, move{who: "binh", press: "nhan A"}, move{}, move{}, move{}, move{}, move{}, move{})
}

// events makes the events of a move.
func (d *duel) events(m move) []flows.Event {
	if m.who == "" {
		tm, ok := flows.Timers.Get(d.tx, store.Key("clock", duelCode))
		if !ok {
			return nil
		}
		if tm.Due.After(d.now) {
			d.now = tm.Due // the other acts at that very moment
		}
		return []flows.Event{flows.Firing(tm, d.now)}
	}
	d.seq++
	e := flows.Event{
		ID: fmt.Sprintf("test:u%d", d.seq), Seq: d.seq, Kind: flows.Pressed, At: d.now, Said: d.now.Truncate(time.Second),
		By: flows.At("test", m.who), Chat: flows.At("test", m.who), Private: true, Message: fmt.Sprint("u", d.seq),
		Press: strings.NewReplacer("A", duelCode, "B", "2611-2").Replace(m.press),
	}
	if m.press == "" {
		e.Kind, e.Text = flows.Said, m.text
	}
	if m.photo {
		e.Files = []flows.File{{Kind: flows.Photo, Channel: "test", Ref: "f"}}
	}
	return []flows.Event{e}
}

func (d *duel) does(m move) { d.take(d.events(m)) }

// A passage is one arrow of a case's life: which acts lead from which states to
// which (conversations.md 6). Acts that are not here leave the state as it is.
type passage struct {
	from []casework.State
	to   casework.State
}

var passages = map[string]passage{
	"taken":      {[]casework.State{casework.New}, casework.Taken},
	"working":    {[]casework.State{casework.Taken}, casework.Working},
	"done":       {[]casework.State{casework.Taken, casework.Working}, casework.Done},
	"closed":     {[]casework.State{casework.Done}, casework.Closed},
	"reopened":   {[]casework.State{casework.Done, casework.Closed, casework.Rejected}, casework.New},
	"withdrawn":  {[]casework.State{casework.New, casework.Taken, casework.Working}, casework.Withdrawn},
	"merged":     {[]casework.State{casework.New, casework.Taken, casework.Working}, casework.Merged},
	"rejected":   {[]casework.State{casework.New, casework.Taken, casework.Working}, casework.Rejected},
	"handed on":  {[]casework.State{casework.New, casework.Taken, casework.Working}, casework.New},
	"decayed":    {[]casework.State{casework.Taken, casework.Working}, casework.New},
	"taker gone": {[]casework.State{casework.Taken, casework.Working}, casework.New},
}

// judge compares a case with what may be.
func (d *duel) judge(c casework.Case) {
	state, taker := casework.New, ""
	for i, e := range c.Log {
		p, ok := passages[e.Act]
		if !ok {
			continue
		}
		if !slices.Contains(p.from, state) {
			d.fault("no legal history: %s when it was %s (line %d of %+v)", e.Act, state.Name(), i, c.Log)
			return
		}
		if state = p.to; state == casework.Taken {
			taker = e.By
		}
	}
	switch {
	case state != c.State:
		d.fault("the log ends with %s, the record says %s: %+v", state.Name(), c.State.Name(), c.Log)
	case (state == casework.Taken || state == casework.Working || state == casework.Done) && c.Taker != taker:
		d.fault("%s took it, and %s has it", taker, c.Taker)
	case state == casework.New && c.Taker != "":
		d.fault("nobody took it, and %s has it", c.Taker)
	}
	d.timer(c)
	for who, s := range d.cards {
		mine := c.Taker == who && (c.State == casework.Taken || c.State == casework.Working)
		offered := slices.ContainsFunc(s.Buttons, func(b flows.Button) bool { return b.Do == "xong "+duelCode })
		free := slices.ContainsFunc(s.Buttons, func(b flows.Button) bool { return b.Do == "nhan "+duelCode })
		if mine != offered || free && c.State != casework.New {
			d.fault("the card of %s is not true: taken by %q, %s, it says %q", who, c.Taker, c.State.Name(), s.Text)
		}
	}
}

// timer compares the one timer of a case with its record.
func (d *duel) timer(c casework.Case) {
	var next time.Time
	earlier := func(at time.Time) {
		if !at.IsZero() && (next.IsZero() || at.Before(next)) {
			next = at
		}
	}
	switch c.State {
	case casework.New:
		earlier(c.Clock.Step)
	case casework.Taken, casework.Working:
		earlier(c.Clock.Check)
	case casework.Done:
		earlier(c.Clock.Silent)
	}
	if c.State.Open() && !c.Clock.Late {
		earlier(c.Clock.Due)
	}
	tm, set := flows.Timers.Get(d.tx, store.Key("clock", duelCode))
	switch {
	case next.IsZero() && set:
		d.fault("a timer is set for %v, and nothing is to come", tm.Due)
	case !next.IsZero() && !set && next.Sub(d.now) < 72*time.Hour:
		d.fault("no timer is set, and something is to come at %v", next)
	case set && !tm.Due.Equal(next):
		d.fault("the timer is set for %v, and what is to come is due at %v", tm.Due, next)
	case c.Level <= casework.Soon && c.State.Open() && next.IsZero():
		d.fault("nothing is to come in an urgent case that is open")
	}
}
