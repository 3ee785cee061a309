package roster

import (
	"slices"
	"testing"
)

// TestNear: a row whose code and name do not belong together is refused, with
// the unit that may be meant, and one that is plainly new is taken.
func TestNear(t *testing.T) {
	place := func(team, commune, above, village string) string {
		return with(with(with(with(with(two, 1, team), 2, commune), 3, above), 4, village), 8, "0900000077")
	}
	first := place("NH-01", "03169", "Xã Nà Hỳ", "Bản Nậm Chua") +
		with(with(with(place("MC-01", "03166", "Xã Mường Chà", "Bản Huổi Lóng"), 8, ""), 5, "Mùa A Mẫu"), 10, "")
	cases := []struct{ name, row, key, near string }{
		{"the same name under a new code", place("NH-10", "03169", "Xã Nà Hỳ", "Bản Nậm Chua"), "roster.wrong.near", "NH-01 Bản Nậm Chua"},
		{"other marks", place("NH-10", "03169", "Xã Nà Hỳ", "Nậm Chứa"), "roster.wrong.near", "NH-01 Bản Nậm Chua"},
		{"one letter wrong", place("NH-10", "03169", "Xã Nà Hỳ", "Bản Nậm Chúp"), "roster.wrong.near", "NH-01 Bản Nậm Chua"},
		{"two letters wrong", place("NH-10", "03169", "Xã Nà Hỳ", "Bản Nậm Chìm"), "", ""},
		{"another number", place("NH-10", "03169", "Xã Nà Hỳ", "Bản Nậm Chua 2"), "", ""},
		{"plainly new", place("NH-10", "03169", "Xã Nà Hỳ", "Bản Vàng Đán"), "", ""},
		{"of another commune", place("MC-10", "03166", "Xã Mường Chà", "Bản Nậm Chua"), "", ""},
		{"both in the file", first + place("NH-10", "03169", "Xã Nà Hỳ", "Bản Nậm Chúp"), "", ""},
		{"a new code for a stored commune", place("NH-10", "03196", "Xã Nà Hỳ", "Bản Vàng Đán"), "roster.wrong.near", "03169 Xã Nà Hỳ"},
		{"the code of another commune", place("NH-10", "03166", "Xã Nà Hỳ", "Bản Vàng Đán"), "roster.wrong.name", ""},
		{"the code of another commune, without marks", place("NH-10", "03166", "Na Hy", "Bản Vàng Đán"), "roster.wrong.name", ""},
		{"the code of another commune above a good row", place("NH-10", "03166", "Xã Nà Hỳ", "Bản Vàng Đán") + with(place("MC-10", "03166", "Mường Chà", "Bản Vàng Đán"), 8, "0900000078"), "", ""},
		{"a plain renaming", place("NH-01", "03169", "Xã Nà Hỳ", "Bản Mới"), "", ""},
		{"another commune of that name", place("PL-10", "03170", "Xã Phiêng Lơi", "Bản Vàng Đán"), "", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			db := open(t)
			enter(t, db, read(t, head+first), day1)
			p := enter(t, db, read(t, head+c.row), day1)
			last := p.Lines[len(p.Lines)-1]
			if (last.Verdict == Refused) != (c.key != "") {
				t.Fatalf("it is %v: %+v", last.Verdict, last.Why)
			}
			if c.key == "" {
				if n := len(p.Units); c.name == "the code of another commune above a good row" && (n != 1 || len(last.Why) > 0) {
					t.Errorf("it writes %+v and says %+v", p.Units, last.Why)
				}
				return
			}
			if why := last.Why[0]; why.Key != c.key || c.near != "" && why.Args["near"] != c.near {
				t.Errorf("refused for %+v", why)
			}
			if !p.Empty() {
				t.Errorf("it would write %+v", p)
			}
		})
	}
}

// TestNearIsListed: a new unit is named with those whose names are like it.
func TestNearIsListed(t *testing.T) {
	db := open(t)
	village := func(team, name string) string { return with(with(one, 1, team), 4, name) }
	enter(t, db, read(t, head+village("NH-01", "Bản Mẫu 1")+village("NH-02", "Bản Mẫu 2")+village("NH-03", "Bản Xa Tít")), day1)
	p := enter(t, db, read(t, head+village("NH-04", "Bản Mẫu 4")), day1)
	i := slices.IndexFunc(p.Notes, func(n Notice) bool { return n.Key == "roster.made.near" })
	if i < 0 || p.Notes[i].Args["near"] != "NH-01 Bản Mẫu 1, NH-02 Bản Mẫu 2" {
		t.Errorf("noticed %+v", p.Notes)
	}
}
