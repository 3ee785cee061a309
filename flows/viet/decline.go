package viet

import "strings"

// A Decline is a word by which somebody does not take what was given to that
// person, once read.
type Decline struct {
	Why string // the reason given with it, in its own spelling; "" for none
	To  string // words right behind it that must name to whom it goes back, or it is none: "anh Thào, tôi ốm"
}

// ReadDecline reads words that say nothing but that something is not taken, and
// perhaps why: "không nhận được, tôi ốm", "em đang họp nên không nhận được", "trả
// lại anh Thào". Words about what was not received are none: "không nhận được tiền
// hỗ trợ".
func ReadDecline(text string) (d Decline, ok bool) {
	m := scan(text)
	if strings.HasPrefix(m.text, "/") || strings.Contains(m.text, "?") {
		return d, false
	}
	head := m.doers()
	if e, found := groups["decline"].longest(m.words[head:]); found {
		return m.declined(head + len(e.words)), true
	}
	return m.declinedLast(head > 0)
}

// ReadDeclined reads what stands behind such a word and the code of a case:
// "được, tôi ốm", "cho anh Thào vì bận".
func ReadDeclined(rest string) Decline {
	m := scan(rest)
	return m.declined(0)
}

// doers counts the words at the head that only say who speaks, and to whom.
func (m message) doers() int {
	left := m.words
	for len(left) > 0 {
		n := len(left)
		for _, group := range []string{"lead", "doer", "address"} {
			left = skip(group, left)
		}
		if len(left) == n {
			break
		}
	}
	return len(m.words) - len(left)
}

// declined reads what follows the word that ends before word n.
func (m message) declined(n int) Decline {
	for n < len(m.words) && (n == 0 || !m.divided(n-1)) {
		e, ok := groups["declined"].longest(m.words[n:])
		if !ok {
			break
		}
		n += len(e.words)
	}
	rest := m.after(n)
	if because, ok := groups["because"].longest(m.words[n:]); ok {
		return Decline{Why: strings.TrimLeft(m.after(n+len(because.words)), " :,")}
	}
	switch {
	case OnlyCourtesy(rest):
		return Decline{}
	case n > 0 && m.divided(n-1) || has("excuse", m.words[n:]):
		return Decline{Why: rest}
	}
	return Decline{To: rest}
}

// declinedLast reads a reason with the word at its end; doer says that it begins
// with who speaks.
func (m message) declinedLast(doer bool) (d Decline, ok bool) {
	words := drop("address", drop("tail", m.words))
	for i := 1; i < len(words); i++ {
		e, found := groups["decline"].longest(words[i:])
		if !found {
			continue
		}
		left := words[i+len(e.words):]
		for len(left) > 0 && has("declined", left) {
			e, _ := groups["declined"].longest(left)
			left = left[len(e.words):]
		}
		before := drop("hence", words[:i])
		if len(left) > 0 || !doer && !m.divided(i-1) && len(before) == i && !m.divided(len(before)-1) {
			continue
		}
		return Decline{Why: m.text[:before[len(before)-1].end]}, true
	}
	return d, false
}

// divided reports whether a sign stands between word i and the next.
func (m message) divided(i int) bool {
	return m.clauseEnds(i) && i+1 < len(m.words) || strings.ContainsAny(m.gap(i), "-–—")
}
