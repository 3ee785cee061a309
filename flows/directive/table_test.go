package directive

import (
	"bytes"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/store"
)

// TestReached says when each team had a directive: through its group, through the
// first of its people, through somebody who got the copy for another team, and not
// at all. The table and the picture say the same.
func TestReached(t *testing.T) {
	o := newOffice(t, 3)
	o.register()
	o.fails["test:m0.1"] = "blocked"
	o.do(func(tx store.Tx) {
		flows.Groups.Put(tx, flows.Group{Address: "test:-1", Unit: "T1"})
		for _, team := range []string{"T8", "T9"} {
			flows.Units.Put(tx, flows.Unit{Code: team, Level: "village", Name: "Bản " + team, Parent: "C", Team: true})
		}
		flows.Posts.Put(tx, flows.Post{Member: "m2.0", Role: flows.Head, Unit: "T8"})
	})
	o.press("quan", "hoi")
	o.run()
	got := map[string]time.Time{}
	o.do(func(tx store.Tx) {
		for r := range Receivers.All(tx) { // one after the other, the last first
			if r.State == Has {
				r.At = o.now.Add(-time.Duration(r.N) * time.Minute).Truncate(time.Minute)
				Receivers.Put(tx, r)
				got[r.who()] = r.At
			}
		}
	})
	want := map[string]time.Time{
		"Bản T0": got["m0.2"], "Bản T1": got["group/T1"], "Bản T2": got["m2.2"], "Bản T8": got["m2.0"],
	}
	o.do(func(tx store.Tx) {
		rows := o.sheet(tx, "Danh sách")
		for _, row := range rows[1:] {
			said := ""
			if at, ok := want[row[1]]; ok {
				said = at.Format("02/01/2006 15:04")
			}
			if row[3] != said {
				t.Errorf("%s had it at %q; want %q", row[1], row[3], said)
			}
		}
		if len(rows) != 6 {
			t.Errorf("the table says %q", rows)
		}
		s := o.sight(tx)
		if has := s.courses(func(string, text.Args) string { return "" })[0]; len(has.at) != 4 || !slices.ContainsFunc(has.at, want["Bản T0"].Equal) {
			t.Errorf("the picture has %v", has.at)
		}
	})
}

// sight is what quan may see of the first directive.
func (o *office) sight(tx store.Tx) sight {
	o.Helper()
	m, _ := flows.Members.Get(tx, "quan")
	s, ok := sightOf(&flows.Turn{Event: flows.Event{At: o.now}, Tx: tx, From: m}, []string{"1"})
	if !ok {
		o.Fatal("the administrator may not see it")
	}
	return s
}

// sheet makes the table of the first directive and reads a sheet of it.
func (o *office) sheet(tx store.Tx, name string) [][]string {
	o.Helper()
	data, err := o.desk.Make(tx, o.now, flows.Made("directive.table", "t.xlsx", "quan", "1"))
	if err != nil {
		o.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		o.Fatal(err)
	}
	rows, err := f.GetRows(name)
	if err != nil {
		o.Fatal(err)
	}
	for i := range rows {
		for len(rows[i]) < len(rows[0]) {
			rows[i] = append(rows[i], "") // empty cells at the end are not there
		}
	}
	return rows
}

// TestOnlyToKnow: of a directive that asks for nothing nobody is silent, and the
// list, the table and the picture say only who was told.
func TestOnlyToKnow(t *testing.T) {
	o := newOffice(t, 3)
	o.register()
	o.desk.Verb("biet", func(t *flows.Turn, _ []string) {
		Confirm(t, Directive{State: Sending, Text: "họp", Places: []string{"11"}, Whom: ToTeam, Ask: ToKnow})
	})
	o.press("quan", "biet")
	o.run()
	o.do(func(tx store.Tx) {
		if rows := o.sheet(tx, "Danh sách"); fmt.Sprint(rows[0]) != "[Xã Tổ Người nhận Đã nhận lúc]" || len(rows) != 4 || rows[1][3] == "" {
			t.Errorf("the table says %q", rows)
		}
		if rows := o.sheet(tx, "Theo xã"); len(rows) != 3 || len(rows[0]) != 2 || rows[1][1] != "3" || rows[2][1] != "3" {
			t.Errorf("the sums say %q", rows)
		}
		s := o.sight(tx)
		if all := s.courses(func(string, text.Args) string { return "" }); len(all) != 1 || len(all[0].at) != 3 {
			t.Errorf("the picture has %v", all)
		}
		if line := o.desk.Texts.Say("vi", "", "directive.card", text.Args{"lines": s.d.line(s.d.sum(s.shares()[0].parties))}); line != "3 nơi, chỉ để biết" {
			t.Errorf("the list says %q", line)
		}
	})
}
