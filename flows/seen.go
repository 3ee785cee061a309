package flows

import (
	"time"

	"caunoi/store"
)

// A seenBlock is 256 neighbouring numbers of one channel's events, one bit
// each: a whole poll costs one write. Comparing numbers would not do, since
// Telegram's start again after a quiet week (the API notes, A1).
type seenBlock struct {
	Channel string    `cbor:"1,keyasint"`
	Block   int64     `cbor:"2,keyasint"`
	At      time.Time `cbor:"3,keyasint"`
	Bits    []byte    `cbor:"4,keyasint"`
}

var seenTable = store.NewTable("seen", func(b seenBlock) string { return store.Key(b.Channel, b.Block) })

// keepSeen is how long a number is remembered. Telegram keeps what was not
// confirmed for 24 hours.
const keepSeen = 48 * time.Hour

// seenBlocks are the blocks one batch of events touched.
type seenBlocks map[string]*seenBlock

// first reports whether the event has not been taken before, and marks it.
func (s seenBlocks) first(tx store.Tx, e Event) bool {
	if e.Seq == 0 {
		return true
	}
	key := store.Key(e.Chat.Channel(), e.Seq>>8)
	b := s[key]
	if b == nil {
		var old seenBlock
		var ok bool
		if err := tx.Try(func() { old, ok = seenTable.Get(tx, key) }); err != nil {
			tx.Delete(seenTable.Name(), key) // a damaged block must not stop the channel: at worst something is taken twice
			ok = false
		}
		if !ok || old.At.Add(keepSeen).Before(e.At) || len(old.Bits) != 32 {
			old = seenBlock{Channel: e.Chat.Channel(), Block: e.Seq >> 8, Bits: make([]byte, 32)}
		}
		b = &old
		s[key] = b
	}
	at, bit := (e.Seq&255)>>3, byte(1)<<(e.Seq&7)
	if b.Bits[at]&bit != 0 {
		return false
	}
	b.Bits[at] |= bit
	b.At = e.At
	return true
}

// keep writes the blocks that were touched.
func (s seenBlocks) keep(tx store.Tx) {
	for _, b := range s {
		seenTable.Put(tx, *b)
	}
}

// ForgetSeen drops the numbers of events older than two days.
func ForgetSeen(tx store.Tx, at time.Time) {
	for b := range seenTable.All(tx) {
		if b.At.Add(keepSeen).Before(at) {
			seenTable.Delete(tx, store.Key(b.Channel, b.Block))
		}
	}
}
