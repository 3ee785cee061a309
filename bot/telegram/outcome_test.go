package telegram_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"caunoi/bot"
	"caunoi/bot/telegram"
	"caunoi/flows"
)

// An answerCase is one answer of the service and what it must end as.
type answerCase struct {
	code int
	desc string // of a refusal; with a "{" or "<" at the start, or "-" for none, the whole body
	want flows.Result
	why  string
}

// serviceCases is answers about the service as a whole, and those that no Bot
// API server gives.
func serviceCases() []answerCase {
	return []answerCase{
		{200, `{"ok":true,"result":{"message_id":5}}`, flows.Done, ""},
		{200, `{"ok":true,"result":[{"message_id":5},{"message_id":6}]}`, flows.Done, ""},
		{200, `{"ok":true,"result":true}`, flows.Done, ""},
		{200, `{"ok":true,"result":"odd"}`, flows.Done, ""},
		{200, `{"ok":true,"result":{"message_id":"x"}}`, flows.Done, ""},
		{200, `{"ok":true,"result":{"message_`, flows.Unsure, "answer lost"},
		{200, "-", flows.Unsure, "answer lost"},
		{200, "<html>a captive portal</html>", flows.Unsure, "answer lost"},
		{200, `{"ok":false,"error_code":403,"description":"Forbidden: bot was blocked by the user"}`, flows.Gone, "blocked"},
		{200, `{"ok":false,"description":"Forbidden: bot was blocked by the user"}`, flows.Gone, "blocked"},
		{200, `{"ok":false,"description":"Too Many Requests: retry after 7","parameters":{"retry_after":7}}`, flows.Later, "flood"},
		{200, `{"ok":false}`, flows.Never, "refused"},
		{301, "<html>moved</html>", flows.Later, "service down"},
		{500, "Internal Server Error", flows.Later, "service down"},
		{500, "Internal Server Error: restart", flows.Later, "service down"},
		{502, "<html>502 Bad Gateway</html>", flows.Later, "service down"},
		{502, "-", flows.Later, "service down"},
		{502, `{"ok":fal`, flows.Later, "service down"},
		{503, "<html>unavailable</html>", flows.Later, "service down"},
		{504, "<html>gateway timeout</html>", flows.Unsure, "gateway timed out"},
		{504, "Gateway Timeout", flows.Unsure, "gateway timed out"},
		{520, "<html>unknown</html>", flows.Later, "service down"},
		{413, "<html>too large</html>", flows.Never, "too large"},
		{413, "Request Entity Too Large", flows.Never, "too large"},
		{404, "<html>not here</html>", flows.Later, "service down"},
		{403, "<html>a firewall</html>", flows.Later, "service down"},
		{401, "Unauthorized", flows.Later, "token refused"},
		{401, "Unauthorized: invalid token specified", flows.Later, "token refused"},
		{404, "Not Found", flows.Later, "token refused"},
		{404, "Not Found: method not found", flows.Never, "no such method"},
		{421, "Misdirected Request", flows.Later, "token refused"},
		{409, "Conflict: terminated by other getUpdates request", flows.Later, "conflict"},
		{429, "Too Many Requests: retry after 7", flows.Later, "flood"},
		{429, "<html>slow down</html>", flows.Later, "flood"},
		{420, "FLOOD_WAIT", flows.Later, "flood"},
	}
}

