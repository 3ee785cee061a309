package model

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"caunoi/flows"
	"caunoi/flows/talk"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// How many models a screen of the list has, how many are looked at for one screen,
// and how many letters of a name stand in it.
const (
	onPage    = 4
	lookedAt  = 500
	shortName = 40
)

// shelves are those the list is divided into, in the order they are offered.
var shelves = []shelf{waiting, going, late, judged, honoured, ended}

// List shows how the models stand that whoever acts may see; or the one that is named
// by its number; or it begins to register one; or it looks for words.
func List(t *flows.Turn, args []string) {
	said := strings.Join(args, " ")
	if m, ok := Find(t.Tx, said); ok && m.sees(t, t.From.ID) {
		m.open(t, t.Reader)
		return
	}
	units := mine(t, t.From.ID)
	name, add := newName(said)
	_, numbered := parseCode(said)
	switch {
	case len(units) == 0:
		t.Reply("model.closed", nil)
	case add:
		Register(t, strings.Fields(name))
	case numbered:
		t.Reply("model.none", text.Args{"n": viet.Short(said, 12)})
	case said != "":
		Search(t, append([]string{"0"}, args...))
	default:
		home(t, units)
	}
}

// newName returns what follows the words with which one is registered in one message.
func newName(said string) (name string, ok bool) {
	words := strings.Fields(said)
	for _, lead := range []string{"them", "add", "dang ky"} {
		n := len(strings.Fields(lead))
		if len(words) >= n && viet.Fold(strings.Join(words[:n], " ")) == lead {
			return strings.Join(words[n:], " "), true
		}
	}
	return "", false
}

// Register begins to register a model. What was written with it is its name, and
// after semicolons its target and the day of its review.
func Register(t *flows.Turn, args []string) {
	if len(registering(t, t.From.ID)) == 0 {
		t.Reply("model.right.register", nil)
		return
	}
	if len(args) == 0 {
		Composing.Begin(t, talk.NoCode)
		return
	}
	name, rest, _ := strings.Cut(masked(t, strings.Join(args, " ")), ";")
	known := map[string]talk.Given{"name": {Text: strings.TrimSpace(name)}}
	var unread []string
	for part := range strings.SplitSeq(rest, ";") {
		if day, ok := readDay(part, t.Event.At.In(t.Set.Zone), viet.Ahead); ok {
			known["due"] = talk.Given{Text: keptDay(t, day)}
		} else if r, fault := readAmount(part, nil); fault == "" {
			known["target"] = talk.Given{Text: r.kept()}
		} else if part = strings.TrimSpace(part); part != "" {
			unread = append(unread, part)
		}
	}
	if len(unread) > 0 {
		t.Reply("model.new.unread", text.Args{"words": viet.Short(strings.Join(unread, "; "), longestName)})
	}
	Composing.StartFrom(t, talk.NoCode, known)
}

// A look is what somebody wants to see of the models: a shelf, a field, words; older
// than one number, or all.
type look struct {
	shelf  shelf
	field  string
	terms  []string
	before int64
}

// Page shows a screen of a shelf. args: the shelf, a field or "-", and the number
// before which it goes on, or 0. "linhvuc" as the field asks which.
func Page(t *flows.Turn, args []string) {
	units := mine(t, t.From.ID)
	if len(args) > 0 && args[0] == others && len(units) > 0 {
		furtherShelves(t, units)
		return
	}
	if len(args) < 3 || !slices.Contains(shelves, shelf(args[0])) || len(units) == 0 {
		List(t, nil)
		return
	}
	if args[1] == "linhvuc" {
		var choices []flows.Choice
		for i, f := range fields {
			choices = append(choices, flows.Choice{Key: "model.field." + f, Do: "mhds " + args[0] + " " + f + " 0", Row: i > 0 && i%2 == 0})
		}
		t.Reply("model.which", text.Args{"shelf": text.K("model.shelf." + args[0])}, choices...)
		return
	}
	l := look{shelf: shelf(args[0])}
	l.before, _ = strconv.ParseInt(args[2], 10, 64)
	head := text.Key{Name: "model.shelf." + args[0]}
	field := "-"
	if slices.Contains(fields, args[1]) {
		l.field, field = args[1], args[1]
		head = text.Key{Name: "model.head.field", Args: text.Args{"shelf": head, "field": text.K("model.field." + l.field)}}
	}
	found, next := l.find(t, units)
	var ways []flows.Choice
	if next > 0 {
		ways = append(ways, flows.Choice{Key: "model.button.more", Do: "mhds " + args[0] + " " + field + " " + strconv.FormatInt(next, 10), Row: true})
	}
	if l.before == 0 { // with what is above, a screen has six buttons at most
		ways = append(ways, flows.Choice{Key: "model.button.field", Do: "mhds " + args[0] + " linhvuc 0", Row: len(ways) == 0})
	}
	if next == 0 || l.before > 0 {
		ways = append(ways, flows.Choice{Key: "model.button.home", Do: "mohinh", Row: len(ways) == 0})
	}
	screen(t, head, found, ways)
}

