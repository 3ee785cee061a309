package store

// Numbers give out running numbers: under each name 1 first, and none twice,
// whatever becomes of what had it. They hold no state of their own: all is in
// the Tx. Make them once, as a package variable, with NewNumbers.
type Numbers struct{ table *Table[lastNumber] }

// A lastNumber is the last that was given out under a name.
type lastNumber struct {
	Name string `cbor:"1,keyasint"`
	Last int64  `cbor:"2,keyasint"`
}

// NewNumbers returns the numbers whose last ones are in the table of the given
// name. The name is stored and never changes.
func NewNumbers(table string) Numbers {
	return Numbers{NewTable(table, func(n lastNumber) string { return n.Name })}
}

// Last returns the last number that was given out under a name, 0 if there was
// none.
func (n Numbers) Last(tx Tx, name string) int64 {
	last, _ := n.table.Get(tx, name)
	return last.Last
}

// Next gives out the next number under a name.
func (n Numbers) Next(tx Tx, name string) int64 {
	next := n.Last(tx, name) + 1
	n.Gave(tx, name, next)
	return next
}

// Gave notes that a number was the last given out under a name, by one who gave
// out several at once.
func (n Numbers) Gave(tx Tx, name string, last int64) {
	n.table.Put(tx, lastNumber{name, last})
}
