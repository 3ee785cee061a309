package web

import (
	"net/http"
	"strconv"
	"time"
)

// state tells the page what it starts with: who holds the phones, what time
// it is, and what it may ask.
func (c *Channel) state(w http.ResponseWriter, r *http.Request) {
	asked := r.URL.Query()["chat"]
	var cast []string
	if c.stage.Cast != nil {
		cast = c.stage.Cast()
	}
	people := make([]Person, 0, len(cast))
	for i, chat := range cast {
		who, _ := c.person(chat)
		if i < len(asked) {
			if other, known := c.person(asked[i]); known {
				who = other
			}
		}
		people = append(people, who)
	}
	answer(w, map[string]any{
		"people":  people,
		"now":     c.now().Format(time.RFC3339Nano),
		"clock":   c.stage.Forward != nil,
		"buttons": c.limit.Buttons,
		"edits":   c.limit.Edits,
		"text":    c.limit.Text,
		"largest": largest,
	})
}

// people answers the person chooser.
func (c *Channel) people(w http.ResponseWriter, r *http.Request) {
	if c.stage.Find == nil {
		refuse(w, http.StatusNotFound, "people")
		return
	}
	q := Query{Words: r.URL.Query().Get("q"), Role: r.URL.Query().Get("role"), Most: 60}
	if n, err := strconv.Atoi(r.URL.Query().Get("most")); err == nil && n > 0 && n < q.Most {
		q.Most = n
	}
	found, total := c.stage.Find(q)
	answer(w, map[string]any{"people": found, "total": total})
}

// language makes the bot speak another language to the people shown.
func (c *Channel) language(w http.ResponseWriter, r *http.Request) {
	var p struct {
		Lang  string   `json:"lang"`
		Chats []string `json:"chats"`
	}
	if !read(w, r, &p) {
		return
	}
	if c.stage.Speak == nil || len(p.Chats) > 8 || (p.Lang != "vi" && p.Lang != "en") {
		refuse(w, http.StatusBadRequest, "lang")
		return
	}
	if err := c.stage.Speak(r.Context(), p.Chats, p.Lang); err != nil {
		c.log.Error("web language", "error", err)
		refuse(w, http.StatusInternalServerError, "journal")
		return
	}
	answer(w, map[string]any{})
}

// invite gives the page a code that somebody can join with. A printed sheet or
// an administrator's voice would bring it to them; the page has neither.
func (c *Channel) invite(w http.ResponseWriter, r *http.Request) {
	var p struct {
		Chat   string `json:"chat"`
		Digits bool   `json:"digits"`
	}
	if !read(w, r, &p) {
		return
	}
	if who, known := c.person(p.Chat); c.stage.Invite == nil || !known || who.Joined {
		refuse(w, http.StatusBadRequest, "invite")
		return
	}
	code, err := c.stage.Invite(r.Context(), p.Chat, p.Digits)
	if err != nil {
		c.log.Error("web invite", "error", err)
		refuse(w, http.StatusInternalServerError, "journal")
		return
	}
	answer(w, map[string]any{"code": code})
}

// clock moves the clock of the demo forward and tells all pages.
func (c *Channel) clock(w http.ResponseWriter, r *http.Request) {
	var p struct {
		To string `json:"to"`
	}
	if !read(w, r, &p) {
		return
	}
	to, ok := ahead(c.now(), p.To)
	if !ok || c.stage.Forward == nil {
		refuse(w, http.StatusBadRequest, "clock")
		return
	}
	if err := c.stage.Forward(r.Context(), to); err != nil {
		c.log.Error("web clock", "error", err)
		refuse(w, http.StatusInternalServerError, "journal")
		return
	}
	c.rooms.nudgeAll()
	answer(w, map[string]any{"now": c.now().Format(time.RFC3339Nano)})
}

// ahead says which time a button of the clock means.
func ahead(now time.Time, button string) (time.Time, bool) {
	switch button {
	case "+15m":
		return now.Add(15 * time.Minute), true
	case "+1h":
		return now.Add(time.Hour), true
	case "night":
		at := time.Date(now.Year(), now.Month(), now.Day(), 23, 0, 0, 0, now.Location())
		if !at.After(now) {
			at = at.AddDate(0, 0, 1)
		}
		return at, true
	case "morning":
		return time.Date(now.Year(), now.Month(), now.Day()+1, 7, 0, 0, 0, now.Location()), true
	case "week":
		return time.Date(now.Year(), now.Month(), now.Day()+7, 7, 0, 0, 0, now.Location()), true
	}
	return time.Time{}, false
}
