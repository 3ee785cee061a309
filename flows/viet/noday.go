package viet

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// noDay is what is written as a date: 31/11, 30-2-2027, "ngày 31 tháng 11".
var noDay = regexp.MustCompile(`(?i)(?:^|[\s,.;:(])((?:ngày |ngay )?(\d{1,2})(?:[/-]| tháng | thang )(\d{1,2})(?:(?:[/-]| năm | nam )(\d{4}|\d{2}))?)(?:[\s,.;:)!?]|$)`)

// CutNoDay finds a date that no calendar has, as 31/11 and 29/2 of a year that
// has none, and returns it and what stands before and after, in its own
// spelling. What was never meant as a date, as 15/20 households, is none.
func CutNoDay(text string, now time.Time) (day, before, after string, ok bool) {
	for _, at := range noDay.FindAllStringSubmatchIndex(text, -1) {
		d, _ := strconv.Atoi(text[at[4]:at[5]])
		month, _ := strconv.Atoi(text[at[6]:at[7]])
		if d < 29 || d > 39 || month < 1 || month > 12 {
			continue
		}
		year := 0
		if at[8] >= 0 {
			if year, _ = strconv.Atoi(text[at[8]:at[9]]); year < 100 {
				year += 2000
			}
		}
		if _, used := dated(d, month, year, now, 1); used > 0 {
			continue
		}
		return text[at[2]:at[3]], strings.TrimSpace(text[:at[2]]), strings.TrimLeft(text[at[3]:], " ,.;:-–"), true
	}
	return "", text, "", false
}
