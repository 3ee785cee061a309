package talk

import (
	"caunoi/flows"
	"caunoi/store"
)

// Keeper answers for the answers of conversations that are not over.
func Keeper() flows.Keeper {
	return flows.Keeper{Erase: func(t *flows.Turn, m flows.Member) {
		for _, h := range m.Homes {
			from, to := store.Prefix(store.Key(string(h.Address)))
			for key, k := range talks.Pairs(t.Tx, from, to) {
				if k.Member == m.ID {
					talks.Delete(t.Tx, key)
				}
			}
		}
	}}
}
