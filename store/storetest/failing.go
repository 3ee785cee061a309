package storetest

import (
	"context"
	"errors"
	"strconv"
	"sync"
	"testing"

	"caunoi/store"
)

func testError(t *testing.T, db store.DB) {
	update(t, db, func(tx store.Tx) { fill(tx, "t", "a") })
	err := db.Update(context.Background(), func(tx store.Tx) {
		tx.Put("t", "a", []byte("changed"))
		fill(tx, "t", "b")
		fill(tx, "new", "c")
		tx.Fail(errMade)
		tx.Fail(errors.New("a later failure"))
	})
	if !errors.Is(err, errMade) {
		t.Errorf("update returned %v, want the first failure", err)
	}
	wantStored(t, db, "t", "a=a")
	wantStored(t, db, "new", "")
	if err := db.View(context.Background(), func(tx store.Tx) { tx.Fail(errMade) }); !errors.Is(err, errMade) {
		t.Errorf("view returned %v, want its failure", err)
	}
}

func testPanic(t *testing.T, db store.DB) {
	update(t, db, func(tx store.Tx) { fill(tx, "t", "a") })
	for _, run := range []func(context.Context, func(store.Tx)) error{db.Update, db.View} {
		func() {
			defer func() {
				if v := recover(); v != "made" {
					t.Errorf("recovered %v, want the value of the panic", v)
				}
			}()
			err := run(context.Background(), func(tx store.Tx) {
				tx.Delete("t", "a")
				panic("made")
			})
			t.Errorf("the panic ended in the engine, which returned %v", err)
		}()
	}
	wantStored(t, db, "t", "a=a")
	update(t, db, func(tx store.Tx) { fill(tx, "t", "b") })
	wantStored(t, db, "t", "a=a b=b")
}

func testSticky(t *testing.T, db store.DB) {
	update(t, db, func(tx store.Tx) { fill(tx, "t", "a", "b", "c") })
	err := db.Update(context.Background(), func(tx store.Tx) {
		seen := 0
		for range tx.Scan("t", "", "") {
			seen++
			tx.Fail(errMade)
		}
		if seen != 1 {
			t.Errorf("a scan went on for %d pairs after the failure", seen-1)
		}
		if !errors.Is(tx.Err(), errMade) {
			t.Errorf("Err is %v, want the failure", tx.Err())
		}
		if v, ok := tx.Get("t", "a"); ok || v != nil {
			t.Errorf("Get found %q after the failure", v)
		}
		if err := tx.Try(func() { t.Error("Try ran after the failure") }); !errors.Is(err, errMade) {
			t.Errorf("Try returned %v, want the failure", err)
		}
	})
	if !errors.Is(err, errMade) {
		t.Errorf("update returned %v, want the failure", err)
	}
}

func testInvalid(t *testing.T, db store.DB) {
	for name, f := range map[string]func(tx store.Tx){
		"an empty key":       func(tx store.Tx) { tx.Put("t", "", nil) },
		"an empty table":     func(tx store.Tx) { tx.Put("", "k", nil) },
		"an unknown index":   func(tx store.Tx) { noTable().Under(tx, "none", "x")(func(int) bool { return true }) },
		"a record of no key": func(tx store.Tx) { noTable().Put(tx, 1) },
	} {
		if err := db.Update(context.Background(), f); !errors.Is(err, store.ErrInvalid) {
			t.Errorf("%s: update returned %v, want ErrInvalid", name, err)
		}
	}
	if err := db.View(context.Background(), func(tx store.Tx) { tx.Put("t", "k", nil) }); !errors.Is(err, store.ErrInvalid) {
		t.Errorf("writing in a View: %v, want ErrInvalid", err)
	}
	view(t, db, func(tx store.Tx) {
		if _, ok := tx.Get("t", ""); ok {
			t.Error("there is something under the empty key")
		}
	})
}

// noTable is a table of records without keys.
func noTable() *store.Table[int] {
	return store.NewTable("none", func(int) string { return "" })
}

func testCancelled(t *testing.T, db store.DB) {
	ctx, cancel := context.WithCancel(context.Background())
	err := db.Update(ctx, func(tx store.Tx) {
		fill(tx, "t", "a")
		cancel()
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("an update cancelled before its commit returned %v", err)
	}
	wantStored(t, db, "t", "")
	for _, run := range []func(context.Context, func(store.Tx)) error{db.Update, db.View} {
		if err := run(ctx, func(store.Tx) { t.Error("ran in a cancelled context") }); !errors.Is(err, context.Canceled) {
			t.Errorf("in a cancelled context: %v", err)
		}
	}
}

func testConcurrent(t *testing.T, db store.DB) {
	const writers, rounds = 20, 5
	var wg sync.WaitGroup
	for range writers {
		wg.Go(func() {
			for range rounds {
				err := db.Update(context.Background(), func(tx store.Tx) {
					v, _ := tx.Get("t", "n")
					n, _ := strconv.Atoi(string(v))
					tx.Put("t", "n", []byte(strconv.Itoa(n+1)))
				})
				if err != nil {
					t.Errorf("update: %v", err)
				}
				if err := db.View(context.Background(), func(tx store.Tx) { tx.Get("t", "n") }); err != nil {
					t.Errorf("view: %v", err)
				}
			}
		})
	}
	wg.Wait()
	wantStored(t, db, "t", "n="+strconv.Itoa(writers*rounds))
}

func testNested(t *testing.T, db store.DB) {
	ctx := context.Background()
	nothing := func(store.Tx) { t.Error("ran inside a transaction") }
	inside := func(store.Tx) {
		for name, err := range map[string]error{"View": db.View(ctx, nothing), "Update": db.Update(ctx, nothing), "Close": db.Close()} {
			if !errors.Is(err, store.ErrNested) {
				t.Errorf("%s inside a transaction: %v, want ErrNested", name, err)
			}
		}
	}
	view(t, db, inside)
	update(t, db, inside)
	update(t, db, func(tx store.Tx) { fill(tx, "t", "a") })
	wantStored(t, db, "t", "a=a")
}

func testEnd(t *testing.T, db store.DB) {
	var over store.Tx
	update(t, db, func(tx store.Tx) { fill(tx, "t", "a"); over = tx })
	over.Put("t", "b", nil)
	over.Delete("t", "a")
	if _, ok := over.Get("t", "a"); ok {
		t.Error("a transaction found something after its end")
	}
	for range over.Scan("t", "", "") {
		t.Error("a transaction scanned something after its end")
	}
	if !errors.Is(over.Err(), store.ErrClosed) {
		t.Errorf("Err after the end is %v, want ErrClosed", over.Err())
	}
	wantStored(t, db, "t", "a=a")
	if err := db.Close(); err != nil {
		t.Errorf("close: %v", err)
	}
	if err := db.View(context.Background(), func(store.Tx) {}); !errors.Is(err, store.ErrClosed) {
		t.Errorf("view after Close: %v, want ErrClosed", err)
	}
	if err := db.Update(context.Background(), func(store.Tx) {}); !errors.Is(err, store.ErrClosed) {
		t.Errorf("update after Close: %v, want ErrClosed", err)
	}
}
