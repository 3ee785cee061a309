package statistics

import (
	"regexp"
	"strconv"
	"strings"

	"caunoi/flows/figures"
	"caunoi/flows/viet"
)

// What people call several months, as folded words: a first and a last period, or so
// many months of a year.
var (
	fromTo   = regexp.MustCompile(`^(?:tu )?(\S.*?)(?: ?- ?| den het | den | toi )(\S.*)$`)
	partYear = regexp.MustCompile(`^([1-9]|1[0-2]) thang (dau|cuoi) nam(?: nay| ([0-9]{4})| (truoc|ngoai))?$`)
	ofYear   = regexp.MustCompile(`[0-9]{4}`)
)

// several reads folded words that name a first and a last period, or a part of a
// year: "tu 1/2026 den 3/2026", "thang 1-3/2026", "6 thang dau nam".
func several(words string, now figures.Month) (p figures.Period, ok bool) {
	if m := partYear.FindStringSubmatch(words); m != nil {
		january := now.January()
		if year, err := strconv.Atoi(m[3]); err == nil {
			january = figures.MonthOf(year, 1)
		}
		if m[4] != "" {
			january -= 12
		}
		n, _ := strconv.Atoi(m[1])
		if p = (figures.Period{From: january, To: january + figures.Month(n) - 1}); m[2] == "cuoi" {
			p = figures.Period{From: january + 12 - figures.Month(n), To: january + 11}
		}
		return p, january >= beginning
	}
	m := fromTo.FindStringSubmatch(words)
	if m == nil {
		return p, false
	}
	to, ok := single(m[2], now)
	if !ok && strings.HasPrefix(m[1], "thang ") {
		to, ok = single("thang "+m[2], now)
	}
	if !ok {
		return p, false
	}
	from, ok := single(firstOfYear(m[1], to.To.Year()), now)
	if !ok {
		return p, false
	}
	return figures.Period{From: from.From, To: to.To}, from.From <= to.To
}

// firstOfYear is what the first of two periods is called in full: where no year was
// said with it, it is of the year of the last.
func firstOfYear(words string, year int) string {
	if ofYear.MatchString(words) || strings.Contains(words, "/") || strings.Contains(words, "nam") {
		return words
	}
	if kind, _, two := strings.Cut(words, " "); !two && kind[0] >= '0' && kind[0] <= '9' {
		words = "thang " + words
	}
	return words + "/" + strconv.Itoa(year)
}

// timely are words with which only a time begins, and no name of a place.
var timely = regexp.MustCompile(`^((tu |thang |quy |nam |tuan |ngay |hom )?[0-9]+([-/., ].*)?|(tu )?(thang|quy|nam|tuan|hom) (nay|qua|truoc|sau|toi|roi)\b.*|tuan|[0-9]+ (thang|nam|quy|tuan) .*)$`)

// meansTime reports whether words that are no period were meant as one: so whoever
// wrote them is told of periods, and not of places.
func meansTime(words string) bool { return timely.MatchString(viet.Fold(viet.Clean(words))) }
