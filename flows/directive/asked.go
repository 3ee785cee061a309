package directive

import (
	"cmp"
	"slices"
	"strings"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/store"
)

// aboutAnswer names what is said about a directive besides its cards, so that an
// answer to it finds the directive.
func aboutAnswer(d Directive) flows.About { return flows.About{Kind: "answer", Code: d.Code()} }

// answerable returns the directive that the words name and the party for which
// whoever acts may answer it now. Otherwise it says what is true.
func answerable(t *flows.Turn, args []string) (d Directive, p Party, ok bool) {
	number := ""
	if len(args) > 0 {
		number = args[0]
	}
	d, ok = Find(t.Tx, number)
	if ok && d.State.Begun() {
		p, ok = partyFor(t, d)
	} else {
		ok = false
	}
	switch {
	case ok && d.State == Withdrawn:
		t.Reply("directive.answer.withdrawn", text.Args{"n": d.Number, "time": text.Moment(d.Ended)})
		return d, p, false
	case !ok && d.State.Begun() && wasSent(t, d):
		t.Reply("directive.answer.left", text.Args{"n": d.Number})
	case !ok:
		t.Reply("directive.answer.none", text.Args{"number": number})
	}
	return d, p, ok
}

// wasSent reports whether whoever acts was sent a directive, as somebody who has
// left the team since.
func wasSent(t *flows.Turn, d Directive) bool {
	_, sent := receiver(t.Tx, d.Number, t.From.ID)
	return sent
}

// partyFor returns the party for which whoever acts answers a directive: of
// somebody in several teams the one whose card or group this is about, else the one
// the member has chosen, else the first that has not answered, before the others the
// one through which it came.
func partyFor(t *flows.Turn, d Directive) (p Party, ok bool) {
	all := partiesOf(t, d, t.From.ID)
	if d.Whom != ToTeam {
		all = slices.DeleteFunc(all, func(p Party) bool { return !belongs(t, p.Unit) })
	}
	if len(all) < 2 {
		return append(all, Party{})[0], len(all) > 0
	}
	g, _ := flows.Groups.Get(t.Tx, string(groupHere(t)))
	unit := g.Unit
	if m, ok := shownWith(t); ok && m.About.Code == d.Code() {
		if r, ok := receiver(t.Tx, d.Number, m.About.View); ok {
			unit = r.Unit
		}
	}
	own, _ := receiver(t.Tx, d.Number, t.From.ID)
	rank := func(p Party) int {
		switch {
		case p.Unit == unit:
			return 0
		case p.Unit == t.From.Team:
			return 1
		case !p.done(d) && p.Unit == own.Unit:
			return 2
		case !p.done(d):
			return 3
		case p.Unit == own.Unit:
			return 4
		}
		return 5
	}
	return slices.MinFunc(all, func(a, b Party) int { return cmp.Compare(rank(a), rank(b)) }), true
}

// belongs reports whether whoever acts still has a post at a team, or at the one
// that it became part of.
func belongs(t *flows.Turn, unit string) bool {
	units := onward(t.Tx, unit)
	return slices.ContainsFunc(flows.PostsOf(t.Tx, t.From.ID, t.Event.At), func(p flows.Post) bool { return slices.Contains(units, p.Unit) })
}

// shownWith returns the bot's message about a directive that was pressed on or
// answered by the service's own means.
func shownWith(t *flows.Turn) (flows.Message, bool) {
	id := t.Event.ReplyTo
	if t.Event.Kind == flows.Pressed {
		id = t.Event.Message
	}
	if id == "" {
		return flows.Message{}, false
	}
	m, ok := flows.ShownIn(t.Tx, t.Event.Chat, id)
	return m, ok && (m.About.Kind == "directive" || m.About.Kind == "answer")
}

// waitsFor returns the directives that wait for whoever acts, the newest first,
// among the newest to which no word came.
func waitsFor(t *flows.Turn) (waits []Directive) {
	var numbers []int64
	silent := func(who string) {
		looked := 0
		from, to := store.Prefix(store.Key(who))
		for _, p := range Parties.By(t.Tx, "silent", from, to) {
			if looked++; looked > recent {
				break
			}
			numbers = append(numbers, p.Directive)
		}
	}
	silent(t.From.ID)
	for _, team := range teamsOf(t, t.From.ID) {
		silent("team/" + team)
	}
	slices.Sort(numbers)
	for _, n := range slices.Backward(slices.Compact(numbers)) {
		d, _ := Directives.Get(t.Tx, key(n))
		if !d.Ask.Wants() || !d.State.Begun() || d.State == Withdrawn {
			continue
		}
		if p, ok := partyFor(t, d); ok && !p.done(d) {
			waits = append(waits, d)
		}
		if len(waits) == mostAsked {
			break
		}
	}
	return waits
}

const (
	recent    = 60 // directives that a word without a number is tried with, of each who may be meant
	mostAsked = 5  // of which one is to be chosen; more do not fit a screen
)

// cardsOf returns the receivers through whom a party is asked: the group, and of
// those who answer for it now who was sent it.
func cardsOf(t *flows.Turn, d Directive, p Party, members []string) (all []Receiver) {
	if p.Member == "" {
		members = append([]string{"group/" + p.Unit}, members...)
	}
	for _, who := range members {
		if r, ok := receiver(t.Tx, d.Number, who); ok && r.Unit == p.Unit {
			all = append(all, r)
		}
	}
	return all
}

// show brings all cards of a party up to date that were shown: those that
// whoever acts has before the eyes at once, the others when nothing else waits.
// What has not left yet is drawn when it leaves.
func show(t *flows.Turn, d Directive, p Party) {
	here, members := groupHere(t), p.side(t)
	for _, r := range cardsOf(t, d, p, members) {
		m, ok := flows.Card(t.Tx, r.card(), r.Chat)
		if !ok || m.Shown == "" && m.State != flows.Claimed {
			continue
		}
		lane := flows.Reminder
		if r.Member == t.From.ID || r.Chat == here {
			lane = flows.Answer
		}
		if to, ok := r.standsWith(t); ok {
			t.Say(to, flows.Note{Card: true, About: r.card(), Lane: lane})
		}
	}
	showCopies(t, d, members)
}

// standsWith returns the reader of the chat in which a receiver's card stands, if
// it can be written to.
func (r Receiver) standsWith(t *flows.Turn) (flows.Reader, bool) {
	if r.Member == "" {
		was, known := flows.Groups.Get(t.Tx, string(r.Chat))
		_, serves := flows.GroupOf(t.Tx, r.Unit) // also where it has moved since
		return flows.Reader{Chat: r.Chat, Topic: was.Topic}, serves && (!known || was.Unit == r.Unit && was.Dead == "")
	}
	m, ok := flows.Members.Get(t.Tx, r.Member)
	to := m.Reader()
	to.Chat = r.Chat
	open := slices.ContainsFunc(m.Homes, func(h flows.Home) bool { return h.Address == r.Chat && h.Dead == "" })
	return to, ok && open && m.Home() != ""
}

// groupHere is the address of the group in which whoever acts said or pressed
// it; "" in private.
func groupHere(t *flows.Turn) flows.Address {
	if !flows.InGroup(t) {
		return ""
	}
	group, _, _ := strings.Cut(t.Event.Message, "/")
	return flows.Address(group)
}
