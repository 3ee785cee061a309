package telegram

import (
	"strings"

	"caunoi/flows"
)

// A rule says what an answer of the service means. Code 0 fits every code below
// 500, and "" every description.
type rule struct {
	code   int
	words  string // in the description, in lower case
	result flows.Result
	why    string
}

// find returns the first rule that fits. The table is that of
// reference/telegram-bot-api.md A6, from the particular to the general.
// Descriptions change their wording, so a rule looks for as little as tells it
// apart.
func find(code int, desc string) (rule, bool) {
	for _, table := range [][]rule{byCode(), aboutEdits(), aboutDeletes(), aboutChats(), aboutContents()} {
		for _, r := range table {
			fits := r.code == code || r.code == 0 && code < 500
			if fits && strings.Contains(desc, r.words) {
				return r, true
			}
		}
	}
	return rule{}, false
}

// byCode is what the code alone decides.
func byCode() []rule {
	return []rule{
		{429, "", flows.Later, "flood"},
		{420, "", flows.Later, "flood"},
		{401, "", flows.Later, whyToken},
		{404, "method not found", flows.Never, "no such method"},
		{404, "", flows.Later, whyToken}, // a damaged token, or the address of the API
		{421, "", flows.Later, whyToken},
		{409, "", flows.Later, "conflict"},
		{413, "", flows.Never, "too large"},
		{504, "", flows.Unsure, "gateway timed out"}, // the one 5xx behind which the call may have been carried out
	}
}

// aboutEdits is what only an edit can meet.
func aboutEdits() []rule {
	return []rule{
		{0, "message is not modified", flows.Done, ""},
		{0, "message_not_modified", flows.Done, ""},
		{0, "message to edit not found", flows.Lost, "message gone"},
		{0, "message can't be edited", flows.Lost, "message too old"},
		{0, "message_id_invalid", flows.Lost, "message gone"},
		{0, "message_edit_time_expired", flows.Lost, "message too old"},
		{0, "message_author_required", flows.Lost, "message gone"},
		{0, "no text in the message to edit", flows.Lost, "message of another kind"},
		{0, "no caption in the message to edit", flows.Lost, "message of another kind"},
	}
}

// aboutDeletes is what only a deletion can meet.
func aboutDeletes() []rule {
	return []rule{
		{0, "message to delete not found", flows.Done, ""},
		{0, "message can't be deleted", flows.Never, flows.TooOld},
		{0, "message_delete_forbidden", flows.Never, flows.TooOld},
	}
}

// aboutChats is chats that are closed to us, the 403 last: some come as 400.
func aboutChats() []rule {
	return []rule{
		{0, "blocked by the user", flows.Gone, "blocked"},
		{0, "user_is_blocked", flows.Gone, "blocked"},
		{0, "user is deactivated", flows.Gone, "deactivated"},
		{0, "user_deactivated", flows.Gone, "deactivated"},
		{0, "can't initiate conversation", flows.Gone, "never started"},
		{0, "can't send messages to bots", flows.Gone, "is a bot"},
		{0, "user_is_bot", flows.Gone, "is a bot"},
		{0, "bot was kicked", flows.Gone, "kicked"},
		{0, "bot is not a member", flows.Gone, "not a member"},
		{0, "channel_private", flows.Gone, "not a member"},
		{0, "chat_forbidden", flows.Gone, "not a member"},
		{0, "group chat was deleted", flows.Gone, "deleted"},
		{0, "group is deactivated", flows.Gone, "deleted"},
		{0, "chat not found", flows.Gone, "not found"}, // also "private chat not found"
		{0, "peer_id_invalid", flows.Gone, "not found"},
		{0, "user_id_invalid", flows.Gone, "not found"},
		{0, "chat_id_invalid", flows.Gone, "not found"},
		{0, "channel_invalid", flows.Gone, "not found"},
		{0, "user not found", flows.Gone, "not found"},
		{0, "topic_closed", flows.Gone, flows.TopicClosed},
		{0, "topic_deleted", flows.Gone, flows.TopicClosed},
		{0, "message thread not found", flows.Gone, flows.TopicClosed},
		{0, "not enough rights", flows.Gone, "no rights"},
		{0, "no rights to send", flows.Gone, "no rights"},
		{0, "chat_write_forbidden", flows.Gone, "no rights"},
		{0, "chat_send_", flows.Gone, "no rights"},
		{0, "chat_restricted", flows.Gone, "no rights"},
		{0, "user_banned_in_channel", flows.Gone, "no rights"},
		{0, "need administrator rights", flows.Gone, "no rights"},
		{0, "chat_admin_required", flows.Gone, "no rights"},
		{403, "", flows.Gone, "closed"},
	}
}

// aboutContents is messages that will never be taken as they are.
func aboutContents() []rule {
	return []rule{
		{0, "is too long", flows.Never, "too long"}, // message, text, caption
		{0, "message_too_long", flows.Never, "too long"},
		{0, "media_caption_too_long", flows.Never, "too long"},
		{0, "text is empty", flows.Never, "empty"},
		{0, "text must be non-empty", flows.Never, "empty"},
		{0, "message_empty", flows.Never, "empty"},
		{0, "can't parse entities", flows.Never, "bad entities"},
		{0, "button_data_invalid", flows.Never, "button too long"},
		{0, "button_user_privacy_restricted", flows.Never, "button refused"},
		{0, "phone number can be requested in private", flows.Never, "asks the phone in a group"},
		{0, "location can be requested in private", flows.Never, "asks the phone in a group"},
		{0, "file identifier", flows.Never, whyFile},
		{0, "remote file id", flows.Never, whyFile},
		{0, "file is too big", flows.Never, whyFile},
		{0, "failed to get http url content", flows.Never, whyFile},
		{0, "webpage_", flows.Never, whyFile},
		{0, "photo_", flows.Never, whyFile},
		{0, "can't use file of type", flows.Never, whyFile},
		{0, "type of file mismatch", flows.Never, whyFile},
		{0, "replied not found", flows.Never, whyReply},
		{0, "replied message not found", flows.Never, whyReply},
	}
}
