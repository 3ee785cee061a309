package dispatch

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/text"
	"caunoi/store"
)

const (
	mostRows = 50000     // of a table
	tableFor = time.Hour // how long a table may still leave: later it is asked for anew
	zipped   = "viec-%s.xlsx"
)

// periods are what a table can be of. Names are stored in buttons.
var periods = [...]string{"month", "last", "year"}

// AskTable asks of which time a table of cases is to be, or sends it: a file that
// is made when it leaves, of what its reader may see then.
func AskTable(t *flows.Turn, args []string) {
	if len(casework.DeskUnits(t)) == 0 || !t.Event.Private {
		t.Reply("dispatch.desk.closed", nil)
		return
	}
	if len(args) == 0 || !known(args[0]) {
		var choices []flows.Choice
		for _, p := range periods {
			choices = append(choices, flows.Choice{Key: "dispatch.table.period." + p, Do: "bangviec " + p})
		}
		t.Reply("dispatch.table.ask", nil, choices...)
		return
	}
	from, _ := span(args[0], t.Event.At.In(t.Set.Zone))
	name := fmt.Sprintf(zipped, from.Format("2006-01"))
	file := flows.Made("dispatch.table", name, t.From.ID, args[0], strconv.FormatInt(t.Event.At.Unix(), 10))
	t.Say(t.Reader, flows.Note{Key: "dispatch.table.sent", Files: []flows.File{file}, Until: t.Event.At.Add(tableFor)})
}

func known(period string) bool {
	for _, p := range periods {
		if p == period {
			return true
		}
	}
	return false
}

// span is the time of a period, in the zone of a moment within it.
func span(period string, now time.Time) (from, to time.Time) {
	month := time.Date(now.Year(), now.Month(), 1, 0, 0, 0, 0, now.Location())
	switch period {
	case "last":
		return month.AddDate(0, -1, 0), month
	case "year":
		year := time.Date(now.Year(), 1, 1, 0, 0, 0, 0, now.Location())
		return year, year.AddDate(1, 0, 0)
	}
	return month, month.AddDate(0, 1, 0)
}

// columns are the heads of the table, by the last part of their keys.
var columns = [...]string{"code", "time", "unit", "category", "level", "state", "households", "taken", "settled", "due", "late", "result"}

var errTable = errors.New("make a table of cases: it was asked for by nobody who may")

// MayHave returns who may have that file: whoever has a desk when it leaves.
func MayHave(d *flows.Desk) flows.Grant {
	return func(tx store.Tx, at time.Time, args []string) bool {
		_, err := making(d, tx, at, args)
		return err == nil
	}
}

// MakeTable returns the maker of that file: the cases that its reader may see
// now, without who reported and without what anybody wrote. Every cell is text.
func MakeTable(d *flows.Desk) flows.Maker {
	return func(tx store.Tx, at time.Time, args []string) ([]byte, error) {
		w, err := making(d, tx, at, args)
		if err != nil {
			return nil, err
		}
		return w.workbook(args[1])
	}
}

// making returns the table that a reader may have at the moment it is made. args: the
// reader, the period and when it was asked for, which says which months are meant.
func making(d *flows.Desk, tx store.Tx, at time.Time, args []string) (w table, err error) {
	if len(args) != 3 {
		return w, errTable
	}
	m, ok := flows.Members.Get(tx, args[0])
	seconds, err := strconv.ParseInt(args[2], 10, 64)
	if !ok || err != nil || m.Home() == "" {
		return w, errTable
	}
	t := &flows.Turn{Event: flows.Event{At: at}, Tx: tx, From: m, Set: d.Set}
	if len(casework.DeskUnits(t)) == 0 {
		return w, errTable
	}
	return table{t: t, texts: d.Texts, reader: m, asked: time.Unix(seconds, 0)}, nil
}

// A table is one being made.
type table struct {
	t      *flows.Turn
	texts  *text.Catalog
	reader flows.Member
	asked  time.Time
}

