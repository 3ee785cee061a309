package roster

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"
)

// What a workbook may be (the reliability notes, S17 and S18). What is read is
// counted as it is read: the sizes that a zip file declares may lie.
const (
	maxUnpacked = 100 << 20 // of all parts that are read
	maxParts    = 200
	maxToken    = 1 << 20   // of one tag or one text within a part
	maxTokens   = 6_000_000 // of a part: fifty thousand full rows have four million
	maxDepth    = 64
	maxText     = 24 << 20 // of all shared texts
)

// A workbook is an .xlsx file while it is read: the parts it is made of, and
// how much of it may still be unpacked. Parts that nobody asks for, as pictures
// and styles, stay packed. Nothing is calculated and no file is made.
type workbook struct {
	parts map[string]*zip.File // by their names in small letters
	left  int64
	texts []string // the shared ones
	from  int      // the year in which the serial numbers of days begin, 1900 or 1904
}

// Why reading stopped where a workbook is larger than a roster can be.
var (
	errMuch = errors.New("the workbook is too large")
	errLong = errors.New("the sheet has too many rows")
)

// openWorkbook looks at a zip file and refuses what is no plain workbook.
func openWorkbook(data []byte) (*workbook, *Notice) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, noted("roster.workbook.damaged")
	}
	if len(z.File) > maxParts {
		return nil, noted("roster.workbook.parts", "count", len(z.File), "most", maxParts)
	}
	w := &workbook{parts: map[string]*zip.File{}, left: maxUnpacked, from: 1900}
	for _, f := range z.File {
		name := strings.ToLower(strings.ReplaceAll(f.Name, "\\", "/"))
		if w.parts[name] != nil {
			return nil, noted("roster.workbook.damaged")
		}
		w.parts[name] = f
	}
	if key := w.odd(); key != "" {
		return nil, noted(key)
	}
	return w, nil
}

// noted makes a notice to be pointed to.
func noted(key string, args ...any) *Notice {
	n := note(key, args...)
	return &n
}

// odd returns the sentence for a zip file that is no plain workbook.
func (w *workbook) odd() string {
	names := slices.Sorted(func(yield func(string) bool) {
		for name := range w.parts {
			if !yield(name) {
				return
			}
		}
	})
	holds := func(in ...string) bool {
		return slices.ContainsFunc(names, func(name string) bool {
			return slices.ContainsFunc(in, func(s string) bool { return strings.Contains(name, s) })
		})
	}
	switch {
	case holds("vbaproject", "xl/macrosheets/"):
		return "roster.workbook.macro"
	case holds("xl/externallinks/", "xl/connections.xml", "xl/querytables/"):
		return "roster.workbook.links"
	case w.parts["xl/workbook.xml"] == nil:
		return w.stranger(holds)
	case holds("xl/embeddings/") || slices.ContainsFunc(names, w.packed):
		return "roster.workbook.nested"
	}
	return ""
}

// stranger names a zip file that is no workbook of this kind.
func (w *workbook) stranger(holds func(...string) bool) string {
	switch {
	case holds("xl/workbook.bin"):
		return "roster.kind.xls"
	case w.parts["content.xml"] != nil && w.parts["mimetype"] != nil:
		return "roster.kind.ods"
	case holds("word/document"):
		return "roster.kind.word"
	}
	return "roster.kind.zip"
}

// packed reports whether a part is a zip file itself, whatever its name.
func (w *workbook) packed(name string) bool {
	r, err := w.parts[name].Open()
	if err != nil {
		return false // said when the part is needed
	}
	defer r.Close()
	start := make([]byte, len(zipMagic))
	_, err = io.ReadFull(r, start)
	return err == nil && string(start) == zipMagic
}

// A part is an XML file of the workbook on its way through the reader.
type part struct {
	w      *workbook
	r      io.ReadCloser
	d      *xml.Decoder
	since  int // bytes read since the last token
	tokens int
	depth  int
}

// part opens a part by its name.
func (w *workbook) part(name string) (*part, error) {
	f := w.parts[strings.ToLower(strings.TrimPrefix(path.Clean("/"+name), "/"))]
	if f == nil {
		return nil, errors.New("a part is missing")
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	p := &part{w: w, r: r}
	p.d = xml.NewDecoder(p)
	return p, nil
}

// Read hands the reader of XML what is unpacked, within what is left of the
// whole workbook and of one tag or text.
func (p *part) Read(b []byte) (int, error) {
	n, err := p.r.Read(b)
	p.since += n
	p.w.left -= int64(n)
	if p.since > maxToken || p.w.left < 0 {
		return 0, errMuch
	}
	return n, err
}

// next returns the next token; io.EOF at the end. Entities that a file defines
// for itself are not known, and tags are not matched: a tree as deep as the
// file is long would be kept for it.
func (p *part) next() (xml.Token, error) {
	p.since = 0
	p.tokens++
	t, err := p.d.RawToken()
	switch t.(type) {
	case xml.StartElement:
		p.depth++
	case xml.EndElement:
		p.depth--
	}
	if p.tokens > maxTokens || p.depth > maxDepth {
		return nil, errMuch
	}
	return t, err
}

// each calls what to do for every tag that begins, by its name without a
// prefix, until it returns an error or the part ends.
func (p *part) each(do func(tag xml.StartElement) error) error {
	defer p.r.Close()
	for {
		t, err := p.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if tag, ok := t.(xml.StartElement); ok {
			if err := do(tag); err != nil {
				return err
			}
		}
	}
}

// words returns the text within the tag that has just begun: what stands in
// its own "t" or "v", and not how it is to be pronounced.
func (p *part) words() (string, error) {
	var b strings.Builder
	from, silent := p.depth-1, 0
	for p.depth > from {
		t, err := p.next()
		if err != nil {
			return "", unended(err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			if t.Name.Local == "rPh" && silent == 0 {
				silent = p.depth
			}
		case xml.EndElement:
			if p.depth < silent {
				silent = 0
			}
		case xml.CharData:
			if silent == 0 && b.Len() < maxToken {
				b.Write(t)
			}
		}
	}
	return b.String(), nil
}

// unended makes an end where none may be a fault.
func unended(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// attr returns an attribute of a tag by its name without a prefix.
func attr(tag xml.StartElement, name string) string {
	for _, a := range tag.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// fault says an error of a part to people.
func fault(err error) *Notice {
	switch {
	case errors.Is(err, errMuch):
		return noted("roster.workbook.large", "mib", strconv.Itoa(maxUnpacked>>20))
	case errors.Is(err, errLong):
		return noted("roster.long", "most", maxRows)
	}
	return noted("roster.workbook.damaged")
}
