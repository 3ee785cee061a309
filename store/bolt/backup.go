package bolt

import (
	"context"
	"fmt"
	"io"

	"caunoi/store"
)

// Backup writes the database as it stands at one moment to w, as a file that
// Open accepts with Restored, and returns the transaction it stands at. While it
// runs the file grows and the writer may have to wait, so w should be a file on
// a local disk, to be carried away afterwards.
func (d *DB) Backup(ctx context.Context, w io.Writer) (at uint64, err error) {
	err = d.View(ctx, func(s store.Tx) {
		t := s.(*tx)
		defer d.catch(&t.engine)
		at = uint64(t.bolt.ID())
		if _, err := t.bolt.WriteTo(w); err != nil {
			t.Fail(fmt.Errorf("copy %s: %w", d.path, err))
		}
	})
	return at, err
}
