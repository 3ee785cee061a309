package roster

import (
	"slices"
	"strconv"
	"strings"

	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// A column is what stands under a heading.
type column uint8

const (
	noColumn column = iota
	refused         // personal data the bot must not hold
	number
	team
	commune
	placeName
	village
	person
	role
	title
	phone
	channel
	shares
	charge
	from
	to
	remark
	formerCommunes
	formerTeams
	mergedOn
	desk
	lastColumn = desk
)

// headingsOf are the folded headings of each column, the first as the sample
// writes it. A heading is read without what stands in brackets.
func headingsOf(c column) []string {
	switch c {
	case number:
		return []string{"stt", "so thu tu", "tt"}
	case team:
		return []string{"ma to"}
	case commune:
		return []string{"ma xa"}
	case placeName:
		return []string{"xa phuong", "xa", "phuong"}
	case village:
		return []string{"thon ban", "thon", "ban", "to dan pho", "thon ban to dan pho"}
	case person:
		return []string{"ho va ten", "ho ten"}
	case role:
		return []string{"chuc danh trong to", "chuc danh"}
	case title:
		return []string{"chuc vu don vi", "chuc vu"}
	case phone:
		return []string{"so dien thoai", "dien thoai", "sdt"}
	case channel:
		return []string{"kenh nhan tin"}
	case shares:
		return []string{"may dung chung voi"}
	case charge:
		return []string{"la nguoi phu trach"}
	case from:
		return []string{"tu ngay"}
	case to:
		return []string{"den ngay"}
	case remark:
		return []string{"ghi chu"}
	case formerCommunes:
		return []string{"ma xa cu"}
	case formerTeams:
		return []string{"ma to cu"}
	case mergedOn:
		return []string{"ngay sap nhap"}
	case desk:
		return []string{"so truc", "so truc xa", "so may truc", "dien thoai truc", "so dien thoai truc"}
	}
	return nil
}

// columnOf says what stands under a heading.
func columnOf(heading string) column {
	heading, _, _ = strings.Cut(heading, "(")
	words := strings.Join(viet.Words(viet.Fold(heading)), " ")
	if words == "" {
		return noColumn
	}
	for c := number; c <= lastColumn; c++ {
		if slices.Contains(headingsOf(c), words) {
			return c
		}
	}
	if viet.OfPersons(heading) {
		return refused
	}
	return noColumn
}

// columnKey is the key of a column's name.
func columnKey(c column) text.Key {
	names := map[column]string{
		number: "number", team: "team", commune: "commune", placeName: "place", village: "village", person: "person",
		role: "role", title: "title", phone: "phone", channel: "channel", shares: "shares", charge: "charge",
		from: "from", to: "to", remark: "remark",
		formerCommunes: "former.communes", formerTeams: "former.teams", mergedOn: "merged.on",
		desk: "desk",
	}
	return text.K("roster.column." + names[c])
}

// columns reads the header: where each column stands. It notes what will not
// be read, and refuses a header without which no row can be understood.
func (s *Sheet) columns(head record) (map[column]int, Refusal) {
	at := map[column]int{}
	var refusal Refusal
	unknown := 0
	for i, cell := range head.cells {
		c := columnOf(cell)
		name := viet.Short(cell, longestShown)
		_, twice := at[c]
		switch {
		case name == "":
		case i >= maxColumns:
			return nil, Refusal{note("roster.wide", "row", strconv.Itoa(head.number), "most", maxColumns)}
		case c == refused:
			s.Notes = append(s.Notes, note("roster.column.refused", "column", name))
		case c == noColumn:
			if unknown++; unknown <= mostUnknown {
				s.Notes = append(s.Notes, note("roster.column.unknown", "column", name))
			}
		case twice:
			refusal = append(refusal, note("roster.column.twice", "column", name, "row", strconv.Itoa(head.number)))
		default:
			at[c] = i
		}
	}
	for _, c := range []column{person, role, commune} {
		if _, ok := at[c]; !ok {
			refusal = append(refusal, note("roster.column.missing", "column", columnKey(c), "row", strconv.Itoa(head.number)))
		}
	}
	if unknown > mostUnknown {
		s.Notes = append(s.Notes, note("roster.column.others", "count", unknown-mostUnknown))
	}
	_, s.Titles = at[title]
	_, s.Phones = at[phone]
	_, s.Days = at[from]
	_, s.Ends = at[to]
	return at, refusal
}

// mostUnknown is how many columns that nobody knows are named.
const mostUnknown = 5
