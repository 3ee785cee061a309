package roster

import (
	"strings"

	"caunoi/flows/viet"
)

// An oldCode is a way in which Vietnamese was written before Unicode, by words
// of the header and of names as they look when its bytes are taken for
// ISO 8859-1. Fonts like .VnTime and VNI-Times show such letters as Vietnamese,
// so that a file may look right and hold nothing but these.
type oldCode struct {
	key   string
	words []string
}

// oldCodes are the ones that offices still have files in. The words are: họ và
// tên, mã xã, số điện thoại, chức danh, họ tên, nguyễn.
func oldCodes() []oldCode {
	return []oldCode{
		{"roster.encoding.tcvn3", []string{"hä vµ tªn", "m· x·", "sè ®iön tho¹i", "chøc danh", "hä tªn", "nguyôn"}},
		{"roster.encoding.vni", []string{"hoï vaø teân", "maõ xaõ", "soá ñieän thoaïi", "chöùc danh", "hoï teân", "nguyeãn"}},
		{"roster.encoding.viscii", []string{"h÷ và tên", "s¯ ði®n thoõi", "chñc danh", "h÷ tên", "nguy\u00adn"}},
		{"roster.encoding.w1258", []string{"hoò và tên", "maþ xaþ", "sôì ðiêòn thoaòi", "chýìc danh", "hoò tên", "nguyêþn"}},
	}
}

// oldKey returns the sentence for a text in an old encoding: the one most of
// whose words are in it, else that it cannot be read.
func oldKey(text string) string {
	text = strings.ToLower(text)
	best, most := "roster.encoding.other", 0
	for _, code := range oldCodes() {
		n := 0
		for i, w := range code.words {
			if i < 5 && strings.Contains(text, w) {
				n += 2 // a heading says more than a name
			} else if strings.Contains(text, w) {
				n++
			}
		}
		if n > most {
			best, most = code.key, n
		}
	}
	return best
}

// latin takes the beginning of bytes for ISO 8859-1, in which each byte is the
// letter of its number.
func latin(data []byte) string {
	data = data[:min(len(data), 64<<10)]
	letters := make([]rune, len(data))
	for i, b := range data {
		letters[i] = rune(b)
	}
	return string(letters)
}

// oldLetters reports whether a name was written in an old encoding: it has
// signs that no name has, or letters that no language of Vietnam writes.
func oldLetters(name string) bool {
	return strings.ContainsAny(strings.ToLower(name), "µ¶·¸¹¨»¼½¾©®ª«¬§¡¢£¤¥¦×÷äåæçëîïöøûü\u00ad")
}

// unseen reports whether a cell has characters that cannot be seen, as text
// turned around has: what is stored would not be what was looked at.
func unseen(cell string) bool {
	return strings.ContainsFunc(cell, func(r rune) bool {
		return r > ' ' && r != '\ufeff' && viet.Clean("a"+string(r)+"a") == "aa" || r < ' ' && r != '\n' && r != '\t' && r != '\r'
	})
}
