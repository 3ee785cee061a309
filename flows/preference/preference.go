// Package preference is what a person decides for oneself: the language, the
// form of address, and, for who belongs to several teams, whose reports one's
// words are (conversations.md 9). What is decided holds from the answer to it.
//
// For registration, of a Screen:
//
//	Command  caidat   Show      how it is, and what else there is
//	Verb     ngonngu  Language  language
//	Verb     xungho   Form      form of address, a key under "form."
//	Verb     chonto   Team      code of the team; without one the teams are offered
package preference

import (
	"cmp"
	"slices"

	"caunoi/flows"
	"caunoi/flows/text"
)

// languages and forms are what can be chosen, in the order it is offered.
var (
	languages = [...]text.Lang{text.Vietnamese, text.English}
	forms     = [...]string{"comrade", "elder", "peer"}
)

// maxTeams is how many teams one screen offers.
const maxTeams = 6

// A Further is what a person decides in another flow: how it is, and the button that
// changes it; ok is false for who has nothing to decide there.
type Further func(t *flows.Turn, m flows.Member) (line text.Key, change flows.Choice, ok bool)

// A Screen is where a person sees and changes it all.
type Screen struct{ Further []Further }

// Show says what is chosen now and offers the rest. English has one form of
// address, so there it offers none.
func (s Screen) Show(t *flows.Turn, _ []string) { s.show(t, t.From, "setting.title") }

func (s Screen) show(t *flows.Turn, m flows.Member, title string) {
	lang, form := cmp.Or(m.Lang, text.Vietnamese), cmp.Or(m.Form, forms[0])
	lines := text.List{text.K(title), text.Key{Name: "setting.lang", Args: text.Args{"lang": text.K("lang." + string(lang))}}}
	var choices []flows.Choice
	for _, l := range languages {
		if l != lang {
			choices = append(choices, flows.Choice{Key: "lang." + string(l), Do: "ngonngu " + string(l)})
		}
	}
	if lang == text.Vietnamese {
		lines = append(lines, text.Key{Name: "setting.form", Args: text.Args{"form": text.K("form." + form + ".in")}})
		for _, f := range forms {
			if f != form {
				choices = append(choices, flows.Choice{Key: "form." + f + ".first", Do: "xungho " + f, Row: f == forms[0] || form == forms[0] && f == forms[1]})
			}
		}
	}
	if teams := teamsOf(t); len(teams) > 1 {
		lines = append(lines, text.Key{Name: "setting.team", Args: text.Args{"team": teams[chosen(m, teams)].Name}})
		choices = append(choices, flows.Choice{Key: "setting.button.team", Do: "chonto", Row: true})
	}
	for _, further := range s.Further {
		if line, change, ok := further(t, m); ok {
			change.Row = true
			lines, choices = append(lines, line), append(choices, change)
		}
	}
	to := m.Reader()
	to.Chat = t.Event.By
	t.Say(to, flows.Note{Key: "setting.lines", Args: text.Args{"lines": lines}, Choices: choices})
}

// Language changes the language. args: language.
func (s Screen) Language(t *flows.Turn, args []string) {
	m := t.From
	if len(args) == 1 && slices.Contains(languages[:], text.Lang(args[0])) {
		m.Lang = text.Lang(args[0])
	}
	s.keep(t, m)
}

// Form changes the form of address. args: form.
func (s Screen) Form(t *flows.Turn, args []string) {
	m := t.From
	if len(args) == 1 && slices.Contains(forms[:], args[0]) {
		m.Form = args[0]
	}
	s.keep(t, m)
}

// Team chooses the team whose reports these are. args: code of a team that
// whoever acts belongs to now; without one the teams are offered.
func (s Screen) Team(t *flows.Turn, args []string) {
	teams := teamsOf(t)
	if len(args) == 1 && slices.ContainsFunc(teams, func(u flows.Unit) bool { return u.Code == args[0] }) {
		m := t.From
		m.Team = args[0]
		s.keep(t, m)
		return
	}
	if len(teams) < 2 {
		s.Show(t, nil)
		return
	}
	var choices []flows.Choice
	for _, u := range teams[:min(len(teams), maxTeams)] {
		choices = append(choices, flows.Choice{Key: "setting.button.one", Args: text.Args{"team": u.Name}, Do: "chonto " + u.Code, Row: true})
	}
	t.Reply("setting.which", nil, choices...)
}

// keep stores what was decided and shows it in the words that hold from now on.
func (s Screen) keep(t *flows.Turn, m flows.Member) {
	flows.Members.Put(t.Tx, m)
	s.show(t, m, "setting.kept")
}

// teamsOf returns the teams that whoever acts belongs to, each once.
func teamsOf(t *flows.Turn) []flows.Unit {
	var teams []flows.Unit
	for _, p := range flows.PostsOf(t.Tx, t.From.ID, t.Event.At) {
		u, ok := flows.Units.Get(t.Tx, p.Unit)
		if ok && u.Team && !slices.ContainsFunc(teams, func(o flows.Unit) bool { return o.Code == u.Code }) {
			teams = append(teams, u)
		}
	}
	return teams
}

// chosen is which of the teams a member's reports are for: the first while none
// was chosen, or the one that was chosen is left.
func chosen(m flows.Member, teams []flows.Unit) int {
	return max(0, slices.IndexFunc(teams, func(u flows.Unit) bool { return u.Code == m.Team }))
}
