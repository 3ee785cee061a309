package figures

import (
	"slices"
	"strconv"

	"caunoi/flows"
	"caunoi/flows/text"
)

// mostChanges is how many corrections of one month are kept. Who has made so many
// is not counting any more.
const mostChanges = 500

// Store stores what was read back. args: the unit, the month, the mark of what its
// person saw, and "chot" where that is all.
func Store(t *flows.Turn, args []string) {
	d, s, rest, ok := at(t, args)
	if !ok {
		return
	}
	switch {
	case d.empty():
		showAnew(t, d.Unit, d.Month) // it was stored before: with two thumbs, or from another screen
	case len(d.Doubts) > 0 || len(rest) == 0 || rest[0] != strconv.Itoa(d.Mark):
		d.step(t, s, text.List{text.K("monthly.moved")})
	default:
		d.store(t, s, len(rest) > 1)
	}
}

// seen marks a close by somebody who saw the list with what was told during the
// month.
const seen = "xem"

// Close closes a month as it stands in the sheet; what was told during the month
// and stands there otherwise is shown before. args: the unit, the month, and seen
// where it was shown.
func Close(t *flows.Turn, args []string) {
	d, s, rest, ok := at(t, args)
	if !ok {
		return
	}
	sheet, _ := SheetOf(t.Tx, d.Unit, d.Month)
	unseen := sheet.Closed.IsZero() && !slices.Contains(rest, seen)
	switch {
	case !s.close:
		t.Reply("monthly.close.right", text.Args{"month": d.Month.named(t.Set)})
	case !d.empty():
		d.step(t, s, text.List{text.K("monthly.moved")})
	case !sheet.Given() && len(sheet.Skipped) == 0,
		unseen && len(d.toldLines(t, sheet, NumbersOf(t.Tx), s.counted(t.Set))) > 0:
		d.list(t, s, nil)
	default:
		d.store(t, s, true)
	}
}

// store puts a draft into the sheet as it stands now: of every indicator what is
// stored last counts. It closes the month, if that is all and whoever acts may say
// so; a closed one is put right.
func (d draft) store(t *flows.Turn, s standing, all bool) {
	sheet, _ := SheetOf(t.Tx, d.Unit, d.Month)
	counted := s.counted(t.Set)
	k, before := d.taking(t, s), d
	if k.fit(before); len(k.lines) > 0 { // somebody else has stored what does not go with it
		before.Enough = true
		before.Asking = ""
		before.step(t, s, k.lines)
		return
	}
	if part, whole, lacks := k.lacking(); lacks {
		n, _ := d.value(sheet, k.numbers, part.Code)
		d.Asking = whole.Code
		d.step(t, s, text.List{text.Key{Name: "monthly.whole", Args: text.Args{"part": text.Small(phrase(part, n, false)), "of": inside(whole)}}})
		return
	}
	if !sheet.Closed.IsZero() {
		d.correct(t, s, sheet, counted)
		return
	}
	if all && !s.close {
		t.Reply("monthly.close.right", text.Args{"month": d.Month.named(t.Set)})
		all = false
	}
	said := d.changes(sheet, k.numbers, counted)
	sheet = d.into(t, sheet, counted)
	if all {
		sheet.Closed, sheet.By = t.Event.At, t.From.ID
	}
	Keep(t.Tx, sheet)
	d.drop(t)
	showAnew(t, d.Unit, d.Month)
	if !all { // "chốt", typed under what was saved
		t.Ask(t.Reader, flows.Question{Kind: askKind, Code: d.code(), Item: itemSaved, Soft: true, Until: t.Event.At.Add(askedFor)})
	}
	d.tellOthers(t, s, said, all)
	refresh(t, d.Unit, d.Month)
	if s.unit.Team {
		flows.NoteHeard(t, d.Unit)
		flows.DidTask(t, d.Unit, taskKey)
	}
}

