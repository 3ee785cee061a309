package casework

import (
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
)

// opensAgain reports whether its reporter can open a report again: it is over, or
// it became part of somebody else's case that is. What became part of another of
// the same reporter's is opened again there.
func opensAgain(t *flows.Turn, c Case) bool {
	joint := Joint(t, c)
	return c.State.reopens() || c.Follows(joint) && joint.State.reopens()
}

// leaveJoint makes a report a case of its own again that became part of one that is
// over, because its own reporter is not content: about the case of somebody else
// that reporter decides nothing. The caller opens and keeps it.
func leaveJoint(t *flows.Turn, c *Case) {
	joint := Joint(t, *c)
	if !c.Follows(joint) {
		return
	}
	joint.Followers = slices.DeleteFunc(slices.Clone(joint.Followers), func(f Follower) bool { return f.Code == c.Code })
	joint.note(t, "parted", c.Code)
	Keep(t, joint)
	c.State, c.Other, c.DoneAt, c.Alerts = New, "", time.Time{}, nil
	c.note(t, "parted", joint.Code)
}

// ownPart returns the report of whoever acts that became part of a case of somebody
// else: that reporter knows the number of the case, and means the own report by it.
func ownPart(t *flows.Turn, c Case) (own Case, ok bool) {
	if c.Reporter == t.From.ID {
		return own, false
	}
	for _, f := range c.Followers {
		if f.Member == t.From.ID {
			return Cases.Get(t.Tx, f.Code)
		}
	}
	return own, false
}

// saidJoint tells what is true of a report that became part of another case: to
// those who handle it and to who reported both, where it goes on; to a further
// reporter, how far that is; to anybody else, nothing of the other.
func saidJoint(t *flows.Turn, c Case) {
	joint := Joint(t, c)
	args := text.Args{"code": c.Code, "other": joint.Code, "state": text.K("case.state." + joint.State.Name())}
	open := func(code string) flows.Choice {
		return flows.Choice{Key: "list.open", Args: text.Args{"code": code}, Do: "xem " + code}
	}
	_, handles := roleOf(t, t.From.ID, joint)
	switch {
	case handles || joint.Reporter == t.From.ID:
		t.Reply("case.over.joint", args, open(joint.Code))
	case c.Reporter == t.From.ID:
		t.Reply("case.over.follow", args, open(c.Code))
	default:
		t.Reply("case.over.merged", args, open(c.Code))
	}
}
