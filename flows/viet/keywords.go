package viet

import (
	_ "embed"
	"strings"
)

//go:embed keywords.tsv
var keywordTable string

// A keyword is what a phrase of the keyword table means.
type keyword struct {
	kind Kind
	name string // of a command or an act
}

// The groups of the keyword table. Each is a lexicon of its own, because the
// same word means different things where different things are open.
var (
	groups   = readGroups(keywordTable)
	commands = readCommands(keywordTable)
)

// kinds are the table's names for the kinds.
var kinds = map[string]Kind{
	"cancel": Cancel, "withdraw": WithdrawConsent, "back": Back, "skip": Skip,
	"yes": Yes, "no": No, "value": Value, "courtesy": Courtesy, "ask": Ask,
	"answer": Answer,
}

// readGroups reads the phrases of every group.
func readGroups(table string) map[string]*lexicon[keyword] {
	all := map[string]*lexicon[keyword]{}
	for _, row := range rows(table) {
		group, meaning := cell(row, 0), cell(row, 1)
		if all[group] == nil {
			all[group] = &lexicon[keyword]{}
		}
		says := keyword{kind: kinds[meaning], name: meaning}
		switch group {
		case "command":
			says.kind = Command
		case "verb", "coded":
			says.kind = Verb
		}
		all[group].add(says, newPhrases(cell(row, 2))...)
	}
	return all
}

// readCommands reads what may follow a slash: each command's own name and its
// other names.
func readCommands(table string) map[string]string {
	names := map[string]string{}
	for _, row := range rows(table) {
		switch name := cell(row, 1); cell(row, 0) {
		case "command":
			names[name] = name
		case "alias":
			for other := range strings.SplitSeq(cell(row, 2), "|") {
				names[other] = name
			}
		}
	}
	return names
}

// has reports whether one word is in a group, where a group is a set of words.
func has(group string, words []word) bool {
	_, ok := groups[group].longest(words)
	return ok
}

// skip drops the phrases of a group from the head of words, at most twice.
func skip(group string, words []word) []word {
	for range 2 {
		e, ok := groups[group].longest(words)
		if !ok {
			break
		}
		words = words[len(e.words):]
	}
	return words
}

// drop drops the phrases of a group from the end of words and never all of
// them.
func drop(group string, words []word) []word {
	for {
		n := endsWith(group, words)
		if n == 0 || n == len(words) {
			return words
		}
		words = words[:len(words)-n]
	}
}

// endsWith is the length of the phrase of a group with which words end, or 0.
func endsWith(group string, words []word) int {
	for n := min(3, len(words)); n > 0; n-- {
		if _, ok := groups[group].whole(words[len(words)-n:]); ok {
			return n
		}
	}
	return 0
}

// said finds a whole message in a group, also with a particle of courtesy
// around it: "hủy ạ".
func said(group string, words []word) (keyword, bool) {
	if k, ok := groups[group].whole(words); ok || len(words) > 6 {
		return k, ok
	}
	words = drop("tail", words)
	if k, ok := groups[group].whole(words); ok {
		return k, true
	}
	return groups[group].whole(skip("lead", words))
}

// saidTo is said for replies, which may also name the one they are meant for:
// "cảm ơn đồng chí".
func saidTo(group string, words []word) (keyword, bool) {
	if len(words) > 8 {
		return keyword{}, false
	}
	if k, ok := said(group, words); ok {
		return k, true
	}
	words = drop("address", drop("tail", words))
	if k, ok := said(group, words); ok {
		return k, true
	}
	return groups[group].whole(skip("address", skip("lead", words)))
}

// HeapName returns which heap of the coordinator's desk words name, with or
// without marks.
func HeapName(words string) (name string, ok bool) {
	k, ok := said("heap", scan(words).words)
	return k.name, ok
}

// Less reports whether words begin with one that takes something away, "bỏ Nậm
// Nhừ", and returns what is left of them.
func Less(words string) (rest string, ok bool) {
	m := scan(words)
	e, ok := groups["less"].longest(m.words)
	if !ok {
		return words, false
	}
	return m.after(len(e.words)), true
}

// StormAct reads what is to be done with the cases of one storm, "giao cho Binh",
// and what is said with it.
func StormAct(words string) (act, rest string) {
	m := scan(words)
	e, ok := groups["storm"].longest(m.words)
	if !ok {
		return "", words
	}
	return e.says.name, m.after(len(e.words))
}

// Called drops what stands before the name of a person: "cho đồng chí Lò Văn A"
// is Lò Văn A. Whoever is called as people are addressed keeps that name.
func Called(words string) string {
	m := scan(words)
	left := skip("filler", m.words)
	if name := skip("address", left); len(name) > 0 {
		left = name
	}
	return m.after(len(m.words) - len(left))
}

// Because divides what was typed with a decision: "hạ tầng vì đường của bản" is
// hạ tầng, and đường của bản is why. What begins with the reason has nothing
// before it.
func Because(typed string) (what, why string) {
	m := scan(typed)
	for i := range m.words {
		if e, ok := groups["because"].longest(m.words[i:]); ok && i > 0 {
			return strings.TrimRight(typed[:m.words[i].start], " ,;:.-("), strings.TrimLeft(m.after(i+len(e.words)), " :,")
		}
	}
	return typed, ""
}

// BecauseOf is Because for what may hold such a word itself, as the name of Nậm Vì
// does: is knows whether words name it.
func BecauseOf(typed string, is func(words string) bool) (what, why string) {
	if is(typed) {
		return typed, ""
	}
	m := scan(typed)
	for i := len(m.words) - 1; i > 0; i-- {
		e, ok := groups["because"].longest(m.words[i:])
		if what = strings.TrimRight(typed[:m.words[i].start], " ,;:.-("); ok && is(what) {
			return what, strings.TrimLeft(m.after(i+len(e.words)), " :,")
		}
	}
	return Because(typed)
}

// ListName returns which list of cases words name: "quá hạn" is the overdue
// ones, with or without marks.
func ListName(words string) (name string, ok bool) {
	k, ok := said("list", scan(words).words)
	return k.name, ok
}