// say is a sentence in the reader's language.
func (w table) say(key string) string { return w.texts.Say(w.reader.Lang, w.reader.Form, key, nil) }

// workbook writes the cases of a period, the oldest first.
func (w table) workbook(period string) (data []byte, err error) {
	f := excelize.NewFile()
	defer func() { err = errors.Join(err, f.Close()) }()
	sheet, err := f.NewStreamWriter(f.GetSheetName(0))
	if err != nil {
		return nil, fmt.Errorf("make a table of cases: %w", err)
	}
	var head []string
	for _, c := range columns {
		head = append(head, w.say("dispatch.table.column."+c))
	}
	row := 1
	put := func(cells []string) error {
		values := make([]any, len(cells))
		for i, c := range cells {
			values[i] = text.Cell(c)
		}
		at, err := excelize.CoordinatesToCellName(1, row)
		if err != nil {
			return err
		}
		row++
		return sheet.SetRow(at, values)
	}
	err = put(head)
	from, to := span(period, w.asked.In(w.t.Set.Zone))
	for month := from; err == nil && month.Before(to) && row <= mostRows; month = month.AddDate(0, 1, 0) {
		for c := range w.reported(month.Format("0601")) {
			if row > mostRows || err != nil {
				break
			}
			if !c.Drill && casework.MayRead(w.t, w.reader.ID, c) {
				err = put(w.cells(c))
			}
		}
	}
	var out bytes.Buffer
	if err = errors.Join(err, sheet.Flush()); err == nil {
		_, err = f.WriteTo(&out)
	}
	if err != nil {
		return nil, fmt.Errorf("make a table of cases: %w", err)
	}
	return out.Bytes(), nil
}

// reported yields the cases of a month, as "2611", by their running numbers:
// "2611-9" before "2611-10". One that is damaged is passed over.
func (w table) reported(month string) iter.Seq[casework.Case] {
	return func(yield func(casework.Case) bool) {
		var codes []string
		for code := range casework.Cases.Pairs(w.t.Tx, month+"-", month+".") {
			codes = append(codes, code)
		}
		slices.SortFunc(codes, func(a, b string) int { return cmp.Or(len(a)-len(b), strings.Compare(a, b)) })
		for _, code := range codes {
			for c := range casework.Cases.Range(w.t.Tx, code, code+"\x00") {
				if !yield(c) {
					return
				}
			}
		}
	}
}

// cells are what a table says of a case: no reporter, and nothing anybody wrote.
func (w table) cells(c casework.Case) []string {
	yes := func(b bool) string {
		if b {
			return w.say("button.yes")
		}
		return w.say("button.no")
	}
	late := !c.Clock.Due.IsZero() && (c.DoneAt.After(c.Clock.Due) || c.DoneAt.IsZero() && c.State.Open() && c.Clock.Due.Before(w.t.Event.At))
	result := false
	for _, p := range c.Parts {
		result = result || p.Kind == casework.Result
	}
	households := ""
	if c.Households > 0 {
		households = strconv.Itoa(c.Households)
	}
	return []string{
		c.Code, w.moment(c.At), casework.PlaceOf(w.t, c), w.say("category." + c.Category), w.say("level." + strconv.Itoa(int(c.Level))), w.say("case.state." + c.State.Name()),
		households, after(c.At, c.TakenAt), after(c.At, c.DoneAt), w.moment(c.Clock.Due), yes(late), yes(result),
	}
}

func (w table) moment(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.In(w.t.Set.Zone).Format("02/01/2006 15:04")
}

// after is how long something took, in hours and minutes: "26:05".
func after(from, to time.Time) string {
	if to.IsZero() || to.Before(from) {
		return ""
	}
	d := to.Sub(from).Round(time.Minute)
	return fmt.Sprintf("%d:%02d", int(d.Hours()), int(d.Minutes())%60)
}
