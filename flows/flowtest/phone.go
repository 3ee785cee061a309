package flowtest

import (
	"strings"
	"time"

	"caunoi/flows"
)

// A phone is one chat as its person sees it.
type phone struct {
	name     string
	messages []message
	own      []ownMessage
	blocked  bool
	lose     bool
	closed   map[string]bool // the topics of a group in which nothing can be said; "" is the one that every group has
	down     bool            // the service does not take what is sent here
	moved    string          // the chat it has become
	menu     string          // of commands, a line each
}

// A message is something the phone shows.
type message struct {
	id, text string
	buttons  []flows.Button
	hint     bool
	at       time.Time // when it was first shown
}

// An ownMessage is something its person said.
type ownMessage struct{ id, text string }

// phone returns the phone of a name.
func (p *play) phone(name string) *phone {
	if p.phones[name] == nil {
		p.phones[name] = &phone{name: name}
	}
	return p.phones[name]
}

// label is how a transcript calls a chat, or a topic of it.
func (ph *phone) label(topic string) string {
	group, ok := strings.CutPrefix(ph.name, "group-")
	switch {
	case !ok:
		return ph.name
	case topic != "":
		return "[" + group + "/" + topic + "]"
	}
	return "[" + group + "]"
}
