package viet

import (
	"strings"
)

// A reading is one way to understand a message; false if it is not that.
type reading func(m message, c Context) (Meaning, bool)

// readings are tried in the order of precedence of the conversation rules, 0.7.
// What must never be stored, or must never wait, comes before every answer.
var readings = []reading{
	wordless, leave, secret, urgent, person, newcomer, absent, slash, act, seek, aboutCase, legal, turnBack,
	reply, bareAct, bareCommand, nod, unclear,
}

// Mean says what a private message from a known member means (the conversation
// rules, 0.7 and 0.8): cancel word, urgent word, command or act with a code,
// answer to what is open, command word alone, free text.
//
// In a menu, and for a yes-or-no question, words that are none of its answers
// come back as if nothing were open. Where cases wait, free text is an Answer
// to the one that waits, or to the newest; the caller may still ask
// DangerWords about it.
func Mean(text string, c Context) Meaning {
	m := scan(text)
	got := read(m, c)
	if got.Kind != Report && got.Kind != Answer && got.Kind != Ask {
		return got
	}
	// Only a text that would be nothing special is tried as the leavings of an
	// input method ("khaanr sajt lowr"), and only for something special.
	if undone, ok := m.undoTyping(); ok {
		switch second := read(undone, c); second.Kind {
		case Report, Answer, Ask:
		default:
			return second
		}
	}
	return got
}

// read tries the readings in turn; what none of them claims is filed.
func read(m message, c Context) Meaning {
	for _, try := range readings {
		if got, ok := try(m, c); ok {
			return got
		}
	}
	switch {
	case c.Cases > 0:
		return Meaning{Kind: Answer, Rest: m.text}
	case m.alarming():
		return Meaning{Kind: Danger, Rest: m.text}
	}
	return Meaning{Kind: Report, Rest: m.text}
}

// wordless reads a message of signs and pictures only. To a question for words signs
// are an answer, and pictures and dots are none.
func wordless(m message, c Context) (Meaning, bool) {
	if len(m.words) > 0 {
		return Meaning{}, false
	}
	switch {
	case m.text == "" || strings.HasPrefix(m.text, "/") || strings.ContainsAny(m.text, "🚨🆘?"):
		return Meaning{Kind: Ask, Rest: m.text}, true
	case c.Open == YesNo && strings.ContainsAny(m.text, "👍✅"):
		return Meaning{Kind: Yes}, true
	case c.Open == YesNo && strings.ContainsAny(m.text, "👎❌"):
		return Meaning{Kind: No}, true
	case strings.Trim(m.text, ".…-–, ") == "":
		return Meaning{Kind: Ask, Rest: m.text}, true
	case c.Open == Text && strings.ContainsAny(m.text, "*/#@+=") && !strings.ContainsAny(m.text, "()^"):
		return Meaning{Kind: Answer, Rest: m.text}, true // a cron line of stars; a face of signs is none: =))
	}
	return Meaning{Kind: Courtesy}, true
}

// leave reads the words that work everywhere and only as the whole message.
func leave(m message, _ Context) (Meaning, bool) {
	if strings.HasPrefix(m.text, "/") {
		return Meaning{}, false
	}
	k, ok := said("always", m.words)
	return Meaning{Kind: k.kind}, ok
}

// turnBack reads the words for the way through a talk.
func turnBack(m message, _ Context) (Meaning, bool) {
	k, ok := said("nav", m.words)
	return Meaning{Kind: k.kind}, ok
}

