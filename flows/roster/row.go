package roster

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"caunoi/flows"
	"caunoi/flows/viet"
)

// longest is how long a cell may be.
const longest = 120

// longestShown is how much of a value the report repeats.
const longestShown = 40

// A rowReader reads the cells of one row.
type rowReader struct {
	Row
	cells   []string
	columns map[column]int
}

// readRow reads one row: repairs what a spreadsheet does to values, and notes
// what cannot be read.
func readRow(rec record, columns map[column]int) Row {
	r := &rowReader{Row: Row{Number: rec.number}, cells: rec.cells, columns: columns}
	r.STT = r.cell(number)
	r.Name = r.cell(person)
	r.Title = r.cell(title)
	r.Village = r.cell(village)
	r.Place = r.cell(placeName)
	r.Shares = r.cell(shares)
	r.readCodes()
	r.readRole()
	r.readPhone()
	r.From, r.To = r.date(from), r.date(to)
	if r.To != (Date{}) && r.To.before(r.From) {
		r.wrong("roster.wrong.order")
	}
	if r.Name == "" {
		r.wrong("roster.wrong.empty", "column", columnKey(person))
	}
	return r.Row
}

// wrong notes why the row is refused.
func (r *rowReader) wrong(key string, args ...any) { r.Wrong = append(r.Wrong, note(key, args...)) }

// note notes what was repaired.
func (r *rowReader) note(key string, args ...any) { r.Notes = append(r.Notes, note(key, args...)) }

// cell returns a value in one line, without the apostrophe by which Excel
// marks text.
func (r *rowReader) cell(c column) string {
	i, ok := r.columns[c]
	if !ok || i >= len(r.cells) {
		return ""
	}
	s := strings.Join(strings.Fields(viet.Clean(r.cells[i])), " ")
	s = strings.TrimSpace(strings.TrimPrefix(s, "'"))
	if utf8.RuneCountInString(s) > longest {
		r.wrong("roster.wrong.long", "column", columnKey(c), "most", strconv.Itoa(longest))
		return ""
	}
	return s
}

// readCodes reads the codes of the team and the commune. Excel drops leading
// zeros: commune codes have five digits, province codes two.
func (r *rowReader) readCodes() {
	r.Team = strings.ToUpper(r.cell(team))
	r.Commune = strings.ToUpper(r.cell(commune))
	for _, c := range [...]struct {
		column column
		code   string
	}{{team, r.Team}, {commune, r.Commune}} {
		if c.code != "" && !isCode(c.code) {
			r.wrong("roster.wrong.code", "column", columnKey(c.column), "value", viet.Short(c.code, longestShown))
		}
	}
	if digits(r.Commune) && (len(r.Commune) == 4 || len(r.Commune) == 1) {
		r.Commune = "0" + r.Commune
		r.note("roster.repaired.code", "code", r.Commune)
	}
	if r.Commune == "" {
		r.wrong("roster.wrong.empty", "column", columnKey(commune))
	}
}

// isCode reports whether a code can be typed and printed: letters, digits and
// a few marks.
func isCode(s string) bool {
	if utf8.RuneCountInString(s) > 20 {
		return false
	}
	return !strings.ContainsFunc(s, func(c rune) bool {
		return (c < '0' || c > '9') && (c < 'A' || c > 'Z') && !strings.ContainsRune("Đ-._/", c)
	})
}

// digits reports whether s is made of digits only.
func digits(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(c rune) bool { return c < '0' || c > '9' })
}

// readRole reads what the person is in the team or above it, and whether the
// row says where.
func (r *rowReader) readRole() {
	said := r.cell(role)
	words := strings.Join(viet.Words(viet.Fold(said)), " ")
	known := false
	if r.Role, r.Level, known = roleOf(words); !known {
		if said == "" {
			r.wrong("roster.wrong.empty", "column", columnKey(role))
		} else {
			r.wrong("roster.wrong.role", "value", viet.Short(said, longestShown))
		}
		return
	}
	r.Charge = r.cell(charge) != "" && r.Role != flows.Charge
	switch {
	case r.Level == atTeam && r.Team == "":
		r.wrong("roster.wrong.empty", "column", columnKey(team))
	case r.Level == atTeam && r.Village == "":
		r.wrong("roster.wrong.empty", "column", columnKey(village))
	case r.Level != atTeam && (r.Team != "" || r.Village != ""):
		r.wrong("roster.wrong.above", "role", viet.Short(said, longestShown))
	case r.Level != atTeam && r.Charge:
		r.wrong("roster.wrong.charge", "role", viet.Short(said, longestShown))
	}
}

// roleOf reads the name of a role (the domain notes, 12.2).
func roleOf(words string) (flows.Role, place, bool) {
	switch words {
	case "nguoi phu trach":
		return flows.Charge, atTeam, true
	case "to truong":
		return flows.Head, atTeam, true
	case "to pho":
		return flows.Deputy, atTeam, true
	case "thu ky":
		return flows.Secretary, atTeam, true
	case "thanh vien", "to vien":
		return flows.Plain, atTeam, true
	case "dieu phoi":
		return flows.Coordinator, anyLevel, true
	case "quan tri":
		return flows.Admin, anyLevel, true
	}
	post, where, _ := strings.Cut(words, " ")
	r := flows.Duty
	if rest, ok := strings.CutPrefix(words, "lanh dao "); ok {
		post, where, r = "truc", rest, flows.Leader
	}
	if post != "truc" {
		return "", 0, false
	}
	switch where {
	case "xa", "phuong":
		return r, atCommune, true
	case "huyen":
		return r, atDistrict, true
	case "tinh", "thanh pho":
		return r, atTop, true
	}
	return "", 0, false
}

// readPhone reads the number, with the zero that Excel drops put back.
func (r *rowReader) readPhone() {
	said := r.cell(phone)
	if said == "" {
		return
	}
	plain := said
	if digits(said) && len(said) == 9 {
		plain = "0" + said
	}
	national, ok := viet.Phone(plain)
	if !ok {
		r.wrong("roster.wrong.phone", "value", viet.Short(said, longestShown))
		return
	}
	r.Phone = national
	if national != said {
		r.note("roster.repaired.phone", "phone", national)
	}
}

// date reads a day, day before month. The year comes first only as in
// 2025-07-01, which Excel writes by itself.
func (r *rowReader) date(c column) Date {
	said := r.cell(c)
	if said == "" {
		return Date{}
	}
	for _, form := range [...]string{"2/1/2006", "2-1-2006", "2.1.2006", "2006-01-02", "2006-01-02 15:04:05", "2/1/2006 15:04:05"} {
		d, err := time.Parse(form, said)
		if err == nil && d.Year() >= 1945 && d.Year() <= 2100 {
			return Date{d.Year(), int(d.Month()), d.Day()}
		}
	}
	r.wrong("roster.wrong.date", "column", columnKey(c), "value", viet.Short(said, longestShown))
	return Date{}
}

// rowArg is the number of a row as a report shows it.
func rowArg(r *Row) string { return strconv.Itoa(r.Number) }
