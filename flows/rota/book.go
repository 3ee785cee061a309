package rota

import (
	"slices"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/talk"
	"caunoi/flows/viet"
	"caunoi/store"
)

// Cases is what the rota asks of the cases, which it does not know. Each field
// is needed.
type Cases struct {
	Held   func(t *flows.Turn, member string) int   // how many open cases are in a member's hands
	Hand   func(t *flows.Turn, from, to string) int // hands them to another who may have them, and returns how many
	Urgent func(t *flows.Turn, unit string) int     // how many urgent cases of a unit and those below it nobody has taken
}

// A Book is the rota as people use it: their leaves and the week's duty.
type Book struct {
	cases      Cases
	Absence    *talk.Script[absence]
	Substitute *talk.Script[substitute]
	Plan       *talk.Script[plan]
}

// New returns the book of the rota.
//
// For registration:
//
//	Command  nghi        Leave    own leave, or that of the person named; words after it are one in a message
//	Verb     nghi.moi    More     another leave
//	Verb     nghi.ve     Back     back early, or not going at all
//	Verb     nghi.doi    Change   others stand in
//	Verb     nghi.thay   Consent  whether one stands in: co, khong
//	Verb     nghi.giao   HandOver the cases in hand go to who stands in
//	Timer    leave.begins Begins,  leave.ends Ends
//	Command  truc        Duty     who is on duty, and the week; words after it plan
//	Verb     truc.xep    AskPlan, truc.ngay AskDay, truc.lap Repeat, truc.lap.that Repeated
//	Command  doica       Exchange own shift to a colleague
//	Verb     doica.ca    AskWho, doica.cho Offer, doica.nhan Accept
//	Timer    rota.begins Starts;  Always duty.hourly Hourly
func New(c Cases) *Book {
	b := &Book{cases: c}
	b.Absence, b.Substitute, b.Plan = b.absenceScript(), b.substituteScript(), b.planScript()
	return b
}

// fresh is how long words are taken as the answer to a question of the rota.
const fresh = 15 * time.Minute

// handling are the roles whose holders are called for cases.
var handling = []flows.Role{flows.Charge, flows.StandIn, flows.Duty, flows.Coordinator, flows.Leader, flows.Admin}

// handles reports whether a member is called for cases, now or later.
func handles(tx store.Tx, member string, at time.Time) bool {
	return slices.ContainsFunc(flows.PostsToCome(tx, member, at), func(p flows.Post) bool { return slices.Contains(handling, p.Role) }) ||
		len(StandsFor(tx, member, at)) > 0
}

// today is the midnight before a moment, where the bot works.
func today(t *flows.Turn) time.Time { return dayOf(t.Event.At, t.Set.Zone) }

func dayOf(at time.Time, zone *time.Location) time.Time {
	at = at.In(zone)
	return time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, zone)
}

// codeOn is the code of a talk in which days are named: what it is about, and
// the day it was begun, so that "mai" stays the day that was meant when it is
// answered later.
func codeOn(what string, day time.Time) string { return what + "@" + day.Format("20060102") }

// begunOn takes such a code apart.
func begunOn(t *flows.Turn, code string) (what string, day time.Time) {
	what, on, _ := strings.Cut(code, "@")
	day, err := time.ParseInLocation("20060102", on, t.Set.Zone)
	if err != nil {
		day = today(t)
	}
	return what, day
}

// matches finds the people that are meant by what was typed: an id, a number,
// the whole name with its marks, the name without, or the last of its words.
// Several are as likely as each other.
func matches(people []flows.Member, said string) []flows.Member {
	said = strings.Join(strings.Fields(viet.Clean(said)), " ")
	folded := viet.Fold(said)
	if folded == "" {
		return nil
	}
	national, isPhone := viet.Phone(said)
	for _, fits := range []func(m flows.Member) bool{
		func(m flows.Member) bool { return m.ID == folded || isPhone && m.Phone == national },
		func(m flows.Member) bool { return strings.EqualFold(m.Name, said) },
		func(m flows.Member) bool { return viet.Fold(m.Name) == folded },
		func(m flows.Member) bool { return strings.HasSuffix(viet.Fold(m.Name), " "+folded) },
	} {
		var found []flows.Member
		for _, m := range people {
			if fits(m) {
				found = append(found, m)
			}
		}
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

// add adds members who are not there yet.
func add(all []flows.Member, more ...flows.Member) []flows.Member {
	for _, m := range more {
		if !slices.ContainsFunc(all, func(o flows.Member) bool { return o.ID == m.ID }) {
			all = append(all, m)
		}
	}
	return all
}
