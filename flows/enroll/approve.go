package enroll

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
	"caunoi/store"
)

// What the third word of an approval says, after visitor and unit.
const (
	approveHere = "day" // this unit, and none below it
	approveYes  = "dung"
	approveName = "ten"
)

// nameKind is the question for the name of somebody who is let in.
const nameKind = "newcomer.name"

// Approve lets somebody in whose number the roster does not have: first the
// team is chosen, then the name is looked at. A second approval, by whomever,
// is told what is true by then. args: visitor; unit, if one is chosen; what is
// done with it, or how many choices to pass over.
func Approve(t *flows.Turn, args []string) {
	v, ok := applicant(t, args)
	if !ok {
		return
	}
	unit, act := "", ""
	if len(args) > 1 {
		unit = args[1]
		if !flows.Units.Has(t.Tx, unit) {
			unit = strings.ToUpper(unit)
		}
	}
	if len(args) > 2 {
		act = args[2]
	}
	u, found := flows.Units.Get(t.Tx, unit)
	skip, err := strconv.Atoi(act) // pages are numbered, acts are words
	switch {
	case unit != "" && (!found || !flows.Administers(t.Tx, t.From.ID, unit, t.Event.At)):
		t.Reply("join.approve.where", text.Args{"unit": unit})
	case !u.Team || err == nil || act == "" && len(below(t, unit)) > 0:
		askTeam(t, v, u, skip)
	case act == approveYes && v.Name != "":
		admit(t, v, u)
	case act == approveName || v.Name == "":
		askName(t, v, u, "join.approve.name")
	default:
		confirm(t, v, u)
	}
}

// applicant finds who waits to be let in, for an administrator, and says what
// is true if nobody does.
func applicant(t *flows.Turn, args []string) (*visitor, bool) {
	if !flows.IsAdmin(t.Tx, t.From.ID, t.Event.At) {
		t.Reply("join.invite.right", nil)
		return nil, false
	}
	v, ok := numbered(t, args)
	switch {
	case !ok || v.Phone == "":
		t.Reply("join.approve.gone", nil)
	case v.Refused:
		t.Reply("join.approve.refused", nil)
	default:
		found := v.proved(t)
		if len(found) == 0 {
			return v, true
		}
		if !Over(t.Tx, t.From.ID, found[0].ID, t.Event.At) {
			t.Reply("join.approve.gone", nil) // who it is, only those over that person learn
			return nil, false
		}
		t.Reply("join.approve.listed", text.Args{"member": found[0].Name, "unit": unitName(t, unitOf(t, found[0]))})
	}
	return nil, false
}

// unitName is what people call a unit.
func unitName(t *flows.Turn, code string) any {
	if u, ok := flows.Units.Get(t.Tx, code); ok {
		return u.Name
	}
	return t.Set.Organisation
}

// below returns the units of a unit that are open: of "" those at which whoever
// acts is an administrator.
func below(t *flows.Turn, code string) []flows.Unit {
	var units []flows.Unit
	for u := range flows.Units.Under(t.Tx, "parent", store.Key(code)) {
		if u.To.IsZero() || t.Event.At.Before(u.To) {
			units = append(units, u)
		}
	}
	if code != "" {
		return units
	}
	var mine []flows.Unit
	for _, p := range flows.PostsOf(t.Tx, t.From.ID, t.Event.At) {
		if u, ok := flows.Units.Get(t.Tx, p.Unit); ok && p.Role == flows.Admin {
			mine = append(mine, u)
		} else if p.Role == flows.Admin {
			return units
		}
	}
	return mine
}

// maxLevels bounds how far a tree is followed down.
const maxLevels = 8

// aScreen is how many units one screen offers, besides the button for more.
const aScreen = 5

// askTeam asks at which unit somebody is let in, one level after the other.
func askTeam(t *flows.Turn, v *visitor, u flows.Unit, skip int) {
	units := below(t, u.Code)
	for range maxLevels {
		if len(units) != 1 || units[0].Team {
			break
		}
		u = units[0] // nothing to choose
		units = below(t, u.Code)
	}
	if skip < 0 || skip >= len(units) {
		skip = 0
	}
	n := strconv.FormatInt(v.Number, 10)
	do := func(words ...string) string { return "duyet " + n + " " + strings.Join(words, " ") }
	var choices []flows.Choice
	if u.Team && skip == 0 {
		choices = append(choices, flows.Choice{Key: "join.approve.unit", Args: text.Args{"unit": viet.Short(u.Name, longestLabel)}, Do: do(u.Code, approveHere), Row: true})
	}
	next := min(skip+aScreen-len(choices), len(units))
	for _, u := range units[skip:next] {
		choices = append(choices, flows.Choice{Key: "join.approve.unit", Args: text.Args{"unit": viet.Short(u.Name, longestLabel)}, Do: do(u.Code), Row: true})
	}
	if next < len(units) && u.Code != "" {
		choices = append(choices, flows.Choice{Key: "join.approve.more", Do: do(u.Code, strconv.Itoa(next)), Row: true})
	}
	t.Reply("join.approve.which", text.Args{"name": v.label(), "unit": unitName(t, u.Code), "n": n}, choices...)
}

