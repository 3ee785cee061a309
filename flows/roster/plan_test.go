package roster

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"

	"caunoi/flows"
	"caunoi/flows/flowtest"
	"caunoi/store"
)

var zone = time.FixedZone("+07", 7*60*60)

// day1 is after every date of the sample.
var day1 = time.Date(2026, 11, 21, 8, 0, 0, 0, zone)

func decomposed(s string) string { return norm.NFD.String(s) }

func open(t testing.TB) store.DB {
	t.Helper()
	return flowtest.Store(t)
}

func update(t testing.TB, db store.DB, f func(store.Tx)) {
	t.Helper()
	if err := db.Update(context.Background(), f); err != nil {
		t.Fatal(err)
	}
}

func compare(t testing.TB, db store.DB, sheet Sheet, now time.Time) Plan {
	t.Helper()
	var p Plan
	if err := db.View(context.Background(), func(tx store.Tx) { p = Compare(tx, sheet, now) }); err != nil {
		t.Fatal(err)
	}
	return p
}

// Empty reports whether the import would change nothing.
func (p Plan) Empty() bool { return len(p.Units)+len(p.Members)+len(p.Posts) == 0 }

// enter imports rows and returns the plan that was carried out. The second
// import of the same rows must change nothing.
func enter(t testing.TB, db store.DB, sheet Sheet, now time.Time) Plan {
	t.Helper()
	var p Plan
	update(t, db, func(tx store.Tx) {
		p = Compare(tx, sheet, now)
		Apply(tx, p)
	})
	again := compare(t, db, sheet, now)
	if !again.Empty() {
		t.Errorf("a second import would write %+v %+v %+v", again.Units, again.Members, again.Posts)
	}
	if n := again.Count(Same) + again.Count(Refused); n != len(again.Lines) {
		t.Errorf("a second import says %+v", again.Lines)
	}
	return p
}

// verdicts are the verdicts of a plan in one word each.
func verdicts(p Plan) string {
	var all []string
	for _, l := range p.Lines {
		all = append(all, l.Verdict.String())
	}
	return strings.Join(all, " ")
}

