package figures

import (
	"slices"

	"caunoi/flows"
	"caunoi/flows/text"
)

// shownFixes is how many figures can be chosen with a button to be put right.
const shownFixes = 8

// Edit asks which figure is to be another. args: the unit, the month, and the
// indicator, if one is chosen.
func Edit(t *flows.Turn, args []string) {
	d, s, rest, ok := at(t, args)
	if !ok {
		return
	}
	if len(rest) > 0 {
		if i, known := Find(s.counted(t.Set), rest[0]); known {
			d.Asking, d.Enough = i.Code, true
			d.step(t, s, nil)
			return
		}
	}
	d.askFix(t, s, nil)
}

// askFix asks which figure is to be another, by its name or with the number at
// once.
func (d draft) askFix(t *flows.Turn, s standing, above text.List) {
	all, numbers := s.counted(t.Set), NumbersOf(t.Tx)
	sheet, _ := SheetOf(t.Tx, d.Unit, d.Month)
	var choices []flows.Choice
	for _, i := range all {
		_, said := d.of(i.Code)
		_, given := sheet.ofCode(numbers, i.Code)
		if (said || given || i.Asked) && len(choices) < shownFixes {
			choices = append(choices, flows.Choice{Key: "monthly.button.name", Args: text.Args{"name": title(i)}, Do: "slsua " + d.code() + " " + i.Code, Row: len(choices)%2 == 0})
		}
	}
	d.Asking, d.Enough = "", true
	lines := append(slices.Clone(above), text.Key{Name: "monthly.which", Args: text.Args{"month": d.Month.named(t.Set)}})
	d.put(t, itemList, lines, choices)
}

// removed takes back what is asked for now: nothing is said of it any more, which is
// no zero.
func (d draft) removed(t *flows.Turn, s standing) {
	sheet, _ := SheetOf(t.Tx, d.Unit, d.Month)
	code := d.Asking
	d.Asking, d.Enough = "", true
	if _, given := sheet.ofCode(NumbersOf(t.Tx), code); given {
		d.set(entry{Code: code, Value: NotGiven})
	} else {
		d.unset(code)
	}
	d.step(t, s, nil)
}

// Drop drops what was said and not stored. args: the unit and the month.
func Drop(t *flows.Turn, args []string) {
	d, _, _, ok := at(t, args)
	if !ok {
		return
	}
	d.drop(t)
	t.Reply("monthly.dropped", text.Args{"month": d.Month.named(t.Set)})
}
