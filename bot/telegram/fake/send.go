package fake

import (
	"encoding/json"
	"strings"
	"time"
	"unicode/utf16"
)

// units counts UTF-16 units, as Telegram does.
func units(s string) int { return len(utf16.Encode([]rune(s))) }

// kind is what a sending method shows, "" for a text or an album.
func kind(method string) (string, bool) {
	switch method {
	case "sendMessage", "editMessageText", "editMessageCaption", "editMessageReplyMarkup", "sendMediaGroup":
		return "", true
	case "sendPhoto", "sendVoice", "sendVideo", "sendDocument", "sendSticker", "sendAudio":
		return strings.ToLower(strings.TrimPrefix(method, "send")), true
	}
	return "", false
}

// show carries out a method that shows or changes a message. The lock is held.
func (s *Server) show(r *request) (any, *refusal) {
	fileKind, ok := kind(r.method)
	if !ok {
		return nil, bad(r.method + " is not part of this fake")
	}
	c, refused := s.open(r)
	if refused != nil {
		return nil, refused
	}
	buttons, refused := readButtons(r.values["reply_markup"], c)
	if refused != nil {
		return nil, refused
	}
	text, refused := words(r, fileKind)
	if refused != nil {
		return nil, refused
	}
	m := &shown{text: text, buttons: buttons, markup: r.values["reply_markup"], quiet: r.values["disable_notification"] == "true"}
	if refused := s.replies(r, c, m); refused != nil {
		return nil, refused
	}
	if strings.HasPrefix(r.method, "edit") {
		return s.edit(r, c, m)
	}
	if m.topic, refused = s.topic(r, c); refused != nil {
		return nil, refused
	}
	switch {
	case r.method == "sendMediaGroup":
		return s.album(r, c, m)
	case fileKind != "":
		f, refused := s.sent(r, fileKind, fileKind, r.values[fileKind])
		if refused != nil {
			return nil, refused
		}
		m.files = []File{f}
	}
	s.add(c, m)
	s.note(m, "show")
	return s.json(m), nil
}

// words returns the text or the caption of a call, within Telegram's limits.
func words(r *request, fileKind string) (string, *refusal) {
	text := r.values["text"]
	under := fileKind != "" || r.method == "editMessageCaption"
	if under || r.method == "sendMediaGroup" {
		text = r.values["caption"]
	}
	switch {
	case under && units(text) > 1024:
		return "", bad("message caption is too long")
	case units(text) > 4096:
		return "", bad("message is too long")
	case strings.TrimSpace(text) == "" && (r.method == "sendMessage" || r.method == "editMessageText"):
		return "", bad("message text is empty")
	case r.values["parse_mode"] != "" && strings.ContainsAny(text, "<&"):
		return "", refuse(400, "Bad Request: can't parse entities")
	}
	return strings.TrimSpace(text), nil
}

// replies notes the message that a message answers.
func (s *Server) replies(r *request, c *chat, m *shown) *refusal {
	var p struct {
		Message int64 `json:"message_id"`
		Without bool  `json:"allow_sending_without_reply"`
	}
	if text := r.values["reply_parameters"]; text != "" {
		if err := json.Unmarshal([]byte(text), &p); err != nil {
			return bad("reply_parameters")
		}
	}
	if at, ok := c.byID[p.Message]; ok && !at.deleted {
		m.replyTo = p.Message
	} else if p.Message != 0 && !p.Without {
		return refuse(400, "Bad Request: message to be replied not found")
	}
	return nil
}

