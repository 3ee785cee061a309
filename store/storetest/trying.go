package storetest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"caunoi/store"
)

func testTryMany(t *testing.T, db store.DB) {
	const events, poison = 100, 10
	update(t, db, func(tx store.Tx) {
		for i := range events {
			err := tx.Try(func() {
				fill(tx, "t", fmt.Sprintf("%03d", i))
				tx.Put("last", "event", fmt.Appendf(nil, "%03d", i))
				if i%poison == 9 {
					tx.Fail(errMade)
					tx.Put("t", "after the failure", nil)
				}
			})
			if bad := i%poison == 9; bad != errors.Is(err, errMade) || !bad && err != nil {
				t.Errorf("event %d: Try returned %v", i, err)
			}
			if tx.Err() != nil {
				t.Fatalf("event %d left the failure %v behind", i, tx.Err())
			}
		}
	})
	view(t, db, func(tx store.Tx) {
		n := 0
		for k := range tx.Scan("t", "", "") {
			n++
			if strings.HasSuffix(k, "9") {
				t.Errorf("the poisoned event %s was kept", k)
			}
		}
		if n != events-events/poison {
			t.Errorf("%d events were kept, want %d", n, events-events/poison)
		}
		wantDump(t, tx, "last", "event=098")
	})
}

func testTryKinds(t *testing.T, db store.DB) {
	update(t, db, func(tx store.Tx) { fill(tx, "t", "a", "b", "c") })
	update(t, db, func(tx store.Tx) {
		tx.Put("t", "b", []byte("mine"))
		err := tx.Try(func() {
			tx.Put("t", "a", []byte("1"))
			tx.Put("t", "a", []byte("2"))
			tx.Delete("t", "b")
			tx.Delete("t", "c")
			tx.Put("t", "c", []byte("3"))
			tx.Delete("t", "c")
			fill(tx, "t", "d")
			fill(tx, "made in Try", "e")
			tx.Fail(errMade)
		})
		if !errors.Is(err, errMade) {
			t.Errorf("Try returned %v", err)
		}
		wantDump(t, tx, "t", "a=a b=mine c=c")
		wantDump(t, tx, "made in Try", "")
		tx.Put("t", "z", []byte("after"))
	})
	wantStored(t, db, "t", "a=a b=mine c=c z=after")
	view(t, db, func(tx store.Tx) {
		if err := tx.Try(func() { tx.Fail(errMade) }); !errors.Is(err, errMade) {
			t.Errorf("Try in a View returned %v", err)
		}
		wantDump(t, tx, "t", "a=a b=mine c=c z=after")
	})
}

func testTryNested(t *testing.T, db store.DB) {
	for _, c := range []struct {
		inner, outer error
		want         string
	}{
		{nil, nil, "in=in out=out over=in"},
		{errMade, nil, "out=out over=out"},
		{nil, errMade, "over=before"},
		{errMade, errMade, "over=before"},
	} {
		update(t, db, func(tx store.Tx) {
			for k := range tx.Scan("t", "", "") {
				tx.Delete("t", k)
			}
			tx.Put("t", "over", []byte("before"))
			outer := tx.Try(func() {
				fill(tx, "t", "out")
				tx.Put("t", "over", []byte("out"))
				inner := tx.Try(func() {
					fill(tx, "t", "in")
					tx.Put("t", "over", []byte("in"))
					fail(tx, c.inner)
				})
				if !errors.Is(inner, c.inner) {
					t.Errorf("%v in %v: the inner Try returned %v", c.inner, c.outer, inner)
				}
				fail(tx, c.outer)
			})
			if !errors.Is(outer, c.outer) {
				t.Errorf("%v in %v: the outer Try returned %v", c.inner, c.outer, outer)
			}
		})
		wantStored(t, db, "t", c.want)
	}
}

// fail calls Fail unless there is nothing to fail with.
func fail(tx store.Tx, err error) {
	if err != nil {
		tx.Fail(err)
	}
}

func testTryPanic(t *testing.T, db store.DB) {
	update(t, db, func(tx store.Tx) {
		fill(tx, "t", "a")
		err := tx.Try(func() {
			fill(tx, "t", "b")
			for range tx.Scan("t", "", "") {
				panic(errMade)
			}
		})
		p, ok := errors.AsType[*store.Panic](err)
		if !ok || p.Value != errMade || !errors.Is(err, errMade) {
			t.Fatalf("Try returned %#v, want a Panic of the value", err)
		}
		if !strings.Contains(string(p.Stack), "testTryPanic") {
			t.Errorf("the stack does not show where the panic was:\n%s", p.Stack)
		}
		fill(tx, "t", "c")
	})
	wantStored(t, db, "t", "a=a c=c")
}

func testTryEngine(t *testing.T, db store.DB) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	err := db.Update(ctx, func(tx store.Tx) {
		fill(tx, "t", "a")
		err := tx.Try(func() {
			fill(tx, "t", "b")
			cancel()
			fill(tx, "t", "c")
		})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("Try returned %v, want the engine's failure", err)
		}
		fill(tx, "t", "d")
		if !errors.Is(tx.Err(), context.Canceled) {
			t.Errorf("the transaction went on with %v", tx.Err())
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("update returned %v, want the engine's failure", err)
	}
	wantStored(t, db, "t", "")
}

func testDamage(t *testing.T, e Engine) {
	if e.Damage == nil {
		t.Skip("the engine has no Damage")
	}
	db := opened(t, e)
	update(t, db, func(tx store.Tx) { fill(tx, "t", "a", "b", "c") })
	e.Damage(t, db, "t", "b")
	if err := db.View(context.Background(), func(tx store.Tx) { tx.Get("t", "b") }); !errors.Is(err, store.ErrDamaged) {
		t.Errorf("Get of a damaged value: %v, want ErrDamaged", err)
	}
	wantStored(t, db, "t", "a=a c=c")
	update(t, db, func(tx store.Tx) {
		back := ""
		for k := range tx.Back("t", "", "") {
			back += k
		}
		if back != "ca" {
			t.Errorf("Back gave %q past a damaged value, want ca", back)
		}
		err := tx.Try(func() { fill(tx, "t", "x"); tx.Get("t", "b") })
		if !errors.Is(err, store.ErrDamaged) {
			t.Errorf("Try around a damaged value returned %v", err)
		}
		fill(tx, "t", "d")
	})
	wantStored(t, db, "t", "a=a c=c d=d")
	update(t, db, func(tx store.Tx) { tx.Put("t", "b", []byte("mended")) })
	wantStored(t, db, "t", "a=a b=mended c=c d=d")
}
