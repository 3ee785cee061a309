package telegram

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"caunoi/bot"
	"caunoi/flows"
)

// The parts of an update that mean something to us (Bot API 10.1). Nothing else
// is decoded, so nothing else can be of an unexpected type (T2, T18).
type update struct {
	ID       int64       `json:"update_id"`
	Message  *message    `json:"message"`
	Edited   *message    `json:"edited_message"`
	Callback *callback   `json:"callback_query"`
	Member   *membership `json:"my_chat_member"`
}

type person struct {
	ID    int64  `json:"id"`
	Bot   bool   `json:"is_bot"`
	First string `json:"first_name"`
	Last  string `json:"last_name"`
	Lang  string `json:"language_code"`
}

type chat struct {
	ID   int64  `json:"id"`
	Type string `json:"type"`
}

type message struct {
	ID      int64   `json:"message_id"`
	From    *person `json:"from"`
	Sender  *chat   `json:"sender_chat"`
	Chat    chat    `json:"chat"`
	Date    int64   `json:"date"`
	Changed int64   `json:"edit_date"`
	Album   string  `json:"media_group_id"`
	Text    string  `json:"text"`
	Caption string  `json:"caption"`
	Answers *origin `json:"reply_to_message"`
	inTopic

	Photo     []file   `json:"photo"`
	Voice     *file    `json:"voice"`
	Audio     *file    `json:"audio"`
	Video     *file    `json:"video"`
	VideoNote *file    `json:"video_note"`
	Animation *file    `json:"animation"`
	Document  *file    `json:"document"`
	Sticker   *file    `json:"sticker"`
	Contact   *contact `json:"contact"`
	Location  *point   `json:"location"`
	Venue     *struct {
		Location point `json:"location"`
	} `json:"venue"`

	Origin    json.RawMessage `json:"forward_origin"` // since Bot API 7.0
	OldOrigin json.RawMessage `json:"forward_date"`   // before, and still sent
	Automatic bool            `json:"is_automatic_forward"`

	// What Telegram itself writes into a group (A7).
	MovedTo   int64    `json:"migrate_to_chat_id"`
	MovedFrom int64    `json:"migrate_from_chat_id"`
	Created   bool     `json:"group_chat_created"`
	Joined    []person `json:"new_chat_members"`
	Left      *person  `json:"left_chat_member"`

	// What a person can send that no event has a field for. It is passed on
	// empty, so that they are told instead of left without an answer.
	Dice      json.RawMessage `json:"dice"`
	Game      json.RawMessage `json:"game"`
	Poll      json.RawMessage `json:"poll"`
	Story     json.RawMessage `json:"story"`
	Checklist json.RawMessage `json:"checklist"`
	Paid      json.RawMessage `json:"paid_media"`
}

// An origin is a message that another is about: answered, or pressed on. One
// that is too old has no more than its id and chat.
type origin struct {
	ID   int64   `json:"message_id"`
	From *person `json:"from"`
	Chat chat    `json:"chat"`
	inTopic
}

// An inTopic says in which topic of a group a message stands. A thread that is no
// topic is one of answers, and is not to be sent back.
type inTopic struct {
	Thread  int64 `json:"message_thread_id"`
	Topical bool  `json:"is_topic_message"`
}

// topic is the id of the topic, "" of the one that every group has.
func (t inTopic) topic() string {
	if !t.Topical || t.Thread == 0 {
		return ""
	}
	return strconv.FormatInt(t.Thread, 10)
}

type file struct {
	ID      string `json:"file_id"`
	Name    string `json:"file_name"`
	Size    int64  `json:"file_size"`
	Seconds int    `json:"duration"`
	Width   int64  `json:"width"`
	Height  int64  `json:"height"`
}

type contact struct {
	Phone  string `json:"phone_number"`
	UserID int64  `json:"user_id"`
}

type point struct {
	Lat  float64 `json:"latitude"`
	Lon  float64 `json:"longitude"`
	Live int     `json:"live_period"`
}

type callback struct {
	ID      string  `json:"id"`
	From    person  `json:"from"`
	Message *origin `json:"message"`
	Data    string  `json:"data"`
}

type membership struct {
	Chat chat   `json:"chat"`
	From person `json:"from"`
	Date int64  `json:"date"`
	New  struct {
		Status string `json:"status"`
		Sends  *bool  `json:"can_send_messages"` // of one that is restricted
		In     *bool  `json:"is_member"`
	} `json:"new_chat_member"`
}

// A batch is what a poll brought: what is given on, and the presses that the
// service waits for an answer to.
type batch struct {
	bot.Batch
	presses []string
}

// read reads the updates of one poll, each on its own, and returns where to ask
// from next: one after the last, even if that is lower than before (T3).
func (c *Channel) read(raw []json.RawMessage, p place) (batch, place) {
	b := batch{Batch: bot.Batch{Events: make([]flows.Event, 0, len(raw))}}
	now, me := c.opt.Now(), c.self()
	known := p.next - 1 // ids grow by one as a rule: what a damaged one is taken to be
	for i, data := range raw {
		u, err := decode(data)
		if u.ID == 0 && i+1 < len(raw) && known < 0 {
			if after, _ := decode(raw[i+1]); after.ID > 0 {
				known = after.ID - 2
			}
		}
		if u.ID == 0 {
			u.ID = known + 1
		}
		known = u.ID
		if u.Callback != nil && u.Callback.ID != "" {
			b.presses = append(b.presses, u.Callback.ID)
		}
		e, ok := flows.Event{}, false
		if err == nil {
			e, ok, err = normal(u, me, now)
		}
		switch {
		case err != nil:
			c.log.Warn("an update cannot be read", "update", u.ID, "err", err)
			b.Bad = append(b.Bad, bot.Bad{Seq: u.ID, Why: err.Error()})
		case ok:
			b.Events = append(b.Events, e)
		}
	}
	if known < 0 {
		known = p.next - 1
	}
	next := place{next: known + 1, last: now, heard: now}
	b.Cursor = next.cursor()
	return b, next
}

// highestID is over every id there can be; one above it is no id, and counting
// on from it would leave nothing to ask for.
const highestID = 1 << 53

// decode decodes one update. If that fails, the id is still read if it can be.
// The error never quotes the update.
func decode(data []byte) (update, error) {
	var u update
	err := json.Unmarshal(data, &u)
	if err == nil && u.ID > 0 && u.ID < highestID {
		return u, nil
	}
	var id struct {
		ID json.Number `json:"update_id"`
	}
	_ = json.Unmarshal(data, &id) // a failure leaves 0, which is the answer
	n, _ := strconv.ParseInt(id.ID.String(), 10, 64)
	if n < 0 || n >= highestID {
		n = 0
	}
	u = update{ID: n}
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return u, fmt.Errorf("the field %s is of an unexpected type", wrong.Field)
	}
	if err != nil {
		return u, errors.New("it is not JSON of an update")
	}
	return u, errors.New("it has no update_id")
}

// base is what all events of an update share.
func (u update) base(kind flows.Kind, now time.Time) flows.Event {
	return flows.Event{ID: name + ":" + strconv.FormatInt(u.ID, 10), Seq: u.ID, Kind: kind, At: now}
}
