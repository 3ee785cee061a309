package fake

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
)

// An Entry is one thing that happened in a chat, in the order it happened: what
// a person did, or what the bot showed them.
type Entry struct {
	At      time.Time  `json:"at"`
	Chat    int64      `json:"chat"`
	Person  int64      `json:"person,omitempty"` // who did it; 0 is the bot
	What    string     `json:"what"`             // of the bot: show, edit, delete; of people: say, change, press, photo, block, ...
	Message int64      `json:"message,omitempty"`
	Text    string     `json:"text,omitempty"`
	Buttons [][]Button `json:"buttons,omitempty"`
	Files   []File     `json:"files,omitempty"`
}

// Seen is a message of the bot as a person sees it now.
type Seen struct {
	Message int64      `json:"message"`
	At      time.Time  `json:"at"`
	Text    string     `json:"text"`
	Buttons [][]Button `json:"buttons,omitempty"`
	Files   []File     `json:"files,omitempty"`
	Album   string     `json:"album,omitempty"`
	ReplyTo int64      `json:"reply_to,omitempty"`
	Topic   int64      `json:"topic,omitempty"`
	Edited  bool       `json:"edited,omitempty"`
	Quiet   bool       `json:"quiet,omitempty"`
}

// note writes an entry. The lock is held.
func (s *Server) note(m *shown, what string) {
	e := Entry{At: s.opt.Now(), Chat: m.chat.id, What: what, Message: m.id, Text: m.text, Buttons: m.buttons, Files: m.files}
	if m.from != nil {
		e.Person = m.from.ID
	}
	s.log = append(s.log, e)
}

// Seen returns what stands in a chat from the bot now, oldest first.
func (s *Server) Seen(chat int64) []Seen {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.chats[chat]
	if c == nil {
		return nil
	}
	var out []Seen
	for _, m := range c.shown {
		if m.from == nil && !m.deleted {
			out = append(out, Seen{
				Message: m.id, At: m.at, Text: m.text, Buttons: m.buttons, Files: m.files,
				Album: m.album, ReplyTo: m.replyTo, Topic: m.topic, Edited: m.edited, Quiet: m.quiet,
			})
		}
	}
	return out
}

// Delete deletes a message on the person's phone, so that the bot cannot edit
// it any more.
func (s *Server) Delete(chat, message int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.chats[chat]; c != nil && c.byID[message] != nil {
		c.byID[message].deleted = true
	}
}

// Log returns all that happened, in order.
func (s *Server) Log() []Entry {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.log)
}

// LogFrom returns what happened from the n-th entry on.
func (s *Server) LogFrom(n int) []Entry {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.log[min(max(n, 0), len(s.log)):])
}

// Transcript writes all that happened as text, as it stood on the phones:
// "→" is what the bot showed, "~" what it changed in place.
func (s *Server) Transcript(w io.Writer) error {
	s.mu.Lock()
	names := map[int64]string{}
	for id, p := range s.people {
		names[id] = p.Name
	}
	for id, c := range s.chats {
		if c.group {
			names[id] = c.title
		}
	}
	entries := slices.Clone(s.log)
	s.mu.Unlock()
	for _, e := range entries {
		if _, err := io.WriteString(w, e.line(names)); err != nil {
			return err
		}
	}
	return nil
}

// line is an entry as text.
func (e Entry) line(names map[int64]string) string {
	var b bytes.Buffer
	who := names[e.Person]
	if e.Person != 0 && e.Person != e.Chat {
		who += "@" + names[e.Chat]
	}
	sign := map[string]string{"show": "→", "edit": "~", "delete": "×"}[e.What]
	if sign != "" {
		fmt.Fprintf(&b, "%s  %s %s [%d] ", e.At.Format("15:04:05.000"), sign, names[e.Chat], e.Message)
	} else {
		fmt.Fprintf(&b, "%s %s (%s) ", e.At.Format("15:04:05.000"), who, e.What)
	}
	b.WriteString(strings.ReplaceAll(e.Text, "\n", "\n                  "))
	for _, f := range e.Files {
		b.WriteString(" <" + f.Kind + " " + strconv.Itoa(f.Size) + " B>")
	}
	b.WriteByte('\n')
	for _, row := range e.Buttons {
		b.WriteString("                 ")
		for _, button := range row {
			b.WriteString(" [" + button.Label + "]")
		}
		b.WriteByte('\n')
	}
	return b.String()
}
