package viet

import "time"

// A clockTime is an hour as it was said.
type clockTime struct {
	hour, minute int
	exact        bool // it can only be of the twenty-four: 14h, 0 giờ, 07:30
}

// clockPiece reads an hour.
func (d dating) clockPiece(i int, p *plan) int {
	if p.clock != nil || p.at != nil {
		return 0
	}
	c, used := d.clockAt(i)
	if used > 0 {
		p.clock = &c
	}
	return used
}

// clockAt reads an hour at token i: "7h30", "17g30", "14:00", "7 giờ rưỡi", "7h
// kém 15", "bảy giờ".
func (d dating) clockAt(i int) (c clockTime, used int) {
	if i+1 >= len(d.tokens) {
		return c, 0
	}
	n, used := d.tensAt(i, false)
	if d.number(i) {
		n, used = d.digits(i, 24), 1
	}
	if next := i + used; used == 0 || n < 0 || n > 24 || next >= len(d.tokens) || d.ofDocument(i) {
		return c, 0
	}
	c.hour, c.exact = n, n == 0 || n >= 12 || d.number(i) && d.tokens[i].fold[0] == '0'
	next := i + used
	if d.number(next) && d.gap(next-1) == ":" && len(d.tokens[next].fold) == 2 && d.number(i) {
		m := d.digits(next, 59)
		c.minute, c.exact = m, true
		return c, valid(c, used+1, m)
	}
	w := d.tokens[next]
	_, half := d.word("more", next)
	switch {
	case !d.near(next):
		return c, 0
	case half > 0 && d.timeAfter(next+half) && n <= 12: // "7 rưỡi sáng"
		c.minute = 30
		return c, used + half
	case w.fold == "h" || w.mark == "giờ" || w.mark == "gio":
	case w.fold == "g" && d.gap(next-1) == "":
	default:
		return c, 0
	}
	used++
	return d.minutes(c, i, used)
}

// minutes reads what follows the hour: "30", "rưỡi", "kém 15".
func (d dating) minutes(c clockTime, i, used int) (clockTime, int) {
	next := i + used
	if !d.near(next) {
		return c, used
	}
	if _, more := d.word("more", next); more > 0 {
		c.minute = 30
		return c, used + more
	}
	less := d.is(next, "kem")
	if less {
		next++
	}
	m, more := 0, 0
	if d.number(next) && d.near(next) && len(d.tokens[next].fold) <= 2 && (less || len(d.tokens[next].fold) == 2) {
		m, more = d.digits(next, 59), 1
	} else if !d.number(next) && next < len(d.tokens) && d.near(next) && less {
		m, more = d.tensAt(next, false)
	}
	if more == 0 || m < 0 || m > 59 || d.gap(next) == "/" {
		return c, used
	}
	next += more
	if d.is(next, "phut") || d.is(next, "p") {
		next++
	}
	if less {
		c.hour, c.minute = c.hour-1, 60-m
		if c.minute == 60 {
			c.hour, c.minute = c.hour+1, 0
		}
		if c.hour < 0 {
			return c, 0
		}
	} else {
		c.minute = m
	}
	return c, valid(c, next-i, m)
}

// valid is used where the time is one, else 0.
func valid(c clockTime, used, minute int) int {
	if minute < 0 || c.hour == 24 && c.minute > 0 {
		return 0
	}
	return used
}

// digits reads a number of at most two digits up to most; -1 if it is none.
func (d dating) digits(i, most int) int {
	text := d.tokens[i].fold
	n := 0
	for k := range len(text) {
		n = n*10 + int(text[k]-'0')
		if k > 1 || n > most {
			return -1
		}
	}
	return n
}

// partPiece reads a part of the day. Typed without its mark it counts only
// beside a day or an hour: "sang" and "toi" are other words too.
func (d dating) partPiece(i int, p *plan) int {
	n, used := d.word("part", i)
	if used == 0 || p.part != NoPart {
		return 0
	}
	if w := d.tokens[i]; w.plain() && w.mark != "ban" && p.clock == nil && p.day == nil {
		next := i + used
		if next >= len(d.tokens) || !d.near(next) || d.dayAt(next, &plan{part: DayPart(n)}).used == 0 {
			return 0
		}
	}
	p.part = DayPart(n)
	return used
}

