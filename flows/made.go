package flows

import (
	"errors"
	"fmt"
	"strings"

	"caunoi/store"
)

// A Maker makes the bytes of a file out of what is stored, at the moment it
// leaves; args are what Made was given. It runs in a View.
type Maker func(tx store.Tx, args []string) ([]byte, error)

// A View lets what it is given read what is stored, in a transaction of its own.
type View func(read func(tx store.Tx)) error

// A Builder is a Maker of what takes too long for one transaction: it reads in
// several, so that none keeps the file from being written to, and puts the bytes
// together outside of them. What changes between them is in the file or is not.
type Builder func(view View, args []string) ([]byte, error)

// Maker registers who makes a file of a name at the moment it leaves.
func (d *Desk) Maker(name string, m Maker) {
	d.makers[name] = func(view View, args []string) (data []byte, err error) {
		failed := view(func(tx store.Tx) { data, err = m(tx, args) })
		return data, errors.Join(failed, err)
	}
}

// Builder registers who builds a file of a name at the moment it leaves.
func (d *Desk) Builder(name string, b Builder) { d.makers[name] = b }

// madeRef begins the Ref of a file that is made when it leaves.
const madeRef = "made:"

// Made is a file that lies nowhere: the maker registered under that name makes
// it when it leaves, so that what is kept of a person is never copied into the
// outbox. name is what the reader's device calls it; args hold no spaces.
func Made(maker, name string, args ...string) File {
	return File{Kind: Document, Name: name, Ref: madeRef + strings.Join(append([]string{maker}, args...), " ")}
}

// Make makes the bytes of such a file in one transaction, however long it takes.
func (d *Desk) Make(tx store.Tx, f File) ([]byte, error) {
	return d.Build(func(read func(store.Tx)) error {
		read(tx)
		return nil
	}, f)
}

// Build makes the bytes of such a file in transactions of its own.
func (d *Desk) Build(view View, f File) ([]byte, error) {
	words := strings.Fields(strings.TrimPrefix(f.Ref, madeRef))
	if f.Channel != "" || !strings.HasPrefix(f.Ref, madeRef) || len(words) == 0 {
		return nil, fmt.Errorf("make a file: it is not one that is made")
	}
	m := d.makers[words[0]]
	if m == nil {
		return nil, fmt.Errorf("make a file: nobody makes %s", words[0])
	}
	return m(view, words[1:])
}
