package casework

import (
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
)

// remindAfter is how long after a case was said to be settled its reporter is
// reminded, once, to say whether it is.
const remindAfter = 3 * 24 * time.Hour

// awaitWord sets when silence of the reporter is noticed. The caller keeps the
// case.
func awaitWord(t *flows.Turn, c *Case) {
	c.Clock.Silent, c.Clock.Objects = time.Time{}, false
	if t.Set.Silence <= 0 {
		return // a case stays as it is until its reporter says so
	}
	c.Clock.Silent = later(c.DoneAt, c.Clock.Heard).Add(min(remindAfter, t.Set.Silence))
}

// closeSilent reminds a reporter who has not said for some days whether a case
// is settled, and closes it when that was not answered either. A reminder that
// was slept through is said late, and the case stays open for another day.
func closeSilent(t *flows.Turn, c *Case) {
	end := later(c.DoneAt, c.Clock.Heard).Add(t.Set.Silence)
	if c.Clock.Silent.Before(end) {
		c.Clock.Silent = later(end, t.Event.At.Add(24*time.Hour))
		to := reporter(t, *c)
		note := flows.Note{Key: "work.silence.remind", Args: text.Args{"code": c.Code, "day": text.Day(c.Clock.Silent)}, Choices: ConfirmChoices(c.Code), Lane: flows.Reminder, About: Notice(c.Code)}
		flows.AskChoice(t, to, c.Code, note, c.Clock.Silent.Sub(t.Event.At))
		c.note(t, "reminded", "")
		return
	}
	c.State, c.Mute = Closed, true
	c.Clock.Silent = time.Time{}
	c.erase()
	over(t, *c)
	c.note(t, "closed", "silence")
	quiet := flows.Note{Key: "work.silence.closed", Args: text.Args{"code": c.Code}, Choices: againChoices(c.Code), Lane: flows.Reminder, About: Notice(c.Code)}
	t.Say(reporter(t, *c), quiet)
	tellFollowersEnd(t, *c, "case.follow.closed", nil)
	for _, to := range handlersOf(t, *c) {
		t.Say(to, flows.Note{Key: "work.silence.told", Args: text.Args{"code": c.Code}, Lane: flows.Reminder, About: Notice(c.Code)})
	}
}

// later returns the later of two moments.
func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
