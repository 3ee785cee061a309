package flowtest

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/store"
)

// act does one line of a transcript.
func (p *play) act(line string) {
	words := strings.Fields(line)
	if strings.HasPrefix(line, "+") {
		d, err := time.ParseDuration(line[1:])
		if err != nil {
			p.t.Fatalf("%q: %v", line, err)
		}
		p.pass(d)
		return
	}
	if len(words) > 1 && !strings.HasSuffix(words[0], ":") {
		if !p.group(words) {
			p.arrange(line, words)
		}
		return
	}
	name, said, _ := strings.Cut(line, ":")
	p.says(name, strings.TrimSpace(said))
}

// arrange does a line that is nobody's saying: how things stand from here on.
func (p *play) arrange(line string, words []string) {
	switch {
	case words[0] == "at":
		at, err := time.ParseInLocation("2006-01-02 15:04", strings.Join(words[1:], " "), zone)
		if err != nil {
			p.t.Fatalf("%q: %v", line, err)
		}
		p.now = at
	case words[0] == "person":
		p.person(words[1], true, "", words[2:])
	case words[0] == "english":
		p.change(words[1], func(m *flows.Member) { m.Lang = text.English })
	case words[0] == "roster":
		p.person(words[1], false, words[len(words)-1], words[2:len(words)-1])
	case words[0] == "unit":
		p.unit(words[1:])
	case words[0] == "route":
		p.routes = append(p.routes, flows.Route{Category: strings.Trim(words[1], "*"), Unit: words[2], Office: words[3]})
		p.desk.Set.Routes = p.routes
	case words[0] == "consent" || words[0] == "form" && words[2] == "off":
		p.configure(words)
	case words[0] == "digests":
		p.digests()
	case words[0] == "period":
		p.period(words[1])
	case words[0] == "indicator":
		p.indicator(words[1:])
	case words[0] == "form":
		p.form(words[1:])
	case words[0] == "field":
		p.field(words[1:])
	case words[0] == "stranger":
		p.phone(words[1])
	case words[0] == "moves":
		p.moves(words[1], words[2:])
	case words[0] == "lose":
		p.phone(words[1]).lose = true
	case words[0] == "retires":
		p.update(func(tx store.Tx) {
			for _, post := range flows.PostsOf(tx, words[1], p.now) {
				post.To = p.now
				flows.Posts.Put(tx, post)
			}
		})
	case words[0] == "ends":
		p.change(words[1], func(m *flows.Member) { m.Ended = p.now })
	case words[0] == "leave":
		p.leave(words[1], words[2], words[3:])
	default:
		p.befalls(line, words[0], words[1:])
	}
}

// befalls does a line about what somebody, or the chat of somebody, meets with.
func (p *play) befalls(line, name string, what []string) {
	switch what[0] {
	case "floods":
		p.floods(name)
	case "becomes":
		p.merge(name, what[1])
	case "moves":
		p.move(name, what[2]) // to
	case "blocks":
		p.phone(name).blocked = true
		p.take(p.event(name, flows.Event{Kind: flows.Blocked}))
	case "dies":
		p.phone(name).blocked = true // the service will say so when something is sent
	case "opens":
		p.phone(name).blocked = false
		p.take(p.event(name, flows.Event{Kind: flows.Opened}))
	case "stalls", "answers":
		p.phone(name).down = what[0] == "stalls" // the service takes nothing for this chat
	default:
		p.t.Fatalf("do not know what %q means", line)
	}
}

// event fills in what every event of a person has.
func (p *play) event(name string, e flows.Event) flows.Event {
	who, group, inGroup := strings.Cut(name, "@")
	group, topic, _ := strings.Cut(group, "/")
	p.seq++
	e.ID, e.Seq = fmt.Sprintf("%s:u%d", channel, p.seq), p.seq
	e.At, e.Said = p.now, p.now.Truncate(time.Second)
	e.By, e.Chat, e.Private = flows.At(channel, who), flows.At(channel, who), true
	if inGroup {
		e.Chat, e.Private, e.Topic = groupAt(group), false, topic
	}
	if who == hidden {
		e.By, e.Hidden = "", true
	}
	if e.Message == "" {
		e.Message = fmt.Sprintf("u%d", p.seq)
	}
	return e
}

// says does a saying of a person.
func (p *play) says(name, said string) {
	ph := p.phone(strings.Split(name, "@")[0])
	switch {
	case strings.HasPrefix(said, "[") && strings.HasSuffix(said, "]"):
		p.press(name, said[1:len(said)-1])
	case strings.HasPrefix(said, "("):
		what, rest, _ := strings.Cut(said[1:], ")")
		p.sends(name, ph, strings.Fields(what), strings.TrimSpace(rest))
	case strings.HasPrefix(said, "re "):
		to, words, _ := strings.Cut(said[3:], " | ")
		p.replies(name, ph, to, words)
	case strings.HasPrefix(said, "burst "):
		p.burst(name, strings.Split(said[6:], " | "))
	case strings.HasPrefix(said, "edit "):
		old, words, _ := strings.Cut(said[5:], " | ")
		i := slices.IndexFunc(ph.own, func(m ownMessage) bool { return strings.HasPrefix(m.text, old) })
		if i < 0 {
			p.t.Fatalf("%s never said %q", name, old)
		}
		ph.own[i].text = words
		p.take(p.event(name, flows.Event{Kind: flows.Edited, Text: words, Message: ph.own[i].id}))
	default:
		p.tell(name, ph, flows.Event{Kind: flows.Said, Text: strings.ReplaceAll(said, `\n`, "\n")})
	}
}

