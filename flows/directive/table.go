package directive

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/store"
)

// fileFor is how long a table or a picture may still leave: later it is asked for
// anew.
const fileFor = time.Hour

// Table sends the answers to a directive as a spreadsheet, which is made when it
// leaves, of what its reader may see then. args: the number.
func Table(t *flows.Turn, args []string) {
	if d, ok := begunSight(t, args); ok {
		file := flows.Made("directive.table", "chi-dao-"+d.Code()+".xlsx", t.From.ID, d.Code())
		t.Say(t.Reader, flows.Note{Key: "directive.list.table", Args: text.Args{"n": d.Number}, Files: []flows.File{file}, Until: t.Event.At.Add(fileFor)})
	}
}

// Picture sends how a directive went over time, as a picture that is made when it
// leaves. args: the number.
func Picture(t *flows.Turn, args []string) {
	if d, ok := begunSight(t, args); ok {
		file := flows.Made("directive.chart", "chi-dao-"+d.Code()+".png", t.From.ID, d.Code())
		file.Kind = flows.Photo
		t.Say(t.Reader, flows.Note{Key: "directive.list.chart", Args: text.Args{"n": d.Number}, Files: []flows.File{file}, Until: t.Event.At.Add(fileFor)})
	}
}

// begunSight returns the directive that the words name if whoever acts may see
// something of it and it has begun. Otherwise it says what is true.
func begunSight(t *flows.Turn, args []string) (Directive, bool) {
	s, ok := sightOf(t, args)
	switch {
	case !ok:
		t.Reply("directive.none", text.Args{"number": strings.Join(args[:min(1, len(args))], "")})
	case s.d.Begun.IsZero():
		t.Reply("directive.list.nochart", text.Args{"n": s.d.Number})
		ok = false
	}
	return s.d, ok
}

var errMade = errors.New("make a file about a directive: it was asked for by nobody who may")

// MayHave returns who may have the table and the picture of a directive.
func MayHave(d *flows.Desk) flows.Grant {
	return func(tx store.Tx, at time.Time, args []string) bool {
		_, _, err := making(d, tx, at, args)
		return err == nil
	}
}

// making returns what the reader of a file may see of a directive as it is made.
func making(d *flows.Desk, tx store.Tx, at time.Time, args []string) (s sight, reader flows.Member, err error) {
	if len(args) < 2 {
		return s, reader, errMade
	}
	m, ok := flows.Members.Get(tx, args[0])
	if !ok || m.Home() == "" {
		return s, m, errMade
	}
	t := &flows.Turn{Event: flows.Event{At: at}, Tx: tx, From: m, Set: d.Set}
	if s, ok = sightOf(t, args[1:2]); !ok {
		return s, m, errMade
	}
	return s, m, nil
}

// MakeTable returns the maker of the spreadsheet: a row for each who was asked,
// and a sheet of sums by commune, whose totals are formulas.
func MakeTable(d *flows.Desk) flows.Maker {
	return func(tx store.Tx, at time.Time, args []string) ([]byte, error) {
		s, m, err := making(d, tx, at, args)
		if err != nil {
			return nil, err
		}
		w := book{sight: s, say: func(key string, a text.Args) string { return d.Texts.Say(m.Lang, m.Form, key, a) }, zone: d.Set.Zone}
		return w.workbook()
	}
}

// A book is a spreadsheet being made.
type book struct {
	sight
	say  func(key string, a text.Args) string
	zone *time.Location
}

// columns are the heads of the first sheet, by the last part of their keys.
var tableColumns = [...]string{"commune", "team", "person", "sent", "state", "read", "answered", "late", "figure", "near", "option", "words", "by", "case"}

// sumColumns are the heads of the second.
var sumColumns = [...]string{"commune", "asked", "done", "stuck", "silent", "figure"}

// What both sheets say of a directive that only is to be known: who is told it.
const (
	knowColumns = 4
	knowSums    = 2
)

// columns returns how many columns both sheets have.
func (w book) columns() (detail, sums int) {
	if !w.d.Ask.Wants() {
		return knowColumns, knowSums
	}
	return len(tableColumns), len(sumColumns)
}

// workbook writes both sheets.
func (w book) workbook() (data []byte, err error) {
	f := excelize.NewFile()
	defer func() { err = errors.Join(err, f.Close()) }()
	first, second := w.say("directive.table.sheet", nil), w.say("directive.table.sums", nil)
	shares := w.shares()
	err = errors.Join(f.SetSheetName(f.GetSheetName(0), first), w.detail(f, first, shares))
	if err == nil {
		_, err = f.NewSheet(second)
		err = errors.Join(err, w.sums(f, first, second, shares))
	}
	var out bytes.Buffer
	if err == nil {
		_, err = f.WriteTo(&out)
	}
	if err != nil {
		return nil, fmt.Errorf("make the table of a directive: %w", err)
	}
	return out.Bytes(), nil
}
