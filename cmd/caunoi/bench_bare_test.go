package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"

	"caunoi/store"
	"caunoi/store/bolt"
)

// bareFlying is how many messages of the bare loop may be on their way.
const bareFlying = 128

// A bareBot is the least a durable bot can do, written as its makers would who
// want nothing but speed: calls as the telegram library makes them (a form is
// posted, the answer is decoded into an envelope and its result into a message)
// by a client that keeps its connections; one transaction for each poll with
// the updates and the answers to them in it, and one for each heap of answers
// that left. It knows nobody, understands nothing and never tries again.
//
// It stores through store/bolt and calls through net/http, because the drawing
// of the architecture keeps bbolt and the library to the packages that know
// their traps. What store/bolt adds here is a checksum for each value.
//
// What it answers is as long as our card of a report and has as many buttons,
// so that both put the same on the wire.
type bareBot struct {
	b      *testing.B
	ctx    context.Context
	db     store.DB
	client *http.Client
	api    string
	jobs   chan bareAnswer
	sent   chan bareAnswer
}

// A bareUpdate is what it reads of an update.
type bareUpdate struct {
	ID      int64       `json:"update_id"`
	Message bareMessage `json:"message"`
}

// A bareMessage is a message that came or was sent.
type bareMessage struct {
	ID   int64  `json:"message_id"`
	Date int64  `json:"date"`
	Text string `json:"text"`
	From struct {
		ID   int64  `json:"id"`
		Name string `json:"first_name"`
		Lang string `json:"language_code"`
	} `json:"from"`
	Chat struct {
		ID   int64  `json:"id"`
		Type string `json:"type"`
	} `json:"chat"`
}

// A bareAnswer is a row of its outbox.
type bareAnswer struct {
	ID      int64          `json:"id"`
	Chat    int64          `json:"chat"`
	Text    string         `json:"text"`
	Buttons [][]bareButton `json:"buttons"`
}

// A bareButton stands under it.
type bareButton struct {
	Text string `json:"text"`
	Data string `json:"callback_data"`
}

// What it answers to everything.
const bareWords = "✅ Đã ghi việc 2611-711 · Bản Mẫu 710\nHạ tầng · Thường\nGửi thêm chữ, ảnh, ghi âm là vào việc này.\n"

var bareButtons = [][]bareButton{
	{{"🚨 Khẩn", "nang 2611-711"}, {"✏️ Sửa", "sua 2611-711"}}, {{"🏷 Hạ tầng ▾", "loai 2611-711"}, {"↩️ Rút lại", "rut 2611-711"}},
}

// startBare starts the loop on a new database. stop ends it.
func startBare(b *testing.B, path, api string) (stop func()) {
	b.Helper()
	db, err := bolt.Open(path, bolt.Options{Init: true})
	if err != nil {
		b.Fatal(err)
	}
	ctx, cancel := context.WithCancel(b.Context())
	conns := bareFlying + 1
	bare := &bareBot{
		b: b, ctx: ctx, db: db, api: api + "/bot" + benchToken + "/",
		client: &http.Client{Transport: &http.Transport{MaxIdleConns: conns, MaxIdleConnsPerHost: conns, MaxConnsPerHost: conns}},
		jobs:   make(chan bareAnswer, 1000), sent: make(chan bareAnswer, 1000),
	}
	var crew sync.WaitGroup
	for range bareFlying {
		crew.Go(bare.send)
	}
	crew.Go(bare.settle)
	crew.Go(bare.receive)
	return func() {
		cancel()
		crew.Wait()
		if err := db.Close(); err != nil {
			b.Error(err)
		}
	}
}

// call calls a method and decodes its result.
func (a *bareBot) call(method string, form url.Values, into any) error {
	req, err := http.NewRequestWithContext(a.ctx, http.MethodPost, a.api+method, strings.NewReader(form.Encode()))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := a.client.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var envelope struct {
		OK     bool            `json:"ok"`
		Result json.RawMessage `json:"result"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&envelope); err != nil {
		return err
	}
	if !envelope.OK {
		return fmt.Errorf("%s is refused", method)
	}
	return json.Unmarshal(envelope.Result, into)
}

// receive polls, stores what came and what is answered, and lets it leave.
func (a *bareBot) receive() {
	for next := int64(0); a.ctx.Err() == nil; {
		var updates []bareUpdate
		form := url.Values{"offset": {strconv.FormatInt(next, 10)}, "limit": {"100"}, "timeout": {"50"}}
		if a.call("getUpdates", form, &updates) != nil {
			continue // it is the end
		}
		rows := make([]bareAnswer, len(updates))
		err := a.db.Update(a.ctx, func(tx store.Tx) {
			for i, u := range updates {
				next = u.ID + 1
				rows[i] = bareAnswer{u.ID, u.Message.Chat.ID, bareWords + u.Message.Text, bareButtons}
				a.put(tx, "update", store.Key(u.ID), u)
				a.put(tx, "outbox", store.Key(u.ID), rows[i])
			}
			a.put(tx, "meta", "offset", next)
		})
		if err != nil && a.ctx.Err() == nil {
			a.b.Error(err)
		}
		for _, r := range rows {
			a.jobs <- r
		}
	}
}

// put stores a value as JSON.
func (a *bareBot) put(tx store.Tx, table, key string, value any) {
	data, err := json.Marshal(value)
	if err != nil {
		tx.Fail(err)
		return
	}
	tx.Put(table, key, data)
}

// send sends one message after the other.
func (a *bareBot) send() {
	for {
		select {
		case r := <-a.jobs:
			board, err := json.Marshal(map[string]any{"inline_keyboard": r.Buttons})
			if err != nil {
				a.b.Error(err)
			}
			form := url.Values{"chat_id": {strconv.FormatInt(r.Chat, 10)}, "text": {r.Text}, "reply_markup": {string(board)}}
			if a.call("sendMessage", form, new(bareMessage)) == nil {
				a.sent <- r
			}
		case <-a.ctx.Done():
			return
		}
	}
}

// settle takes from the outbox what has left, as much at once as there is.
func (a *bareBot) settle() {
	for {
		var rows []bareAnswer
		select {
		case r := <-a.sent:
			rows = append(rows, r)
		case <-a.ctx.Done():
			return
		}
		for more := true; more; {
			select {
			case r := <-a.sent:
				rows = append(rows, r)
			default:
				more = false
			}
		}
		err := a.db.Update(a.ctx, func(tx store.Tx) {
			for _, r := range rows {
				tx.Delete("outbox", store.Key(r.ID))
			}
		})
		if err != nil && a.ctx.Err() == nil {
			a.b.Error(err)
		}
	}
}
