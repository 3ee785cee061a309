package casework

import (
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/store"
)

// A Heat says that a case is part of a hot spot: that many reports of its
// category came from its commune within a time, or somebody saw it so.
type Heat struct {
	N      int           `cbor:"1,keyasint,omitempty"` // how many reports it was; 0: somebody set it by hand
	Within time.Duration `cbor:"2,keyasint,omitempty"`
	At     time.Time     `cbor:"3,keyasint"`
	Off    bool          `cbor:"4,keyasint,omitempty"` // somebody took the flag away again
}

// HotTimer is the name of the timer that wakes who signals a hot spot; its id is
// the category and the commune, divided by a stroke.
const HotTimer = "hotspot"

// neverHot are the categories of which no number signals anything: quarrels,
// land, order and opinions concern persons, whatever the configuration says
// (conversations 0.11).
var neverHot = [...]string{"ATT", "HGI", "DAT", "DLU"}

// heats reports whether a case counts for a hot spot that is not signalled yet.
// One that went to the level above counts nowhere, so that nobody learns of it by
// a number; a drill is none, and what was taken back or not taken on is none.
func (c Case) heats() bool {
	return !c.Hot && !c.Above && !c.Drill && c.State != Withdrawn && c.State != Rejected && c.Category != "" && !slices.Contains(neverHot[:], c.Category)
}

// settledTerms is the index "settled": what still counts for a hot spot and is
// not open any more. It is written when a case is settled, so that a report
// itself costs no more for it.
func settledTerms(c Case) []string {
	if c.Area == "" || c.State.Open() || !c.heats() {
		return nil
	}
	return []string{store.Key(c.Area, c.Category, c.At)}
}

// areaOf is the commune that a unit lies in: the nearest above it of that level,
// or where the tree calls its levels otherwise, the unit above a team.
func areaOf(t *flows.Turn, unit string) string {
	var units []flows.Unit
	for u := range flows.Up(t.Tx, unit) {
		if u.Level == "commune" {
			return u.Code
		}
		units = append(units, u)
	}
	if len(units) > 1 && units[0].Team {
		return units[1].Code
	}
	return unit
}

// warms notes where a case counts, and reports whether it counts there for the
// first time: it is new, or its category or place has changed.
func warms(t *flows.Turn, c *Case) bool {
	if t.Set.Hot[c.Category].N <= 0 || !c.heats() {
		return false
	}
	old, known := Cases.Get(t.Tx, c.Code)
	if known && old.Area != "" && old.Unit == c.Unit {
		c.Area = old.Area
		return old.Category != c.Category || !old.heats()
	}
	c.Area = areaOf(t, c.Unit)
	return true
}

// heat wakes who signals a hot spot if a case makes one.
func heat(t *flows.Turn, c Case) {
	if len(Heating(t, c.Area, c.Category, t.Event.At)) >= t.Set.Hot[c.Category].N {
		t.Wake(HotTimer, c.Category+"/"+c.Area, 0)
	}
}

// heatScan bounds how many reports of a commune are looked at for one hot spot.
const heatScan = 1000

// Heating returns the reports of a category from a commune within the time of
// the settings before a moment that no hot spot was signalled for yet. Several
// households that say the same are several reports, also once theirs became part
// of one case; what one reporter says twice and joins is one.
func Heating(t *flows.Turn, area, category string, at time.Time) []Case {
	hot := t.Set.Hot[category]
	since := at.Add(-hot.Within)
	codes := openSince(t, area, since)
	_, to := store.Prefix(store.Key(area, category))
	for _, code := range Cases.Keys(t.Tx, "settled", store.Key(area, category, since), to) {
		codes = append(codes, code)
	}
	if len(codes) < hot.N || hot.N <= 0 {
		return nil // most reports cost no more than this
	}
	var all []Case
	for _, code := range codes[:min(len(codes), heatScan)] {
		c, ok := Cases.Get(t.Tx, code)
		if ok && c.heats() && c.Area == area && c.Category == category && !(c.State == Merged && !c.Follows(Joint(t, c))) {
			all = append(all, c)
		}
	}
	return all
}

// Flagged reports whether a case shows as part of a hot spot.
func (c Case) Flagged() bool { return c.Heat != nil && !c.Heat.Off }

// heatLines say on a handler's card that a case is part of a hot spot.
func heatLines(c Case) text.List {
	switch {
	case !c.Flagged():
		return nil
	case c.Heat.N == 0:
		return text.List{text.K("hotspot.card.byhand")}
	}
	return text.List{k("hotspot.card", text.Args{"n": c.Heat.N, "within": Within(c.Heat.Within)})}
}

// Within says a time of a hot spot in words: in hours up to two days, else in
// days.
func Within(d time.Duration) text.Key {
	if d <= 48*time.Hour {
		return k("hotspot.hours", text.Args{"n": int(d.Hours())})
	}
	return k("hotspot.days", text.Args{"n": int(d.Hours() / 24)})
}
