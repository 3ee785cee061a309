package casework

import (
	"slices"
	"strings"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

const (
	together = 50 // cases that one press takes at most
	excuses  = 5  // of how many a screen says why they were not taken
)

// TakeMany takes the cases that are named, those of a bundle ("+" and its name),
// those of a list that was shown ("@" and when), or what waits ("+" alone).
func TakeMany(t *flows.Turn, args []string) {
	switch {
	case len(args) == 2 && args[0] == "+":
		b, _ := bundles.Get(t.Tx, bundle{Member: t.From.ID, Name: args[1]}.key())
		TakeAll(t, b.waiting(t))
	case len(args) == 1 && args[0] == everything:
		takeWaiting(t)
	case len(args) == 2 && args[0] == "@":
		takeShown(t, args[1])
	default:
		TakeAll(t, codesIn(strings.Join(args, " ")))
	}
}

// codesIn returns the codes that a text is a list of.
func codesIn(words string) []string {
	var codes []string
	for words != "" {
		code, rest, ok := viet.Code(words)
		if !ok {
			_, rest, _ = strings.Cut(words, " ")
		} else if !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
		words = rest
	}
	return codes
}

// TakeAll makes whoever acts the one who has each of the cases, as far as each
// can be taken now: right and state are looked up one by one. The answer says
// how many were taken, and of the others why not.
func TakeAll(t *flows.Turn, codes []string) { takeAll(t, codes, nil) }

// takeAll is TakeAll, with what else is to be said of what waits.
func takeAll(t *flows.Turn, codes []string, besides text.List) {
	var taken text.Joined
	var not text.List
	for _, code := range codes[:min(len(codes), together)] {
		if why := takeOne(t, code); why.Name == "" {
			taken = append(taken, code)
		} else {
			not = append(not, why)
		}
	}
	if left := len(codes) - together; left > 0 {
		not = append(not, k("bundle.left", text.Args{"n": left}))
	}
	if len(codes) == 1 && len(not) == 1 { // one is answered like a single taking
		why := not[0].(text.Key)
		t.Reply(why.Name, why.Args)
		return
	}
	said := len(not)
	if len(not) > excuses {
		not = append(not[:excuses:excuses], k("bundle.others", text.Args{"n": said - excuses}))
	}
	lines := text.List{}
	switch {
	case len(taken) > 10:
		lines = append(lines, k("bundle.taken.many", text.Args{"n": len(taken)}))
	case len(taken) > 0:
		lines = append(lines, k("bundle.taken", text.Args{"n": len(taken), "codes": taken}))
	case len(codes) == 0 && len(besides) > 0:
	case len(codes) == 0:
		lines = append(lines, text.K("bundle.nothing"))
	default:
		lines = append(lines, text.K("bundle.none"))
	}
	var choices []flows.Choice
	if len(taken) > 0 {
		choices = append(choices, flows.Choice{Key: "bundle.mine", Do: "viec " + mineList})
	}
	t.Reply("case.lines", text.Args{"lines": append(append(lines, not...), besides...)}, choices...)
}

// takeOne takes one of several cases, without a card for it: who took them opens
// each when it is its turn. It says why it could not be taken.
func takeOne(t *flows.Turn, code string) (why text.Key) {
	c, ok := Cases.Get(t.Tx, code)
	if _, may := roleOf(t, t.From.ID, c); !ok || !may {
		return k("desk.none", text.Args{"code": code})
	}
	c = Joint(t, c)
	role, may := roleOf(t, t.From.ID, c)
	if !may {
		return k("desk.none", text.Args{"code": code})
	}
	lose(t, &c)
	switch {
	case c.State.Open() && c.Taker == t.From.ID:
		return k("bundle.not.yours", text.Args{"code": code})
	case c.State.Open() && c.State != New:
		return k("bundle.not.taken", text.Args{"code": code, "role": text.Small(text.K(c.TakerRole)), "time": when(t, c.TakenAt)})
	case c.State != New:
		return k("bundle.not.over", text.Args{"code": code, "state": text.K("case.state." + c.State.Name())})
	}
	c.quiet = true
	take(t, &c, role)
	return why
}
