package casework

import (
	"strconv"

	"caunoi/flows"
	"caunoi/flows/text"
)

// Climb calls the next rung of a case's ladder now, at the wish of somebody who
// handles it, or the one whose number is the second word. It does so at any
// hour.
func Climb(t *flows.Turn, args []string) {
	c, _, ok := find(t, args)
	if !ok {
		return
	}
	if joint := Joint(t, c); joint.Code != c.Code {
		View(t, []string{joint.Code})
		return
	}
	Recheck(t, &c)
	if c.State != New {
		said(t, c)
		return
	}
	if len(c.Clock.Ladder.Rungs) == 0 {
		begin(t, &c)
	}
	n := len(c.Clock.Ladder.Rungs)
	if n == 0 {
		t.Reply("ladder.none", text.Args{"code": c.Code})
		return
	}
	if len(args) > 1 {
		rung, err := strconv.Atoi(args[1])
		if err != nil || rung < 1 || rung > n {
			t.Reply("ladder.range", text.Args{"code": c.Code, "n": n})
			return
		}
		for i := c.Clock.Rung; i < rung-1; i++ {
			c.note(t, "rung skipped", strconv.Itoa(i+1))
		}
		c.Clock.Rung, c.Clock.Spent = rung-1, false
		c.Clock.Round = min(c.Clock.Round, c.Clock.Ladder.Rounds)
	}
	c.note(t, "climbed by hand", "")
	called := onward(t, &c)
	tellStep(t, c, called)
	Keep(t, c)
	Show(t, c)
	if len(called) == 0 {
		t.Reply("ladder.forced.nobody", text.Args{"code": c.Code})
		return
	}
	t.Reply("ladder.forced", text.Args{"code": c.Code, "roles": roles(called)})
}
