package casework

import (
	"fmt"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/store"
)

// TakeOff takes a report back at its reporter's wish, and tells all who were
// told of it. Once somebody has it, that person is asked instead, and TakeOff
// returns false.
func TakeOff(t *flows.Turn, c *Case) bool {
	Recheck(t, c)
	if c.State != New {
		c.Wish = true
		c.note(t, "wish to withdraw", "")
		Keep(t, *c)
		Show(t, *c)
		for _, to := range handlersOf(t, *c) {
			if to.Member == c.Taker { // not another unit that has to do with it: who has it decides
				askWish(t, *c, to)
			}
		}
		return false
	}
	release(t, c)
	c.State, c.DoneAt, c.Danger = Withdrawn, t.Event.At, NotAsked
	c.erase()
	over(t, *c)
	c.note(t, "withdrawn", "")
	Keep(t, *c)
	Show(t, *c)
	if c.Level == LifeAndDanger {
		tellHandlers(t, *c, "report.withdraw.told", text.Args{"code": c.Code})
	}
	return true
}

// askWish asks whoever has a case whether its reporter may take it back.
func askWish(t *flows.Turn, c Case, taker flows.Reader) {
	flows.AskChoice(t, taker, c.Code, flows.Note{
		Key: "report.withdraw.wish", Args: text.Args{"code": c.Code}, Lane: laneOf(c), About: Notice(c.Code),
		Choices: []flows.Choice{
			{Key: "report.withdraw.wish.yes", Do: "choru " + c.Code}, {Key: "report.withdraw.wish.no", Do: "khongru " + c.Code},
		},
	}, askedFor)
}

// LetGo is the taker's yes to a reporter who asked to take a report back.
func LetGo(t *flows.Turn, args []string) {
	c, _, ok := find(t, args)
	if !ok || !mineToWork(t, c) {
		return
	}
	if !c.Wish {
		said(t, c)
		return
	}
	release(t, &c)
	c.State, c.DoneAt, c.Wish = Withdrawn, t.Event.At, false
	c.erase()
	over(t, c)
	c.note(t, "withdrawn", "by wish")
	Keep(t, c)
	Show(t, c)
	tell(t, c, "report.withdraw.done", text.Args{"code": c.Code})
}

// HoldOn is the taker's no.
func HoldOn(t *flows.Turn, args []string) {
	c, _, ok := find(t, args)
	if !ok || !mineToWork(t, c) {
		return
	}
	if !c.Wish {
		said(t, c)
		return
	}
	c.Wish = false
	Keep(t, c)
	Show(t, c)
	tell(t, c, "report.withdraw.refused", text.Args{"code": c.Code})
}

// TakeBack tells who works on a case that the last answer was about something
// else.
func TakeBack(t *flows.Turn, c Case) {
	tellHandlers(t, c, "case.answer.taken.back", text.Args{"code": c.Code})
}

// NewestUrgent returns the newest open urgent case of whoever acts.
func NewestUrgent(t *flows.Turn) (Case, bool) {
	from, to := store.Prefix(store.Key(t.From.ID))
	for _, c := range Cases.By(t.Tx, "own", from, to) {
		if c.Level == LifeAndDanger && c.State.Open() {
			return c, true
		}
	}
	return Case{}, false
}

// KeepPlace keeps the place of an urgent case until it closes. Who takes the
// case reads it on the card; the notice that it is there holds no coordinates,
// since a notice stays.
func KeepPlace(t *flows.Turn, c Case, p flows.Place) {
	c.Place = &p
	c.note(t, "place", "")
	Keep(t, c)
	tellHandlers(t, c, "case.place.told", text.Args{"code": c.Code})
	Show(t, c)
}

// degrees writes a coordinate as maps take it, to about a metre.
func degrees(d float64) string { return fmt.Sprintf("%.5f", d) }
