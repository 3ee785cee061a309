package directive

import (
	"strconv"
	"strings"

	"caunoi/flows"
	"caunoi/flows/talk"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// How much the screen of directives shows, so that it is one screen, and how many
// directives are looked at for it.
const (
	shownDrafts     = 2
	shownDirectives = 2
	lookedAt        = 300
	soughtWords     = 6 // words behind "tìm"; more are a directive
)

// Open is /chidao: what was begun, the last directives that whoever acts may
// steer, and the way to write one. Words after it begin one with them.
func Open(t *flows.Turn, args []string) {
	if !MayWrite(t) {
		t.Reply("compose.closed", nil)
		return
	}
	if searches(t, args) {
		Archive(t, args[1:])
		return
	}
	if len(args) > 0 || len(t.Event.Files) > 0 {
		masked, kinds := viet.Mask(viet.Clean(after(t, args)))
		g := talk.Given{Text: masked, Masked: len(kinds) > 0, Said: t.Event.Message, Files: t.Event.Files}
		Composing.StartWith(t, newDraft(t), g)
		return
	}
	home(t)
}

// searches reports whether words are a search of the archive: as people type one, in
// small letters and a few words. "Tìm 3 người bị lũ cuốn" is a directive.
func searches(t *flows.Turn, args []string) bool {
	return len(args) > 0 && len(args) <= 1+soughtWords && (args[0] == "tim" || args[0] == "tìm") &&
		len(t.Event.Files) == 0 && !strings.Contains(strings.TrimSpace(t.Event.Text), "\n")
}

// MayWrite reports whether whoever acts may write directives for any place.
func MayWrite(t *flows.Turn) bool { return len(Places(t.Tx, t.From.ID, t.Event.At)) > 0 }

// after returns the words behind the command, with their lines as they were typed.
func after(t *flows.Turn, args []string) string {
	if len(args) == 0 {
		return ""
	}
	if at := strings.Index(t.Event.Text, args[0]); at > 0 {
		return t.Event.Text[at:]
	}
	return strings.Join(args, " ")
}

// home shows the screen of directives.
func home(t *flows.Turn) {
	lines := text.List{text.K("compose.home")}
	var choices []flows.Choice
	row := func(c flows.Choice) { c.Row = true; choices = append(choices, c) }
	row(flows.Choice{Key: "compose.begin", Do: "cdsoan"})
	for i, code := range Composing.Codes(t) {
		if i == shownDrafts {
			break
		}
		d, _, _, _ := Composing.Peek(t, code)
		made := d.directive(t)
		row(flows.Choice{Key: "compose.draft", Args: text.Args{"words": viet.Short(made.Short(), 16)}, Do: "cdnhap " + code})
	}
	looked := 0
	var last []Directive
	for d := range Directives.All(t.Tx) {
		if looked++; looked > lookedAt || len(last) == shownDirectives {
			break
		}
		if Manages(t, d) {
			last = append(last, d)
		}
	}
	if len(last) > 0 {
		lines = append(lines, text.K("chase.archive.hint"))
	}
	for _, d := range last {
		lines = append(lines, text.Key{Name: "compose.line", Args: text.Args{"n": d.Number, "state": text.K("directive.state." + d.State.Name()), "words": viet.Short(d.Short(), 40)}})
		row(flows.Choice{Key: "directive.button.open", Args: text.Args{"n": d.Number}, Do: "cd " + d.Code()})
	}
	if len(listsOf(t.Tx, t.From.ID)) > 0 {
		row(flows.Choice{Key: "compose.list.open", Do: "cddsluu"})
	}
	t.Reply("compose.lines", text.Args{"lines": lines}, choices...)
}

// Begin begins a new directive.
func Compose(t *flows.Turn, _ []string) {
	if len(Places(t.Tx, t.From.ID, t.Event.At)) == 0 {
		t.Reply("compose.closed", nil)
		return
	}
	Composing.Begin(t, newDraft(t))
}

// GoOnWith goes on with a draft that was begun.
func GoOnWith(t *flows.Turn, args []string) {
	if len(args) == 1 {
		if _, _, _, ok := Composing.Peek(t, args[0]); ok {
			Composing.Begin(t, args[0])
			return
		}
	}
	t.Reply("talk.past", nil)
}

// newDraft gives out the code of a draft. It is never given again, so that an old
// button is never one of another draft.
func newDraft(t *flows.Turn) string {
	return strconv.FormatInt(numbers.Next(t.Tx, "draft"), 10)
}
