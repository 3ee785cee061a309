package store

import (
	"encoding/binary"
	"fmt"
	"iter"
)

// All yields every record in the order of keys. The loop may write. A record
// that cannot be read is skipped and noted.
func (t *Table[T]) All(tx Tx) iter.Seq[T] {
	return t.Range(tx, "", "")
}

// Range yields the records with from <= key < to in the order of keys; an empty
// to means the end. It skips as All does.
func (t *Table[T]) Range(tx Tx, from, to string) iter.Seq[T] {
	return func(yield func(T) bool) {
		for _, record := range t.Pairs(tx, from, to) {
			if !yield(record) {
				return
			}
		}
	}
}

// Back is Range from the last record to the first: whoever wants the newest of many
// reads only those.
func (t *Table[T]) Back(tx Tx, from, to string) iter.Seq[T] {
	return func(yield func(T) bool) {
		for _, record := range t.records(tx, tx.Back(t.name, from, to)) {
			if !yield(record) {
				return
			}
		}
	}
}

// Pairs is Range with the key of each record.
func (t *Table[T]) Pairs(tx Tx, from, to string) iter.Seq2[string, T] {
	return t.records(tx, tx.Scan(t.name, from, to))
}

// records reads the rows of a scan.
func (t *Table[T]) records(tx Tx, rows iter.Seq2[string, []byte]) iter.Seq2[string, T] {
	return func(yield func(string, T) bool) {
		for key, data := range rows {
			record, err := t.read(key, data)
			if err != nil {
				note(tx, Damage{t.name, key, err.Error()})
				continue
			}
			if !yield(key, record) {
				return
			}
		}
	}
}

// By yields the records with from <= term < to in an index, by term and then by
// key, each with its term; an empty to means the end. The loop may write. A row
// whose record is not there or cannot be read is skipped and noted.
func (t *Table[T]) By(tx Tx, index, from, to string) iter.Seq2[string, T] {
	return func(yield func(string, T) bool) {
		for term, key := range t.Keys(tx, index, from, to) {
			record, ok := t.lookUp(tx, index, term, key)
			if ok && !yield(term, record) {
				return
			}
		}
	}
}

// Under yields the records of exactly one term of an index, by key. It skips as
// By does.
func (t *Table[T]) Under(tx Tx, index, term string) iter.Seq[T] {
	return func(yield func(T) bool) {
		for _, record := range t.By(tx, index, term, term+"\x00") {
			if !yield(record) {
				return
			}
		}
	}
}

// Keys is By without reading the records: it yields terms and keys.
func (t *Table[T]) Keys(tx Tx, index, from, to string) iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		table := t.index(tx, index)
		if table == "" {
			return
		}
		if to != "" {
			to = string(appendEscaped(nil, to))
		}
		for row := range tx.Scan(table, string(appendEscaped(nil, from)), to) {
			term, key, ok := unescape(row)
			if !ok {
				note(tx, Damage{table, row, "not a row of an index"})
				continue
			}
			if !yield(term, key) {
				return
			}
		}
	}
}

// lookUp returns the record that an index row points to. It scans for the one
// key, because a scan skips a damaged record where Get would fail.
func (t *Table[T]) lookUp(tx Tx, index, term, key string) (record T, ok bool) {
	for _, data := range tx.Scan(t.name, key, key+"\x00") {
		record, err := t.read(key, data)
		if err != nil {
			note(tx, Damage{t.name, key, err.Error()})
			return record, false
		}
		return record, true
	}
	if tx.Err() == nil {
		why := fmt.Sprintf("index %s has it under %q but it is not there or damaged", index, term)
		note(tx, Damage{t.name, key, why})
	}
	return record, false
}

// Counted returns how many records stand under a cell of a count.
func (t *Table[T]) Counted(tx Tx, count, cell string) int64 {
	table := find(tx, t.name, t.counts, count)
	if table == "" {
		return 0
	}
	return counted(tx, table, cell)
}

// CountedRange yields the cells with from <= cell < to of a count and how many
// records stand under each; cells with none are left out. An empty to means the
// end.
func (t *Table[T]) CountedRange(tx Tx, count, from, to string) iter.Seq2[string, int64] {
	return func(yield func(string, int64) bool) {
		table := find(tx, t.name, t.counts, count)
		if table == "" {
			return
		}
		if to != "" {
			to = countKey(to)
		}
		for row, data := range tx.Scan(table, countKey(from), to) {
			n, ok := number(tx, table, row, data)
			if ok && !yield(row[1:], n) {
				return
			}
		}
	}
}

// countKey is the key of a cell's row; the mark in front of it lets a cell be
// the empty string.
func countKey(cell string) string { return "=" + cell }

// recount moves one record from its old cells to its new ones. A cell in both
// is not touched.
func recount(tx Tx, table string, was, is []string) {
	for i, cell := range was {
		if times(was[:i], cell) == 0 {
			count(tx, table, cell, times(is, cell)-times(was, cell))
		}
	}
	for i, cell := range is {
		if times(is[:i], cell) == 0 && times(was, cell) == 0 {
			count(tx, table, cell, times(is, cell))
		}
	}
}

// times tells how often cell is among cells.
func times(cells []string, cell string) (n int64) {
	for _, c := range cells {
		if c == cell {
			n++
		}
	}
	return n
}

// count adds n to a cell; a cell that comes to nothing is removed.
func count(tx Tx, table, cell string, n int64) {
	if n == 0 {
		return
	}
	sum := counted(tx, table, cell) + n
	if sum < 0 {
		note(tx, Damage{table, cell, "the count fell below nothing"})
		sum = 0
	}
	setCount(tx, table, cell, sum)
}

// setCount writes how many records stand under a cell.
func setCount(tx Tx, table, cell string, n int64) {
	if n == 0 {
		tx.Delete(table, countKey(cell))
		return
	}
	tx.Put(table, countKey(cell), binary.AppendUvarint(nil, uint64(n)))
}

// counted reads a cell. It scans, because a damaged number must not keep a
// record from being stored: it is noted and counts as nothing until the counts
// are made again.
func counted(tx Tx, table, cell string) int64 {
	row := countKey(cell)
	for _, data := range tx.Scan(table, row, row+"\x00") {
		n, _ := number(tx, table, row, data)
		return n
	}
	return 0
}

// number reads the value of a count's row.
func number(tx Tx, table, row string, data []byte) (int64, bool) {
	n, size := binary.Uvarint(data)
	if size <= 0 || size != len(data) || n > 1<<62 {
		note(tx, Damage{table, row, "not a count"})
		return 0, false
	}
	return int64(n), true
}
