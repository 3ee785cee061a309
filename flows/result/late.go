package result

import (
	"strconv"

	"caunoi/flows"
	"caunoi/flows/figures"
	"caunoi/store"
)

func key(member string, seq int) string { return store.Key(member, seq) }

// tellHead offers the head of the team what was told of a month that is closed: it
// stays an item, and the month changes only by the head's word.
func (k Telling) tellHead(t *flows.Turn) {
	if !k.Late || len(k.Sure) == 0 || !k.Added.IsZero() {
		return
	}
	for _, m := range flows.Holders(t.Tx, k.Unit, flows.Head, t.Event.At) {
		if m.Home() == "" {
			continue
		}
		to := m.Reader()
		if m.ID == t.From.ID {
			to = t.Reader
		}
		t.Say(to, flows.Note{Key: "result.late.head", Args: k.args(t), Choices: []flows.Choice{{Key: "result.late.add", Do: "kqcong " + k.Member + " " + strconv.Itoa(k.Seq)}}})
	}
}

// Add counts what was told of a closed month into it, as a correction by the head
// of the team.
func Add(t *flows.Turn, args []string) {
	var k Telling
	ok := len(args) == 2
	if ok {
		seq, _ := strconv.Atoi(args[1])
		k, ok = Tellings.Get(t.Tx, key(args[0], seq))
	}
	switch {
	case !ok || !flows.Holds(t.Tx, t.From.ID, k.Unit, t.Event.At, flows.Head):
		t.Reply("result.late.right", nil)
	case k.State != Kept || !k.Late || len(k.Items) == 0:
		t.Reply("result.late.past", nil)
	case !k.Added.IsZero():
		t.Reply("result.late.done", k.args(t))
	default:
		k.correct(t)
		t.Reply("result.late.added", k.args(t))
	}
}

// correct adds the figures to the closed sheet, each as a change with who, when,
// before and after.
func (k Telling) correct(t *flows.Turn) {
	sheet, _ := figures.SheetOf(t.Tx, k.Unit, k.Month)
	numbers := figures.Numbered(t.Tx, t.Set.Indicators)
	for _, f := range k.Sure {
		number := numbers[f.Code]
		before, given := sheet.Value(number)
		change := figures.Change{At: t.Event.At, By: t.From.ID, Number: number, Before: before, After: min(before+f.Value, figures.Greatest)}
		if !given {
			change.Before = figures.NotGiven
		}
		sheet.Set(number, change.After, f.Near || sheet.IsNear(number))
		sheet.Changes = append(sheet.Changes[:len(sheet.Changes):len(sheet.Changes)], change)
	}
	figures.Keep(t.Tx, sheet)
	k.Added = t.Event.At
	Tellings.Put(t.Tx, k)
}

// listed is how many of the own tellings are shown.
const listed = 5

// List shows what whoever acts told last, the newest first, each with what can be
// done about it.
func List(t *flows.Turn, _ []string) {
	var all []Telling
	from, to := store.Prefix(store.Key(t.From.ID))
	for k := range Tellings.Range(t.Tx, from, to) {
		if k.State == Kept && len(k.Sure) > 0 {
			all = append(all, k)
		}
	}
	if len(all) == 0 {
		t.Reply("result.empty", nil)
		return
	}
	for n := len(all) - 1; n >= max(0, len(all)-listed); n-- {
		t.Reply("result.told", all[n].args(t), all[n].ways(t)...)
	}
}
