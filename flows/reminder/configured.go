package reminder

import (
	"slices"

	"caunoi/flows"
	"caunoi/flows/calendar"
	"caunoi/store"
)

// configure brings the reminders of the configuration up to date: new ones begin,
// changed ones go on as they are now written, and those that are written no longer
// end. One that an administrator has paused stays so.
func configure(t *flows.Turn) {
	var names []string
	for _, set := range t.Set.Reminders {
		names = append(names, set.Name)
		configureOne(t, set)
	}
	for _, r := range slices.Collect(going(t.Tx)) {
		if r.Name != "" && !slices.Contains(names, r.Name) {
			r.State = Ended
			r.arm(t, t.Event.At)
			Reminders.Put(t.Tx, r)
		}
	}
}

func configureOne(t *flows.Turn, set flows.SetReminder) {
	rule, err := calendar.Parse(set.When, t.Event.At.In(t.Set.Zone))
	if err != nil {
		return // the configuration was looked at before it was used
	}
	r, known := named(t, set.Name)
	was := r
	r.Name, r.Text, r.Places, r.Said, r.Rule, r.Useful, r.Task, r.Workday, r.Night = set.Name, set.Text, set.Units, set.When, rule, set.Useful, set.Task, set.Workday, set.Night
	r.Whom, _ = whomNamed(set.Whom) // the configuration was looked at before it was used
	if !known {
		r.Number, r.Set = numbers.Next(t.Tx, "reminder"), t.Event.At
	}
	if !known || r.State == Ended {
		r.State = Active
	}
	if known && was.State == r.State && was.Text == r.Text && slices.Equal(was.Places, r.Places) && was.Said == r.Said && was.Rule == r.Rule && was.Whom == r.Whom && was.Useful == r.Useful && was.Task == r.Task && was.Workday == r.Workday && was.Night == r.Night {
		return
	}
	switch {
	case !known:
		r.arm(t, t.Event.At)
	case was.Rule != r.Rule || was.State != r.State:
		r.rearm(t, was)
	}
	Reminders.Put(t.Tx, r)
}

// named returns the reminder of the configuration that has a name.
func named(t *flows.Turn, name string) (Reminder, bool) {
	for r := range Reminders.Under(t.Tx, "name", store.Key(name)) {
		return r.whole(), true
	}
	return Reminder{}, false
}