// edit changes a message of the bot.
func (s *Server) edit(r *request, c *chat, with *shown) (any, *refusal) {
	m := c.byID[r.number("message_id")]
	switch {
	case m == nil || m.deleted:
		return nil, refuse(400, "Bad Request: message to edit not found")
	case m.from != nil:
		return nil, refuse(400, "Bad Request: message can't be edited")
	case r.method == "editMessageText" && len(m.files) > 0:
		return nil, refuse(400, "Bad Request: there is no text in the message to edit")
	case r.method == "editMessageCaption" && len(m.files) == 0:
		return nil, refuse(400, "Bad Request: there is no caption in the message to edit")
	case r.method == "editMessageReplyMarkup":
		with.text = m.text
	case m.text == with.text && m.markup == with.markup:
		return nil, refuse(400, "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message")
	}
	m.text, m.buttons, m.markup, m.edited = with.text, with.buttons, with.markup, true
	s.note(m, "edit")
	return s.json(m), nil
}

// remove deletes a message of the bot, or several: of those, the ones that are
// not there are passed over.
func (s *Server) remove(r *request) (any, *refusal) {
	c, refused := s.open(r)
	if refused != nil {
		return nil, refused
	}
	ids := []int64{r.number("message_id")}
	if list, many := r.values["message_ids"]; many {
		if json.Unmarshal([]byte(list), &ids) != nil || len(ids) < 1 || len(ids) > 100 {
			return nil, bad("1 to 100 messages can be deleted at once")
		}
	}
	var gone []*shown
	for _, id := range ids {
		m := c.byID[id]
		switch {
		case (m == nil || m.deleted) && r.method == "deleteMessage":
			return nil, refuse(400, "Bad Request: message to delete not found")
		case m == nil || m.deleted:
		case s.opt.Now().Sub(m.at) > 48*time.Hour || m.from != nil && !c.group:
			return nil, refuse(400, "Bad Request: message can't be deleted")
		default:
			gone = append(gone, m)
		}
	}
	for _, m := range gone {
		m.deleted = true
		s.note(m, "delete")
	}
	return true, nil
}

// album shows several files at once.
func (s *Server) album(r *request, c *chat, like *shown) (any, *refusal) {
	var items []struct{ Type, Media, Caption string }
	if err := json.Unmarshal([]byte(r.values["media"]), &items); err != nil || len(items) < 2 || len(items) > 10 {
		return nil, bad("an album has 2 to 10 items")
	}
	var files []File
	seen := map[string]bool{}
	for _, item := range items {
		f, refused := s.sent(r, strings.TrimPrefix(item.Media, "attach://"), item.Type, item.Media)
		if refused != nil {
			return nil, refused
		}
		if units(item.Caption) > 1024 {
			return nil, bad("message caption is too long")
		}
		seen[strings.ReplaceAll(item.Type, "video", "photo")] = true
		files = append(files, f)
	}
	if len(seen) > 1 || seen["voice"] || seen["sticker"] {
		return nil, bad("these kinds cannot stand in one album")
	}
	id, out := "album-"+files[0].ID, []any{}
	for i, f := range files {
		m := s.add(c, &shown{text: items[i].Caption, files: []File{f}, album: id, replyTo: like.replyTo, topic: like.topic, quiet: like.quiet})
		s.note(m, "show")
		out = append(out, s.json(m))
	}
	return out, nil
}

// maxUpload is the most that a bot may send along (A5).
const maxUpload = 50 << 20

// sent returns a file of a call: one that was sent along in a field, or one
// that the server has.
func (s *Server) sent(r *request, field, kind, reference string) (File, *refusal) {
	if up, ok := r.uploads[field]; ok && len(up.data) > maxUpload {
		return File{}, refuse(413, "Request Entity Too Large")
	} else if ok {
		b := s.store(kind, up.name, up.data)
		return File{Kind: kind, ID: b.id, Name: b.name, Size: b.size}, nil
	}
	b, ok := s.files[reference]
	switch {
	case !ok:
		return File{}, refuse(400, "Bad Request: wrong file identifier/HTTP URL specified")
	case b.kind != kind:
		return File{}, refuse(400, "Bad Request: can't use file of type "+b.kind+" as "+kind)
	}
	return File{Kind: kind, ID: b.id, Name: b.name, Size: b.size}, nil
}
