package storetest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"caunoi/store"
)

// testScanWrite deletes and adds while scanning, both in a transaction that
// found the rows and in one that wrote them: cursors differ in the two.
func testScanWrite(t *testing.T, db store.DB) {
	const rows = 500
	for _, back := range []bool{false, true} {
		for _, fresh := range []bool{false, true} {
			write := func(tx store.Tx) {
				for i := range rows {
					fill(tx, "t", fmt.Sprintf("%04d", i))
				}
			}
			if !fresh {
				update(t, db, write)
			}
			update(t, db, func(tx store.Tx) {
				if fresh {
					write(tx)
				}
				scanWrite(t, tx, back, rows)
			})
		}
	}
}

// scanWrite deletes each pair it meets and adds one behind the scan.
func scanWrite(t *testing.T, tx store.Tx, back bool, rows int) {
	t.Helper()
	scan := tx.Scan
	if back {
		scan = tx.Back
	}
	seen := 0
	for k := range scan("t", "", "5") {
		seen++
		tx.Delete("t", k)
		tx.Put("t", "9"+k, nil) // out of the range
		tx.Put("other", k, nil)
		if i := seen % 3; i == 0 {
			tx.Delete("t", "9"+k)
		}
	}
	left := 0
	for k := range tx.Scan("t", "", "") {
		if !strings.HasPrefix(k, "9") {
			t.Errorf("%s was not met", k)
		}
		left++
		tx.Delete("t", k)
	}
	for k := range tx.Back("t", "", "") {
		t.Errorf("%s is there after all was deleted", k)
	}
	if seen != rows || left != rows-rows/3 {
		t.Errorf("back %t: met %d of %d, then %d of %d", back, seen, rows, left, rows-rows/3)
	}
}

// testModel does random work in the database and in a map, and compares.
func testModel(t *testing.T, db store.DB) {
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 1))
		model := map[string]string{}
		view(t, db, func(tx store.Tx) {
			for k, v := range tx.Scan("m", "", "") {
				model[k] = string(v)
			}
		})
		update(t, db, func(tx store.Tx) { work(t, r, tx, model, 3) })
		wantStored(t, db, "m", sorted(model))
	}
}

// work does random writes and nested Try, and compares scans on the way.
func work(t *testing.T, r *rand.Rand, tx store.Tx, model map[string]string, depth int) {
	for range 40 {
		k := fmt.Sprint(r.IntN(30))
		switch n := r.IntN(10); {
		case n < 5:
			v := strings.Repeat("v", r.IntN(200))
			tx.Put("m", k, []byte(v))
			model[k] = v
		case n < 7:
			tx.Delete("m", k)
			delete(model, k)
		case n < 8 && depth > 0:
			before := sorted(model)
			inner := map[string]string{}
			for k, v := range model {
				inner[k] = v
			}
			bad := r.IntN(2) == 0
			_ = tx.Try(func() {
				work(t, r, tx, inner, depth-1)
				if bad {
					tx.Fail(errMade)
				}
			})
			if bad {
				wantDump(t, tx, "m", before)
				continue
			}
			clear(model)
			for k, v := range inner {
				model[k] = v
			}
		case n < 9:
			wantDump(t, tx, "m", sorted(model))
		default:
			v, ok := tx.Get("m", k)
			if want, there := model[k]; string(v) != want || ok != there {
				t.Errorf("%s is %q, %t, want %q, %t", k, v, ok, want, there)
			}
		}
	}
}

// sorted returns a model as dump would.
func sorted(model map[string]string) string {
	var all []string
	for k, v := range model {
		all = append(all, k+"="+v)
	}
	slices.SortFunc(all, func(a, b string) int {
		ka, _, _ := strings.Cut(a, "=")
		kb, _, _ := strings.Cut(b, "=")
		return strings.Compare(ka, kb)
	})
	return strings.Join(all, " ")
}
