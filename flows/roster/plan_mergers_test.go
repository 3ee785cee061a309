package roster

import (
	"slices"
	"strings"
	"testing"

	"caunoi/flows"
	"caunoi/store"
)

// mergedHead has the columns of a merger.
const mergedHead = "Họ và tên,Chức danh,Mã tổ,Mã xã,Xã/phường,Thôn/bản,Số điện thoại,Mã xã cũ,Mã tổ cũ,Ngày sáp nhập\n"

// before is a province of two communes.
const before = mergedHead +
	"Hoàng Thị Mẫu,Trực tỉnh,,11,Tỉnh Điện Biên,,0900000013,,,\n" +
	"Lê Thị Mẫu,Trực xã,,03166,Xã Chà Cang,,0900000011,,,\n" +
	"Phạm Văn Mẫu,Trực xã,,03169,Xã Nà Hỳ,,0900000012,,,\n" +
	"Giàng A Mẫu,Tổ trưởng,CC-01,03166,,Bản Mẫu 1,0900000001,,,\n" +
	"Sùng A Mẫu,Tổ trưởng,CC-02,03166,,Bản Mẫu 2,0900000002,,,\n" +
	"Mùa A Mẫu,Tổ phó,CC-02,03166,,Bản Mẫu 2,0900000003,,,\n"

// after is the first commune in the second; one of its teams is named there,
// the other one taken over by a new team.
const after = mergedHead +
	"Phạm Văn Mẫu,Trực xã,,03169,Xã Nà Hỳ,,0900000012,03166,,01/11/2026\n" +
	"Giàng A Mẫu,Tổ trưởng,CC-01,03169,,Bản Mẫu 1,0900000001,,,\n" +
	"Sùng A Mẫu,Tổ trưởng,NH-20,03169,,Bản Chung,0900000002,,\"CC-02, NH-20\",01/11/2026\n"

// units returns some units by their codes.
func units(t *testing.T, db store.DB, codes ...string) []flows.Unit {
	t.Helper()
	var all []flows.Unit
	update(t, db, func(tx store.Tx) {
		for _, code := range codes {
			u, _ := flows.Units.Get(tx, code)
			all = append(all, u)
		}
	})
	return all
}

// keys are the keys of notices.
func keys(notices []Notice) string {
	var all []string
	for _, n := range notices {
		all = append(all, n.Key)
	}
	return strings.Join(all, " ")
}

func TestMerger(t *testing.T) {
	db := open(t)
	enter(t, db, read(t, before), day1)
	p := enter(t, db, read(t, after), day1)
	if got := verdicts(p); got != "changed changed changed" {
		t.Fatalf("got %s: %+v", got, p.Lines)
	}
	day := Date{2026, 11, 1}.In(zone)
	all := units(t, db, "03166", "CC-01", "CC-02", "NH-20")
	if u := all[0]; u.Into != "03169" || !u.To.Equal(day) || u.Name != "Xã Chà Cang" || u.Parent != "11" {
		t.Errorf("the old commune is %+v", u)
	}
	if u := all[1]; u.Parent != "03169" || !u.To.IsZero() {
		t.Errorf("the team that moved is %+v", u)
	}
	if u := all[2]; u.Into != "NH-20" || !u.To.Equal(day) || u.Parent != "03166" {
		t.Errorf("the team that was taken over is %+v", u)
	}
	if u := all[3]; !u.From.Equal(day) || u.Parent != "03169" {
		t.Errorf("the new team is %+v", u)
	}
	i := slices.IndexFunc(p.Notes, func(n Notice) bool { return n.Key == "roster.merged.posts" && n.Args["unit"] == "CC-02 Bản Mẫu 2" })
	if i < 0 || p.Notes[i].Args["count"] != 2 || p.Notes[i].Args["names"] != "Sùng A Mẫu, Mùa A Mẫu" {
		t.Errorf("noticed %+v", p.Notes)
	}
	people := members(t, db)
	if left := people["Mùa A Mẫu 0900000003"].Ended; left.IsZero() {
		t.Error("who has no post any more has not left")
	}
	if left := people["Sùng A Mẫu 0900000002"].Ended; !left.IsZero() {
		t.Errorf("who has a new post left on %v", left)
	}
	update(t, db, func(tx store.Tx) {
		if h := flows.Holders(tx, "03166", flows.Duty, day1); len(h) != 0 {
			t.Errorf("on duty at the old commune: %+v", h)
		}
		phạm := people["Phạm Văn Mẫu 0900000012"].ID
		for _, unit := range []string{"03166", "CC-01", "CC-02", "NH-20"} {
			if !flows.Holds(tx, phạm, unit, day1, flows.Duty) {
				t.Errorf("the duty of the new commune has no right at %s", unit)
			}
		}
	})
}

