package viet

import (
	"regexp"
	"strings"
	"time"
)

// A Postponement is a message that puts something off: "hoãn 1 giờ", "hoan 30
// phut", "hoãn đến chiều mai", "nhắc lại sau 2 tiếng"; or only until when: "mai".
type Postponement struct {
	At   time.Time // until when; zero: that is not clear
	Day  bool      // only the day was said, and its hour is for the caller to choose
	Lead bool      // it says that something is put off, and not only until when
	Left bool      // it says that something is left until then: "để mai", which is said of much else too
	Bare bool      // "hoãn" and nothing else
}

// partBegins is the hour at which a part of a day begins for what is to come then.
var partBegins = map[DayPart]time.Duration{Dawn: 5, Morning: 7, Noon: 11, Afternoon: 14, Evening: 19, Night: 20}

// Postpone reads a message that puts something off and says nothing else. Alone,
// "hoãn" is for an hour.
func Postpone(text string, now time.Time) (p Postponement, ok bool) {
	m := scan(text)
	i := 0
	switch {
	case m.word(0) == "hoan":
		i = 1
	case m.word(0) == "nhac" && m.word(1) == "lai":
		i = 2
	}
	p.Lead = i > 0
	if p.Left = m.word(0) == "de" && len(m.words) > 1; p.Left {
		i = 1
	}
	for strings.Contains(" lai them cho khoang toi ", " "+m.word(i)+" ") && m.word(i) != "" {
		i++
	}
	until := m.word(i) == "den" || m.word(i) == "sang" && m.word(i+1) == "den"
	if until {
		i++
	}
	rest := strings.TrimSpace(m.after(i))
	if i >= len(m.words) {
		p.At, p.Bare = now.Add(time.Hour), true
		return p, p.Lead
	}
	if !until {
		p.At, p.Day = spanAhead(rest, now)
		switch less := i > 0 && strings.ContainsAny(m.gap(i-1), "-−–"); {
		case !p.At.IsZero() && (less || !p.At.After(now)):
			p.At, p.Day = time.Time{}, false // nothing is put off by no time, or by less
			return p, true
		case !p.At.IsZero():
			return p, true
		}
	}
	found := false
	p.At, p.Day, found = aheadOf(rest, now)
	return p, found
}

// shortSpan is a span as it is typed in haste: 1h, 30p.
var shortSpan = regexp.MustCompile(`^(\d{1,3}) ?([hp])$`)

// longSpan is a span of more than anybody puts something off for, which is longer than
// those that Moment reads; it counts as longest.
var longSpan = regexp.MustCompile(`^\d{3,9} ?(?:phut|p|gio|tieng|h|ngay|hom|tuan|thang|nam)$`)

const longest = 100 // years

// spanAhead reads how long something is put off: "1 giờ", "nửa tiếng nữa".
func spanAhead(rest string, now time.Time) (at time.Time, day bool) {
	said := strings.TrimSuffix(Fold(rest), " nua")
	if short := shortSpan.FindStringSubmatch(said); short != nil {
		rest = short[1] + map[string]string{"h": " giờ", "p": " phút"}[short[2]]
	}
	if said == "nua tieng" || said == "nua gio" {
		return now.Add(30 * time.Minute), false
	}
	for _, words := range []string{rest + " nữa", rest} {
		r := Moment(words, now, Ahead)
		w, ok := r.One()
		switch spanned := strings.HasSuffix(words, " nữa") || strings.HasPrefix(said, "sau "); {
		case !ok || !r.Whole || !spanned:
		case w.Kind == AtTime:
			return w.From, false
		case w.Kind == OnDay:
			return w.From, true
		}
	}
	if longSpan.MatchString(said) {
		return now.AddDate(longest, 0, 0), false
	}
	return at, false
}

// aheadOf reads until when something is put off. Of an hour that may be in the
// morning or in the afternoon the next is meant. ok is false where the words say
// something else too.
func aheadOf(rest string, now time.Time) (at time.Time, day, ok bool) {
	r := Moment(rest, now, Ahead)
	if part := Fold(rest); strings.Contains(" sang trua chieu toi ", " "+part+" ") {
		if r = Moment(rest+" nay", now, Ahead); len(r.Readings) == 0 || !r.Readings[0].begins().After(now) {
			r = Moment(rest+" mai", now, Ahead)
		}
	}
	for _, w := range r.Readings {
		if begins := w.begins(); begins.After(now) && (at.IsZero() || begins.Before(at)) {
			at, day = begins, w.Kind == OnDay
		}
	}
	return at, day, r.Whole && r.Named()
}

// begins is when what is put off until a moment comes again; zero for what is no
// moment of its own.
func (w When) begins() time.Time {
	switch w.Kind {
	case AtTime, OnDay:
		return w.From
	case InPart:
		return w.From.Add(partBegins[w.Part] * time.Hour)
	}
	return time.Time{}
}
