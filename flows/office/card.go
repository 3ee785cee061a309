package office

import (
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/flows/enroll"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// Person shows the card of a person and what may be done. args: the member.
func Person(t *flows.Turn, args []string) {
	m, ok := person(t, args)
	if !ok {
		return
	}
	settled(t, m)
	lines := text.List{}
	posts := flows.PostsToCome(t.Tx, m.ID, t.Event.At)
	for _, p := range posts {
		lines = append(lines, held(t, p))
	}
	lines = append(lines, state(m))
	if m.Phone != "" {
		lines = append(lines, text.Key{Name: "office.card.phone", Args: text.Args{"phone": viet.HiddenPhone(m.Phone)}})
	}
	key, about := "office.card", text.Args{"name": m.Name, "id": m.ID, "lines": lines}
	if m.Title != "" {
		key, about["title"] = "office.card.title", m.Title
	}
	t.Reply(key, about, choices(t, m, posts)...)
}

// person finds the member an act is about, for those who may look at that
// person; for others there is no such person.
func person(t *flows.Turn, args []string) (flows.Member, bool) {
	if len(parts(t)) == 0 {
		t.Reply("office.closed", nil)
		return flows.Member{}, false
	}
	id := ""
	if len(args) > 0 {
		id = args[0]
	}
	m, ok := flows.Members.Get(t.Tx, id)
	if !ok || !seesPerson(t.Tx, t.From.ID, id, t.Event.At) {
		t.Reply("office.fault.person", text.Args{"id": viet.Short(id, 12)})
		return flows.Member{}, false
	}
	return m, true
}

// held is a post in words.
func held(t *flows.Turn, p flows.Post) text.Key {
	u, _ := flows.Units.Get(t.Tx, p.Unit)
	args := text.Args{"role": roleKey(u, p.Role), "unit": unitName(u, t.Set.Organisation)}
	switch {
	case p.From.After(t.Event.At) && !p.To.IsZero():
		args["from"], args["to"] = text.Day(p.From), text.Day(lastDay(p.To))
		return text.Key{Name: "office.post.span", Args: args}
	case p.From.After(t.Event.At):
		args["from"] = text.Day(p.From)
		return text.Key{Name: "office.post.from", Args: args}
	case !p.To.IsZero():
		args["to"] = text.Day(lastDay(p.To))
		return text.Key{Name: "office.post.to", Args: args}
	}
	return text.Key{Name: "office.post", Args: args}
}

// lastDay is the last day before the moment a post is no longer held.
func lastDay(to time.Time) time.Time { return to.Add(-time.Second) }

// unitName is a unit in words, where there is a tree.
func unitName(u flows.Unit, organisation string) string {
	if u.Code == "" {
		return organisation
	}
	return u.Name
}

// state says whether a person has joined, and why nothing arrives if so.
func state(m flows.Member) text.Key {
	switch {
	case !m.Ended.IsZero():
		return text.Key{Name: "office.state.ended", Args: text.Args{"day": text.Day(m.Ended)}}
	case hasJoined(m) && m.Home() == "":
		return text.K("office.state.blocked")
	case hasJoined(m):
		return text.Key{Name: "office.state.joined", Args: text.Args{"day": text.Day(m.Consent.At)}}
	case m.Consent.Agreed:
		return text.K("office.state.revoked")
	case !m.Consent.At.IsZero():
		return text.K("office.state.refused")
	}
	return text.K("office.state.unjoined")
}

// choices are what whoever acts may do about a person.
func choices(t *flows.Turn, m flows.Member, posts []flows.Post) []flows.Choice {
	by, at := t.From.ID, t.Event.At
	if !m.Ended.IsZero() {
		return nil
	}
	var all []flows.Choice
	switch {
	case !hasJoined(m) && enroll.MayInvite(t.Tx, by, m.ID, at):
		all = append(all,
			flows.Choice{Key: "office.button.invite", Do: "moinguoi " + m.ID},
			flows.Choice{Key: "office.button.digits", Do: "maso " + m.ID})
	case hasJoined(m) && enroll.Over(t.Tx, by, m.ID, at):
		all = append(all, flows.Choice{Key: "office.button.revoke", Do: "matmay " + m.ID})
	}
	if slices.ContainsFunc(posts, func(p flows.Post) bool { return over(t.Tx, by, p.Unit, at) }) {
		all = append(all,
			flows.Choice{Key: "office.button.give", Do: "giao " + m.ID},
			flows.Choice{Key: "office.button.replace", Do: "thay " + m.ID, Row: true},
			flows.Choice{Key: "office.button.end", Do: "chothoi " + m.ID})
	}
	return all
}
