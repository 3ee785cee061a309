package flows

import (
	"slices"
	"strings"

	"caunoi/store"
)

// Struck stands in the place of words that were erased.
const Struck = "█"

// A Strike is what is to be erased from what the bot keeps of its own talking:
// words, and files by their references.
type Strike struct {
	Words string   `cbor:"1,keyasint,omitempty"`
	Refs  []string `cbor:"2,keyasint,omitempty"`
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
		h.Text, h.Files = s.Text(h.Text), s.Files(h.Files)
		held.Put(tx, h)
	}
	for a := range Asides.All(tx) {
		a.Text = s.Text(a.Text)
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
	text, files := s.Text(m.Text), s.Files(m.Files)
	if text == m.Text && len(files) == len(m.Files) {
		return
	}
	m.Text, m.Files = text, files
	Outbox.Put(tx, m)
}
