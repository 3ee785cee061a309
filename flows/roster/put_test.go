package roster

import (
	"slices"
	"strings"
	"testing"

	"caunoi/flows"
	"caunoi/store"
)

// TestFewColumns: a sheet without the columns of offices, numbers and days takes
// away nothing that it does not name.
func TestFewColumns(t *testing.T) {
	db := open(t)
	enter(t, db, read(t, head+with(one, 13, "31/12/2026")), day1)
	put := func(r Row) Plan {
		var p Plan
		update(t, db, func(tx store.Tx) {
			p = Compare(tx, Sheet{Rows: []Row{r}}, day1)
			Apply(tx, p)
		})
		return p
	}
	known := Row{Name: "Giàng A Mẫu", Role: flows.Head, Team: "NH-01", Commune: "03169"}
	if p := put(known); !p.Empty() {
		t.Errorf("who is as stored would be written: %+v", p)
	}
	known.Phone = "0900000002"
	if p := put(known); !p.Empty() {
		t.Errorf("who is as stored would be written: %+v", p)
	}
	known.Title = "Trưởng bản"
	if p := put(known); len(p.Members) != 1 || p.Members[0].Title != "Trưởng bản" || p.Members[0].Phone != "0900000002" || len(p.Posts) != 0 {
		t.Errorf("a new office writes %+v", p)
	}
	known.To = Date{2026, 11, 20}
	if p := put(known); p.Count(Ended) != 1 || len(p.Posts) != 1 || p.Posts[0].To.IsZero() {
		t.Errorf("the end writes %+v", p)
	}
	added := Row{Name: "Lò Thị Mẫu", Role: flows.Duty, Commune: "03169", Phone: "0900000055", From: Date{2026, 11, 21}}
	if p := put(added); p.Count(New) != 1 || len(p.Units) != 0 || len(p.Posts) != 1 || p.Posts[0].Unit != "03169" {
		t.Errorf("a new person writes %+v", p)
	}
}

// TestLongReport: of fifteen thousand rows the report lists those with which
// something happens, and counts the others.
func TestLongReport(t *testing.T) {
	var file strings.Builder
	file.WriteString(head)
	for i := range 3000 {
		row := strings.Replace(one, "0900000002", "9000"+pad(i), 1) // a number without its zero
		file.WriteString(strings.Replace(row, "NH-01", "NH-"+pad(i/8), 1))
	}
	file.WriteString(with(one, 6, "Trưởng ban"))
	p := compare(t, open(t), read(t, file.String()), day1)
	said := p.Report()
	if len(said) > 60 {
		t.Errorf("it has %d sentences", len(said))
	}
	all := keys(said)
	if !strings.HasSuffix(all, "roster.more roster.summary roster.writes") {
		t.Errorf("it ends %s", all[len(all)-60:])
	}
	if !slices.ContainsFunc(said, func(n Notice) bool { return n.Args["row"] == "3002" }) {
		t.Error("the refused row is not listed")
	}
}
