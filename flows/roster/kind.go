package roster

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

// unreadable says why bytes cannot be a roster, and the way out; nil if they
// may be one. What a file is, its first bytes say and never its name.
func unreadable(data []byte) *Notice {
	var n Notice
	switch key := kindOf(data); {
	case len(data) > maxBytes:
		n = note("roster.large", "mib", strconv.Itoa(maxBytes>>20))
	case key != "":
		n = note(key)
	case bytes.HasPrefix(data, []byte(zipMagic)):
		return nil
	case wide(data):
		n = note("roster.encoding.utf16")
	case len(bytes.TrimSpace(data)) == 0:
		n = note("roster.empty")
	case !utf8.Valid(data):
		n = note(oldKey(latin(data)))
	case bytes.IndexByte(data, 0) >= 0:
		n = note("roster.encoding.other")
	default:
		return nil
	}
	return &n
}

// zipMagic begins every zip file that holds anything.
const zipMagic = "PK\x03\x04"

// kindOf returns the sentence for files of another kind than a roster can be,
// each with its way out; "" if it is none of them.
func kindOf(data []byte) string {
	begins := bytes.ToLower(bytes.TrimSpace(bytes.TrimPrefix(data[:min(len(data), 2048)], []byte("\ufeff"))))
	starts := func(s string) bool { return bytes.HasPrefix(begins, []byte(s)) }
	switch {
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")):
		return oleKind(data)
	case starts("%pdf"):
		return "roster.kind.pdf"
	case starts("{\\rtf"):
		return "roster.kind.word"
	case bytes.HasPrefix(data, []byte("\x89PNG")), bytes.HasPrefix(data, []byte("\xff\xd8\xff")), starts("gif8"):
		return "roster.kind.picture"
	case starts("<") && (bytes.Contains(begins, []byte("<html")) || bytes.Contains(begins, []byte("<table"))),
		starts("<!doctype html"), starts("mime-version:"), starts("<?xml"):
		return "roster.kind.page"
	}
	return ""
}

// oleKind tells the old files of Office apart by the names inside, which stand
// there in UTF-16. A new workbook with a password is wrapped in such a file.
func oleKind(data []byte) string {
	holds := func(name string) bool {
		var wide []byte
		for _, c := range []byte(name) {
			wide = append(wide, c, 0)
		}
		return bytes.Contains(data, wide)
	}
	switch {
	case holds("EncryptedPackage"), holds("EncryptionInfo"):
		return "roster.kind.locked"
	case holds("WordDocument"):
		return "roster.kind.word"
	}
	return "roster.kind.xls"
}

// wide reports whether text is in UTF-16, with its mark or without: then every
// other byte of plain letters is zero.
func wide(data []byte) bool {
	if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
		return true
	}
	start := data[:min(len(data), 1024)]
	return len(start) > 3 && bytes.Count(start, []byte{0}) > len(start)/4
}
