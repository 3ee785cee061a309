// Package text holds what the bot says, in Vietnamese and in English: keys and
// sentences, and how numbers, days and times are written in each language.
package text

// A Lang is a language of the catalogs, "vi" or "en".
type Lang string

// The languages every release speaks. More are files, not code.
const (
	Vietnamese Lang = "vi"
	English    Lang = "en"
)

// Args fill the {names} of a sentence. A string stands as it is; an int or
// int64 is written with thousands; a time.Time as a Clock, Day or Moment says;
// a Key is looked up in the same language, with Args of its own.
type Args map[string]any
