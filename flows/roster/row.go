package roster

import (
	"strconv"
	"strings"
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
	years   int // from which serial numbers of days count; 0: none
}

// readRow reads one row: repairs what a spreadsheet does to values, and notes
// what cannot be read.
func readRow(rec record, columns map[column]int, years int) Row {
	r := &rowReader{Row: Row{Number: rec.number}, cells: rec.cells, columns: columns, years: years}
	r.STT = r.cell(number)
	r.Name = r.cell(person)
	r.Title = strings.TrimLeft(r.cell(title), "-+• ")
	r.Village = r.cell(village)
	r.Place = r.cell(placeName)
	r.Shares = r.cell(shares)
	r.readCodes()
	r.readRole()
	r.Phone, r.Desk = r.readPhone(phone), r.readPhone(desk)
	r.From, r.To, r.Merged = r.date(from), r.date(to), r.date(mergedOn)
	if r.To != (Date{}) && r.To.before(r.From) {
		r.wrong("roster.wrong.order")
	}
	switch {
	case r.blank(person):
		r.wrong("roster.wrong.empty", "column", columnKey(person))
	case oldLetters(r.Name):
		r.wrong("roster.wrong.letters", "column", columnKey(person))
	}
	return r.Row
}

// wrong notes why the row is refused.
func (r *rowReader) wrong(key string, args ...any) { r.Wrong = append(r.Wrong, note(key, args...)) }

// note notes what was repaired.
func (r *rowReader) note(key string, args ...any) { r.Notes = append(r.Notes, note(key, args...)) }

// cell returns a value in one line, without the apostrophe by which Excel
// marks text. A dash alone says that there is nothing.
func (r *rowReader) cell(c column) string {
	i, ok := r.columns[c]
	if !ok || i >= len(r.cells) {
		return ""
	}
	s := strings.Join(strings.Fields(viet.Clean(r.cells[i])), " ")
	s = strings.TrimSpace(strings.TrimPrefix(s, "'"))
	switch {
	case strings.Trim(s, "-–—.") == "":
		return ""
	case utf8.RuneCountInString(s) > longest:
		r.wrong("roster.wrong.long", "column", columnKey(c), "most", strconv.Itoa(longest))
		return ""
	case reckoned(c, s):
		r.wrong("roster.wrong.formula", "column", columnKey(c), "value", viet.Short(s, longestShown))
		return ""
	case strings.HasPrefix(s, "#") && strings.ContainsAny(s[len(s)-1:], "!?A#"):
		r.wrong("roster.wrong.error", "column", columnKey(c), "value", viet.Short(s, longestShown))
		return ""
	}
	if unseen(r.cells[i]) {
		r.note("roster.repaired.unseen", "column", columnKey(c))
	}
	return s
}

// blank reports whether nothing stands in a column.
func (r *rowReader) blank(c column) bool {
	i, ok := r.columns[c]
	return !ok || i >= len(r.cells) || strings.Trim(viet.Clean(r.cells[i]), " '-–—.") == ""
}

// reckoned reports whether a spreadsheet would take a value for a formula. A
// number may begin with a plus, and an office with the dash of a list.
func reckoned(c column, s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	switch c {
	case phone, desk:
		return first == '=' || first == '＝'
	case title, role:
		return strings.ContainsRune("=@＝＠", first)
	}
	return strings.ContainsRune("=+-@＝＋－＠", first)
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
	if r.blank(commune) {
		r.wrong("roster.wrong.empty", "column", columnKey(commune))
	}
	r.Former, r.Teams = r.codes(formerCommunes), r.codes(formerTeams)
	for i, c := range r.Former {
		if digits(c) && len(c) == 4 {
			r.Former[i] = "0" + c
		}
	}
}

// codes reads several codes out of one cell.
func (r *rowReader) codes(c column) []string {
	all := strings.FieldsFunc(strings.ToUpper(r.cell(c)), func(m rune) bool { return strings.ContainsRune(" ,;+&\n", m) })
	for _, code := range all {
		if !isCode(code) {
			r.wrong("roster.wrong.code", "column", columnKey(c), "value", viet.Short(code, longestShown))
			return nil
		}
	}
	return all
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
	r.Charge = r.marked(charge) && r.Role != flows.Charge
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
	case "nguoi thay", "nguoi thay the":
		return flows.StandIn, atTeam, true
	case "to truong":
		return flows.Head, atTeam, true
	case "to pho", "pho to truong":
		return flows.Deputy, atTeam, true
	case "thu ky", "thu ki":
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

// marked reports whether a column is ticked; some write no into it.
func (r *rowReader) marked(c column) bool {
	switch viet.Fold(r.cell(c)) {
	case "", "0", "khong", "k", "false", "no":
		return false
	}
	return true
}

// rowArg is the number of a row as a report shows it.
func rowArg(r *Row) string { return strconv.Itoa(r.Number) }