// agoPiece reads a moment by how far it is: "3 ngày trước", "cách đây 1 tuần",
// "10 ngày nữa", "2 giờ nữa", "trong 3 ngày".
func (d dating) agoPiece(i int, p *plan) int {
	if p.day != nil || p.span != nil || p.at != nil || p.clock != nil {
		return 0
	}
	at, way := i, 0
	switch {
	case d.tokens[i].fold == "cach" && d.is(i+1, "day"):
		at, way = i+2, -1
	case d.tokens[i].fold == "sau":
		at, way = i+1, 1
	case p.limit == latest:
		way = 1
		if d.tokens[i].fold == "vong" {
			at++
		}
	}
	if at >= len(d.tokens) || at > i && !d.near(at) {
		return 0
	}
	c := d.count(at)
	next := at + c.used
	if c.used == 0 || len(c.values) != 1 || !d.near(next) {
		return 0
	}
	n, ok := c.values[0].num()
	if !ok || n%1000 != 0 || n > NumOf(400) {
		return 0
	}
	move, used := d.spanUnit(next, int(n/1000))
	if used == 0 {
		return 0
	}
	next += used
	if away, more := d.word("away", next); more > 0 && d.near(next) {
		way, next = away, next+more
	} else if way == 0 || d.number(next) && d.near(next) {
		return 0
	}
	move(p, way)
	return next - i
}

// spanUnit reads the unit of a span at token i; move sets the plan that many of
// them ahead of now, or back.
func (d dating) spanUnit(i, n int) (move func(p *plan, way int), used int) {
	if by, used := d.word("span", i); used > 0 {
		return func(p *plan, way int) { p.day = &dayRead{days: []time.Time{d.today(way * n * by)}} }, used
	}
	switch w := d.tokens[i]; {
	case w.fold == "thang":
		return func(p *plan, way int) { p.day = &dayRead{days: []time.Time{d.monthsAway(way * n)}} }, 1
	case w.mark == "năm" || w.mark == "nam":
		return func(p *plan, way int) { p.day = &dayRead{days: []time.Time{d.monthsAway(12 * way * n)}} }, 1
	case w.mark == "giờ" || w.mark == "gio" || w.fold == "tieng" || w.fold == "phut":
		by := time.Hour
		if w.fold == "phut" {
			by = time.Minute
		}
		return func(p *plan, way int) {
			at := d.now.Add(time.Duration(way*n) * by)
			p.at = &When{Kind: AtTime, From: at, Until: at}
		}, 1
	}
	return nil, 0
}

// monthsAway is the same day of another month, or its last day if it has no such
// day.
func (d dating) monthsAway(n int) time.Time {
	first := time.Date(d.now.Year(), d.now.Month()+time.Month(n), 1, 0, 0, 0, 0, d.now.Location())
	last := midnight(first.AddDate(0, 1, 0), -1).Day()
	return midnight(first, min(d.now.Day(), last)-1)
}

// hours are the times of day that an hour can be with a part of the day, in
// hours and minutes from the day's midnight.
func (c clockTime) hours(part DayPart, night bool) []time.Duration {
	at := func(h int) time.Duration { return time.Duration(h)*time.Hour + time.Duration(c.minute)*time.Minute }
	h := c.hour
	switch part {
	case NoPart:
		if c.exact {
			return []time.Duration{at(h)}
		}
		return []time.Duration{at(h), at(h + 12)}
	case Noon:
		if h < 4 {
			h += 12
		}
	case Afternoon:
		if h < 12 {
			h += 12
		}
	case Evening:
		if h < 12 {
			h += 12
		} else if h == 12 {
			h = 24
		}
	case Night:
		switch {
		case h >= 6 && h <= 12:
			h += 12
		case h < 6 && night:
			h += 24
		case h < 6: // "2h đêm 20/3": of the night before, or of the night that follows
			return []time.Duration{at(h), at(h + 24)}
		}
	}
	return []time.Duration{at(h)}
}

// partOnly reports whether a plan says a part of the day and nothing else.
func (p plan) partOnly() bool {
	return p.part != NoPart && p.day == nil && p.clock == nil && p.span == nil && p.at == nil && p.often == 0
}
