package office

import (
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/enroll"
	"caunoi/flows/text"
	"caunoi/flows/viet"
	"caunoi/store"
)

// wayKind is what a message with a code in it is about. Its words are not kept
// once it was sent, so that a copy of the database opens nothing.
const wayKind = "way"

// Way is what the desk has to know of messages with a code in them.
func Way() flows.Subject {
	return flows.Subject{Settled: func(t *flows.Turn, m flows.Message) {
		m.Text = ""
		flows.Outbox.Put(t.Tx, m)
	}}
}

// AskInvite makes a personal link for a person. args: the member.
func AskInvite(t *flows.Turn, args []string) { way(t, args, Invite, enroll.Link) }

// AskDigits makes six digits for a person, to be read aloud. args: the member.
func AskDigits(t *flows.Turn, args []string) { way(t, args, InviteByDigits, enroll.Digits) }

// An inviter makes a code for a member.
type inviter func(tx store.Tx, set flows.Settings, member, by string, at time.Time) (string, time.Time, error)

// way makes a code and shows it. It is drawn as it leaves, so that the code
// stands nowhere in the store.
func way(t *flows.Turn, args []string, invite inviter, view string) {
	m, ok := person(t, args)
	if !ok {
		return
	}
	if _, _, err := invite(t.Tx, t.Set, m.ID, t.From.ID, t.Event.At); err != nil {
		refuse(t, err)
		return
	}
	t.Say(t.Reader, enroll.SheetOf(m, view))
}

// AskGroup makes a link that puts the bot into the group of a team. args: the
// team.
func AskGroup(t *flows.Turn, args []string) {
	if len(args) == 0 {
		t.Reply("office.closed", nil)
		return
	}
	code, until, err := InviteGroup(t.Tx, t.Set, args[0], t.From.ID, t.Event.At)
	if err != nil {
		refuse(t, err)
		return
	}
	u, _ := flows.Units.Get(t.Tx, args[0])
	key, words := "office.group.code", text.Args{"unit": u.Name, "id": u.Code, "until": text.Day(until)}
	if of := flows.TraitsOf(t, t.Reader.Chat).Link; of != nil {
		if to := of(code, true); to != "" {
			key, words["link"] = "office.group.link", to
		}
	}
	t.Say(t.Reader, flows.Note{Key: key, Args: words, About: flows.About{Kind: wayKind}})
}

// sure is the last word of a button that confirms.
const sure = "that"

// AskRevoke takes the phone of a person away, once that is confirmed. args: the
// member, and whether it is sure.
func AskRevoke(t *flows.Turn, args []string) {
	m, ok := person(t, args)
	switch {
	case !ok:
		return
	case !enroll.Over(t.Tx, t.From.ID, m.ID, t.Event.At):
		refuse(t, fault("office.fault.person.above", "name", m.Name))
	case len(m.Homes) == 0:
		t.Reply("office.revoke.none", text.Args{"name": m.Name})
	case args[len(args)-1] != sure:
		confirm(t, m, "office.revoke", "office.revoke.sure", "matmay "+m.ID+" "+sure, text.Args{"name": m.Name})
	default:
		settled(t, m)
		if err := Revoke(t.Tx, m.ID, t.From.ID, t.Event.At); err != nil {
			refuse(t, err)
			return
		}
		t.Reply("office.revoke.done", text.Args{"name": m.Name},
			flows.Choice{Key: "office.button.invite", Do: "moinguoi " + m.ID},
			flows.Choice{Key: "office.button.digits", Do: "maso " + m.ID})
		tellNow(t)
	}
}

// confirm asks once more before something that cannot be taken back by another
// press.
func confirm(t *flows.Turn, m flows.Member, key, yes, do string, args text.Args) {
	flows.AskChoice(t, t.Reader, sure+" "+m.ID, flows.Note{Key: key, Args: args, Choices: []flows.Choice{
		{Key: yes, Do: do}, {Key: "office.button.leave", Do: "nguoi " + m.ID},
	}}, fresh)
}

// settled takes the question away that confirm put: it was answered by a button,
// or left.
func settled(t *flows.Turn, m flows.Member) { flows.Over(t, t.Reader.Chat, sure+" "+m.ID) }

