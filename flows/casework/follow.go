package casework

import (
	"slices"

	"caunoi/flows"
	"caunoi/flows/text"
)

// tellFollowers tells the further reporters something, each once and by the
// own number.
func tellFollowers(t *flows.Turn, c Case, key string, args text.Args) {
	eachFollower(t, c, key, args, nil)
}

// tellFollowersEnd tells the further reporters that a case has come to an end that
// they were not asked about, and lets each of them say that it is none.
func tellFollowersEnd(t *flows.Turn, c Case, key string, args text.Args) {
	eachFollower(t, c, key, args, againChoices)
}

// askFollowers tells the further reporters that a case is settled, and asks each of
// them whether it is, as its first reporter is asked. Their yes closes nothing, and
// their no opens the own report only (see leaveJoint).
func askFollowers(t *flows.Turn, c Case, args text.Args) {
	eachFollower(t, c, "case.follow.done", args, ConfirmChoices)
}

// eachFollower says something to each further reporter, with choices about the own
// report. Several of them are a question, which is answered in words too.
func eachFollower(t *flows.Turn, c Case, key string, args text.Args, choices func(code string) []flows.Choice) {
	var told []string
	for _, f := range c.Followers {
		if slices.Contains(told, f.Member) {
			continue
		}
		told = append(told, f.Member)
		own := text.Args{}
		for name, value := range args {
			own[name] = value
		}
		own["code"] = f.Code
		n := flows.Note{Key: key, Args: own, Lane: laneOf(c), About: Notice(f.Code)}
		if choices != nil {
			n.Choices = choices(f.Code)
		}
		id := t.Say(f.reader(t), n)
		switch len(n.Choices) {
		case 1:
			t.Overtaken(f.reader(t).Chat, f.Code) // what was asked before is not asked any more
		case 2:
			flows.AskedChoice(t, f.reader(t), f.Code, id, n.Choices, askedFor)
		}
	}
}

// followLines say on a further reporter's card what became of the report, with
// nothing of what others said.
func followLines(t *flows.Turn, joint Case) text.List {
	lines := text.List{k("case.follow.card", text.Args{"other": joint.Code})}
	if joint.State != New {
		lines = append(lines, stateLines(t, joint, false)...)
	}
	return lines
}

// followChoices are what a further reporter can say at the end of a case.
func followChoices(t *flows.Turn, c Case) []flows.Choice {
	switch joint := Joint(t, c); {
	case !c.Follows(joint) || !joint.State.reopens():
		return nil
	case joint.State == Done:
		return ConfirmChoices(c.Code)
	}
	return againChoices(c.Code)
}

// content takes the word of a further reporter that a case is settled. It is its
// first reporter who closes it.
func content(t *flows.Turn, c Case) bool {
	joint := Joint(t, c)
	if !c.Follows(joint) || joint.State != Done && joint.State != Closed {
		return false
	}
	unobjectedJoint(t, c)
	t.Answered(t.Event.Chat, "choice", c.Code)
	t.Reply("case.follow.thanks", text.Args{"code": c.Code})
	return true
}