// secret reads the heading of a state secret. "Mật" alone must be followed by a
// sign or by the name of a paper, because it is also honey.
func secret(m message, _ Context) (Meaning, bool) {
	if has("secret", m.words) {
		return Meaning{Kind: Secret}, true
	}
	if len(m.words) == 2 && (m.words[0].fold == "toi" || m.words[0].fold == "tuyet") &&
		m.words[1].fold == "mat" && m.words[0].plain() && m.words[1].plain() {
		return Meaning{Kind: Secret}, true // the whole message: nothing is lost by refusing it
	}
	if m.words[0].mark != "mật" {
		return Meaning{}, false
	}
	if len(m.words) == 1 || strings.ContainsAny(m.gap(0), ":;.,-–!)]\n") || has("paper", m.words[1:]) {
		return Meaning{Kind: Secret}, true
	}
	return Meaning{}, false
}

// seek reads words to search for after TIM, which is written in capitals and
// alone is: "tìm thấy người mất tích" is a report, and so is what is in capitals
// as a whole.
func seek(m message, _ Context) (Meaning, bool) {
	if len(m.words) < 2 || m.words[0].fold != "tim" {
		return Meaning{}, false
	}
	first, second := m.text[m.words[0].start:m.words[0].end], m.text[m.words[1].start:m.words[1].end]
	if strings.ToUpper(first) != first || strings.ToUpper(second) == second && strings.ToLower(second) != second {
		return Meaning{}, false
	}
	return Meaning{Kind: Command, Name: "tim", Rest: m.after(1)}, true
}

// legal reads a complaint or a denunciation, unless it speaks of the law or
// says that there is none.
func legal(m message, _ Context) (Meaning, bool) {
	if len(m.words) == 2 && m.words[0].fold == "to" && m.words[1].fold == "cao" &&
		m.words[0].plain() && m.words[1].plain() {
		return Meaning{Kind: Legal, Rest: m.text}, true
	}
	for i := range m.words {
		if !has("legal", m.words[i:]) || endsWith("lawful", m.words[:i]) > 0 {
			continue
		}
		if i > 0 && m.words[i-1].fold == "0" {
			continue
		}
		if i > 1 && has("legal", m.words[i-2:]) {
			continue // "luật khiếu nại, tố cáo": judged by the first of the two
		}
		return Meaning{Kind: Legal, Rest: m.text}, true
	}
	return Meaning{}, false
}

// bareCommand reads a command's word without its slash. "việc quá hạn" is the
// list of what is overdue, and "vụ bão B1" the cases of that storm.
func bareCommand(m message, _ Context) (Meaning, bool) {
	if e, ok := groups["command"].longest(m.words); ok && len(m.words) > len(e.words) {
		rest := m.words[len(e.words):]
		list, _ := said("list", rest)
		group, numbered := strings.CutPrefix(rest[0].fold, "b")
		act, _ := StormAct(m.after(len(e.words) + 1))
		storm := e.says.name == "vubao" && numbered && digitsOnly(group) && (len(rest) == 1 || act != "")
		if e.says.name == "viec" && list.name == "late" || storm { // "vụ bão B2 cuốn trôi 2 người" is a report
			return Meaning{Kind: Command, Name: e.says.name, Rest: m.after(len(e.words))}, true
		}
	}
	k, ok := said("command", m.words)
	return Meaning{Kind: Command, Name: k.name}, ok
}

// nod reads the closed list of courtesies, which alone are not filed.
func nod(m message, _ Context) (Meaning, bool) {
	_, ok := saidTo("nod", m.words)
	return Meaning{Kind: Courtesy}, ok
}

// unclear reads what would be an answer if something were open. Where one case
// waits, a yes or no is an answer to it; a lone digit never is, for it may be
// meant for a menu that is gone.
func unclear(m message, c Context) (Meaning, bool) {
	ask := Meaning{Kind: Ask, Rest: m.text}
	if len(m.words) == 1 && m.words[0].number() {
		return ask, c.Cases == 0 || len(m.words[0].fold) == 1
	}
	if c.Cases > 0 {
		return Meaning{}, false
	}
	if _, ok := saidTo("yesno", m.words); ok {
		return ask, true
	}
	_, vague := said("unclear", m.words)
	_, unsure := said("unsure", m.words)
	return ask, vague || unsure
}
