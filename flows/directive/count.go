package directive

import (
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// CountTimer fires when the count of whom a draft goes to goes on.
const CountTimer = "cd.count"

const (
	countAtOnce = 150              // teams that are counted in the turn in which somebody waits
	countTeams  = 50               // teams in one turn where they are more
	countHolds  = 10 * time.Minute // how long what was counted in slices is what a sender confirms
)

// A counting counts whom the draft of somebody goes to, where they are many: a
// slice of the teams in a turn. Of each sender there is the last.
type counting struct {
	Member string        `cbor:"1,keyasint"`
	Chat   flows.Address `cbor:"2,keyasint"`
	Draft  string        `cbor:"3,keyasint"` // its code
	Places []string      `cbor:"4,keyasint"`
	Whom   Whom          `cbor:"5,keyasint"`
	At     time.Time     `cbor:"6,keyasint"`           // when it was begun: whose posts count
	Teams  []string      `cbor:"7,keyasint,omitempty"` // all, by their codes; none when it is done
	Next   int           `cbor:"8,keyasint,omitempty"`
	Sum    Audience      `cbor:"9,keyasint"`
}

var countings = store.NewTable("directive.counting", func(c counting) string { return c.Member })

// of reports whether a count is that of a draft and holds still.
func (c counting) of(t *flows.Turn, d draft) bool {
	return c.Whom == d.whom && slices.Equal(c.Places, d.places) && t.Event.At.Sub(c.At) < countHolds
}

// counted returns whom a draft goes to; ok is false if they are many and have not
// been counted yet.
func (d draft) counted(t *flows.Turn) (a Audience, ok bool) {
	if c, there := countings.Get(t.Tx, t.From.ID); there && c.of(t, d) {
		return c.Sum, len(c.Teams) == 0
	}
	teams := d.teams(t)
	if len(teams) > countAtOnce {
		return a, false
	}
	return survey(t.Tx, t.Event.At, teams, d.whom), true
}

// teams are the codes of those that a draft goes to.
func (d draft) teams(t *flows.Turn) (codes []string) {
	for _, u := range Teams(t.Tx, t.Event.At, d.places) {
		codes = append(codes, u.Code)
	}
	slices.Sort(codes)
	return codes
}

// count has counted whom a draft goes to, unless that is on its way.
func (d draft) count(t *flows.Turn, code string) {
	if c, there := countings.Get(t.Tx, t.From.ID); there && c.of(t, d) && c.Draft == code {
		return
	}
	c := counting{Member: t.From.ID, Chat: t.Reader.Chat, Draft: code, Places: d.places, Whom: d.whom, At: t.Event.At, Teams: d.teams(t)}
	countings.Put(t.Tx, c)
	t.Wake(CountTimer, c.Member, 0)
}

// Count counts the next slice of a draft's receivers, and shows them to the sender
// when there are no more.
func Count(t *flows.Turn, member string) {
	c, ok := countings.Get(t.Tx, member)
	if !ok || len(c.Teams) == 0 {
		return
	}
	part := c.Teams[c.Next:min(len(c.Teams), c.Next+countTeams)]
	c.Sum.add(surveyed(t.Tx, c.At, part, c.Whom, func(m flows.Member, team string) bool { return c.before(t.Tx, m.ID, team) }))
	if c.Next += len(part); c.Next < len(c.Teams) {
		countings.Put(t.Tx, c)
		t.Wake(CountTimer, member, 0)
		return
	}
	c.Teams, c.Next = nil, 0
	countings.Put(t.Tx, c)
	c.show(t)
}

// before reports whether a person is counted at another team than one: each is at
// the first.
func (c counting) before(tx store.Tx, member, team string) bool {
	return slices.ContainsFunc(flows.PostsOf(tx, member, c.At), func(p flows.Post) bool {
		if p.Unit >= team || !slices.Contains(c.Whom.roles(), p.Role) {
			return false
		}
		if _, goes := slices.BinarySearch(c.Teams, p.Unit); !goes {
			return false
		}
		_, group := flows.GroupOf(tx, p.Unit)
		return c.Whom != ToTeam || !group
	})
}

// show asks the sender again who waits for the number, as long as the draft is the
// same.
func (c counting) show(t *flows.Turn) {
	m, _ := flows.Members.Get(t.Tx, c.Member)
	to := m.Reader()
	if to.Chat == "" {
		return
	}
	to.Chat = c.Chat
	t.From, t.Reader, t.Event.Chat = m, to, c.Chat
	if d, _, whole, ok := Composing.Peek(t, c.Draft); ok && whole && c.of(t, d) {
		Composing.Ask(t, c.Draft, "")
	}
}

// add adds those of other teams.
func (a *Audience) add(o Audience) {
	a.Teams, a.Groups, a.People, a.Apart = a.Teams+o.Teams, a.Groups+o.Groups, a.People+o.People, a.Apart+o.Apart
	a.Empty = append(a.Empty, o.Empty...)
	for _, v := range o.By {
		a.via(flows.At(v.Channel, ""), v.Copies)
	}
}
