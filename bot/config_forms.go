package bot

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"caunoi/flows"
)

// mostForms bounds what people can be asked to fill in.
const mostForms = 20

// howForms is how a form is written.
const howForms = `write it as "vesinh | Tổng vệ sinh bản | team | Ngày: date | Số hộ tham gia: number ho 0-500 | Kết quả: choice Tốt; Khá": its name, its title, who fills it (team or commune), and up to eight questions, each a label and its kind (number with unit and bounds, text, date, choice or post); or as "taphuan | off"`

// formKeys are the keys of what is filled in besides the figures.
func formKeys() []configKey {
	return []configKey{{"forms.own", `own: ["vesinh | Tổng vệ sinh bản | team | Ngày: date | Số hộ tham gia: number ho 0-500"]`, true, setForms}}
}

// setForms reads the forms besides those that come ready, in place of one of them,
// or no more.
func setForms(r *configReader, e given) (wrong, mend string) {
	all := slices.Clone(r.config.Forms)
	var named []string
	for i, line := range e.list {
		one, wrong, mend := readForm(line)
		if wrong == "" && slices.Contains(named, one.Name) {
			wrong, mend = "has the name of another one", "give each form a name of its own"
		}
		at := slices.IndexFunc(all, func(o flows.Form) bool { return o.Name == one.Name })
		if wrong == "" && one.By == "" && at < 0 {
			wrong, mend = "is no form that there is", "delete the line"
		}
		if wrong != "" {
			r.faultIn(e, i, wrong, mend)
			continue
		}
		named = append(named, one.Name)
		switch {
		case one.By == "":
			all = slices.Delete(all, at, at+1)
		case at < 0:
			all = append(all, one)
		default:
			all[at] = one
		}
	}
	if len(all) > mostForms {
		return "are more than " + strconv.Itoa(mostForms), "ask for fewer"
	}
	r.config.Forms = all
	return "", ""
}

// formName is what a name looks like: what people can type and a button can hold.
var formName = regexp.MustCompile(`^[a-z][a-z0-9]{1,15}$`)

// readForm reads one form, or says what is wrong with it. One that is off is
// filled by nobody.
func readForm(line string) (one flows.Form, wrong, mend string) {
	parts := strings.Split(line, "|")
	for i := range parts {
		parts[i] = strings.Join(strings.Fields(parts[i]), " ")
	}
	one.Name = strings.ToLower(parts[0])
	off := len(parts) == 2 && parts[1] == "off"
	switch {
	case !formName.MatchString(one.Name), !off && len(parts) < 4, !off && slices.Contains(parts, ""):
		return one, "is not a form", howForms
	case off:
		return one, "", ""
	}
	one.Title, one.By = parts[1], flows.Source(parts[2])
	switch {
	case flows.OfPersons(one.Title):
		return one, ofPersons, leaveOut
	case !one.By.Typed():
		return one, "does not say who fills it", "write team or commune as its third part"
	case len(parts)-3 > flows.MostFields:
		return one, "asks more than " + strconv.Itoa(flows.MostFields) + " questions", "ask fewer: people answer on a phone"
	case len([]rune(one.Title)) > longestLabel:
		return one, "has a long title", "write it in 60 letters, to be read on a phone"
	}
	for _, part := range parts[3:] {
		field, wrong, mend := readField(part)
		if wrong == "" && slices.ContainsFunc(one.Fields, func(f flows.Field) bool { return f.Label == field.Label }) {
			wrong, mend = "asks the same twice", "give each question words of its own"
		}
		if wrong != "" {
			return one, wrong, mend
		}
		one.Fields = append(one.Fields, field)
	}
	return one, "", ""
}

// What is wrong with a name of persons, and how long a label is at most.
const (
	ofPersons    = "would ask of persons what is never kept of them"
	leaveOut     = "leave it out: religion, ethnicity, party, health and numbers of persons are not asked for here"
	longestLabel = 60
)

// readField reads one question of a form.
func readField(part string) (f flows.Field, wrong, mend string) {
	label, kind, ok := strings.Cut(part, ":")
	f.Label = strings.TrimSpace(label)
	kind, rest, _ := strings.Cut(strings.TrimSpace(kind), " ")
	f.Kind = flows.FieldKind(kind)
	switch {
	case !ok || f.Label == "" || len([]rune(f.Label)) > longestLabel:
		return f, "has a question without a label of at most 60 letters", howForms
	case flows.OfPersons(f.Label):
		return f, ofPersons, leaveOut
	}
	switch f.Kind {
	case flows.NumberField:
		unit, bounds, _ := strings.Cut(rest, " ")
		low, most, _ := strings.Cut(bounds, "-")
		if !f.SetUnit(unit) || !f.SetBounds(low, most) {
			return f, "has a number without a unit and bounds", "write it as number ho 0-500, with - for no unit"
		}
	case flows.ChoiceField:
		for c := range strings.SplitSeq(rest, ";") {
			if c = strings.TrimSpace(c); c != "" && !slices.Contains(f.Choices, c) {
				f.Choices = append(f.Choices, c)
			}
		}
		if len(f.Choices) < 2 || len(f.Choices) > 8 {
			return f, "has a choice without two to eight answers", "write them behind it with ; between them"
		}
	case flows.TextField, flows.DateField, flows.PostField:
		if rest != "" {
			return f, "has words behind the kind of a question", howForms
		}
	default:
		return f, "has a question of no kind that there is", "write number, text, date, choice or post behind its label"
	}
	return f, "", ""
}
