package viet

// A Book finds the phrases of a table in texts, as a reader does who overlooks
// missing marks but not wrong ones. Other packages keep their words in one.
type Book[T any] struct {
	phrases lexicon[T]
}

// A Hit is a phrase of a book that stands in a text.
type Hit[T any] struct {
	Says       T
	Start, End int // where it stands in the cleaned text, in bytes
	Words      int // how many words it has
}

// Add puts phrases in the book that all say the same: "họp bản|họp thôn"; a
// phrase with ! before it needs its marks. It is called before the first search,
// not beside one.
func (b *Book[T]) Add(says T, phrases string) {
	b.phrases.add(says, newPhrases(phrases)...)
}

// Find returns the phrases in a text from left to right, the longest of those
// that begin at the same word, and all that are said of just this phrase. None
// reaches into another, nor over the end of a clause.
func (b *Book[T]) Find(text string) []Hit[T] {
	m := scan(text)
	for i := range m.words {
		m.words[i] = squared(m.words[i])
	}
	var all []Hit[T]
	end := 0
	for i := 0; i < len(m.words); {
		for end = max(end, i+1); end < len(m.words) && !m.clauseEnds(end-1); end++ {
		}
		e, ok := b.phrases.longest(m.words[i:end])
		if !ok {
			i++
			continue
		}
		n := len(e.words)
		for _, e := range b.phrases.byFirst[m.words[i].fold] {
			if len(e.words) == n && e.is(m.words[i:i+n]) {
				all = append(all, Hit[T]{Says: e.says, Start: m.words[i].start, End: m.words[i+n-1].end, Words: n})
			}
		}
		i += n
	}
	return all
}

// Rows returns the rows of an embedded table and their tab-divided cells, at
// least so many of each, without empty lines and comments.
func Rows(table string, cells int) [][]string {
	all := rows(table)
	for i := range all {
		for len(all[i]) < cells {
			all[i] = append(all[i], "")
		}
	}
	return all
}
