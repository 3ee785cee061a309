package viet

import "strings"

// reply reads an answer to the open question.
func reply(m message, c Context) (Meaning, bool) {
	switch c.Open {
	case Text:
		return Meaning{Kind: Answer, Rest: m.text}, true
	case Number:
		return replyNumber(m)
	case Menu:
		return replyMenu(m, c)
	case YesNo:
		return replyYesNo(m)
	}
	return Meaning{}, false
}

// replyNumber reads a value. Words that give a number in a way that needs more
// care are an Answer, for the asker to ask again; a new matter is filed.
func replyNumber(m message) (Meaning, bool) {
	if k, ok := saidTo("zero", m.words); ok {
		return Meaning{Kind: k.kind, Number: 0}, true
	}
	if len(m.danger()) > 0 {
		return Meaning{}, false
	}
	if n, ok := m.value(); ok {
		return Meaning{Kind: Value, Number: n}, true
	}
	if _, ok := saidTo("nod", m.words); ok {
		return Meaning{}, false
	}
	if _, ok := said("command", m.words); ok {
		return Meaning{}, false
	}
	_, vague := said("unclear", m.words)
	if _, unsure := said("unsure", m.words); vague || unsure {
		return Meaning{Kind: Ask, Rest: m.text}, true
	}
	first := m.words[0].fold
	if isDigit(first[0]) || about[first] {
		return Meaning{Kind: Answer, Rest: m.text}, true
	}
	if category, _, _ := m.guess(); category == otherCategory && len(m.words) <= 6 {
		return Meaning{Kind: Answer, Rest: m.text}, true
	}
	return Meaning{}, false
}

// replyMenu reads a choice by its number; labels are the caller's to compare.
func replyMenu(m message, c Context) (Meaning, bool) {
	n, ok := m.choice()
	if !ok {
		return Meaning{}, false
	}
	if n > int64(c.Choices) || n == 0 && !c.Zero {
		return Meaning{Kind: Ask, Number: n, Rest: m.text}, true
	}
	return Meaning{Kind: ChoiceOf, Number: n}, true
}

// replyYesNo reads yes or no: as the whole message, or divided by a sign from
// what was added: "không, phải đi bộ".
func replyYesNo(m message) (Meaning, bool) {
	if k, ok := saidTo("yesno", m.words); ok {
		return Meaning{Kind: k.kind}, true
	}
	for n := 1; n <= 2 && n < len(m.words); n++ {
		if !strings.ContainsAny(m.gap(n-1), ",.;:!-–\n") {
			continue
		}
		k, ok := said("yesno", m.words[:n])
		if ok && !m.words[0].number() {
			return Meaning{Kind: k.kind, Rest: m.after(n)}, true
		}
	}
	if _, ok := saidTo("unsure", m.words); ok {
		return Meaning{Kind: Answer, Name: Unsure, Rest: m.text}, true
	}
	_, vague := said("unclear", m.words)
	_, command := said("command", m.words)
	if vague || len(m.words) == 1 && !command && len(m.danger()) == 0 {
		return Meaning{Kind: Ask, Rest: m.text}, true
	}
	return Meaning{}, false
}
