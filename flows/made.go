package flows

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"caunoi/store"
)

// A Maker makes the bytes of a file out of what is stored, at the moment it
// leaves; args are what Made was given. It runs in a View.
type Maker func(tx store.Tx, at time.Time, args []string) ([]byte, error)

// A Grant reports whether the reader of a file may have it at the moment it leaves,
// whatever the right was when it was asked for.
type Grant func(tx store.Tx, at time.Time, args []string) bool

// A View lets what it is given read what is stored, in a transaction of its own.
type View func(read func(tx store.Tx)) error

// A Builder is a Maker of what takes too long for one transaction: it reads in
// several, so that none keeps the file from being written to, and puts the bytes
// together outside of them. What changes between them is in the file or is not.
type Builder func(view View, at time.Time, args []string) ([]byte, error)

// A workshop is what makes the files of a name, and for whom.
type workshop struct {
	may   Grant
	build Builder
}

// Maker registers who makes a file of a name at the moment it leaves, and who may
// have it then.
func (d *Desk) Maker(name string, may Grant, m Maker) {
	d.Builder(name, may, func(view View, at time.Time, args []string) (data []byte, err error) {
		failed := view(func(tx store.Tx) { data, err = m(tx, at, args) })
		return data, errors.Join(failed, err)
	})
}

// Builder registers who builds a file of a name at the moment it leaves, and who may
// have it then.
func (d *Desk) Builder(name string, may Grant, b Builder) { d.makers[name] = workshop{may, b} }

// madeRef begins the Ref of a file that is made when it leaves.
const madeRef = "made:"

// Made is a file that lies nowhere: the maker registered under that name makes
// it when it leaves, so that what is kept of a person is never copied into the
// outbox. name is what the reader's device calls it; args hold no spaces.
func Made(maker, name string, args ...string) File {
	return File{Kind: Document, Name: name, Ref: madeRef + strings.Join(append([]string{maker}, args...), " ")}
}

// Make makes the bytes of such a file in one transaction, however long it takes, of
// what its reader may see at that moment.
func (d *Desk) Make(tx store.Tx, at time.Time, f File) ([]byte, error) {
	return d.Build(func(read func(store.Tx)) error {
		read(tx)
		return nil
	}, at, f)
}

// Build makes the bytes of such a file in transactions of its own.
func (d *Desk) Build(view View, at time.Time, f File) ([]byte, error) {
	w, args, err := d.workshop(f)
	if err != nil {
		return nil, fmt.Errorf("make a file: %w", err)
	}
	return w.build(view, at, args)
}

var errNotMade = errors.New("it is not one that is made")

// workshop returns what makes a file, and of what.
func (d *Desk) workshop(f File) (w workshop, args []string, err error) {
	words := strings.Fields(strings.TrimPrefix(f.Ref, madeRef))
	if f.Channel != "" || !strings.HasPrefix(f.Ref, madeRef) || len(words) == 0 {
		return w, nil, errNotMade
	}
	w, ok := d.makers[words[0]]
	if !ok {
		return w, nil, fmt.Errorf("nobody makes %s", words[0])
	}
	return w, words[1:], nil
}

// mayLeave reports whether the reader of files may have them now: a right that ended
// between the asking and the delivery is none.
func (d *Desk) mayLeave(tx store.Tx, files []File, at time.Time) bool {
	return !slices.ContainsFunc(files, func(f File) bool {
		w, args, err := d.workshop(f)
		return err == nil && !w.may(tx, at, args)
	})
}
