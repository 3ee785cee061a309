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
	Wants   string    `cbor:"7,keyasint,omitempty"` // the team that By was asked about, while the team's other group serves on
	Told    bool      `cbor:"8,keyasint,omitempty"` // that it serves no team was said there
	Warned  time.Time `cbor:"9,keyasint,omitempty"` // when somebody there was last told to stop hiding

	Topic   string `cbor:"10,keyasint,omitempty"` // in which of its topics it was linked, and is told everything; "" is the one that every group has
	WantsIn string `cbor:"11,keyasint,omitempty"` // the topic of Wants
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
func (g Group) Reader() Reader { return g.In(g.Topic) }

// In returns the group as somebody to be told something in one of its topics.
func (g Group) In(topic string) Reader { return Reader{Chat: g.Address, Topic: topic} }

// MoveGroup notes that a group lives elsewhere now, however often and from
// wherever that is heard (the API notes, A7). It reports false and changes
// nothing if a group lives there that serves a team: what is for one team never
// lands in the group of another (S13).
func MoveGroup(tx store.Tx, from, to Address) bool {
	g, ok := Groups.Get(tx, string(from))
	if !ok || from == to || g.Unit == "" {
		return true // one that serves no team is left where it is known, and the service finds it
	}
	if there, _ := Groups.Get(tx, string(to)); there.Unit != "" {
		return false
	}
	Groups.Delete(tx, string(from))
	g.Address, g.Dead, g.Topic = to, "", "" // where it was there were no topics
	Groups.Put(tx, g)
	return true
}

// MoveGroup notes that a group lives elsewhere now, and says there what still
// waits for it. What is on its way to the old place finds the new one by the
// service's refusal.
func (t *Turn) MoveGroup(from, to Address) bool {
	if !MoveGroup(t.Tx, from, to) {
		return false
	}
	t.Redirect(from, to, func(Message) bool { return true })
	return true
}
