package hotspot

import (
	"strings"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/talk"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// Setting and Clearing ask for the reason of a flag that is set or taken away by
// hand.
var (
	Setting  = talk.One("hot.set", "hotspot.set", "why", 0, func(t *flows.Turn, code string, g talk.Given) { flag(t, code, true, g.Text) })
	Clearing = talk.One("hot.clear", "hotspot.clear", "why", 0, func(t *flows.Turn, code string, g talk.Given) { flag(t, code, false, g.Text) })
)

// Mark sets the flag of a hot spot on a case, or takes away the one it has, as
// who coordinates or leads the place sees it. Words after the code are the
// reason; without them it is asked for.
func Mark(t *flows.Turn, args []string) {
	c, _, ok := markable(t, args)
	switch {
	case !ok:
	case len(args) > 1 && strings.TrimSpace(args[1]) != "":
		flag(t, c.Code, !c.Flagged(), strings.Join(args[1:], " "))
	case c.Flagged():
		Clearing.Begin(t, c.Code)
	default:
		Setting.Begin(t, c.Code)
	}
}

// markable returns the case that a verb names, if whoever acts may flag it now.
func markable(t *flows.Turn, args []string) (c casework.Case, role string, ok bool) {
	c, role, ok = casework.ForHeat(t, args)
	if !ok {
		return c, "", false
	}
	switch {
	case !c.State.Open():
		t.Reply("case.over", text.Args{"code": c.Code, "state": text.K("case.state." + c.State.Name())})
	case !casework.MayHeat(c):
		t.Reply("hotspot.never", text.Args{"code": c.Code})
	default:
		return c, role, true
	}
	return c, "", false
}

// flag sets or takes away the flag, if that is not so already.
func flag(t *flows.Turn, code string, on bool, why string) {
	c, role, ok := markable(t, []string{code})
	if !ok {
		return
	}
	key := "hotspot.set.done"
	if !on {
		key = "hotspot.clear.done"
	}
	if masked, _ := viet.Mask(viet.Clean(why)); c.Flagged() != on {
		casework.SetHeat(t, c, role, on, masked)
	}
	t.Reply(key, text.Args{"code": c.Code})
}
