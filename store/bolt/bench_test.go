package bolt

import (
	"bytes"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"caunoi/store"
)

func BenchmarkCommit(b *testing.B) {
	for _, rows := range []int{1, 100} {
		b.Run(fmt.Sprint(rows), func(b *testing.B) {
			db := fresh(b, Options{})
			value := bytes.Repeat([]byte("v"), 240)
			for n := 0; b.Loop(); n++ {
				update(b, db, func(x *tx) {
					for i := range rows {
						x.Put("t", fmt.Sprintf("%09d", n*rows+i), value)
					}
				})
			}
		})
	}
}

// A report is as large as the reports of the bot.
type report struct {
	ID   string    `cbor:"1,keyasint"`
	Unit string    `cbor:"2,keyasint"`
	At   time.Time `cbor:"3,keyasint"`
	Text string    `cbor:"4,keyasint"`
	Open bool      `cbor:"5,keyasint"`
}

// reports has two indexes and a count.
func reports() *store.Table[report] {
	return store.NewTable("reports", func(r report) string { return r.ID }).
		Index("unit", func(r report) []string { return []string{store.Key(r.Unit, store.Desc(r.At))} }).
		Index("open", func(r report) []string { return []string{store.Key(r.At)} }).
		Count("month", func(r report) []string { return []string{store.Key(r.Unit, int(r.At.Month()))} })
}

// aReport makes the n-th report.
func aReport(n int) report {
	return report{ID: store.Key(n), Unit: fmt.Sprint("unit", n%100), At: time.Unix(int64(n), 0), Text: string(bytes.Repeat([]byte("t"), 200)), Open: true}
}

func BenchmarkPutIndexed(b *testing.B) {
	const batch = 100
	for _, name := range []string{"new", "same", "in Try"} {
		b.Run(name, func(b *testing.B) {
			db, table := fresh(b, Options{NoSync: true}), reports()
			update(b, db, func(x *tx) { table.Put(x, aReport(0)) })
			n := 0
			for b.Loop() {
				update(b, db, func(x *tx) {
					for range batch {
						if name != "same" {
							n++
						}
						if name == "in Try" {
							_ = x.Try(func() { table.Put(x, aReport(n)) })
						} else {
							table.Put(x, aReport(n))
						}
					}
				})
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*batch), "ns/record")
		})
	}
}

func BenchmarkRead(b *testing.B) {
	const n = 100000
	path := filepath.Join(b.TempDir(), "db")
	db, table := open(b, path, Options{NoSync: true}), reports()
	for i := 0; i < n; i += 1000 {
		update(b, db, func(x *tx) {
			for j := range 1000 {
				table.Put(x, aReport(i+j))
			}
		})
	}
	view := func(f func(tx store.Tx)) func(b *testing.B) {
		return func(b *testing.B) {
			for b.Loop() {
				if err := db.View(ctx, f); err != nil {
					b.Fatal(err)
				}
			}
		}
	}
	b.Run("one", view(func(tx store.Tx) { table.Get(tx, store.Key(77777)) }))
	b.Run("all", view(func(tx store.Tx) {
		for range table.All(tx) {
		}
	}))
	b.Run("keys of an index", view(func(tx store.Tx) {
		for range table.Keys(tx, "open", "", "") {
		}
	}))
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			if err := db.Close(); err != nil {
				b.Fatal(err)
			}
			db = open(b, path, Options{})
		}
	})
}
