package fake

import "strconv"

// The states of a topic of a forum.
const (
	topicOpen    = "open"
	topicClosed  = "closed"
	topicDeleted = "deleted"
)

// Topic makes a topic of a supergroup, or changes it: "open", "closed" or "deleted".
// The topic 0 is the one that every group has.
func (s *Server) Topic(group, topic int64, state string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.chats[group]
	if c == nil || c.kind() != "supergroup" || state != topicOpen && state != topicClosed && state != topicDeleted {
		return errNoChat
	}
	if c.topics == nil {
		c.topics = map[int64]string{}
	}
	c.topics[topic] = state
	return nil
}

// InTopic returns the same person, writing in a topic of a group.
func (p *Person) InTopic(group, topic int64) *Person {
	q := p.In(group)
	q.topic = topic
	return q
}

// topic returns the topic in which a call shows something, or why it cannot (A7):
// the one that every group has is named by no id, not even by its own.
func (s *Server) topic(r *request, c *chat) (int64, *refusal) {
	topic := r.number("message_thread_id")
	state := c.topics[topic]
	switch {
	case topic != 0 && (state == "" || state == topicDeleted):
		return 0, refuse(400, "Bad Request: message thread not found")
	case state == topicClosed:
		return 0, refuse(400, "Bad Request: TOPIC_CLOSED")
	}
	return topic, nil
}

// inTopic adds to a message what says in which topic it stands. What answers
// nothing there is an answer to the beginning of the topic.
func (m *shown) inTopic(fields map[string]any) {
	if m.topic == 0 {
		return
	}
	fields["message_thread_id"], fields["is_topic_message"] = m.topic, true
	if m.replyTo == 0 && m.from != nil {
		fields["reply_to_message"] = map[string]any{
			"message_id": m.topic, "from": m.from.json(), "chat": m.chat.json(), "date": m.at.Unix(),
			"message_thread_id": m.topic, "is_topic_message": true,
			"forum_topic_created": map[string]any{"name": strconv.FormatInt(m.topic, 10), "icon_color": 7322096},
		}
	}
}
