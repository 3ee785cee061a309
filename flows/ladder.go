package flows

import "time"

// A Target names whom a rung of the ladder calls, as a place in the tree of
// units and never as a person. Who that is, is looked up when the rung fires.
type Target string

// The targets. "Above" is one level higher than the nearest that has any.
const (
	ToCharge      Target = "charge"       // who is in charge of the team
	ToStandIn     Target = "standin"      // who stands in for them
	ToDuty        Target = "duty"         // who is on duty at the unit above the team
	ToLeader      Target = "leader"       // who leads that unit
	ToCoordinator Target = "coordinator"  // who coordinates there
	ToDutyAbove   Target = "duty_above"   // who is on duty one level higher: the district or the province
	ToLeaderAbove Target = "leader_above" // who leads there
	ToOffice      Target = "office"       // the offices the case was routed to
	ToAdmin       Target = "admin"        // the administrators over the unit
)

// Targets returns all targets there are.
func Targets() []Target {
	return []Target{ToCharge, ToStandIn, ToDuty, ToLeader, ToCoordinator, ToDutyAbove, ToLeaderAbove, ToOffice, ToAdmin}
}

// A Rung is one step of a ladder: whom it calls, and how long after the ladder
// began, counted within its hours.
type Rung struct {
	After time.Duration `cbor:"1,keyasint"`
	To    []Target      `cbor:"2,keyasint"`
}

// A Ladder says who is called when, for as long as nobody has taken a case. It
// is copied into the case when the case is raised, so that a change of the
// configuration changes no chase that runs.
type Ladder struct {
	Rungs  []Rung        `cbor:"1,keyasint,omitempty"` // in the order of After; none: nobody is called by steps
	Rounds int           `cbor:"2,keyasint,omitempty"` // how often all of it is gone through again, 0 to 5
	Pause  time.Duration `cbor:"3,keyasint,omitempty"` // how long after the last rung the next round begins, or the administrators are told
	Again  time.Duration `cbor:"4,keyasint,omitempty"` // how often the administrators are told again after the last round
	Hours  Hours         `cbor:"5,keyasint,omitempty"` // when it may call; the zero value: at any hour
	AtDue  bool          `cbor:"6,keyasint,omitempty"` // it begins when the case is overdue, not when it was raised
}

// Hours are the hours of a day in which somebody may be called, from the first
// up to and without the second, in the zone of the settings. Equal ones are the
// whole day.
type Hours struct {
	From int `cbor:"1,keyasint,omitempty"`
	To   int `cbor:"2,keyasint,omitempty"`
}

// Terms is what is promised of cases of one level (the domain notes, 12.4).
type Terms struct {
	Ladder   Ladder
	Work     time.Duration // how long a taking holds without a sign of work; 0: for ever
	Grace    time.Duration // how long the taker has to answer when asked about it
	Settle   int           // working days until it should be settled; 0: no deadline
	Evidence bool          // closes only with a picture, a document or a visit note
}

// DefaultTerms returns the promises of conversations.md 5 and 6, by level.
func DefaultTerms() [5]Terms {
	day := Hours{From: 6, To: 21}
	return [5]Terms{
		1: {
			Ladder: Ladder{Rungs: []Rung{
				{0, []Target{ToCharge, ToDuty}},
				{15 * time.Minute, []Target{ToStandIn, ToLeader}},
				{30 * time.Minute, []Target{ToDutyAbove}},
			}, Rounds: 3, Pause: 15 * time.Minute, Again: 30 * time.Minute},
			Work: time.Hour, Grace: 15 * time.Minute, Settle: 1, Evidence: true,
		},
		2: {
			Ladder: Ladder{Rungs: []Rung{
				{0, []Target{ToCharge}},
				{2 * time.Hour, []Target{ToStandIn}},
				{6 * time.Hour, []Target{ToLeader}},
			}, Rounds: 1, Pause: 4 * time.Hour, Again: 24 * time.Hour, Hours: day},
			Work: 24 * time.Hour, Grace: 2 * time.Hour, Settle: 3, Evidence: true,
		},
		3: {
			Ladder: Ladder{Rungs: []Rung{
				{0, []Target{ToCoordinator}},
				{24 * time.Hour, []Target{ToCharge}},
			}, Pause: 24 * time.Hour, Again: 7 * 24 * time.Hour, Hours: day, AtDue: true},
			Work: 5 * 24 * time.Hour, Grace: 24 * time.Hour, Settle: 5,
		},
	}
}
