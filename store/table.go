package store

import (
	"errors"
	"fmt"
	"slices"
)

// A Table keeps records of one type under their keys, with indexes and counts
// that follow the records by themselves. It holds no state of its own: all is
// in the Tx. Make it once, as a package variable, with NewTable.
//
// Its rows are in the tables "name" (records), "name/index" (one row with an
// empty value for each term of each record) and "name#count" (one row for each
// term), so a name must hold neither "/" nor "#".
type Table[T any] struct {
	name    string
	version int
	key     func(T) string
	indexes []lookup[T]
	counts  []lookup[T]
	codec   codec
}

// A lookup is an index or a count: terms under which a record is found.
type lookup[T any] struct {
	name  string // of the table in which its rows are
	short string // as the program says it
	terms func(T) []string
}

// NewTable returns a table of the given name whose records have the key that
// key tells. The name is stored and never changes.
func NewTable[T any](name string, key func(T) string) *Table[T] {
	return &Table[T]{name: name, key: key, codec: newCodec()}
}

// Index adds an index: a record is found under each of its terms. A term is any
// string, mostly a Key; a record without terms is not in the index. Terms must
// follow from the record alone. Whoever changes what terms returns must change
// the Version.
func (t *Table[T]) Index(name string, terms func(T) []string) *Table[T] {
	t.indexes = append(t.indexes, lookup[T]{t.name + "/" + name, name, terms})
	return t
}

// Count adds a count: how many records stand under each cell. A record that
// names a cell twice is counted twice. The rules of Index hold.
func (t *Table[T]) Count(name string, cells func(T) []string) *Table[T] {
	t.counts = append(t.counts, lookup[T]{t.name + "#" + name, name, cells})
	return t
}

// Version sets the version of the table's indexes and counts. When it differs
// from the stored one, Migrate makes them again.
func (t *Table[T]) Version(n int) *Table[T] {
	t.version = n
	return t
}

// Name returns the name of the table.
func (t *Table[T]) Name() string { return t.name }

// Get returns the record under key. A damaged record fails the transaction.
func (t *Table[T]) Get(tx Tx, key string) (record T, ok bool) {
	data, ok := tx.Get(t.name, key)
	if !ok {
		return record, false
	}
	record, err := t.read(key, data)
	if err != nil {
		tx.Fail(err)
		return *new(T), false
	}
	return record, true
}

// Has tells whether there is a record under key, without reading it.
func (t *Table[T]) Has(tx Tx, key string) bool {
	_, ok := tx.Get(t.name, key)
	return ok
}

// Put stores the record under its key, in place of what was there, and brings
// the indexes and counts up to date. It writes only what differs, and nothing
// at all if the record is what it was.
func (t *Table[T]) Put(tx Tx, record T) {
	key := t.key(record)
	if key == "" {
		tx.Fail(fmt.Errorf("put into %s: the record has an empty key: %w", t.name, ErrInvalid))
		return
	}
	data, err := t.codec.encode(&record)
	if err == nil && oddYear(data) { // what could not be read again must not be stored
		err = t.codec.decode(data, new(T))
	}
	if err != nil {
		tx.Fail(fmt.Errorf("put %s %q: %w", t.name, key, err))
		return
	}
	oldData, had := tx.Get(t.name, key)
	if had && string(oldData) == string(data) || tx.Err() != nil {
		return
	}
	var old *T
	if had && len(t.indexes)+len(t.counts) > 0 {
		was, err := t.read(key, oldData)
		if err != nil {
			tx.Fail(err)
			return
		}
		old = &was
	}
	tx.Put(t.name, key, data)
	t.follow(tx, key, old, &record)
}

// Delete removes the record under key, which need not be there, and its rows
// in the indexes and counts.
func (t *Table[T]) Delete(tx Tx, key string) {
	old, ok := t.Get(tx, key)
	if !ok {
		return
	}
	tx.Delete(t.name, key)
	t.follow(tx, key, &old, nil)
}

// follow brings indexes and counts from an old record to a new one; nil means
// that there is none.
func (t *Table[T]) follow(tx Tx, key string, old, new *T) {
	for _, x := range t.indexes {
		was, is := x.of(old), x.of(new)
		for _, term := range was {
			if !slices.Contains(is, term) {
				tx.Delete(x.name, indexKey(term, key))
			}
		}
		for i, term := range is {
			if !slices.Contains(was, term) && !slices.Contains(is[:i], term) {
				tx.Put(x.name, indexKey(term, key), nil)
			}
		}
	}
	for _, c := range t.counts {
		recount(tx, c.name, c.of(old), c.of(new))
	}
}

// of returns the terms of a record, none if there is no record.
func (l lookup[T]) of(record *T) []string {
	if record == nil {
		return nil
	}
	return l.terms(*record)
}

// read decodes the record under key.
func (t *Table[T]) read(key string, data []byte) (record T, err error) {
	if err := t.codec.decode(data, &record); err != nil {
		return record, fmt.Errorf("read %s %q: %w", t.name, key, errors.Join(ErrDamaged, err))
	}
	return record, nil
}

// index returns the name of the table that holds an index, and fails tx if
// there is no such index.
func (t *Table[T]) index(tx Tx, name string) string {
	return find(tx, t.name, t.indexes, name)
}

// find returns the table of the lookup called name.
func find[T any](tx Tx, table string, all []lookup[T], name string) string {
	for _, l := range all {
		if l.short == name {
			return l.name
		}
	}
	tx.Fail(fmt.Errorf("table %s has no index or count %q: %w", table, name, ErrInvalid))
	return ""
}

// indexKey is the key of the row of one term of one record. The term is
// escaped and ended, so that rows sort by term first and by key second.
func indexKey(term, key string) string {
	b := make([]byte, 0, len(term)+len(key)+1)
	return string(append(appendString(b, term), key...))
}
