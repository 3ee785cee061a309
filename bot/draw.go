package bot

import (
	"strconv"
	"strings"

	"caunoi/flows"
)

// draw turns a message into what a channel is asked to do, in order. Files come
// first, with the text under them where it fits under a single one. Buttons
// hang on the last part; where there are none, the choices are numbered lines
// at the end, and the hint says how to choose. A card is one part, so that it
// can be edited.
func draw(s flows.Sending, l Limits) []flows.Act {
	text, buttons := s.Text, s.Buttons
	if s.Message.Deed != flows.Show {
		return []flows.Act{{Deed: s.Message.Deed, Buttons: buttons}}
	}
	if !l.Buttons && len(buttons) > 0 {
		text, buttons = numbered(text, buttons, s.Hint), nil
	}
	files := s.Message.Files
	var acts []flows.Act
	if len(files) > 0 && (len(files) > 1 || units(text) > l.Caption) {
		acts = append(acts, flows.Act{Files: files})
		files = nil
	}
	parts := split(text, l.Text)
	if len(parts) == 0 && (len(files) > 0 || len(buttons) > 0) {
		parts = []string{""}
	}
	for i, part := range parts {
		act := flows.Act{Text: part}
		if i == 0 {
			act.Files = files
		}
		if i == len(parts)-1 {
			act.Buttons = buttons
		}
		acts = append(acts, act)
	}
	if len(acts) > 0 {
		acts[0].ReplyTo = s.Message.ReplyTo
	}
	if s.Edit != "" && l.Edits && len(acts) > 0 {
		// What stands in a chat cannot become two messages.
		last := acts[len(acts)-1]
		last.Text, last.Edit, last.ReplyTo = parts[0], s.Edit, ""
		return []flows.Act{last}
	}
	return acts
}

// numbered writes choices as lines to be answered with a number.
func numbered(text string, buttons []flows.Button, hint string) string {
	var b strings.Builder
	b.WriteString(text)
	if text != "" {
		b.WriteString("\n")
	}
	for i, c := range buttons {
		b.WriteString("\n" + strconv.Itoa(i+1) + " " + c.Label)
	}
	if hint != "" {
		b.WriteString("\n" + hint)
	}
	return strings.TrimLeft(b.String(), "\n")
}
