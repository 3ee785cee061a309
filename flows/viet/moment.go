package viet

import "time"

// Look says on which side of now a moment is looked for, where its words leave
// that open: "20/11" and "thứ sáu" are behind or ahead of today.
type Look int

// The ways to look (the domain notes, 11.2: date fields must know whether they
// look back or forward).
const (
	Either    Look = iota // the nearest
	Behind                // when something happened
	Ahead                 // a deadline, a meeting, a reminder
	Reporting             // the period of a report: back, and in months
)

// MomentKind is the form of a moment.
type MomentKind int

// What a text can name.
const (
	NoMoment   MomentKind = iota
	OnDay                 // a day: From is its midnight
	InPart                // a part of a day: From is the day's midnight
	AtTime                // a time of a day: From
	InMonth               // a month: From is its first midnight
	InYear                // a year
	InSpan                // some days: from the midnight From up to the midnight Until, without it
	AtLatest              // a last moment: what it is said of is due before Until
	Repeatedly            // again and again, as Every says
)

// DayPart is a part of a day.
type DayPart int

// The parts of a day.
const (
	NoPart DayPart = iota
	Dawn
	Morning
	Noon
	Afternoon
	Evening
	Night
)

// partHours are the hours from the day's midnight in which each part lies: the
// hours of duty (Hours), so that a word means the same everywhere. The night
// runs into the next morning.
var partHours = [...]struct{ from, until int }{
	NoPart: {0, 24}, Dawn: {0, 6}, Morning: {6, 12}, Noon: {11, 14}, Afternoon: {12, 18}, Evening: {18, 24}, Night: {18, 30},
}

// A When is one reading of a moment. From and Until are in the zone of now;
// Until is never part of it. What is due in a day or a part of one is due by its
// end: "sáng mai" by 12:00, "trưa" 14:00, "chiều" 18:00, "tối" 24:00, "đêm" 6:00
// of the next day, "rạng sáng" 6:00. At a time From and Until are the same. A
// last moment that is strictly before a day ("trước ngày 25/3") has that day's
// midnight as Until; many mean the day too, so it is to be echoed.
type When struct {
	Kind        MomentKind
	From, Until time.Time
	Part        DayPart // of InPart
	Strict      bool    // of AtLatest: "trước", before what was named, and not up to its end
	Timed       bool    // of AtLatest: an hour was named
	Every       Every   // of Repeatedly
}

// DateDoubt says why a moment is to be asked.
type DateDoubt int

// The reasons to ask back.
const (
	NoDateDoubt DateDoubt = iota
	TwoDays               // T3, hom kia, mùng 5, the name of today's day of the week
	TwoHours              // 5h: in the morning or in the afternoon
	NoSuchDay             // 30/2, 3/15
	SomeDay               // hôm trước: no day is named
	MoonMonth             // tháng Chạp: which days these are is to be confirmed
	JustOver              // a day without its year that is just behind, where one ahead is looked for
	BareDay               // 15: a number alone
	LooseTime             // đầu tháng, giữa tuần, sáng: too loose to be kept
)

// A MomentRead is what a text says about when. Of a sure one Readings has one
// reading; of one to be asked, those to offer, the likeliest first, or none.
type MomentRead struct {
	Sure     bool
	Doubt    DateDoubt // why it is to be asked; NoDateDoubt where nothing is named at all
	Readings []When
	Whole    bool   // nothing else is said, but for what politeness adds
	Before   string // the words before the moment, in their own spelling
	After    string // the words after it
}

// One is the reading of a sure moment.
func (r MomentRead) One() (When, bool) {
	if !r.Sure || len(r.Readings) != 1 {
		return When{}, false
	}
	return r.Readings[0], true
}

// Named reports whether the text names a moment, sure or to be asked.
func (r MomentRead) Named() bool { return r.Sure || r.Doubt != NoDateDoubt }

// Moment finds the first moment that a text names and reads it as people mean
// it (the domain notes, 11.2; vi-dates.tsv): a day, a part of one, a time, a
// month, a span, a deadline, a repetition. Day comes before month, weeks begin
// on Monday, days of the moon are reckoned. What two readers would read in two
// ways is to be asked. now gives today and the zone.
func Moment(text string, now time.Time, look Look) MomentRead {
	s := readSheet(text)
	d := dating{sheet: s, now: now, look: look, listed: s.lists()}
	for i := range s.tokens {
		p := plan{}
		used := d.gather(i, &p)
		if used == 0 {
			continue
		}
		r := d.finish(p, i, i+used)
		if !r.Named() {
			continue
		}
		end := i + used
		r = d.or(r, end)
		r.Whole = d.alone(i, end)
		if i > 0 {
			r.Before = s.text[s.tokens[0].start:s.tokens[i-1].end]
		}
		if end < len(s.tokens) {
			r.After = s.text[s.tokens[end].start:]
		}
		return r
	}
	return d.bareDay()
}

// or makes a moment one to be asked where another is offered beside it ("hôm nay
// hoặc mai"), or where it is one of several that repeat ("ngày 5 và 20 hằng
// tháng").
func (d dating) or(r MomentRead, end int) MomentRead {
	if end >= len(d.tokens) {
		return r
	}
	if w := d.tokens[end].fold; (w == "hoac" || w == "hay") && d.near(end) && end+1 < len(d.tokens) {
		p := plan{limit: latest, pieces: 1}
		if used := d.piece(end+1, &p); used > 0 {
			p.limit = noLimit
			if other := d.finish(p, end+1, end+1+used); other.Named() {
				return MomentRead{Doubt: TwoDays, Readings: append(r.Readings, other.Readings...)}
			}
		}
	}
	if r.Sure && r.Readings[0].Kind != Repeatedly {
		for i := end; i < min(end+farthestEvery, len(d.tokens)); i++ {
			if d.everyAfter(i) {
				return MomentRead{Doubt: LooseTime}
			}
		}
	}
	return r
}

// farthestEvery is how many words behind a day may still say that it repeats.
const farthestEvery = 6

// bareDay reads an answer that is the number of a day and nothing else, which is
// to be confirmed.
func (d dating) bareDay() MomentRead {
	for i := range d.tokens {
		if n, ok := d.upTo(i, 31); ok && d.alone(i, i+1) {
			r := d.resolve(n, 0, 0)
			if len(r.days) > 0 {
				return MomentRead{Doubt: BareDay, Readings: []When{{Kind: OnDay, From: r.days[0], Until: midnight(r.days[0], 1)}}}
			}
		}
	}
	return MomentRead{}
}

// A dating is a sheet read for moments.
type dating struct {
	sheet
	now    time.Time
	look   Look
	listed bool // "thứ nhất … thứ hai …": these are no days of a week
}

// lists reports whether the text counts its points by "thứ nhất".
func (s sheet) lists() bool {
	for i := 1; i < len(s.tokens); i++ {
		if s.tokens[i-1].fold == "thu" && s.tokens[i].fold == "nhat" {
			return true
		}
	}
	return false
}
