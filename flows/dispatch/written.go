package dispatch

import (
	"strings"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// WriteUp takes the words of a voice from who listened to it; anybody who handles
// the case may. What they look like is offered and decided by nobody but a
// person. args: the code, and the words.
func WriteUp(t *flows.Turn, args []string) {
	c, role, ok := casework.Find(t, args)
	if !ok {
		return
	}
	words := viet.Clean(strings.Join(args[1:], " "))
	switch {
	case !c.State.Open():
		casework.TellState(t, c)
	case !casework.Spoken(c):
		t.Reply("dispatch.written.none", text.Args{"code": c.Code})
	case words == "":
		ask(t, flows.Question{Kind: "dispatch.written", Code: c.Code}, "dispatch.written.ask", text.Args{"code": c.Code})
	default:
		writtenUp(t, c, role, words)
	}
}

// WriteUpSaid takes the words that WriteUp asked for.
func WriteUpSaid(t *flows.Turn, q flows.Question, m viet.Meaning) {
	if !left(t, m) {
		WriteUp(t, []string{q.Code, t.Event.Text})
	}
}

func writtenUp(t *flows.Turn, c casework.Case, role, words string) {
	t.Answered(t.Event.Chat, "dispatch.written", c.Code)
	masked, kinds := viet.Mask(words)
	casework.WriteUp(t, c, role, masked)
	category, grade, _ := viet.Guess(masked)
	like := casework.Level(grade)
	lines := text.List{k("dispatch.written.kept", text.Args{"code": c.Code})}
	var choices []flows.Choice
	if category != c.Category || like < c.Level {
		lines = append(lines, k("dispatch.written.hint", text.Args{"category": text.K("category." + category), "level": level(like)}))
	}
	desk := casework.HasDesk(t, c)
	if desk && category != c.Category {
		choices = append(choices, flows.Choice{Key: "dispatch.written.as", Args: text.Args{"category": viet.Short(t.Word("category."+category), label-6)}, Do: "xep " + c.Code + " loai " + category})
	}
	m := viet.Mean(masked, viet.Context{})
	if c.Level != casework.LifeAndDanger && (m.Kind == viet.Urgent || m.Kind == viet.Danger || like == casework.LifeAndDanger) {
		choices = append(choices, flows.Choice{Key: "case.button.raise", Do: "nang " + c.Code})
	}
	t.Reply("case.lines", text.Args{"lines": lines, "code": c.Code}, choices...)
	if len(kinds) > 0 {
		t.Reply("case.masked", nil)
	}
}
