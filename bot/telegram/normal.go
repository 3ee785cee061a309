package telegram

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"caunoi/flows"
)

// Accounts of Telegram itself, which stand for nobody: the service messages,
// the anonymous administrator of a group and a channel that writes in one (S11).
const (
	serviceAccount   = 777000
	anonymousAccount = 1087968824
	channelAccount   = 136817688
)

// normal turns an update into an event. ok is false if it is not for us: a
// kind that we do not know, a bot, a channel, or what a group says among
// itself, which is dropped here before anything can be stored.
func normal(u update, me account, now time.Time) (e flows.Event, ok bool, err error) {
	switch {
	case u.Message != nil:
		return normalMessage(u, u.Message, flows.Said, me, now)
	case u.Edited != nil:
		return normalMessage(u, u.Edited, flows.Edited, me, now)
	case u.Callback != nil:
		return normalPress(u, now)
	case u.Member != nil:
		return normalMember(u, now)
	}
	return e, false, nil
}

// normalMessage turns a message, or one that was edited, into an event.
func normalMessage(u update, m *message, kind flows.Kind, me account, now time.Time) (e flows.Event, ok bool, err error) {
	if kind == flows.Said {
		if e, ok := normalNote(u, m, me, now); ok {
			return e, true, nil
		}
	}
	if !fromPerson(m) {
		if kind == flows.Said {
			e, ok = normalHidden(u, m, me, now)
		}
		return e, ok, nil
	}
	if m.Chat.ID == 0 || m.ID == 0 || m.From.ID <= 0 {
		return e, false, errors.New("the message has no id, chat or sender")
	}
	// A live place is an edit every few seconds; nobody typed it.
	if kind == flows.Edited && m.Location != nil {
		return e, false, nil
	}
	e = u.base(kind, now)
	if err := stamp(&e, *m.From, m.Chat); err != nil {
		return e, false, err
	}
	e.Said = time.Unix(m.Date, 0)
	if kind == flows.Edited && m.Changed > 0 {
		e.Said = time.Unix(m.Changed, 0)
	}
	text, isCommand, mine := command(m.Text+m.Caption, me.Name)
	if m.Answers != nil && m.Topical && m.Answers.ID == m.Thread {
		m.Answers = nil // Telegram marks all that is written in a topic as an answer to its beginning
	}
	toMe := m.Answers != nil && m.Answers.From != nil && m.Answers.From.ID == me.ID
	if !mine || !e.Private && !isCommand && !toMe {
		return e, false, nil
	}
	e.Text, e.Message, e.Album, e.Topic = text, strconv.FormatInt(m.ID, 10), m.Album, m.topic()
	if m.Answers != nil {
		e.ReplyTo = strconv.FormatInt(m.Answers.ID, 10)
	}
	m.fill(&e)
	if e.Text == "" && len(e.Files) == 0 && e.Contact == nil && e.Place == nil && !m.other() {
		return e, false, nil // the service's own note, that something was pinned and the like
	}
	return e, true, nil
}

// fromPerson reports whether somebody wrote the message whom we can know again.
func fromPerson(m *message) bool {
	if m.From == nil || m.From.Bot || m.Sender != nil || m.Automatic || m.Chat.Type == "channel" {
		return false
	}
	return m.From.ID != serviceAccount && m.From.ID != anonymousAccount && m.From.ID != channelAccount
}

// stamp writes who did it and where.
func stamp(e *flows.Event, p person, c chat) error {
	e.By, e.Chat, e.Private = address(p.ID), address(c.ID), c.Type == "private"
	if e.Private && p.ID != c.ID {
		return errors.New("the private chat is not the sender's")
	}
	e.Name, e.Lang = strings.TrimSpace(p.First+" "+p.Last), p.Lang
	return nil
}

// command looks at the first word of a text. If it is a command that names a
// bot, as "/gui@ThisBot", the name is taken off if it is ours, and mine is false
// if it is another's. Telegram's own marks are not used: they end at the first
// letter with a mark (T11), and its test for a name is a substring (T16).
func command(text, self string) (plain string, isCommand, mine bool) {
	if !strings.HasPrefix(text, "/") || len(text) < 2 {
		return text, false, true
	}
	word, rest := text, ""
	if i := strings.IndexAny(text, " \n\t\r"); i >= 0 {
		word, rest = text[:i], text[i:]
	}
	verb, bot, named := strings.Cut(word, "@")
	switch {
	case verb == "/":
		return text, false, true
	case !named || !username(bot):
		return text, true, true
	case !strings.EqualFold(bot, self):
		return text, true, false
	}
	return verb + rest, true, true
}