// AskEnd ends a post of a person, or all, once that is confirmed. args: the
// member; the unit and the role, "-" for all; whether it is sure.
func AskEnd(t *flows.Turn, args []string) {
	args = spread(args)
	m, ok := person(t, args)
	if !ok {
		return
	}
	posts := flows.PostsToCome(t.Tx, m.ID, t.Event.At)
	if len(args) < 3 && len(posts) > 1 {
		var which []flows.Choice
		for _, p := range posts[:min(len(posts), page)] {
			which = append(which, postChoice(t, "chothoi", p))
		}
		which = append(which, flows.Choice{Key: "office.end.all", Do: "chothoi " + m.ID + " - -", Row: true})
		t.Reply("office.end.which", text.Args{"name": m.Name, "posts": text.List(postsOf(t, posts))}, which...)
		return
	}
	p := flows.Post{Member: m.ID}
	words := text.Args{"name": m.Name, "posts": postsOf(t, posts)}
	if len(args) >= 3 && args[1] != "-" {
		p.Unit, p.Role = strings.ToUpper(args[1]), flows.Role(strings.ToLower(args[2]))
		words["posts"] = postsOf(t, matching(t.Tx, p, t.Event.At))
	}
	if err := mayEnd(t.Tx, p, t.From.ID, t.Event.At); err != nil {
		refuse(t, err)
		return
	}
	if args[len(args)-1] != sure {
		confirm(t, m, "office.end", "office.end.sure", "chothoi "+m.ID+" "+dash(p.Unit)+" "+dash(string(p.Role))+" "+sure, words)
		return
	}
	settled(t, m)
	if err := End(t.Tx, p, t.From.ID, t.Event.At); err != nil {
		refuse(t, err)
		return
	}
	t.Reply("office.end.done", words)
	tellNow(t)
}

// postChoice is a button for one of several posts.
func postChoice(t *flows.Turn, verb string, p flows.Post) flows.Choice {
	u, _ := flows.Units.Get(t.Tx, p.Unit)
	args := text.Args{"role": roleKey(u, p.Role), "id": viet.Short(p.Unit, 6)}
	return flows.Choice{Key: "office.post.short", Args: args, Do: verb + " " + p.Member + " " + dash(p.Unit) + " " + string(p.Role), Row: true}
}

// postsOf are posts in words.
func postsOf(t *flows.Turn, posts []flows.Post) text.Joined {
	var all text.Joined
	for _, p := range posts {
		all = append(all, held(t, p))
	}
	if len(all) == 0 {
		all = append(all, text.K("office.team.nobody"))
	}
	return all
}

// dash is a word of a button that may be empty.
func dash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// Log shows the last changes in the parts of an administrator.
func Log(t *flows.Turn, _ []string) {
	if !administers(t) {
		t.Reply("office.closed", nil)
		return
	}
	lines := text.List{text.K("office.log")}
	for _, c := range Changes(t.Tx, t.From.ID, t.Event.At, 8) {
		if c.Act == Left {
			continue // the post that ended says it
		}
		lines = append(lines, text.Key{Name: "office.log.line", Args: text.Args{
			"at": text.Moment(c.At), "by": nameOf(t, c.By), "what": did(t, c),
		}})
	}
	if len(lines) == 1 {
		lines = append(lines, text.K("office.log.none"))
	}
	t.Reply("office.lines", text.Args{"lines": lines})
}

// nameOf is the name of whoever made a change.
func nameOf(t *flows.Turn, member string) any {
	if m, ok := flows.Members.Get(t.Tx, member); ok {
		return m.Name
	}
	return text.K("office.operator")
}

// did is a change in words.
func did(t *flows.Turn, c Change) text.Key {
	u, _ := flows.Units.Get(t.Tx, c.Unit)
	m, _ := flows.Members.Get(t.Tx, c.Member)
	args := text.Args{"name": m.Name, "unit": unitName(u, t.Set.Organisation), "role": roleKey(u, c.Role)}
	if c.Act == Given {
		args["post"] = held(t, flows.Post{Unit: c.Unit, Role: c.Role, From: c.From, To: c.To})
	}
	return text.Key{Name: "office.did." + string(c.Act), Args: args}
}

// spread divides what was typed after a code into words, as a button's are.
func spread(args []string) []string { return strings.Fields(strings.Join(args, " ")) }
