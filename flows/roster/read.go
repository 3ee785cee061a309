package roster

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
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

// Read reads a roster: CSV in UTF-8 with or without a byte-order mark,
// separated by commas, semicolons or tabs, its columns in any order under the
// headings of the sample (the domain notes, 12.2). Rows with faults are read
// too and say so. The error is a Refusal, or that r failed.
func Read(r io.Reader) (Sheet, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxBytes+1))
	if err != nil {
		return Sheet{}, err
	}
	if n := unreadable(data); n != nil {
		return Sheet{}, Refusal{*n}
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	rows, n := table(data)
	if n != nil {
		return Sheet{}, Refusal{*n}
	}
	return readRows(rows)
}

// unreadable says why bytes cannot be a roster.
func unreadable(data []byte) *Notice {
	var n Notice
	switch {
	case len(data) > maxBytes:
		n = note("roster.large", "mib", strconv.Itoa(maxBytes>>20))
	case bytes.HasPrefix(data, []byte("PK\x03\x04")) || bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")):
		n = note("roster.workbook")
	case bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) || bytes.IndexByte(data, 0) >= 0:
		n = note("roster.encoding")
	case !utf8.Valid(data):
		n = note("roster.encoding")
	case len(bytes.TrimSpace(data)) == 0:
		n = note("roster.empty")
	default:
		return nil
	}
	return &n
}

// A record is one row of the file with its number.
type record struct {
	number int
	cells  []string
}

// table splits the file by the mark under which its header is best understood.
func table(data []byte) ([]record, *Notice) {
	var best []record
	var wrong *Notice
	most := -1
	for _, mark := range []rune{',', ';', '\t'} {
		rows, fault := split(data, mark)
		if n := headings(rows); n > most {
			best, most, wrong = rows, n, fault
		}
	}
	return best, wrong
}

// headings counts the columns known in the header; 0 if there is none.
func headings(rows []record) int {
	i := header(rows)
	if i < 0 {
		return 0
	}
	n := 0
	for _, cell := range rows[i].cells {
		if columnOf(cell) != noColumn {
			n++
		}
	}
	return n
}

// header finds the row of the headings: the one that has the name of people.
func header(rows []record) int {
	return slices.IndexFunc(rows[:min(len(rows), headerWithin)], func(r record) bool {
		return slices.ContainsFunc(r.cells, func(cell string) bool { return columnOf(cell) == person })
	})
}

// split reads rows separated by one mark. What was read before a fault is
// returned with it.
func split(data []byte, mark rune) ([]record, *Notice) {
	r := csv.NewReader(bytes.NewReader(data))
	r.Comma, r.FieldsPerRecord = mark, -1
	var rows []record
	extra := 0 // lines inside cells, which a spreadsheet does not count
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		var fault *csv.ParseError
		if errors.As(err, &fault) {
			n := note("roster.malformed", "line", strconv.Itoa(fault.Line))
			return rows, &n
		}
		line, _ := r.FieldPos(0)
		if len(rows) > maxRows+headerWithin {
			n := note("roster.long", "most", maxRows)
			return rows, &n
		}
		rows = append(rows, record{number: line - extra, cells: cells})
		for _, cell := range cells {
			extra += strings.Count(cell, "\n")
		}
	}
}

// readRows reads the header and what stands under it.
func readRows(rows []record) (Sheet, error) {
	at := header(rows)
	if at < 0 {
		return Sheet{}, Refusal{note("roster.header")}
	}
	sheet := Sheet{Levels: DefaultLevels()}
	columns, refusal := sheet.columns(rows[at])
	if len(refusal) > 0 {
		return Sheet{}, refusal
	}
	for _, rec := range rows[at+1:] {
		if !slices.ContainsFunc(rec.cells, func(c string) bool { return strings.TrimSpace(c) != "" }) {
			continue
		}
		if len(sheet.Rows) == maxRows {
			return Sheet{}, Refusal{note("roster.long", "most", maxRows)}
		}
		sheet.Rows = append(sheet.Rows, readRow(rec, columns))
	}
	if len(sheet.Rows) == 0 {
		return Sheet{}, Refusal{note("roster.empty")}
	}
	return sheet, nil
}
