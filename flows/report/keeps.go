package report

import (
	"caunoi/flows"
)

// Keeper answers for what the next message of a chat may join.
func Keeper() flows.Keeper {
	return flows.Keeper{Erase: func(t *flows.Turn, m flows.Member) {
		for _, chat := range flows.Alone(t.Tx, m) {
			gatherings.Delete(t.Tx, string(chat))
		}
	}}
}
