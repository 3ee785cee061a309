package flows

import (
	"time"

	"caunoi/store"
)

// A Group is a chat of several people that serves a team.
type Group struct {
	Address Address   `cbor:"1,keyasint"`
	Unit    string    `cbor:"2,keyasint,omitempty"` // the team it serves; "" while none is named, and then nothing is sent there
	Since   time.Time `cbor:"3,keyasint"`
	By      string    `cbor:"4,keyasint,omitempty"` // the member who linked it
	Dead    string    `cbor:"5,keyasint,omitempty"` // why nothing can be sent there: "removed", "muted", a short code of the service; "" is alive
	Reads   bool      `cbor:"6,keyasint,omitempty"` // the service hands over all that is written there
}

// Groups holds the group chats that the bot is or was in, by address.
var Groups = store.NewTable("group", func(g Group) string { return string(g.Address) }).
	Index("unit", func(g Group) []string {
		if g.Unit == "" {
			return nil
		}
		return []string{store.Key(g.Unit)}
	})

// GroupOf returns the group that serves a team and can be sent to.
func GroupOf(tx store.Tx, unit string) (Group, bool) {
	for g := range Groups.Under(tx, "unit", store.Key(unit)) {
		if g.Dead == "" {
			return g, true
		}
	}
	return Group{}, false
}

// Reader returns the group as somebody to be told something.
func (g Group) Reader() Reader { return Reader{Chat: g.Address} }

// MoveGroup notes that a group lives elsewhere now, however often and from
// wherever that is heard (the API notes, A7).
func MoveGroup(tx store.Tx, from, to Address) {
	g, ok := Groups.Get(tx, string(from))
	if !ok || from == to {
		return
	}
	Groups.Delete(tx, string(from))
	if there, ok := Groups.Get(tx, string(to)); ok && g.Unit == "" {
		g = there
	}
	g.Address, g.Dead = to, ""
	Groups.Put(tx, g)
}
