package reminder

import (
	"slices"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
)

// putOff is how long "later" is, and inGroup stands for the team's group where it
// was said.
const (
	putOff  = time.Hour
	inGroup = "group"
)

// Later puts a message off for an hour, in the chat it was pressed in.
func Later(t *flows.Turn, args []string) {
	if r, party, o, ok := pressed(t, args); ok {
		r.putOff(t, party, o, t.Event.At.Add(putOff))
	}
}

// putOff says a message of a reminder again at a moment, or when the hours begin
// after it, while it is of use.
func (r Reminder) putOff(t *flows.Turn, party string, o Occurrence, at time.Time) {
	when := r.opens(t, at, at)
	switch {
	case r.State != Active:
		t.Reply("remind.past", nil)
	case r.done(t, party, o):
		t.Reply("remind.later.need", nil)
	case !o.Until.After(when):
		t.Reply("remind.later.never", text.Args{"until": text.Moment(o.Until)})
	default:
		where := string(t.Event.Chat)
		if flows.InGroup(t) {
			where = inGroup
		}
		t.Wake(AgainTimer, againID(r, party, o, where), when.Sub(t.Event.At))
		t.Reply("remind.later.done", text.Args{"time": shortly(t, when)})
	}
}

// againID names what is said again of a time of a reminder, and to whom and where.
func againID(r Reminder, party string, o Occurrence, where string) string {
	return strings.Join([]string{r.Code(), party, o.mark(), where}, " ")
}

// pressed returns what a button on a reminder means, if whoever presses is of its
// party; otherwise it says why not.
func pressed(t *flows.Turn, args []string) (r Reminder, party string, o Occurrence, ok bool) {
	if len(args) == 3 {
		r, party, o, ok = of(t, flows.About{Code: args[0] + " " + args[1], View: args[2]})
	}
	switch {
	case ok && !r.concerned(t, party):
		ok = false
		foreign(t, party)
	case !ok:
		t.Reply("remind.past", nil)
	}
	return r, party, o, ok
}

// foreign says that a reminder is for others.
func foreign(t *flows.Turn, party string) {
	switch id, alone := strings.CutPrefix(party, person); {
	case alone && id == t.From.ID:
		t.Reply("remind.foreign.left", nil)
	case alone:
		t.Reply("remind.foreign.person", nil)
	default:
		t.Reply("remind.foreign", nil)
	}
}

// teams are those of which whoever acts is one of the people, each once.
func teams(t *flows.Turn) []string {
	var all []string
	for _, p := range flows.PostsOf(t.Tx, t.From.ID, t.Event.At) {
		switch p.Role {
		case flows.Plain, flows.Secretary, flows.Deputy, flows.Head:
			if !slices.Contains(all, p.Unit) {
				all = append(all, p.Unit)
			}
		}
	}
	return all
}

// Again shows a message anew that was put off, if it still concerns its reader. Where
// the reminder is paused or ended by then, its reader hears that.
func Again(t *flows.Turn, id string) {
	args := strings.Fields(id)
	if len(args) < 4 {
		return
	}
	r, party, o, ok := of(t, flows.About{Code: args[0] + " " + args[1], View: args[2]})
	switch {
	case !ok || r.done(t, party, o):
	case r.State == Paused:
		r.owe(t, party, o, args[3])
	case r.State != Active:
		r.toPromised(t, "remind.later.gone", party, o, args[3])
	default:
		for _, to := range r.promised(t, party, args[3]) {
			t.Say(to, flows.Note{Card: true, Fresh: true, About: aboutParty(r.Number, party, o), Lane: flows.Reminder, Until: o.Until})
		}
	}
}

// Nothing records a team's word that there is nothing new: by the button of a
// reminder, or typed by one of its people.
func Nothing(t *flows.Turn, args []string) {
	team := own(t)
	if len(args) > 0 {
		var ok bool
		if _, team, _, ok = pressed(t, args); !ok {
			return
		}
	}
	if team == "" || strings.HasPrefix(team, person) {
		t.Reply("remind.quiet.team", nil)
		return
	}
	Quiets.Put(t.Tx, Quiet{Unit: team, By: t.From.ID, At: t.Event.At})
	t.Reply("remind.quiet.done", nil)
	Redraw(t, team, taskReport)
	Redraw(t, team, taskQuiet)
}

// redraw shows a team's newest message of a reminder as it now is.
func (r Reminder) redraw(t *flows.Turn, team string) {
	for _, o := range latest(t.Tx, r.Number, 1) {
		for _, to := range r.readers(t, team) {
			if card, there := flows.Card(t.Tx, aboutParty(r.Number, team, o), to.Chat); there && card.Shown != "" {
				t.Say(to, flows.Note{Card: true, About: aboutParty(r.Number, team, o), Lane: flows.Answer})
			}
		}
	}
}

// own is the team that whoever acts speaks for: the chosen one, or the only one.
func own(t *flows.Turn) string {
	all := teams(t)
	switch {
	case slices.Contains(all, t.From.Team):
		return t.From.Team
	case len(all) == 1:
		return all[0]
	}
	return ""
}
