package form

import (
	"slices"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/store"
)

// Keeper answers for the forms that a person filled in.
func Keeper() flows.Keeper { return flows.Keeper{Tell: tellKept, Copy: copyKept, Erase: erase} }

func filledBy(tx store.Tx, member string) []Filled {
	return slices.Collect(Filleds.Under(tx, "by", store.Key(member)))
}

func tellKept(tx store.Tx, m flows.Member) text.List {
	if n := len(filledBy(tx, m.ID)); n > 0 {
		return text.List{text.Key{Name: "form.keeps", Args: text.Args{"n": n}}}
	}
	return nil
}

func copyKept(tx store.Tx, m flows.Member) (all text.List) {
	for _, f := range filledBy(tx, m.ID) {
		all = append(all, text.Key{Name: "form.keeps.one", Args: text.Args{"time": text.Moment(f.At), "lines": lines(f.Values)}})
	}
	return all
}

// nobody stands in place of who was asked and is not kept any more.
const nobody = "-"

// erase drops who filled them in; the answers are the unit's.
func erase(t *flows.Turn, m flows.Member) {
	for _, f := range filledBy(t.Tx, m.ID) {
		if f.By == m.ID {
			f.By = ""
		}
		if f.Asked == m.ID {
			f.Asked = nobody
		}
		f.Was = slices.Clone(f.Was)
		for i := range f.Was {
			if f.Was[i].By == m.ID {
				f.Was[i].By = ""
			}
		}
		Filleds.Put(t.Tx, f)
	}
}