// longestLabel is how much of a name fits on a button.
const longestLabel = 24

// confirm shows how somebody will stand in the roster.
func confirm(t *flows.Turn, v *visitor, u flows.Unit) {
	do := "duyet " + strconv.FormatInt(v.Number, 10)
	t.Reply("join.approve.confirm", text.Args{"name": v.Name, "unit": u.Name, "above": unitName(t, u.Parent), "role": text.K(flows.RoleKey(flows.Plain, u.Level))},
		flows.Choice{Key: "join.approve.yes", Do: do + " " + u.Code + " " + approveYes},
		flows.Choice{Key: "join.approve.rename", Do: do + " " + u.Code + " " + approveName},
		flows.Choice{Key: "join.approve.other", Do: do, Row: true})
}

// askName asks an administrator for the name of somebody who is let in.
func askName(t *flows.Turn, v *visitor, u flows.Unit, key string) {
	id := t.Reply(key, nil)
	t.Ask(t.Reader, flows.Question{
		Kind: nameKind, Code: strconv.FormatInt(v.Number, 10) + " " + u.Code, Open: viet.Text, Said: id, Until: t.Event.At.Add(day24),
	})
}

const day24 = 24 * time.Hour

// Named takes the name of somebody who is let in.
func Named(t *flows.Turn, q flows.Question, m viet.Meaning) {
	if m.Kind != viet.Answer {
		t.Reply("talk.cancelled", nil)
		return
	}
	args := strings.Fields(q.Code)
	v, ok := applicant(t, args)
	if !ok {
		return
	}
	if len(args) != 2 || !flows.Administers(t.Tx, t.From.ID, args[1], t.Event.At) {
		t.Reply("join.invite.right", nil)
		return
	}
	u, _ := flows.Units.Get(t.Tx, args[1])
	name := nameIn(t.Event.Text)
	if name == "" {
		askName(t, v, u, "join.approve.name.again")
		return
	}
	v.Name = name
	visitors.Put(t.Tx, *v)
	confirm(t, v, u)
}

// nameIn is the name of a person in a text: one line of letters; "" if it is
// something else.
func nameIn(said string) string {
	said = strings.TrimSpace(viet.Clean(said))
	letters := 0
	for _, r := range said {
		switch {
		case unicode.IsLetter(r):
			letters++
		case unicode.IsMark(r) || strings.ContainsRune(" .'-", r):
		default:
			return ""
		}
	}
	if letters < 2 || viet.Short(said, longestName) != said {
		return ""
	}
	return strings.Join(strings.Fields(said), " ")
}

// admit puts somebody into the roster as a plain member and greets them.
func admit(t *flows.Turn, v *visitor, u flows.Unit) {
	m := flows.Member{ID: flows.NewMember(t.Tx), Name: v.Name, Phone: v.Phone}
	flows.Members.Put(t.Tx, m)
	flows.Posts.Put(t.Tx, flows.Post{Member: m.ID, Role: flows.Plain, Unit: u.Code, From: t.Event.At})
	v.Approved = true
	to := reader(t, []flows.Member{m})
	to.Chat = v.Chat
	card(t, v, to, m)
	v.keep(t)
	for o := range visitors.Under(t.Tx, "phone", store.Key(v.Phone)) {
		if o.Chat != v.Chat { // another account of the same person was told that it would hear
			t.Wake("join.listed", string(o.Chat), 0)
		}
	}
	t.Reply("join.approve.done", text.Args{"name": m.Name, "unit": u.Name})
}

// Deny refuses somebody whose number the roster does not have. They are told
// once, and from then on answered nothing. Who was not asked decides nothing.
// args: visitor.
func Deny(t *flows.Turn, args []string) {
	if !slices.ContainsFunc(asked(t), func(a flows.Member) bool { return a.ID == t.From.ID }) {
		t.Reply("join.invite.right", nil)
		return
	}
	v, ok := applicant(t, args)
	if !ok {
		return
	}
	v.Refused = true
	v.keep(t)
	t.Say(flows.Reader{Chat: v.Chat}, flows.Note{Key: "join.declined", Args: text.Args{"phone": t.Set.DutyPhone}})
	t.Reply("join.approve.denied", text.Args{"name": v.label()})
}

// label is what a visitor is called before the name is known.
func (v *visitor) label() any {
	if v.Name == "" {
		return text.K("join.applicant")
	}
	return v.Name
}
