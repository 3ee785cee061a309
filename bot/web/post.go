package web

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"
	"unicode/utf16"

	"caunoi/flows"
)

// patience is how long a post waits for the bot to store a deed before the
// page is told that it is still waiting. The deed stays in the queue.
const patience = 20 * time.Second

// A post is what the page sends when a person does something.
type post struct {
	Chat    string   `json:"chat"`
	Key     string   `json:"key"`
	Lang    string   `json:"lang"`
	ID      string   `json:"id"` // the message changed or pressed on
	Text    string   `json:"text"`
	ReplyTo string   `json:"replyTo"`
	Do      string   `json:"do"`
	Label   string   `json:"label"`
	Lat     *float64 `json:"lat"`
	Lon     *float64 `json:"lon"`
	On      bool     `json:"on"`
}

// entry is the post as a deed that is done now.
func (c *Channel) entry(p post, d deed) entry {
	return entry{Chat: p.Chat, Deed: d, At: c.now(), Key: p.Key, Lang: p.Lang, ReplyTo: p.ReplyTo}
}

// begin reads a post and answers for it if it is no good: an unknown chat or
// words that are too long.
func (c *Channel) begin(w http.ResponseWriter, r *http.Request) (post, bool) {
	var p post
	if !read(w, r, &p) {
		return p, false
	}
	return p, c.sound(w, p)
}

// sound checks what every post has.
func (c *Channel) sound(w http.ResponseWriter, p post) bool {
	_, known := c.person(p.Chat)
	switch {
	case !known:
		refuse(w, http.StatusNotFound, "chat")
	case len(p.Key) > 64 || len(p.Lang) > 8 || len(p.ReplyTo) > 32 || len(p.ID) > 32 || len(p.Label) > 200:
		refuse(w, http.StatusBadRequest, "json")
	case len(utf16.Encode([]rune(p.Text))) > c.limit.Text:
		refuse(w, http.StatusRequestEntityTooLarge, "long")
	default:
		return true
	}
	return false
}

// settle hands a deed to the bot and answers once it is stored: only then may
// the page show its tick.
func (c *Channel) settle(w http.ResponseWriter, r *http.Request, e entry) {
	ctx, cancel := context.WithTimeout(r.Context(), patience)
	defer cancel()
	e, err := c.desk.hand(ctx, e)
	switch {
	case err == nil:
		answer(w, map[string]any{"id": e.ID, "n": e.N})
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled), errors.Is(err, errClosed):
		refuse(w, http.StatusServiceUnavailable, "waiting")
	default:
		c.log.Error("web post", "error", err)
		refuse(w, http.StatusInternalServerError, "journal")
	}
}

// say takes a text.
func (c *Channel) say(w http.ResponseWriter, r *http.Request) {
	p, ok := c.begin(w, r)
	if !ok {
		return
	}
	if strings.TrimSpace(p.Text) == "" {
		refuse(w, http.StatusBadRequest, "empty")
		return
	}
	e := c.entry(p, said)
	e.Text = p.Text
	c.settle(w, r, e)
}

// edit takes a new wording of a message that the person sent.
func (c *Channel) edit(w http.ResponseWriter, r *http.Request) {
	p, ok := c.begin(w, r)
	if !ok {
		return
	}
	if !c.rooms.wrote(p.Chat, p.ID) || strings.TrimSpace(p.Text) == "" {
		refuse(w, http.StatusBadRequest, "empty")
		return
	}
	e := c.entry(p, changed)
	e.ID, e.Text = p.ID, p.Text
	c.settle(w, r, e)
}

// press takes a tapped button. What it means, and whether it still may be
// pressed, is the bot's to say.
func (c *Channel) press(w http.ResponseWriter, r *http.Request) {
	p, ok := c.begin(w, r)
	if !ok {
		return
	}
	if _, shown := c.rooms.shown(p.Chat, p.ID); !shown || p.Do == "" || len(p.Do) > 64 {
		refuse(w, http.StatusBadRequest, "press")
		return
	}
	e := c.entry(p, pressed)
	e.ID, e.Press, e.Label = p.ID, p.Do, p.Label
	c.settle(w, r, e)
}

// pin takes a place.
func (c *Channel) pin(w http.ResponseWriter, r *http.Request) {
	p, ok := c.begin(w, r)
	if !ok {
		return
	}
	if p.Lat == nil || p.Lon == nil || *p.Lat < -90 || *p.Lat > 90 || *p.Lon < -180 || *p.Lon > 180 {
		refuse(w, http.StatusBadRequest, "place")
		return
	}
	e := c.entry(p, said)
	e.Place = &place{Lat: *p.Lat, Lon: *p.Lon}
	c.settle(w, r, e)
}

// contact shares the person's own phone number, as the contact button of a
// chat service does: the number comes from the stage, never from the page.
func (c *Channel) contact(w http.ResponseWriter, r *http.Request) {
	p, ok := c.begin(w, r)
	if !ok {
		return
	}
	if who, _ := c.person(p.Chat); who.Phone == "" {
		refuse(w, http.StatusBadRequest, "phone")
		return
	}
	e := c.entry(p, said)
	e.Contact = true
	c.settle(w, r, e)
}

// block closes the chat to the bot or opens it again.
func (c *Channel) block(w http.ResponseWriter, r *http.Request) {
	p, ok := c.begin(w, r)
	if !ok {
		return
	}
	d := opened
	if p.On {
		d = blocked
	}
	if c.rooms.closed(p.Chat) == p.On {
		answer(w, map[string]any{})
		return
	}
	c.settle(w, r, c.entry(p, d))
}

// fits reports whether a kind is one the page may send.
func fits(kind string) bool {
	switch flows.FileKind(kind) {
	case flows.Photo, flows.Voice, flows.Document:
		return true
	}
	return false
}
