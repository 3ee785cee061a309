package statistics

import (
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/xuri/excelize/v2"

	"caunoi/flows"
	"caunoi/flows/figures"
	"caunoi/flows/text"
)

// appendix is the table of the monthly report (the domain notes, 12.3): in the
// period, in the same a year before, the change, and since January. What teams typed
// is the total of their sheet, so that it is seen what it is the sum of.
func (w *writer) appendix(s *sheet) error {
	heads := w.heads("code", "indicator", "unit", "now", "before", "change", "since", "note")
	heads[1] = w.period()
	err := s.begin(heads, 7, 52, 12, 18, 18, 14, 18, 22)
	totals := w.totals()
	for _, i := range w.k.set.Indicators {
		row := strconv.Itoa(s.row + 1)
		now, has := w.now[i.Code]
		before, had := w.before[i.Code]
		since, sums := w.since[i.Code]
		cells := []any{text.Cell(i.Code), excelize.Cell{Value: text.Cell(w.labelOf(i)), StyleID: w.styles["words"]}, text.Cell(i.Unit.Label())}
		if i.Adds == flows.Ratio {
			cells = append(cells, w.ratio(now, has), w.ratio(before, had), nil, w.ratio(since, sums))
		} else {
			at := w.number(now, has)
			if total := totals[i.Code]; total != "" {
				at = w.number(now, has)
				at.Formula = fmt.Sprintf("'%s'!%s", w.title("teams"), total)
				if at.StyleID == 0 {
					at.StyleID = w.styles["whole"]
				}
			}
			change := excelize.Cell{StyleID: w.styles["change"], Formula: fmt.Sprintf(`IF(OR(D%s="",E%s=""),"",D%s-E%s)`, row, row, row, row)}
			if has && had {
				change.Value = digitsOf(now.Value - before.Value)
			}
			cells = append(cells, at, w.number(before, had), change, w.number(since, sums))
		}
		err = errors.Join(err, s.put(append(cells, w.noteOn(i, now, has))))
	}
	if w.k.right.Counts {
		err = errors.Join(err, s.put([]any{nil, w.k.say("statistics.book.few", nil)}))
	}
	return err
}

// ratio is so many of so many, as a text; nothing where nothing is known.
func (w *writer) ratio(a figures.Added, ok bool) any {
	if !ok || a.Given == 0 {
		return nil
	}
	return excelize.Cell{StyleID: w.styles["ratio"], Value: text.Cell(ofTeams(a))}
}

// noteOn says beside a figure that it is near enough only, or that nobody said any.
func (w *writer) noteOn(i flows.Indicator, a figures.Added, has bool) any {
	switch {
	case i.Source.Typed() && (!has || a.Given == 0):
		return excelize.Cell{StyleID: w.styles["note"], Value: w.k.say("statistics.book.nobody", nil)}
	case a.Near > 0:
		return excelize.Cell{StyleID: w.styles["note"], Value: w.k.say("statistics.book.near", nil)}
	}
	return nil
}

// firstColumn is where the figures begin in the sheet of teams.
const firstColumn = 6

// totals are the cells with the total of each indicator in the sheet of teams.
func (w *writer) totals() map[string]string {
	all := map[string]string{}
	if len(w.lines) == 0 {
		return all
	}
	for i, c := range w.columns {
		all[c.Code] = columnOf(firstColumn+i) + strconv.Itoa(len(w.lines)+2)
	}
	return all
}

// labels are the heads of the columns of figures, with their units.
func (w *writer) labels() (all []string) {
	for _, i := range w.columns {
		all = append(all, fmt.Sprintf("%s (%s)", w.labelOf(i), i.Unit.Label()))
	}
	return all
}

// teams has a row for each team, and for what a commune counts itself, by commune and
// by name; below it the totals as formulas.
func (w *writer) teams(s *sheet) error {
	heads := append(w.heads("communecode", "commune", "teamcode", "team", "months"), w.labels()...)
	err := s.begin(heads, 12, 24, 12, 26, 14, 16)
	whole := make([]figures.Added, len(w.columns))
	for _, l := range w.lines {
		cells := []any{text.Cell(l.above.Code), text.Cell(l.above.Name), text.Cell(l.unit.Code), text.Cell(l.unit.Name), l.months}
		for i, a := range l.values {
			cells = append(cells, w.number(a, true))
			whole[i].Value, whole[i].Given, whole[i].Near = whole[i].Value+a.Value, whole[i].Given+a.Given, whole[i].Near+a.Near
		}
		err = errors.Join(err, s.put(cells))
	}
	if len(w.lines) == 0 {
		return errors.Join(err, s.put([]any{nil, nil, nil, w.k.say("statistics.book.nobody", nil)}))
	}
	cells := []any{nil, nil, nil, w.k.say("statistics.book.total", nil), nil}
	for i, a := range whole {
		column := columnOf(firstColumn + i)
		cells = append(cells, w.sum(fmt.Sprintf("%s2:%s%d", column, column, len(w.lines)+1), a))
	}
	return errors.Join(err, s.put(cells))
}

