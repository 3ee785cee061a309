package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"caunoi/bot/telegram/fake"
)

// phones moves the people of the fake Telegram over its control, and tells
// what they saw.
type phones struct {
	t    testing.TB
	url  string
	step int // where in the record the newest act of anybody stands
}

// ask calls the control and decodes the answer.
func (p *phones) ask(method, what string, body io.Reader, into any) error {
	req, err := http.NewRequest(method, p.url+"/control/"+what, body)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		return err
	}
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("control %s: %s: %s", what, resp.Status, data)
	}
	if text, ok := into.(*string); ok {
		*text = string(data)
		return nil
	}
	return json.Unmarshal(data, into)
}

// move moves somebody and returns the id of the message that came of it, if
// one did.
func (p *phones) move(what string, m map[string]any) int64 {
	p.t.Helper()
	body, err := json.Marshal(m)
	if err != nil {
		p.t.Fatal(err)
	}
	var out json.RawMessage
	if err := p.ask(http.MethodPost, what, bytes.NewReader(body), &out); err != nil {
		p.t.Fatalf("%s %v: %v", what, m, err)
	}
	id, _ := strconv.ParseInt(string(out), 10, 64) // "true" is no id
	return id
}

// stats returns what the fake counted; nothing while it cannot be reached.
func (p *phones) stats() fake.Stats {
	var s fake.Stats
	if err := p.ask(http.MethodGet, "stats", nil, &s); err != nil {
		return fake.Stats{}
	}
	return s
}

// record returns what happened from a place in the record on.
func (p *phones) record(from int) []fake.Entry {
	p.t.Helper()
	var log []fake.Entry
	if err := p.ask(http.MethodGet, "log?from="+strconv.Itoa(from), nil, &log); err != nil {
		p.t.Fatal(err)
	}
	return log
}

// violations returns which requests broke the rules of the Bot API.
func (p *phones) violations() []string {
	p.t.Helper()
	var list []string
	if err := p.ask(http.MethodGet, "violations", nil, &list); err != nil {
		p.t.Fatal(err)
	}
	return list
}

// transcript returns all that happened as it stood on the phones.
func (p *phones) transcript() string {
	p.t.Helper()
	var text string
	if err := p.ask(http.MethodGet, "transcript", nil, &text); err != nil {
		p.t.Fatal(err)
	}
	return text
}

// A phone is one person's.
type phone struct {
	*phones
	id   int64
	name string
}

// phone returns the phone of a person who has never written to the bot.
func (p *phones) phone(id int64, name string) *phone {
	p.t.Helper()
	p.move("stranger", map[string]any{"person": id, "name": name})
	return &phone{phones: p, id: id, name: name}
}

// act moves the person. What is expected afterwards is looked for from here.
func (p *phone) act(what string, m map[string]any) int64 {
	p.t.Helper()
	p.step += len(p.record(p.step))
	m["person"] = p.id
	return p.move(what, m)
}

// say writes a text to the bot.
func (p *phone) say(text string) int64 {
	p.t.Helper()
	return p.act("say", map[string]any{"text": text})
}

// press presses the newest button with that label.
func (p *phone) press(label string) {
	p.t.Helper()
	p.act("press", map[string]any{"button": label})
}

// contact shares the person's own number.
func (p *phone) contact(number string) {
	p.t.Helper()
	p.act("contact", map[string]any{"phone": number})
}

// photo sends a picture.
func (p *phone) photo(caption string) int64 {
	p.t.Helper()
	return p.act("photo", map[string]any{"text": caption})
}

// sees waits until the bot shows the person, or changes before the person's
// eyes, a message with all these words, since anybody last acted.
func (p *phone) sees(words ...string) fake.Entry {
	p.t.Helper()
	var found fake.Entry
	ok := within(patience, func() bool {
		for _, e := range p.record(p.step) {
			if e.Person == 0 && e.Chat == p.id && hasAll(e.Text, words) {
				found = e
				return true
			}
		}
		return false
	})
	if !ok {
		p.t.Fatalf("%s never saw %q. What happened:\n%s", p.name, words, p.transcript())
	}
	return found
}

// seesOnce is sees, and checks that the same was shown only once.
func (p *phone) seesOnce(words ...string) fake.Entry {
	p.t.Helper()
	first := p.sees(words...)
	for _, e := range p.record(0) {
		if e.What == "show" && e.Chat == p.id && e.Message != first.Message && shownKey(e) == shownKey(first) {
			p.t.Errorf("%s saw the same twice, as messages %d and %d: %q", p.name, first.Message, e.Message, e.Text)
		}
	}
	return first
}

// joins makes the person a member by the number of the roster.
func (p *phone) joins(number string) {
	p.t.Helper()
	p.say("/start")
	p.sees("gửi số điện thoại của chính mình")
	p.contact(number)
	p.sees("Danh sách ghi", "Đúng là")
	p.press("Đúng, tham gia")
	p.sees("giữ: họ tên, tổ, số điện thoại")
	p.press("Đồng ý")
	p.sees("Xong. Có việc")
}

// shownKey tells two shown messages apart by what a person sees.
func shownKey(e fake.Entry) string {
	key := strconv.FormatInt(e.Chat, 10) + "|" + e.Text
	for _, f := range e.Files {
		key += "|" + f.ID
	}
	return key
}

// hasAll reports whether a text has all words.
func hasAll(text string, words []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) })
}

// healthy asks the bot how it is; false while it does not answer.
func (r *rig) healthy(into any) bool {
	u := url.URL{Scheme: "http", Host: r.health, Path: "/healthz"}
	resp, err := http.Get(u.String())
	if err != nil {
		return false
	}
	defer resp.Body.Close()
	return json.NewDecoder(resp.Body).Decode(into) == nil && resp.StatusCode == http.StatusOK
}
