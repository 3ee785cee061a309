package flows

import (
	"slices"
	"strings"
	"unicode/utf8"

	"caunoi/store"
)

// Struck stands in the place of words that were erased.
const Struck = "█"

// A Strike is what is to be erased from what the bot keeps of its own talking:
// words, and files by their references.
type Strike struct {
	Words string   `cbor:"1,keyasint,omitempty"`
	Refs  []string `cbor:"2,keyasint,omitempty"`
	Codes []string `cbor:"3,keyasint,omitempty"` // the cases in which the words stood
}

// In is what is to be erased from something that is about a case, or about
// nothing ("") that is known. What others said about theirs stays: there the same
// words are not these, and "không" was the answer to many a question. Files are
// known by their reference wherever they are.
func (s Strike) In(code string) Strike {
	const fewWords, fewLetters = 2, 8
	telling := len(strings.Fields(s.Words)) >= fewWords && utf8.RuneCountInString(s.Words) >= fewLetters
	if !slices.Contains(s.Codes, code) && (code != "" || !telling) {
		s.Words = ""
	}
	return s
}

// Text is a text without the words.
func (s Strike) Text(text string) string {
	if s.Words == "" {
		return text
	}
	return strings.ReplaceAll(text, s.Words, Struck)
}

// Files are files without those that are to be erased.
func (s Strike) Files(files []File) []File {
	kept := slices.DeleteFunc(slices.Clone(files), func(f File) bool { return slices.Contains(s.Refs, f.Ref) })
	if len(kept) == 0 {
		return nil
	}
	return kept
}

// StrikeHeld erases it from what people sent that is not filed yet, and from what
// was put aside. There are few of both.
func StrikeHeld(tx store.Tx, s Strike) {
	for h := range held.All(tx) {
		_, code, _ := strings.Cut(h.For, "/")
		one := s.In(code)
		h.Text, h.Files = one.Text(h.Text), one.Files(h.Files)
		held.Put(tx, h)
	}
	for a := range Asides.All(tx) {
		a.Text = s.In("").Text(a.Text)
		Asides.Put(tx, a)
	}
}

// StrikeUnsent erases it from everything that has not left yet, so that nobody
// reads it any more.
func StrikeUnsent(tx store.Tx, s Strike) {
	var ids []string
	for q := range Unsent(tx) {
		ids = append(ids, q.ID)
	}
	for _, id := range ids {
		strikeRow(tx, s, id)
	}
}

// StrikeSent erases it from the next n rows of the outbox, from a key on. It
// returns where to go on; "" after the last.
func StrikeSent(tx store.Tx, s Strike, from string, n int) (next string) {
	var ids []string
	for id := range Outbox.Pairs(tx, from, "") {
		if len(ids) == n {
			next = id
			break
		}
		ids = append(ids, id)
	}
	for _, id := range ids {
		strikeRow(tx, s, id)
	}
	return next
}

// strikeRow erases it from one row. What was shown stays noted as shown.
func strikeRow(tx store.Tx, s Strike, id string) {
	m, ok := Outbox.Get(tx, id)
	if !ok || m.Text == "" && len(m.Files) == 0 {
		return
	}
	code := ""
	if m.About.Kind == "case" {
		code = m.About.Code
	}
	s = s.In(code)
	text, files := s.Text(m.Text), s.Files(m.Files)
	if text == m.Text && len(files) == len(m.Files) {
		return
	}
	m.Text, m.Files = text, files
	Outbox.Put(tx, m)
}
