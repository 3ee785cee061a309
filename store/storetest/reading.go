package storetest

import (
	"bytes"
	"slices"
	"testing"

	"caunoi/store"
)

func testOrder(t *testing.T, db store.DB) {
	keys := []string{"a", "A", "á", "b", "ă", "đ", "z", "a b", "a\x00", "a\x00b", "\x00", "\xff", "\xff\xff", "ab", " ", "đi", "10", "9"}
	update(t, db, func(tx store.Tx) { fill(tx, "t", keys...) })
	want := slices.Sorted(slices.Values(keys))
	view(t, db, func(tx store.Tx) {
		var up, down []string
		for k := range tx.Scan("t", "", "") {
			up = append(up, k)
		}
		for k := range tx.Back("t", "", "") {
			down = append(down, k)
		}
		slices.Reverse(down)
		if !slices.Equal(up, want) {
			t.Errorf("Scan gave %q, want %q", up, want)
		}
		if !slices.Equal(down, want) {
			t.Errorf("Back, turned round, gave %q, want %q", down, want)
		}
	})
}

func testEdges(t *testing.T, db store.DB) {
	update(t, db, func(tx store.Tx) { fill(tx, "t", "b", "c", "d"); fill(tx, "u", "x") })
	for _, c := range []struct{ from, to, want string }{
		{"", "", "bcd"}, {"b", "", "bcd"}, {"b\x00", "", "cd"}, {"a", "b", ""}, {"a", "b\x00", "b"},
		{"b", "b", ""}, {"c", "b", ""}, {"c", "d", "c"}, {"bb", "cc", "c"}, {"d", "z", "d"}, {"e", "", ""}, {"", "a", ""}, {"", "c", "b"},
	} {
		view(t, db, func(tx store.Tx) {
			up, down := "", ""
			for k := range tx.Scan("t", c.from, c.to) {
				up += k
			}
			for k := range tx.Back("t", c.from, c.to) {
				down = k + down
			}
			if up != c.want || down != c.want {
				t.Errorf("from %q to %q: Scan %q, Back reversed %q, want %q", c.from, c.to, up, down, c.want)
			}
		})
	}
	view(t, db, func(tx store.Tx) {
		for range tx.Scan("never made", "", "") {
			t.Error("a table that was never made holds something")
		}
		for range tx.Scan("t", "", "") {
			break // leaving early must be possible
		}
	})
}

func testOwnWrites(t *testing.T, db store.DB) {
	update(t, db, func(tx store.Tx) {
		fill(tx, "t", "a", "b")
		tx.Put("t", "a", []byte("new"))
		tx.Delete("t", "b")
		tx.Delete("t", "never there")
		if v, ok := tx.Get("t", "a"); !ok || string(v) != "new" {
			t.Errorf("a is %q, %t in the transaction that wrote it", v, ok)
		}
		if v, ok := tx.Get("t", "b"); ok {
			t.Errorf("b is %q in the transaction that deleted it", v)
		}
		wantDump(t, tx, "t", "a=new")
	})
	wantStored(t, db, "t", "a=new")
}

func testSizes(t *testing.T, db store.DB) {
	for _, size := range []int{0, 1, 5000, 1 << 20} {
		value := bytes.Repeat([]byte{7}, size)
		update(t, db, func(tx store.Tx) { tx.Put("t", "k", value) })
		view(t, db, func(tx store.Tx) {
			if v, ok := tx.Get("t", "k"); !ok || !bytes.Equal(v, value) {
				t.Errorf("a value of %d bytes came back as %d, %t", size, len(v), ok)
			}
		})
	}
	update(t, db, func(tx store.Tx) { tx.Put("t", "nil", nil) })
	view(t, db, func(tx store.Tx) {
		if v, ok := tx.Get("t", "nil"); !ok || len(v) != 0 {
			t.Errorf("a nil value came back as %q, %t", v, ok)
		}
	})
}

func testBytes(t *testing.T, db store.DB) {
	given := []byte("given")
	var got, scanned []byte
	update(t, db, func(tx store.Tx) {
		tx.Put("t", "k", given)
		given[0] = 'X'
		got, _ = tx.Get("t", "k")
		got[1] = 'Y'
		for _, scanned = range tx.Scan("t", "", "") {
			scanned[2] = 'Z'
		}
		wantDump(t, tx, "t", "k=given")
	})
	for i := range 50 { // let the pages be used again
		update(t, db, func(tx store.Tx) { tx.Put("t", "k", bytes.Repeat([]byte{byte(i)}, 5000)) })
	}
	if string(got) != "gYven" || string(scanned) != "giZen" {
		t.Errorf("bytes changed after the transaction: %q, %q", got, scanned)
	}
}

func testReopen(t *testing.T, e Engine) {
	if e.Reopen == nil {
		t.Skip("the engine has no Reopen")
	}
	db := e.Open(t)
	update(t, db, func(tx store.Tx) { fill(tx, "t", "a", "b"); fill(tx, "u", "c") })
	for range 3 {
		db = e.Reopen(t, db)
		wantStored(t, db, "t", "a=a b=b")
		wantStored(t, db, "u", "c=c")
	}
	if err := db.Close(); err != nil {
		t.Errorf("close: %v", err)
	}
	if err := db.Close(); err != nil {
		t.Errorf("second close: %v", err)
	}
}
