package flowtest

import (
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// A Sheet makes the code that links the group of a team, as enroll does.
type Sheet func(tx store.Tx, set flows.Settings, unit string, at time.Time) (code string, until time.Time, err error)

// hidden is the name of somebody whom the service does not name.
const hidden = "?"

// groupAt is the address of a group.
func groupAt(name string) flows.Address { return flows.At(channel, "group-"+name) }

// group does a line about a group. It reports false if the line is not.
func (p *play) group(words []string) bool {
	switch line := strings.Join(words, " "); {
	case words[0] == "sheet":
		p.update(func(tx store.Tx) {
			code, _, err := p.sheet(tx, settings(), words[1], p.now)
			if err != nil {
				p.t.Fatal(err)
			}
			p.sheets[words[1]] = code
		})
	case words[0] == "topic":
		place, end := strings.Join(words[1:len(words)-1], " "), words[len(words)-1]
		name, topic, _ := strings.Cut(place, "/")
		ph := p.phone("group-" + name)
		if ph.closed == nil {
			ph.closed = map[string]bool{}
		}
		ph.closed[topic] = end == "closes"
	case words[0] == "menu":
		p.seen = append(p.seen, p.phone(words[1]).menu)
	case words[0] == "down" || words[0] == "up":
		p.phone("group-" + words[1]).down = words[0] == "down"
	case strings.HasPrefix(line, "bot enters "):
		p.phone("group-" + words[2]).blocked = false
		e := flows.Event{Kind: flows.Entered, Standing: flows.MayWrite}
		if len(words) > 3 {
			e.Standing = flows.Standing(words[3])
		}
		p.take(p.event(hidden+"@"+words[2], e))
	case strings.HasPrefix(line, "bot leaves "):
		p.phone("group-" + words[2]).blocked = true
		p.take(p.event(hidden+"@"+words[2], flows.Event{Kind: flows.Removed}))
	case words[0] == "group" && strings.HasPrefix(words[2], "move"):
		p.phone("group-" + words[1]).moved = "group-" + words[4]
		if words[2] == "moves" {
			p.take(p.event(hidden+"@"+words[1], flows.Event{Kind: flows.Migrated, To: groupAt(words[4])}))
		}
	case words[0] == "told":
		p.take(p.event(hidden+"@"+words[2], flows.Event{Kind: flows.Migrated, To: groupAt(words[4])}))
	default:
		return false
	}
	return true
}

// replies answers the newest message that holds some words: of the group, if it
// is said there, else of the person's own chat.
func (p *play) replies(name string, ph *phone, to, words string) {
	where, _ := p.where(name)
	e := flows.Event{Kind: flows.Said, Text: words, ReplyTo: p.lookFor(where, to)}
	if what, ok := strings.CutPrefix(words, "("); ok { // a file in answer
		kind, caption, _ := strings.Cut(what, ")")
		e.Text = strings.TrimSpace(caption)
		e.Files = []flows.File{{Kind: flows.FileKind(kind), Channel: channel, Ref: "answer"}}
	}
	p.tell(name, ph, e)
}

// where is the chat in which somebody says something, and whether it is a group's.
func (p *play) where(name string) (chat *phone, group bool) {
	who, place, group := strings.Cut(name, "@")
	if !group {
		return p.phone(who), false
	}
	of, _, _ := strings.Cut(place, "/")
	return p.phone("group-" + of), true
}

// does carries out what is not to be read: the bot leaves a group, or sets the
// menu of a chat.
func (p *play) does(s flows.Sending, to *phone) flows.Outcome {
	switch s.Message.Deed {
	case flows.Leave:
		to.blocked = true
		p.seen = append(p.seen, "    "+to.label("")+" → the bot leaves\n")
	case flows.Menu:
		to.menu = ""
		for _, b := range s.Buttons {
			to.menu += "    /" + b.Do + " " + b.Label + "\n"
		}
	case flows.Delete:
		return p.deletes(s.Message.Standing(), to)
	}
	return flows.Outcome{Result: flows.Done}
}
