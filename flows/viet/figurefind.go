package viet

import "strings"

// figures finds the figures of the sheet.
func (s sheet) figures(asked Unit) []Found {
	var all []Found
	hidden := s.personalNumbers()
	from := 0 // behind the figure before
	for i := 0; i < len(s.tokens); {
		for len(hidden) > 0 && hidden[0].end <= s.tokens[i].start {
			hidden = hidden[1:]
		}
		if len(hidden) > 0 && hidden[0].start < s.tokens[i].end {
			f := Found{Status: HiddenFigure, to: i}
			for f.to < len(s.tokens) && s.tokens[f.to].start < hidden[0].end {
				f.to++
			}
			all = append(all, s.placed(f, from, i))
			i, from = f.to, f.to
			continue
		}
		if used := s.noFigure(from, i); used > 0 {
			i += used
			from = i
			continue
		}
		f, ok := s.vague(i)
		if !ok {
			f, ok = s.figureAt(from, i, asked)
		}
		if !ok {
			i++
			continue
		}
		all = append(all, s.placed(f, from, i))
		i, from = f.to, f.to
	}
	for i := range all {
		next := len(s.tokens)
		if i+1 < len(all) {
			next = all[i+1].at
		}
		all[i].After = s.wordsAfter(all[i].to, next)
	}
	return all
}

// personalNumbers finds the numbers that are a person's: a phone's, an
// identity's, an account's.
func (s sheet) personalNumbers() []find {
	digits := 0
	for i := range len(s.text) {
		if isDigit(s.text[i]) {
			digits++
		}
	}
	if digits < 8 {
		return nil // no such number is shorter
	}
	m := scan(s.text)
	p := page{message: m, shown: m.shown()}
	return p.numbers(nil)
}

// placed says where a figure stands and which words of its clause are before it.
func (s sheet) placed(f Found, from, at int) Found {
	f.at = at
	f.Start, f.End = s.tokens[at].start, s.tokens[f.to-1].end
	if rest := s.text[f.End:]; f.Unit == Percent && strings.HasPrefix(strings.TrimLeft(rest, " "), "%") {
		f.End += strings.Index(rest, "%") + 1
	}
	if start, below := s.negative(from, at); below {
		f.Start = start
	}
	begin := at
	for begin > from && !strings.ContainsAny(s.gap(begin-1), ",;.!?\n()[]") {
		begin--
	}
	if begin < at {
		f.Before = s.text[s.tokens[begin].start:s.tokens[at-1].end]
	}
	return f
}

// wordsAfter are the words from a token on, to the end of their clause, and
// before token next.
func (s sheet) wordsAfter(at, next int) string {
	end := at
	for end < next && (end == 0 || !strings.ContainsAny(s.gap(end-1), ",;:.!?\n()[]")) {
		end++
	}
	if end == at {
		return ""
	}
	return s.text[s.tokens[at].start:s.tokens[end-1].end]
}

// vague reads a word for many that is no number, with its unit: "vài chục hộ".
func (s sheet) vague(i int) (Found, bool) {
	_, used := s.word("vague", i)
	if used == 0 {
		return Found{}, false
	}
	if c := s.count(i); c.used > 0 {
		return Found{}, false // "trăm rưỡi", "một trăm"
	}
	to := i + used
	for to < len(s.tokens) && s.near(to) {
		_, scale := s.word("scale", to)
		_, digit := s.word("digit", to)
		if scale+digit == 0 {
			break
		}
		to += max(scale, digit)
	}
	f := Found{Status: AskFigure, Doubt: NoNumber, to: to}
	u, more := s.unit(to)
	if more > 0 && u != none && s.near(to) {
		f.Unit, f.to = u, to+more
	}
	if more == 0 && !s.alone(i, to) && to-i < 2 {
		return Found{}, false // "nhiều" in a sentence about something else
	}
	return f, true
}

// mostLead and mostTail bound what may stand around a figure that is alone.
const (
	mostLead = 12
	mostTail = 6
)

// alone reports whether all the text around the tokens from i up to next says
// nothing: "dạ có tất cả … ạ".
func (s sheet) alone(i, next int) bool {
	if i > mostLead || len(s.tokens)-next > mostTail {
		return false
	}
	empty := func(from, to int) bool {
		for from < to {
			_, used := s.word("filler", from)
			if _, near := s.word("near", from); near > used {
				used = near
			}
			if _, after := s.word("after", from); after > used {
				used = after
			}
			if used == 0 {
				return false
			}
			from += used
		}
		return from == to
	}
	return empty(0, i) && empty(next, len(s.tokens))
}
