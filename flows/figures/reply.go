package figures

import (
	"strings"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// Replied takes a message that answers the state of a month, or the word that one is
// missing, by the service's own means, when nothing is asked of it any more: figures
// are read back like those behind the command, and of what has none it is said what
// the month is and that nothing of the message went into it. It reports false for what
// is no matter of the figures: danger, a command, an open question.
// What stands beside figures is for others to judge.
func Replied(beside Besides) func(*flows.Turn) bool {
	return func(t *flows.Turn) bool { return replied(t, beside) }
}

func replied(t *flows.Turn, beside Besides) bool {
	if t.Event.ReplyTo == "" || len(t.Event.Files) > 0 || t.Event.Text == "" {
		return false
	}
	shown, ok := flows.ShownIn(t.Tx, t.Event.Chat, t.Event.ReplyTo)
	unit, said, _ := strings.Cut(shown.About.Code, "/")
	if !ok || shown.About.Kind != "figures" && shown.About.Kind != UrgeKind {
		return false
	}
	month, _, ok := ReadMonth(t.Set, t.Event.At, []string{said})
	s, known := standingAt(t.Tx, t.From.ID, unit, t.Event.At)
	if q, asked := flows.Asked(t, t.Event.Chat); !ok || !known || !s.see || asked && !q.Soft {
		return false
	}
	all := s.counted(t.Set)
	switch words := viet.Clean(t.Event.Text); viet.Mean(words, viet.Context{}).Kind {
	case viet.Report, viet.Ask, viet.Answer, viet.Value, viet.Danger:
		if alarming(all, words) || len(strings.Fields(words)) >= story && Read(all, words).Empty() {
			aside(t, s, month)
			return false
		}
		if s.gives() && !Read(all, words).Empty() {
			begin(t, unit, month, strings.Fields(words), beside)
			return true
		}
		about(t, unit, month, unread(t, s, month), flows.Choice{Key: "monthly.button.view", Do: "slxem " + code(unit, month)})
		return true
	}
	return false
}

// about answers whoever acts with something about the figures of a month, so that a
// reply to it finds them.
func about(t *flows.Turn, unit string, month Month, lines text.List, choices ...flows.Choice) string {
	return t.Say(t.Reader, flows.Note{Key: "monthly.lines", Args: text.Args{"lines": lines}, Choices: choices, About: cardOf(unit, month)})
}

// aside says above what becomes of a matter of its own that it is none of the figures.
func aside(t *flows.Turn, s standing, month Month) {
	t.Reply("monthly.reply.aside", text.Args{"month": month.named(t.Set), "unit": s.unit.Name})
}

// unread says how a month stands, and that nothing of the message went into it.
func unread(t *flows.Turn, s standing, month Month) text.List {
	sheet, _ := SheetOf(t.Tx, s.unit.Code, month)
	key := "monthly.state.none"
	switch {
	case !sheet.Closed.IsZero():
		key = "monthly.state.closed"
	case sheet.Given():
		key = "monthly.state.kept"
	}
	why := text.K("monthly.reply.unread")
	switch {
	case !s.gives() && s.unit.Team:
		why = text.Key{Name: "monthly.others", Args: text.Args{"unit": s.unit.Name}}
	case !s.gives():
		why = text.Key{Name: "monthly.others.above", Args: text.Args{"unit": s.unit.Name}}
	}
	return text.List{
		text.Key{Name: "monthly.head", Args: text.Args{"month": month.named(t.Set), "unit": s.unit.Name}},
		text.Key{Name: key, Args: text.Args{"time": text.Moment(sheet.Closed)}}, why,
	}
}
