package report

import (
	"slices"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// asksFor is how long a question on a card is answered by words.
const asksFor = 24 * time.Hour

// settlePlace asks which village a new report is about, where its reporter
// reports for several: of one who belongs to several teams until that was
// answered once, of an officer each time. Nothing waits for the answer.
func settlePlace(t *flows.Turn, c *casework.Case) {
	posts := flows.PostsOf(t.Tx, t.From.ID, t.Event.At)
	if len(posts) == 0 {
		return
	}
	if u, ok := flows.Units.Get(t.Tx, posts[0].Unit); ok && u.Team && len(posts) == 1 {
		return
	}
	places := casework.Places(t, t.From.ID)
	c.Several = len(places) > 1
	remembered := slices.ContainsFunc(posts, func(p flows.Post) bool { return p.Unit == t.From.Team })
	if !c.Several || remembered && c.Unit == t.From.Team {
		return
	}
	c.Where = true
	askWhere(t, *c, places)
}

// askWhere lets the next number choose a village of the card.
func askWhere(t *flows.Turn, c casework.Case, places []flows.Unit) {
	if c.Danger == casework.AskedFor {
		return // one question at a time
	}
	q := flows.Question{Kind: "report.where", Code: c.Code, Open: viet.Menu, Until: t.Event.At.Add(asksFor)}
	for _, choice := range casework.PlaceChoices(c.Code, places, 0, 3) {
		q.Buttons = append(q.Buttons, flows.Button{Do: choice.Do})
	}
	t.Ask(t.Reader, q)
}

// Where makes a report one of another village: without a name it asks, five at
// a time. args: code, and a unit, or + and how many to pass over.
func Where(t *flows.Turn, args []string) {
	c, ok := mine(t, args)
	if !ok {
		return
	}
	places := casework.Places(t, t.From.ID)
	if len(args) < 2 || args[1] == "+" {
		from := 0
		if len(args) == 3 {
			from = int(viet.Mean(args[2], viet.Context{Open: viet.Number}).Number)
		}
		t.Reply("case.where.ask", text.Args{"code": c.Code}, casework.PlaceChoices(c.Code, places, from, 6)...)
		return
	}
	i := slices.IndexFunc(places, func(u flows.Unit) bool { return strings.EqualFold(u.Code, args[1]) })
	if i < 0 || c.State != casework.New {
		casework.View(t, args[:1])
		return
	}
	t.Answered(t.Event.Chat, "report.where", c.Code)
	casework.Move(t, &c, places[i].Code)
	remembers := rememberTeam(t, places[i])
	offerSame(t, &c)
	casework.Keep(t, c)
	casework.Show(t, c)
	key := "case.where.done"
	if remembers {
		key = "case.where.kept"
	}
	t.Reply(key, text.Args{"code": c.Code, "place": places[i].Name})
}

// rememberTeam notes which of several teams the reports of a member are for,
// the first time it is said.
func rememberTeam(t *flows.Turn, u flows.Unit) bool {
	m, ok := flows.Members.Get(t.Tx, t.From.ID)
	held := func(unit string) bool {
		return slices.ContainsFunc(flows.PostsOf(t.Tx, m.ID, t.Event.At), func(p flows.Post) bool { return p.Unit == unit })
	}
	if !ok || !held(u.Code) || m.Team != "" && held(m.Team) {
		return false
	}
	m.Team = u.Code
	flows.Members.Put(t.Tx, m)
	return true
}

// WhereSaid takes the number of a village, said in words.
func WhereSaid(t *flows.Turn, q flows.Question, m viet.Meaning) {
	if n := int(m.Number); m.Kind == viet.ChoiceOf && n >= 1 && n <= len(q.Buttons) {
		Where(t, strings.Fields(q.Buttons[n-1].Do)[1:])
		return
	}
	t.Reply("talk.cancelled", nil)
}

// namesPlace takes the name of a village as the answer to the question for it.
func namesPlace(t *flows.Turn) bool {
	q, ok := flows.Asked(t, t.Event.Chat)
	if !ok || q.Kind != "report.where" || len(t.Event.Files) > 0 {
		return false
	}
	said := viet.Fold(t.Event.Text)
	for _, u := range casework.Places(t, t.From.ID) {
		name := viet.Fold(u.Name)
		_, short, _ := strings.Cut(name, " ")
		if said != "" && (said == name || said == short) {
			Where(t, []string{q.Code, u.Code})
			return true
		}
	}
	return false
}

// offerSame asks on the card whether a report is about the same as another that
// is open (conversations 2), unless something else is asked there.
func offerSame(t *flows.Turn, c *casework.Case) {
	if c.Where || c.Danger == casework.AskedFor || c.State != casework.New || len(c.Followers) > 0 {
		return
	}
	like, ok := casework.Like(t, *c)
	if !ok {
		return
	}
	c.Same = like.Code
	q := flows.Question{Kind: "choice", Code: c.Code, Open: viet.YesNo, Until: t.Event.At.Add(asksFor)}
	for _, choice := range casework.SameChoices(c.Code) {
		q.Buttons = append(q.Buttons, flows.Button{Do: choice.Do})
	}
	t.Ask(t.Reader, q)
}

// Same is the yes to offerSame: the report becomes part of the other.
func Same(t *flows.Turn, args []string) {
	c, ok := mine(t, args)
	if !ok {
		return
	}
	like, same := casework.SameAs(t, c)
	switch {
	case c.State != casework.New || c.Same == "":
		casework.View(t, args)
		return
	case !same:
		notSame(t, c) // one of them has changed or come to its end meanwhile
		return
	}
	t.Answered(t.Event.Chat, "choice", c.Code)
	t.Rest("report.danger", c.Code)
	casework.Merge(t, c, like)
	if like.Reporter == t.From.ID {
		gatherings.Put(t.Tx, gathering{Chat: t.Event.Chat, Code: like.Code, Last: t.Event.At})
		t.Reply("report.joined", text.Args{"code": like.Code})
		return
	}
	t.Reply("case.follow.joined", text.Args{"code": c.Code, "other": like.Code})
}

// notSame takes the question back.
func notSame(t *flows.Turn, c casework.Case) {
	t.Answered(t.Event.Chat, "choice", c.Code)
	c.Same = ""
	casework.Keep(t, c)
	casework.Show(t, c)
	t.Reply("report.kept.apart", text.Args{"code": c.Code})
}