// TestMergersInARow: what took over can be taken over, and whoever has the last
// one answers for all.
func TestMergersInARow(t *testing.T) {
	db := open(t)
	enter(t, db, read(t, before), day1)
	enter(t, db, read(t, after), day1)
	enter(t, db, read(t, mergedHead+"Phạm Văn Mẫu,Trực xã,,03170,Xã Mới,,0900000012,3169,,\n"+
		"Giàng A Mẫu,Tổ trưởng,CC-01,03170,,Bản Mẫu 1,0900000001,,,\n"), day1.AddDate(0, 0, 3))
	update(t, db, func(tx store.Tx) {
		if got := flows.Merged(tx, "03170"); !slices.Equal(got, []string{"03169", "03166"}) {
			t.Errorf("merged are %v", got)
		}
		for m := range flows.Members.Under(tx, "phone", store.Key("0900000012")) {
			if !flows.Holds(tx, m.ID, "CC-02", day1.AddDate(0, 0, 3), flows.Duty) {
				t.Error("no right at the first unit of the chain")
			}
		}
	})
}

// TestOldRowsOfAMergedUnit: a file may go on naming who was at a unit until it
// was merged, and does not bring the unit back.
func TestOldRowsOfAMergedUnit(t *testing.T) {
	db := open(t)
	enter(t, db, read(t, before), day1)
	enter(t, db, read(t, after), day1)
	old := "Họ và tên,Chức danh,Mã xã,Xã/phường,Số điện thoại,Đến ngày\nLê Thị Mẫu,Trực xã,03166,Xã Chà Cang cũ,0900000011,"
	p := enter(t, db, read(t, old+"31/10/2026\n"), day1)
	if got := verdicts(p); got != "changed" {
		t.Errorf("an old row is %s: %+v", got, p.Lines)
	}
	if u := units(t, db, "03166")[0]; u.Into != "03169" || u.To.IsZero() || u.Name != "Xã Chà Cang cũ" {
		t.Errorf("the old commune is %+v", u)
	}
	p = enter(t, db, read(t, old+"\n"), day1)
	if got := keys(p.Lines[0].Why); got != "roster.wrong.closed" {
		t.Errorf("somebody new at the old commune is told %s", got)
	}
}

// TestFirstOfAMergedProvince: the first administrator gets no post at a province
// that has ended, however often the program starts.
func TestFirstOfAMergedProvince(t *testing.T) {
	db := open(t)
	set := flows.Defaults()
	set.Admin.Name, set.Admin.Phone = "Bùi Văn Mẫu", "0900000014"
	enter(t, db, read(t, before), day1)
	enter(t, db, read(t, mergedHead+"Hoàng Thị Mẫu,Trực tỉnh,,12,Tỉnh Mới,,0900000013,11,,\n"), day1)
	update(t, db, func(tx store.Tx) {
		for n := range 3 {
			if err := First(tx, set, day1.AddDate(0, 0, n)); err != nil {
				t.Fatal(err)
			}
		}
		var at []string
		for p := range flows.Posts.All(tx) {
			if p.Role == flows.Admin {
				at = append(at, p.Unit)
			}
		}
		if !slices.Equal(at, []string{"12"}) {
			t.Errorf("the administrator has posts at %v", at)
		}
	})
}