func members(t testing.TB, db store.DB) map[string]flows.Member {
	t.Helper()
	all := map[string]flows.Member{}
	if err := db.View(context.Background(), func(tx store.Tx) {
		for m := range flows.Members.All(tx) {
			all[m.Name+" "+m.Phone] = m
		}
	}); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestImportSample(t *testing.T) {
	db := open(t)
	p := enter(t, db, sample(t), day1)
	want := "new new new new new new new new new ended new new new new new new"
	if got := verdicts(p); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if len(p.Members) != 15 || len(p.Posts) != 16 || len(p.Units) != 4 {
		t.Errorf("%d people, %d posts, %d units", len(p.Members), len(p.Posts), len(p.Units))
	}
	all := members(t, db)
	head, guest := all["Giàng A Mẫu 0900000002"], all["Vàng Thị Mẫu 0900000002"]
	if guest.Shares != head.ID || head.ID == "" {
		t.Errorf("the shared phone: %+v and %+v", head, guest)
	}
	if all["Lù Văn Mẫu 0900000008"].Ended.IsZero() {
		t.Error("who left in February has not ended")
	}
	charge := all["Nguyễn Văn Mẫu 0900000001"]
	_ = db.View(context.Background(), func(tx store.Tx) {
		if held := flows.PostsOf(tx, charge.ID, day1); len(held) != 2 {
			t.Errorf("the person in charge holds %v", held)
		}
		u, _ := flows.Units.Get(tx, "NH-01")
		if !u.From.Equal(Date{2026, 11, 21}.In(zone)) {
			t.Errorf("the team is there from %v", u.From)
		}
		u.From = time.Time{}
		if u != (flows.Unit{Code: "NH-01", Level: "village", Name: "Bản Mẫu 1", Parent: "03169", Team: true}) {
			t.Errorf("the team is %+v", u)
		}
		if c, _ := flows.Units.Get(tx, "03169"); c.Parent != "11" || c.Level != "commune" {
			t.Errorf("the commune is %+v", c)
		}
		if top, _ := flows.Units.Get(tx, "11"); top.Level != "province" || top.Parent != "" {
			t.Errorf("the province is %+v", top)
		}
		if h := flows.Holders(tx, "NH-02", flows.Deputy, day1); len(h) != 1 || h[0].Name != "Cà Thị Mẫu" {
			t.Errorf("deputies are %v", h)
		}
	})
}

// two is a second person of the same team.
const two = "2,NH-01,03169,Xã Nà Hỳ,Bản Mẫu 1,Sùng A Mẫu,Tổ phó,Trưởng bản,0900000003,SMS,,,01/07/2025,,\n"

// A secondImport is two files after one another, and what the second one does.
type secondImport struct {
	name, first, second string
	want                string
	people              int
}

func secondImports() []secondImport {
	guest := "3,NH-01,03169,Xã Nà Hỳ,Bản Mẫu 1,Vàng Thị Mẫu,Thành viên,,,,1,,01/07/2025,,\n"
	alone := "4,NH-01,03169,Xã Nà Hỳ,Bản Mẫu 1,Lý A Mẫu,Thành viên,,,,,,,,\n"
	moved := strings.Replace(with(one, 1, "NH-02"), "Bản Mẫu 1", "Bản Mẫu 2", 1)
	return []secondImport{
		{"the same", one + two, one + two, "same same", 2},
		{"another order", one + two, two + one, "same same", 2},
		{"one more", one, one + two, "same new", 2},
		{"one left out stays", one + two, one, "same", 2},
		{"another office", one, with(one, 7, "Trưởng bản"), "changed", 1},
		{"marks put right", with(one, 5, "Giang A Mau"), one, "changed", 1},
		{"another number", one, with(one, 8, "0900000099"), "changed", 1},
		{"no number any more", one, with(one, 8, ""), "changed", 1},
		{"a number at last", alone, with(alone, 8, "0900000050"), "changed", 1},
		{"without a number", alone, alone, "same", 1},
		{"ended", one, with(one, 13, "31/08/2026"), "ended", 1},
		{"ends later", one, with(one, 13, "31/12/2026"), "changed", 1},
		{"back again", with(one, 13, "31/08/2026"), one, "changed", 1},
		{"back on another day", with(one, 13, "31/08/2026"), with(one, 12, "01/10/2026"), "changed", 1},
		{"another first day", one, with(one, 12, "01/08/2025"), "changed", 1},
		{"an earlier first day", one, with(one, 12, "01/01/2025"), "changed", 1},
		{"no first day", one, with(one, 12, ""), "changed", 1},
		{"a first day at last", with(one, 12, ""), one, "changed", 1},
		{"another role", one, with(one, 6, "Tổ phó"), "changed", 1},
		{"a second team", one, one + moved, "same changed", 1},
		{"another team", one, moved, "changed", 1},
		{"also in charge", one, with(one, 11, "x"), "changed", 1},
		{"twice in the file", one, one + one, "same refused", 1},
		{"a phone to share", one + guest, one + guest, "same same", 2},
		{"shares from now on", one + with(with(guest, 8, "0900000077"), 10, ""), one + guest, "same changed", 2},
		{"shares no more", one + guest, one + with(with(guest, 8, "0900000077"), 10, ""), "same changed", 2},
		{"the shared phone has another number", one + guest, with(one, 8, "0900000099") + guest, "changed changed", 2},
		{"a number that is another's", one, with(two, 8, "0900000002"), "refused", 1},
		{"a number twice", one, one + with(two, 8, "0900000002"), "same refused", 1},
		{"a number passed on", one, with(one, 13, "31/08/2026") + with(two, 8, "0900000002"), "ended new", 2},
		{"a newcomer of the same name", with(one, 13, "31/08/2026"), with(one, 8, "0900000099"), "new", 2},
		{"two of one name", one, one + with(one, 8, "0900000099"), "same new", 2},
		{"a renamed village", one, with(one, 4, "Bản Mới"), "changed", 1},
		{"a team of another commune", one, with(one, 2, "03166"), "refused", 1},
		{"shares a refused row", one, with(one, 5, "") + guest, "refused refused", 1},
		{"shares with who shares", one + guest, one + guest + with(with(with(guest, 0, "5"), 10, "3"), 5, "Mùa A Mẫu"), "same same refused", 2},
		{"own and shared", one, one + with(guest, 8, "0900000077"), "same refused", 1},
		{"a code for two levels", one, with(one, 1, "03169"), "refused", 1},
		{"a team in two communes", one, one + with(two, 2, "03166"), "same refused", 1},
	}
}

// TestSecondImport imports a first file and then another one.
func TestSecondImport(t *testing.T) {
	for _, c := range slices.Concat(secondImports(), numbersTwice()) {
		t.Run(c.name, func(t *testing.T) {
			db := open(t)
			enter(t, db, read(t, head+c.first), day1)
			p := enter(t, db, read(t, head+c.second), day1.AddDate(0, 0, 1))
			if got := verdicts(p); got != c.want {
				t.Errorf("got %s, want %s: %+v", got, c.want, p.Lines)
			}
			if n := len(members(t, db)); n != c.people {
				t.Errorf("%d people, want %d", n, c.people)
			}
			once(t, db, day1.AddDate(0, 0, 2))
		})
	}
}

// once checks that nobody holds a post twice at a time.
func once(t *testing.T, db store.DB, at time.Time) {
	t.Helper()
	_ = db.View(context.Background(), func(tx store.Tx) {
		seen := map[string]bool{}
		for p := range flows.Posts.All(tx) {
			key := p.Member + " " + p.Unit + " " + string(p.Role)
			if p.Held(at) && seen[key] {
				t.Errorf("%s holds a post twice", key)
			}
			seen[key] = seen[key] || p.Held(at)
		}
	})
}

// TestImportDeletesNothing runs through a life and finds every record of it.
func TestImportDeletesNothing(t *testing.T) {
	db := open(t)
	enter(t, db, read(t, head+one+two), day1)
	enter(t, db, read(t, head+with(one, 13, "31/08/2026")), day1)
	enter(t, db, read(t, head+with(two, 12, "01/09/2025")), day1)
	_ = db.View(context.Background(), func(tx store.Tx) {
		posts := slices.Collect(flows.Posts.All(tx))
		if len(posts) != 3 {
			t.Errorf("the posts are %+v", posts)
		}
	})
	if n := len(members(t, db)); n != 2 {
		t.Errorf("%d people", n)
	}
}

func TestDistricts(t *testing.T) {
	sheet := read(t, head+one+"9,,099,Huyện Mẫu,,Lê Thị Mẫu,Lãnh đạo huyện,,0900000011,,,,,,\n")
	sheet.Levels = []string{"province", "district", "commune", "village"}
	db := open(t)
	enter(t, db, sheet, day1)
	_ = db.View(context.Background(), func(tx store.Tx) {
		if u, _ := flows.Units.Get(tx, "099"); u.Level != "district" {
			t.Errorf("the district is %+v", u)
		}
	})
	p := compare(t, open(t), sheet, day1)
	if !slices.ContainsFunc(p.Notes, func(n Notice) bool { return n.Key == "roster.beside" && n.Args["unit"] == "099 Huyện Mẫu" }) {
		t.Errorf("nothing says that the district is over nothing: %v", p.Notes)
	}
	sheet.Levels = nil
	if p := compare(t, open(t), sheet, day1); p.Lines[1].Verdict != Refused {
		t.Errorf("a district without a level: %+v", p.Lines[1])
	}
}

// BenchmarkCompare is a province: 15,000 people known already.
func BenchmarkCompare(b *testing.B) {
	var file strings.Builder
	file.WriteString(head)
	for i := range 15000 {
		row := strings.Replace(one, "0900000002", "09"+strings.Repeat("0", 3)+pad(i), 1)
		file.WriteString(strings.Replace(row, "NH-01", "NH-"+pad(i/8), 1))
	}
	sheet, err := Read(strings.NewReader(file.String()))
	if err != nil {
		b.Fatal(err)
	}
	db := open(b)
	enter(b, db, sheet, day1)
	b.ResetTimer()
	for b.Loop() {
		compare(b, db, sheet, day1)
	}
}

func pad(n int) string { return fmt.Sprintf("%05d", n) }
