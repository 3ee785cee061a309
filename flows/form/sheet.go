package form

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"strconv"
	"time"

	"github.com/xuri/excelize/v2"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
	"caunoi/store"
)

// How many answers a table has at most, and how long it may still leave.
const (
	mostRows = 20_000
	fileFor  = time.Hour
)

// Table sends the answers to a form as a spreadsheet, made when it leaves of what
// its reader may see then. args: the form, and the directive where only what was
// filled in for one is wanted.
func Table(t *flows.Turn, args []string) {
	f, ok := flows.Form{}, len(args) > 0
	if ok {
		f, ok = t.Set.FormOf(args[0])
	}
	switch {
	case !ok && len(args) == 2:
		t.Reply("form.unused", nil)
		return
	case !ok || !concerns(t, f):
		t.Reply("form.closed", nil)
		return
	}
	p, name, made := paper{form: f.Name}, f.Name, []string{t.From.ID, f.Name}
	if len(args) == 2 {
		p.directive, _ = strconv.ParseInt(args[1], 10, 64)
		name, made = name+"-"+args[1], append(made, args[1])
	}
	file := flows.Made("form.table", name+".xlsx", made...)
	t.Say(t.Reader, flows.Note{Key: "form.sheet", Args: text.Args{"title": p.title(t)}, Files: []flows.File{file}, Until: t.Event.At.Add(fileFor)})
}

var errMade = errors.New("make the table of a form: it was asked for by nobody who may")

// MayHave returns who may have the table of a form: whoever fills it in, and who
// leads anywhere.
func MayHave(d *flows.Desk) flows.Grant {
	return func(tx store.Tx, at time.Time, args []string) bool {
		_, _, err := making(d, tx, at, args)
		return err == nil
	}
}

// making returns the reader of the table of a form as it is made, and the form.
func making(d *flows.Desk, tx store.Tx, at time.Time, args []string) (m flows.Member, f flows.Form, err error) {
	if len(args) < 2 {
		return m, f, errMade
	}
	m, there := flows.Members.Get(tx, args[0])
	f, known := d.Set.FormOf(args[1])
	t := &flows.Turn{Event: flows.Event{At: at}, Tx: tx, From: m, Set: d.Set}
	if !there || !known || m.Home() == "" || !concerns(t, f) {
		return m, f, errMade
	}
	return m, f, nil
}

// MakeTable returns the maker of the spreadsheet: a row for each answer, with
// numbers as numbers and days as days.
func MakeTable(d *flows.Desk) flows.Maker {
	return func(tx store.Tx, at time.Time, args []string) ([]byte, error) {
		m, f, err := making(d, tx, at, args)
		if err != nil {
			return nil, err
		}
		only := int64(0)
		if len(args) > 2 {
			only, _ = strconv.ParseInt(args[2], 10, 64)
		}
		v := viewing(tx, m.ID, at)
		head := []any{d.Texts.Say(m.Lang, m.Form, "form.column.unit", nil), d.Texts.Say(m.Lang, m.Form, "form.column.day", nil)}
		for _, q := range f.Fields {
			head = append(head, text.Cell(q.Label))
		}
		for _, c := range []string{"directive", "fixed"} {
			head = append(head, d.Texts.Say(m.Lang, m.Form, "form.column."+c, nil))
		}
		return workbook(v, f, only, head, d.Set.Zone)
	}
}

// workbook writes the answers that the viewer sees, of one directive only unless that
// is 0, below a head that stays in sight.
func workbook(v *viewer, f flows.Form, only int64, head []any, zone *time.Location) (data []byte, err error) {
	file := excelize.NewFile()
	defer func() { err = errors.Join(err, file.Close()) }()
	day, err := file.NewStyle(&excelize.Style{CustomNumFmt: new("dd/mm/yyyy")})
	out, failed := file.NewStreamWriter(file.GetSheetName(0))
	if err = errors.Join(err, failed); err != nil {
		return nil, fmt.Errorf("begin the table of a form: %w", err)
	}
	err = errors.Join(out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}), out.SetColWidth(1, len(head), 22), out.SetRow("A1", head))
	row := 1
	for a := range v.answers(f.Name, only) {
		if row > mostRows {
			break
		}
		row++
		u, _ := flows.Units.Get(v.tx, a.Unit)
		cells := []any{text.Cell(u.Name), dated(a.At.In(zone), day)}
		for _, q := range f.Fields {
			cells = append(cells, a.cell(q.Label, day))
		}
		cells = append(cells, a.known(zone, day)...)
		err = errors.Join(err, out.SetRow("A"+strconv.Itoa(row), cells))
	}
	var buffer bytes.Buffer
	if err = errors.Join(err, out.Flush()); err == nil {
		_, err = file.WriteTo(&buffer)
	}
	if err != nil {
		return nil, fmt.Errorf("make the table of a form: %w", err)
	}
	return buffer.Bytes(), nil
}

// known is what else is known of an answer: for which directive it is, and when it was
// last put right.
func (f Filled) known(zone *time.Location, day int) []any {
	cells := []any{nil, nil}
	if f.Directive > 0 {
		cells[0] = f.Directive
	}
	if _, at := f.last(); len(f.Was) > 0 {
		cells[1] = dated(at.In(zone), day)
	}
	return cells
}

// answers are those to a form that the viewer sees, of one directive only unless that
// is 0.
func (v *viewer) answers(form string, only int64) iter.Seq[Filled] {
	return func(yield func(Filled) bool) {
		from, to := store.Prefix(store.Key(form))
		all := Filleds.Pairs(v.tx, from, to)
		if only != 0 {
			from, to = store.Prefix(store.Key(only))
			all = Filleds.By(v.tx, "directive", from, to)
		}
		for _, a := range all {
			if a.Gone.IsZero() && v.sees(a.Unit) && !yield(a) {
				return
			}
		}
	}
}

// cell is the answer to the question of a label, nothing where it was not asked.
func (f Filled) cell(label string, day int) any {
	for _, v := range f.Values {
		switch {
		case v.Label != label:
		case v.Kind == string(flows.NumberField):
			if n, whole := v.Number.Whole(); whole {
				return n
			}
			return float64(v.Number) / float64(viet.NumOf(1))
		case v.Kind == string(flows.DateField):
			return dated(v.Day, day)
		default:
			return text.Cell(v.Text)
		}
	}
	return nil
}

// dated is a day as a spreadsheet has it.
func dated(at time.Time, style int) any {
	return excelize.Cell{StyleID: style, Value: time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, time.UTC)}
}
