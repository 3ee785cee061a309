package group

import "caunoi/flows"

// Topicless takes it that the topic in which a message was to be shown was closed or
// deleted. If it is the one that the group was linked in, the group is told in the
// one that every group has from now on; if that one is closed, the group cannot be
// written to. The administrators over the team are told of either.
func Topicless(t *flows.Turn, m flows.Message) {
	g, ok := flows.Groups.Get(t.Tx, string(m.To))
	switch {
	case !ok || g.Unit == "":
	case m.Topic == "" && g.Topic == "":
		tell(t, g.Unit, "group.topic.none")
	case m.Topic == g.Topic:
		g.Topic = ""
		flows.Groups.Put(t.Tx, g)
		tell(t, g.Unit, "group.topic.closed")
	}
}
