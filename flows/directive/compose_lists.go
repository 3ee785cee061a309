package directive

import (
	"slices"
	"strings"

	"caunoi/flows"
	"caunoi/flows/talk"
	"caunoi/flows/text"
	"caunoi/flows/viet"
	"caunoi/store"
)

// longestName is how long the name of a saved list may be, in letters, and
// mostLists how many a sender has.
const (
	longestName = 20
	mostLists   = 30
)

// listsOf returns the saved lists of a sender, by their names.
func listsOf(tx store.Tx, member string) []List {
	from, to := store.Prefix(store.Key(member))
	return slices.Collect(Lists.Range(tx, from, to))
}

func offerLists(t *flows.Turn, _ string, _ draft) []talk.Pick {
	var all []talk.Pick
	for _, l := range listsOf(t.Tx, t.From.ID) {
		all = append(all, talk.Pick{Key: "compose.list.name", Value: l.Mark, Args: text.Args{"name": l.Name}})
	}
	return all
}

func takeList(d *draft, g talk.Given) string {
	if len([]rune(g.Text)) > longWords {
		return "added"
	}
	d.list = markOf(g.Text)
	return ""
}

// checkList looks a saved list up, also one whose name was typed.
func checkList(t *flows.Turn, d *draft) string {
	l, ok := Lists.Get(t.Tx, store.Key(t.From.ID, d.list))
	if !ok {
		return "gone"
	}
	d.places = slices.DeleteFunc(unitsNow(t, l.Units), func(code string) bool { return !MaySend(t.Tx, t.From.ID, code, t.Event.At) })
	if len(d.places) == 0 {
		return "gone"
	}
	return ""
}

// markOf is a name without marks, in one word.
func markOf(name string) string {
	return strings.ReplaceAll(strings.Join(strings.Fields(viet.Fold(name)), "-"), "_", "-")
}

func takeName(d *draft, g talk.Given) string {
	d.name = strings.Join(strings.Fields(g.Text), " ")
	if markOf(d.name) == "" || len([]rune(d.name)) > longestName {
		return "long"
	}
	return ""
}

// fitsName saves the places under the name, once: when it is said. What was saved
// under it before is replaced.
func fitsName(t *flows.Turn, d draft, g *talk.Given) (fault string) {
	if takeName(&d, *g) == "" {
		l := List{Member: t.From.ID, Mark: markOf(d.name), Name: d.name, Units: d.units}
		if _, replaced := Lists.Get(t.Tx, store.Key(l.Member, l.Mark)); replaced || len(listsOf(t.Tx, t.From.ID)) < mostLists {
			Lists.Put(t.Tx, l)
			return ""
		}
	}
	g.Text = ""
	return "long"
}

// Forget deletes a saved list of whoever acts.
func Forget(t *flows.Turn, args []string) {
	if len(args) == 1 {
		if l, ok := Lists.Get(t.Tx, store.Key(t.From.ID, args[0])); ok {
			Lists.Delete(t.Tx, store.Key(l.Member, l.Mark))
			t.Reply("compose.list.deleted", text.Args{"name": l.Name})
			return
		}
	}
	t.Reply("compose.list.none", nil)
}

// Saved shows the saved lists of whoever acts, to be deleted.
func Saved(t *flows.Turn, _ []string) {
	var choices []flows.Choice
	for _, l := range listsOf(t.Tx, t.From.ID) {
		choices = append(choices, flows.Choice{Key: "compose.list.delete", Args: text.Args{"name": viet.Short(l.Name, longestName)}, Do: "cdxoads " + l.Mark, Row: len(choices)%2 == 0})
		if len(choices) == 6 {
			break
		}
	}
	if len(choices) == 0 {
		t.Reply("compose.list.none", nil)
		return
	}
	t.Reply("compose.list.all", nil, choices...)
}
