package casework

import (
	"cmp"
	"slices"
	"time"

	"caunoi/flows"
)

// A Follower is a further reporter of a case, by a report that became part of
// it.
type Follower struct {
	Member string        `cbor:"1,keyasint"`
	Chat   flows.Address `cbor:"2,keyasint"`
	Code   string        `cbor:"3,keyasint"` // the number of the own report
}

const (
	sameWithin = 7 * 24 * time.Hour // how old a case is at most that a report may be the same as
	sameScan   = 200                // how many open cases of the village are looked at
)

// apartAlways are the categories of which nobody is told that another reported
// the like: quarrels, land, order and opinions concern persons (conversations
// 2). What fits nowhere is never the same.
var apartAlways = [...]string{"ATT", "HGI", "DAT", "DLU", "KHA"}

// Like finds the newest open case of the same village and category that a
// report may be about too.
func Like(t *flows.Turn, c Case) (like Case, ok bool) {
	if !alike(c, c) {
		return like, false
	}
	n := 0
	for _, code := range openSince(t, c.Unit, t.Event.At.Add(-sameWithin)) {
		if n++; n > sameScan {
			break
		}
		o, there := read(t, code)
		if there && o.Code != c.Code && alike(c, o) && (!ok || o.At.After(like.At)) {
			like, ok = o, true
		}
	}
	return like, ok
}

// alike reports whether a report that nobody has taken may be about the same as
// an open case. One whose danger nobody has judged stays by itself, since
// silence about it counts.
func alike(c, o Case) bool {
	return c.State == New && o.State.Open() && !c.Above && !o.Above && o.Unit == c.Unit && o.Category == c.Category &&
		c.Danger != AskedFor && c.Danger != Silent && !slices.Contains(apartAlways[:], c.Category)
}

// SameAs returns the case that a report's card asks about, for as long as the
// question is true: either may have been changed, taken or sent to the level
// above since it was first asked.
func SameAs(t *flows.Turn, c Case) (like Case, ok bool) {
	like, ok = Cases.Get(t.Tx, c.Same)
	like = Joint(t, like)
	return like, ok && like.Code != c.Code && alike(c, like)
}

// Joint returns the case that a report became part of, or the case itself.
func Joint(t *flows.Turn, c Case) Case {
	for range 8 {
		if c.State != Merged {
			return c
		}
		into, ok := Cases.Get(t.Tx, c.Other)
		if !ok {
			return c
		}
		c = into
	}
	return c
}

// Merge makes a report part of another case, of the same reporter or of
// another: then that one hears of each step too, and sees nothing of what the
// first one said.
func Merge(t *flows.Turn, late, into Case) {
	other := late.Reporter != into.Reporter
	parts := slices.Clone(late.Parts)
	into.Unheard = into.Unheard || late.Unheard && into.AllWords() == ""
	raised := late.Level == LifeAndDanger && into.Level != LifeAndDanger
	into.Level = min(into.Level, late.Level)
	into.Households = max(into.Households, late.Households)
	for _, a := range late.Alerts { // who has no right to the other is none of those who are told of it, nor is who was not reached
		if _, may := roleOf(t, a.Member, into); may && a.Failed == "" && alerted(&into, a.Member) == nil {
			a.Last = false // that nobody could be reached was so of the other
			into.Alerts = append(into.Alerts, a)
		}
	}
	into.Place = cmp.Or(into.Place, late.Place)
	if phone := unseal(t.Set, late); phone != "" && len(into.CallBack) == 0 {
		into.CallBack = seal(t, into.Code, phone)
	}
	into.Followers = append(slices.Clone(into.Followers), late.Followers...)
	if other {
		into.Followers = append(into.Followers, Follower{Member: late.Reporter, Chat: late.Chat, Code: late.Code})
	}
	late.State, late.Other, late.DoneAt, late.Unheard, late.Same, late.Followers = Merged, into.Code, t.Event.At, false, "", nil
	late.erase()
	leaveAsked(t, late)
	late.note(t, "merged", into.Code)
	into.note(t, "joined", late.Code)
	Keep(t, late)
	told := len(into.Alerts) > 0
	Recheck(t, &into)
	for _, p := range parts {
		mergePart(t, &into, p, late.Reporter, told)
	}
	if raised {
		Raise(t, &into, "by another report")
	} else {
		Graded(t, &into)
	}
	Keep(t, into)
	if !other {
		Show(t, late)
	} else {
		showAlerts(t, late)
	}
	Show(t, into)
}

// mergePart adds a message of a report to the case it became part of, if its
// reporter said it and did not put it right since. What another reporter said
// is marked as that one's.
func mergePart(t *flows.Turn, into *Case, p Part, by string, told bool) {
	switch p.Kind {
	case Told, Reply, Objects:
		p.Kind = Told
	default:
		return
	}
	key := "case.answer.told"
	if by == into.Reporter {
		NoteSaid(t, p.Said, into.Code)
	} else {
		p.By, p.Said, key = cmp.Or(p.By, by), "", "case.follow.told"
	}
	into.Add(p)
	if told {
		passToHandlers(t, *into, key, p)
	}
}

// Further adds a message of a further reporter to the case that the own report
// became part of.
func Further(t *flows.Turn, own Case, p Part, masked bool) {
	into := Joint(t, own)
	own.Parts = append(slices.Clone(own.Parts), p)
	own.Masked = own.Masked || masked
	Keep(t, own)
	NoteSaid(t, p.Said, own.Code)
	Recheck(t, &into)
	mergePart(t, &into, p, own.Reporter, true)
	Keep(t, into)
	Show(t, into)
}

// Follows reports whether a report became part of a case of somebody else.
func (c Case) Follows(joint Case) bool { return c.State == Merged && joint.Reporter != c.Reporter }

// showFollowers brings the cards of further reporters up to date.
func showFollowers(t *flows.Turn, c Case) {
	for _, f := range c.Followers {
		t.Say(f.reader(t), flows.Note{Card: true, About: OwnCard(f.Code), Lane: laneOf(c)})
	}
}

func (f Follower) reader(t *flows.Turn) flows.Reader {
	m, _ := flows.Members.Get(t.Tx, f.Member)
	r := m.Reader()
	if r.Chat != "" {
		r.Chat = f.Chat
	}
	return r
}

// release makes the reports of the further reporters cases of their own again:
// the first reporter took the joint one back, and they did not.
func release(t *flows.Turn, c *Case) {
	tellFollowers(t, *c, "case.follow.released", nil)
	for _, f := range c.Followers {
		own, ok := Cases.Get(t.Tx, f.Code)
		if !ok || own.State != Merged {
			continue
		}
		own.State, own.Other, own.DoneAt, own.Alerts = New, "", time.Time{}, nil
		own.note(t, "released", c.Code)
		switch own.Level {
		case LifeAndDanger:
			Raise(t, &own, "released")
		default:
			own.Clock = Clock{}
			Graded(t, &own)
		}
		Keep(t, own)
		Show(t, own)
	}
	c.Followers = nil
}
