package roster

import (
	"errors"
	"strings"

	"caunoi/flows/viet"
)

// errHeadless is why a sheet was not read on: it has no header where one must be.
var errHeadless = errors.New("the sheet has no header")

// openGrid opens a workbook at its first sheet that is shown and has our
// header. The others are named as not read.
func openGrid(data []byte) (*source, *Notice) {
	w, n := openWorkbook(data)
	if n != nil {
		return nil, n
	}
	tabs, err := w.tabs()
	if err == nil {
		err = w.share()
	}
	if err != nil || len(tabs) == 0 {
		return nil, fault(err)
	}
	read := -1
	var g, first *grid
	for i, t := range tabs {
		if t.hidden {
			continue
		}
		g, err = w.grid(t.part)
		if err == nil {
			read = i
			break
		}
		if !errors.Is(err, errHeadless) {
			return nil, fault(err)
		}
		if first == nil || len(first.rows) == 0 {
			first = g
		}
	}
	if read < 0 {
		g = first
	}
	if g == nil {
		return nil, noted("roster.workbook.unseen")
	}
	s := &source{grid: g, years: w.from, rows: g.each}
	if others := without(tabs, read); others != "" && read >= 0 {
		s.sheet.Notes = append(s.sheet.Notes, note("roster.sheets", "read", viet.Short(tabs[read].name, longestShown), "others", others))
	}
	return s, nil
}

// without names the sheets that are not read.
func without(tabs []tab, read int) string {
	var names []string
	for i, t := range tabs {
		if i == read {
			continue
		}
		if len(names) == 5 {
			names = append(names, "…")
			break
		}
		names = append(names, "“"+viet.Short(t.name, longestShown)+"”")
	}
	return strings.Join(names, ", ")
}

// each hands out the rows of the sheet.
func (g *grid) each(yield func(record, *Notice) bool) {
	for _, r := range g.rows {
		if !yield(r, nil) {
			return
		}
	}
}
