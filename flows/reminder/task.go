package reminder

import (
	"strings"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/directive"
	"caunoi/flows/talk"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// What reminders themselves know teams to do. Other flows have theirs, and are
// registered beside these.
const (
	taskReport = "report"
	taskQuiet  = "quiet"
)

// Report is the task of reporting what there is, or that there is nothing new.
func Report() flows.Task {
	return flows.Task{Key: taskReport, Label: "button.report", Do: "baocao", Asks: "guided", Done: heardOf}
}

// NothingNew is the task of saying that there is nothing new, or what there is.
func NothingNew() flows.Task {
	return flows.Task{Key: taskQuiet, Label: "remind.button.quiet", Do: "khongmoi", Done: heardOf}
}

// heardOf reports whether a team has reported since the time before, be it a case, a
// result or the figures of a month, or said that there is nothing new.
func heardOf(t *flows.Turn, team string, p flows.Period) bool {
	if q, ok := Quiets.Get(t.Tx, team); ok && !q.At.Before(p.Since) {
		return true
	}
	return !latestOf(casework.LastReport(t.Tx, team), flows.LastHeard(t.Tx, team)).Before(p.Since)
}

// done reports whether a party need not be reminded: it has done what the reminder
// lets it begin, or the directive whose deadline comes does not wait for it.
func (r Reminder) done(t *flows.Turn, party string, o Occurrence) bool {
	if strings.HasPrefix(party, person) {
		return false
	}
	if r.Rule.Order != 0 && !directive.Awaits(t, code(r.Rule.Order), party) {
		return true
	}
	task, ok := flows.TaskOf(t, r.Task)
	return ok && task.Done(t, party, r.period(t, o))
}

// buttons are what a reminder lets a party begin. put names the message where the
// button has to.
func (r Reminder) buttons(t *flows.Turn, put string) []flows.Choice {
	task, ok := flows.TaskOf(t, r.Task)
	quiet := flows.Choice{Key: "remind.button.quiet", Do: "khongmoi " + put}
	switch {
	case !ok && r.Rule.Order != 0 && !r.Whom.over():
		return []flows.Choice{{Key: "remind.button.order", Args: text.Args{"n": code(r.Rule.Order)}, Do: "cdmo " + code(r.Rule.Order)}}
	case !ok:
		return nil
	case task.Key == taskReport:
		return []flows.Choice{{Key: task.Label, Args: task.Args, Do: task.Do}, quiet}
	case task.Key == taskQuiet:
		return []flows.Choice{quiet}
	}
	return []flows.Choice{{Key: task.Label, Args: task.Args, Do: task.Do}}
}

// spares says who is not reminded; nil where nobody is spared.
func (r Reminder) spares(t *flows.Turn) text.List {
	task, ok := flows.TaskOf(t, r.Task)
	switch {
	case !ok && r.Rule.Order != 0:
		return text.List{text.Key{Name: "remind.exempt.order", Args: text.Args{"n": code(r.Rule.Order)}}}
	case !ok:
		return nil
	case task.Key == taskReport || task.Key == taskQuiet:
		return text.List{text.K("remind.exempt")}
	}
	return text.List{text.Key{Name: "remind.exempt.task", Args: text.Args{"task": task.Name()}}}
}

// textOnly is the answer that a reminder lets nobody begin anything.
const textOnly = "text"

// offerTask offers what a reminder can let its teams begin.
func offerTask(t *flows.Turn, _ string, _ draft) (all []talk.Pick) {
	for _, k := range flows.Tasks(t) {
		all = append(all, talk.Pick{Key: k.Label, Args: k.Args, Value: k.Key})
	}
	return all
}

// fitsTask turns the words on a button into what they stand for.
func fitsTask(t *flows.Turn, _ draft, g *talk.Given) (fault string) {
	return fitsPicks(t, g, append(offerTask(t, "", draft{}), picks("remind.new.task.", textOnly)...))
}

// fitsPicks turns the last words on a button into what they stand for: "phụ trách"
// is enough for "Người phụ trách".
func fitsPicks(t *flows.Turn, g *talk.Given, all []talk.Pick) (fault string) {
	said := viet.Fold(g.Text)
	for _, p := range all {
		if said == p.Value || said != "" && strings.HasSuffix(viet.Fold(t.Word(p.Key)), said) {
			g.Text = p.Value
			return ""
		}
	}
	g.Text = ""
	return "added"
}

func takeTask(d *draft, g talk.Given) string {
	if d.task = g.Text; g.Text == textOnly {
		d.task = ""
	}
	return ""
}

// checkTask looks whether there is such a task in this version.
func checkTask(t *flows.Turn, d *draft) string {
	if _, ok := flows.TaskOf(t, d.task); !ok && d.task != "" {
		return "added"
	}
	return ""
}

// Redraw shows a team's newest messages of the reminders of a task as they now are: it
// is for the flow that the task belongs to, when it was done.
func Redraw(t *flows.Turn, team, task string) {
	for _, r := range over(t.Tx, team) {
		if r.State == Active && r.Task == task {
			r.redraw(t, team)
		}
	}
}
