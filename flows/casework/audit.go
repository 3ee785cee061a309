package casework

import (
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// AuditEvery is how often all open cases of levels 1 and 2 are looked through,
// whatever their own clocks say. The sender of the alerts is not trusted to be
// the only one who knows (reliability P22): roles end, phones are lost and chats
// are closed without any event that this program sees.
const AuditEvery = time.Minute

// auditNext is the timer of the next part of a look that is not through.
const auditNext = "watch.next"

const (
	auditSlice = 200             // cases in one turn, so that nobody waits for the audit
	scanSlice  = 50              // records of any state beside them
	settleTime = 2 * time.Minute // after a pause, in which what came due during it fires
	stuckAudit = 10 * time.Minute
)

// An inspection is how far the audit has come, and how the last one went.
type inspection struct {
	Name    string    `cbor:"1,keyasint"`
	Began   time.Time `cbor:"2,keyasint,omitempty"` // the look in hand; zero: none
	Term    string    `cbor:"3,keyasint,omitempty"` // after which row of the index "watch" it goes on
	Code    string    `cbor:"4,keyasint,omitempty"`
	Scan    string    `cbor:"5,keyasint,omitempty"`  // where the slow look through all records goes on
	Bad     int       `cbor:"6,keyasint,omitempty"`  // found in the look in hand, and not mended
	Told    int       `cbor:"7,keyasint,omitempty"`  // notices of the look in hand
	Ended   time.Time `cbor:"8,keyasint,omitempty"`  // when the last look was through
	Unclean bool      `cbor:"9,keyasint,omitempty"`  // it found what it could not mend
	Resumed time.Time `cbor:"10,keyasint,omitempty"` // when the audit last went on after a pause: the process was down, or the clock was set
	Found   int64     `cbor:"11,keyasint,omitempty"` // ever
	Nth     int64     `cbor:"12,keyasint,omitempty"` // how many looks there were
	Paused  time.Time `cbor:"13,keyasint,omitempty"` // when that pause began
}

// inspections holds the one inspection there is.
var inspections = store.NewTable("audit", func(i inspection) string { return i.Name })

// inspectionOf is the name of its record.
const inspectionOf = "case"

// Audited says when all open cases of levels 1 and 2 were last looked through,
// zero for never, and whether all that was found wrong could be mended.
func Audited(tx store.Tx) (last time.Time, clean bool) {
	i, ok := inspections.Get(tx, inspectionOf)
	return i.Ended, ok && !i.Unclean
}

// Audit looks through every open case of levels 1 and 2, a slice in each turn:
// it must have one next step, or a taker within time, or a person who was told.
// What must be so is worked out from the record alone and compared with what is,
// so that a mistake of the chase itself is found too. What is wrong is mended,
// noted in the case, and told to the administrators once. With it goes a slow
// look through all records, for what no index lists.
func Audit(t *flows.Turn) {
	i, _ := inspections.Get(t.Tx, inspectionOf)
	i.Name = inspectionOf
	if !i.Began.IsZero() && !t.Event.At.Before(i.Began) && t.Event.At.Sub(i.Began) < stuckAudit {
		return // the last look is not through
	}
	gap := t.Event.At.Sub(i.Ended)
	if i.Ended.IsZero() || gap < 0 || gap > 3*AuditEvery || t.Event.At.Sub(t.Event.Timer.Due) > AuditEvery {
		if i.Paused = i.Ended; i.Ended.IsZero() {
			i.Paused = t.Event.At
		}
		i.Resumed = t.Event.At
	}
	i.Began, i.Term, i.Code, i.Bad, i.Told = t.Event.At, "", "", 0, 0
	i.part(t)
}

// AuditOn goes on with a look that is not through.
func AuditOn(t *flows.Turn, _ string) {
	if i, ok := inspections.Get(t.Tx, inspectionOf); ok && !i.Began.IsZero() {
		i.part(t)
	}
}

// part looks at a slice, and at the end of the last one notes how it went.
func (i *inspection) part(t *flows.Turn) {
	a := &auditor{Turn: t, look: i}
	n, more := 0, false
	var rows []watchRow
	for term, code := range Cases.Keys(t.Tx, "watch", i.Term, "") {
		if term == i.Term && code <= i.Code {
			continue
		}
		if n++; n > auditSlice {
			more = true
			break
		}
		rows = append(rows, watchRow{term, code})
	}
	for _, r := range rows {
		i.Term, i.Code = r.term, r.code
		a.watch(r)
	}
	if more {
		t.Wake(auditNext, "", 0)
	} else {
		a.scan()
		i.Nth++
		tidy(t, i.Nth)
		i.Began, i.Ended, i.Unclean = time.Time{}, t.Event.At, i.Bad > 0
	}
	a.tell(!more)
	inspections.Put(t.Tx, *i)
}

// A watchRow is a row of the index of what must not be without a person.
type watchRow struct{ term, code string }

// An auditor looks at a slice of the cases in one turn.
type auditor struct {
	*flows.Turn
	look   *inspection
	faults []fault
}

// A fault is something that was found and is to be told.
type fault struct {
	c    Case
	kind string
}

// settled reports whether what was due before the audit itself must have fired:
// timers fire in the order in which they are due, so that only what a pause has
// piled up, and what was set in the past meanwhile, may still be on its way.
func (a *auditor) settled() bool { return !a.Event.At.Before(a.look.Resumed.Add(settleTime)) }

// watch looks at a case that a row of the index names. A row that should not be
// there is taken away.
func (a *auditor) watch(r watchRow) {
	a.try(r.code, func(c Case, ok bool) bool {
		if ok && isPressing(c) && r.term == watchTerm(c) {
			return true
		}
		if Cases.Prune(a.Tx, "watch", r.term, r.code) && ok && a.found(&c, "index") {
			Cases.Put(a.Tx, c)
		}
		return false
	})
}

// watchTerm is the term of a pressing case in the index "watch".
func watchTerm(c Case) string { return store.Key(uint8(c.Level), c.At) }

// try reads a case and looks at it by itself, if wanted says so: one that cannot
// be read, or on which the program fails, hides no other. It is named among what
// was put aside, told once, and keeps the audit from being clean.
func (a *auditor) try(code string, wanted func(c Case, ok bool) bool) {
	n := len(a.faults)
	err := a.Tx.Try(func() {
		if c, ok := Cases.Get(a.Tx, code); wanted(c, ok) {
			a.inspect(code, c)
		}
	})
	if err == nil {
		return
	}
	a.faults = a.faults[:n]
	a.look.Bad++
	if id := "audit/" + code; !flows.Asides.Has(a.Tx, id) {
		a.look.Found++
		flows.Asides.Put(a.Tx, flows.Aside{ID: id, At: a.Event.At, Kind: flows.Due, Why: "the audit cannot look at the case"})
		a.faults = append(a.faults, fault{Case{Code: code}, "damaged"})
	}
}

// A head is what the slow look reads of a case before it reads all of it.
type head struct {
	Code  string    `cbor:"1,keyasint"`
	At    time.Time `cbor:"6,keyasint"`
	Level Level     `cbor:"9,keyasint"`
	State State     `cbor:"12,keyasint"`
}

// heads reads the cases and never writes them.
var heads = store.NewTable("case", func(h head) string { return h.Code })

// scan looks at the next records of any state: at what is open and in no index,
// and at the clocks of what is not pressing. It goes on there the next time.
func (a *auditor) scan() {
	n, last := 0, ""
	var codes []string
	for code, h := range heads.Pairs(a.Tx, a.look.Scan, "") {
		if n++; n > scanSlice {
			last = code
			break
		}
		c := Case{Code: code, At: h.At, Level: h.Level, State: h.State}
		over := c.State.known() && !c.State.Open() && c.State != Done
		if over || isPressing(c) && a.listed(c) {
			continue
		}
		codes = append(codes, code)
	}
	a.look.Scan = last
	for _, code := range codes {
		a.try(code, func(_ Case, ok bool) bool { return ok })
	}
}

// listed reports whether a pressing case is where the audit looks for those.
func (a *auditor) listed(c Case) bool {
	term := watchTerm(c)
	for _, code := range Cases.Keys(a.Tx, "watch", term, term+"\x00") {
		if code == c.Code {
			return true
		}
	}
	return false
}
