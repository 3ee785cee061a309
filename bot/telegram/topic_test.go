package telegram

import (
	"testing"
)

// TestTopicOf says in which topic of a group something was written or pressed. A
// thread that is no topic is none, and what merely stands in a topic answers nothing.
func TestTopicOf(t *testing.T) {
	const (
		said = `"message_id":5,"date":1700000000,"from":{"id":7},"chat":{"id":-1001000000005,"type":"supergroup","is_forum":true}`
		in   = `,"message_thread_id":3,"is_topic_message":true`
		root = `,"reply_to_message":{"message_id":3,"from":{"id":99,"is_bot":true},"forum_topic_created":{"name":"Tổ"}}`
	)
	for what, c := range map[string]struct{ update, topic, answers string }{
		"in a topic":                {`"message":{` + said + in + root + `,"text":"/viec"}`, "3", ""},
		"in the one that all have":  {`"message":{` + said + `,"text":"/viec"}`, "", ""},
		"an answer in a topic":      {`"message":{` + said + in + `,"text":"rồi","reply_to_message":{"message_id":4,"from":{"id":99}}}`, "3", "4"},
		"a thread that is no topic": {`"message":{` + said + `,"message_thread_id":3,"text":"rồi","reply_to_message":{"message_id":3,"from":{"id":99}}}`, "", "3"},
		"a change":                  {`"edited_message":{` + said + in + `,"text":"/bao cầu gãy"}`, "3", ""},
		"a press":                   {`"callback_query":{"id":"1","from":{"id":7},"data":"daro 1","message":{` + said + in + `}}`, "3", ""},
		"somebody hidden":           {`"message":{"message_id":5,"date":1700000000,"from":{"id":1087968824},"sender_chat":{"id":-1001000000005},"chat":{"id":-1001000000005,"type":"supergroup"}` + in + `,"text":"/viec"}`, "3", ""},
	} {
		e := readOne(t, what, c.update)
		if e == nil || e.Topic != c.topic || e.ReplyTo != c.answers {
			t.Errorf("%s: got %+v; want topic %q and an answer to %q", what, e, c.topic, c.answers)
		}
	}
	if e := readOne(t, "talk in a topic", `"message":{`+said+in+root+`,"text":"mai họp"}`); e != nil {
		t.Errorf("talk in a topic that the bot began: got %+v", e)
	}
}
