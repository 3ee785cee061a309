package dispatch

import (
	"strings"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// Merge asks whether the first case is to become part of the second. args: both
// codes.
func Merge(t *flows.Turn, args []string) {
	late, into, _, ok := both(t, args)
	if !ok {
		return
	}
	flows.AskChoice(t, t.Reader, late.Code, flows.Note{Key: "dispatch.merge.ask", Args: pair(late, into), Choices: []flows.Choice{
		{Key: "dispatch.merge.yes", Do: "gopthat " + late.Code + " " + into.Code}, {Key: "dispatch.merge.no", Do: "gopthoi " + late.Code + " " + into.Code},
	}}, fresh)
}

// both returns the two cases that are named, if whoever acts has the desk of both
// and the first can become part of the second; otherwise it says why not.
func both(t *flows.Turn, args []string) (late, into casework.Case, role string, ok bool) {
	late, role, ok = casework.ForDesk(t, "gop", args)
	if !ok {
		return late, into, role, false
	}
	other, _, coded := viet.Code(strings.Join(said(args), " "))
	if !coded {
		t.Reply("dispatch.merge.which", text.Args{"code": late.Code}) // a code alone would open that case
		return late, into, role, false
	}
	if into, _, ok = casework.ForDesk(t, "gop", []string{other}); !ok {
		return late, into, role, false
	}
	if into.State == casework.Merged && casework.Joint(t, into).Code != late.Code {
		into = casework.Joint(t, into) // it goes on there
	}
	if fault := casework.Unjoinable(t, late, into); fault != "" {
		t.Reply("dispatch.merge.fault."+fault, pair(late, into))
		return late, into, role, false
	}
	return late, into, role, true
}

func pair(late, into casework.Case) text.Args {
	return text.Args{"code": late.Code, "other": into.Code}
}

// Merged is the yes to Merge.
func Merged(t *flows.Turn, args []string) {
	late, into, role, ok := both(t, args)
	if !ok {
		return
	}
	t.Answered(t.Event.Chat, "choice", late.Code)
	casework.JoinTo(t, late, into, role)
	t.Reply("dispatch.merge.done", pair(late, into), flows.Choice{Key: "dispatch.merge.undo", Do: "tachgop " + late.Code})
}

// NotMerged is the no to Merge.
func NotMerged(t *flows.Turn, args []string) {
	if c, _, ok := casework.ForDesk(t, "gop", args); ok {
		t.Answered(t.Event.Chat, "choice", c.Code)
		t.Reply("dispatch.merge.kept", text.Args{"code": c.Code, "other": strings.Join(said(args), " ")})
	}
}

// Part makes a case that was merged one of its own again, within a day.
func Part(t *flows.Turn, args []string) {
	c, role, ok := casework.ForDesk(t, "tachgop", args)
	if !ok {
		return
	}
	if !casework.MayPart(t, c) {
		t.Reply("dispatch.merge.late", text.Args{"code": c.Code})
		return
	}
	other := c.Other
	casework.PartFrom(t, c, role)
	t.Reply("dispatch.merge.undone", text.Args{"code": c.Code, "other": other})
}
