package store

import "slices"

// Amend writes the rows of the indexes that a record should have and does not,
// and returns how many there were. Rows follow records by themselves (see Put);
// this is for those who look whether they did. The record must be as it is
// stored.
func (t *Table[T]) Amend(tx Tx, record T) (missing int) {
	key := t.key(record)
	for _, x := range t.indexes {
		for _, term := range x.of(&record) {
			row := indexKey(term, key)
			if _, there := tx.Get(x.name, row); !there {
				tx.Put(x.name, row, nil)
				missing++
			}
		}
	}
	return missing
}

// Prune deletes the row of an index that names a record which is not there or
// should not be found under that term, and reports whether it did. Of a record
// that cannot be read it leaves the row: it may be all that is known of it.
func (t *Table[T]) Prune(tx Tx, index, term, key string) bool {
	table := t.index(tx, index)
	if table == "" {
		return false
	}
	var terms []string
	if data, ok := tx.Get(t.name, key); ok {
		record, err := t.read(key, data)
		if err != nil {
			return false
		}
		for _, x := range t.indexes {
			if x.short == index {
				terms = x.of(&record)
			}
		}
	}
	if slices.Contains(terms, term) {
		return false
	}
	tx.Delete(table, indexKey(term, key))
	return true
}
