package statistics

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/xuri/excelize/v2"

	"caunoi/flows"
	"caunoi/flows/figures"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// MakeBook returns the builder of the spreadsheet of a view.
func MakeBook(d *flows.Desk) flows.Builder {
	return func(view flows.View, at time.Time, args []string) ([]byte, error) {
		h, err := gather(d, view, at, args)
		if err != nil {
			return nil, fmt.Errorf("gather the numbers of a sheet: %w", err)
		}
		data, err := h.workbook()
		if err != nil {
			return nil, fmt.Errorf("make the sheet of statistics: %w", err)
		}
		return data, nil
	}
}

// A book of sheets is being written.
type writer struct {
	*heap
	f      *excelize.File
	styles map[string]int
}

// The styles of cells, by how numbers are written in them.
var formats = map[string]string{
	"whole": "#,##0", "part": "#,##0.0##", "near": `"khoảng "#,##0`, "near.part": `"khoảng "#,##0.0##`,
	"change": "+#,##0.###;-#,##0.###;0", "month": "mm/yyyy",
}

// workbook writes all sheets: first the table that is pasted into the report.
func (h *heap) workbook() (data []byte, err error) {
	w := &writer{heap: h, f: excelize.NewFile(), styles: map[string]int{}}
	defer func() { err = errors.Join(err, w.f.Close()) }()
	for name, format := range formats {
		if w.styles[name], err = w.f.NewStyle(&excelize.Style{CustomNumFmt: &format}); err != nil {
			return nil, err
		}
	}
	wrap := &excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "center"}}
	if w.styles["head"], err = w.f.NewStyle(wrap); err != nil {
		return nil, err
	}
	if w.styles["note"], err = w.f.NewStyle(&excelize.Style{Alignment: &excelize.Alignment{Horizontal: "left", Indent: 1}}); err != nil {
		return nil, err
	}
	if w.styles["ratio"], err = w.f.NewStyle(&excelize.Style{Alignment: &excelize.Alignment{Horizontal: "right"}}); err != nil {
		return nil, err
	}
	if w.styles["words"], err = w.f.NewStyle(&excelize.Style{Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}}); err != nil {
		return nil, err
	}
	first := true
	for _, s := range []struct {
		key   string
		write func(*sheet) error
		has   bool
	}{
		{"appendix", w.appendix, true}, {"communes", w.communes, len(h.shares) > 0}, {"teams", w.teams, true},
		{"cases", w.cases, true}, {"pace", w.pace, true}, {"silent", w.missing, true},
	} {
		if !s.has {
			continue
		}
		name := w.title(s.key)
		if first {
			err = w.f.SetSheetName(w.f.GetSheetName(0), name)
		} else {
			_, err = w.f.NewSheet(name)
		}
		first = false
		if err == nil {
			err = w.sheet(name, s.write)
		}
		if err != nil {
			return nil, fmt.Errorf("sheet %s: %w", s.key, err)
		}
	}
	var out bytes.Buffer
	_, err = w.f.WriteTo(&out)
	return out.Bytes(), err
}

// title is the name of a sheet.
func (w *writer) title(key string) string { return w.k.say("statistics.book."+key, nil) }

// A sheet is one being written, row by row.
type sheet struct {
	out  *excelize.StreamWriter
	row  int // the last one that was written
	head int // style
}

// sheet writes one.
func (w *writer) sheet(name string, write func(*sheet) error) error {
	wide, tall, across, a4 := 1, 0, "landscape", 9
	err := w.f.SetPageLayout(name, &excelize.PageLayoutOptions{Size: &a4, Orientation: &across, FitToWidth: &wide, FitToHeight: &tall})
	fits := true // printed, its columns stand on one page
	if err = errors.Join(err, w.f.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &fits})); err != nil {
		return err
	}
	out, err := w.f.NewStreamWriter(name)
	if err != nil {
		return err
	}
	return errors.Join(write(&sheet{out: out, head: w.styles["head"]}), out.Flush())
}

// begin writes the heads of the columns, which stay in sight, each as wide as told.
func (s *sheet) begin(heads []string, widths ...float64) error {
	err := s.out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
	for i := range heads {
		err = errors.Join(err, s.out.SetColWidth(i+1, i+1, widths[min(i, len(widths)-1)]))
	}
	cells := make([]any, len(heads))
	for i, h := range heads {
		cells[i] = excelize.Cell{StyleID: s.head, Value: text.Cell(h)}
	}
	s.row++
	return errors.Join(err, s.out.SetRow("A1", cells, excelize.RowOpts{Height: headHigh}))
}

// headHigh is how high the row of heads is, in points: three lines of them.
const headHigh = 48

func (s *sheet) put(cells []any) error {
	s.row++
	return s.out.SetRow("A"+strconv.Itoa(s.row), cells)
}

// columnOf is the name of a column, counted from 1.
func columnOf(n int) string {
	name, err := excelize.ColumnNumberToName(n)
	if err != nil {
		return "A"
	}
	return name
}

// number is a cell with a figure; where nobody said anything it is empty, and no 0.
func (w *writer) number(a figures.Added, ok bool) excelize.Cell {
	if !ok || a.Given == 0 {
		return excelize.Cell{}
	}
	return excelize.Cell{StyleID: w.style(a), Value: digitsOf(a.Value)}
}

// style is how a figure is written: a whole number or with its parts, and marked
// where it is near enough only.
func (w *writer) style(a figures.Added) int {
	name := "whole"
	if a.Value%1000 != 0 {
		name = "part"
	}
	if a.Near > 0 {
		name = map[string]string{"whole": "near", "part": "near.part"}[name]
	}
	return w.styles[name]
}

// sum is a figure that is a formula over cells, and empty where all of them are.
func (w *writer) sum(over string, a figures.Added) excelize.Cell {
	c := w.number(a, true)
	if c.StyleID == 0 {
		c.StyleID = w.styles["whole"]
	}
	c.Formula = fmt.Sprintf(`IF(COUNT(%s)=0,"",SUM(%s))`, over, over)
	return c
}

// labelOf is the name of an indicator in the reader's words.
func (w *writer) labelOf(i flows.Indicator) string {
	if i.Label != "" {
		return i.Label
	}
	return w.k.say("indicator."+i.Code, nil)
}

// heads are those of a sheet, by the last parts of their keys.
func (w *writer) heads(names ...string) []string {
	all := make([]string, len(names))
	for i, n := range names {
		all[i] = w.k.say("statistics.book.head."+n, nil)
	}
	return all
}

// period is what the sheet is of, in words.
func (w *writer) period() string {
	return w.k.say("statistics.book.period", text.Args{"unit": w.unit.Name, "period": spanWords(w.k.view.Period)})
}

// ofTeams is how a ratio is written: so many of so many.
func ofTeams(a figures.Added) string { return viet.Digits(a.Value) + "/" + viet.Digits(a.Of) }