// into is a sheet with what a draft says.
func (d draft) into(t *flows.Turn, sheet Sheet, counted []flows.Indicator) Sheet {
	numbers := Numbered(t.Tx, counted)
	sheet.Skipped = slices.Clone(sheet.Skipped)
	for _, e := range d.Said {
		n, known := numbers[e.Code]
		_, given := sheet.Value(n)
		switch {
		case !known:
		case !e.Out:
			sheet.Set(n, e.Value, e.Near)
		case !given && !slices.Contains(sheet.Skipped, n):
			sheet.Skipped = append(sheet.Skipped, n)
		}
	}
	return sheet
}

// correct puts a closed month right: who, when, before and after are kept, and who
// coordinates the commune is told.
func (d draft) correct(t *flows.Turn, s standing, sheet Sheet, counted []flows.Indicator) {
	numbers := Numbered(t.Tx, counted)
	said := d.changes(sheet, numbers, counted)
	switch {
	case len(said) == 0:
		d.drop(t)
		t.Reply("monthly.same", text.Args{"month": d.Month.named(t.Set)})
		return
	case len(sheet.Changes)+len(said) > mostChanges:
		t.Reply("monthly.toomany", text.Args{"n": mostChanges})
		return
	}
	sheet.Changes = slices.Clone(sheet.Changes)
	for _, e := range d.Said {
		n, known := numbers[e.Code]
		if !known {
			continue
		}
		old, given := sheet.ofCode(numbers, e.Code)
		was := sheet.IsNear(n)
		if e.Out || !given && e.gone() || given && old == e.Value && e.Near == was {
			continue
		}
		if !given {
			old = NotGiven
		}
		sheet.Changes = append(sheet.Changes, Change{At: t.Event.At, By: t.From.ID, Number: n, Before: old, After: e.Value, Was: was, Near: e.Near})
		sheet.Set(n, e.Value, e.Near)
	}
	Keep(t.Tx, sheet)
	d.drop(t)
	showAnew(t, d.Unit, d.Month)
	d.tellCommune(t, s, said)
	refresh(t, d.Unit, d.Month)
}

// tellOthers tells those who are giving figures of the same month what was stored
// meanwhile: what they store will take its place.
func (d draft) tellOthers(t *flows.Turn, s standing, said text.List, closed bool) {
	if len(said) == 0 && !closed {
		return
	}
	key := "monthly.meanwhile"
	if closed {
		key = "monthly.meanwhile.closed"
	}
	var lines text.List
	for _, c := range said {
		lines = append(lines, text.Key{Name: "monthly.item", Args: text.Args{"what": c}})
	}
	if len(lines) == 0 {
		lines = text.List{text.K("monthly.meanwhile.nothing")}
	}
	for _, o := range d.others(t) {
		m, _ := flows.Members.Get(t.Tx, o.Member)
		t.Say(m.Reader(), flows.Note{Key: key, Args: text.Args{"month": d.Month.named(t.Set), "unit": s.unit.Name, "lines": lines}})
	}
}

// tellCommune tells who coordinates above a team what was put right.
func (d draft) tellCommune(t *flows.Turn, s standing, said text.List) {
	var lines text.List
	for _, c := range said {
		lines = append(lines, text.Key{Name: "monthly.item", Args: text.Args{"what": c}})
	}
	for _, m := range d.overseers(t) {
		t.Say(m.Reader(), flows.Note{
			Key: "monthly.corrected", Args: text.Args{"month": d.Month.named(t.Set), "unit": s.unit.Name, "lines": lines}, Lane: flows.Directive,
			Choices: []flows.Choice{{Key: "monthly.button.view", Do: "slxem " + d.code()}},
		})
	}
}

// overseers are who coordinates above a unit, nearest first, without whoever acts:
// they are told of a correction.
func (d draft) overseers(t *flows.Turn) []flows.Member {
	for u := range flows.Up(t.Tx, d.Unit) {
		if who := flows.Holders(t.Tx, u.Code, flows.Coordinator, t.Event.At); len(who) > 0 {
			return slices.DeleteFunc(who, func(m flows.Member) bool { return m.ID == t.From.ID })
		}
	}
	return nil
}
