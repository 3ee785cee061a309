package report

import (
	"cmp"
	"time"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/text"
	"caunoi/flows/viet"
	"caunoi/store"
)

// outside reports whether whoever acts has no post now: one that has ended, or
// one that is still to come. Whose team has ended with the village is not
// outside, since another took over from it.
func outside(t *flows.Turn) bool { return unitOf(t) == "" }

// turnedAway refuses an ordinary report of somebody outside, and says whom to call
// and how to be let in again. What says that it is danger, or of which nobody has
// heard or seen what it says, is filed all the same: nobody's danger is refused.
func turnedAway(t *flows.Turn, key string, kind viet.Kind, p casework.Part) bool {
	if kind == viet.Urgent || kind == viet.Danger || p.Text == "" || len(p.Files) > 0 || !outside(t) {
		return false
	}
	sayOutside(t, key)
	return true
}

func sayOutside(t *flows.Turn, key string) {
	t.Reply(key, text.Args{"phone": casework.DutyPhone(t, former(t))})
}

// former is the unit in which somebody outside was last, or else will be first:
// what that person says of danger reaches those in charge there.
func former(t *flows.Turn) string {
	var was, will flows.Post
	for p := range flows.Posts.Under(t.Tx, "member", store.Key(t.From.ID)) {
		switch {
		case p.From.After(t.Event.At):
			if will.Unit == "" || p.From.Before(will.From) {
				will = p
			}
		case was.Unit == "" || p.To.After(was.To):
			was = p
		}
	}
	return cmp.Or(was.Unit, will.Unit)
}

// ended is the team that is one no longer and to which whoever acts belonged last.
func ended(t *flows.Turn) (unit string) {
	var last time.Time
	for p := range flows.Posts.Under(t.Tx, "member", store.Key(t.From.ID)) {
		u, there := flows.Units.Get(t.Tx, p.Unit)
		if there && u.Team && !u.Open(t.Event.At) && !p.To.Before(last) {
			unit, last = p.Unit, p.To
		}
	}
	return unit
}
