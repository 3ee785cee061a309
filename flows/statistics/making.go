package statistics

import (
	"errors"
	"strconv"
	"time"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"caunoi/flows"
	"caunoi/flows/figures"
	"caunoi/flows/text"
	"caunoi/store"
)

var errMade = errors.New("make statistics: they were asked for by nobody who may")

// A made is a file being made: for whom, of what, and as of when.
type made struct {
	set   flows.Settings
	view  View
	right Right
	at    time.Time // when it was asked for: its numbers are those of the sentences that came with it
	say   speech
}

// MayHave returns who may have the pictures and sheets of statistics.
func MayHave(d *flows.Desk) flows.Grant {
	return func(tx store.Tx, at time.Time, args []string) bool {
		_, err := making(d, tx, at, args)
		return err == nil
	}
}

// making returns what the reader of a file may see at the moment it is made.
func making(d *flows.Desk, tx store.Tx, now time.Time, args []string) (k made, err error) {
	if len(args) < 2 {
		return k, errMade
	}
	m, there := flows.Members.Get(tx, args[0])
	seconds, err := strconv.ParseInt(args[1], 10, 64)
	v, ok := viewOf(args[2:])
	if err != nil || !there || !ok || m.Home() == "" {
		return k, errMade
	}
	k = made{set: d.Set, view: v, at: time.Unix(seconds, 0), say: func(key string, a text.Args) string { return d.Texts.Say(m.Lang, m.Form, key, a) }}
	if k.right, ok = RightOf(tx, m.ID, v.Unit, now); !ok {
		return k, errMade
	}
	k.view.Period.To = min(v.Period.To, figures.MonthAt(k.set, k.at))
	return k, nil
}

// book is what is known of the unit of the file.
func (k made) book(tx store.Tx) *Book { return NewBook(tx, k.set, k.view, k.right, k.at) }

// Thumbnail implements plot.Thumbnailer.
func (s swatch) Thumbnail(c *draw.Canvas) {
	c.FillPolygon(s.color, []vg.Point{{X: c.Min.X, Y: c.Min.Y}, {X: c.Min.X, Y: c.Max.Y}, {X: c.Max.X, Y: c.Max.Y}, {X: c.Max.X, Y: c.Min.Y}})
}