// chatCases is every row of reference/telegram-bot-api.md A6 about a chat.
func chatCases() []answerCase {
	return []answerCase{
		{403, "Forbidden: bot was blocked by the user", flows.Gone, "blocked"},
		{403, "Forbidden: user is deactivated", flows.Gone, "deactivated"},
		{403, "Forbidden: bot can't initiate conversation with a user", flows.Gone, "never started"},
		{403, "Forbidden: bots can't send messages to bots", flows.Gone, "is a bot"},
		{403, "Forbidden: bot was kicked from the group chat", flows.Gone, "kicked"},
		{403, "Forbidden: bot was kicked from the supergroup chat", flows.Gone, "kicked"},
		{403, "Forbidden: bot is not a member of the channel chat", flows.Gone, "not a member"},
		{403, "Forbidden: bot is not a member of the group chat", flows.Gone, "not a member"},
		{403, "Forbidden: the group chat was deleted", flows.Gone, "deleted"},
		{403, "Forbidden: something new", flows.Gone, "closed"},
		{400, "Bad Request: USER_IS_BLOCKED", flows.Gone, "blocked"},
		{400, "Bad Request: INPUT_USER_DEACTIVATED", flows.Gone, "deactivated"},
		{400, "Bad Request: chat not found", flows.Gone, "not found"},
		{400, "Bad Request: private chat not found", flows.Gone, "not found"},
		{400, "Bad Request: PEER_ID_INVALID", flows.Gone, "not found"},
		{400, "Bad Request: not enough rights to send text messages to the chat", flows.Gone, "no rights"},
		{400, "Bad Request: have no rights to send a message", flows.Gone, "no rights"},
		{400, "Bad Request: need administrator rights in the channel chat", flows.Gone, "no rights"},
		{400, "Bad Request: CHAT_WRITE_FORBIDDEN", flows.Gone, "no rights"},
		{400, "Bad Request: CHAT_SEND_PLAIN_FORBIDDEN", flows.Gone, "no rights"},
		{400, "Bad Request: CHAT_RESTRICTED", flows.Gone, "no rights"},
		{400, "Bad Request: message thread not found", flows.Gone, "topic closed"},
		{400, "Bad Request: TOPIC_CLOSED", flows.Gone, "topic closed"},
		{400, "Bad Request: TOPIC_DELETED", flows.Gone, "topic closed"},
		{400, "Bad Request: need administrator rights to do that: CHAT_ADMIN_REQUIRED", flows.Gone, "no rights"},
		{403, "Forbidden: bot was kicked from the channel chat", flows.Gone, "kicked"},
		{400, "Bad Request: CHAT_SEND_PHOTOS_FORBIDDEN", flows.Gone, "no rights"},
		{400, "Bad Request: USER_ID_INVALID", flows.Gone, "not found"},
		{400, "Bad Request: CHAT_ID_INVALID", flows.Gone, "not found"},
		{400, "Bad Request: CHANNEL_INVALID", flows.Gone, "not found"},
		{400, "Bad Request: CHANNEL_PRIVATE", flows.Gone, "not a member"},
		{400, "Bad Request: CHAT_FORBIDDEN", flows.Gone, "not a member"},
		{400, "Bad Request: USER_IS_BOT", flows.Gone, "is a bot"},
		{400, "Bad Request: USER_BANNED_IN_CHANNEL", flows.Gone, "no rights"},
		{400, "Bad Request: user not found", flows.Gone, "not found"},
		{400, "Bad Request: group is deactivated", flows.Gone, "deleted"},
		{400, `{"ok":false,"error_code":400,"description":"Bad Request: group chat was upgraded to a supergroup chat","parameters":{"migrate_to_chat_id":-1002}}`, flows.Moved, "moved"},
	}
}

// contentCases is every row of A6 about one message.
func contentCases() []answerCase {
	return []answerCase{
		{400, "Bad Request: message is not modified: specified new message content is the same", flows.Done, ""},
		{400, "Bad Request: MESSAGE_NOT_MODIFIED: message is not modified", flows.Done, ""},
		{400, "Bad Request: MESSAGE_NOT_MODIFIED", flows.Done, ""},
		{400, "Bad Request: MESSAGE_EDIT_TIME_EXPIRED", flows.Lost, "message too old"},
		{400, "Bad Request: MESSAGE_AUTHOR_REQUIRED", flows.Lost, "message gone"},
		{400, "Bad Request: MESSAGE_TOO_LONG", flows.Never, "too long"},
		{400, "Bad Request: MESSAGE_EMPTY", flows.Never, "empty"},
		{400, "Bad Request: message to edit not found", flows.Lost, "message gone"},
		{400, "Bad Request: MESSAGE_ID_INVALID", flows.Lost, "message gone"},
		{400, "Bad Request: message can't be edited", flows.Lost, "message too old"},
		{400, "Bad Request: there is no text in the message to edit", flows.Lost, "message of another kind"},
		{400, "Bad Request: there is no caption in the message to edit", flows.Lost, "message of another kind"},
		{400, "Bad Request: message text is empty", flows.Never, "empty"},
		{400, "Bad Request: message is too long", flows.Never, "too long"},
		{400, "Bad Request: text is too long", flows.Never, "too long"},
		{400, "Bad Request: message caption is too long", flows.Never, "too long"},
		{400, "Bad Request: can't parse entities: unexpected end tag", flows.Never, "bad entities"},
		{400, "Bad Request: BUTTON_DATA_INVALID", flows.Never, "button too long"},
		{400, "Bad Request: BUTTON_USER_PRIVACY_RESTRICTED", flows.Never, "button refused"},
		{400, "Bad Request: wrong file identifier/HTTP URL specified", flows.Never, "bad file"},
		{400, "Bad Request: failed to get HTTP URL content", flows.Never, "bad file"},
		{400, "Bad Request: file is too big", flows.Never, "bad file"},
		{400, "Bad Request: PHOTO_INVALID_DIMENSIONS", flows.Never, "bad file"},
		{400, "Bad Request: message to be replied not found", flows.Never, "reply gone"},
		{400, "Bad Request: replied message not found", flows.Never, "reply gone"},
		{400, "Bad Request: SOMETHING_NEW_2", flows.Never, "refused something_new_2"},
		{400, "Bad Request: a new refusal of \"bí mật\"", flows.Never, "refused"},
		{418, "I'm a teapot", flows.Never, "refused"},
	}
}

