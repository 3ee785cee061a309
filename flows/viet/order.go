package viet

import "strings"

// An Order is a word about a directive, once read: "VUONG 12 thiếu áo mưa".
type Order struct {
	Act    string // "daro", "baoso", "traloi", "chon", "vuong"
	Number string // of the directive; "" where the act stands alone
	Rest   string // what follows the number, in its own spelling
	Tail   string // what follows the act, the number with it
}

// orderWords is how many words the act and what leads to its number have at most.
const orderWords = 8

// ReadOrder reads a word about a directive, with or without marks and slash: the
// act with a number behind it, or alone as the whole message. It says nothing of
// whether there is a directive of that number: "báo số 12 hộ" may also mean the
// only one that waits, and "vướng 12 cây cột điện" none.
func ReadOrder(text string) (o Order, ok bool) {
	m := scan(text)
	if len(m.words) == 0 {
		return o, false
	}
	if k, ok := said("order", m.words); ok {
		return Order{Act: k.name}, true
	}
	words := m.words[:min(len(m.words), orderWords)]
	used := 0
	e, ok := groups["order"].longest(words)
	for !ok { // "tôi đã đọc": who did it may stand first
		doer, found := groups["doer"].longest(words[used:])
		if !found {
			return o, false
		}
		used += len(doer.words)
		e, ok = groups["order"].longest(words[used:])
	}
	used += len(e.words)
	o = Order{Act: e.says.name, Tail: m.after(used)}
	for n := used; n < len(words); {
		if words[n].number() {
			return o.numbered(m, n)
		}
		lead, found := groups["thedirective"].longest(words[n:])
		if !found {
			break
		}
		n += len(lead.words)
	}
	return o, false
}

// numbered reads the number of the directive at a word. Digits that go on, as in
// a date, a sum of money or the code of a case, are none.
func (o Order) numbered(m message, at int) (Order, bool) {
	w := m.words[at]
	tail := m.text[w.end:]
	if len(w.fold) > 6 || w.fold[0] == '0' || !edge(tail) {
		return o, false
	}
	if _, _, ok := Code(m.text[w.start:]); ok {
		return o, false
	}
	o.Number, o.Rest = w.fold, strings.TrimLeft(tail, " \n:;,.!?-–—)]\"”")
	return o, true
}

// OrderHead reads the word about a directive that a text begins with, and what
// follows it: "vướng: thiếu áo mưa". It is for what answers a directive already.
func OrderHead(text string) (act, rest string, ok bool) {
	m := scan(text)
	e, ok := groups["order"].longest(m.words)
	if !ok {
		return "", "", false
	}
	return e.says.name, m.after(len(e.words)), true
}
