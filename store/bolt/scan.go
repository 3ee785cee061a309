package bolt

import (
	"iter"

	"go.etcd.io/bbolt"

	"caunoi/store"
)

// Scan does what store.Tx says.
func (t *tx) Scan(table, from, to string) iter.Seq2[string, []byte] {
	return t.walk(table, from, to, place.up)
}

// Back does what store.Tx says.
func (t *tx) Back(table, from, to string) iter.Seq2[string, []byte] {
	return t.walk(table, from, to, place.down)
}

// A place is where a scan is: bbolt's cursor, and what was last yielded.
type place struct {
	cursor   *bbolt.Cursor
	from, to string
	last     string // the key last yielded
	begun    bool
	moved    bool // something was written since: the cursor is no longer to be trusted
}

// maxEmpty is more pages than one transaction can have emptied.
const maxEmpty = 1 << 20

// walk yields pairs as step finds them. bbolt's cursor skips keys when its
// table is written to, so after any write the place is sought again by key.
func (t *tx) walk(table, from, to string, step func(place) (k, v []byte)) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		p := place{from: from, to: to}
		for writes := t.writes; ; writes = t.writes {
			key, raw := t.next(table, &p, step)
			if raw == nil {
				return
			}
			value, ok := unseal(table, key, raw)
			if !ok {
				t.Note(store.Damage{Table: table, Key: key, Why: "checksum"})
			} else if !yield(key, clone(value)) {
				return
			}
			p.last, p.begun, p.moved = key, true, t.writes != writes
		}
	}
}

// next returns the pair after p; no value means the end of the range, or that
// t failed.
func (t *tx) next(table string, p *place, step func(place) (k, v []byte)) (key string, raw []byte) {
	if !t.check() {
		return "", nil
	}
	defer t.db.catch(&t.engine)
	if p.cursor == nil {
		b := t.bucket(table, false)
		if b == nil {
			return "", nil
		}
		p.cursor = b.Cursor()
	}
	k, v := step(*p)
	if k == nil || string(k) < p.from || p.to != "" && string(k) >= p.to {
		return "", nil
	}
	return string(k), v
}

// up returns the first pair of the range, or the one after the last.
func (p place) up() (k, v []byte) {
	switch {
	case !p.begun:
		return p.cursor.Seek([]byte(p.from))
	case !p.moved:
		return p.cursor.Next()
	}
	k, v = p.cursor.Seek([]byte(p.last))
	if string(k) == p.last {
		return p.cursor.Next()
	}
	return k, v
}

// down returns the last pair of the range, or the one before the last yielded.
//
// bbolt's Prev takes a page that this transaction has emptied for the beginning
// of the table, and its Last never ends if all pages are such; so whether there
// is anything further down is asked of First, which has neither fault.
func (p place) down() (k, v []byte) {
	if p.begun && !p.moved {
		if k, v = p.cursor.Prev(); k != nil {
			return k, v
		}
	}
	end := p.to
	if p.begun {
		end = p.last
	}
	first, _ := p.cursor.First()
	if first == nil || end != "" && string(first) >= end {
		return nil, nil
	}
	if end == "" {
		return p.cursor.Last()
	}
	p.cursor.Seek([]byte(end))
	for range maxEmpty {
		if k, v = p.cursor.Prev(); k != nil {
			return k, v
		}
	}
	panic("a key that is there cannot be reached from behind") // made an error by catch
}
