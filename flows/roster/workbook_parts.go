package roster

import (
	"encoding/xml"
	"path"
	"strings"
)

// A tab is a sheet of a workbook as its list of contents names it.
type tab struct {
	name   string
	part   string // the name of its part
	hidden bool
}

// tabs reads the list of sheets, and from which year the days are counted.
func (w *workbook) tabs() ([]tab, error) {
	const contents = "xl/workbook.xml"
	targets, err := w.targets(contents)
	if err != nil {
		return nil, err
	}
	p, err := w.part(contents)
	if err != nil {
		return nil, err
	}
	var tabs []tab
	err = p.each(func(tag xml.StartElement) error {
		switch tag.Name.Local {
		case "workbookPr":
			if v := attr(tag, "date1904"); v == "1" || v == "true" {
				w.from = 1904
			}
		case "sheet":
			state := attr(tag, "state")
			if target := targets[relation(tag)]; target != "" {
				tabs = append(tabs, tab{attr(tag, "name"), target, state != "" && state != "visible"})
			}
		}
		return nil
	})
	return tabs, err
}

// relation returns by which relation a sheet finds its part: the id that has a
// prefix, and not the sheet's own number.
func relation(tag xml.StartElement) string {
	for _, a := range tag.Attr {
		if a.Name.Local == "id" && a.Name.Space != "" {
			return a.Value
		}
	}
	return ""
}

// targets reads the relations of a part: the worksheets it points to within
// the file. Links to the outside are not followed.
func (w *workbook) targets(of string) (map[string]string, error) {
	p, err := w.part(path.Join(path.Dir(of), "_rels", path.Base(of)+".rels"))
	if err != nil {
		return nil, err
	}
	targets := map[string]string{}
	err = p.each(func(tag xml.StartElement) error {
		to := attr(tag, "Target")
		if tag.Name.Local != "Relationship" || attr(tag, "TargetMode") == "External" || !strings.HasSuffix(attr(tag, "Type"), "/worksheet") {
			return nil
		}
		if !strings.HasPrefix(to, "/") {
			to = path.Join(path.Dir(of), to)
		}
		targets[attr(tag, "Id")] = to
		return nil
	})
	return targets, err
}

// share reads the texts that cells point to by number. A workbook need not
// have any.
func (w *workbook) share() error {
	p, err := w.part("xl/sharedStrings.xml")
	if err != nil {
		return nil
	}
	size := 0
	return p.each(func(tag xml.StartElement) error {
		if tag.Name.Local != "si" {
			return nil
		}
		s, err := p.words()
		if err != nil {
			return err
		}
		if size += len(s) + 48; size > maxText { // with what it costs to keep
			return errMuch
		}
		w.texts = append(w.texts, s)
		return nil
	})
}
