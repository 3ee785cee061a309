package casework

import (
	"slices"
	"strconv"

	"caunoi/flows"
	"caunoi/flows/viet"
)

// A Plea is what keeps a team from doing what a directive asks.
type Plea struct {
	Directive int64  // its number, as people say it
	Unit      string // the team
	Level     Level  // how pressing it is at least
	Part      Part   // masked
	Masked    bool

	// To are those who are to have it, the first first: who of them cannot, as
	// somebody who has left, is passed over.
	To []flows.Member
}

// Plead files a plea as a case of whoever acts, and gives it to the first who can
// have it; the ladder of its level stands behind that person as behind everybody
// who was given a case. It returns the case.
func Plead(t *flows.Turn, p Plea) Case {
	c := Case{
		Code: t.Code(), Reporter: t.From.ID, Chat: t.Event.Chat, Unit: p.Unit, At: t.Event.At, Parts: []Part{p.Part},
		Category: "KHA", Level: p.Level, State: New, Masked: p.Masked, Directive: p.Directive,
	}
	for u := range flows.Up(t.Tx, c.Unit) {
		if u.Code != c.Unit {
			c.Path = append(c.Path, u.Code)
		}
	}
	var meant viet.Meaning
	if words := c.AllWords(); words != "" {
		category, level, households := viet.Guess(words)
		c.Category, c.Households, c.Level = category, households, min(c.Level, Level(level))
		meant = viet.Mean(words, viet.Context{})
	} else {
		c.Unheard, c.Level = true, min(c.Level, Soon)
	}
	c.note(t, "stuck", strconv.FormatInt(p.Directive, 10))
	i := slices.IndexFunc(p.To, func(m flows.Member) bool { return notToReceive(t, c, m) == "" })
	if i >= 0 {
		c.Given = Handover{To: []string{p.To[i].ID}, At: t.Event.At, Nth: 1}
		alert(t, &c, p.To[i:i+1])
	}
	switch {
	case meant.Kind == viet.Urgent:
		Raise(t, &c, "the word or the button")
	case meant.Kind == viet.Danger:
		AskDanger(t, &c)
	case c.Unheard:
		TellDuty(t, &c, "not heard or seen")
	default:
		Graded(t, &c)
	}
	NoteSaid(t, p.Part.Said, c.Code)
	Keep(t, c)
	Show(t, c)
	return c
}

// PleaTimer wakes whoever asks a team to do what its plea keeps it from, once the
// case is over and if it is opened again; its id is the code of the case.
const PleaTimer = "plea"

// turns wakes who waits for the end of a plea, as a case is kept that ends or is
// opened again.
func turns(t *flows.Turn, c Case) {
	if c.Directive == 0 {
		return
	}
	if was, known := Cases.Get(t.Tx, c.Code); known && was.State.Open() != c.State.Open() {
		t.Wake(PleaTimer, c.Code, 0)
	}
}