// username reports whether s can be the name of a bot.
func username(s string) bool {
	outside := func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '_'
	}
	return len(s) >= 3 && len(s) <= 32 && !strings.ContainsFunc(s, outside)
}

// fill writes what the message carries besides its text.
func (m *message) fill(e *flows.Event) {
	add := func(kind flows.FileKind, f *file) {
		if f != nil && f.ID != "" {
			e.Files = append(e.Files, flows.File{
				Kind: kind, Channel: name, Ref: f.ID, Name: f.Name, Size: max(f.Size, 0), Seconds: max(f.Seconds, 0),
			})
		}
	}
	add(flows.Photo, largest(m.Photo))
	add(flows.Voice, m.Voice)
	add(flows.Voice, m.Audio)
	add(flows.Video, m.Video)
	add(flows.Video, m.VideoNote)
	if m.Animation != nil {
		add(flows.Document, m.Animation) // it comes as a document too: once is enough
	} else {
		add(flows.Document, m.Document)
	}
	add(flows.Sticker, m.Sticker)
	if c := m.Contact; c != nil {
		e.Contact = &flows.Contact{
			Phone: c.Phone, Forwarded: m.Origin != nil || m.OldOrigin != nil,
			// A card can be anybody's: the service vouches for the sender's own
			// number only by the id that it writes into the card itself (S05).
			Own: c.UserID != 0 && c.UserID == m.From.ID && e.Private,
		}
	}
	switch {
	case m.Location != nil:
		e.Place = &flows.Place{Lat: m.Location.Lat, Lon: m.Location.Lon}
	case m.Venue != nil:
		e.Place = &flows.Place{Lat: m.Venue.Location.Lat, Lon: m.Venue.Location.Lon}
	}
}

// largest returns the largest size of a picture, nil if there is none.
func largest(sizes []file) *file {
	var best *file
	for i := range sizes {
		if best == nil || sizes[i].Width*sizes[i].Height > best.Width*best.Height {
			best = &sizes[i]
		}
	}
	return best
}

// other reports whether a person sent something that no event has a field for.
func (m *message) other() bool {
	return m.Dice != nil || m.Game != nil || m.Poll != nil || m.Story != nil || m.Checklist != nil || m.Paid != nil
}

// normalPress turns a press of a button into an event. The message may be too
// old for Telegram to show; its id is still good.
func normalPress(u update, now time.Time) (e flows.Event, ok bool, err error) {
	q := u.Callback
	if q.Message == nil || q.Data == "" || q.From.Bot {
		return e, false, nil // pressed in another chat, or a game: we offer neither
	}
	if q.From.ID <= 0 || q.Message.Chat.ID == 0 || q.Message.ID == 0 {
		return e, false, errors.New("the press has no sender, chat or message")
	}
	e = u.base(flows.Pressed, now)
	if err := stamp(&e, q.From, q.Message.Chat); err != nil {
		return e, false, err
	}
	e.Press, e.Message, e.Topic = q.Data, strconv.FormatInt(q.Message.ID, 10), q.Message.topic()
	return e, true, nil
}

// normalMember turns a change of the bot's own standing into an event: in
// private somebody blocked it or took it back (A7).
func normalMember(u update, now time.Time) (e flows.Event, ok bool, err error) {
	m := u.Member
	if m.Chat.Type != "private" {
		e, ok = normalStanding(u, now)
		return e, ok, nil
	}
	kind := map[string]flows.Kind{"kicked": flows.Blocked, "member": flows.Opened}[m.New.Status]
	if kind == 0 {
		return e, false, nil
	}
	if m.From.ID <= 0 {
		return e, false, errors.New("the change has no sender")
	}
	e = u.base(kind, now)
	e.Said = time.Unix(m.Date, 0)
	return e, true, stamp(&e, m.From, m.Chat)
}
