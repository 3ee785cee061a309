package enroll

import (
	"slices"
	"strconv"
	"strings"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// maxPick is how many people of a shared phone are offered: a screen has at
// most six choices.
const maxPick = 6

// Stranger answers somebody who is no member, and every contact. It asks for
// the number, or takes it; there is nothing else a stranger can do.
func Stranger(t *flows.Turn) {
	if !t.Event.Private || t.Event.By == "" {
		return
	}
	v := visit(t)
	if c := t.Event.Contact; c != nil {
		own(t, v, c)
		return
	}
	if code, ok := typed(t.Event.Text); ok && t.Event.Kind == flows.Said {
		enter(t, v, code)
		return
	}
	if !answer(t, v) {
		knock(t, v)
	}
}

// knock answers somebody of whom nothing else is to be taken now: with the card
// of whoever was proved, or by asking for a proof.
func knock(t *flows.Turn, v *visitor) {
	if !v.may(t) {
		return
	}
	v.answered(t)
	v.Offers = nil // what was offered for a proof that holds no more
	if found := v.proved(t); len(found) > 0 {
		greet(t, v, reader(t, found), found)
		v.keep(t)
		return
	}
	v.keep(t)
	ask(t, "join.ask", "join.ask.code")
}

// answer takes words or a number for what was offered last, where there are no
// buttons or somebody types (conversations.md 0.3). It reports whether that is
// what was said.
func answer(t *flows.Turn, v *visitor) bool {
	i := v.chosen(t)
	if i < 0 || t.Event.Kind != flows.Said {
		return false
	}
	words := strings.Fields(v.Offers[i])
	switch words[0] {
	case "join.pick":
		Pick(t, words[1:])
	case "join.yes":
		Yes(t, words[1:])
	case "join.no":
		NotMe(t, words[1:])
	case "join.agree":
		Agree(t, words[1:])
	case "join.refuse":
		Refuse(t, words[1:])
	}
	return true
}

// ask asks for the number by the channel's own button, or for a code where the
// channel cannot vouch for a number. key and coded are the words for each.
func ask(t *flows.Turn, key, coded string) {
	args := text.Args{"organisation": t.Set.Organisation}
	if !flows.TraitsOf(t, t.Event.By).Phones {
		t.Reply(coded, args)
		return
	}
	t.Reply(key, args, flows.Choice{Key: "join.contact", Want: flows.WantContact})
}

// own takes a contact: only one's own, not forwarded, in private counts
// (reliability S05).
func own(t *flows.Turn, v *visitor, c *flows.Contact) {
	if !c.Own || c.Forwarded {
		if t.From.ID == "" && v.may(t) {
			v.answered(t)
			v.keep(t)
			ask(t, "join.other", "join.ask.code")
		}
		return
	}
	number, ok := viet.Phone(c.Phone)
	if !ok {
		number = foreign(c.Phone)
	}
	again := v.Phone == number
	v.proves(number)
	found := v.proved(t)
	if again && !v.may(t) || len(found) == 0 && v.full(t) {
		return // whoever is in the roster gets in, also after five answers
	}
	switch {
	case len(found) == 1 && found[0].ID == t.From.ID:
		t.Reply("join.already", nil, menu()...)
		return
	case len(found) > 0:
		greet(t, v, reader(t, found), found)
	case t.From.ID != "" || again:
		return // a member's second number, or one that was answered already
	default:
		unlisted(t, v)
	}
	v.answered(t)
	v.keep(t)
}

// foreign writes a number of another country with digits only.
func foreign(number string) string {
	digits := []rune{'+'}
	for _, r := range number {
		if r >= '0' && r <= '9' && len(digits) < 20 {
			digits = append(digits, r)
		}
	}
	return string(digits)
}

// unlisted answers a number the roster does not have, once, and tells the
// administrators, once for each number.
func unlisted(t *flows.Turn, v *visitor) {
	t.Reply("join.unlisted", nil)
	if !v.tell(tellUnlisted) || known(t, v) {
		return
	}
	v.number(t)
	v.Name = nameIn(t.Event.Name)
	n := strconv.FormatInt(v.Number, 10)
	for _, a := range asked(t) {
		t.Say(a.Reader(), flows.Note{
			Key: "join.admin.unlisted", Args: text.Args{"phone": viet.HiddenPhone(v.Phone), "name": called(t)},
			Choices: []flows.Choice{{Key: "join.approve.button", Do: "duyet " + n}, {Key: "join.approve.deny", Do: "khongduyet " + n}},
		})
	}
}

// greet opens the talk with whoever proved the number of these members.
func greet(t *flows.Turn, v *visitor, to flows.Reader, found []flows.Member) {
	if len(found) == 1 {
		card(t, v, to, found[0])
		return
	}
	var choices []flows.Choice
	for _, m := range found[:min(len(found), maxPick)] {
		choices = append(choices, flows.Choice{Key: "join.person", Args: text.Args{"name": m.Name}, Do: "join.pick " + m.ID, Row: true})
	}
	v.offers(choices)
	t.Say(to, flows.Note{Key: "join.pick", Args: text.Args{"organisation": t.Set.Organisation}, Choices: choices})
}

// card shows a person what the roster says and asks whether it is right.
func card(t *flows.Turn, v *visitor, to flows.Reader, m flows.Member) {
	key, args := belongs(t, m)
	args["name"] = m.Name
	choices := []flows.Choice{
		{Key: "join.yes", Do: "join.yes " + m.ID},
		{Key: "join.no", Do: "join.no " + m.ID},
	}
	v.offers(choices)
	t.Say(to, flows.Note{Key: key, Args: args, Choices: choices})
}

// belongs says where a member belongs: the team, if it is one, and else the
// organisation.
func belongs(t *flows.Turn, m flows.Member) (key string, args text.Args) {
	var roles text.Joined
	var named, units []string
	for _, p := range flows.PostsToCome(t.Tx, m.ID, t.Event.At) {
		if k := roleIn(t, p); !slices.Contains(named, k.Name) {
			named, roles = append(named, k.Name), append(roles, text.Small(k))
		}
		if !slices.Contains(units, p.Unit) {
			units = append(units, p.Unit)
		}
	}
	args = text.Args{"organisation": t.Set.Organisation, "roles": roles}
	if len(units) == 1 {
		if u, ok := flows.Units.Get(t.Tx, units[0]); ok && u.Team {
			above, _ := flows.Units.Get(t.Tx, u.Parent)
			args["unit"], args["above"] = text.Lower(u.Name), text.Lower(above.Name)
			return "join.card.team", args
		}
	}
	return "join.card.office", args
}

// Pick takes the name chosen on a shared phone. args: member.
func Pick(t *flows.Turn, args []string) {
	m, v, ok := at(t, args)
	if !ok {
		return
	}
	if here(m, t.Event.By) {
		speaks(t, m)
		return
	}
	card(t, v, reader(t, []flows.Member{m}), m)
	v.keep(t)
}

// Yes takes that the roster is right, and shows the notice of consent. args:
// member.
func Yes(t *flows.Turn, args []string) {
	m, v, ok := at(t, args)
	if !ok {
		return
	}
	if here(m, t.Event.By) {
		t.Reply("join.already", nil, menu()...)
		return
	}
	if bound(t, v, m) {
		return
	}
	notice(t, v, m)
}

// NotMe takes that the person is somebody else: nothing is bound, and the
// administrators are told. args: member.
func NotMe(t *flows.Turn, args []string) {
	m, v, ok := at(t, args)
	if !ok {
		return
	}
	if here(m, t.Event.By) {
		t.Reply("join.already", nil, menu()...)
		return
	}
	to := flows.Reader{Chat: t.Event.By, Lang: t.Reader.Lang, Member: t.Reader.Member}
	v.Notice, v.Offers = "", nil
	if i, ok := opened(t, v.Chat, m.ID); ok {
		freeze(t, v, i, m)
	} else if v.tell(tellDenied) {
		report(t, "join.admin.denied", v, m)
	}
	v.keep(t)
	t.Say(to, flows.Note{Key: "join.denied", Args: text.Args{"phone": t.Set.DutyPhone}})
}
