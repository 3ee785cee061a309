package roster

import (
	"encoding/xml"
	"errors"
	"slices"
	"strconv"
	"strings"
)

// maxColumns is how many columns are looked at: a roster has fifteen, and some
// offices keep notes beside it.
const maxColumns = 100

// maxCells is how many cells a sheet may have, up to the last of each row that
// has something in it.
const maxCells = 20 * maxRows

// maxMerges is how many merged cells a sheet may have: four in each row.
const maxMerges = 4 * maxRows

// A grid is a sheet of a workbook as it was read.
type grid struct {
	rows     []record
	formulas []cellAt // which have a formula
	merged   []span   // those over several rows
	merges   int      // how many there are, those beside each other too
	hidden   []int    // the numbers of rows that are not shown
	cells    int      // in all rows, the empty ones too
	last     int      // the number of the last row
	column   int      // of the last cell of that row
}

// A cellAt is where a cell stands, both counted from 1.
type cellAt struct{ row, column int }

// name is what a spreadsheet calls the cell, "F12".
func (c cellAt) name() string {
	letters := ""
	for n := c.column; n > 0; n = (n - 1) / 26 {
		letters = string(rune('A'+(n-1)%26)) + letters
	}
	return letters + strconv.Itoa(c.row)
}

// cellNamed reads the name of a cell; ok is false for what is none.
func cellNamed(name string) (c cellAt, ok bool) {
	letters := strings.TrimRight(name, "0123456789")
	for _, r := range letters {
		if r < 'A' || r > 'Z' || c.column > 1<<20 {
			return c, false
		}
		c.column = c.column*26 + int(r-'A') + 1
	}
	row, err := strconv.Atoi(name[len(letters):])
	c.row = row
	return c, err == nil && c.column > 0 && row > 0
}

// A span is cells that were merged into one.
type span struct{ from, to cellAt }

// grid reads a sheet, with errHeadless up to where its header should be. Cells
// beyond the columns that are looked at are passed over.
func (w *workbook) grid(part string) (*grid, error) {
	p, err := w.part(part)
	if err != nil {
		return nil, err
	}
	g := &grid{}
	err = p.each(func(tag xml.StartElement) error {
		switch tag.Name.Local {
		case "row":
			if len(g.rows) == headerWithin+1 && header(g.rows) < 0 {
				return errHeadless
			}
			g.row(tag)
		case "c":
			return g.cell(w, p, tag)
		case "mergeCell":
			return g.merge(attr(tag, "ref"))
		}
		if len(g.rows) > maxRows+headerWithin {
			return errLong
		}
		return nil
	})
	if err != nil && !errors.Is(err, errHeadless) {
		return nil, err
	}
	if !g.unmerge() {
		return nil, errMuch
	}
	if header(g.rows) < 0 {
		err = errHeadless
	}
	return g, err
}

// row begins a row, which may have no number of its own.
func (g *grid) row(tag xml.StartElement) {
	g.last++
	g.column = 0
	if n, err := strconv.Atoi(attr(tag, "r")); err == nil && n >= g.last {
		g.last = n
	}
	if v := attr(tag, "hidden"); v == "1" || v == "true" {
		g.hidden = append(g.hidden, g.last)
	}
}

// cell reads a cell: what it shows, and whether it was calculated.
func (g *grid) cell(w *workbook, p *part, tag xml.StartElement) error {
	at, ok := cellNamed(attr(tag, "r"))
	if !ok {
		at = cellAt{g.last, g.column + 1}
	}
	g.column = at.column
	value, formula, err := p.cell()
	if err != nil {
		return err
	}
	if at.column > maxColumns+1 || g.last == 0 { // one more, to see that there are too many
		return nil
	}
	if formula {
		g.formulas = append(g.formulas, cellAt{g.last, at.column})
	}
	if value = w.shown(attr(tag, "t"), value); strings.TrimSpace(value) != "" {
		g.put(cellAt{g.last, at.column}, value)
	}
	if g.cells > maxCells {
		return errMuch
	}
	return nil
}

// cell reads the inside of a cell.
func (p *part) cell() (value string, formula bool, err error) {
	for from := p.depth - 1; p.depth > from; {
		t, err := p.next()
		if err != nil {
			return "", false, unended(err)
		}
		tag, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		formula = formula || tag.Name.Local == "f"
		text, err := p.words()
		if err != nil {
			return "", false, err
		}
		if tag.Name.Local != "f" {
			value = text
		}
	}
	return value, formula, nil
}

// put stores what a cell shows.
func (g *grid) put(at cellAt, value string) {
	if i := len(g.rows) - 1; i < 0 || g.rows[i].number != at.row {
		g.rows = append(g.rows, record{number: at.row})
	}
	g.set(len(g.rows)-1, at.column, value)
}

// set writes into a cell of a row, which is made as long as that takes.
func (g *grid) set(row, column int, value string) {
	r := &g.rows[row]
	for len(r.cells) < column {
		r.cells = append(r.cells, "")
		g.cells++
	}
	r.cells[column-1] = value
}

// shown is what a cell of a kind holds. Numbers come as people type them and
// not as 1.2E+09.
func (w *workbook) shown(kind, value string) string {
	switch kind {
	case "s":
		i, err := strconv.Atoi(strings.TrimSpace(value))
		if err != nil || i < 0 || i >= len(w.texts) {
			return ""
		}
		return w.texts[i]
	case "b":
		if strings.TrimSpace(value) == "1" {
			return "x"
		}
		return ""
	case "", "n":
		n, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
		if err == nil && n > -1e15 && n < 1e15 {
			return strconv.FormatFloat(n, 'f', -1, 64)
		}
	}
	return value
}

// merge notes cells that were merged. A file with more of them than any list
// has is read no further, since nothing else bounds how long that takes.
func (g *grid) merge(ref string) error {
	if g.merges++; g.merges > maxMerges {
		return errMuch
	}
	from, to, _ := strings.Cut(ref, ":")
	a, ok := cellNamed(from)
	b, also := cellNamed(to)
	if ok && also && a.column <= maxColumns && b.row > a.row {
		g.merged = append(g.merged, span{a, b})
	}
	return nil
}

// unmerge writes what merged cells show into each of their rows. Beside each
// other they stay one cell: a heading over two columns names the first. It
// reports false if that makes too many cells.
func (g *grid) unmerge() bool {
	filled := 0
	for _, s := range g.merged {
		i, found := slices.BinarySearchFunc(g.rows, s.from.row, func(r record, n int) int { return r.number - n })
		if !found || s.from.column > len(g.rows[i].cells) {
			continue
		}
		value := g.rows[i].cells[s.from.column-1]
		for i++; value != "" && i < len(g.rows) && g.rows[i].number <= s.to.row; i++ {
			g.set(i, s.from.column, value)
			if filled++; filled > maxCells || g.cells > maxCells {
				return false
			}
		}
	}
	return true
}
