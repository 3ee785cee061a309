package bot

import (
	"strconv"
	"time"

	"caunoi/flows"
)

// promised are the levels of which something is promised, as the sections of
// the configuration are named. The fourth, what is only to be known, has none.
var promised = [...]string{1: "urgent", 2: "soon", 3: "ordinary"}

// Bounds of what can be promised. They keep out what can only be a slip of the
// pen: a chase that would never begin, or one that would call every second.
const (
	longestLadder = 10                  // rungs
	mostRounds    = 5                   // issue 4, item 1
	longestStep   = 7 * 24 * time.Hour  // from the report to a rung, and from round to round
	longestWork   = 60 * 24 * time.Hour // without a sign of work
	day           = 24 * time.Hour
)

// caseKeys are the keys of what becomes of a report.
func caseKeys() []configKey {
	var keys []configKey
	for level, name := range promised {
		if name != "" {
			keys = append(keys, termKeys(name, level)...)
		}
	}
	return append(keys, []configKey{
		{"close_after", "close_after: 7d", false, func(r *configReader, e given) (string, string) {
			return setSpan(&r.config.Silence, e.text, day, longestWork)
		}},
		{"bundle", "bundle: 60s", false, func(r *configReader, e given) (string, string) {
			return setSpan(&r.config.Bundle, e.text, 0, 10*time.Minute)
		}},
		{"leave_days", "leave_days: 60", false, func(r *configReader, e given) (string, string) {
			return setWhole(&r.config.Leave, e.text, 1, 365)
		}},
		{"silent_after", "silent_after: 28d", false, func(r *configReader, e given) (string, string) {
			return setSpan(&r.config.Silent, e.text, 0, 365*day)
		}},
		{"holidays", "holidays: [2027-02-05..2027-02-11, +2027-02-13]", true, setHolidays},
		{"hot_spots", `hot_spots: ["TAI 3 24h"]`, true, setHot},
		{"routes", `routes: ["HTA 03169 VP-03169"]`, true, setRoutes},
	}...)
}

// termKeys are the keys of what is promised of one level.
func termKeys(section string, level int) []configKey {
	example := map[int]string{
		1: `ladder: ["0m charge duty", "15m standin leader"]`,
		2: `ladder: ["0m charge", "2h standin"]`,
		3: `ladder: ["0m coordinator", "24h charge"]`,
	}
	terms := func(r *configReader) *flows.Terms { return &r.config.Terms[level] }
	return []configKey{
		{section + ".ladder", example[level], true, func(r *configReader, e given) (string, string) {
			return setLadder(r, &terms(r).Ladder, e)
		}},
		{section + ".rounds", "rounds: 3", false, func(r *configReader, e given) (string, string) {
			return setWhole(&terms(r).Ladder.Rounds, e.text, 0, mostRounds)
		}},
		{section + ".pause", "pause: 15m", false, func(r *configReader, e given) (string, string) {
			return setSpan(&terms(r).Ladder.Pause, e.text, time.Minute, longestStep)
		}},
		{section + ".again", "again: 30m", false, func(r *configReader, e given) (string, string) {
			return setSpan(&terms(r).Ladder.Again, e.text, 5*time.Minute, 30*day)
		}},
		{section + ".hours", "hours: 6-21", false, func(r *configReader, e given) (string, string) {
			return setHours(&terms(r).Ladder.Hours, e.text, level == 1)
		}},
		{section + ".work", "work: 24h", false, func(r *configReader, e given) (string, string) {
			return setSpan(&terms(r).Work, e.text, 5*time.Minute, longestWork)
		}},
		{section + ".grace", "grace: 15m", false, func(r *configReader, e given) (string, string) {
			return setSpan(&terms(r).Grace, e.text, time.Minute, longestStep)
		}},
		{section + ".settle", "settle: 3", false, func(r *configReader, e given) (string, string) {
			return setWhole(&terms(r).Settle, e.text, 0, 250)
		}},
		{section + ".evidence", "evidence: yes", false, func(r *configReader, e given) (string, string) {
			return setYes(&terms(r).Evidence, e.text)
		}},
	}
}

// setYes reads a decision.
func setYes(to *bool, text string) (wrong, mend string) {
	switch text {
	case "yes", "true", "on":
		*to = true
	case "no", "false", "off":
		*to = false
	default:
		return "is neither yes nor no", "write yes or no"
	}
	return "", ""
}

// setHours reads the hours of a day in which people may be called. What is
// urgent is called at any hour (conversations 5), so that it takes no others.
func setHours(to *flows.Hours, text string, urgent bool) (wrong, mend string) {
	if text == "all" {
		*to = flows.Hours{}
		return "", ""
	}
	if urgent {
		return "would hold back a call for help", "write all: what is urgent is called at any hour"
	}
	from, until, ok := cutHours(text)
	switch {
	case !ok || from > 23 || until < 1 || until > 24:
		return "are no hours of a day", "write 6-21 for from six until nine in the evening, or all"
	case from == until:
		return "begin and end at the same hour", "write all if it is the whole day"
	}
	*to = flows.Hours{From: from, To: until}
	return "", ""
}

// cutHours takes "6-21" apart.
func cutHours(text string) (from, until int, ok bool) {
	m := hourSpan.FindStringSubmatch(text)
	if m == nil {
		return 0, 0, false
	}
	from, _ = strconv.Atoi(m[1]) // two digits at most
	until, _ = strconv.Atoi(m[2])
	return from, until, true
}
