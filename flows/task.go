package flows

import (
	"slices"
	"time"

	"caunoi/flows/text"
)

// A Task is what a team does again and again and a message may let it begin: a
// report, the word that there is nothing new, the figures of the month (issue 6,
// line 1). Whoever reminds of one knows no more of it than this, and spares those
// who have done it.
type Task struct {
	Key   string    // by which records name it, never changed: "report"
	Label string    // the catalog's key of its button
	Args  text.Args // what fills its blanks
	Do    string    // the command that begins it: "baocao"
	Asks  string    // who asks the questions by which it is done, as talk.Asker names it; "" of what asks nothing

	// Done reports whether a team has done it for a period and need not be reminded.
	// It is asked for thousands of teams one after the other, and reads little.
	Done func(t *Turn, team string, p Period) bool
}

// A Period is for what a task is to be done: since the time before it was asked for,
// until it was asked for. Due is the last moment for it where it is asked for ahead
// of one, as three days before the month's end; else zero.
type Period struct{ Since, At, Due time.Time }

// Name is what its button says.
func (k Task) Name() text.Key { return text.Key{Name: k.Label, Args: k.Args} }

// Task registers what a team can be reminded to do.
func (d *Desk) Task(k Task) { d.tasks = append(d.tasks, k) }

// Did registers who is told that a team has done a task, to change what it was
// shown of it.
func (d *Desk) Did(f func(t *Turn, team, task string)) { d.did = f }

// DidTask says that a team has just done a task.
func DidTask(t *Turn, team, task string) {
	if t.desk.did != nil {
		t.desk.did(t, team, task)
	}
}

// Tasks are what a team can be reminded to do, in the order in which they were
// registered.
func Tasks(t *Turn) []Task { return slices.Clone(t.desk.tasks) }

// TaskOf returns the task of a key; ok is false for none, and for one that this
// version does not know.
func TaskOf(t *Turn, key string) (k Task, ok bool) {
	i := slices.IndexFunc(t.desk.tasks, func(k Task) bool { return k.Key == key })
	if i < 0 {
		return k, false
	}
	return t.desk.tasks[i], true
}

// UnknownTask returns the name of the first reminder of the configuration that
// begins something this version does not know, and what that is.
func (d *Desk) UnknownTask() (reminder, task string) {
	for _, r := range d.Set.Reminders {
		if r.Task != "" && !slices.ContainsFunc(d.tasks, func(k Task) bool { return k.Key == r.Task }) {
			return r.Name, r.Task
		}
	}
	return "", ""
}
