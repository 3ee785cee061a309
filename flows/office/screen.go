package office

import (
	"errors"
	"slices"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
)

// fresh is how long a question of the office is taken as asked.
const fresh = 15 * time.Minute

// Open shows an administrator how far the organisation has joined, and what
// can be done. Words after the command look for somebody.
func Open(t *flows.Turn, args []string) {
	mine := parts(t)
	if len(mine) == 0 {
		t.Reply("office.closed", nil)
		return
	}
	if len(args) > 0 {
		find(t, strings.Join(args, " "))
		return
	}
	c := count(t.Tx, t.Event.At, mine...)
	k := c.coverage()
	lines := text.List{text.Key{Name: "office.cover", Args: text.Args{
		"joined": k.Joined, "people": k.People, "silent": k.Silent, "rungs": k.Uncharged + k.Unduty,
	}}}
	if k.Blocked > 0 {
		lines = append(lines, text.Key{Name: "office.cover.blocked", Args: text.Args{"n": k.Blocked}})
	}
	choices := []flows.Choice{
		{Key: "office.button.unjoined", Do: listing(Unjoined, everywhere, 0)},
		{Key: "office.button.silent", Do: listing(Silent, everywhere, 0)},
		{Key: "office.button.missing", Do: "office.missing", Row: true},
		{Key: "office.button.find", Do: "office.find"},
	}
	if administers(t) {
		choices = append(choices,
			flows.Choice{Key: "office.button.add", Do: "themnguoi", Row: true},
			flows.Choice{Key: "office.button.log", Do: "office.log"})
	}
	t.Reply("office.screen", text.Args{"parts": named(t, mine), "lines": lines}, choices...)
}

// parts are the units a member may look at: those of the posts that let, but
// none that stands below another of them.
func parts(t *flows.Turn) []string {
	var mine []string
	for _, p := range flows.PostsOf(t.Tx, t.From.ID, t.Event.At) {
		if (p.Role == flows.Admin || p.Role == flows.Coordinator) && !slices.Contains(mine, p.Unit) {
			mine = append(mine, p.Unit)
		}
	}
	slices.Sort(mine)
	return slices.DeleteFunc(slices.Clone(mine), func(unit string) bool {
		for u := range flows.Up(t.Tx, unit) {
			if u.Code != unit && slices.Contains(mine, u.Code) {
				return true
			}
		}
		return false
	})
}

// administers reports whether whoever acts is an administrator of some part.
func administers(t *flows.Turn) bool { return flows.IsAdmin(t.Tx, t.From.ID, t.Event.At) }

// named are the names of units.
func named(t *flows.Turn, units []string) text.Joined {
	var names text.Joined
	for _, code := range units {
		if u, ok := flows.Units.Get(t.Tx, code); ok {
			names = append(names, u.Name)
		}
	}
	if len(names) == 0 {
		names = append(names, t.Set.Organisation) // before the first roster there is no tree
	}
	return names
}

// Missing shows where somebody is missing who has to be there: the ladder of an
// urgent report ends at an empty rung.
func Missing(t *flows.Turn, _ []string) {
	mine := parts(t)
	if len(mine) == 0 {
		t.Reply("office.closed", nil)
		return
	}
	k := count(t.Tx, t.Event.At, mine...).coverage()
	args := text.Args{"headless": k.Headless, "uncharged": k.Uncharged, "unduty": k.Unduty, "blocked": k.Blocked}
	var choices []flows.Choice
	for _, c := range []struct {
		n      int
		choice flows.Choice
	}{
		{k.Uncharged, flows.Choice{Key: "office.button.uncharged", Do: listing(Uncharged, everywhere, 0)}},
		{k.Unduty, flows.Choice{Key: "office.button.unduty", Do: listing(Unduty, everywhere, 0)}},
		{k.Headless, flows.Choice{Key: "office.button.headless", Do: listing(Headless, everywhere, 0)}},
		{k.Blocked, flows.Choice{Key: "office.button.blocked", Do: listing(Unreached, everywhere, 0)}},
	} {
		if c.n > 0 {
			choices = append(choices, c.choice)
		}
	}
	t.Reply("office.missing", args, choices...)
}

// refuse says why something was not done.
func refuse(t *flows.Turn, err error) {
	var f Fault
	if errors.As(err, &f) {
		t.Reply(f.Key, f.Args)
		return
	}
	t.Reply("office.failed", nil)
}
