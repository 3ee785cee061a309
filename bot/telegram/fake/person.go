package fake

import (
	"fmt"
	"maps"
	"strconv"
)

// A Person writes to the bot: in private, or in a group (In).
type Person struct {
	ID   int64
	Name string

	s     *Server
	chat  int64
	topic int64
}

// Person makes somebody who has pressed Start before, so that the bot can
// write first.
func (s *Server) Person(id int64, name string) *Person {
	p := s.Stranger(id, name)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.chats[id].started = true
	return p
}

// Stranger makes somebody who never wrote to the bot; writing is pressing Start.
func (s *Server) Stranger(id int64, name string) *Person {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p, ok := s.people[id]; ok {
		return p
	}
	p := &Person{ID: id, Name: name, s: s, chat: id}
	s.people[id] = p
	s.chats[id] = &chat{id: id, title: name, byID: map[int64]*shown{}}
	return p
}

// Group makes a group with the bot in it.
func (s *Server) Group(id int64, title string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.chats[id] = &chat{id: id, group: true, title: title, started: true, status: "member", byID: map[int64]*shown{}}
}

// In returns the same person, writing in a group.
func (p *Person) In(group int64) *Person {
	q := *p
	q.chat = group
	return &q
}

// json is the person as the Bot API shows people.
func (p *Person) json() map[string]any {
	return map[string]any{"id": p.ID, "is_bot": false, "first_name": p.Name, "language_code": "vi"}
}

// send puts a message into the chat and queues the update. more is added to
// its fields.
func (p *Person) send(what string, m *shown, more map[string]any) int64 {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	c := p.s.chats[p.chat]
	if c == nil {
		panic(fmt.Sprintf("fake: %s writes in chat %d, which is not there", p.Name, p.chat))
	}
	c.started = true
	m.from, m.topic = p, p.topic
	p.s.add(c, m)
	p.s.note(m, what)
	fields := p.s.json(m)
	if at := c.byID[m.replyTo]; at != nil {
		fields["reply_to_message"] = p.s.json(at)
	}
	maps.Copy(fields, more)
	p.s.push("message", fields)
	return m.id
}

// Say sends a text and returns the id of the message.
func (p *Person) Say(text string) int64 { return p.send("say", &shown{text: text}, nil) }

// Reply sends a text that answers a message.
func (p *Person) Reply(message int64, text string) int64 {
	return p.send("say", &shown{text: text, replyTo: message}, nil)
}

// Send sends a message with fields of the Bot API given as they are, for what
// has no method of its own.
func (p *Person) Send(fields map[string]any) int64 { return p.send("send", &shown{}, fields) }

// Contact sends a contact card, the person's own or another's.
func (p *Person) Contact(phone string, own bool) int64 {
	card := map[string]any{"phone_number": phone, "first_name": p.Name}
	if own {
		card["user_id"] = p.ID
	}
	return p.send("contact", &shown{text: phone}, map[string]any{"contact": card, "text": ""})
}

// Place sends a point on the map.
func (p *Person) Place(lat, lon float64) int64 {
	at := map[string]any{"latitude": lat, "longitude": lon}
	return p.send("place", &shown{text: fmt.Sprintf("%.5f, %.5f", lat, lon)}, map[string]any{"location": at, "text": ""})
}

// file sends a file.
func (p *Person) file(kind, name, caption, album string, data []byte) int64 {
	p.s.mu.Lock()
	b := p.s.store(kind, name, data)
	p.s.mu.Unlock()
	f := File{Kind: kind, ID: b.id, Name: name, Size: b.size}
	return p.send(kind, &shown{text: caption, files: []File{f}, album: album}, nil)
}

// Photo sends a picture.
func (p *Person) Photo(caption string) int64 {
	return p.file("photo", "", caption, "", picture(caption))
}

// picture is bytes that begin as a JPEG does.
func picture(text string) []byte { return append([]byte("\xff\xd8\xff\xe0 a picture: "), text...) }

// Voice sends a voice message.
func (p *Person) Voice() int64 { return p.file("voice", "", "", "", []byte("OggS a voice")) }

// Document sends a document.
func (p *Person) Document(name string, data []byte) int64 {
	return p.file("document", name, "", "", data)
}

// Sticker sends a sticker.
func (p *Person) Sticker() int64 { return p.file("sticker", "", "", "", []byte("RIFF a sticker")) }

// Album sends n pictures at once, the caption under the first.
func (p *Person) Album(n int, caption string) []int64 {
	p.s.mu.Lock()
	album := "album-" + strconv.FormatInt(p.s.id(), 10)
	p.s.mu.Unlock()
	ids := make([]int64, n)
	for i := range ids {
		ids[i] = p.file("photo", "", caption, album, picture(strconv.Itoa(i)))
		caption = ""
	}
	return ids
}

// Edit changes a message that the person sent.
func (p *Person) Edit(message int64, text string) error {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	c := p.s.chats[p.chat]
	if c == nil || c.byID[message] == nil || c.byID[message].from == nil {
		return errNoChat
	}
	m := c.byID[message]
	m.text, m.edited = text, true
	p.s.note(m, "change")
	fields := p.s.json(m)
	fields["edit_date"] = p.s.opt.Now().Unix()
	p.s.push("edited_message", fields)
	return nil
}

// Press presses the button with that label or data on a message, 0 for the
// newest message that has it. A button of the phone's keyboard sends what it
// asks for.
func (p *Person) Press(message int64, button string) error {
	p.s.mu.Lock()
	b, m := p.find(message, button)
	p.s.mu.Unlock()
	switch {
	case m == nil:
		return errNoChat
	case b.Want == "contact":
		p.Contact("+84900000001", true)
	case b.Want == "place":
		p.Place(22.0625, 102.375)
	case b.Data == "":
		p.Say(b.Label)
	default:
		return p.PressData(m.id, b.Data)
	}
	return nil
}

// find returns a button and the message it stands on. The lock is held.
func (p *Person) find(message int64, button string) (Button, *shown) {
	c := p.s.chats[p.chat]
	if c == nil {
		return Button{}, nil
	}
	for i := len(c.shown) - 1; i >= 0; i-- {
		m := c.shown[i]
		if m.deleted || message != 0 && m.id != message {
			continue
		}
		for _, row := range m.buttons {
			for _, b := range row {
				if b.Label == button || b.Data == button {
					return b, m
				}
			}
		}
	}
	return Button{}, nil
}

// PressData presses with data of the presser's choice, as a forged client can,
// on a message that need not have such a button any more.
func (p *Person) PressData(message int64, data string) error {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	c := p.s.chats[p.chat]
	if c == nil || c.byID[message] == nil {
		return errNoChat
	}
	id := "press-" + strconv.FormatInt(p.s.id(), 10)
	p.s.callbacks[id] = p.s.opt.Now()
	p.s.note(&shown{id: message, chat: c, from: p, text: data}, "press")
	p.s.push("callback_query", map[string]any{
		"id": id, "from": p.json(), "message": p.s.json(c.byID[message]), "chat_instance": "1", "data": data,
	})
	return nil
}
