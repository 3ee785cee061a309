package viet

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// Day reads a message that names a day and nothing else: "mai", "thứ hai tuần
// sau", "28/11", "ngày 28", "10 ngày nữa". The day begins at midnight in the
// zone of now. A day without its year or month is one to come, but for one that
// is just over: that it is over is for the caller to say. ok is false where
// people would have to ask back: T3 may be a month, 3/15 is no day, and days of
// the moon are not reckoned here.
func Day(text string, now time.Time) (day time.Time, ok bool) {
	m := scan(text)
	i := 0
	for i < len(m.words)-1 && slices.Contains([]string{"tu", "den", "toi", "het", "vao", "cham", "nhat", "la", "luc"}, m.words[i].fold) {
		i++
	}
	day, used := m.day(i, now, i == 0 && len(m.words) == 1)
	if used == 0 {
		return time.Time{}, false
	}
	for _, w := range m.words[i+used:] {
		if !slices.Contains([]string{"a", "nhe", "nha", "tro", "di"}, w.fold) {
			return time.Time{}, false
		}
	}
	if used == 1 && len(m.words[i].fold) == 2 && m.words[i].fold[0] == 't' {
		return time.Time{}, false // "T3": the third day of the week, or March
	}
	return day, true
}

// CutDay finds the first day that is named in a text, and returns what stands
// before and after it, in its own spelling.
func CutDay(text string, now time.Time) (day time.Time, before, after string, ok bool) {
	m := scan(text)
	for i := range m.words {
		led := i > 0 && slices.Contains([]string{"tu", "den", "het", "nghi"}, m.words[i-1].fold)
		if d, used := m.day(i, now, led); used > 0 {
			return d, strings.TrimSpace(m.text[:m.words[i].start]), m.after(i + used), true
		}
	}
	return time.Time{}, m.text, "", false
}

// midnight is the beginning of the day that lies so many days after that of a
// moment.
func midnight(at time.Time, days int) time.Time {
	return time.Date(at.Year(), at.Month(), at.Day()+days, 0, 0, 0, 0, at.Location())
}

// day reads a day at word i; used is how many words name it, 0 if none do.
// alone says that "mai" and "nay" can be nothing else there: Mai is a name too.
func (m message) day(i int, now time.Time, alone bool) (day time.Time, used int) {
	for _, read := range []func(int, time.Time, bool) (time.Time, int){m.dayByWord, m.dayAway, m.dayOfWeek, m.dayOfMonth, m.dayEnding} {
		if day, used = read(i, now, alone); used > 0 {
			return day, used
		}
	}
	return time.Time{}, 0
}

// word returns the word at i without marks, "" past the end.
func (m message) word(i int) string {
	if i < 0 || i >= len(m.words) {
		return ""
	}
	return m.words[i].fold
}

// near are the words for days near today, by how far they lie from it.
var near = map[string]int{
	"hom nay": 0, "hom qua": -1, "ngay mai": 1, "hom mai": 1, "ngay kia": 2, "ngay mot": 2,
	"sang nay": 0, "trua nay": 0, "chieu nay": 0, "toi nay": 0, "dem nay": 0,
	"sang mai": 1, "trua mai": 1, "chieu mai": 1, "toi mai": 1, "dem mai": 1,
}

// dayByWord reads "hôm nay", "mai", "ngày kia".
func (m message) dayByWord(i int, now time.Time, alone bool) (time.Time, int) {
	if n, ok := near[m.word(i)+" "+m.word(i+1)]; ok {
		return midnight(now, n), 2
	}
	if m.word(i) == "hom" && m.word(i+1) == "kia" { // without its mark it may be two days or three
		switch m.words[i+1].mark {
		case "kìa":
			return midnight(now, -3), 2
		case "kia":
			if m.words[i].mark == "hôm" {
				return midnight(now, -2), 2
			}
		}
	}
	switch {
	case alone && m.word(i) == "nay":
		return midnight(now, 0), 1
	case alone && m.word(i) == "mai":
		return midnight(now, 1), 1
	}
	return time.Time{}, 0
}

// dayAway reads "10 ngày nữa", "2 tuần nữa", "3 ngày trước".
func (m message) dayAway(i int, now time.Time, _ bool) (time.Time, int) {
	n, err := strconv.Atoi(m.word(i))
	by := map[string]int{"ngay": 1, "hom": 1, "tuan": 7}[m.word(i+1)]
	if err != nil || by == 0 || n > 400 {
		return time.Time{}, 0
	}
	switch m.word(i + 2) {
	case "nua":
		return midnight(now, n*by), 3
	case "truoc":
		return midnight(now, -n*by), 3
	}
	return time.Time{}, 0
}

// weekdays are the names of the days of a week after "thứ".
var weekdays = map[string]time.Weekday{
	"2": time.Monday, "hai": time.Monday, "3": time.Tuesday, "ba": time.Tuesday, "4": time.Wednesday, "tu": time.Wednesday,
	"5": time.Thursday, "nam": time.Thursday, "6": time.Friday, "sau": time.Friday, "7": time.Saturday, "bay": time.Saturday,
}

