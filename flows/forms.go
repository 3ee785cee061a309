package flows

import (
	_ "embed"
	"strings"

	"caunoi/flows/viet"
)

//go:embed forms.tsv
var formTable string

// MostFields is how many questions a form has at most: people answer them on a
// phone.
const MostFields = 8

// A Form is what an operator lets teams or communes fill in, again and again: the
// items of a yearly programme, who came to a training.
type Form struct {
	Name   string // "taphuan"; what it is known by, and never given to another
	Title  string
	By     Source // FromTeam, or FromCommune
	Fields []Field
}

// A FieldKind is what sort of answer a field takes. There is none for a person:
// who answers for something is named by the post.
type FieldKind string

// The kinds of fields.
const (
	NumberField FieldKind = "number"
	TextField   FieldKind = "text"
	DateField   FieldKind = "date"
	ChoiceField FieldKind = "choice"
	PostField   FieldKind = "post" // what somebody is, never who
)

// A Field is one question of a form.
type Field struct {
	Label     string
	Kind      FieldKind
	Unit      viet.Unit // of a number
	Low, Most viet.Num  // of a number, both of them allowed
	Choices   []string
}

// DefaultForms returns those that come ready.
func DefaultForms() []Form {
	var all []Form
	for _, row := range viet.Rows(formTable, 5) {
		if row[0] == "form" {
			all = append(all, Form{Name: row[1], By: Source(row[2]), Title: row[3]})
			continue
		}
		f := Field{Kind: FieldKind(row[1]), Label: row[4]}
		f.SetUnit(row[2])
		switch f.Kind {
		case NumberField:
			low, most, _ := strings.Cut(row[3], "-")
			f.SetBounds(low, most)
		case ChoiceField:
			f.Choices = strings.Split(row[3], ";")
		}
		last := &all[len(all)-1]
		last.Fields = append(last.Fields, f)
	}
	return all
}

// SetUnit takes the unit of a number by its code, - for a bare count. ok is false
// where there is no such unit.
func (f *Field) SetUnit(code string) bool {
	f.Unit = viet.Unit(strings.Trim(code, "-"))
	return f.Unit.Known()
}

// SetBounds takes the least and the most that a number of the field may be, as
// whole numbers. ok is false where they are none, or in the wrong order.
func (f *Field) SetBounds(low, most string) bool {
	from, fine := viet.Figure(low, viet.Bare).One()
	to, also := viet.Figure(most, viet.Bare).One()
	f.Low, f.Most = from.Low, to.Low
	return fine && also && f.Low <= f.Most
}

// FormOf returns the form of a name.
func (s Settings) FormOf(name string) (f Form, ok bool) {
	for _, f = range s.Forms {
		if f.Name == name {
			return f, true
		}
	}
	return Form{}, false
}
