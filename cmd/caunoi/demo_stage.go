package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"caunoi/bot"
	"caunoi/bot/web"
	"caunoi/flows"
	"caunoi/flows/enroll"
	"caunoi/flows/text"
	"caunoi/flows/viet"
	"caunoi/store"
)

// A stage is what the demo page stands on: the district and the clock.
type stage struct {
	*district
	db    store.DB
	clock *bot.Clock
}

// web returns the stage as the page asks for it.
func (s *stage) web() web.Stage {
	return web.Stage{
		Cast:    func() []string { return s.Cast },
		Person:  s.person,
		Find:    s.find,
		Speak:   s.speak,
		Forward: s.forward,
		Invite:  s.invite,
	}
}

// settings is what an operator would have decided. The secret is fixed, so that
// a demo can be started again.
func (s *stage) settings() flows.Settings {
	set := flows.Defaults()
	set.Secret = []byte("made-up people need no secret...")
	set.Organisation, set.DutyPhone = s.organisation, s.Units[0].Phone
	set.Reminders = s.reminders
	set.Digests = bot.DefaultConfig().Digests
	return set
}

// person tells who a chat belongs to; a chat is named by its member.
func (s *stage) person(chat string) (web.Person, bool) {
	i, ok := s.byID[chat]
	if !ok {
		return web.Person{}, false
	}
	return s.joined([]web.Person{s.people[i]})[0], true
}

// find looks for people by all the words of a query. Those of the commune the
// demo begins in come first.
func (s *stage) find(q web.Query) ([]web.Person, int) {
	words := strings.Fields(viet.Fold(q.Words))
	var found []web.Person
	for i, p := range s.people {
		fits := q.Role == "" || q.Role == p.Role || q.Role == "out"
		for _, w := range words {
			fits = fits && strings.Contains(s.texts[i], w)
		}
		if fits {
			found = append(found, p)
		}
	}
	found = s.joined(found)
	if q.Role == "out" {
		found = slices.DeleteFunc(found, func(p web.Person) bool { return p.Joined })
	}
	slices.SortStableFunc(found, func(a, b web.Person) int { return cmp.Compare(s.far(a), s.far(b)) })
	return found[:min(len(found), q.Most)], len(found)
}

// far is 0 for the people near those who hold the phones first.
func (s *stage) far(p web.Person) int {
	here := s.people[s.byID[s.Cast[0]]].Place
	_, commune, _ := strings.Cut(here, " · ")
	if strings.HasSuffix(p.Place, commune) {
		return 0
	}
	return 1
}

// joined marks who has joined by now.
func (s *stage) joined(people []web.Person) []web.Person {
	err := s.db.View(context.Background(), func(tx store.Tx) {
		for i, p := range people {
			m, ok := flows.Members.Get(tx, p.ID)
			people[i].Joined = ok && len(m.Homes) > 0
		}
	})
	if err != nil {
		return people // as it was at the beginning
	}
	return people
}

// speak makes the bot speak a language to the people of the chats.
func (s *stage) speak(ctx context.Context, chats []string, lang string) error {
	err := s.db.Update(ctx, func(tx store.Tx) {
		for _, chat := range chats {
			if m, ok := flows.Members.Get(tx, chat); ok && m.Lang != text.Lang(lang) {
				m.Lang = text.Lang(lang)
				flows.Members.Put(tx, m)
			}
		}
	})
	if err != nil {
		return fmt.Errorf("change the language: %w", err)
	}
	return nil
}

// invite makes the code that stands on somebody's printed sheet, or the six
// digits that an administrator would read out.
func (s *stage) invite(ctx context.Context, chat string, digits bool) (code string, err error) {
	of := enroll.Invite
	if digits {
		of = enroll.InviteByDigits
	}
	var refused error
	err = s.db.Update(ctx, func(tx store.Tx) { code, _, refused = of(tx, s.settings(), chat, s.clock.Now()) })
	if err = errors.Join(err, refused); err != nil {
		return "", fmt.Errorf("invite: %w", err)
	}
	return code, nil
}

// forward puts the clock on and keeps by how much, so that a demo that is
// started again goes on at the same time.
func (s *stage) forward(ctx context.Context, to time.Time) error {
	by := to.Sub(s.clock.Now())
	err := s.db.Update(ctx, func(tx store.Tx) {
		o, _ := offsets.Get(tx, offsetID)
		offsets.Put(tx, offset{ID: offsetID, By: o.By + by})
	})
	if err != nil {
		return fmt.Errorf("keep the clock: %w", err)
	}
	s.clock.Shift(by)
	return nil
}
