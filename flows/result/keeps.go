package result

import (
	"slices"

	"caunoi/flows"
	"caunoi/flows/figures"
	"caunoi/flows/text"
	"caunoi/store"
)

// Keeper answers for the results that a person told.
func Keeper() flows.Keeper { return flows.Keeper{Tell: tellKept, Copy: copyKept, Erase: erase} }

func toldBy(tx store.Tx, member string) []Telling {
	from, to := store.Prefix(store.Key(member))
	return slices.Collect(Tellings.Range(tx, from, to))
}

func tellKept(tx store.Tx, m flows.Member) text.List {
	if n := len(toldBy(tx, m.ID)); n > 0 {
		return text.List{text.Key{Name: "result.keeps", Args: text.Args{"n": n}}}
	}
	return nil
}

func copyKept(tx store.Tx, m flows.Member) (lines text.List) {
	for _, k := range toldBy(tx, m.ID) {
		lines = append(lines, text.Key{Name: "result.keeps.one", Args: text.Args{"time": text.Moment(k.At), "text": k.Text}})
	}
	return lines
}

// erase drops the words and who said them; what was counted stays counted.
func erase(t *flows.Turn, m flows.Member) {
	for _, k := range toldBy(t.Tx, m.ID) {
		Tellings.Delete(t.Tx, key(k.Member, k.Seq))
	}
	for _, i := range slices.Collect(figures.Items.Under(t.Tx, "by", store.Key(m.ID))) {
		i.By, i.Said, i.Text = "", "", ""
		figures.Items.Put(t.Tx, i)
	}
}
