package casework

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/store"
)

// page is how many cases one screen lists; each has a button.
const page = 5

// longest bounds how many cases of one post a list reads.
const longest = 1000

// List shows a member's own reports and, to those who handle cases, what
// waits: the most pressing and longest waiting first. args may hold which list
// and how many to pass over.
func List(t *flows.Turn, args []string) {
	which, skip := "", 0
	if len(args) == 2 {
		which = args[0]
		skip, _ = strconv.Atoi(args[1])
	}
	waits, own := waitFor(t), ownCases(t)
	if len(waits) > 0 && which != "own" {
		list(t, "list.waits", "wait", waits, skip)
	}
	if (len(own) > 0 || len(waits) == 0) && which != "wait" {
		list(t, "list.mine", "own", own, skip)
	}
}

// list shows one page of cases.
func list(t *flows.Turn, title, which string, all []Case, skip int) {
	if len(all) == 0 {
		t.Reply("list.empty", nil)
		return
	}
	if skip < 0 || skip >= len(all) {
		skip = 0
	}
	lines := text.List{k(title, text.Args{"n": len(all)})}
	var choices []flows.Choice
	for _, c := range all[skip:min(skip+page, len(all))] {
		args := text.Args{"code": c.Code, "category": text.K("category." + c.Category), "state": text.K("case.state." + c.State.Name()), "mark": mark(c), "place": placeName(t, c, false, which == "wait")}
		if c.State == Merged {
			args["state"] = k("list.joint", text.Args{"other": c.Other})
		}
		key := "list.item"
		if which == "wait" {
			key = "list.item.level"
		}
		lines = append(lines, k(key, args))
		choices = append(choices, flows.Choice{Key: "list.open", Args: text.Args{"code": c.Code}, Do: "xem " + c.Code, Row: len(choices)%2 == 0})
	}
	if skip+page < len(all) {
		choices = append(choices, flows.Choice{Key: "list.next", Do: "viec " + which + " " + strconv.Itoa(skip+page), Row: true})
	}
	t.Reply("case.lines", text.Args{"lines": lines}, choices...)
}

// mark is the sign of a level in a list.
func mark(c Case) string {
	switch c.Level {
	case LifeAndDanger:
		return "🚨"
	case Soon:
		return "🔶"
	}
	return "🔹"
}

// ownCases returns a member's reports, the newest first.
func ownCases(t *flows.Turn) []Case {
	var own []Case
	from, to := store.Prefix(store.Key(t.From.ID))
	for _, c := range Cases.By(t.Tx, "own", from, to) {
		if len(own) < 200 {
			own = append(own, c)
		}
	}
	// What became part of a case stands below it.
	var ordered []Case
	of := func(code string) bool { return slices.ContainsFunc(own, func(c Case) bool { return c.Code == code }) }
	for _, c := range own {
		if c.State == Merged && of(c.Other) {
			continue
		}
		ordered = append(ordered, c)
		for _, part := range own {
			if part.State == Merged && part.Other == c.Code {
				ordered = append(ordered, part)
			}
		}
	}
	return ordered
}

// Waiting returns the codes of what waits for a word of whoever acts.
func Waiting(t *flows.Turn) []string {
	var codes []string
	from, to := store.Prefix(store.Key(t.From.ID))
	for _, code := range Cases.Keys(t.Tx, "hands", from, to) {
		if c, ok := Cases.Get(t.Tx, code); !ok || barred(t, t.From.ID, c) {
			continue // whoever was told of it belongs to its team since
		}
		codes = append(codes, code)
		if len(codes) == page {
			break // one is meant, several are asked about; more do not fit a screen
		}
	}
	return codes
}

// waitFor returns the unsettled cases of all units whoever acts may handle, as
// far as anybody will read.
func waitFor(t *flows.Turn) []Case {
	var all []Case
	seen := map[string]bool{}
	for _, p := range flows.PostsOf(t.Tx, t.From.ID, t.Event.At) {
		if !slices.Contains(handlers[:], p.Role) {
			continue
		}
		for _, unit := range append([]string{p.Unit}, flows.Merged(t.Tx, p.Unit)...) {
			for _, c := range openAt(t, unit) {
				if !seen[c.Code] {
					seen[c.Code] = true
					all = append(all, c)
				}
			}
		}
	}
	slices.SortFunc(all, func(a, b Case) int {
		return cmp.Or(int(a.Level)-int(b.Level), a.At.Compare(b.At), len(a.Code)-len(b.Code), strings.Compare(a.Code, b.Code))
	})
	return all
}

// openAt returns the cases of a unit and those below it that wait for whoever
// acts. What was reported while a unit was another one's is found under that.
func openAt(t *flows.Turn, unit string) []Case {
	var open []Case
	n := 0
	from, to := store.Prefix(store.Key(unit))
	for _, c := range Cases.By(t.Tx, "open", from, to) {
		if (c.State == New || c.Taker == t.From.ID) && !barred(t, t.From.ID, c) {
			open = append(open, c)
		}
		if n++; n == longest {
			break
		}
	}
	return open
}

// View shows the live card of a case at the end of the chat.
func View(t *flows.Turn, args []string) {
	if len(args) == 0 {
		return
	}
	c, ok := Cases.Get(t.Tx, args[0])
	role, handles := roleOf(t, t.From.ID, c)
	switch {
	case ok && c.Reporter == t.From.ID:
		t.Say(t.Reader, flows.Note{Card: true, Fresh: true, About: OwnCard(c.Code)})
	case ok && handles:
		follow(t, &c, role)
		Keep(t, c)
		t.Say(t.Reader, flows.Note{Card: true, Fresh: true, About: AlertCard(c.Code)})
		sendWhole(t, t.Reader, c, flows.Answer)
	default:
		t.Reply("desk.none", text.Args{"code": args[0]})
	}
}

// Help is one screen, by role.
func Help(t *flows.Turn, _ []string) {
	phone := text.Args{"phone": OwnPhone(t)}
	handles, runs, reports := false, false, false
	for _, p := range flows.PostsOf(t.Tx, t.From.ID, t.Event.At) {
		switch {
		case p.Role == flows.Admin:
			runs = true
		case slices.Contains(handlers[:], p.Role):
			handles = true
		default:
			reports = true
		}
	}
	var lines text.List
	switch {
	case handles:
		lines = append(lines, text.K("help.leader"))
	case reports || !runs:
		lines = append(lines, k("help.member", phone))
	}
	if runs {
		lines = append(lines, text.K("help.admin"))
	}
	t.Reply("case.lines", text.Args{"lines": lines},
		flows.Choice{Key: "button.report", Do: "baocao"}, flows.Choice{Key: "button.urgent", Do: "khan"}, flows.Choice{Key: "button.mine", Do: "viec"})
}
