package rota

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/talk"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// An absence is a leave on the way into the book, as far as it was answered.
type absence struct {
	member string    // who goes
	base   time.Time // the day it was begun, from which "mai" counts

	from, last time.Time // the first day and the last
	choice
	none  bool   // nobody stands in
	words string // what was answered to the question that is looked at
	other Leave  // the leave it runs into
	sure  string // co, sua, khong
}

// to is the first moment the person is back.
func (d absence) to() time.Time { return d.last.AddDate(0, 0, 1) }

// absenceScript asks for a leave: from when, until when, who stands in, and
// whether all is right. No reason is asked: it is nobody's business.
func (b *Book) absenceScript() *talk.Script[absence] {
	words := func(d *absence, g talk.Given) string { d.words = g.Text; return "" }
	return &talk.Script[absence]{
		Name: "nghi", Section: "leave.ask", Staff: true,
		Questions: []*talk.Question[absence]{
			{Name: "first", Open: viet.Text, Fresh: fresh, Pick: []talk.Pick{{Key: "leave.today", Value: "nay"}, {Key: "leave.tomorrow", Value: "mai"}},
				Take: words, Check: checkFirst, Faults: []string{"bad", "past", "order", "long", "taken"}},
			{Name: "last", Open: viet.Text, Fresh: fresh, When: func(d absence) bool { return d.last.IsZero() }, Offer: offerLast,
				Take: words, Check: checkLast, Faults: []string{"bad", "order", "long", "taken"}},
			{Name: "who", Open: viet.Text, Fresh: fresh, When: func(d absence) bool { return d.ids == nil }, Offer: offerStandIn,
				Pick: []talk.Pick{{Key: "leave.nobody", Value: "-"}},
				Take: words, Check: checkWho, Faults: []string{"bad"}},
			{Name: "sure", Open: viet.YesNo, Fresh: fresh, Pick: []talk.Pick{
				{Key: "leave.sure.yes", Value: "co"}, {Key: "rota.sure.edit", Value: "sua"}, {Key: "rota.sure.no", Value: "khong"},
			}, Take: func(d *absence, g talk.Given) string { d.sure = sureOf(g.Text); return faultIf(d.sure == "", "bad") }, Faults: []string{"bad"}},
		},
		New: func(t *flows.Turn, code string) absence {
			var d absence
			d.member, d.base = begunOn(t, code)
			return d
		},
		Blanks: b.blanks,
		Finish: b.finishLeave,
	}
}

// sureOf reads whether all is right, "" if it says neither.
func sureOf(said string) string {
	switch kind := viet.Mean(said, viet.Context{Open: viet.YesNo}).Kind; {
	case said == "co" || kind == viet.Yes:
		return "co"
	case said == "sua" || viet.Fold(said) == "sua":
		return "sua"
	case said == "khong" || kind == viet.No:
		return "khong"
	}
	return ""
}

// faultIf is the name of a fault if there is one.
func faultIf(wrong bool, name string) string {
	if wrong {
		return name
	}
	return ""
}

// checkFirst reads the first day, and with it the last one and who stands in, if
// all stands in one message: "từ mai đến 28/11, thay: Lò Văn A".
func checkFirst(t *flows.Turn, d *absence) string {
	rest, ok := "", false
	if d.from, ok = viet.Day(d.words, d.base); !ok {
		if d.from, _, rest, ok = viet.CutDay(d.words, d.base); !ok {
			return "bad"
		}
		if last, before, after, more := viet.CutDay(rest, d.base); more && len(strings.Fields(before)) <= 2 {
			d.last, rest = last, after
		} else if n := lasting.FindStringSubmatch(viet.Fold(rest)); n != nil {
			days, _ := strconv.Atoi(n[1])
			d.last = d.from.AddDate(0, 0, days-1)
		}
	}
	if d.from.Before(today(t)) {
		return "past"
	}
	if !d.last.IsZero() {
		if fault := span(t, d); fault != "" {
			return fault
		}
	}
	if said := standsIn.FindStringSubmatch(rest); said != nil && !d.last.IsZero() {
		d.words = said[1]
		checkWho(t, d) // what is wrong with it is said with the question
	}
	return ""
}

var (
	// lasting finds "3 ngày" after the first day.
	lasting = regexp.MustCompile(`(?:^| )(\d{1,2}) ngay\b`)

	// standsIn finds who stands in, after the days.
	standsIn = regexp.MustCompile(`(?i)(?:người thay|nguoi thay|thay|nhờ|nho)(?: là| la)?\s*:?\s*(.+)$`)
)

// checkLast reads the last day, which belongs to the leave.
func checkLast(t *flows.Turn, d *absence) string {
	last, ok := viet.Day(d.words, d.base)
	if !ok {
		return "bad"
	}
	d.last = last
	return span(t, d)
}

// span says what is wrong with the days of a leave.
func span(t *flows.Turn, d *absence) string {
	longest := t.Set.Leave > 0 && d.to().Sub(d.from) > time.Duration(t.Set.Leave)*24*time.Hour
	clash, taken := awayIn(t.Tx, d.member, d.from, d.to())
	switch {
	case d.last.Before(d.from):
		return "order"
	case longest && !mayExceed(t, d.member):
		return "long"
	case taken:
		d.other = clash
		return "taken"
	}
	return ""
}

// mayExceed reports whether whoever acts may note a leave of any length for a
// member: an administrator over one of that person's posts.
func mayExceed(t *flows.Turn, member string) bool {
	for _, p := range flows.PostsToCome(t.Tx, member, t.Event.At) {
		if flows.Administers(t.Tx, t.From.ID, p.Unit, t.Event.At) {
			return true
		}
	}
	return false
}

// offerLast offers a few last days: the first day itself, three days, a week.
func offerLast(t *flows.Turn, code string, d absence) []talk.Pick {
	var picks []talk.Pick
	for _, days := range []int{1, 3, 7} {
		day := d.from.AddDate(0, 0, days-1)
		picks = append(picks, talk.Pick{Key: "leave.last.day", Value: day.Format("2/1/2006"), Args: text.Args{"day": text.Day(day)}})
	}
	return picks
}

// offerStandIn offers who may stand in and is there all the time.
func offerStandIn(t *flows.Turn, code string, d absence) []talk.Pick {
	return pickPeople(fit(t.Tx, candidates(t.Tx, d.member, d.from), d.from, d.to()))
}

// pickPeople makes choices of people.
func pickPeople(people []flows.Member) []talk.Pick {
	var picks []talk.Pick
	for _, m := range people {
		picks = append(picks, talk.Pick{Key: "leave.person", Value: m.ID, Args: text.Args{"name": viet.Short(m.Name, longestLabel)}})
	}
	return picks
}

// longestLabel is how many letters of a name a button shows.
const longestLabel = 23

// checkWho finds who stands in.
func checkWho(t *flows.Turn, d *absence) string {
	d.choice, d.none = choice{}, false
	if isNobody(d.words) {
		d.none = true
		return ""
	}
	d.choice = choose(t.Tx, d.member, d.words, d.from, d.to())
	if d.fault == "away" && len(d.then) == 0 {
		d.fault = "alone"
	}
	return faultIf(d.fault != "", "bad")
}

// isNobody reports whether somebody said that nobody stands in.
func isNobody(said string) bool {
	folded := viet.Fold(said)
	for _, n := range nobody {
		if folded == n {
			return true
		}
	}
	return false
}
