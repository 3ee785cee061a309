package directive

import (
	"fmt"
	"testing"

	"caunoi/flows"
	"caunoi/store"
)

// TestAgainInSlices: those who failed are tried once more, slice after slice, each
// once, also if the process ends meanwhile; who cannot be reached still fails.
func TestAgainInSlices(t *testing.T) {
	o := newOffice(t, 150)
	const shut = 100 // of whom one in so many has left the chat
	o.do(func(tx store.Tx) {
		for i := range 450 {
			who := fmt.Sprintf("m%d.%d", i/3, i%3)
			r := Receiver{Directive: 1, N: int64(i + 1), Member: who, Unit: fmt.Sprintf("T%d", i/3), Commune: "C", State: Failed, Why: "blocked"}
			Receivers.Put(tx, r)
			if i%shut == 0 {
				m, _ := flows.Members.Get(tx, who)
				m.Homes[0].Dead = "blocked"
				flows.Members.Put(tx, m)
			}
		}
		Directives.Put(tx, Directive{Number: 1, State: Sent, By: "quan", At: o.now, Begun: o.now, Text: "rà soát", Places: []string{"11"}, Whom: ToMembers, Ask: ToConfirm, Count: 450})
	})
	o.press("quan", "cdlai 1")
	if said := o.tally(); said.Waits > atATime {
		t.Errorf("%d wait after one turn, of which each takes %d at most", said.Waits, atATime)
	}
	o.tick()
	o.open()
	o.run()
	if got := o.tally(); got.Has != 445 || got.Failed != 5 || got.All() != 450 {
		t.Errorf("in the end %+v; want 445 who have it and 5 who cannot", got)
	}
	for who, n := range o.seen {
		if n > 1 && who != flows.At("test", "quan") {
			t.Errorf("%s was shown it %d times", who, n)
		}
	}
}

func (o *office) tally() (c Tally) {
	o.do(func(tx store.Tx) { c = TallyOf(tx, 1) })
	return c
}
