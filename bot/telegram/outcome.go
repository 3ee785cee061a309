package telegram

import (
	"context"
	"errors"
	"strings"
	"time"

	"caunoi/flows"
)

// How long to wait where the service names no time itself.
const (
	laterDown    = 2 * time.Second // no connection, or a 5xx
	laterFlood   = 5 * time.Second // a 429 without a time
	laterRefused = time.Minute     // the token is refused: only people can help
	longestWait  = 24 * time.Hour  // no answer may make us wait longer
)

// A rule says what an answer of the service means. The first rule that fits
// decides; "" and 0 fit everything.
type rule struct {
	code   int    // the status, where several have the same words
	words  string // in the description, in lower case
	result flows.Result
	why    string
}

// rules is the table of reference/telegram-bot-api.md A6, from the particular
// to the general. Descriptions change their wording, so a rule looks for as
// little as tells it apart.
func rules() []rule {
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
		{0, "message is not modified", flows.Done, ""},
		{0, "message to edit not found", flows.Lost, "message gone"},
		{0, "message can't be edited", flows.Lost, "message too old"},
		{0, "message_id_invalid", flows.Lost, "message gone"},

		{0, "blocked by the user", flows.Gone, "blocked"},
		{0, "user_is_blocked", flows.Gone, "blocked"},
		{0, "user is deactivated", flows.Gone, "deactivated"},
		{0, "user_deactivated", flows.Gone, "deactivated"},
		{0, "input_user_deactivated", flows.Gone, "deactivated"},
		{0, "can't initiate conversation", flows.Gone, "never started"},
		{0, "can't send messages to bots", flows.Gone, "is a bot"},
		{0, "bot was kicked", flows.Gone, "kicked"},
		{0, "bot is not a member", flows.Gone, "not a member"},
		{0, "group chat was deleted", flows.Gone, "deleted"},
		{0, "group is deactivated", flows.Gone, "deleted"},
		{0, "chat not found", flows.Gone, "not found"}, // also "private chat not found"
		{0, "peer_id_invalid", flows.Gone, "not found"},
		{0, "user_id_invalid", flows.Gone, "not found"},
		{0, "user not found", flows.Gone, "not found"},
		{0, "topic_closed", flows.Gone, "topic closed"},
		{0, "topic_deleted", flows.Gone, "topic closed"},
		{0, "message thread not found", flows.Gone, "topic closed"},
		{0, "not enough rights", flows.Gone, "no rights"},
		{0, "no rights to send", flows.Gone, "no rights"},
		{0, "chat_write_forbidden", flows.Gone, "no rights"},
		{0, "chat_send_", flows.Gone, "no rights"},
		{0, "chat_restricted", flows.Gone, "no rights"},
		{0, "need administrator rights", flows.Gone, "no rights"},
		{0, "chat_admin_required", flows.Gone, "no rights"},
		{403, "", flows.Gone, "closed"},

		{0, "is too long", flows.Never, "too long"}, // message, text, caption
		{0, "media_caption_too_long", flows.Never, "too long"},
		{0, "text is empty", flows.Never, "empty"},
		{0, "text must be non-empty", flows.Never, "empty"},
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

// Codes that other places ask for or that several rules share.
const (
	whyToken = "token refused"
	whyFile  = "bad file"
	whyReply = "reply gone"
)

// outcome tells what became of an act from what the service answered, or from
// the way the line failed. shown is the id of the message that was to be edited.
func (c *Channel) outcome(chat, shown string, err error) flows.Outcome {
	f, ok := errors.AsType[*fault](err)
	if !ok {
		return flows.Outcome{Result: flows.Unsure, Why: "unknown error"}
	}
	if f.moved != 0 {
		return flows.Outcome{Result: flows.Moved, To: address(f.moved), Why: "moved"}
	}
	o := classify(f)
	switch {
	case o.Result == flows.Done:
		o.Shown = shown
	case o.Asked:
		o.Wide = c.floods.wide(chat, f.wait, c.opt.Now())
	case o.Why == whyToken:
		o.Wide = true
		if c.troubled(whyToken) {
			c.log.Error("telegram refuses the token or the address", "code", f.code)
		}
	}
	return o
}

// classify is the one place that says what an answer means.
func classify(f *fault) flows.Outcome {
	if f.cause != nil {
		return broken(f)
	}
	desc, code := strings.ToLower(f.desc), f.code
	if code == 0 || code == 200 {
		code = prefixCode(desc)
	}
	for _, r := range rules() {
		if (r.code == 0 || r.code == code) && strings.Contains(desc, r.words) && (r.code != 0 || code < 500) {
			return waiting(f, flows.Outcome{Result: r.result, Why: r.why})
		}
	}
	if code >= 500 {
		return flows.Outcome{Result: flows.Later, After: laterDown, Why: "service down"}
	}
	return flows.Outcome{Result: flows.Never, Why: refused(f.desc)}
}

// broken classifies a call that brought no answer of the Bot API: a page of a
// proxy, which carried out nothing, or a line that failed before the request
// was out or after it.
func broken(f *fault) flows.Outcome {
	down := flows.Outcome{Result: flows.Later, After: laterDown, Why: "unreachable"}
	switch {
	case f.code == 429 || f.code == 413 || f.code == 504:
		return classify(&fault{method: f.method, code: f.code, wait: f.wait})
	case f.code >= 300:
		return flows.Outcome{Result: flows.Later, After: laterDown, Why: "service down"}
	case f.reached && errors.Is(f.cause, context.DeadlineExceeded):
		return flows.Outcome{Result: flows.Unsure, Why: "timed out"}
	case f.reached && errors.Is(f.cause, context.Canceled):
		return flows.Outcome{Result: flows.Unsure, Why: "stopped"}
	case f.reached:
		return flows.Outcome{Result: flows.Unsure, Why: "answer lost"}
	case errors.Is(f.cause, context.Canceled):
		down.Why = "stopped"
	}
	return down
}

// waiting puts the time to wait into a Later.
func waiting(f *fault, o flows.Outcome) flows.Outcome {
	switch {
	case o.Result != flows.Later:
	case f.wait > 0:
		o.After, o.Asked = min(time.Duration(f.wait)*time.Second, longestWait), true
	case o.Why == whyToken:
		o.After = laterRefused
	default:
		o.After = laterFlood
	}
	return o
}

// prefixCode reads the code off the words that a description begins with, for
// an answer that carries no code (T5).
func prefixCode(desc string) int {
	for _, p := range []struct {
		words string
		code  int
	}{
		{"too many requests", 429}, {"forbidden", 403}, {"bad request", 400}, {"unauthorized", 401},
		{"conflict", 409}, {"not found", 404}, {"internal server error", 500}, {"bad gateway", 502},
	} {
		if strings.HasPrefix(desc, p.words) {
			return p.code
		}
	}
	return 0
}

// refused is the code for a description that no rule knows. Only the service's
// own upper-case codes are repeated: anything else may quote a text.
func refused(desc string) string {
	_, code, _ := strings.Cut(desc, ": ")
	outside := func(r rune) bool { return (r < 'A' || r > 'Z') && r != '_' && (r < '0' || r > '9') }
	if code == "" || len(code) > 40 || strings.ContainsFunc(code, outside) {
		return "refused"
	}
	return "refused " + strings.ToLower(code)
}