// wordsRoom is how many bytes of words a button carries on.
const wordsRoom = 40

// Search shows the models that hold all of some words, without marks, in their name,
// place, unit or number. args: the number before which it goes on, or 0, and the
// words.
func Search(t *flows.Turn, args []string) {
	units := mine(t, t.From.ID)
	if len(args) < 2 || len(units) == 0 {
		List(t, nil)
		return
	}
	l := look{}
	l.before, _ = strconv.ParseInt(args[0], 10, 64)
	room := 0
	for _, w := range viet.Terms(strings.Join(args[1:], " ")) {
		if room += len(w) + 1; room <= wordsRoom {
			l.terms = append(l.terms, w)
		}
	}
	words := strings.Join(l.terms, " ")
	if words == "" { // nothing that can be looked for
		screen(t, text.Key{Name: "model.head.words", Args: text.Args{"words": viet.Short(strings.Join(args[1:], " "), shortName)}}, nil, []flows.Choice{{Key: "model.button.home", Do: "mohinh"}})
		return
	}
	found, next := l.find(t, units)
	ways := []flows.Choice{{Key: "model.button.home", Do: "mohinh", Row: true}}
	if next > 0 {
		ways = append([]flows.Choice{{Key: "model.button.more", Do: strings.TrimSpace("mhtim " + strconv.FormatInt(next, 10) + " " + words), Row: true}}, ways...)
	}
	screen(t, text.Key{Name: "model.head.words", Args: text.Args{"words": words}}, found, ways)
}

// screen shows some models, a button each.
func screen(t *flows.Turn, head text.Key, found []Model, ways []flows.Choice) {
	lines := text.List{head}
	var choices []flows.Choice
	for i, m := range found {
		line := "model.line"
		if m.overdue(t) {
			line = "model.line.late"
		}
		lines = append(lines, text.Key{Name: line, Args: text.Args{"n": m.Code(), "name": viet.Short(m.Name, shortName), "unit": m.owner(t.Tx).Name, "state": m.status()}})
		choices = append(choices, flows.Choice{Key: "model.button.open", Args: text.Args{"n": m.Code()}, Do: "mohinh " + m.Code(), Row: i > 0 && i%2 == 0})
	}
	if len(found) == 0 {
		lines = append(lines, text.K("model.head.none"))
	}
	t.Reply("model.lines", text.Args{"lines": lines}, append(choices, ways...)...)
}

// find returns a screen of what is looked for, the newest first. next is the number
// behind which there may be more; 0: there is nothing. Of each unit no more are looked
// at than the bound allows, however many there are.
func (l look) find(t *flows.Turn, units []string) (found []Model, next int64) {
	for _, unit := range units {
		all, last := l.nearest(t, unit)
		found, next = append(found, all...), max(next, last)
	}
	slices.SortFunc(found, func(a, b Model) int { return cmp.Compare(b.Number, a.Number) })
	found = slices.CompactFunc(found, func(a, b Model) bool { return a.Number == b.Number })
	found = slices.DeleteFunc(found, func(m Model) bool { return m.Number < next })
	if len(found) > onPage {
		return found[:onPage], found[onPage-1].Number
	}
	return found, next
}

// nearest returns of a unit the models that come next, one more than a screen has. last
// is the number down to which all were looked at, if the bound ended it; 0: it did not.
func (l look) nearest(t *flows.Turn, unit string) (all []Model, last int64) {
	looked := 0
	for m := range l.of(t, unit) {
		if l.fits(t, m) {
			all = append(all, m)
		}
		if looked++; l.shelf == late {
			continue // in another order, and bounded by itself
		}
		if len(all) > onPage {
			return all, 0
		}
		if looked == lookedAt {
			return all, m.Number
		}
	}
	return all, 0
}
