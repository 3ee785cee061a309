package bot

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"caunoi/flows"
)

// digestKeys are the keys of what is sent to those who lead without being asked for.
func digestKeys() []configKey {
	return []configKey{
		{"digest.week", "week: monday 7:00", false, func(r *configReader, e given) (string, string) {
			return setDigest(&r.config.Digests.Week, e.text, weekdayOf, "write a day and a time such as monday 7:00, or off")
		}},
		{"digest.month", "month: 11 7:00", false, func(r *configReader, e given) (string, string) {
			return setDigest(&r.config.Digests.Month, e.text, monthdayOf, "write a day from 1 to 28 and a time such as 11 7:00, or off")
		}},
	}
}

// defaultDigests are the digests of a file that says nothing of them: of a month when
// its teams have had the ten days in which its figures are asked for.
func defaultDigests() flows.Digests {
	return flows.Digests{
		Week:  flows.DigestTime{On: true, Day: int(time.Monday), At: 7 * time.Hour},
		Month: flows.DigestTime{On: true, Day: 11, At: 7 * time.Hour},
	}
}

// setDigest reads a day and a time, or off.
func setDigest(to *flows.DigestTime, text string, day func(string) (int, bool), how string) (wrong, mend string) {
	if text == "off" {
		*to = flows.DigestTime{}
		return "", ""
	}
	first, rest, _ := strings.Cut(strings.Join(strings.Fields(strings.ToLower(text)), " "), " ")
	n, known := day(first)
	at, err := time.Parse("15:04", rest)
	if !known || err != nil {
		return "is no day and time", how
	}
	*to = flows.DigestTime{On: true, Day: n, At: time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute}
	return "", ""
}

// weekdayOf reads a day of the week.
func weekdayOf(word string) (int, bool) {
	n := slices.Index([]string{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"}, word)
	return n, n >= 0
}

// monthdayOf reads a day that every month has.
func monthdayOf(word string) (int, bool) {
	n, err := strconv.Atoi(word)
	return n, err == nil && n >= 1 && n <= 28
}
