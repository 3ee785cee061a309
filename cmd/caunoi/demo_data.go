package main

import (
	"embed"
	"fmt"
	"strings"
)

// demoFiles holds what the made-up district is made of. The communes are real;
// demo/communes.tsv says where they come from.
//
//go:embed demo/*.tsv
var demoFiles embed.FS

// A sheet is a table of text: rows of cells by the name of their column.
type sheet []map[string]string

// readSheet reads an embedded file: comment lines, a line of column names,
// rows, all separated by tabs.
func readSheet(name string) (sheet, error) {
	data, err := demoFiles.ReadFile("demo/" + name)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	var columns []string
	var rows sheet
	for line := range strings.Lines(string(data)) {
		line = strings.TrimRight(line, "\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(line, "\t")
		if columns == nil {
			columns = cells
			continue
		}
		if len(cells) != len(columns) {
			return nil, fmt.Errorf("read %s: %d cells in a row of %d columns: %q", name, len(cells), len(columns), line)
		}
		row := map[string]string{}
		for i, c := range columns {
			row[c] = cells[i]
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// where returns a column of the rows in which another column has a value.
func (s sheet) where(column, value, wanted string) []string {
	var found []string
	for _, row := range s {
		if row[column] == value {
			found = append(found, row[wanted])
		}
	}
	return found
}
