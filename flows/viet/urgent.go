package viet

import "strings"

// urgent reads the urgent word. With its marks it stands at the head of the
// message, after a hail, or as a clause of its own at the end. Without marks
// khan is also "scarce", a towel and "hoarse": see unmarkedKhan.
func urgent(m message, c Context) (Meaning, bool) {
	hailed := len(m.words) - len(skip("hail", m.words))
	flag := strings.HasPrefix(m.text, "#") || strings.HasPrefix(m.text, "/")
	switch {
	case hailed < len(m.words) && isKhan(m.words[hailed]):
		return m.markedKhan(hailed)
	case m.words[0].fold == "khan" && m.words[0].plain():
		return m.unmarkedKhan(flag, c)
	}
	return m.lateKhan()
}

// isKhan reports whether a word is khẩn, also with the tone most often put in
// its place.
func isKhan(w word) bool { return w.mark == "khẩn" || w.mark == "khẫn" }

// markedKhan reads khẩn at word i.
func (m message) markedKhan(i int) (Meaning, bool) {
	n := i + 1
	for n < len(m.words) && (m.words[n].fold == "cap" || isKhan(m.words[n])) {
		n++
	}
	if n == len(m.words) {
		return m.onlyKhan()
	}
	if n == i+1 && strings.TrimSpace(m.gap(i)) == "" && has("other", m.words[n:]) {
		return Meaning{}, false // khẩn trương, khẩn thiết
	}
	return Meaning{Kind: Urgent, Rest: m.after(n)}, true
}

// onlyKhan is the urgent word and no more: the menu's command if it came with a
// slash, else the bot asks what happened.
func (m message) onlyKhan() (Meaning, bool) {
	if strings.HasPrefix(m.text, "/") {
		return Meaning{Kind: Command, Name: "khan"}, true
	}
	return Meaning{Kind: Ask, Name: "khan", Rest: m.text}, true
}

// unmarkedKhan reads khan, typed without marks, at the head. A flag, a sign or
// "cap" behind it, or words of danger, make it urgent. Before what may be
// scarce it is not. Any other goes with the question about danger: a false
// alarm and a lost one are both worse.
func (m message) unmarkedKhan(flag bool, c Context) (Meaning, bool) {
	n := 1
	if n < len(m.words) && m.words[n].fold == "cap" {
		n++
	}
	if n == len(m.words) {
		return m.onlyKhan()
	}
	if flag || n == 2 || strings.ContainsAny(m.gap(0), ":!,.-–\n") {
		return Meaning{Kind: Urgent, Rest: m.after(n)}, true
	}
	if has("scarce", m.words[1:]) && !has("surge", m.words[1:]) || has("other", m.words[1:]) {
		return Meaning{}, false
	}
	if len(m.danger()) > 0 {
		return Meaning{Kind: Urgent, Rest: m.after(n)}, true
	}
	marked := false
	for _, w := range m.words {
		marked = marked || !w.plain()
	}
	// Somebody who types marks leaves them out of khan on purpose.
	if marked || c.Open == Text || c.Cases > 0 {
		return Meaning{}, false
	}
	return Meaning{Kind: Danger, Rest: m.text}, true
}

// lateKhan reads khẩn as a clause of its own at the end: "Lũ về. KHẨN!"
func (m message) lateKhan() (Meaning, bool) {
	n := len(m.words)
	if n > 1 && m.words[n-1].fold == "cap" {
		n--
	}
	if n < 2 || !isKhan(m.words[n-1]) || !m.clauseEnds(n-2) {
		return Meaning{}, false
	}
	return Meaning{Kind: Urgent, Rest: strings.TrimRight(m.text[:m.words[n-2].end], " ,.;:")}, true
}

// alarming reports whether a text to be filed comes with the question about
// danger: it has danger words, or calls itself khẩn cấp.
func (m message) alarming() bool {
	if len(m.danger()) > 0 {
		return true
	}
	for i := 0; i+1 < len(m.words); i++ {
		if isKhan(m.words[i]) && m.words[i+1].mark == "cấp" {
			return true
		}
	}
	return false
}
