package privacy

import (
	"slices"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/store"
)

// A kind is what somebody asked for. The words are stored and never renamed.
type kind string

// The kinds of requests that wait for somebody. What is answered at once, to
// see, to get a copy and to withdraw, leaves none.
const (
	toCorrect kind = "correct"
	toErase   kind = "erase"

	toWithdraw kind = "withdraw" // done at once; kept for the chat it was asked in
)

const day = 24 * time.Hour

// within is how long the law gives for each (Decree 356/2025, art. 5). The
// reply that it wants within two working days is given at once.
var within = map[kind]time.Duration{toCorrect: 10 * day, toErase: 20 * day}

// How an erasing runs: whoever asked for it can take it back for a week.
const (
	regret   = 7 * day
	remindAt = 3 * day // before a deadline
)

// A request is something an administrator has to do for somebody, with the
// deadline of the law. A later one of the same kind takes its place.
type request struct {
	ID     string    `cbor:"1,keyasint"` // the member, a point and the kind
	Member string    `cbor:"2,keyasint"`
	Kind   kind      `cbor:"3,keyasint"`
	At     time.Time `cbor:"4,keyasint"`
	Due    time.Time `cbor:"5,keyasint"`
	Words  string    `cbor:"6,keyasint,omitempty"` // what is wrong, masked
	Ended  time.Time `cbor:"7,keyasint,omitempty"` // zero: open
	How    string    `cbor:"8,keyasint,omitempty"` // "done", "taken back"
	By     string    `cbor:"9,keyasint,omitempty"` // the administrator who ended it

	// Chat is where the consent was taken back: whoever did it may ask there for
	// the rest, though the chat is no member's any more.
	Chat flows.Address `cbor:"10,keyasint,omitempty"`
}

var requests = store.NewTable("request", func(r request) string { return r.ID }).
	Index("open", func(r request) []string {
		if !r.Ended.IsZero() {
			return nil
		}
		return []string{store.Key(r.Due)}
	})

// Tables are the tables of this package that have indexes.
func Tables() []store.Indexed { return []store.Indexed{requests} }

func requestID(member string, what kind) string { return member + "." + string(what) }

// open opens a request and sets its clock.
func open(t *flows.Turn, m flows.Member, what kind, words string) request {
	r := request{ID: requestID(m.ID, what), Member: m.ID, Kind: what, At: t.Event.At, Due: t.Event.At.Add(within[what]), Words: words}
	requests.Put(t.Tx, r)
	t.Wake("privacy.due", r.ID, within[what]-remindAt)
	return r
}

// end closes a request. What was wrong is not kept.
func (r request) end(t *flows.Turn, how string) {
	r.Ended, r.How, r.By, r.Words = t.Event.At, how, t.From.ID, ""
	requests.Put(t.Tx, r)
	t.Rest("privacy.due", r.ID)
	t.Rest("privacy.erase", r.ID)
}

// waiting returns the open request of that id.
func waiting(tx store.Tx, id string) (request, bool) {
	r, ok := requests.Get(tx, id)
	return r, ok && r.Ended.IsZero()
}

// openFor returns the open requests of whom an administrator is over, the one
// due first before the others.
func openFor(t *flows.Turn, admin string) []request {
	var all []request
	for _, r := range requests.By(t.Tx, "open", "", "") {
		if r.Member != admin && over(t, admin, r.Member) {
			all = append(all, r)
		}
	}
	return all
}

// over reports whether somebody is an administrator over a member: by a post
// the member holds or held.
func over(t *flows.Turn, admin, member string) bool {
	for p := range flows.Posts.Under(t.Tx, "member", store.Key(member)) {
		if flows.Administers(t.Tx, admin, p.Unit, t.Event.At) {
			return true
		}
	}
	return false
}

// tellAdmins tells the administrators over a member, but for the member.
func tellAdmins(t *flows.Turn, r request, key string, args text.Args, choices ...flows.Choice) {
	args["name"], args["place"] = nameOf(t.Tx, r.Member), placeOf(t, r.Member)
	for _, a := range flows.Admins(t.Tx, t.Event.At) {
		if a.ID != r.Member && over(t, a.ID, r.Member) {
			t.Say(a.Reader(), flows.Note{Key: key, Args: args, Choices: choices, Lane: flows.Directive, About: about(r)})
		}
	}
}

// about names what is said of a request, so that it can be found when the
// person is erased.
func about(r request) flows.About { return flows.About{Kind: "request", Code: r.ID} }

// Still reports whether what waits to be said of a request is still true.
func Still(t *flows.Turn, m flows.Message) bool {
	_, ok := waiting(t.Tx, m.About.Code)
	return ok
}

func nameOf(tx store.Tx, member string) string {
	m, _ := flows.Members.Get(tx, member)
	return m.Name
}

// placeOf is where a member belongs, as administrators know it.
func placeOf(t *flows.Turn, member string) text.Joined {
	var places text.Joined
	for _, p := range flows.PostsToCome(t.Tx, member, t.Event.At) {
		if u, ok := flows.Units.Get(t.Tx, p.Unit); ok && !slices.Contains(places, any(u.Name)) {
			places = append(places, u.Name)
		}
	}
	if len(places) == 0 {
		return text.Joined{text.K("privacy.nowhere")}
	}
	return places
}

// workdays counts the working days from the day after one moment up to the day
// of another. Holidays are not left out: the count is then too high by a few,
// and the date beside it is right.
func workdays(from, to time.Time, zone *time.Location) int {
	n := 0
	last := to.In(zone).Format(time.DateOnly)
	for d := from.In(zone); d.Format(time.DateOnly) < last; {
		d = d.AddDate(0, 0, 1)
		if d.Weekday() != time.Saturday && d.Weekday() != time.Sunday {
			n++
		}
	}
	return n
}

// left says how long there is until a deadline.
func left(t *flows.Turn, r request) text.Key {
	if t.Event.At.After(r.Due) {
		return text.Key{Name: "privacy.left.over", Args: text.Args{"day": text.Day(r.Due)}}
	}
	return text.Key{Name: "privacy.left.days", Args: text.Args{"day": text.Day(r.Due), "n": workdays(t.Event.At, r.Due, t.Set.Zone)}}
}

// Remind tells the administrators of a deadline three days before it, and
// every day once it is over. id is the request's.
func Remind(t *flows.Turn, id string) {
	r, ok := waiting(t.Tx, id)
	if !ok {
		return
	}
	wait := day
	if until := r.Due.Sub(t.Event.At); until > 0 {
		wait = until + day
	}
	t.Wake("privacy.due", r.ID, wait)
	tellAdmins(t, r, "privacy.admin.remind", text.Args{"what": what(r.Kind), "left": left(t, r)}, flows.Choice{Key: "privacy.button.open", Do: "yeucau " + r.ID})
}

// what is the name of what was asked for.
func what(k kind) text.Key { return text.K("privacy.what." + string(k)) }

// first is the first word of what a press carries.
func first(args []string) string {
	if len(args) == 0 {
		return ""
	}
	return strings.TrimSpace(args[0])
}
