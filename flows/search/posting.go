package search

import (
	"encoding/binary"
	"math/bits"

	"caunoi/store"
)

// table holds the index: for each word and each block of neighbouring cases one
// row that says which of them have it. Its keys are the word, 0x00, and the
// block with its bits turned over, so that the newest block comes first.
const table = "search"

// A doc is a case by its number: month and running number, so that later is
// higher.
type doc uint64

func docOf(month int, n int64) doc { return doc(month)<<32 | doc(n) }

func (d doc) month() int { return int(d >> 32) }
func (d doc) n() int64   { return int64(d & 0xffffffff) }

// A block is docPerBlock neighbouring cases of one month.
type block uint32

const docsPerBlock = 4096

func (d doc) block() block { return block(d.month()<<16 | int(d.n()/docsPerBlock)) }
func (d doc) slot() int    { return int(d.n() % docsPerBlock) }

// doc is the case of a slot of a block.
func (b block) doc(slot int) doc { return docOf(int(b>>16), int64(b&0xffff)*docsPerBlock+int64(slot)) }

// rowKey is the key of a word in a block.
func rowKey(term string, b block) string {
	return string(binary.BigEndian.AppendUint32(append([]byte(term), 0), ^uint32(b)))
}

// blockIn is the block of a key.
func blockIn(key string) block {
	if len(key) < 4 {
		return 0
	}
	return block(^binary.BigEndian.Uint32([]byte(key[len(key)-4:])))
}

// A set is which cases of a block there are, one bit each.
type set [docsPerBlock / 64]uint64

func (s *set) add(slot int)      { s[slot/64] |= 1 << (slot % 64) }
func (s *set) remove(slot int)   { s[slot/64] &^= 1 << (slot % 64) }
func (s *set) has(slot int) bool { return s[slot/64]&(1<<(slot%64)) != 0 }
func (s *set) and(o *set)        { s.each(o, func(a, b uint64) uint64 { return a & b }) }
func (s *set) or(o *set)         { s.each(o, func(a, b uint64) uint64 { return a | b }) }

func (s *set) each(o *set, f func(a, b uint64) uint64) {
	for i := range s {
		s[i] = f(s[i], o[i])
	}
}

// size is how many there are.
func (s *set) size() (n int) {
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

// below yields the slots under a limit, the highest first.
func (s *set) below(limit int) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		for i := (limit - 1) / 64; i >= 0 && limit > 0; i-- {
			for w := s[i]; w != 0; {
				top := 63 - bits.LeadingZeros64(w)
				w &^= 1 << top
				if slot := i*64 + top; slot < limit && !yield(slot) {
					return
				}
			}
		}
	}
}

// How a row's value begins: the form of what follows.
const (
	few  = 1 // the distances between neighbours, each a uvarint
	many = 2 // the bits
)

// encode writes a set as a row's value, in the shorter form.
func (s *set) encode() []byte {
	value := []byte{few}
	last := -1
	for i, w := range s {
		for ; w != 0; w &= w - 1 {
			slot := i*64 + bits.TrailingZeros64(w)
			value = binary.AppendUvarint(value, uint64(slot-last))
			last = slot
		}
		if len(value) > len(s)*8 {
			break
		}
	}
	if len(value) <= len(s)*8 {
		return value
	}
	value = append(value[:0], many)
	for _, w := range s {
		value = binary.LittleEndian.AppendUint64(value, w)
	}
	return value
}

// decode reads a row's value; of one that cannot be read it holds nothing.
func decode(value []byte) (s set) {
	switch {
	case len(value) == 1+len(s)*8 && value[0] == many:
		for i := range s {
			s[i] = binary.LittleEndian.Uint64(value[1+i*8:])
		}
	case len(value) > 1 && value[0] == few:
		slot := -1
		for rest := value[1:]; len(rest) > 0; {
			step, n := binary.Uvarint(rest)
			if n <= 0 || step == 0 || step > docsPerBlock || slot+int(step) >= docsPerBlock {
				return s
			}
			slot += int(step)
			s.add(slot)
			rest = rest[n:]
		}
	}
	return s
}

// row returns which cases of a block have a word.
func row(tx store.Tx, term string, b block) set {
	key := rowKey(term, b)
	for _, value := range tx.Scan(table, key, key+"\x00") { // Get would fail where the row is damaged
		return decode(value)
	}
	return set{}
}

// keep stores which cases of a block have a word.
func (s *set) keep(tx store.Tx, term string, b block) {
	if s.size() == 0 {
		tx.Delete(table, rowKey(term, b))
		return
	}
	tx.Put(table, rowKey(term, b), s.encode())
}

// newest returns the newest block, not after one, in which a word stands.
func newest(tx store.Tx, term string, from block) (b block, s set, ok bool) {
	for key, value := range tx.Scan(table, rowKey(term, from), term+"\x01") {
		return blockIn(key), decode(value), true
	}
	return 0, s, false
}