// communes has a row for each unit below, by name: what was counted of its cases, how
// many of its teams gave figures, and its figures as formulas over its teams.
func (w *writer) communes(s *sheet) error {
	var known []flows.Indicator
	for _, i := range w.k.set.Indicators {
		if i.Source == flows.FromCases && !(w.k.right.Counts && i.Code > "B2") {
			known = append(known, i)
		}
	}
	heads := w.heads("communecode", "commune", "gave", "asked")
	for _, i := range known {
		heads = append(heads, fmt.Sprintf("%s (%s)", w.labelOf(i), i.Unit.Label()))
	}
	err := s.begin(append(heads, w.labels()...), 12, 26, 14)
	sums := w.perCommune()
	for _, x := range w.shares {
		row := s.row + 1
		cells := []any{text.Cell(x.unit.Code), text.Cell(x.unit.Name), x.gave, x.teams}
		for _, i := range known {
			a, ok := x.cases[i.Code]
			cells = append(cells, w.number(a, ok))
		}
		for i := range w.columns {
			cells = append(cells, w.over(row, i, sums[x.unit.Code]))
		}
		err = errors.Join(err, s.put(cells))
	}
	last := s.row
	cells := []any{nil, w.k.say("statistics.book.total", nil), total("C", last), total("D", last)}
	for n, i := range known {
		if i.Adds == flows.Median { // it is none of the medians
			cells = append(cells, nil)
			continue
		}
		cells = append(cells, total(columnOf(5+n), last))
	}
	for n := range w.columns {
		cells = append(cells, total(columnOf(5+len(known)+n), last))
	}
	return errors.Join(err, s.put(cells))
}

// total is the sum of a column from the second row on.
func total(column string, last int) excelize.Cell {
	return excelize.Cell{Formula: fmt.Sprintf(`IF(COUNT(%s2:%s%d)=0,"",SUM(%s2:%s%d))`, column, column, last, column, column, last)}
}

// perCommune adds the lines up by the unit that they stand under.
func (w *writer) perCommune() map[string][]figures.Added {
	all := map[string][]figures.Added{}
	for _, l := range w.lines {
		sum := all[l.above.Code]
		if sum == nil {
			sum = make([]figures.Added, len(w.columns))
			all[l.above.Code] = sum
		}
		for i, a := range l.values {
			sum[i].Value, sum[i].Given, sum[i].Near = sum[i].Value+a.Value, sum[i].Given+a.Given, sum[i].Near+a.Near
		}
	}
	return all
}

// over is a figure of a commune: a formula over the rows of its teams, and with what
// it comes to for a phone that does not reckon.
func (w *writer) over(row, column int, sums []figures.Added) excelize.Cell {
	var a figures.Added
	if sums != nil {
		a = sums[column]
	}
	c := w.number(a, true)
	if c.StyleID == 0 {
		c.StyleID = w.styles["whole"]
	}
	last := max(2, len(w.lines)+1)
	name := columnOf(firstColumn + column)
	from := fmt.Sprintf("'%s'!$%s$2:$%s$%d", w.title("teams"), name, name, last)
	codes := fmt.Sprintf("'%s'!$A$2:$A$%d", w.title("teams"), last)
	c.Formula = fmt.Sprintf(`IF(COUNTIFS(%s,$A%d,%s,"<>")=0,"",SUMIFS(%s,%s,$A%d))`, codes, row, from, from, codes, row)
	return c
}

// cases has a row for each month, category and level of reports.
func (w *writer) cases(s *sheet) error {
	heads := w.heads("month", "category", "level", "count")
	err := s.begin(heads, 12, 26, 14, 12)
	if w.k.right.Counts {
		err = errors.Join(err, s.put([]any{nil, w.k.say("statistics.book.few", nil)}))
	}
	for _, x := range w.numbers {
		level := any(nil)
		if x.Level > 0 {
			level = w.k.say("level."+strconv.Itoa(int(x.Level)), nil)
		}
		err = errors.Join(err, s.put([]any{w.monthCell(figures.Month(x.Month)), w.k.say("category."+x.Category, nil), level, x.N}))
	}
	return errors.Join(err, s.put([]any{nil, nil, w.k.say("statistics.book.total", nil), total("D", s.row)}))
}

func (w *writer) monthCell(m figures.Month) excelize.Cell {
	return excelize.Cell{StyleID: w.styles["month"], Value: time.Date(m.Year(), m.Of(), 1, 0, 0, 0, 0, time.UTC)}
}

// pace has a row for each month: what was reported, settled, passed on, opened again
// and left, and how long it took, to the one in the middle.
func (w *writer) pace(s *sheet) error {
	names := []string{"month", "came", "done"}
	if !w.k.right.Counts {
		names = append(names, "up", "again", "open", "late", "taking", "settling")
	}
	err := s.begin(w.heads(names...), 12, 14)
	for _, x := range w.months {
		cells := []any{w.monthCell(x.month), shownOr(x.came, x.hidden), shownOr(x.done, x.hidden)}
		if !x.counts {
			cells = append(cells, x.up, x.again, x.open, x.late, known(x.taking, x.knowsTaking, w.styles["part"]), known(x.settling, x.knowsSettling, w.styles["part"]))
		}
		err = errors.Join(err, s.put(cells))
	}
	cells := []any{w.k.say("statistics.book.total", nil), total("B", s.row), total("C", s.row)}
	if !w.k.right.Counts {
		cells = append(cells, total("D", s.row), total("E", s.row))
	}
	return errors.Join(err, s.put(cells))
}

// shownOr is a count, and empty where it may be too little to be shown.
func shownOr(n int, hidden bool) any {
	if hidden && n == 0 {
		return nil
	}
	return n
}

func known(v float64, ok bool, style int) any {
	if !ok {
		return nil
	}
	return excelize.Cell{StyleID: style, Value: v}
}

// missing names the teams that have given no figures of the last month.
func (w *writer) missing(s *sheet) error {
	heads := w.heads("teamcode", "team")
	heads[1] = w.k.say("statistics.book.silentof", map[string]any{"month": w.k.view.Period.To.String()})
	err := s.begin(heads, 12, 40)
	for _, u := range w.silent {
		err = errors.Join(err, s.put([]any{text.Cell(u.Code), text.Cell(u.Name)}))
	}
	return err
}
