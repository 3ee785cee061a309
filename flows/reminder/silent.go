package reminder

import (
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/text"
	"caunoi/store"
)

// SilentEvery is how often the next teams are looked at for silence, and atATime
// how many: a province is gone through within a day.
const (
	SilentEvery = time.Hour
	atATime     = 200
)

// A Silence is a team of which nothing is heard: neither a report, a result or figures
// of a month, nor the word that there is nothing new. Its person in charge is told once.
type Silence struct {
	Unit  string    `cbor:"1,keyasint"`
	Since time.Time `cbor:"2,keyasint"`           // of a team that was never heard: when that was first seen
	Told  time.Time `cbor:"3,keyasint,omitempty"` // zero: not yet
}

// Silences holds the teams that are silent, and those never heard.
var Silences = store.NewTable("reminder.silent", func(s Silence) string { return s.Unit })

// A walk is where the look at the teams goes on.
type walk struct {
	Name string `cbor:"1,keyasint"`
	From string `cbor:"2,keyasint,omitempty"`
}

var walks = store.NewTable("reminder.walk", func(w walk) string { return w.Name })

// LookForSilent goes through the next teams, and tells those in charge of teams
// that have been silent too long, each once for each silence.
func LookForSilent(t *flows.Turn) {
	if t.Set.Silent <= 0 || !t.Set.Chase.Hours.In(t.Event.At, t.Set.Zone) {
		return
	}
	w, _ := walks.Get(t.Tx, "silent")
	told := map[string][]any{}
	var order []flows.Member
	n, last := 0, ""
	for u := range flows.Units.Range(t.Tx, w.From, "") {
		if last = u.Code; n == atATime {
			break
		}
		if n++; !u.Team || !u.Open(t.Event.At) || !newlySilent(t, u.Code) {
			continue
		}
		over := overTeam(t, u)
		if len(over) == 0 {
			continue // there will be somebody some day
		}
		s, _ := Silences.Get(t.Tx, u.Code)
		Silences.Put(t.Tx, Silence{Unit: u.Code, Since: s.Since, Told: t.Event.At})
		for _, m := range over {
			if told[m.ID] == nil {
				order = append(order, m)
			}
			told[m.ID] = append(told[m.ID], u.Name)
		}
	}
	for _, m := range order {
		t.Say(m.Reader(), flows.Note{Key: "remind.silent", Args: text.Args{"teams": text.Joined(told[m.ID]), "days": int(t.Set.Silent / (24 * time.Hour))}, Lane: flows.Reminder})
	}
	if n < atATime {
		last = ""
	}
	walks.Put(t.Tx, walk{Name: "silent", From: last})
}

// newlySilent notes how a team stands, and reports whether its silence is still to
// be told.
func newlySilent(t *flows.Turn, team string) bool {
	heard := latestOf(casework.LastReport(t.Tx, team), flows.LastHeard(t.Tx, team))
	if q, ok := Quiets.Get(t.Tx, team); ok {
		heard = latestOf(heard, q.At)
	}
	s, known := Silences.Get(t.Tx, team)
	switch {
	case heard.IsZero() && !known:
		Silences.Put(t.Tx, Silence{Unit: team, Since: t.Event.At})
		return false
	case heard.IsZero():
		heard = s.Since
	}
	switch {
	case t.Event.At.Sub(heard) < t.Set.Silent:
		if known && !heard.Equal(s.Since) { // something was heard
			Silences.Delete(t.Tx, team)
		}
		return false
	case !s.Told.IsZero():
		return false
	}
	return true
}

// overTeam are those in charge of a team who can be told, or those who can be above
// it where nobody is.
func overTeam(t *flows.Turn, u flows.Unit) []flows.Member {
	if who := tellable(flows.Holders(t.Tx, u.Code, flows.Charge, t.Event.At)); len(who) > 0 {
		return who
	}
	for _, role := range []flows.Role{flows.Coordinator, flows.Leader} {
		if who := tellable(flows.Holders(t.Tx, u.Parent, role, t.Event.At)); len(who) > 0 {
			return who
		}
	}
	return tellable(flows.AdminsOver(t.Tx, u.Code, t.Event.At))
}

// tellable are those of some people who have a chat with the bot.
func tellable(who []flows.Member) []flows.Member {
	return slices.DeleteFunc(slices.Clone(who), func(m flows.Member) bool { return m.Home() == "" })
}
