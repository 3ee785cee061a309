package roster

import (
	"strings"
	"testing"

	"caunoi/flows"
	"caunoi/store"
)

// numbersTwice are second files that name one number for several people; what
// becomes of them hangs on who is stored, not on who stands first.
func numbersTwice() []secondImport {
	third := with(with(two, 5, "Lò Thị Mẫu"), 8, "0900000002")
	other := with(with(two, 5, "Mùa A Mẫu"), 8, "0900000070")
	village := with(with(one, 1, "NH-02"), 4, "Bản Mẫu 2")
	ended := with(one, 13, "31/08/2026")
	return []secondImport{
		{"a number of one lower down", one, with(two, 8, "0900000002") + one, "refused same", 1},
		{"a number of two newcomers", other, one + third, "refused refused", 1},
		{"a number of three newcomers", other, one + third + with(two, 8, "0900000002"), "refused refused refused", 1},
		{"a number its owner does not give up", one + two, third + with(one, 8, "0900000003") + two, "refused refused same", 2},
		{"a number of who shares with a refused row", one + two, third + with(with(one, 8, ""), 10, "9") + with(with(two, 0, "9"), 5, ""), "refused refused refused", 2},
		{"a number of one who leaves one of two posts", one + village, ended + with(two, 8, "0900000002"), "ended refused", 1},
		{"a number of one who leaves both posts", one + village, ended + with(village, 13, "31/08/2026") + with(two, 8, "0900000002"), "ended ended new", 2},
		{"numbers exchanged", one + two, with(one, 8, "0900000003") + with(two, 8, "0900000002"), "changed changed", 2},
	}
}

// TestStoredOwnerKeepsTheNumber: a stranger's row above the owner's own row
// does not give the stranger the owner's phone.
func TestStoredOwnerKeepsTheNumber(t *testing.T) {
	db := open(t)
	enter(t, db, read(t, head+one), day1)
	stranger := with(with(one, 5, "Nguyễn Văn Lạ"), 6, "Người phụ trách")
	p := enter(t, db, read(t, head+stranger+one), day1)
	if got := verdicts(p); got != "refused same" {
		t.Errorf("got %s: %+v", got, p.Lines)
	}
	update(t, db, func(tx store.Tx) {
		for m := range flows.Members.Under(tx, "phone", store.Key("0900000002")) {
			if m.ID != "m1" || !strings.HasPrefix(m.Name, "Giàng") {
				t.Errorf("%s %s has the number too", m.ID, m.Name)
			}
		}
	})
}
