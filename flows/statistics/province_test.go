package statistics

import (
	"bytes"
	"os"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"caunoi/flows"
	"caunoi/flows/figures"
	"caunoi/store"
)

// sizes are those of the province with CAUNOI_PROVINCE set, and else of a small one
// that only shows that the test runs.
func sizes() (communes, teams, months, cases int) {
	if os.Getenv("CAUNOI_PROVINCE") == "" {
		return 4, 5, 6, 300
	}
	return 109, 19, 60, 100000
}

// TestProvinceInTime measures what a province costs (issue 6): in the chat within a
// second and a tenth of one in a transaction, as a sheet within ten seconds. Beside
// each stands the raw limit in the same run: reading the same rows without making
// anything of them, and writing as many cells of a sheet.
func TestProvinceInTime(t *testing.T) {
	communes, teams, months, cases := sizes()
	w := newTown(t)
	w.builds(communes, teams)
	w.gives(months)
	w.reports(cases, months)
	v := w.view("11", months)
	t.Logf("%d teams, %d months, %d indicators, %d cases", len(w.teams), months, len(w.desk.Set.Indicators), cases)
	var chat []time.Duration
	for range 20 {
		chat = append(chat, w.longest(func(view flows.View) error {
			return view(func(tx store.Tx) {
				tn := &flows.Turn{Tx: tx, Set: w.desk.Set, Event: flows.Event{At: noon}, From: flows.Member{ID: "quan"}}
				b := NewBook(tx, w.desk.Set, v, Right{Apart: true}, noon)
				if len(b.lines(v.Period)) < 4 || len(v.choices(tn, b)) < 3 {
					t.Error("little is said")
				}
			})
		}))
	}
	slices.Sort(chat)
	raw := w.longest(func(view flows.View) error { return view(w.rows("11", v)) })
	t.Logf("in the chat: middle %s, most %s, one transaction; the rows it reads by themselves %s, ratio %.1f", chat[len(chat)/2], chat[len(chat)-1], raw, float64(chat[len(chat)/2])/float64(raw))
	picture := w.longest(func(view flows.View) error {
		_, err := w.desk.Build(view, noon, flows.Made("thongke.hinh", "f", asked("quan", v, noon)...))
		return err
	})
	t.Logf("the picture, one transaction: %s", picture)
	began := time.Now()
	var data []byte
	longest := w.longest(func(view flows.View) (err error) {
		data, err = w.desk.Build(view, noon, flows.Made("thongke.bang", "f", asked("quan", v, noon)...))
		return err
	})
	whole := time.Since(began)
	began = time.Now()
	_ = w.see(func(tx store.Tx) {
		for range tx.Scan("figure.sheet", "", "") {
			continue
		}
	})
	w.cells(len(w.teams)+communes, len(w.desk.Set.Indicators))
	limit := time.Since(began)
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	t.Logf("the sheet: %s, %d bytes, longest transaction %s; reading the sheets raw and writing as many cells %s, ratio %.1f; %d MiB of the system",
		whole, len(data), longest, limit, float64(whole)/float64(limit), m.Sys>>20)
	if os.Getenv("CAUNOI_PROVINCE") == "" {
		return
	}
	for name, x := range map[string]struct{ got, most time.Duration }{
		"chat": {chat[len(chat)-1], 100 * time.Millisecond}, "sheet": {whole, 10 * time.Second}, "a transaction of the sheet": {longest, 100 * time.Millisecond},
	} {
		if x.got > x.most {
			t.Errorf("%s took %s; want at most %s", name, x.got, x.most)
		}
	}
}

// longest runs something and returns how long its longest transaction was.
func (w *town) longest(f func(flows.View) error) (most time.Duration) {
	err := f(func(read func(store.Tx)) error {
		return w.see(func(tx store.Tx) {
			began := time.Now()
			read(tx)
			most = max(most, time.Since(began))
		})
	})
	if err != nil {
		w.Fatal(err)
	}
	return most
}

// rows reads what the numbers of a unit are made of, and makes nothing of it.
func (w *town) rows(unit string, v View) func(tx store.Tx) {
	return func(tx store.Tx) {
		head := store.Key(unit)
		for _, table := range []string{"case#month", "case#life"} {
			for range tx.Scan(table, "="+head, "="+store.Next(head)) {
				continue
			}
		}
		for range tx.Scan("figure.total", store.Key(uint8(figures.Now), unit), store.Next(store.Key(uint8(figures.Now), unit))) {
			continue
		}
		for range tx.Scan("unit", "", "") {
			continue
		}
	}
}

// cells writes a plain sheet.
func (w *town) cells(rows, columns int) {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	out, err := f.NewStreamWriter("Sheet1")
	for i := range rows {
		line := make([]any, columns)
		for c := range line {
			line[c] = i * c
		}
		if err == nil {
			cell, _ := excelize.CoordinatesToCellName(1, i+1)
			err = out.SetRow(cell, line)
		}
	}
	if err == nil {
		err = out.Flush()
	}
	var b bytes.Buffer
	if err == nil {
		_, err = f.WriteTo(&b)
	}
	if err != nil {
		w.Fatal(err)
	}
}
