package roster

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// A Verdict is what an import does with a row.
type Verdict uint8

// The verdicts.
const (
	Same    Verdict = iota + 1 // as stored
	New                        // a person who was not known
	Changed                    // a known person of whom something differs
	Ended                      // a post that is over
	Refused                    // nothing is done; Why says why
)

// String returns the name of the verdict, the last part of its key under
// "roster.verdict".
func (v Verdict) String() string {
	return [...]string{"", "same", "new", "changed", "ended", "refused"}[v]
}

// A Line says what an import does with one row.
type Line struct {
	Row     int
	Name    string
	Verdict Verdict
	Why     []Notice
}

// A Plan is what an import would do: the report for people, and the records to
// be written.
type Plan struct {
	Lines []Line
	Notes []Notice // about the whole file

	Units   []flows.Unit
	Members []flows.Member
	Posts   []flows.Post
	last    int64     // the last number given to a member; 0 if none was
	at      time.Time // when the plan was made
}

// Count returns how many rows have a verdict.
func (p Plan) Count(v Verdict) int {
	n := 0
	for _, l := range p.Lines {
		if l.Verdict == v {
			n++
		}
	}
	return n
}

// Apply stores what the plan says. It must run in the transaction in which the
// plan was made. A post that ends on a day to come gets a timer, and so does one
// that has ended: what its holder had in hand must not stay there.
func Apply(tx store.Tx, p Plan) {
	for _, u := range p.Units {
		flows.Hang(tx, u, p.at)
	}
	for _, m := range p.Members {
		flows.Members.Put(tx, m)
	}
	for _, post := range p.Posts {
		flows.Posts.Put(tx, post)
	}
	for _, post := range p.Posts { // after all are stored: the first end counts, whichever was read last
		Foretell(tx, post.Member, p.at)
	}
	for _, post := range p.Posts { // what is over already is so at once, in a turn of its own
		if !post.To.IsZero() && !post.To.After(p.at) {
			flows.Timers.Put(tx, flows.Timer{Name: "roster.ended", ID: post.Member, Due: p.at})
		}
	}
	if p.last > 0 {
		flows.GaveMember(tx, p.last)
	}
}

// A comparison holds what is stored against what a sheet says.
type comparison struct {
	tx    store.Tx
	sheet Sheet
	now   time.Time
	rows  []*Row // all of them, in the order of the file
	last  int64

	stored map[string]flows.Member // by id, as they were found
	posts  map[string][]*tenure    // of each member
	units  map[string]*flows.Unit  // as the sheet wants them, by code
	unitAt map[string]*Row         // the row that named the unit first
	tree   map[string]flows.Unit   // as it is stored, by code
	peers  map[string][]peer       // the same by where names could be mistaken, in order of their codes
	codes  map[string]bool         // the codes of units in the sheet
	merged map[string]*merger      // by the code of the unit that is part of another now
	desks  map[string]*Row         // the row that gave the number of a unit's duty desk first
	left   map[string][]string     // who held posts there
	people []*someone
	lines  map[*Row]*Line
	plan   Plan
}

// Compare says what importing the sheet would do. Days of the sheet are days
// of the clock that now is read on.
func Compare(tx store.Tx, sheet Sheet, now time.Time) Plan {
	c := &comparison{
		tx: tx, sheet: sheet, now: now,
		stored: map[string]flows.Member{}, posts: map[string][]*tenure{},
		units: map[string]*flows.Unit{}, unitAt: map[string]*Row{}, lines: map[*Row]*Line{},
		tree: map[string]flows.Unit{}, peers: map[string][]peer{}, codes: map[string]bool{},
		merged: map[string]*merger{}, desks: map[string]*Row{}, left: map[string][]string{},
	}
	c.plan.at = now
	c.load()
	c.checkUnits()
	c.checkShared()
	c.gather()
	c.match()
	for again := true; again; again = c.keepMergers() {
		c.claimNumbers()
	}
	c.giveIDs()
	c.endPosts()
	for _, p := range c.people {
		c.person(p)
	}
	c.followShared()
	c.wantUnits()
	c.planMergers()
	return c.report()
}

// load reads the people and posts there are, and copies the rows, which the
// comparison marks.
func (c *comparison) load() {
	if len(c.sheet.Levels) < 3 {
		c.sheet.Levels = DefaultLevels()
	}
	for m := range flows.Members.All(c.tx) {
		c.stored[m.ID] = m
	}
	for p := range flows.Posts.All(c.tx) {
		c.posts[p.Member] = append(c.posts[p.Member], &tenure{post: p, was: p, known: true})
	}
	for u := range flows.Units.All(c.tx) {
		c.tree[u.Code] = u
		c.peers[among(u)] = append(c.peers[among(u)], peer{u, bare(u.Name)})
	}
	c.last = flows.LastMember(c.tx)
	for _, r := range c.sheet.Rows {
		c.codes[r.Commune], c.codes[r.Team] = true, true
		r.Notes, r.Wrong = slices.Clone(r.Notes), slices.Clone(r.Wrong)
		c.rows = append(c.rows, &r)
		c.lines[&r] = &Line{Row: r.Number, Name: r.Name, Verdict: Same}
	}
	c.plan.Notes = slices.Clone(c.sheet.Notes)
}

// good yields the rows that are not refused so far.
func (c *comparison) good() []*Row {
	return slices.DeleteFunc(slices.Clone(c.rows), func(r *Row) bool { return len(r.Wrong) > 0 })
}

// refuse says why nothing is done with a row.
func (r *Row) refuse(key string, args ...any) { r.Wrong = append(r.Wrong, note(key, args...)) }

// did notes what the import does with a row. A stronger verdict stands above a
// weaker one: ended, then new, then changed.
func (c *comparison) did(r *Row, v Verdict, n ...Notice) {
	l := c.lines[r]
	rank := func(v Verdict) int { return slices.Index([]Verdict{Same, Changed, New, Ended}, v) }
	if rank(v) > rank(l.Verdict) {
		l.Verdict = v
	}
	l.Why = append(l.Why, n...)
}

// report puts the plan together, in an order that is the same each time.
func (c *comparison) report() Plan {
	for _, r := range c.rows {
		l := c.lines[r]
		l.Why = append(slices.Clone(r.Notes), l.Why...)
		if len(r.Wrong) > 0 {
			l.Verdict, l.Why = Refused, r.Wrong
		}
		c.plan.Lines = append(c.plan.Lines, *l)
	}
	slices.SortFunc(c.plan.Units, func(a, b flows.Unit) int { return strings.Compare(a.Code, b.Code) })
	slices.SortFunc(c.plan.Posts, func(a, b flows.Post) int {
		return cmp.Or(strings.Compare(a.Member, b.Member), strings.Compare(a.Unit, b.Unit),
			strings.Compare(string(a.Role), string(b.Role)), a.From.Compare(b.From))
	})
	c.absent()
	return c.plan
}

// absent notes how many posts at the units of the file the file does not name,
// and whose they are.
// They stay: a file may hold a part of a team, and nobody is ended who was not
// meant to be.
func (c *comparison) absent() {
	var names []string
	for _, tenures := range c.posts {
		for _, t := range tenures {
			if t.known && t.row == nil && c.units[t.post.Unit] != nil && t.post.Held(c.now) {
				m, _ := flows.Members.Get(c.tx, t.post.Member)
				names = append(names, m.Name+" ("+t.post.Unit+")")
			}
		}
	}
	if len(names) > 0 {
		slices.Sort(names)
		c.plan.Notes = append(c.plan.Notes, note("roster.absent", "count", len(names), "names", someNames(names)))
	}
}
