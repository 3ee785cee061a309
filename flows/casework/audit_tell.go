package casework

import (
	"slices"

	"caunoi/flows"
	"caunoi/flows/text"
)

// mostTold is how many notices of single cases one look gives each administrator;
// of the others there is one that counts them.
const mostTold = 5

// whatBroke is what each kind of fault is to people: which part of a case did
// not hold. The kinds themselves stand in the case's log.
var whatBroke = map[string]string{
	"taker": "people", "holder": "people", "no taker": "people", "nobody told": "people", "spent": "people", "unit": "people", "twice": "people", "taken when": "people",
	"alert failed": "message", "alert lost": "message", "alert stuck": "message",
	"state": "record", "level": "record", "code": "record", "index": "record",
	"stuck": "stuck", "damaged": "damaged",
}

// tell tells the administrators over each case what was found, and at the end of
// a look how many more there were.
func (a *auditor) tell(end bool) {
	for _, f := range a.faults {
		if a.look.Told++; a.look.Told > mostTold {
			continue
		}
		for _, m := range a.administrators(f.c) {
			a.say(m, f)
		}
	}
	if more := a.look.Told - mostTold; end && more > 0 {
		for _, m := range flows.Admins(a.Tx, a.Event.At) {
			a.Say(m.Reader(), flows.Note{Key: "audit.more", Args: text.Args{"count": more}})
		}
	}
}

// administrators returns who is told: the administrators over a case, and where
// none of them can be told, any. Whoever is kept out of a case is not told.
func (a *auditor) administrators(c Case) []flows.Member {
	for _, all := range [][]flows.Member{flows.AdminsOver(a.Tx, c.Unit, a.Event.At), flows.Admins(a.Tx, a.Event.At)} {
		told := slices.DeleteFunc(all, func(m flows.Member) bool { return m.Home() == "" || barred(a.Turn, m.ID, c) })
		if len(told) > 0 {
			return told
		}
	}
	return nil
}

// say tells one administrator of one fault, by the number of the case and never
// by its words.
func (a *auditor) say(m flows.Member, f fault) {
	what, ok := whatBroke[f.kind]
	if !ok {
		what = "clock"
	}
	n := flows.Note{Key: "audit.found", Args: text.Args{"code": f.c.Code, "what": text.K("audit.what." + what)}, About: Notice(f.c.Code), Lane: laneOf(f.c)}
	if what == "damaged" || what == "stuck" {
		n.Key = "audit.unmended"
	}
	if what != "damaged" {
		n.Choices = []flows.Choice{{Key: "list.open", Args: text.Args{"code": f.c.Code}, Do: "xem " + f.c.Code}}
	}
	a.Say(m.Reader(), n)
}
