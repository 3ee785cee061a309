package bolt

import (
	"log/slog"
	"slices"
	"sync"

	"caunoi/store"
)

// maxDamages is how many damages are kept; more than that is not a list of
// records but a lost disk.
const maxDamages = 1000

// damages is the list of what was skipped since start, each once. Its zero
// value is ready.
type damages struct {
	mu   sync.Mutex
	list []store.Damage
}

// add notes a damage and logs it when it is new. The key is logged as it is:
// keys hold numbers and codes, never what people wrote.
func (l *damages) add(log *slog.Logger, d store.Damage) {
	l.mu.Lock()
	defer l.mu.Unlock()
	known := slices.ContainsFunc(l.list, func(o store.Damage) bool { return o.Table == d.Table && o.Key == d.Key })
	if known || len(l.list) == maxDamages {
		return
	}
	l.list = append(l.list, d)
	log.Error("damaged value skipped", "table", d.Table, "key", d.Key, "why", d.Why)
}

// Damaged returns what was found damaged and skipped since Open, each pair
// once, the first thousand.
func (d *DB) Damaged() []store.Damage {
	d.damages.mu.Lock()
	defer d.damages.mu.Unlock()
	return slices.Clone(d.damages.list)
}
