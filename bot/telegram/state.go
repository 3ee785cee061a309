package telegram

import (
	"strings"
	"sync"
	"time"
)

// Health is how the channel is doing, for the operator's screens and alarms.
type Health struct {
	Name        string    // the bot's username, once Telegram told it
	LastPoll    time.Time // when a poll last succeeded; zero if none has
	Trouble     string    // a short code: "unreachable", "conflict", "webhook", "token refused"; "" if all is well
	Since       time.Time // since when there is trouble
	ReadsGroups bool      // Telegram hands it every message of its groups, which it drops
}

// state is what a Channel knows about itself at the moment.
type state struct {
	sync.Mutex
	health Health
	me     account   // ID is known from the token; the rest once getMe succeeded
	drop   time.Time // when a webhook was last taken away
	rival  rival
}

// mayDrop reports whether a webhook may be taken away at now, and notes it.
func (s *state) mayDrop(now time.Time) bool {
	s.Lock()
	defer s.Unlock()
	if now.Sub(s.drop) < time.Hour {
		return false
	}
	s.drop = now
	return true
}

// An account is the bot's own account.
type account struct {
	ID   int64  `json:"id"`
	Name string `json:"username"`
	All  bool   `json:"can_read_all_group_messages"`
}

// Health returns how the channel is doing now.
func (c *Channel) Health() Health {
	c.state.Lock()
	defer c.state.Unlock()
	return c.state.health
}

// Trouble says what keeps the channel from polling and since when, for the
// health of the bot.
func (c *Channel) Trouble() (what string, since time.Time) {
	h := c.Health()
	return h.Trouble, h.Since
}

// polled notes that a poll succeeded. Where two take turns, each of them
// succeeds now and then: that is no end of the trouble.
func (c *Channel) polled() {
	c.state.Lock()
	defer c.state.Unlock()
	c.state.health.LastPoll = c.opt.Now()
	if c.state.rival.lasts(c.opt.Now()) {
		return
	}
	c.state.health.Trouble, c.state.health.Since = "", time.Time{}
}

// troubled notes trouble, and reports whether it is new.
func (c *Channel) troubled(why string) bool {
	c.state.Lock()
	defer c.state.Unlock()
	h := &c.state.health
	if h.Trouble == why {
		return false
	}
	h.Trouble, h.Since = why, c.opt.Now()
	return true
}

// self returns the bot's own account.
func (c *Channel) self() account {
	c.state.Lock()
	defer c.state.Unlock()
	return c.state.me
}

// introduced notes the account that getMe told.
func (c *Channel) introduced(me account) {
	c.state.Lock()
	defer c.state.Unlock()
	c.state.me = me
	c.state.health.Name, c.state.health.ReadsGroups = me.Name, me.All
}

// floods remembers who was last told to wait, to tell one chat's flood from
// one of the whole bot, which Telegram does not (A4).
type floods struct {
	sync.Mutex
	chat string
	at   time.Time
}

// wide reports whether a wait of so many seconds for a chat is likely meant for
// the whole bot: if another chat was just told the same, or if it is longer than
// the chat's own limit can ask for, which for a group counts a minute.
func (f *floods) wide(chat string, seconds int, now time.Time) bool {
	f.Lock()
	defer f.Unlock()
	other := f.chat != "" && f.chat != chat && now.Sub(f.at) < 5*time.Second
	f.chat, f.at = chat, now
	longest := 30
	if strings.HasPrefix(chat, "-") {
		longest = 60
	}
	return other || seconds > longest
}
