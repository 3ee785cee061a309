package fake

import (
	"strconv"
	"strings"
	"time"
)

// A chat is a private chat or a group.
type chat struct {
	id      int64
	group   bool
	title   string
	started bool             // the person has written to the bot, or the bot is in the group
	shut    string           // why the bot cannot write there, a key of shutting; "" is that it can
	status  string           // of the bot in a group: "member", "administrator", ...
	moved   int64            // the supergroup it became
	topics  map[int64]string // of a forum, and what became of them
	shown   []*shown
	byID    map[int64]*shown
}

// A shown message stands in a chat, from whoever.
type shown struct {
	id      int64
	chat    *chat
	from    *Person // nil for the bot
	at      time.Time
	text    string
	buttons [][]Button
	files   []File
	album   string
	replyTo int64
	topic   int64
	edited  bool
	deleted bool
	quiet   bool
	markup  string
}

// A Button is a button as a person sees it.
type Button struct {
	Label string `json:"label"`
	Data  string `json:"data,omitempty"` // of a button under a message
	Want  string `json:"want,omitempty"` // "contact" or "place", of one that asks the phone
}

// A File is a file as a person sees it.
type File struct {
	Kind string `json:"kind"`
	ID   string `json:"id"`
	Name string `json:"name,omitempty"`
	Size int    `json:"size,omitempty"`
}

// A blob is a file that the server keeps.
type blob struct {
	id   string
	kind string
	name string
	data []byte
	size int
}

// path is where the file can be fetched.
func (b *blob) path() string { return b.kind + "s/" + b.id }

// store keeps a file. The lock is held.
func (s *Server) store(kind, name string, data []byte) *blob {
	b := &blob{id: kind + "-" + strconv.FormatInt(s.id(), 10), kind: kind, name: name, data: data, size: len(data)}
	s.files[b.id] = b
	return b
}

// add puts a message into a chat. The lock is held.
func (s *Server) add(c *chat, m *shown) *shown {
	m.id, m.chat, m.at = s.id(), c, s.opt.Now()
	c.shown = append(c.shown, m)
	c.byID[m.id] = m
	return m
}

// botID is the number before the colon of the token.
func (s *Server) botID() int64 {
	text, _, _ := strings.Cut(s.opt.Token, ":")
	n, _ := strconv.ParseInt(text, 10, 64)
	return n
}

// json is the chat as the Bot API shows it.
func (c *chat) json() map[string]any {
	if c.group {
		fields := map[string]any{"id": c.id, "type": c.kind(), "title": c.title}
		if len(c.topics) > 0 {
			fields["is_forum"] = true
		}
		return fields
	}
	return map[string]any{"id": c.id, "type": "private", "first_name": c.title}
}

// kind is what the Bot API calls a chat of this sort.
func (c *chat) kind() string {
	switch {
	case !c.group:
		return "private"
	case c.id < -1_000_000_000_000:
		return "supergroup"
	}
	return "group"
}

// json is the message as the Bot API shows it, without what it answers.
func (s *Server) json(m *shown) map[string]any {
	from := s.bot()
	if m.from != nil {
		from = m.from.json()
	}
	out := map[string]any{"message_id": m.id, "from": from, "chat": m.chat.json(), "date": m.at.Unix()}
	m.inTopic(out)
	if m.album != "" {
		out["media_group_id"] = m.album
	}
	if len(m.files) == 0 {
		out["text"] = m.text
		return out
	}
	if m.text != "" {
		out["caption"] = m.text
	}
	for _, f := range m.files {
		one := map[string]any{"file_id": f.ID, "file_unique_id": "u" + f.ID, "file_size": f.Size}
		switch f.Kind {
		case "photo":
			one["width"], one["height"] = 1280, 960
			small := map[string]any{"file_id": f.ID + "-small", "file_unique_id": "us" + f.ID, "width": 90, "height": 67}
			out["photo"] = []any{small, one}
			continue
		case "voice", "video", "audio":
			one["duration"] = 7
		case "sticker":
			one["type"], one["width"], one["height"] = "regular", 512, 512
		}
		if f.Name != "" {
			one["file_name"] = f.Name
		}
		out[f.Kind] = one
	}
	return out
}
