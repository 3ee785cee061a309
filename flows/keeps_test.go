package flows

import (
	"fmt"
	"testing"

	"caunoi/flows/text"
	"caunoi/store"
)

// TestKept: the screen shows what each flow tells; the copy says the same and
// after it, flow by flow, everything in full.
func TestKept(t *testing.T) {
	r := newRig(t)
	says := func(words string) func(store.Tx, Member) text.List {
		return func(store.Tx, Member) text.List { return text.List{words} }
	}
	r.desk.Keeps(Keeper{Tell: says("reports: 2"), Copy: says("report one, report two")})
	r.desk.Keeps(Keeper{})
	r.desk.Keeps(Keeper{Tell: says("figures: 1")})
	r.desk.Keeps(Keeper{Copy: says("a list")})
	for all, want := range map[bool]string{
		false: "[reports: 2 figures: 1]",
		true:  "[reports: 2 report one, report two figures: 1 a list]",
	} {
		r.do(func(tx store.Tx) {
			if got := fmt.Sprint(r.desk.Kept(tx, Member{ID: "an"}, all)); got != want {
				t.Errorf("all %v: %s; want %s", all, got, want)
			}
		})
	}
}
