package roster

import (
	"io"
	"slices"
	"strconv"
	"strings"
)

// What a roster may be: a province has 15,000 people, and more than this is a
// wrong file.
const (
	maxBytes = 10 << 20
	maxRows  = 50_000
)

// headerWithin is in how many rows the header must stand: offices put a title
// above it.
const headerWithin = 20

// Read reads a roster, its columns in any order under the headings of the
// sample (the domain notes, 12.2): a workbook of Excel (.xlsx), or CSV in UTF-8
// with or without a byte-order mark, separated by commas, semicolons or tabs.
// Rows with faults are read too and say so. The error is a Refusal, or that r
// failed.
func Read(r io.Reader) (Sheet, error) {
	s, err := openFile(r)
	if err != nil {
		return Sheet{}, err
	}
	return s.read()
}

// A record is one row of the file with its number.
type record struct {
	number int
	cells  []string
}

// blank reports whether nothing stands in the row.
func (r record) blank() bool {
	return !slices.ContainsFunc(r.cells, func(c string) bool { return strings.TrimSpace(c) != "" })
}

// known counts the columns known in a header.
func (r record) known() int {
	n := 0
	for _, cell := range r.cells {
		if columnOf(cell) != noColumn {
			n++
		}
	}
	return n
}

// has reports whether a column stands in a header.
func (r record) has(c column) bool {
	return slices.ContainsFunc(r.cells, func(cell string) bool { return columnOf(cell) == c })
}

// header finds the row of the headings: the one that has the name of people
// and, where a title has it too, the most that are known.
func header(rows []record) int {
	best, most := -1, 0
	for i, r := range rows[:min(len(rows), headerWithin)] {
		if n := r.known(); n > most && r.has(person) {
			best, most = i, n
		}
	}
	return best
}

// under puts a second row of headings under a first one that groups them:
// below "Liên hệ" stands "Số điện thoại". ok is false if it is no such row.
func (r record) under(next record) (both record, ok bool) {
	if r.has(role) && r.has(commune) || next.known() == 0 {
		return r, false
	}
	both = record{number: next.number, cells: slices.Clone(r.cells)}
	for i, cell := range next.cells {
		if columnOf(cell) == noColumn {
			continue
		}
		for len(both.cells) <= i {
			both.cells = append(both.cells, "")
		}
		both.cells[i] = cell
	}
	return both, true
}

// A source is a file on its way to a sheet: its rows, one after another, until
// one of them is a reason to refuse it.
type source struct {
	rows  func(yield func(record, *Notice) bool)
	grid  *grid // of a workbook; nil of a text
	years int   // from which serial numbers of days count; 0 if the file has none

	sheet   Sheet
	above   []record // up to where the header may stand
	columns map[column]int
	head    record
	skipped []int // the numbers of rows that name nobody
	signed  bool  // the list is over; what follows is who made and signed it
}

// read reads the header and what stands under it.
func (s *source) read() (Sheet, error) {
	s.sheet.Levels = DefaultLevels()
	var refusal Refusal
	for rec, wrong := range s.rows {
		if wrong != nil {
			return Sheet{}, Refusal{*wrong}
		}
		if refusal = s.take(rec); len(refusal) > 0 {
			return Sheet{}, refusal
		}
	}
	if s.columns == nil {
		if refusal = s.begin(); len(refusal) > 0 {
			return Sheet{}, refusal
		}
	}
	if len(s.sheet.Rows) == 0 {
		return Sheet{}, Refusal{note("roster.empty")}
	}
	s.remarks()
	return s.sheet, nil
}

// take reads one row of the file.
func (s *source) take(rec record) Refusal {
	switch {
	case rec.blank():
		return nil
	case s.columns == nil:
		s.above = append(s.above, rec)
		if len(s.above) <= headerWithin {
			return nil
		}
		return s.begin()
	case s.nobody(rec):
		s.skipped = append(s.skipped, rec.number)
		return nil
	case len(s.sheet.Rows) == maxRows:
		return Refusal{note("roster.long", "most", maxRows)}
	}
	if at := s.calculated(rec.number); at != "" {
		return Refusal{note("roster.formula", "cell", at)}
	}
	s.sheet.Rows = append(s.sheet.Rows, readRow(rec, s.columns, s.years))
	return nil
}

// begin finds the header among the first rows and reads those below it.
func (s *source) begin() Refusal {
	i := header(s.above)
	switch {
	case i < 0 && len(s.above) == 0:
		return Refusal{note("roster.empty")}
	case i < 0:
		return Refusal{note(s.headless(), "rows", headerWithin)}
	}
	s.head = s.above[i]
	rest := s.above[i+1:]
	if len(rest) > 0 {
		if both, ok := s.head.under(rest[0]); ok {
			s.head, rest = both, rest[1:]
		}
	}
	columns, refusal := s.sheet.columns(s.head)
	if len(refusal) > 0 {
		return refusal
	}
	s.columns = columns
	for _, rec := range rest {
		if refusal := s.take(rec); len(refusal) > 0 {
			return refusal
		}
	}
	return nil
}

// headless returns the sentence for a file without a header: that it is in an
// old encoding, if it looks it.
func (s *source) headless() string {
	var b strings.Builder
	for _, r := range s.above {
		b.WriteString(strings.Join(r.cells, " ") + "\n")
	}
	if key := oldKey(b.String()); key != "roster.encoding.other" {
		return key
	}
	return "roster.header"
}

// calculated returns the name of a cell of a row that we read and that has a
// formula, "" if none has. What a formula last came to may be long out of date.
func (s *source) calculated(row int) string {
	if s.grid == nil {
		return ""
	}
	all := s.grid.formulas
	i, _ := slices.BinarySearchFunc(all, row, func(c cellAt, row int) int { return c.row - row })
	for ; i < len(all) && all[i].row == row; i++ {
		for c, at := range s.columns {
			if at == all[i].column-1 && c != channel && c != remark {
				return all[i].name()
			}
		}
	}
	return ""
}

// remarks notes what of the file was passed over, and what is read although
// nobody sees it.
func (s *source) remarks() {
	if n := len(s.skipped); n > 0 {
		s.sheet.Notes = append(s.sheet.Notes, note("roster.skipped", "count", n, "rows", numbers(s.skipped)))
	}
	if s.grid == nil {
		return
	}
	hidden := slices.DeleteFunc(slices.Clone(s.grid.hidden), func(n int) bool {
		return !slices.ContainsFunc(s.sheet.Rows, func(r Row) bool { return r.Number == n })
	})
	if len(hidden) > 0 {
		s.sheet.Notes = append(s.sheet.Notes, note("roster.hidden", "count", len(hidden), "rows", numbers(hidden)))
	}
}

// numbers says which rows, the first five of them.
func numbers(rows []int) string {
	var all []string
	for _, n := range rows[:min(len(rows), 5)] {
		all = append(all, strconv.Itoa(n))
	}
	if len(rows) > len(all) {
		all = append(all, "…")
	}
	return strings.Join(all, ", ")
}
