package flows

import (
	"slices"
	"testing"

	"caunoi/store"
)

// What one start named, the next does not name again unless it left meanwhile.
func TestUnclaim(t *testing.T) {
	r, an, words := carded(t, "rich")
	id, _ := r.shows(an, 1, false)
	r.send(id, "b1")
	*words = "two"
	r.shows(an, 1, false)
	if _, ok := r.claim(id); !ok { // …and here the process is killed
		t.Fatal("not claimed")
	}
	for i, want := range [][]string{{id}, nil} {
		var got []string
		r.do(func(tx store.Tx) { got = Unclaim(tx) })
		if !slices.Equal(got, want) {
			t.Errorf("start %d names %q, want %q", i+1, got, want)
		}
	}
	if s, ok := r.claim(id); !ok || s.Text != "w two" || s.Edit != "b1" {
		t.Errorf("after the restarts it is claimed: %v, %q in place of %q; want w two in place of b1", ok, s.Text, s.Edit)
	}
}
