package storetest

import (
	"context"
	"errors"

	"caunoi/store"
)

// errRehearsal rolls the first run of Twice back.
var errRehearsal = errors.New("rehearsal")

// twice is the database that Twice returns.
type twice struct{ store.DB }

// Twice returns a database that runs each f of Update twice, as an engine may,
// and undoes the first run. Whatever f changed besides its Tx is then wrong,
// and the test that uses it fails.
func Twice(db store.DB) store.DB { return twice{db} }

// Update runs f once to no effect and once more.
func (d twice) Update(ctx context.Context, f func(store.Tx)) error {
	err := d.DB.Update(ctx, func(tx store.Tx) {
		f(tx)
		tx.Fail(errRehearsal)
	})
	if !errors.Is(err, errRehearsal) && ctx.Err() != nil {
		return err
	}
	return d.DB.Update(ctx, f)
}
