package viet

import (
	"slices"
	"strings"
	"time"
)

// person reads an act about a person with the person's code: "cho thôi m12",
// CHOTHOI M12, /chothoi m12. The code is what makes it one, so that no report
// is ever taken for it.
func person(m message, _ Context) (Meaning, bool) {
	joined := ""
	for i, w := range m.words[:min(len(m.words), 4)] {
		if name, ok := personActs[joined]; ok && isPerson(w.fold) {
			return Meaning{Kind: Verb, Name: name, Code: w.fold, Rest: m.after(i + 1)}, true
		}
		joined += w.fold
	}
	return Meaning{}, false
}

// isPerson reports whether a word is the code of a person: m12.
func isPerson(w string) bool {
	digits, ok := strings.CutPrefix(w, "m")
	return ok && len(digits) <= 7 && digitsOnly(digits)
}

// personActs are the acts about a person by their phrases without marks and
// spaces.
var personActs = together(keywordTable, "person")

// together reads the phrases of a group, their letters put together.
func together(table, group string) map[string]string {
	names := map[string]string{}
	for _, row := range rows(table) {
		if cell(row, 0) != group {
			continue
		}
		names[cell(row, 1)] = cell(row, 1)
		for phrase := range strings.SplitSeq(cell(row, 2), "|") {
			names[strings.ReplaceAll(Fold(phrase), " ", "")] = cell(row, 1)
		}
	}
	return names
}

// newcomer reads a person to be entered in one line: "thêm Lò Văn A, 0912345678,
// thành viên, NH-02". The second part must be a number or empty and the third
// a role, or it is a report.
func newcomer(m message, _ Context) (Meaning, bool) {
	e, ok := groups["entry"].longest(m.words)
	if !ok {
		return Meaning{}, false
	}
	rest := m.after(len(e.words))
	parts := strings.Split(rest, ",")
	if len(parts) < 4 {
		return Meaning{}, false
	}
	if _, ok := Phone(parts[1]); !ok && strings.TrimSpace(parts[1]) != "" {
		return Meaning{}, false
	}
	if _, ok := Role(parts[2]); !ok {
		return Meaning{}, false
	}
	return Meaning{Kind: Command, Name: e.says.name, Rest: rest}, true
}

// Role reads the name of a role: "tổ trưởng" is "head".
func Role(s string) (name string, ok bool) {
	k, ok := said("role", scan(s).words)
	return k.name, ok
}

// someMonday is a day from which the form of a day can be seen: whether a leave
// names its days, not which.
var someMonday = time.Date(2028, 1, 3, 0, 0, 0, 0, time.UTC)

// absent reads a leave in one message: "xin nghỉ từ mai đến 28/11, thay: Lò Văn
// A". Both days must be named, and what follows them begins a new part, or it is
// a report: pupils stay away too.
func absent(m message, _ Context) (Meaning, bool) {
	e, ok := groups["absent"].longest(m.words)
	if !ok {
		return Meaning{}, false
	}
	i := len(e.words)
	if m.word(i) == "tu" {
		i++
	}
	_, used := m.day(i, someMonday, true)
	i += used
	if used == 0 || m.word(i) != "den" && m.word(i) != "toi" {
		return Meaning{}, false
	}
	if i++; m.word(i) == "het" {
		i++
	}
	_, used = m.day(i, someMonday, true)
	i += used
	ends := i >= len(m.words) || m.clauseEnds(i-1) || slices.Contains([]string{"thay", "nguoi", "nho", "khong"}, m.word(i))
	if used == 0 || !ends {
		return Meaning{}, false
	}
	return Meaning{Kind: Command, Name: e.says.name, Rest: m.after(len(e.words))}, true
}