// TestWrongMergers are mergers that cannot be, each with its reason.
func TestWrongMergers(t *testing.T) {
	duty := func(code, name, former, day string) string {
		return "Phạm Văn Mẫu,Trực xã,," + code + "," + name + ",,0900000012," + former + ",," + day + "\n"
	}
	cases := []struct{ name, rows, want, key string }{
		{"another level", duty("03169", "Xã Nà Hỳ", "CC-01", ""), "refused", "roster.wrong.kind"},
		{"on a day to come", duty("03169", "Xã Nà Hỳ", "03166", "01/01/2027"), "refused", "roster.wrong.former.later"},
		{"a row at the old unit", duty("03169", "Xã Nà Hỳ", "03166", "") + strings.Split(before, "\n")[2] + "\n", "changed refused", "roster.wrong.former.row"},
		{"into two", duty("03169", "Xã Nà Hỳ", "03166", "") + "Mùa A Mới,Trực xã,,03171,Xã Mới,,0900000099,03166,,\n", "changed refused", "roster.wrong.former.twice"},
		{"into each other", duty("03169", "Xã Nà Hỳ", "03166", "") + "Mùa A Mới,Trực xã,,03166,Xã Chà Cang,,0900000099,03169,,\n", "changed refused", "roster.wrong.closed"},
		{"an unknown one", duty("03169", "Xã Nà Hỳ", "03999", ""), "same", "roster.former.unknown"},
		{"a former team of no team", "Phạm Văn Mẫu,Trực xã,,03169,Xã Nà Hỳ,,0900000012,,CC-01,\n", "refused", "roster.wrong.empty"},
		{"a move without a merger", "Giàng A Mẫu,Tổ trưởng,CC-01,03169,Xã Nà Hỳ,Bản Mẫu 1,0900000001,,,\n", "refused", "roster.wrong.moved"},
		{"a move whose merger is refused", duty("03169", "Xã Nà Hỳ", "03166", "01/01/2027") + "Giàng A Mẫu,Tổ trưởng,CC-01,03169,Xã Nà Hỳ,Bản Mẫu 1,0900000001,,,\n", "refused refused", "roster.wrong.moved"},
		{"a move whose merger falls to a number", "Kẻ Lạ,Trực xã,,03169,Xã Nà Hỳ,,0900000003,03166,,\nGiàng A Mẫu,Tổ trưởng,CC-01,03169,Xã Nà Hỳ,Bản Mẫu 1,0900000001,,,\n", "refused refused", "roster.wrong.with"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			db := open(t)
			enter(t, db, read(t, before), day1)
			p := enter(t, db, read(t, mergedHead+c.rows), day1)
			if got := verdicts(p); got != c.want {
				t.Errorf("got %s, want %s: %+v", got, c.want, p.Lines)
			}
			if why := keys(p.Lines[len(p.Lines)-1].Why); !strings.Contains(why, c.key) {
				t.Errorf("the last row is told %s, want %s", why, c.key)
			}
		})
	}
}

// TestMergerAndRefused: who is in a row that is refused does not leave because
// of the merger in the same file: the row was to say where the person is now.
func TestMergerAndRefused(t *testing.T) {
	db := open(t)
	enter(t, db, read(t, before), day1)
	update(t, db, func(tx store.Tx) {
		Apply(tx, Compare(tx, read(t, after+"Mùa A Mẫu,Tổ phó,NH-20,03169,,Bản Chung,123,,,\n"), day1))
		for m := range flows.Members.All(tx) {
			if m.Name == "Mùa A Mẫu" && !m.Ended.IsZero() {
				t.Errorf("%s has left because of a wrong number in the row: %+v", m.Name, m)
			}
		}
	})
}
