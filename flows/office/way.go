package office

import (
	"time"

	"caunoi/flows"
	"caunoi/flows/enroll"
	"caunoi/store"
)

// Invite makes a new personal code for a member, in place of the one before:
// whoever opens the bot with it joins as this member.
func Invite(tx store.Tx, set flows.Settings, member, by string, at time.Time) (code string, until time.Time, err error) {
	if err := wayIn(tx, member, by, at); err != nil {
		return "", time.Time{}, err
	}
	if code, until, err = enroll.Invite(tx, set, member, at); err == nil {
		noteWay(tx, Change{At: at, By: by, Act: Invited, Member: member})
	}
	return code, until, err
}

// InviteByDigits makes six digits for a member, to be read aloud and typed.
func InviteByDigits(tx store.Tx, set flows.Settings, member, by string, at time.Time) (code string, until time.Time, err error) {
	if err := wayIn(tx, member, by, at); err != nil {
		return "", time.Time{}, err
	}
	if code, until, err = enroll.InviteByDigits(tx, set, member, at); err == nil {
		noteWay(tx, Change{At: at, By: by, Act: Digits, Member: member})
	}
	return code, until, err
}

// wayIn says why a member cannot be given a way in.
func wayIn(tx store.Tx, member, by string, at time.Time) error {
	m, ok := flows.Members.Get(tx, member)
	switch {
	case !ok || !seesPerson(tx, by, member, at):
		return fault("office.fault.person", "id", member)
	case !m.Ended.IsZero():
		return fault("office.fault.ended", "name", m.Name)
	case !enroll.MayInvite(tx, by, member, at):
		return fault("office.fault.person.above", "name", m.Name)
	}
	return nil
}

// noteWay logs what was done about the way in of a member, with a unit of the
// member's, so that those over it can read it.
func noteWay(tx store.Tx, c Change) {
	if posts := flows.PostsToCome(tx, c.Member, c.At); len(posts) > 0 {
		c.Unit = posts[0].Unit
	}
	note(tx, c)
}

// InviteGroup makes a new code that links a group to a team.
func InviteGroup(tx store.Tx, set flows.Settings, unit, by string, at time.Time) (code string, until time.Time, err error) {
	u, ok := flows.Units.Get(tx, unit)
	switch {
	case !ok || !sees(tx, by, unit, at):
		return "", time.Time{}, fault("office.fault.unit", "unit", unit)
	case !u.Team:
		return "", time.Time{}, fault("office.fault.team", "unit", u.Name)
	case !u.Open(at):
		return "", time.Time{}, fault("office.fault.closed", "unit", u.Name)
	}
	if code, until, err = enroll.InviteGroup(tx, set, unit, at); err == nil {
		note(tx, Change{At: at, By: by, Act: Grouped, Unit: unit})
	}
	return code, until, err
}

// Revoke takes a member's phones away: nothing pressed or said there counts
// from this moment on, and every code given out before is void. The person
// joins anew with a new invitation, or with the own number if an administrator
// lets the account change: who found the phone has the number too.
func Revoke(tx store.Tx, member, by string, at time.Time) error {
	m, ok := flows.Members.Get(tx, member)
	switch {
	case !ok || !seesPerson(tx, by, member, at):
		return fault("office.fault.person", "id", member)
	case !enroll.Over(tx, by, member, at):
		return fault("office.fault.person.above", "name", m.Name)
	}
	enroll.Revoke(tx, member, at)
	noteWay(tx, Change{At: at, By: by, Act: Revoked, Member: member})
	return nil
}
