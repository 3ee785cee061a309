package talk

import (
	"caunoi/flows"
	"caunoi/store"
)

// Keeper answers for the answers of conversations that are not over, and of
// those that were cancelled and can still be taken back.
func Keeper() flows.Keeper {
	return flows.Keeper{Erase: func(t *flows.Turn, m flows.Member) {
		for _, h := range m.Homes {
			from, to := store.Prefix(store.Key(string(h.Address)))
			for _, table := range []*store.Table[talk]{talks, laid} {
				for key, k := range table.Pairs(t.Tx, from, to) {
					if k.Member == m.ID {
						table.Delete(t.Tx, key)
						t.Rest("talk."+k.Script+".idle", k.timer())
						t.Rest("talk."+k.Script+".laid", k.timer())
					}
				}
			}
		}
	}}
}
