package fake

import "maps"

// Block blocks the bot, which also is what deleting the chat looks like.
func (p *Person) Block() { p.standing(true) }

// Unblock takes the bot back.
func (p *Person) Unblock() { p.standing(false) }

// standing changes how the bot stands in the person's private chat.
func (p *Person) standing(blocked bool) {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	c := p.s.chats[p.ID]
	was, now, what := "kicked", "member", "unblock"
	c.shut = ""
	if blocked {
		was, now, what, c.shut = "member", "kicked", "block", "blocked"
	}
	p.s.note(&shown{chat: c, from: p}, what)
	p.s.pushStanding(c, p.json(), was, now)
}

// Leave deletes the person's account, or removes the bot from the group
// without a word.
func (p *Person) Leave() {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	c := p.s.chats[p.chat]
	c.shut = "deactivated"
	if c.group {
		c.shut = "kicked"
	}
}

// Adds brings the bot into the group that the person writes in, and makes it
// what status says: "member", "administrator", "restricted" (it may not
// write), "left" or "kicked". The update is the one Telegram sends, and in a
// group so is the note in the chat that somebody came or left.
func (p *Person) Adds(status string) error {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	c := p.s.chats[p.chat]
	shut, known := map[string]string{
		"member": "", "administrator": "", "restricted": "muted", "left": "left", "kicked": "kicked",
	}[status]
	if c == nil || !c.group || !known {
		return errNoChat
	}
	was := c.status
	c.status, c.shut, c.started = status, shut, true
	p.s.note(&shown{chat: c, from: p, text: status}, "standing")
	p.s.pushStanding(c, p.json(), was, status)
	switch {
	case !in(was) && in(status):
		p.s.pushNote(c, p.json(), map[string]any{"new_chat_members": []any{p.s.bot()}})
	case in(was) && !in(status):
		p.s.pushNote(c, p.json(), map[string]any{"left_chat_member": p.s.bot()})
	}
	return nil
}

// in reports whether somebody of a status is in the group.
func in(status string) bool {
	return status == "member" || status == "administrator" || status == "restricted"
}

// leave lets the bot leave a group: it is told like everybody else.
func (s *Server) leave(r *request) (any, *refusal) {
	c := s.chats[r.number("chat_id")]
	switch {
	case c == nil:
		return nil, refuse(400, "Bad Request: chat not found")
	case !c.group:
		return nil, bad("chat member status can't be changed in private chats")
	case c.moved != 0:
		return nil, &refusal{Code: 400, Desc: "Bad Request: group chat was upgraded to a supergroup chat", Moved: c.moved}
	case c.shut == "kicked" || c.shut == "left" || c.shut == "deleted":
		_, f := s.open(r)
		return nil, f
	}
	was := c.status
	c.status, c.shut = "left", "left"
	s.note(&shown{chat: c}, "leave")
	s.pushStanding(c, s.bot(), was, "left")
	return true, nil
}

// bot is the bot as the Bot API shows it.
func (s *Server) bot() map[string]any {
	return map[string]any{"id": s.botID(), "is_bot": true, "first_name": s.opt.Name, "username": s.opt.Name}
}

// pushStanding queues the update about the bot's own standing. The lock is held.
func (s *Server) pushStanding(c *chat, by map[string]any, was, now string) {
	s.push("my_chat_member", map[string]any{
		"chat": c.json(), "from": by, "date": s.opt.Now().Unix(),
		"old_chat_member": s.member(was), "new_chat_member": s.member(now),
	})
}

// member is the bot with a status, with the fields that the status has.
func (s *Server) member(status string) map[string]any {
	m := map[string]any{"user": s.bot(), "status": status}
	switch status {
	case "restricted":
		m["is_member"], m["can_send_messages"], m["until_date"] = true, false, 0
	case "administrator":
		m["can_be_edited"], m["can_manage_chat"], m["can_delete_messages"], m["is_anonymous"] = false, true, true, false
	case "kicked":
		m["until_date"] = 0
	}
	return m
}

// pushNote queues a note that Telegram itself writes into a chat. The lock is held.
func (s *Server) pushNote(c *chat, by map[string]any, more map[string]any) {
	fields := map[string]any{"message_id": s.id(), "from": by, "chat": c.json(), "date": s.opt.Now().Unix()}
	maps.Copy(fields, more)
	s.push("message", fields)
}

// A Side is one of the two chats of a migration.
type Side string

// The sides: the old chat is told where it went, the new one whence it came.
const (
	OldChat Side = "old"
	NewChat Side = "new"
)

// Migrate turns a group into a supergroup, as Telegram does when an
// administrator turns on almost anything (A7). told are the sides in which the
// note about it reaches the bot, in order; both, one, or none may.
func (s *Server) Migrate(group, to int64, told ...Side) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.chats[group]
	if c == nil {
		return
	}
	next := s.chats[to]
	if next == nil {
		next = &chat{id: to, group: true, title: c.title, started: true, status: c.status, shut: c.shut, byID: map[int64]*shown{}}
		s.chats[to] = next
	}
	old := c.json()
	c.moved = to
	by := map[string]any{"id": anonymous, "is_bot": true, "first_name": "Group", "username": "GroupAnonymousBot"}
	for _, side := range told {
		m := map[string]any{"message_id": s.id(), "from": by, "date": s.opt.Now().Unix()}
		if side == OldChat {
			m["chat"], m["sender_chat"], m["migrate_to_chat_id"] = old, old, to
		} else {
			m["chat"], m["sender_chat"], m["migrate_from_chat_id"] = next.json(), next.json(), group
		}
		s.push("message", m)
	}
}

// anonymous is the account in whose name a group writes (A7).
const anonymous = 1087968824
