package reminder

import (
	"strconv"
	"time"

	"caunoi/flows"
	"caunoi/flows/calendar"
	"caunoi/flows/directive"
)

// rule is when a reminder comes due, with the deadline of its directive as that is
// now: a directive that was put off, or taken back, moves or ends what is ahead of it.
func (r Reminder) rule(t *flows.Turn) calendar.Rule { return dueOf(t, r.Rule) }

func dueOf(t *flows.Turn, rule calendar.Rule) calendar.Rule {
	if rule.Order == 0 {
		return rule
	}
	if d, ok := directive.Find(t.Tx, code(rule.Order)); ok && d.State != directive.Withdrawn {
		rule.Due = d.Due
	}
	return rule
}

func code(number int64) string { return strconv.FormatInt(number, 10) }

// next is the first time of a reminder after a moment; zero if there is none.
func (r Reminder) next(t *flows.Turn, after time.Time) time.Time {
	return r.rule(t).Next(after, t.Set.Zone)
}

// period is what a time of a reminder asks a team to do something for.
func (r Reminder) period(t *flows.Turn, o Occurrence) flows.Period {
	return flows.Period{Since: o.Since, At: o.At, Due: r.rule(t).Ends(o.At, t.Set.Zone)}
}

// endWithOrder ends a reminder that is ahead of a directive's deadline once that has
// passed or is no more: there is no second one. The caller stores it.
func (r *Reminder) endWithOrder(t *flows.Turn) {
	if r.Rule.Order == 0 || !r.Next.IsZero() {
		return
	}
	for _, o := range latest(t.Tx, r.Number, 1) {
		if o.Until.After(t.Event.At) {
			return // it is still worth saying, and can be put off
		}
	}
	r.State = Ended
}

// wrongOrder says why a rule cannot be ahead of its directive: there is none that
// whoever acts may steer, it has no deadline, or the reminder would come too late.
// "" is that nothing is wrong.
func wrongOrder(t *flows.Turn, rule calendar.Rule) (fault string) {
	if rule.Order == 0 {
		return ""
	}
	d, ok := directive.Find(t.Tx, code(rule.Order))
	switch {
	case !ok || !directive.Manages(t, d) || d.State == directive.Withdrawn:
		return "order"
	case d.Due.IsZero():
		return "undated"
	case dueOf(t, rule).Next(t.Event.At, t.Set.Zone).IsZero():
		return "late"
	}
	return ""
}
