package telegram_test

import (
	"bytes"
	"log/slog"
	"os"
	"strconv"
	"sync"
	"testing"
	"time"

	"caunoi/bot"
	"caunoi/bot/channeltest"
	"caunoi/bot/telegram"
	"caunoi/bot/telegram/fake"
	"caunoi/flows"
)

// canary is the secret half of the token that the tests look for in everything
// that comes out. It is too short to be taken for a real one.
const canary = "canary-0f3a"

// A notebook is a log that can be read while it is written.
type notebook struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (n *notebook) Write(p []byte) (int, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.b.Write(p)
}

func (n *notebook) String() string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.b.String()
}

// serve starts a fake whose token holds the canary.
func serve(t *testing.T, o fake.Options) *fake.Server {
	t.Helper()
	o.Token = "1:" + canary
	return fake.Test(t, o)
}

// channel makes a channel on a fake.
func channel(t *testing.T, s *fake.Server, log *notebook) *telegram.Channel {
	t.Helper()
	c, err := telegram.New(telegram.Options{Token: s.Token(), API: s.URL, Log: slog.New(slog.NewTextHandler(log, nil)), Poll: 5 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestChannel holds Telegram against the suite of all channels.
func TestChannel(t *testing.T) {
	channeltest.Run(t, func(t *testing.T) channeltest.Rig {
		s := serve(t, fake.Options{})
		log := &notebook{}
		an := s.Person(7, "An")
		return channeltest.Rig{
			Channel: channel(t, s, log), Chat: "7", Secret: canary, Log: log.String,
			Again:   func() bot.Channel { return channel(t, s, log) },
			Seen:    func() []channeltest.Seen { return seen(s, 7) },
			People:  people(t, s, an),
			Trouble: trouble(t, s),
		}
	})
}

// people is An's part of a rig.
func people(t *testing.T, s *fake.Server, an *fake.Person) channeltest.People {
	number := func(id string) int64 {
		n, err := strconv.ParseInt(id, 10, 64)
		if err != nil {
			t.Fatalf("message id %q: %v", id, err)
		}
		return n
	}
	return channeltest.People{
		Say: func(text string) string { return strconv.FormatInt(an.Say(text), 10) },
		Press: func(message, do string) {
			if err := an.Press(number(message), do); err != nil {
				t.Fatal(err)
			}
		},
		Edit: func(message, text string) {
			if err := an.Edit(number(message), text); err != nil {
				t.Fatal(err)
			}
		},
		Photo: func(caption string) []byte {
			an.Photo(caption)
			return append([]byte("\xff\xd8\xff\xe0 a picture: "), caption...)
		},
		Contact: func(phone string, own bool) { an.Contact(phone, own) },
		Place:   func(lat, lon float64) { an.Place(lat, lon) },
		Block:   an.Block,
		Unblock: an.Unblock,
		Spoil:   func() { s.Raw(`{"update_id":%d,"message":{"message_id":"x","text":7}}`) },
	}
}

// trouble is the service's part of a rig.
func trouble(t *testing.T, s *fake.Server) channeltest.Trouble {
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	answer := func(code int, text string, moved int64) func() {
		return func() { s.Fault(fake.Fault{Kind: "error", Code: code, Description: text, Moved: moved}) }
	}
	return channeltest.Trouble{
		Force: map[flows.Result]func(){
			flows.Later: func() {
				s.Fault(fake.Fault{Kind: "error", Code: 429, Description: "Too Many Requests: retry after 3", After: 3})
			},
			flows.Moved:  answer(400, "Bad Request: group chat was upgraded to a supergroup chat", -1001),
			flows.Gone:   answer(403, "Forbidden: bot was blocked by the user", 0),
			flows.Never:  answer(400, "Bad Request: message is too long", 0),
			flows.Lost:   answer(400, "Bad Request: message to edit not found", 0),
			flows.Unsure: func() { s.Fault(fake.Fault{Kind: "lose"}) },
		},
		Hang: func() { s.Fault(fake.Fault{Kind: "silence", Method: "sendMessage", Count: -1}) },
		Down: func() { must(s.Down()) },
		Up:   func() { must(s.Up()) },
	}
}

// seen is what a person sees, as the suite wants it.
func seen(s *fake.Server, chat int64) []channeltest.Seen {
	var out []channeltest.Seen
	for _, m := range s.Seen(chat) {
		one := channeltest.Seen{Message: strconv.FormatInt(m.Message, 10), Text: m.Text, Files: len(m.Files), Edited: m.Edited}
		for _, row := range m.Buttons {
			for _, b := range row {
				one.Buttons = append(one.Buttons, flows.Button{Label: b.Label, Do: b.Data})
			}
		}
		out = append(out, one)
	}
	return out
}

// TestMain keeps the proxy of the machine out of the tests.
func TestMain(m *testing.M) {
	for _, key := range []string{"HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy"} {
		os.Unsetenv(key)
	}
	os.Exit(m.Run())
}
