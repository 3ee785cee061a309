package statistics

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"caunoi/flows/figures"
	"caunoi/flows/viet"
)

// beginning is the first month that can be asked for: teams began to be founded in
// that year.
var beginning = figures.MonthOf(2000, time.January)

// periods are what buttons offer, by the last part of their keys.
var periods = [...]string{"month", "last", "quarter", "year", "lastyear", "ever"}

// periodOf is a period of a name, for people to whom it is a month now.
func periodOf(name string, now figures.Month) figures.Period {
	quarter := now - figures.Month((int(now.Of())-1)%3)
	switch name {
	case "last":
		return figures.Period{From: now - 1, To: now - 1}
	case "quarter":
		return figures.Period{From: quarter, To: now}
	case "lastquarter":
		return figures.Period{From: quarter - 3, To: quarter - 1}
	case "year":
		return figures.Period{From: now.January(), To: now}
	case "lastyear":
		return figures.Period{From: now.January() - 12, To: now.January() - 1}
	case "ever":
		return figures.Period{From: beginning, To: now}
	}
	return figures.Period{From: now, To: now}
}

// periodWords are what people call periods, the longest first.
var periodWords = [...]struct{ words, name string }{
	{"tu dau nam", "year"}, {"tu dau den nay", "ever"}, {"tu truoc den nay", "ever"}, {"tu dau", "ever"}, {"tat ca", "ever"}, {"den nay", "ever"},
	{"thang nay", "month"}, {"thang truoc", "last"}, {"thang vua roi", "last"}, {"thang roi", "last"},
	{"quy nay", "quarter"}, {"quy truoc", "lastquarter"}, {"nam nay", "year"}, {"nam truoc", "lastyear"}, {"nam ngoai", "lastyear"},
	{"ca nam", "year"},
}

// bareWords are periods where they are all that was typed: beside others they are a
// part of a name, as of bản Nậm Nhừ and ấp Quý.
var bareWords = map[string]string{"quy": "quarter", "thang": "month", "nam": "year"}

// ReadPeriod finds a period at the end or the beginning of words, for people to whom
// it is a month now; rest is what else they say. "10/2026", "tháng 10", "quý 3/2026",
// "năm 2025", "tháng trước", "từ 1/2026 đến 3/2026" and "6 tháng đầu năm" are periods.
func ReadPeriod(words string, now figures.Month) (p figures.Period, rest string, ok bool) {
	all := strings.Fields(viet.Clean(words))
	if name, bare := bareWords[viet.Fold(strings.Join(all, " "))]; bare {
		return periodOf(name, now), "", true
	}
	for size := len(all); size > 0; size-- {
		for _, from := range []int{len(all) - size, 0} {
			numbered := from+size < len(all) && all[from+size][0] >= '0' && all[from+size][0] <= '9' // of which it is a part
			if p, ok = named(viet.Fold(strings.Join(all[from:from+size], " ")), now); ok && !numbered {
				return p, strings.Join(slices.Concat(all[:from], all[from+size:]), " "), true
			}
		}
	}
	return p, strings.Join(all, " "), false
}

// named reads a period that is the whole of some folded words.
func named(words string, now figures.Month) (p figures.Period, ok bool) {
	if p, ok = single(words, now); ok {
		return p, true
	}
	return several(words, now)
}

// single reads a month, a quarter, a year, or what has a name of its own.
func single(words string, now figures.Month) (p figures.Period, ok bool) {
	for _, w := range periodWords {
		if words == w.words {
			return periodOf(w.name, now), true
		}
	}
	kind, number, found := strings.Cut(words, " ")
	if !found {
		kind, number = "", words
	}
	left, right, _ := strings.Cut(strings.ReplaceAll(strings.ReplaceAll(number, " nam ", "/"), " ", ""), "/")
	n, err := strconv.Atoi(left)
	year := now.Year()
	if right != "" {
		y, wrong := strconv.Atoi(right)
		if wrong != nil || y < 100 && len(right) != 2 || y >= 100 && len(right) != 4 {
			return p, false
		}
		if year = y; y < 100 {
			year += 2000
		}
	}
	if err != nil || year < beginning.Year() || year > 2200 {
		return p, false
	}
	switch {
	case (kind == "thang" || kind == "" && right != "") && n >= 1 && n <= 12:
		m := figures.MonthOf(year, time.Month(n))
		if right == "" && m > now {
			m -= 12 // of this year it has not come yet
		}
		return figures.Period{From: m, To: m}, true
	case kind == "quy" && n >= 1 && n <= 4:
		m := figures.MonthOf(year, time.Month(3*n-2))
		if right == "" && m > now {
			m -= 12
		}
		return figures.Period{From: m, To: m + 2}, true
	case (kind == "nam" || kind == "" && len(left) == 4) && right == "" && n >= beginning.Year() && n <= 2200:
		m := figures.MonthOf(n, time.January)
		return figures.Period{From: m, To: m + 11}, true
	}
	return p, false
}