// write writes the answer of a case.
func (a answerCase) write(w http.ResponseWriter) {
	if a.code == 429 {
		w.Header().Set("Retry-After", "7")
	}
	body := a.desc
	if body == "-" {
		body = ""
	} else if body[0] != '{' && body[0] != '<' {
		body = fmt.Sprintf(`{"ok":false,"error_code":%d,"description":%q}`, a.code, a.desc)
	}
	w.WriteHeader(a.code)
	_, _ = io.WriteString(w, body)
}

// reading makes a channel on an address, with a file to send along.
func reading(t *testing.T, api, token string) *telegram.Channel {
	t.Helper()
	c, err := telegram.New(telegram.Options{
		Token: token, API: api, Poll: time.Second,
		Local: func(flows.File) (io.ReadCloser, error) { return io.NopCloser(strings.NewReader("a picture")), nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// taking receives until the test ends, and returns what waits for a text.
func taking(t *testing.T, c *telegram.Channel) (took func(text string)) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	events, done := make(chan flows.Event, 1000), make(chan error, 1)
	go func() {
		done <- c.Receive(ctx, "", func(b bot.Batch) error {
			for _, e := range b.Events {
				events <- e
			}
			return nil
		})
	}()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return func(text string) {
		t.Helper()
		for {
			select {
			case e := <-events:
				if e.Text == text {
					return
				}
			case <-time.After(20 * time.Second):
				t.Fatalf("%q never came", text)
			}
		}
	}
}

// on starts a server that answers everything so and makes a channel on it.
func on(t *testing.T, handler http.HandlerFunc) (*telegram.Channel, *notebook) {
	t.Helper()
	srv := httptest.NewServer(handler)
	t.Cleanup(srv.Close)
	log := &notebook{}
	c, err := telegram.New(telegram.Options{
		Token: "1:" + canary, API: srv.URL, Log: slog.New(slog.NewTextHandler(log, nil)), Poll: time.Second,
		Local: func(flows.File) (io.ReadCloser, error) { return io.NopCloser(strings.NewReader("a picture")), nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	return c, log
}

// TestFloodWidth tells a flood of one chat from one of the whole bot.
func TestFloodWidth(t *testing.T) {
	after := 3
	c, _ := on(t, func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(429)
		_, _ = fmt.Fprintf(w, `{"ok":false,"error_code":429,"description":"Too Many Requests","parameters":{"retry_after":%d}}`, after)
	})
	for _, step := range []struct {
		chat  string
		after int
		wide  bool
	}{{"7", 3, false}, {"7", 3, false}, {"8", 3, true}, {"8", 900, true}, {"8", 1 << 40, true}} {
		after = step.after
		got := c.Do(t.Context(), step.chat, flows.Act{Text: "một"})
		want := min(time.Duration(step.after)*time.Second, 24*time.Hour)
		if step.after > 1<<30 {
			want = 24 * time.Hour
		}
		if got.Wide != step.wide || got.After != want {
			t.Errorf("chat %s, %d s: wide %v, after %v", step.chat, step.after, got.Wide, got.After)
		}
	}
}

// TestTimedOut ends as unsure when the request was out, and as later when it
// was not.
func TestTimedOut(t *testing.T) {
	c, _ := on(t, func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		<-r.Context().Done()
	})
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if got := c.Do(ctx, "7", flows.Act{Text: "một"}); got.Result != flows.Unsure || got.Why != "timed out" {
		t.Errorf("a request that was out ended as %+v", got)
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if got := c.Do(gone, "7", flows.Act{Text: "một"}); got.Result != flows.Later || got.Why != "stopped" {
		t.Errorf("a request that never left ended as %+v", got)
	}
}

// TestSpread uploads ten files in one album and keeps the order.
func TestSpread(t *testing.T) {
	var names []string
	c, _ := on(t, func(w http.ResponseWriter, r *http.Request) {
		if err := r.ParseMultipartForm(1 << 20); err != nil {
			t.Error(err)
		}
		for i := range len(r.MultipartForm.File) {
			names = append(names, r.MultipartForm.File["file"+strconv.Itoa(i)][0].Filename)
		}
		_, _ = io.WriteString(w, `{"ok":true,"result":[{"message_id":5}]}`)
	})
	var files []flows.File
	for i := range 10 {
		files = append(files, flows.File{Kind: flows.Document, Ref: "sheet", Name: "../a/" + strconv.Itoa(i) + ".xlsx"})
	}
	if got := c.Do(t.Context(), "7", flows.Act{Files: files, Text: "bảng"}); got.Result != flows.Done || got.Shown != "5" {
		t.Errorf("ended as %+v", got)
	}
	if strings.Join(names, " ") != "0.xlsx 1.xlsx 2.xlsx 3.xlsx 4.xlsx 5.xlsx 6.xlsx 7.xlsx 8.xlsx 9.xlsx" {
		t.Errorf("sent %v", names)
	}
}
