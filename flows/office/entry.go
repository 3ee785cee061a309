package office

import (
	"strings"

	"caunoi/flows"
	"caunoi/flows/enroll"
	"caunoi/flows/talk"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// A newcomer is a person on the way into the roster, as far as was answered.
type newcomer struct {
	Entry
	other string // the role is one of the second choice
	owner string // who has the number, if it is another
	no    bool   // it is not right: nothing is done
}

// Newcomer asks for a person to be added: name, number, role, team, and whether
// all is right.
var Newcomer = &talk.Script[newcomer]{
	Name: "themnguoi", Section: "office.add", Staff: true,
	Questions: []*talk.Question[newcomer]{
		{Name: "name", Open: viet.Text, Fresh: fresh, Take: takeName, Faults: []string{"bad"}},
		{Name: "phone", Open: viet.Text, Fresh: fresh, Skip: true, Take: takePhone, Check: checkPhone, Faults: []string{"bad", "other", "taken"}},
		{Name: "role", Open: viet.Text, Fresh: fresh, Pick: []talk.Pick{
			{Key: "role.member", Value: string(flows.Plain)}, {Key: "role.head", Value: string(flows.Head)},
			{Key: "role.charge", Value: string(flows.Charge)}, {Key: "role.duty", Value: string(flows.Duty)},
			{Key: "office.add.role.else", Value: "else"},
		}, Take: takeRole, Faults: []string{"bad"}},
		{Name: "other", Open: viet.Text, Fresh: fresh, When: func(d newcomer) bool { return d.other != "" }, Pick: []talk.Pick{
			{Key: "role.deputy", Value: string(flows.Deputy)}, {Key: "role.secretary", Value: string(flows.Secretary)},
			{Key: "role.standin", Value: string(flows.StandIn)},
			{Key: "role.coordinator", Value: string(flows.Coordinator)}, {Key: "role.leader", Value: string(flows.Leader)},
			{Key: "role.admin", Value: string(flows.Admin)},
		}, Take: takeRole, Faults: []string{"bad"}},
		{Name: "unit", Open: viet.Text, Fresh: fresh, Take: takeUnit, Check: checkUnit, Faults: []string{"none", "role"}},
		{Name: "sure", Open: viet.YesNo, Fresh: fresh, Pick: surely(), Take: takeSure, Faults: []string{"bad"}},
	},
	Blanks: blanks,
	Finish: func(t *flows.Turn, _ string, d newcomer) {
		if !d.dropped(t) {
			added(t, d.Entry)
		}
	},
}

// Successor asks who takes over a post: name, number, and whether all is right.
var Successor = &talk.Script[newcomer]{
	Name: "thay", Section: "office.replace", Staff: true,
	Questions: []*talk.Question[newcomer]{
		{Name: "name", Open: viet.Text, Fresh: fresh, Take: takeName, Faults: []string{"bad"}},
		{Name: "phone", Open: viet.Text, Fresh: fresh, Skip: true, Take: takePhone, Check: checkPhone, Faults: []string{"bad", "other", "taken"}},
		{Name: "sure", Open: viet.YesNo, Fresh: fresh, Pick: surely(), Take: takeSure, Faults: []string{"bad"}},
	},
	Blanks: func(t *flows.Turn, code string, d newcomer) text.Args {
		p := postIn(code)
		d.Unit, d.Role = p.Unit, p.Role
		args := blanks(t, code, d)
		m, _ := flows.Members.Get(t.Tx, p.Member)
		args["old"] = m.Name
		return args
	},
	Finish: replaced,
}

// surely are the two ways to answer whether all is right.
func surely() []talk.Pick {
	return []talk.Pick{{Key: "office.add.sure.yes", Value: "co"}, {Key: "office.add.sure.no", Value: "khong"}}
}

func takeName(d *newcomer, g talk.Given) string {
	e, err := tidy(Entry{Name: g.Text})
	d.Name = e.Name
	if err != nil {
		return "bad"
	}
	return ""
}

func takePhone(d *newcomer, g talk.Given) string {
	national, ok := viet.Phone(g.Text)
	if d.Phone = national; !ok {
		return "bad"
	}
	return ""
}

// checkPhone sees whether the number is another's.
func checkPhone(t *flows.Turn, d *newcomer) string {
	e := d.Entry
	e.By = t.From.ID
	if _, err := identify(t.Tx, e, t.Event.At); err != nil {
		f, _ := err.(Fault)
		name, known := f.Args["name"].(string)
		if !known {
			return "taken"
		}
		d.owner = name
		return "other"
	}
	return ""
}

// takeRole takes a role by its button or its name.
func takeRole(d *newcomer, g talk.Given) string {
	d.other = ""
	if g.Text == "else" {
		d.other = g.Text
		return ""
	}
	name, ok := viet.Role(g.Text)
	for _, r := range append(append([]flows.Role{}, teamRoles...), officeRoles...) {
		if string(r) == g.Text || ok && string(r) == name {
			d.Role = r
			return ""
		}
	}
	return "bad"
}

func takeUnit(d *newcomer, g talk.Given) string {
	d.Unit = g.Text
	return ""
}

// checkUnit finds the unit by its code or its name, in the part of whoever
// acts, and sees whether the role is one of that unit's.
func checkUnit(t *flows.Turn, d *newcomer) string {
	u, ok := unitOf(t, d.Unit)
	switch {
	case !ok:
		return "none"
	case !fits(t.Tx, u, d.Role):
		d.Unit = u.Code
		return "role"
	}
	d.Unit = u.Code
	return ""
}

// unitOf finds a unit by its code, or by a name that only one has, in the part
// of whoever acts.
func unitOf(t *flows.Turn, said string) (flows.Unit, bool) {
	said = strings.TrimSpace(viet.Clean(said))
	if u, ok := flows.Units.Get(t.Tx, strings.ToUpper(said)); ok {
		return u, over(t.Tx, t.From.ID, u.Code, t.Event.At)
	}
	var found []flows.Unit
	for u := range flows.Units.All(t.Tx) {
		if viet.Same(u.Name, said) && u.Open(t.Event.At) && over(t.Tx, t.From.ID, u.Code, t.Event.At) {
			found = append(found, u)
		}
	}
	if len(found) != 1 {
		return flows.Unit{}, false
	}
	return found[0], true
}

// takeSure takes whether all is right.
func takeSure(d *newcomer, g talk.Given) string {
	k := viet.Mean(g.Text, viet.Context{Open: viet.YesNo}).Kind
	d.no = g.Text == "khong" || k == viet.No
	if g.Text != "co" && k != viet.Yes && !d.no {
		return "bad"
	}
	return ""
}

// dropped reports whether the answer at the end was no, and says that nothing
// was done.
func (d newcomer) dropped(t *flows.Turn) bool {
	if d.no {
		t.Reply("talk.cancelled", nil)
	}
	return d.no
}

// blanks are what was answered so far, for the texts of the questions.
func blanks(t *flows.Turn, _ string, d newcomer) text.Args {
	u, _ := flows.Units.Get(t.Tx, d.Unit)
	phone := any(d.Phone)
	if d.Phone == "" {
		phone = text.K("office.add.nophone")
	}
	return text.Args{"name": d.Name, "phone": phone, "owner": d.owner, "role": roleKey(u, d.Role), "unit": u.Name}
}

// AskAdd enters a person: of one message with everything in it, or else by
// questions. args: "Lò Văn A, 0912345678, thành viên, NH-02".
func AskAdd(t *flows.Turn, args []string) {
	if !administers(t) {
		t.Reply("office.closed", nil)
		return
	}
	if len(args) == 0 {
		Newcomer.Begin(t, "moi")
		return
	}
	words := strings.SplitN(strings.Join(args, " "), ",", 5)
	for len(words) < 5 {
		words = append(words, "")
	}
	role, ok := viet.Role(words[2])
	if !ok {
		refuse(t, fault("office.fault.line"))
		return
	}
	u, ok := unitOf(t, words[3])
	if !ok {
		refuse(t, fault("office.fault.unit", "unit", viet.Short(strings.TrimSpace(words[3]), 20)))
		return
	}
	added(t, Entry{Name: words[0], Phone: strings.TrimSpace(words[1]), Role: flows.Role(role), Unit: u.Code, Title: words[4]})
}

// added enters a person and offers the ways in.
func added(t *flows.Turn, e Entry) {
	e.By = t.From.ID
	m, err := Add(t.Tx, e, t.Event.At)
	if err != nil {
		refuse(t, err)
		return
	}
	entered(t, "office.add.done", m, e.Unit, e.Role, text.Args{})
}

// entered says that a person has a post, and what comes next.
func entered(t *flows.Turn, key string, m flows.Member, unit string, role flows.Role, args text.Args) {
	u, _ := flows.Units.Get(t.Tx, unit)
	args["name"], args["id"], args["role"], args["unit"] = m.Name, m.ID, roleKey(u, role), u.Name
	next := []flows.Choice{{Key: "office.button.card", Do: "nguoi " + m.ID}}
	if !hasJoined(m) && enroll.MayInvite(t.Tx, t.From.ID, m.ID, t.Event.At) {
		next = []flows.Choice{
			{Key: "office.button.invite", Do: "moinguoi " + m.ID},
			{Key: "office.button.digits", Do: "maso " + m.ID},
		}
	}
	t.Reply(key, args, next...)
	tellNow(t)
}

// AskReplace asks who takes over a post of a person. args: the member; the unit
// and the role, where there are several.
func AskReplace(t *flows.Turn, args []string) {
	args = spread(args)
	m, ok := person(t, args)
	if !ok {
		return
	}
	p := flows.Post{Member: m.ID}
	if len(args) >= 3 {
		p.Unit, p.Role = strings.ToUpper(args[1]), flows.Role(strings.ToLower(args[2]))
	}
	posts := matching(t.Tx, p, t.Event.At)
	switch {
	case len(posts) == 0:
		refuse(t, fault("office.fault.none", "name", m.Name))
	case len(posts) > 1:
		var which []flows.Choice
		for _, p := range posts[:min(len(posts), maxHits)] {
			which = append(which, postChoice(t, "thay", p))
		}
		t.Reply("office.replace.which", text.Args{"name": m.Name, "posts": text.List(postsOf(t, posts))}, which...)
	case !over(t.Tx, t.From.ID, posts[0].Unit, t.Event.At):
		u, _ := flows.Units.Get(t.Tx, posts[0].Unit)
		refuse(t, fault("office.fault.above", "unit", u.Name))
	default:
		Successor.Begin(t, m.ID+":"+posts[0].Unit+":"+string(posts[0].Role))
	}
}

// postIn reads the code of a conversation about a post: member, unit, role.
func postIn(code string) flows.Post {
	parts := strings.SplitN(code, ":", 3)
	if len(parts) < 3 {
		return flows.Post{}
	}
	return flows.Post{Member: parts[0], Unit: parts[1], Role: flows.Role(parts[2])}
}

// replaced is the end of the conversation that AskReplace began.
func replaced(t *flows.Turn, code string, d newcomer) {
	if d.dropped(t) {
		return
	}
	p := postIn(code)
	e := d.Entry
	e.Unit, e.Role, e.By = p.Unit, p.Role, t.From.ID
	old, _ := flows.Members.Get(t.Tx, p.Member)
	m, err := Replace(t.Tx, p.Member, e, t.Event.At)
	if err != nil {
		refuse(t, err)
		return
	}
	entered(t, "office.replace.done", m, e.Unit, e.Role, text.Args{"old": old.Name})
}
