package fake

import "strings"

// shutting is why the bot cannot write to a chat, and what Telegram answers
// then (A6). "%" stands for the kind of the chat.
var shutting = map[string]refusal{
	"blocked":     {Code: 403, Desc: "Forbidden: bot was blocked by the user"},
	"deactivated": {Code: 403, Desc: "Forbidden: user is deactivated"},
	"kicked":      {Code: 403, Desc: "Forbidden: bot was kicked from the % chat"},
	"left":        {Code: 403, Desc: "Forbidden: bot is not a member of the % chat"},
	"deleted":     {Code: 403, Desc: "Forbidden: the group chat was deleted"},
	"muted":       {Code: 400, Desc: "Bad Request: not enough rights to send text messages to the chat"},
	"forbidden":   {Code: 400, Desc: "Bad Request: CHAT_WRITE_FORBIDDEN"},
	"restricted":  {Code: 400, Desc: "Bad Request: CHAT_RESTRICTED"},
	"plain":       {Code: 400, Desc: "Bad Request: CHAT_SEND_PLAIN_FORBIDDEN"},
	"topic":       {Code: 400, Desc: "Bad Request: TOPIC_CLOSED"},
	"thread":      {Code: 400, Desc: "Bad Request: message thread not found"},
	"peer":        {Code: 400, Desc: "Bad Request: PEER_ID_INVALID"},
}

// Shut closes a chat to the bot for one of the reasons of shutting, without an
// update that tells so; "" opens it again.
func (s *Server) Shut(chat int64, why string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.chats[chat]
	if _, known := shutting[why]; c == nil || why != "" && !known {
		return errNoChat
	}
	c.shut = why
	return nil
}

// open returns the chat that a call is about, or why the bot cannot write
// there (A6).
func (s *Server) open(r *request) (*chat, *refusal) {
	c := s.chats[r.number("chat_id")]
	switch {
	case c == nil:
		return nil, refuse(400, "Bad Request: chat not found")
	case c.moved != 0:
		return nil, &refusal{Code: 400, Desc: "Bad Request: group chat was upgraded to a supergroup chat", Moved: c.moved}
	case c.shut != "":
		f := shutting[c.shut]
		f.Desc = strings.ReplaceAll(f.Desc, "%", c.kind())
		return nil, &f
	case !c.started:
		return nil, refuse(403, "Forbidden: bot can't initiate conversation with a user")
	}
	return c, nil
}