// weekday reads the name of a day of the week.
func (m message) weekday(i int) (day time.Weekday, used int) {
	switch w := m.word(i); {
	case w == "cn":
		return time.Sunday, 1
	case w == "chu" && m.word(i+1) == "nhat":
		return time.Sunday, 2
	case w == "thu":
		if d, ok := weekdays[m.word(i+1)]; ok && m.word(i-1) != "lan" {
			return d, 2
		}
	case len(w) == 2 && w[0] == 't':
		if d, ok := weekdays[w[1:]]; ok {
			return d, 1
		}
	}
	return 0, 0
}

// dayOfWeek reads a day of a week, of this one, the next, the one before; by
// itself it is the next such day, today if it is one.
func (m message) dayOfWeek(i int, now time.Time, _ bool) (time.Time, int) {
	w, used := m.weekday(i)
	if used == 0 {
		return time.Time{}, 0
	}
	monday := -(int(now.Weekday()) + 6) % 7
	ofWeek := monday + (int(w)+6)%7 // from today to that day of this week
	next := ofWeek
	if next < 0 {
		next += 7
	}
	switch m.word(i+used) + " " + m.word(i+used+1) {
	case "tuan nay":
		return midnight(now, ofWeek), used + 2
	case "tuan sau", "tuan toi":
		return midnight(now, ofWeek+7), used + 2
	case "tuan truoc":
		return midnight(now, ofWeek-7), used + 2
	case "vua roi", "vua qua":
		if ofWeek >= 0 {
			ofWeek -= 7
		}
		return midnight(now, ofWeek), used + 2
	}
	switch m.word(i + used) {
	case "toi", "sau":
		if next == 0 {
			next = 7
		}
		return midnight(now, next), used + 1
	case "nay":
		return midnight(now, ofWeek), used + 1
	}
	return midnight(now, next), used
}

// dayOfMonth reads "28/11", "28-11-2026", "ngày 28", "ngày 28 tháng 11 năm
// 2026"; of "21-25/11" the 21st.
func (m message) dayOfMonth(i int, now time.Time, _ bool) (time.Time, int) {
	start, named := i, false
	if w := m.word(i); w == "ngay" || w == "mong" || w == "mung" {
		i, named = i+1, true
	}
	d, ok := m.small(i, 31)
	if !ok {
		return time.Time{}, 0
	}
	used := i - start + 1
	if m.word(i+1) == "thang" {
		month, ok := m.small(i+2, 12)
		if !ok {
			return time.Time{}, 0
		}
		if y := m.year(i + 4); m.word(i+3) == "nam" && y > 0 {
			return dated(d, month, y, now, used+4)
		}
		return dated(d, month, 0, now, used+2)
	}
	gap := ""
	if i+1 < len(m.words) {
		gap = strings.TrimSpace(m.gap(i))
	}
	if gap == "-" || gap == "–" {
		if month, ok := m.small(i+2, 12); ok && m.gap(i+1) == "/" {
			return dated(d, month, 0, now, used)
		}
	}
	if gap == "/" || gap == "-" || gap == "." {
		y := 0
		if i+2 < len(m.words) && m.gap(i+1) == gap {
			y = m.year(i + 2)
		}
		month, ok := m.small(i+1, 12)
		switch {
		case !ok || gap == "." && y == 0:
			return time.Time{}, 0
		case y > 0:
			return dated(d, month, y, now, used+2)
		}
		return dated(d, month, 0, now, used+1)
	}
	if named && m.word(start) == "ngay" {
		return nextNumbered(d, now, used)
	}
	return time.Time{}, 0
}

// small reads a number of at most two digits, from 1 to most.
func (m message) small(i, most int) (int, bool) {
	n, err := strconv.Atoi(m.word(i))
	return n, err == nil && n >= 1 && n <= most && len(m.word(i)) <= 2
}

// year reads a year of two digits or four, 0 if it is none.
func (m message) year(i int) int {
	y, err := strconv.Atoi(m.word(i))
	switch {
	case err != nil:
		return 0
	case len(m.word(i)) == 2:
		return 2000 + y
	case y >= 1945 && y <= 2100:
		return y
	}
	return 0
}

// justOver is how many days ago a day without a year may be and is still that
// one, and not the one in a year.
const justOver = 30

// dated makes a day of its numbers; without a year it is one to come, or just
// over. A day that no calendar has is none.
func dated(d, month, year int, now time.Time, used int) (time.Time, int) {
	y := year
	if y == 0 {
		y = now.Year()
	}
	day := time.Date(y, time.Month(month), d, 0, 0, 0, 0, now.Location())
	if year == 0 && day.Before(midnight(now, -justOver)) {
		day = time.Date(y+1, time.Month(month), d, 0, 0, 0, 0, now.Location())
	}
	if day.Day() != d {
		return time.Time{}, 0
	}
	return day, used
}

// nextNumbered is the next day of that number, today if it is one.
func nextNumbered(d int, now time.Time, used int) (time.Time, int) {
	for n := range 3 {
		day := time.Date(now.Year(), now.Month()+time.Month(n), d, 0, 0, 0, 0, now.Location())
		if day.Day() == d && !day.Before(midnight(now, 0)) {
			return day, used
		}
	}
	return time.Time{}, 0
}
