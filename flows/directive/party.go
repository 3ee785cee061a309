package directive

import (
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// A Reaction is what whoever was asked has done about a directive.
type Reaction uint8

// The reactions (conversations 7: đã đọc, đã trả lời, vướng).
const (
	None     Reaction = 1
	Read     Reaction = 2
	Answered Reaction = 3
	Stuck    Reaction = 4
)

// Name is the last part of the catalog's key.
func (r Reaction) Name() string { return [...]string{"", "none", "read", "answered", "stuck"}[r] }

// A Party is whoever is asked as one: a team, of which any member's answer
// counts for all, or a person.
type Party struct {
	Directive int64     `cbor:"1,keyasint"`
	Unit      string    `cbor:"2,keyasint"`           // the team
	Member    string    `cbor:"3,keyasint,omitempty"` // "" for a team as one
	Commune   string    `cbor:"4,keyasint,omitempty"` // the unit above the team
	State     Reaction  `cbor:"5,keyasint"`
	ReadBy    string    `cbor:"6,keyasint,omitempty"` // the member who said so first
	ReadAt    time.Time `cbor:"7,keyasint,omitempty"`
	By        string    `cbor:"8,keyasint,omitempty"` // the member whose answer stands
	At        time.Time `cbor:"9,keyasint,omitempty"` // when it was answered
	Late      bool      `cbor:"10,keyasint,omitempty"`

	Figure  int64        `cbor:"11,keyasint,omitempty"` // of ForFigure: thousandths
	Unsure  bool         `cbor:"12,keyasint,omitempty"` // the figure is near enough, its teller says
	Words   string       `cbor:"13,keyasint,omitempty"` // of ForWords, masked
	Option  int          `cbor:"14,keyasint,omitempty"` // of ForOneOf, counted from one
	Files   []flows.File `cbor:"15,keyasint,omitempty"`
	Case    string       `cbor:"16,keyasint,omitempty"` // of Stuck: the case it became
	Chases  int          `cbor:"17,keyasint,omitempty"` // how far up it was chased: 1 the one asked, 2 the head, 3 the commune
	ChaseAt time.Time    `cbor:"18,keyasint,omitempty"` // when it was last chased
	Before  []Before     `cbor:"19,keyasint,omitempty"` // answers that were replaced
}

// A Before is an answer that another has replaced.
type Before struct {
	By     string    `cbor:"1,keyasint"`
	At     time.Time `cbor:"2,keyasint"`
	Figure int64     `cbor:"3,keyasint,omitempty"`
	Words  string    `cbor:"4,keyasint,omitempty"`
	Option int       `cbor:"5,keyasint,omitempty"`

	Unsure bool         `cbor:"6,keyasint,omitempty"`
	Files  []flows.File `cbor:"7,keyasint,omitempty"`
	Case   string       `cbor:"8,keyasint,omitempty"` // of one that was stuck
}

// formers are those whose answers were replaced.
func formers(p Party) []string {
	ids := make([]string, len(p.Before))
	for i, b := range p.Before {
		ids[i] = b.By
	}
	return ids
}

func (p Party) key() string { return store.Key(p.Directive, p.Unit, p.Member) }

// who names a party across directives: a person, or a team.
func (p Party) who() string {
	if p.Member != "" {
		return p.Member
	}
	return "team/" + p.Unit
}

// Parties holds who is asked to react to each directive, by team. "silent" lists
// those who have not answered, of each directive and of each party, the newest
// directive first; they may have read it. "missing" lists the same within a
// commune, "stuck" those who are, "said" those who answered in words. The counts are kept: by reaction, and
// by reaction within a commune, with what the answers come to there (see sumCells);
// "place" has the communes themselves, "late" those who did it after its time.
var Parties = store.NewTable("directive.party", Party.key).
	Index("member", func(p Party) []string {
		if p.Member == "" {
			return nil
		}
		return []string{store.Key(p.Member, p.Directive)}
	}).
	Index("by", func(p Party) []string {
		var by []string
		for _, id := range append([]string{p.ReadBy, p.By}, formers(p)...) {
			if id != "" && !slices.Contains(by, store.Key(id)) {
				by = append(by, store.Key(id))
			}
		}
		return by
	}).
	Index("silent", func(p Party) []string {
		if p.State > Read {
			return nil
		}
		return []string{store.Key(p.Directive, p.Unit, p.Member), store.Key(p.who(), store.Desc(p.Directive))}
	}).
	Index("missing", func(p Party) []string {
		if p.State > Read {
			return nil
		}
		return []string{store.Key(p.Directive, p.Commune, p.Unit, p.Member)}
	}).
	Index("stuck", func(p Party) []string {
		if p.State != Stuck {
			return nil
		}
		return []string{store.Key(p.Directive, p.Commune, p.Unit, p.Member)}
	}).
	Index("said", func(p Party) []string {
		if !p.inWords() {
			return nil
		}
		return []string{store.Key(p.Directive, p.Commune, p.Unit, p.Member)}
	}).
	Version(3).
	Count("late", lateCells).
	Count("said", func(p Party) []string {
		if !p.inWords() {
			return nil
		}
		return []string{store.Key(p.Directive, p.Commune)}
	}).
	Count("place", func(p Party) []string { return []string{store.Key(p.Directive) + p.Commune} }).
	Count("sum", sumCells).
	Count("state", func(p Party) []string { return []string{store.Key(p.Directive, uint8(p.State))} }).
	Count("commune", func(p Party) []string { return []string{store.Key(p.Directive, p.Commune, uint8(p.State))} })

// Reactions is how many of those who are asked have done what.
type Reactions struct{ None, Read, Answered, Stuck int64 }

// All is how many are asked.
func (r Reactions) All() int64 { return r.None + r.Read + r.Answered + r.Stuck }

// ReactionsTo counts the reactions to a directive, from kept counters.
func ReactionsTo(tx store.Tx, number int64) Reactions {
	n := func(s Reaction) int64 { return Parties.Counted(tx, "state", store.Key(number, uint8(s))) }
	return Reactions{n(None), n(Read), n(Answered), n(Stuck)}
}

// missing is how many of a commune have not done what a directive asks, from kept
// counters.
func (d Directive) missing(tx store.Tx, commune string) int64 {
	n := Parties.Counted(tx, "commune", store.Key(d.Number, commune, uint8(None)))
	if d.Ask > ToConfirm {
		n += Parties.Counted(tx, "commune", store.Key(d.Number, commune, uint8(Read)))
	}
	return n
}

// PartyOf returns the party for which a member answers a directive: the member,
// or the team of it that the member belongs to. ok is false for whoever was not
// asked. A team is answered for by whoever belongs to it now; of several the
// first counts.
func PartyOf(t *flows.Turn, d Directive, member string) (p Party, ok bool) {
	all := partiesOf(t, d, member)
	if len(all) == 0 {
		return Party{}, false
	}
	return all[0], true
}

// partiesOf returns all parties for which a member answers a directive.
func partiesOf(t *flows.Turn, d Directive, member string) (all []Party) {
	if d.Whom != ToTeam {
		return slices.Collect(Parties.Under(t.Tx, "member", store.Key(member, d.Number)))
	}
	for _, team := range teamsOf(t, member) {
		if p, ok := Parties.Get(t.Tx, store.Key(d.Number, team, "")); ok {
			all = append(all, p)
		}
	}
	return all
}

// teamsOf returns the teams for which a member answers now, each once: those the
// member belongs to, and those that are one with them today.
func teamsOf(t *flows.Turn, member string) (teams []string) {
	for _, post := range flows.PostsOf(t.Tx, member, t.Event.At) {
		if !slices.Contains(people, post.Role) {
			continue
		}
		for _, team := range oneWith(t.Tx, post.Unit) {
			if !slices.Contains(teams, team) {
				teams = append(teams, team)
			}
		}
	}
	return teams
}

// oneWith returns a unit, those that it became part of since, and all others that
// became part of the same: what was asked of one of them is asked of all.
func oneWith(tx store.Tx, unit string) []string {
	all := onward(tx, unit)
	for _, u := range flows.Merged(tx, all[len(all)-1]) {
		if !slices.Contains(all, u) {
			all = append(all, u)
		}
	}
	return all
}

// Now is what has become of a unit: the one that it is part of today.
func Now(tx store.Tx, unit string) string {
	all := onward(tx, unit)
	return all[len(all)-1]
}

// onward returns a team and those that it became part of since, one after the other.
func onward(tx store.Tx, unit string) []string {
	all := []string{unit}
	for range 8 {
		u, ok := flows.Units.Get(tx, unit)
		if !ok || u.Into == "" {
			break
		}
		unit = u.Into
		all = append(all, unit)
	}
	return all
}

// done reports whether a party has done what a directive asks.
func (p Party) done(d Directive) bool {
	if d.Ask <= ToConfirm {
		return p.State >= Read
	}
	return p.State == Answered || p.State == Stuck
}
