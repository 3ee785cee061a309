package directive

import (
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/xuri/excelize/v2"

	"caunoi/flows"
	"caunoi/flows/text"
)

// detail writes a row for each who was asked, below a head that stays in sight.
func (w book) detail(f *excelize.File, sheet string, shares []share) error {
	moment, err := f.NewStyle(&excelize.Style{CustomNumFmt: new("dd/mm/yyyy hh:mm")})
	if err != nil {
		return err
	}
	out, err := f.NewStreamWriter(sheet)
	if err != nil {
		return err
	}
	err = out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
	columns, _ := w.columns()
	err = errors.Join(err, out.SetColWidth(1, columns, 16), out.SetRow("A1", w.head(tableColumns[:columns])))
	row, arrived := 1, w.arrivals()
	for _, c := range shares {
		for _, p := range c.parties {
			row++
			err = errors.Join(err, out.SetRow("A"+strconv.Itoa(row), w.cells(c, p, w.reached(p, arrived), moment)[:columns]))
		}
	}
	return errors.Join(err, out.Flush())
}

func (w book) head(columns []string) []any {
	head := make([]any, len(columns))
	for i, c := range columns {
		head[i] = w.say("directive.table.column."+c, nil)
	}
	return head
}

// cells are what a row says of a party, which had it at a moment: numbers as numbers
// and times as times.
func (w book) cells(c share, p Party, had time.Time, moment int) []any {
	at := func(when time.Time) any {
		if when.IsZero() {
			return nil
		}
		here := when.In(w.zone)
		wall := time.Date(here.Year(), here.Month(), here.Day(), here.Hour(), here.Minute(), here.Second(), 0, time.UTC)
		return excelize.Cell{StyleID: moment, Value: wall}
	}
	yes := func(b bool) any {
		if b {
			return w.say("button.yes", nil)
		}
		return nil
	}
	name := func(member string) any {
		m, ok := flows.Members.Get(w.t.Tx, member)
		if !ok {
			return nil
		}
		return text.Cell(m.Name)
	}
	var figure, near, option, words, code any
	if p.State == Answered {
		switch w.d.Ask {
		case ForFigure:
			figure, near = float64(p.Figure)/1000, yes(p.Unsure)
		case ForOneOf:
			option = text.Cell(fmt.Sprint(w.d.answered(p)))
		case ToFillForm:
			words = text.Cell(w.d.FormTitle)
		default:
			words = text.Cell(p.Words)
		}
	}
	if p.State == Stuck {
		code = text.Cell(p.Case)
	}
	return []any{
		text.Cell(c.name), text.Cell(w.who(p.Unit, "")), name(p.Member), at(had), w.say("directive.table.state."+p.State.Name(), nil),
		at(p.ReadAt), at(p.At), yes(p.Late), figure, near, option, words, name(p.By), code,
	}
}

// sums writes a row for each commune and one for all. Each number is a formula
// over the first sheet, and stands there with what it comes to, for a phone that
// does not reckon. Where nobody has told a figure there is none, not zero.
func (w book) sums(f *excelize.File, from, sheet string, shares []share) error {
	out, err := f.NewStreamWriter(sheet)
	if err != nil {
		return err
	}
	err = out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
	_, columns := w.columns()
	err = errors.Join(err, out.SetColWidth(1, columns, 16), out.SetRow("A1", w.head(sumColumns[:columns])))
	var whole []Party
	row, next := 1, 2
	for _, c := range shares {
		if len(c.parties) == 0 {
			continue
		}
		last := next + len(c.parties) - 1
		over := func(column string) string { return fmt.Sprintf("'%s'!%s%d:%s%d", from, column, next, column, last) }
		row++
		err = errors.Join(err, out.SetRow("A"+strconv.Itoa(row), w.sumRow(text.Cell(c.name), w.d.sum(c.parties), row, over)[:columns]))
		next, whole = last+1, append(whole, c.parties...)
	}
	if row > 1 {
		total := w.d.sum(whole)
		cells := w.sumRow(w.say("directive.table.total", nil), total, row+1, func(string) string { return "" })[:columns]
		for i, column := range []string{"B", "C", "D", "E", "F"}[:columns-1] {
			cell := cells[i+1].(excelize.Cell)
			cell.Formula = fmt.Sprintf("SUM(%s2:%s%d)", column, column, row)
			cells[i+1] = cell
		}
		err = errors.Join(err, out.SetRow("A"+strconv.Itoa(row+1), cells))
	}
	return errors.Join(err, out.Flush())
}

// sumRow is what a row says of a sum; over names a column of the first sheet, by
// its letter, as far as the row is about it.
func (w book) sumRow(name string, s sum, row int, over func(column string) string) []any {
	done, word := s.Answered, "answered"
	if w.d.Ask <= ToConfirm {
		done, word = s.Read-s.Stuck, "read"
	}
	count := func(state string, n int) excelize.Cell {
		return excelize.Cell{Formula: fmt.Sprintf("COUNTIF(%s,%q)", over("E"), w.say("directive.table.state."+state, nil)), Value: n}
	}
	figure := excelize.Cell{Formula: fmt.Sprintf("IF(COUNT(%s)=0,\"\",SUM(%s))", over("I"), over("I"))}
	if s.Answered > 0 && w.d.Ask == ForFigure {
		figure.Value = float64(s.Figure) / 1000
	}
	return []any{
		name, excelize.Cell{Formula: "COUNTA(" + over("B") + ")", Value: s.Asked}, count(word, done), count("stuck", s.Stuck),
		excelize.Cell{Formula: fmt.Sprintf("B%d-C%d-D%d", row, row, row), Value: s.Asked - done - s.Stuck}, figure,
	}
}
