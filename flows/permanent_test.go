package flows

import (
	"testing"

	"caunoi/store"
)

// A permanent failure is what a channel says of a chat that will not get
// better by itself.
type permanent struct {
	group bool
	o     Outcome
	want  string // what is then on record of the chat: its address, and why it is dead
}

// permanents is every reason of the channels for a chat that is closed or lives
// elsewhere (reliability P19).
func permanents() []permanent {
	var all []permanent
	for _, why := range []string{
		"blocked", "deactivated", "never started", "is a bot", "not found", "no rights", "closed", "token of another bot", "",
	} {
		want := why
		if why == "" {
			want = "closed"
		}
		all = append(all, permanent{false, Outcome{Result: Gone, Why: why}, "rich:an/" + want})
	}
	for _, why := range []string{
		"kicked", "not a member", "deleted", "deactivated", "not found", "no rights", "topic closed", "closed", "muted", "removed", "is a bot", "",
	} {
		want := why
		if why == "" {
			want = "closed"
		}
		all = append(all, permanent{true, Outcome{Result: Gone, Why: why}, "rich:-5/" + want})
	}
	return append(all,
		permanent{false, Outcome{Result: Moved, To: "rich:new"}, "rich:new/"},
		permanent{true, Outcome{Result: Moved, To: "rich:-1005"}, "rich:-1005/"},
		permanent{true, Outcome{Result: Done, To: "rich:-1005"}, "rich:-1005/"},
		permanent{false, Outcome{Result: Done, To: "rich:new"}, "rich:new/"},
	)
}

// TestPermanentFailures: each of them changes what is on record of the person
// or the group, also when it is heard again.
func TestPermanentFailures(t *testing.T) {
	if n := len(permanents()); n < 25 {
		t.Errorf("%d cases, want at least 25", n)
	}
	for _, x := range permanents() {
		r, an, _ := settling(t)
		chat := an
		if x.group {
			chat = "rich:-5"
			r.do(func(tx store.Tx) { Groups.Put(tx, Group{Address: chat, Unit: "11"}) })
		}
		var ids []string
		r.turn(an, func(t *Turn) {
			for range 2 {
				ids = append(ids, t.Say(Reader{Chat: chat}, Note{Key: "x", Lane: Answer, About: About{Kind: "matter", Code: "1"}}))
			}
		})
		for _, id := range ids { // it is heard twice, and means the same
			sending, ok := r.claim(id)
			if !ok {
				t.Fatalf("group %v, %+v: the message cannot be claimed", x.group, x.o)
			}
			r.settle(sending, x.o)
		}
		if got := r.onRecord(x.group); got != x.want {
			t.Errorf("group %v, %+v: on record is %q, want %q", x.group, x.o, got, x.want)
		}
	}
}

// onRecord is what is known of the chat of the person, or of the only group.
func (r *rig) onRecord(group bool) string {
	r.Helper()
	var at string
	r.do(func(tx store.Tx) {
		if !group {
			m, _ := Members.Get(tx, "an")
			at = string(m.Homes[0].Address) + "/" + m.Homes[0].Dead
			return
		}
		n := 0
		for g := range Groups.All(tx) {
			at = string(g.Address) + "/" + g.Dead
			n++
		}
		if n != 1 {
			r.Errorf("%d groups on record, want one", n)
		}
	})
	return at
}
