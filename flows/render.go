package flows

import (
	"caunoi/flows/text"
)

// render puts a note into the words of its reader.
func (d *Desk) render(lang text.Lang, form string, n Note) (string, []Button) {
	var buttons []Button
	for _, c := range n.Choices {
		buttons = append(buttons, Button{Label: d.Texts.Say(lang, form, c.Key, c.Args), Do: c.Do, Want: c.Want, Row: c.Row})
	}
	if n.Key == "" {
		return "", buttons
	}
	return d.Texts.Say(lang, form, n.Key, n.Args), buttons
}

// Word returns a sentence without blanks as whoever acts reads it, for flows
// that compare what was typed with a label.
func (t *Turn) Word(key string) string { return t.Words(text.K(key)) }

// Words is Word for a sentence with blanks.
func (t *Turn) Words(k text.Key) string {
	return t.desk.Texts.Say(t.Reader.Lang, t.Reader.Form, k.Name, k.Args)
}
