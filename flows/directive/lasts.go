package directive

import (
	"time"
	"unicode/utf8"

	"caunoi/flows"
	"caunoi/store"
)

// What one message of a service holds (the API notes, A1 and A5), in letters, and
// how many of them stand around what a directive says: its head, what is asked and
// when it is due.
const (
	onePart = 4000
	oneFile = 1024 // below a file
	around  = 160
)

// lasts is how long it takes until so many copies have left, by the pace of the
// service, which it shares with what else is being sent. It is what the preview says
// before the first has left, and what the card says afterwards of those who wait.
func (d Directive) lasts(t *flows.Turn, copies int64) time.Duration {
	if t.Set.Rate <= 0 {
		return 0
	}
	messages := copies * d.weight()
	if copies > 0 {
		messages += d.others(t.Tx, copies)
	}
	return time.Duration(float64(messages) / t.Set.Rate * float64(time.Second))
}

// others is how many messages of other directives leave until so many copies of one
// have: those that are before it in the outbox, and then of each as many copies.
func (d Directive) others(tx store.Tx, copies int64) (messages int64) {
	for o := range Directives.Under(tx, "sending", "") {
		if o.Number == d.Number {
			continue
		}
		c := o.Tally(tx)
		messages += min(c.Waits+c.Leaves, c.Leaves+copies) * o.weight()
	}
	return messages
}

// weight is how many messages one copy counts as: each part of a long text is one,
// and so is each file but a single one that the whole text stands under.
func (d Directive) weight() int64 {
	letters := around + utf8.RuneCountInString(d.Title) + utf8.RuneCountInString(d.Text)
	for _, o := range d.Options {
		letters += utf8.RuneCountInString(o)
	}
	if len(d.Files) == 1 && letters <= oneFile && d.Files[0].Kind != flows.Sticker {
		return 1
	}
	return int64((letters+onePart-1)/onePart + len(d.Files))
}
