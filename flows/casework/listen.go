package casework

import (
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// listen makes what a handler types next, without a verb, belong to this case:
// the newest one a handler was alerted to or took.
func listen(t *flows.Turn, to flows.Reader, c Case) {
	t.Ask(to, flows.Question{Kind: "case.alert", Code: c.Code, Open: viet.Text, Until: t.Event.At.Add(listening), Soft: true})
}

// listening is how long what a handler types is taken as said about a case.
const listening = 12 * time.Hour

// AfterAlert takes what a handler typed after an alert. A nod is not a taking:
// who only says "ok" is shown the button.
func AfterAlert(t *flows.Turn, q flows.Question, m viet.Meaning) {
	c, ok := Cases.Get(t.Tx, q.Code)
	if _, may := roleOf(t, t.From.ID, c); !ok || !may || !c.State.Open() {
		flows.Unasked(t)
		return
	}
	if ShowsAfter(t, q.At) {
		listen(t, t.Reader, c)
		return
	}
	listen(t, t.Reader, c)
	if asksUndone(t, c) {
		return
	}
	if m.Kind == viet.Courtesy && len(t.Event.Files) == 0 {
		if c.State == New {
			t.Reply("case.alert.nod", text.Args{"code": c.Code}, flows.Choice{Key: "case.button.take", Do: "nhan " + c.Code})
		} else {
			t.Reply("desk.courtesy", nil)
		}
		return
	}
	Remark(t, []string{c.Code, t.Event.Text})
}
