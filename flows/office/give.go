package office

import (
	"slices"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/talk"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// A task is a post on the way to somebody known.
type task struct {
	newcomer
	until string
}

// Task asks which post a person gets: role, unit, until when, and whether all
// is right. A duty officer is named with it.
var Task = &talk.Script[task]{
	Name: "giao", Section: "office.give", Staff: true,
	Questions: []*talk.Question[task]{
		{Name: "role", Open: viet.Text, Fresh: fresh, Pick: []talk.Pick{
			{Key: "role.duty", Value: string(flows.Duty)}, {Key: "role.head", Value: string(flows.Head)},
			{Key: "role.charge", Value: string(flows.Charge)}, {Key: "role.standin", Value: string(flows.StandIn)},
			{Key: "role.coordinator", Value: string(flows.Coordinator)}, {Key: "office.add.role.else", Value: "else"},
		}, Take: takePost, Faults: []string{"bad"}},
		{Name: "other", Open: viet.Text, Fresh: fresh, When: func(d task) bool { return d.other != "" }, Pick: []talk.Pick{
			{Key: "role.leader", Value: string(flows.Leader)}, {Key: "role.admin", Value: string(flows.Admin)},
			{Key: "role.member", Value: string(flows.Plain)}, {Key: "role.deputy", Value: string(flows.Deputy)},
			{Key: "role.secretary", Value: string(flows.Secretary)},
		}, Take: takePost, Faults: []string{"bad"}},
		{Name: "unit", Open: viet.Text, Fresh: fresh,
			Take:  func(d *task, g talk.Given) string { return takeUnit(&d.newcomer, g) },
			Check: func(t *flows.Turn, d *task) string { return checkUnit(t, &d.newcomer) }, Faults: []string{"none", "role"}},
		{Name: "until", Open: viet.Text, Fresh: fresh, Skip: true,
			Take: func(d *task, g talk.Given) string {
				d.until = strings.TrimSpace(g.Text)
				return ""
			},
			Check: func(t *flows.Turn, d *task) string {
				if end, ok := day(d.until, t.Event.At, t.Set.Zone); !ok || !end.After(t.Event.At) {
					return "bad"
				}
				return ""
			}, Faults: []string{"bad"}},
		{Name: "sure", Open: viet.YesNo, Fresh: fresh, Pick: surely(), Take: func(d *task, g talk.Given) string { return takeSure(&d.newcomer, g) }, Faults: []string{"bad"}},
	},
	Blanks: taskBlanks,
	Finish: given,
}

func takePost(d *task, g talk.Given) string { return takeRole(&d.newcomer, g) }

// taskBlanks are what was answered so far.
func taskBlanks(t *flows.Turn, code string, d task) text.Args {
	m, _ := flows.Members.Get(t.Tx, code)
	args := blanks(t, code, d.newcomer)
	args["name"] = m.Name
	args["post"] = held(t, d.post(t, code))
	var mine text.Joined
	for _, p := range flows.PostsToCome(t.Tx, code, t.Event.At) {
		if u, ok := flows.Units.Get(t.Tx, p.Unit); ok && !slices.Contains(mine, any(u.Code)) {
			mine = append(mine, u.Code)
		}
	}
	args["mine"] = mine
	return args
}

// post is the post as far as it was answered.
func (d task) post(t *flows.Turn, member string) flows.Post {
	p := flows.Post{Member: member, Unit: d.Unit, Role: d.Role, From: t.Event.At}
	if d.until != "" {
		p.To, _ = day(d.until, t.Event.At, t.Set.Zone)
	}
	return p
}

// AskGive asks which post a person gets. args: the member.
func AskGive(t *flows.Turn, args []string) {
	m, ok := person(t, args)
	switch {
	case !ok:
	case !administers(t):
		t.Reply("office.closed", nil)
	case !m.Ended.IsZero():
		refuse(t, fault("office.fault.ended", "name", m.Name))
	default:
		Task.Begin(t, m.ID)
	}
}

// given is the end of the conversation that AskGive began.
func given(t *flows.Turn, code string, d task) {
	m, ok := person(t, []string{code})
	if !ok || d.dropped(t) {
		return
	}
	p := d.post(t, code)
	if err := Give(t.Tx, p, t.From.ID, t.Event.At); err != nil {
		refuse(t, err)
		return
	}
	t.Reply("office.give.done", text.Args{"name": m.Name, "post": held(t, p)}, flows.Choice{Key: "office.button.card", Do: "nguoi " + m.ID})
	tellNow(t)
}

// day reads a day as people write it, with or without its year; the end of a
// post is the day that begins after it.
func day(said string, at time.Time, zone *time.Location) (end time.Time, ok bool) {
	now := at.In(zone)
	for _, form := range []string{"2/1/2006", "2-1-2006", "2.1.2006"} {
		if d, err := time.ParseInLocation(form, said, zone); err == nil {
			return d.AddDate(0, 0, 1), d.Year() < now.Year()+20
		}
	}
	d, err := time.ParseInLocation("2/1", said, zone)
	if err != nil {
		return time.Time{}, false
	}
	end = time.Date(now.Year(), d.Month(), d.Day(), 0, 0, 0, 0, zone).AddDate(0, 0, 1)
	if !end.After(now) {
		end = end.AddDate(1, 0, 0)
	}
	return end, true
}
