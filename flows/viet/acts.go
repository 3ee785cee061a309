package viet

import "strings"

// act reads an act with the code of its case: "nhan 2611-42", "nhận xử lý việc
// 2611-42", "/xong 2611-42". With a code behind it the act needs no marks.
func act(m message, _ Context) (Meaning, bool) {
	words := m.words
	if len(words) > 12 {
		words = words[:12]
	}
	folded := make([]word, len(words))
	for i, w := range words {
		folded[i] = word{w.fold, w.fold, w.start, w.end}
	}
	left := skip("doer", folded)
	e, ok := anyAct(left)
	if !ok {
		left = folded
		if e, ok = anyAct(left); !ok {
			return Meaning{}, false
		}
	}
	left = skip("filler", left[len(e.words):])
	code, rest, ok := Code(m.after(len(words) - len(left)))
	if !ok {
		return Meaning{}, false
	}
	if e.says.name == "gop" {
		rest = withoutJoiner(rest)
	}
	return Meaning{Kind: Verb, Name: e.says.name, Code: code, Rest: rest}, true
}

// anyAct finds the longest act at the head of words, of those that stand alone
// and of those that need their code.
func anyAct(words []word) (entry[keyword], bool) {
	alone, ok := groups["verb"].longest(words)
	if coded, found := groups["coded"].longest(words); found && len(coded.words) > len(alone.words) {
		return coded, true
	}
	return alone, ok
}

// withoutJoiner drops the "into" of "gop 2611-42 vao 2611-40", so that the
// second code stands at the head of the rest.
func withoutJoiner(rest string) string {
	m := scan(rest)
	left := skip("filler", skip("joiner", m.words))
	if tail := m.after(len(m.words) - len(left)); len(left) > 0 {
		if _, _, ok := Code(tail); ok {
			return tail
		}
	}
	return rest
}

// aboutCase reads a message that begins with a code: alone it asks for the
// card, with an act behind it it is that act, else it is words for that case.
func aboutCase(m message, _ Context) (Meaning, bool) {
	code, rest, ok := Code(m.text)
	if !ok {
		return Meaning{}, false
	}
	words := scan(rest).words
	if len(words) == 0 {
		return Meaning{Kind: Show, Code: code}, true
	}
	for _, group := range []string{"verb", "coded"} {
		if k, ok := said(group, words); ok {
			return Meaning{Kind: Verb, Name: k.name, Code: code}, true
		}
	}
	return Meaning{Kind: Answer, Code: code, Rest: rest}, true
}

// bareAct reads an act without a code, which only works where one case waits.
func bareAct(m message, c Context) (Meaning, bool) {
	k, ok := said("verb", m.words)
	if !ok {
		return Meaning{}, false
	}
	if c.Cases != 1 {
		return Meaning{Kind: Ask, Name: k.name, Rest: m.text}, true
	}
	return Meaning{Kind: Verb, Name: k.name}, true
}

// Wide reads an act alone, as the whole message, that finds its cases by itself:
// "nhận cả", also with how many they are, and "chưa được".
func Wide(text string) (name string, ok bool) {
	words := scan(text).words
	if k, ok := said("wide", words); ok || len(words) > 8 {
		return k.name, ok
	}
	var named []word
	for _, w := range words {
		if !w.number() {
			named = append(named, w)
		}
	}
	k, ok := said("wide", named)
	return k.name, ok && k.name == "nhanca"
}

// slash reads a command with its slash, typed with or without marks and in one
// word or several: /baocao, /báo cáo.
func slash(m message, c Context) (Meaning, bool) {
	if !strings.HasPrefix(m.text, "/") || len(m.words) == 0 {
		return Meaning{}, false
	}
	if got, ok := act(m, c); ok {
		return got, true
	}
	if k, ok := said("always", m.words); ok {
		return Meaning{Kind: k.kind, Name: commands[m.words[0].fold]}, true
	}
	name, used := m.commandName()
	if at := m.text[m.words[0].end:]; used == 1 && strings.HasPrefix(at, "@") && len(m.words) > 1 {
		used = 2 // the bot's own name, which the service adds in groups
		for used < len(m.words) && m.gap(used-1) == "_" {
			used++
		}
	}
	switch {
	case name == "":
		return m.unknownCommand(c)
	case name == "huy":
		return Meaning{Kind: Cancel, Name: name}, true
	case name == "baocao" && used < len(m.words):
		rest := m.after(used)
		if m.alarming() {
			return Meaning{Kind: Danger, Rest: rest}, true
		}
		return Meaning{Kind: Report, Rest: rest}, true
	}
	return Meaning{Kind: Command, Name: name, Rest: m.after(used)}, true
}

// commandName finds the command whose name the first words spell together.
func (m message) commandName() (name string, used int) {
	joined := ""
	for i, w := range m.words[:min(len(m.words), 4)] {
		joined += w.fold
		if known, ok := commands[joined]; ok {
			name, used = known, i+1
		}
	}
	return name, used
}

// unknownCommand reads an act alone, or asks, with the nearest command.
func (m message) unknownCommand(c Context) (Meaning, bool) {
	if got, ok := bareAct(m, c); ok {
		return got, true
	}
	joined, best, name := "", 3, ""
	for _, w := range m.words[:min(len(m.words), 3)] {
		joined += w.fold
		for typed, known := range commands {
			// A short name is near to everything: one slip is enough there.
			limit := 2
			if len(typed) <= 4 {
				limit = 1
			}
			d := distance(joined, typed)
			if d <= limit && (d < best || d == best && known < name) {
				best, name = d, known
			}
		}
	}
	return Meaning{Kind: Ask, Name: name, Rest: m.text}, true
}

// distance is how many letters must be added, dropped or changed to make one
// name of the other; 9 where it is plainly too far.
func distance(a, b string) int {
	if len(a) > 20 || len(a) > len(b)+2 || len(b) > len(a)+2 {
		return 9
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		corner := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := corner
			if a[i] != b[j] {
				cost++
			}
			corner = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
