package bot

import (
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"caunoi/flows"
)

// A step is one act on the way to what should stand in a chat.
type step struct {
	act    flows.Act
	place  int // which part of the message it shows or changes
	form   flows.PartForm
	digest uint64 // of what stands in the part then
}

// draw works out what a channel is asked to do, in order, so that what stands of
// a message in its chat becomes what it is to say. Nothing is asked for what
// stands there already.
//
// Files come first, with the text under them where it fits under a single one.
// A text that is too long for a message is cut into several. Buttons hang on the
// last part; where there are none, the choices are numbered lines at the end, and
// the hint says how to choose.
func draw(s flows.Sending, l Limits) []step {
	text, buttons := s.Text, s.Buttons
	switch s.Message.Deed {
	case flows.Show:
	case flows.Delete:
		return remove(s.Message.Standing())
	default:
		return []step{{act: flows.Act{Deed: s.Message.Deed, Buttons: buttons}}}
	}
	if !l.Buttons && len(buttons) > 0 {
		text, buttons = numbered(text, buttons, s.Hint), nil
	}
	stands := standing(s, l)
	if len(stands) > 0 {
		return inTopic(redraw(stands, text, buttons, l, s.Numbered), s.Message.Topic)
	}
	var steps []step
	files := s.Files
	if len(files) > 0 && !underOne(files, text, l) {
		steps = append(steps, step{act: flows.Act{Files: files}, form: flows.PartFiles})
		files = nil
	}
	texts := cut(text, l.Text, l.Text, s.Numbered)
	if len(texts) == 0 && (len(files) > 0 || len(buttons) > 0) {
		texts = []string{""}
	}
	for i, t := range texts {
		st := step{act: flows.Act{Text: t}, place: len(steps)}
		if i == 0 && len(files) > 0 {
			st.act.Files, st.form = files, flows.PartCaption
		}
		steps = append(steps, st.with(i == len(texts)-1, buttons))
	}
	if len(steps) > 0 {
		steps[0].act.ReplyTo = s.Message.ReplyTo
	}
	return inTopic(steps, s.Message.Topic)
}

// inTopic has everything new shown in a topic of the group; what stands there is
// changed where it is.
func inTopic(steps []step, topic string) []step {
	for i := range steps {
		if steps[i].act.Edit == "" {
			steps[i].act.Topic = topic
		}
	}
	return steps
}

// remove takes away all that stands in the chat, in one act.
func remove(stands []flows.Part) []step {
	var gone []string
	for _, p := range stands {
		gone = append(gone, p.IDs...)
	}
	if len(gone) == 0 {
		return nil
	}
	return []step{{act: flows.Act{Deed: flows.Delete, Gone: gone}}}
}

// standing is what the chat shows of a message that can be built upon: nothing
// where a card that has changed cannot be edited.
func standing(s flows.Sending, l Limits) []flows.Part {
	if s.Edit != "" && !l.Edits {
		return nil
	}
	return s.Message.Standing()
}

// underOne reports whether a text can stand under the files: under one, of a kind
// that can have it, if it is short enough.
func underOne(files []flows.File, text string, l Limits) bool {
	return len(files) == 1 && files[0].Kind != flows.Sticker && units(text) <= l.Caption
}

// below stands in a part that a text has become too short for: what there is to
// read stands below it.
const below = "⤵"

// redraw draws a message of which something stands in the chat. What stands there
// is changed where it has to be, and what goes beyond it is shown after it. Files
// stay as they are.
func redraw(stands []flows.Part, text string, buttons []flows.Button, l Limits, count bool) []step {
	head := 0
	for head < len(stands) && stands[head].Form == flows.PartFiles {
		head++
	}
	slots, first := stands[head:], l.Text
	if len(slots) > 0 && slots[0].Form == flows.PartCaption {
		first = l.Caption
	}
	texts := cut(text, first, l.Text, count)
	if len(texts) < len(slots) {
		texts = cut(text, l.Text, l.Text, count)
	}
	if len(texts) == 0 && (len(slots) > 0 || len(buttons) > 0) {
		texts = []string{""}
	}
	for len(texts) < len(slots) {
		texts = slices.Insert(texts, len(texts)-1, below)
	}
	var steps []step
	for i, t := range texts {
		st := step{act: flows.Act{Text: t}, place: head + i}.with(i == len(texts)-1, buttons)
		if i < len(slots) {
			if !l.Edits || slots[i].Digest == st.digest {
				continue
			}
			st.form = slots[i].Form
			st.act.Edit, st.act.Caption = slots[i].Last(), st.form == flows.PartCaption
		}
		steps = append(steps, st)
	}
	return steps
}

// with hangs the buttons on the last of the parts.
func (s step) with(last bool, buttons []flows.Button) step {
	if last {
		s.act.Buttons = buttons
	}
	h := fnv.New64a()
	h.Write([]byte(s.act.Text))
	for _, b := range s.act.Buttons {
		h.Write([]byte("\x00" + b.Label + "\x00" + b.Do))
	}
	s.digest = h.Sum64() | 1 // never zero, which is not known
	return s
}

// weight is how many messages an act counts as: each item of an album is one (A4).
func (s step) weight() int { return max(len(s.act.Files), 1) }

// done notes among what stands in the chat that a step is done.
func (s step) done(stands []flows.Part, o flows.Outcome) []flows.Part {
	p := flows.Part{IDs: o.IDs, Form: s.form, Digest: s.digest}
	if len(p.IDs) == 0 && o.Shown != "" {
		p.IDs = []string{o.Shown}
	}
	if s.place < len(stands) {
		stands[s.place] = p
		return stands
	}
	return append(stands, p)
}

// plain reports whether what stands in the chat is one message with a text and
// nothing else, of which only its id has to be known.
func plain(stands []flows.Part) bool {
	return len(stands) == 1 && stands[0].Form == flows.PartText && len(stands[0].IDs) <= 1
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
