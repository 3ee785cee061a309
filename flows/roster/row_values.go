package roster

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// short matches a number as a spreadsheet shortens a long one, 9.1E+08.
var short = regexp.MustCompile(`^\d(?:[.,](\d+))?[eE]\+?(\d{1,2})$`)

// readPhone reads the number in a column, with the zero that Excel drops put back. A number
// that was shortened is taken only if it still has all its digits.
func (r *rowReader) readPhone(c column) string {
	said := r.cell(c)
	if said == "" {
		return ""
	}
	plain := said
	if m := short.FindStringSubmatch(said); m != nil {
		zeros, _ := strconv.Atoi(m[2])
		if zeros > 11 || len(m[1]) != zeros {
			r.wrong("roster.wrong.shortened", "value", viet.Short(said, longestShown))
			return ""
		}
		plain = said[:1] + m[1]
	}
	if digits(plain) && len(plain) == 9 {
		plain = "0" + plain
	}
	national, ok := viet.Phone(plain)
	if !ok {
		r.wrong("roster.wrong.phone", "value", viet.Short(said, longestShown))
		return ""
	}
	if national != said {
		r.note("roster.repaired.phone", "phone", national)
	}
	return national
}

// days are the forms in which a day is written, day before month. The year
// comes first only as in 2025-07-01, which Excel writes by itself.
func days() []string {
	return []string{
		"2/1/2006", "2-1-2006", "2.1.2006", "2006-01-02", "2006-01-02 15:04:05", "2/1/2006 15:04:05",
		"2006-01-02T15:04:05", "ngay 2 thang 1 nam 2006", "2 thang 1 nam 2006",
	}
}

// shortDays are the forms with two digits of the year. With dashes they are not
// taken: 25-07-01 may begin with the year.
func shortDays() []string { return []string{"2/1/06", "2.1.06"} }

// date reads a day.
func (r *rowReader) date(c column) Date {
	said := r.cell(c)
	if said == "" {
		return Date{}
	}
	plain := said
	if strings.ContainsAny(said, "gá") { // in words
		plain = viet.Fold(said)
	}
	for _, form := range days() {
		d, err := time.Parse(form, plain)
		if err == nil && d.Year() >= 1945 && d.Year() <= 2100 {
			return Date{d.Year(), int(d.Month()), d.Day()}
		}
	}
	for _, form := range shortDays() {
		if d, err := time.Parse(form, plain); err == nil && d.Year() >= 2000 {
			r.note("roster.repaired.date", "column", columnKey(c), "day", text.Day(d))
			return Date{d.Year(), int(d.Month()), d.Day()}
		}
	}
	if d, ok := r.serial(said); ok {
		return d
	}
	r.wrong("roster.wrong.date", "column", columnKey(c), "value", viet.Short(said, longestShown))
	return Date{}
}

// serial reads a day as a workbook keeps it: the days since 30 December 1899,
// which makes up for the 29 February 1900 that Excel believes in, or since 1904
// in files from old Macs (ECMA-376, 18.17.4.1).
func (r *rowReader) serial(said string) (Date, bool) {
	n, err := strconv.ParseFloat(said, 64)
	if r.years == 0 || err != nil || n < 10_000 || n > 80_000 {
		return Date{}, false
	}
	first := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	if r.years == 1904 {
		first = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	d := first.AddDate(0, 0, int(n))
	return Date{d.Year(), int(d.Month()), d.Day()}, d.Year() >= 1945 && d.Year() <= 2100
}
