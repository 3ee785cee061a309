package web

import (
	"context"
	"time"
)

// A Person is somebody who can hold one of the phones of the demo page.
type Person struct {
	ID     string `json:"id"` // the chat
	Name   string `json:"name"`
	Title  string `json:"title,omitempty"` // office, as the roster says it
	Role   string `json:"role,omitempty"`  // a key of the page's texts: "member", "charge", "admin"
	Team   string `json:"team,omitempty"`  // code of the team or unit
	Place  string `json:"place,omitempty"` // village and commune, or the unit
	Joined bool   `json:"joined"`          // whether the bot knows this chat

	Short string `json:"-"` // in transcripts: "an"
	Phone string `json:"-"` // never sent to the page
}

// A Query is what the person chooser asks.
type Query struct {
	Words string // in names, titles, teams and places, with or without marks
	Role  string // "" is all; "out" is those who have not joined
	Most  int
}

// A Stage is what stands around the chats on the demo page. Every part of it
// may be missing; the page leaves out what it cannot ask.
type Stage struct {
	// Cast returns who holds the three phones at first: a member, a leader and
	// an administrator.
	Cast func() []string

	// Person tells who a chat belongs to. If it is nil every chat exists.
	Person func(chat string) (Person, bool)

	// Find looks for people, and says how many there are in all.
	Find func(q Query) (found []Person, total int)

	// Speak makes the bot speak a language, "vi" or "en", to the people of the
	// chats.
	Speak func(ctx context.Context, chats []string, lang string) error

	// Forward moves the clock that the whole demo runs by.
	Forward func(ctx context.Context, to time.Time) error

	// Invite makes a code that the person of a chat can join with, in place of
	// the one before: what stands on a printed invitation, or six digits.
	Invite func(ctx context.Context, chat string, digits bool) (code string, err error)
}

// person tells who a chat belongs to, and whether it can exist.
func (c *Channel) person(chat string) (Person, bool) {
	if !isChat(chat) {
		return Person{}, false
	}
	if c.stage.Person == nil {
		return Person{ID: chat, Name: chat}, true
	}
	return c.stage.Person(chat)
}

// isChat reports whether a string can name a chat: letters, digits and a few
// signs, so that it needs no care in addresses and in the journal.
func isChat(s string) bool {
	if s == "" || len(s) > 64 {
		return false
	}
	for _, r := range s {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '_', r == '.':
		default:
			return false
		}
	}
	return true
}
