package telegram

import (
	"strconv"
	"time"

	"caunoi/flows"
)

// lowestGroup is below the id of every basic group; supergroups and channels
// begin with -100 and ten digits (A7).
const lowestGroup = -1_000_000_000_000

// inGroup reports whether a chat is a group of people.
func (c chat) inGroup() bool { return c.Type == "group" || c.Type == "supergroup" }

// normalNote turns what Telegram itself writes into a group, when the group
// becomes a supergroup or the bot comes and goes, into an event. ok is false if
// it is something else.
func normalNote(u update, m *message, me account, now time.Time) (e flows.Event, ok bool) {
	if !m.Chat.inGroup() {
		return e, false
	}
	kind, from, to := flows.Kind(0), m.Chat.ID, int64(0)
	switch {
	case m.MovedTo != 0:
		kind, to = flows.Migrated, m.MovedTo
	case m.MovedFrom != 0:
		kind, from, to = flows.Migrated, m.MovedFrom, m.Chat.ID
	case m.Created:
		kind = flows.Entered
	case m.Left != nil && m.Left.ID == me.ID:
		kind = flows.Removed
	}
	for _, p := range m.Joined {
		if p.ID == me.ID {
			kind = flows.Entered
		}
	}
	if kind == 0 || kind == flows.Migrated && (from >= 0 || from <= lowestGroup || to > lowestGroup) {
		return e, false // only a basic group becomes another, and only a supergroup (S13)
	}
	e = u.base(kind, now)
	e.Chat, e.Said = address(from), time.Unix(m.Date, 0)
	if kind == flows.Migrated {
		e.To = address(to)
	}
	return e, true
}

// normalHidden turns a command to us into an event whose sender nobody knows:
// an anonymous administrator, or a channel that writes in the group (S11). It
// is passed on so that they can be told; what else they write is dropped.
func normalHidden(u update, m *message, me account, now time.Time) (e flows.Event, ok bool) {
	text, isCommand, mine := command(m.Text, me.Name)
	stands := m.Sender != nil || m.From != nil && (m.From.ID == anonymousAccount || m.From.ID == channelAccount)
	if !m.Chat.inGroup() || !stands || m.Automatic || !isCommand || !mine || m.ID == 0 || m.Chat.ID >= 0 {
		return e, false
	}
	e = u.base(flows.Said, now)
	e.Chat, e.Said, e.Hidden = address(m.Chat.ID), time.Unix(m.Date, 0), true
	e.Text, e.Message, e.Topic = text, strconv.FormatInt(m.ID, 10), m.topic()
	return e, true
}

// normalStanding turns a change of what the bot may do in a group into an
// event. Whoever made it is not named, since it changes nobody's rights.
func normalStanding(u update, now time.Time) (e flows.Event, ok bool) {
	m := u.Member
	if !m.Chat.inGroup() || m.Chat.ID >= 0 {
		return e, false
	}
	kind, standing := flows.Entered, flows.Standing("")
	switch m.New.Status {
	case "member":
		standing = flows.MayWrite
	case "administrator", "creator":
		standing = flows.MayRead
	case "restricted":
		standing = flows.MayWrite
		if m.New.Sends != nil && !*m.New.Sends {
			standing = flows.Muted
		}
		if m.New.In != nil && !*m.New.In {
			kind, standing = flows.Removed, ""
		}
	case "left", "kicked":
		kind = flows.Removed
	default:
		return e, false
	}
	e = u.base(kind, now)
	e.Chat, e.Said, e.Standing = address(m.Chat.ID), time.Unix(m.Date, 0), standing
	return e, true
}
