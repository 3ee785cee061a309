package storetest

import (
	"iter"

	"caunoi/store"
)

// A Meter counts the rows that are read and written through a transaction, so
// that a test can hold what somebody does to a bound.
type Meter struct {
	store.Tx
	Read    int // rows looked for and rows that a scan came by
	Written int // rows put and rows deleted
}

// Get does what store.Tx says.
func (m *Meter) Get(table, key string) ([]byte, bool) {
	m.Read++
	return m.Tx.Get(table, key)
}

// Put does what store.Tx says.
func (m *Meter) Put(table, key string, value []byte) {
	m.Written++
	m.Tx.Put(table, key, value)
}

// Delete does what store.Tx says.
func (m *Meter) Delete(table, key string) {
	m.Written++
	m.Tx.Delete(table, key)
}

// Scan does what store.Tx says.
func (m *Meter) Scan(table, from, to string) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		for k, v := range m.Tx.Scan(table, from, to) {
			if m.Read++; !yield(k, v) {
				return
			}
		}
	}
}
