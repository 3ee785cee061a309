package roster

import (
	"strings"
	"testing"

	"caunoi/flows"
	"caunoi/store"
)

// TestDutyNumber: the number of a commune's duty desk comes with the roster, is
// put right like any number, stays where a later file is silent, and the first
// row decides where two differ.
func TestDutyNumber(t *testing.T) {
	desk := strings.Replace(head, "\n", ",Số trực\n", 1)
	row := func(line, number string) string { return strings.TrimRight(line, "\n") + "," + number + "\n" }
	phone := func(db store.DB) (number string) {
		update(t, db, func(tx store.Tx) {
			u, _ := flows.Units.Get(tx, "03169")
			number = u.Phone
		})
		return number
	}
	db := open(t)
	p := enter(t, db, read(t, desk+row(one, "'02153 000 000")+row(two, "02153000999")), day1)
	if got := phone(db); got != "02153000000" {
		t.Fatalf("the commune's duty number is %q; %+v", got, p.Lines)
	}
	said := false
	for _, n := range p.Lines[1].Why {
		said = said || n.Key == "roster.desk.other"
	}
	if !said {
		t.Errorf("that the second row differs was not said: %+v", p.Lines[1])
	}
	if enter(t, db, read(t, head+one+two), day1); phone(db) != "02153000000" {
		t.Error("a file without the column took the number away")
	}
	if p = enter(t, db, read(t, desk+row(one, "0215")), day1); verdicts(p) != "refused" || phone(db) != "02153000000" {
		t.Errorf("a number that is none gave %+v, %q", p.Lines, phone(db))
	}
	p = enter(t, db, read(t, desk+row(one, "02153000111")), day1)
	if got := phone(db); got != "02153000111" || verdicts(p) != "changed" {
		t.Errorf("a new number gave %q, %s", got, verdicts(p))
	}
}
