package text

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// A Clock is a time of day, written 07:05.
type Clock time.Time

// A Day is a date, written 21/11/2026.
type Day time.Time

// A Moment is a time of day on a date, written 07:05 21/11/2026.
type Moment time.Time

// A Key stands in Args for another sentence of the same catalog.
type Key struct {
	Name string
	Args Args
}

// K makes a Key without blanks.
func K(name string) Key { return Key{Name: name} }

// A Small is a Key inside a sentence: its first letter is written small.
type Small Key

// A List stands in Args for several values, each on a line of its own.
type List []any

// write puts a value into words.
func (c *Catalog) write(l Lang, form string, value any) string {
	switch v := value.(type) {
	case string:
		return v
	case int:
		return thousands(l, int64(v))
	case int64:
		return thousands(l, v)
	case Clock:
		return time.Time(v).In(c.zone).Format("15:04")
	case Day:
		return time.Time(v).In(c.zone).Format("02/01/2006")
	case Moment:
		return time.Time(v).In(c.zone).Format("15:04 02/01/2006")
	case Key:
		return c.Say(l, form, v.Name, v.Args)
	case Small:
		return Lower(c.Say(l, form, v.Name, v.Args))
	case List:
		return c.join(l, form, v, "\n")
	case Joined:
		return c.join(l, form, v, ", ")
	case Dotted:
		return c.join(l, form, v, " · ")
	}
	return fmt.Sprint(value)
}

// Lower writes the first letter small: of "Bản Nậm Chua" inside a sentence.
func Lower(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(first)) + s[n:]
}

// Cell is a text for a spreadsheet, which takes none of it for a formula.
func Cell(s string) string {
	if s != "" && strings.ContainsAny(s[:1], "=+-@\t\r|%") {
		return "'" + s
	}
	return s
}

// join writes several values with a mark between them.
func (c *Catalog) join(l Lang, form string, values []any, mark string) string {
	words := make([]string, len(values))
	for i, value := range values {
		words[i] = c.write(l, form, value)
	}
	return strings.Join(words, mark)
}

// thousands writes a whole number with a point (in English a comma) between
// groups of three.
func thousands(l Lang, n int64) string {
	digits := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	mark := "."
	if l == English {
		mark = ","
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + mark + digits[i:]
	}
	return sign + digits
}

// Joined stands in Args for several values in one sentence: "a, b".
type Joined []any

// Dotted stands in Args for several short values on one line: "a · b".
type Dotted []any
