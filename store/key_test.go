package store_test

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"caunoi/store"
)

// level is a type defined from an integer, as flows have them.
type level uint8

// parts makes random parts of a key: a string, a number, a time and two in
// descending order.
func parts(r *rand.Rand) []any {
	text := func() string {
		b := make([]byte, r.IntN(4))
		for i := range b {
			b[i] = []byte{0, 1, 2, 'a', 0xfe, 0xff}[r.IntN(6)]
		}
		return string(b)
	}
	number := func() int64 {
		n := []int64{0, 1, 127, 128, 255, 256, 65535, 65536, math.MaxInt64, math.MinInt64, math.MinInt64 + 1}[r.IntN(11)]
		if r.IntN(2) == 0 {
			return n
		}
		return -n
	}
	at := time.UnixMicro(r.Int64N(1<<r.IntN(62)) - 1<<20)
	return []any{text(), number(), at, text(), number()}
}

// build makes the key of parts; the last two are in descending order.
func build(p []any) string {
	return store.Key(p[0], p[1], p[2], store.Desc(p[3], p[4]))
}

// compareParts compares part by part, as keys should.
func compareParts(a, b []any) int {
	for i := range a {
		var c int
		switch x := a[i].(type) {
		case string:
			c = strings.Compare(x, b[i].(string))
		case int64:
			c = cmp.Compare(x, b[i].(int64))
		case time.Time:
			c = x.Compare(b[i].(time.Time))
		}
		if i >= 3 {
			c = -c
		}
		if c != 0 {
			return c
		}
	}
	return 0
}

func TestKeySortsAsItsParts(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	all := make([][]any, 600)
	for i := range all {
		all[i] = parts(r)
	}
	for _, a := range all {
		for _, b := range all {
			if got, want := strings.Compare(build(a), build(b)), compareParts(a, b); got != want {
				t.Fatalf("keys of %q and %q compare as %d, want %d", a, b, got, want)
			}
		}
	}
}

func TestKeyPrefix(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 20000 {
		a, b := parts(r), parts(r)
		n := 1 + r.IntN(3)
		from, to := store.Prefix(store.Key(a[:n]...))
		key := build(b)
		in := key >= from && (to == "" || key < to)
		if want := compareParts(a[:n], b[:n]) == 0; in != want {
			t.Fatalf("the key of %q is in the range of %q: %t, want %t", b, a[:n], in, want)
		}
	}
}

func TestKeyOfDefinedTypes(t *testing.T) {
	for _, c := range []struct{ a, b any }{
		{level(3), 3}, {uint8(200), int64(200)}, {int32(-5), -5}, {uint64(7), 7}, {strings.Builder{}, nil},
	} {
		func() {
			defer func() {
				if v := recover(); (v != nil) != (c.b == nil) {
					t.Errorf("Key(%T) panicked with %v", c.a, v)
				}
			}()
			if a, b := store.Key(c.a), store.Key(c.b); a != b {
				t.Errorf("Key(%T) is %x, and that of %T is %x", c.a, a, c.b, b)
			}
		}()
	}
}

// TestKeyForm holds the stored form: a change of it loses every index.
func TestKeyForm(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{store.Key("ab", 5), "ab\x00\x81\x05"},
		{store.Key("a\x00\x01\x02"), "a\x01\x01\x01\x02\x02\x00"},
		{store.Key(0, -1, -256, 256), "\x80\x7f\x7e\x00\x82\x01\x00"},
		{store.Key(time.UnixMicro(1)), "\x81\x01"},
		{store.Key(store.Desc("a", 1)), "\x9e\xff\x7e\xfe"},
	} {
		if c.got != c.want {
			t.Errorf("key is %q, want %q", c.got, c.want)
		}
	}
}

func TestNext(t *testing.T) {
	for prefix, want := range map[string]string{"a": "b", "a\xff": "b", "\xff\xff": "", "": "", "a\x00": "a\x01"} {
		if got := store.Next(prefix); got != want {
			t.Errorf("after %q comes %q, want %q", prefix, got, want)
		}
	}
	if keys := []string{store.Key(time.UnixMicro(5)), store.Key(time.UnixMicro(6))}; !slices.IsSorted(keys) {
		t.Errorf("times are not sorted: %q", keys)
	}
}
