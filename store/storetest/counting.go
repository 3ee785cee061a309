package storetest

import (
	"context"
	"maps"
	"sync"

	"caunoi/store"
)

// Writes is what one Update wrote: the calls of Put and Delete that reached the
// engine, also those that a Try undid.
type Writes struct {
	Puts, Deletes int
	Tables        map[string]int // both, by table
}

// Total is how many writes there were.
func (w Writes) Total() int { return w.Puts + w.Deletes }

// A Counter is a database that counts what is written to another one.
type Counter struct {
	store.DB

	mu   sync.Mutex
	last Writes
	all  Writes
}

// Counting returns a Counter over db. Updates that failed are not counted.
func Counting(db store.DB) *Counter {
	return &Counter{DB: db, all: Writes{Tables: map[string]int{}}}
}

// Last returns what the last Update wrote.
func (c *Counter) Last() Writes {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.last
}

// All returns what all Updates wrote since the Counter was made.
func (c *Counter) All() Writes {
	c.mu.Lock()
	defer c.mu.Unlock()
	w := c.all
	w.Tables = maps.Clone(w.Tables)
	return w
}

// Update runs f and counts.
func (c *Counter) Update(ctx context.Context, f func(store.Tx)) error {
	var w Writes
	err := c.DB.Update(ctx, func(tx store.Tx) {
		w = Writes{Tables: map[string]int{}}
		f(&counted{Tx: tx, writes: &w})
	})
	if err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.last = w
	c.all.Puts += w.Puts
	c.all.Deletes += w.Deletes
	for table, n := range w.Tables {
		c.all.Tables[table] += n
	}
	return nil
}

// counted is a Tx that counts.
type counted struct {
	store.Tx
	writes *Writes
}

var _ store.Noter = (*counted)(nil)

// Put counts and puts.
func (c *counted) Put(table, key string, value []byte) {
	c.writes.Puts++
	c.writes.Tables[table]++
	c.Tx.Put(table, key, value)
}

// Delete counts and deletes.
func (c *counted) Delete(table, key string) {
	c.writes.Deletes++
	c.writes.Tables[table]++
	c.Tx.Delete(table, key)
}

// Note passes a damage on.
func (c *counted) Note(d store.Damage) {
	if n, ok := c.Tx.(store.Noter); ok {
		n.Note(d)
	}
}
