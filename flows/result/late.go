package result

import (
	"slices"
	"strconv"

	"caunoi/flows"
	"caunoi/flows/figures"
	"caunoi/store"
)

func key(member string, seq int) string { return store.Key(member, seq) }

// tellHead offers those who may put the month right what was told of it after it
// was closed: it stays an item, and the month changes only by their word.
func (k Telling) tellHead(t *flows.Turn) {
	late := k.late()
	if len(late) == 0 || !k.Added.IsZero() {
		return
	}
	for _, m := range figures.Closers(t, k.Unit) {
		if m.Home() == "" {
			continue
		}
		to := m.Reader()
		if m.ID == t.From.ID {
			to = t.Reader
		}
		t.Say(to, flows.Note{Key: "result.late.head", Args: k.argsOf(t, late), Choices: []flows.Choice{{Key: "result.late.add", Do: "kqcong " + k.Member + " " + strconv.Itoa(k.Seq)}}})
	}
}

// Add puts what was told of a closed month on top of its figures, as a correction
// that is read back first. args: who told it, and its number.
func Add(t *flows.Turn, args []string) {
	var k Telling
	ok := len(args) == 2
	if ok {
		seq, _ := strconv.Atoi(args[1])
		k, ok = Tellings.Get(t.Tx, key(args[0], seq))
	}
	late := k.late()
	switch {
	case !ok || !figures.Closes(t, k.Unit):
		t.Reply("result.late.right", nil)
		return
	case k.State != Kept || len(late) == 0 || len(k.Items) == 0:
		t.Reply("result.late.past", nil)
		return
	}
	var more []figures.Said
	for _, f := range late {
		more = append(more, figures.Said{Code: f.Code, Value: f.Value, Near: f.Near, Words: f.Words})
	}
	if !figures.Further(t, k.Unit, k.Month, more, k.Added) {
		t.Reply("result.late.done", k.args(t))
		return
	}
	k.Added = t.Event.At
	Tellings.Put(t.Tx, k)
}

// added reports whether the head has added what came late: it stands in the month, or
// in what somebody is about to store there. A draft that was dropped holds nothing.
func (k Telling) added(t *flows.Turn) bool {
	var codes []string
	for _, f := range k.late() {
		codes = append(codes, f.Code)
	}
	return !k.Added.IsZero() && figures.PutRight(t, k.Unit, k.Month, codes, k.Added)
}

// dropLate takes back what came after the month was closed. What was in it before
// stays, as the month does.
func (k Telling) dropLate(t *flows.Turn) {
	late := k.late()
	items := slices.Clone(k.Items)
	k.Items = nil
	for n, f := range k.Sure {
		if n >= len(items) {
			break
		}
		one := k
		if one.Items = items[n : n+1]; f.Late {
			one.unfile(t.Tx)
		} else {
			k.Items = append(k.Items, items[n])
		}
	}
	k.Sure = slices.DeleteFunc(slices.Clone(k.Sure), func(f Figure) bool { return f.Late })
	Tellings.Put(t.Tx, k)
	t.Reply("result.dropped", k.argsOf(t, late))
	k.tellGone(t, late)
}

// tellGone tells those who were asked to add late results that they were taken back.
func (k Telling) tellGone(t *flows.Turn, late []Figure) {
	if len(late) == 0 {
		return
	}
	for _, m := range figures.Closers(t, k.Unit) {
		if m.Home() != "" && m.ID != t.From.ID {
			t.Say(m.Reader(), flows.Note{Key: "result.late.gone", Args: k.argsOf(t, late)})
		}
	}
}

// listed is how many of the own tellings are shown.
const listed = 5

// List shows what whoever acts told last, the newest first, each with what can be
// done about it.
func List(t *flows.Turn, _ []string) {
	shown := 0
	for k := range last(t.Tx, t.From.ID) {
		if shown == listed {
			break
		}
		if k.State == Kept && len(k.Sure) > 0 {
			shown++
			t.Reply("result.told", k.args(t), k.ways(t)...)
		}
	}
	if shown == 0 {
		t.Reply("result.empty", nil)
	}
}
