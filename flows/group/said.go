package group

import (
	"strings"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/result"
	"caunoi/flows/text"
)

// said takes a command, or an answer to the bot: nothing else that is said in a
// group gets here. A stranger is not answered.
func said(t *flows.Turn) {
	g := here(t)
	if g.Dead != "" && g.Dead != "muted" { // whoever is heard there can be answered there
		g.Dead = ""
		flows.Groups.Put(t.Tx, g)
	}
	command, rest := word(t.Event.Text)
	switch {
	case t.Event.Hidden:
		warn(t, g)
	case t.From.ID == "" || t.Event.Contact != nil:
	case command == "/start":
		byCode(t, g, rest)
	case command == "/nhom":
		byName(t, g, rest)
	case command == "/bao" && rest == "" && len(t.Event.Files) == 0:
		answer(t, g, "group.empty", nil)
	default:
		if command == "/bao" {
			t.Event.Text = rest
		}
		pass(t, g)
	}
}

// warn says that nobody can tell who gave a command (S11).
func warn(t *flows.Turn, g flows.Group) {
	if t.Event.At.Before(g.Warned.Add(warnAgain)) {
		return
	}
	g.Warned = t.Event.At
	flows.Groups.Put(t.Tx, g)
	t.Say(g.In(t.Event.Topic), flows.Note{Key: "group.hidden", ReplyTo: t.Event.Message})
}

// pass does what was said as if in the person's own chat, and says in the group
// that it was done: of a report its code, and no more.
func pass(t *flows.Turn, g flows.Group) {
	e := t.Event
	if q, ok := flows.Asked(t, e.By); ok && q.Kind == "report.urgent" {
		t.Event.Text = urgently(t, e.Text) // what the urgent button asked for, wherever it is said
	}
	flows.InPrivate(t)
	code, filed := casework.SaidIn(t, t.Event.Message)
	c, _ := casework.Cases.Get(t.Tx, code)
	args := text.Args{"code": code}
	t.Event.Message = e.Message // answers in the group are under what was said there
	switch fresh := filed && c.At.Equal(e.At); {
	case !filed || c.Above: // what went to the level above is not spoken of before the team
		answer(t, g, "group.answered", nil)
	case fresh && c.Level == casework.LifeAndDanger:
		answer(t, g, "group.urgent", args)
	case fresh:
		answer(t, g, "group.filed", args)
	case e.Album == "":
		answer(t, g, "group.added", args)
	}
}

// urgently is what was said, as words that are urgent on their own.
func urgently(t *flows.Turn, said string) string {
	command, _ := word(said)
	if command != "" {
		return said
	}
	return strings.TrimSpace("KHẨN " + said)
}

// answer says a line in a group that serves a team, and nothing in any other.
// Whoever cannot be answered in private is told how to mend that.
func answer(t *flows.Turn, g flows.Group, key string, args text.Args) {
	if g.Unit == "" || g.Dead != "" {
		return
	}
	closed := false
	for _, h := range t.From.Homes {
		closed = closed || h.Address == t.Event.By && h.Dead != ""
	}
	link, here := flows.TraitsOf(t, g.Address).Link, g.In(t.Event.Topic)
	if !closed || link == nil {
		t.Say(here, flows.Note{Key: key, Args: args, ReplyTo: t.Event.Message})
		return
	}
	if key != "group.answered" {
		t.Say(here, flows.Note{Key: key, Args: args, ReplyTo: t.Event.Message})
	}
	t.Say(here, flows.Note{Key: "group.closed", Args: text.Args{"link": link("", false)}, ReplyTo: t.Event.Message})
}

// edited takes the change of a message that was filed; the change of any other
// is nothing to the bot.
func edited(t *flows.Turn) {
	if t.From.ID == "" {
		return
	}
	if command, rest := word(t.Event.Text); command == "/bao" {
		t.Event.Text = rest
	}
	flows.Privately(t)
	_, filed := casework.SaidIn(t, t.Event.Message)
	if _, told := result.ToldIn(t, t.Event.Message); filed || told {
		flows.InPrivate(t)
	}
}
