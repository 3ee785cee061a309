package bot

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// units is the length of a text as chat services count it: in UTF-16 units.
func units(s string) int {
	n := 0
	for _, r := range s {
		n += unitsOf(r)
	}
	return n
}

func unitsOf(r rune) int {
	if r > 0xffff {
		return 2
	}
	return 1
}

// split parts a text so that no part has more than limit units: between two
// paragraphs if one ends in the second half of a part, else between two lines,
// else between two words, and never inside a letter with its marks. The white
// space at a seam is left out; nothing else is. A limit of zero is none. The first
// part may have a limit of its own.
func split(text string, first, limit int) []string {
	var parts []string
	rest := limit
	limit = first
	for text = strings.TrimRight(text, " \n"); text != ""; {
		end := len(text)
		if limit > 0 && end > limit { // no text has more units than bytes
			end = fit(text, limit)
		}
		if end < len(text) {
			end = seam(text, end)
		}
		if part := strings.TrimRight(text[:end], " \n"); part != "" {
			parts = append(parts, part)
			limit = rest
		}
		text = strings.TrimLeft(text[end:], " \n")
	}
	return parts
}

// cut parts a text and, if count is set, writes under each part which of how many
// it is. The signs stand at the end, so that the first line is what it was.
func cut(text string, first, limit int, count bool) []string {
	parts := split(text, first, limit)
	room := units(place(99, 99))
	if !count || len(parts) < 2 || min(first, limit) < 4*room {
		return parts
	}
	parts = split(text, first-room, limit-room)
	if len(parts) > 99 {
		return split(text, first, limit) // nobody counts that far
	}
	for i := range parts {
		parts[i] += place(i+1, len(parts))
	}
	return parts
}

// place is what stands under a part of a text: "(1/3)".
func place(i, n int) string { return "\n(" + strconv.Itoa(i) + "/" + strconv.Itoa(n) + ")" }

// fit returns how many bytes of a text are within limit units, whole letters
// only; always at least one letter.
func fit(text string, limit int) int {
	end, used := 0, 0
	for end < len(text) {
		size, n := letter(text[end:])
		if used += n; used > limit && end > 0 {
			break
		}
		end += size
	}
	return end
}

// letter returns the bytes and units of the first letter of a text with all
// that belongs to it: marks, and what emoji are put together from.
func letter(text string) (size, n int) {
	first, size := utf8.DecodeRuneInString(text)
	n = unitsOf(first)
	joined, flag := false, regional(first)
	for size < len(text) {
		r, more := utf8.DecodeRuneInString(text[size:])
		switch {
		case unicode.Is(unicode.M, r), r >= 0x1f3fb && r <= 0x1f3ff: // marks and skin tones
			joined = false
		case r == '\u200d': // joins emoji
			joined = true
		case joined:
			joined = false
		case flag && regional(r): // the second half of a flag
			flag = false
		default:
			return size, n
		}
		if n += unitsOf(r); n > longestLetter {
			return size, n - unitsOf(r)
		}
		size += more
	}
	return size, n
}

// longestLetter is how many units a letter may have before it is taken for
// mischief and cut.
const longestLetter = 64

func regional(r rune) bool { return r >= 0x1f1e6 && r <= 0x1f1ff }

// seam finds the best place to part a text at or before end.
func seam(text string, end int) int {
	for _, between := range []string{"\n\n", "\n"} {
		if at := strings.LastIndex(text[:end], between); at > end/2 {
			return at
		}
	}
	if text[end] == ' ' || text[end] == '\n' {
		return end
	}
	if at := strings.LastIndexAny(text[:end], " \n"); at > 0 {
		return at
	}
	return end
}
