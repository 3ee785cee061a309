package viet

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// longestSpan is how many days one line of a rota may cover.
const longestSpan = 31

// Days reads the days at the head of a line of a duty rota: "T2", "T3-T5",
// "T2, T4", "thứ bảy", "hôm nay", "22/11", "21/11-25/11", "từ mai đến 28/11". T3
// is a Tuesday here. rest is what follows, in its own spelling.
func Days(line string, now time.Time) (days []time.Time, rest string, ok bool) {
	m := scan(line)
	for i := 0; i < len(m.words); {
		at := i
		if m.word(i) == "tu" && len(days) == 0 {
			at++
		}
		day, used := m.day(at, now, at == 0 || m.word(at-1) == "tu")
		if used == 0 {
			return nil, line, false
		}
		part := "" // "sáng mai" also says which hours
		if used == 2 && strings.Contains(" sang trua chieu toi dem ", " "+m.word(at)+" ") {
			part = m.words[at].mark + " "
		}
		at += used
		days = append(days, day)
		if next, end, far := m.lastDay(at, now, day); far > 0 {
			if end.Before(day) || midnight(day, longestSpan).Before(end) {
				return nil, line, false
			}
			for d := midnight(day, 1); !d.After(end); d = midnight(d, 1) {
				days = append(days, d)
			}
			at = next
		}
		rest = part + m.after(at)
		if !m.lists(at, now) {
			return days, rest, true
		}
		i = at
		if m.word(i) == "va" {
			i++
		}
	}
	return days, rest, len(days) > 0
}

// lastDay reads the end of a range of days that begins before word i: "-T5",
// "đến 28/11". A day of the week is the next one after the first.
func (m message) lastDay(i int, now, first time.Time) (next int, end time.Time, used int) {
	switch {
	case i >= len(m.words) || i == 0:
		return i, end, 0
	case m.word(i) == "den" || m.word(i) == "toi":
		next = i + 1
	case slices.Contains([]string{"-", "–", "—"}, strings.TrimSpace(m.gap(i-1))):
		next = i
	case strings.TrimSpace(m.gap(i-1)) == "/" && i+1 < len(m.words): // the month of "21-25/11" is read with its end
		return i, end, 0
	default:
		return i, end, 0
	}
	if m.word(next) == "het" {
		next++
	}
	from := now
	if _, ofWeek := m.weekday(next); ofWeek > 0 {
		from = first
	}
	end, used = m.day(next, from, true)
	return next + used, end, used
}

// lists reports whether another day follows at word i after a comma or "và".
func (m message) lists(i int, now time.Time) bool {
	if i == 0 || i >= len(m.words) {
		return false
	}
	if m.word(i) == "va" {
		i++
	} else if strings.TrimSpace(m.gap(i-1)) != "," {
		return false
	}
	_, used := m.day(i, now, false)
	return used > 0
}

// parts of a day in which somebody has duty, in hours from its midnight. The
// night runs into the next morning.
var dayParts = []struct {
	words    string
	from, to int
}{
	{"ca ngay", 0, 24}, {"ca ngay dem", 0, 24}, {"ngay dem", 0, 24}, {"ban ngay", 6, 18}, {"ca sang", 6, 12}, {"ca chieu", 12, 18}, {"ca dem", 18, 30},
	{"buoi sang", 6, 12}, {"buoi chieu", 12, 18}, {"buoi toi", 18, 24}, {"ban dem", 18, 30},
	{"sang", 6, 12}, {"trua", 11, 14}, {"chieu", 12, 18}, {"toi", 18, 24}, {"dem", 18, 30}, {"ngay", 6, 18},
}

// clocked matches hours at the head of a line without marks: 8h-20h, 7h30 đến
// 17g, 20:00-06:00, 8-20h.
var clocked = regexp.MustCompile(`^(?:tu )?(\d{1,2})(?:(?:h|g|gio|:) ?(\d{2})?)? ?(?:-|–|—|den|toi) ?(\d{1,2})(?:(h|g|gio|:) ?(\d{2})?)?(?:[ ,.;:]|$)`)

// Hours reads the hours at the head of what follows the days: "8h-20h", "đêm",
// "ca sáng". to is after from, and past 24 hours where it runs into the next
// day. Without any it is the whole day, and rest is the line.
func Hours(line string) (from, to time.Duration, rest string) {
	line = strings.TrimLeft(Clean(line), " ,;:")
	folded := []rune(Fold(line))
	if at := clocked.FindStringSubmatchIndex(string(folded)); at != nil && len(folded) == len([]rune(line)) {
		found := clocked.FindStringSubmatch(string(folded))
		from, fine := clock(found[1], found[2])
		to, also := clock(found[3], found[5])
		if fine && also && (found[2] != "" || found[4] != "" || strings.ContainsAny(found[0], "hg:")) {
			if to <= from {
				to += 24 * time.Hour
			}
			used := len([]rune(string(folded)[:at[1]]))
			return from, to, strings.TrimLeft(string([]rune(line)[used:]), " ,;:-–—.")
		}
	}
	m := scan(line)
	for n := 3; n > 0; n-- {
		if len(m.words) < n {
			continue
		}
		var said []string
		for _, w := range m.words[:n] {
			said = append(said, w.fold)
		}
		for _, p := range dayParts {
			if p.words == strings.Join(said, " ") && !capital(m.words[0], line) {
				return time.Duration(p.from) * time.Hour, time.Duration(p.to) * time.Hour, m.after(n)
			}
		}
	}
	return 0, 24 * time.Hour, line
}

// capital reports whether a word begins with a capital, as a name does: Sáng.
func capital(w word, line string) bool {
	first := []rune(line[w.start:w.end])[0]
	return first != []rune(strings.ToLower(string(first)))[0] && line[w.start:w.end] != strings.ToUpper(line[w.start:w.end])
}

// clock reads a time of day.
func clock(hour, minute string) (time.Duration, bool) {
	h, err := strconv.Atoi(hour)
	m := 0
	if minute != "" {
		m, _ = strconv.Atoi(minute)
	}
	d := time.Duration(h)*time.Hour + time.Duration(m)*time.Minute
	return d, err == nil && h <= 24 && m < 60 && d <= 24*time.Hour
}

// dayEnding reads the last day of this week or month.
func (m message) dayEnding(i int, now time.Time, _ bool) (time.Time, int) {
	if w := m.word(i); w != "cuoi" && w != "het" {
		return time.Time{}, 0
	}
	used := 2
	if m.word(i+2) == "nay" {
		used = 3
	}
	switch m.word(i + 1) {
	case "thang":
		return time.Date(now.Year(), now.Month()+1, 0, 0, 0, 0, 0, now.Location()), used
	case "tuan":
		return midnight(now, 6-(int(now.Weekday())+6)%7), used
	}
	return time.Time{}, 0
}
