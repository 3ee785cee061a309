package talk

import (
	"slices"

	"caunoi/flows"
	"caunoi/store"
)

// Strike erases words and files from the talks that are not over, and from those
// that were cancelled and can be taken back.
func Strike(tx store.Tx, s flows.Strike) {
	for _, table := range []*store.Table[talk]{talks, laid} {
		for k := range table.All(tx) {
			k.Answers = slices.Clone(k.Answers)
			one := s.In(k.Code)
			for i := range k.Answers {
				g := &k.Answers[i].Given
				g.Text, g.Files = one.Text(g.Text), one.Files(g.Files)
			}
			table.Put(tx, k)
		}
	}
}