// tell sends a message and remembers it as the person's own.
func (p *play) tell(name string, ph *phone, e flows.Event) {
	e = p.event(name, e)
	ph.own = append(ph.own, ownMessage{e.Message, e.Text})
	p.take(e)
}

// lookFor finds the newest message with these words, the bot's or the
// person's own.
func (p *play) lookFor(ph *phone, words string) string {
	if words == "?" {
		return "unknown" // a message that the bot does not know
	}
	for i := len(ph.messages) - 1; i >= 0; i-- {
		if strings.Contains(ph.messages[i].text, words) {
			return ph.messages[i].id
		}
	}
	for i := len(ph.own) - 1; i >= 0; i-- {
		if strings.Contains(ph.own[i].text, words) {
			return ph.own[i].id
		}
	}
	p.t.Fatalf("%s has no message with %q", ph.name, words)
	return ""
}

// sends sends something that is not words alone.
func (p *play) sends(name string, ph *phone, what []string, caption string) {
	e := flows.Event{Kind: flows.Said, Text: caption}
	switch what[0] {
	case "press":
		p.take(p.event(name, flows.Event{Kind: flows.Pressed, Press: strings.Join(what[1:], " ")}))
		return
	case "album":
		n, err := strconv.Atoi(what[1])
		if err != nil {
			p.t.Fatal(err)
		}
		album := fmt.Sprintf("album%d", p.seq)
		for i := range n {
			e.Album, e.Files = album, []flows.File{{Kind: flows.Photo, Channel: channel, Ref: fmt.Sprintf("f%d", i)}}
			p.tell(name, ph, e)
			e.Text = ""
		}
		return
	case "place":
		lat, _ := strconv.ParseFloat(what[1], 64)
		lon, _ := strconv.ParseFloat(what[2], 64)
		e.Place = &flows.Place{Lat: lat, Lon: lon}
	case "sheet":
		e.Text = "/start " + p.sheets[what[1]]
	case "link":
		e.Text = "/start " + p.link(what[1])
	case "code":
		e.Text = p.link(what[1])
	case "digits":
		e.Text = p.digits(what[1])
	case "contact":
		e.Contact = &flows.Contact{Phone: what[1], Own: true}
	case "card":
		e.Contact = &flows.Contact{Phone: what[1]}
	case "forwarded":
		e.Contact = &flows.Contact{Phone: what[1], Own: true, Forwarded: true}
	default:
		f := flows.File{Kind: flows.FileKind(what[0]), Channel: channel, Ref: fmt.Sprintf("f%d", p.seq)}
		if len(what) > 1 {
			f.Seconds, f.Size = measured(p.t, what[1])
		}
		e.Files = []flows.File{f}
	}
	p.tell(name, ph, e)
}

// link is the code of the newest link that somebody was shown.
func (p *play) link(name string) string {
	return p.shownTo(name, regexp.MustCompile(`\?start=(\S+)`))
}

// digits are the newest six digits that somebody was shown on a line of their own.
func (p *play) digits(name string) string {
	return p.shownTo(name, regexp.MustCompile(`(?m)^(\d{3} \d{3})$`))
}

// shownTo finds what matches in the newest message that has it.
func (p *play) shownTo(name string, what *regexp.Regexp) string {
	for _, m := range slices.Backward(p.phone(name).messages) {
		if found := what.FindStringSubmatch(m.text); found != nil {
			return found[1]
		}
	}
	p.t.Fatalf("%s was shown nothing like %s", name, what)
	return ""
}

// press presses the button of the newest message that has one of this label.
// Without buttons it types the number of the newest menu, or the verb and the
// code. What stands in a group is pressed there.
func (p *play) press(name, label string) {
	ph, group := p.where(name)
	newest := true
	for i := len(ph.messages) - 1; i >= 0; i-- {
		m := ph.messages[i]
		n := slices.IndexFunc(m.buttons, func(b flows.Button) bool { return b.Label == label })
		if n < 0 {
			newest = newest && !m.hint
			continue
		}
		do := m.buttons[n].Do
		switch {
		case do == "":
			p.t.Fatalf("%s: the button %q asks the phone for something; send that", ph.name, label)
		case p.weather == NoButtons && m.hint && newest && !group:
			p.take(p.event(name, flows.Event{Kind: flows.Said, Text: strconv.Itoa(n + 1)}))
		case p.weather == NoButtons && typed(do) && !group:
			p.take(p.event(name, flows.Event{Kind: flows.Said, Text: strings.ToUpper(do)}))
		default:
			p.take(p.event(name, flows.Event{Kind: flows.Pressed, Press: do, Message: m.id}))
		}
		return
	}
	p.t.Fatalf("%s sees no button %q", ph.name, label)
}

// typed reports whether people know the verb as one to type.
func typed(do string) bool {
	verb, _, _ := strings.Cut(do, " ")
	return slices.Contains([]string{"nhan", "hoi", "xong", "mo"}, verb)
}
