package directive

import (
	"bytes"
	"fmt"
	"image/png"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"caunoi/flows"
	"caunoi/store"
)

// says lets somebody write in private.
func (o *office) says(who, what string) {
	o.Helper()
	o.now = o.now.Add(time.Second)
	e := flows.Event{ID: fmt.Sprintf("test:%d", o.now.UnixNano()), Seq: o.now.Unix(), Kind: flows.Said, At: o.now, By: flows.At("test", who), Chat: flows.At("test", who), Private: true, Text: what, Message: strconv.FormatInt(o.now.Unix(), 10)}
	o.do(func(tx store.Tx) {
		if k := o.desk.Take(tx, []flows.Event{e}); len(k.Aside) > 0 {
			o.Errorf("%q was put aside: %+v", what, k.Aside)
		}
	})
}

// question is what somebody is asked.
func (o *office) question(who string) (q flows.Question) {
	o.do(func(tx store.Tx) {
		t := &flows.Turn{Event: flows.Event{At: o.now}, Tx: tx}
		q, _ = flows.Asked(t, flows.At("test", who))
	})
	return q
}

// A typed is a row of the table of numbers: what is typed, and what it is.
type typed struct {
	id, said, status string
	want             int64 // thousandths, where it is one number
}

// counts are the rows of vi-numbers.tsv that are counts of something.
func counts(t *testing.T) (all []typed) {
	data, err := os.ReadFile("../viet/testdata/vi-numbers.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(strings.TrimSpace(string(data)), "\n")[1:] {
		c := strings.Split(line, "\t")
		if slices.Contains([]string{"tien", "dien_tich", "chieu_dai", "khoi_luong", "the_tich", "ty_le", "thoi_luong"}, c[2]) {
			continue
		}
		x := typed{id: c[0], said: c[1], status: c[5], want: -1}
		if f, err := strconv.ParseFloat(c[3], 64); err == nil {
			x.want = int64(f*1000 + 0.5)
		} else if x.status == "ok" {
			x.status = "several" // a range, a part of a whole, or two numbers: asked
		}
		all = append(all, x)
	}
	return all
}

// newProvince is an office with so many communes and teams.
func newProvince(t *testing.T, communes, teams int) *office {
	o := newOffice(t, 0)
	o.register()
	o.do(func(tx store.Tx) {
		for i := range communes {
			flows.Units.Put(tx, flows.Unit{Code: fmt.Sprintf("X%02d", i), Level: "commune", Name: fmt.Sprintf("Xã số %d", i+1), Parent: "11"})
		}
		for i := range teams {
			team := fmt.Sprintf("B%03d", i)
			flows.Units.Put(tx, flows.Unit{Code: team, Level: "village", Name: fmt.Sprintf("Bản số %d", i+1), Parent: fmt.Sprintf("X%02d", i%communes), Team: true})
			o.member(tx, "h"+team, team, flows.Head)
		}
	})
	return o
}

// register adds what is done about answers to the desk.
func (o *office) register() {
	o.desk.First(Heard)
	o.desk.Verb("baoso", Answer)
	o.desk.Verb("cdso", FigureIs)
	o.desk.Answer("cd.figure", Said)
	o.desk.Answer("cd.echo", EchoSaid)
	o.desk.Maker("directive.table", MayHave(o.desk), MakeTable(o.desk))
	o.desk.Maker("directive.chart", MayHave(o.desk), MakeChart(o.desk))
	o.desk.Verb("hoi", func(t *flows.Turn, _ []string) {
		Confirm(t, Directive{State: Sending, Text: "báo số hộ", Places: []string{"11"}, Whom: ToTeam, Ask: ForFigure})
	})
}

// TestFiguresOfAProvince: 121 teams answer in every way in which people type a
// count. What is ambiguous is asked, the sums by commune are right, and who is
// silent is named and is not zero.
func TestFiguresOfAProvince(t *testing.T) {
	const communes, teams, silent = 9, 121, 6
	o := newProvince(t, communes, teams)
	o.press("quan", "hoi")
	o.run()
	rows, want, asked := counts(t), map[string]int64{}, map[string]int{}
	for i := range teams - silent {
		x, who := rows[i%len(rows)], fmt.Sprintf("hB%03d", i)
		commune := fmt.Sprintf("X%02d", i%communes)
		o.press(who, "baoso 1")
		o.says(who, x.said)
		q := o.question(who)
		direct := q.Kind == "cd.echo"
		if direct != (x.status == "ok" || x.status == "approx") {
			t.Errorf("%s %q (%s): it was echoed %v; asked %s", x.id, x.said, x.status, direct, q.Kind)
		}
		asked[x.status]++
		value := x.want
		switch {
		case direct:
			o.says(who, "đúng")
		case len(q.Buttons) > 0:
			words := strings.Fields(q.Buttons[0].Do)
			value, _ = strconv.ParseInt(words[2], 10, 64)
			o.press(who, q.Buttons[0].Do)
		default:
			value = 21000
			o.says(who, "hai mươi mốt")
			o.says(who, "đúng")
		}
		want[commune] += value
		o.do(func(tx store.Tx) {
			p, _ := Parties.Get(tx, store.Key(int64(1), fmt.Sprintf("B%03d", i), ""))
			if p.State != Answered || p.Figure != value || p.Unsure != (x.status == "approx") {
				t.Errorf("%s %q: %s %d unsure %v; want %d", x.id, x.said, p.State.Name(), p.Figure, p.Unsure, value)
			}
		})
	}
	o.sums(want, teams, silent)
	t.Logf("%d formats of vi-numbers.tsv, by what they are: %v", len(rows), asked)
}

