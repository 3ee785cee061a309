package roster

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strconv"
	"strings"
)

// openText opens a text file, separated by the mark under which its header is
// best understood.
func openText(data []byte) (*source, *Notice) {
	best, most := ',', -1
	for _, mark := range []rune{',', ';', '\t'} {
		var first []record
		for rec, wrong := range split(data, mark) {
			if wrong != nil || len(first) == headerWithin {
				break
			}
			first = append(first, rec)
		}
		n := 0
		if i := header(first); i >= 0 {
			n = first[i].known()
		}
		if n > most {
			best, most = mark, n
		}
	}
	return &source{rows: split(data, best)}, nil
}

// split reads rows separated by one mark, until the end or a fault.
func split(data []byte, mark rune) func(yield func(record, *Notice) bool) {
	return func(yield func(record, *Notice) bool) {
		if line := crowded(data, mark); line > 0 {
			yield(record{}, noted("roster.wide", "row", strconv.Itoa(line), "most", maxColumns))
			return
		}
		r := csv.NewReader(bytes.NewReader(data))
		r.Comma, r.FieldsPerRecord = mark, -1
		extra := 0 // lines inside cells, which a spreadsheet does not count
		for {
			cells, err := r.Read()
			if errors.Is(err, io.EOF) {
				return
			}
			var fault *csv.ParseError
			if errors.As(err, &fault) {
				yield(record{}, noted("roster.malformed", "line", strconv.Itoa(fault.Line)))
				return
			}
			line, _ := r.FieldPos(0)
			if !yield(record{number: line - extra, cells: cells}, nil) {
				return
			}
			for _, cell := range cells {
				extra += strings.Count(cell, "\n")
			}
		}
	}
}

// mostMarks is how many marks a line may have. A spreadsheet has up to 16,384
// columns, and writes a mark for each even where nothing stands there.
const mostMarks = 1 << 14

// crowded returns the number of a line with more marks than that, 0 if there
// is none: each would take memory many times its size.
func crowded(data []byte, mark rune) int {
	line := 0
	for rest := data; len(rest) > 0; {
		var one []byte
		one, rest, _ = bytes.Cut(rest, []byte("\n"))
		if line++; bytes.Count(one, []byte(string(mark))) > mostMarks {
			return line
		}
	}
	return 0
}
