package roster

import (
	"bytes"
	"io"
	"strings"

	"caunoi/flows/viet"
)

// A TableRow is a row of a file that is no roster but is read like one: its cells by
// the folded words of their headings.
type TableRow struct {
	Number int // as a spreadsheet counts it
	Cells  map[string]string

	years int
}

// Table reads a file with people in it that is no roster, such as a duty rota:
// the same kinds of files within the same bounds. Its header is found by the
// name of people. The error is a Refusal, or that r failed.
func Table(r io.Reader) ([]TableRow, error) {
	s, err := openFile(r)
	if err != nil {
		return nil, err
	}
	var rows []TableRow
	var all []record
	for rec, wrong := range s.rows {
		switch {
		case wrong != nil:
			return nil, Refusal{*wrong}
		case rec.blank():
			continue
		case len(all) == maxRows:
			return nil, Refusal{note("roster.long", "most", maxRows)}
		}
		all = append(all, rec)
	}
	head := header(all)
	if head < 0 {
		return nil, Refusal{note("roster.header", "rows", headerWithin)}
	}
	for _, rec := range all[head+1:] {
		row := TableRow{Number: rec.number, Cells: map[string]string{}, years: s.years}
		for i, name := range all[head].cells {
			if i < len(rec.cells) {
				name, _, _ = strings.Cut(name, "(")
				row.Cells[strings.Join(viet.Words(viet.Fold(name)), " ")] = strings.TrimSpace(viet.Clean(rec.cells[i]))
			}
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// Day reads the day under a heading, as a roster's days are read.
func (t TableRow) Day(heading string) (Date, bool) {
	r := &rowReader{cells: []string{t.Cells[heading]}, columns: map[column]int{from: 0}, years: t.years}
	d := r.date(from)
	return d, d != Date{} && len(r.Wrong) == 0
}

// openFile opens a file of a kind that can be read.
func openFile(r io.Reader) (*source, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxBytes+1))
	if err != nil {
		return nil, err
	}
	if n := unreadable(data); n != nil {
		return nil, Refusal{*n}
	}
	var s *source
	var n *Notice
	if bytes.HasPrefix(data, []byte(zipMagic)) {
		s, n = openGrid(data)
	} else {
		s, n = openText(bytes.TrimPrefix(data, []byte("\ufeff")))
	}
	if n != nil {
		return nil, Refusal{*n}
	}
	return s, nil
}
