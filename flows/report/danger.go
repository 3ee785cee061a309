package report

import (
	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// Danger is the reporter's answer to the question, by a press: yes and not
// sure make it urgent.
func Danger(t *flows.Turn, args []string) {
	c, ok := casework.Own(t, args)
	if !ok || len(args) < 2 {
		return
	}
	answer := map[string]casework.Danger{"co": casework.Yes, "chuaro": casework.Unsure, "khong": casework.No}[args[1]]
	decide(t, c, answer)
}

// DangerSaid is the answer in words.
func DangerSaid(t *flows.Turn, q flows.Question, m viet.Meaning) {
	c, ok := casework.Own(t, []string{q.Code})
	if !ok {
		return
	}
	switch {
	case m.Kind == viet.Yes:
		decide(t, c, casework.Yes)
	case m.Kind == viet.No:
		decide(t, c, casework.No)
	case m.Name == viet.Unsure:
		decide(t, c, casework.Unsure)
	case m.Kind == viet.Cancel:
		t.Ask(t.Reader, q) // danger is not cancelled; the report may be taken back
		Withdraw(t, []string{q.Code})
	default:
		// Not an answer: the question stays, and what was said is kept.
		t.Ask(t.Reader, q)
		Free(t, viet.Meaning{Kind: viet.Report})
	}
}

func decide(t *flows.Turn, c casework.Case, answer casework.Danger) {
	if answer == casework.NotAsked || !c.State.Open() || c.Level == casework.LifeAndDanger {
		casework.View(t, []string{c.Code})
		return
	}
	t.Rest("report.danger", c.Code)
	t.Answered(t.Event.Chat, "report.danger", c.Code)
	c.Danger = answer
	if answer == casework.No {
		// Without danger the words alone say how pressing it is; what nobody has
		// heard or seen stays on the clock of level 2.
		if words := c.AllWords(); words != "" {
			_, level, _ := viet.Guess(words)
			c.Level = casework.Level(level)
		}
		regrade(t, &c)
	} else {
		c.Unheard = false
		casework.Raise(t, &c, "danger")
	}
	if c.Where {
		askWhere(t, c, casework.Places(t, t.From.ID))
	}
	offerSame(t, &c)
	casework.Keep(t, c)
	casework.Show(t, c)
}

// DangerSilent comes when nobody answered the question about danger in time:
// the duty officer is told, and decides.
func DangerSilent(t *flows.Turn, code string) {
	c, ok := casework.Cases.Get(t.Tx, code)
	if !ok || !c.State.Open() || c.Danger != casework.AskedFor {
		return
	}
	c.Danger = casework.Silent
	c.Level = min(c.Level, casework.Soon)
	casework.TellDuty(t, &c, "no answer about danger")
	casework.Keep(t, c)
	casework.Show(t, c)
}

// Urgent is the button and the command for an urgent report. With words they
// are the report; without, what comes next goes at once.
func Urgent(t *flows.Turn, args []string) {
	if len(args) > 0 {
		fileUrgent(t, viet.Meaning{Kind: viet.Urgent})
		return
	}
	if guidedUrgent(t, "") {
		return
	}
	askUrgent(t, "report.urgent.what")
	t.Wake("report.urgent", string(t.Event.Chat), t.Set.UrgentSilence)
}

func askUrgent(t *flows.Turn, key string) {
	id := t.Reply(key, text.Args{"phone": casework.OwnPhone(t)}, flows.Choice{Key: "button.cancel", Do: "huy"})
	t.Ask(t.Reader, flows.Question{Kind: "report.urgent", Open: viet.Text, Until: t.Event.At.Add(offerTo), Said: id})
}

// UrgentSaid takes what the urgent button asked for.
func UrgentSaid(t *flows.Turn, _ flows.Question, m viet.Meaning) {
	t.Rest("report.urgent", string(t.Event.Chat))
	if m.Kind == viet.Cancel || m.Kind == viet.Back {
		t.Reply("talk.cancelled", nil)
		return
	}
	fileUrgent(t, viet.Meaning{Kind: viet.Urgent, Rest: m.Rest})
}

// fileUrgent files an urgent message, for the level above if it was to go there.
func fileUrgent(t *flows.Turn, m viet.Meaning) {
	if awaitsSealed(t) {
		fileSealed(t, m)
		return
	}
	g, _ := gatherings.Get(t.Tx, string(t.Event.Chat))
	file(t, filing{meaning: m, gathering: g, urgent: true})
}

// UrgentSilent comes when nothing followed the urgent button: it asks once and
// raises nothing.
func UrgentSilent(t *flows.Turn, chat string) {
	q, ok := flows.Asked(t, flows.Address(chat))
	people := flows.MembersAt(t.Tx, flows.Address(chat))
	if !ok || q.Kind != "report.urgent" || len(people) == 0 {
		return
	}
	unit := ""
	if posts := flows.PostsOf(t.Tx, people[0].ID, t.Event.At); len(posts) > 0 {
		unit = posts[0].Unit
	}
	r := people[0].Reader()
	r.Chat = flows.Address(chat)
	q.Said = t.Say(r, flows.Note{Key: "report.urgent.again", Args: text.Args{"phone": casework.DutyPhone(t, unit)}})
	t.Ask(r, q)
}