// sums compares the sums by commune with what was told, and prints them.
func (o *office) sums(want map[string]int64, teams, silent int) {
	o.Helper()
	o.do(func(tx store.Tx) {
		m, _ := flows.Members.Get(tx, "quan")
		s, ok := sightOf(&flows.Turn{Event: flows.Event{At: o.now}, Tx: tx, From: m}, []string{"1"})
		if !ok {
			o.Fatal("the administrator may not see it")
		}
		missing := 0
		for _, c := range s.shares() {
			if kept, told := s.d.sumIn(tx, c.commune), s.d.sum(c.parties); fmt.Sprint(kept) != fmt.Sprint(told) {
				o.Errorf("of %s the counters say %+v, the answers %+v", c.commune, kept, told)
			}
			got := s.d.sum(c.parties)
			missing += got.Asked - got.Answered
			o.Logf("%s (%s): %d of %d, %s in all", c.name, c.commune, got.Answered, got.Asked, strconv.FormatFloat(float64(got.Figure)/1000, 'f', -1, 64))
			if got.Figure != want[c.commune] {
				o.Errorf("%s comes to %d; want %d", c.commune, got.Figure, want[c.commune])
			}
		}
		if r := ReactionsTo(tx, 1); missing != silent || r.Answered != int64(teams-silent) || r.None != int64(silent) {
			o.Errorf("%d are missing and %+v; want %d", missing, r, silent)
		}
		o.book(tx, want)
	})
}

// book opens the spreadsheet and compares its sums, which are formulas, with what
// was typed.
func (o *office) book(tx store.Tx, want map[string]int64) {
	o.Helper()
	data, err := o.desk.Make(tx, o.now, flows.Made("directive.table", "t.xlsx", "quan", "1"))
	if err != nil {
		o.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		o.Fatal(err)
	}
	whole := 0.0
	for _, n := range want {
		whole += float64(n) / 1000
	}
	row := strconv.Itoa(len(want) + 2)
	formula, _ := f.GetCellFormula("Theo xã", "F"+row)
	reckoned, err := f.CalcCellValue("Theo xã", "F"+row)
	if got, _ := strconv.ParseFloat(reckoned, 64); err != nil || got != whole || formula == "" {
		o.Errorf("the table reckons %q by %q: %v; want %v", reckoned, formula, err, whole)
	}
	if silent, err := f.CalcCellValue("Theo xã", "E"+row); err != nil || silent != "6" {
		o.Errorf("the table counts %q silent teams: %v", silent, err)
	}
	for _, args := range [][]string{{"hB001", "1"}, {"nobody", "1"}, {"quan", "9"}, {"quan"}} {
		if _, err := o.desk.Make(tx, o.now, flows.Made("directive.table", "t.xlsx", args...)); err == nil {
			o.Errorf("a table was made for %v", args)
		}
	}
	for p := range flows.Posts.Under(tx, "member", store.Key("quan")) {
		p.To = o.now.Add(time.Minute)
		flows.Posts.Put(tx, p)
	}
	if may := MayHave(o.desk); !may(tx, o.now, []string{"quan", "1"}) || may(tx, o.now.Add(time.Hour), []string{"quan", "1"}) {
		o.Error("a table leaves by the right that was there when it was asked for")
	}
}

// TestPicture draws how a directive went.
func TestPicture(t *testing.T) {
	o := newProvince(t, 3, 30)
	o.press("quan", "hoi")
	o.run()
	for i := range 20 {
		o.now = o.now.Add(7 * time.Minute)
		o.press(fmt.Sprintf("hB%03d", i), fmt.Sprintf("cdso 1 %d000", i))
	}
	o.do(func(tx store.Tx) {
		data, err := o.desk.Make(tx, o.now, flows.Made("directive.chart", "t.png", "quan", "1"))
		if err != nil {
			t.Fatal(err)
		}
		img, err := png.Decode(bytes.NewReader(data))
		if err != nil || img.Bounds().Dx() < 1000 || len(data) > 200_000 {
			t.Errorf("the picture has %d bytes: %v", len(data), err)
		}
		if to := os.Getenv("PICTURE"); to != "" {
			_ = os.WriteFile(to, data, 0o600)
		}
	})
}
