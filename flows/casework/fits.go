package casework

import (
	"slices"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// againWithin is how long after its end a case is meant by "mở lại" alone.
const againWithin = 30 * 24 * time.Hour

// Fits returns which of the cases that wait for whoever acts a verb without a
// code can mean: only what is new is taken, only what one has is settled. Where
// it fits none of them, all are meant, and the verb itself says what is true.
func Fits(t *flows.Turn, verb string, waiting []string) []string {
	switch {
	case verb == "nhanca" && !Look(t).Handles():
		return nil
	case verb == "nhanca":
		return []string{everything}
	case verb == "chua":
		return undone(t)
	case verb == "mo":
		if own := endedLately(t); len(own) > 0 {
			return own
		}
	}
	var fit []string
	for _, code := range waiting {
		c, ok := Cases.Get(t.Tx, code)
		if ok && suits(t, verb, c) {
			fit = append(fit, code)
		}
	}
	switch {
	case len(fit) > 0:
		return fit
	case verb == "nhan" && !saysDone(t.Event.Text):
		if listed := unalerted(t); len(listed) > 0 {
			return listed
		}
	}
	return waiting
}

// unalerted returns what stands on the list of who acts as waiting: a report that
// is not pressing alerts nobody, and is taken from the list. It is one more than a
// question can offer at most.
func unalerted(t *flows.Turn) []string {
	var codes []string
	for _, c := range listedWaiting(t, page+1) {
		codes = append(codes, c.Code)
	}
	return codes
}

// saysDone reports whether a word says that something was taken, rather than that
// it is now: without an alert before it that is more likely about something else.
// "dạ nhận" is a polite yes; without marks it may be either.
func saysDone(words string) bool {
	typed := " " + strings.ToLower(viet.Clean(words)) + " "
	return strings.Contains(typed, " đã ") || strings.Contains(typed, " da nhan")
}

// suits reports whether a verb does something to a case that waits for whoever
// acts.
func suits(t *flows.Turn, verb string, c Case) bool {
	mine := c.Taker == t.From.ID && c.State != New
	role, ok := roleOf(t, t.From.ID, c)
	switch verb {
	case "nhan":
		return ok && c.State == New
	case "xong", "dang", "giahan":
		return ok && mine
	case "tuchoi":
		return ok && rejects(c, role, mine)
	}
	return ok
}

// endedLately returns the reports of whoever acts that were ended lately and can
// be opened again, the last first; where there is none, what was taken back: it
// cannot, and the verb says so. It is no more than a question can offer.
func endedLately(t *flows.Turn) []string {
	var ended, back []Case
	for _, c := range ownCases(t) {
		joint := Joint(t, c)
		switch {
		case !t.Event.At.Before(joint.DoneAt.Add(againWithin)):
		case opensAgain(t, c):
			ended = append(ended, c)
		case c.State == Withdrawn:
			back = append(back, c)
		}
	}
	if len(ended) == 0 {
		ended = back
	}
	slices.SortStableFunc(ended, func(a, b Case) int { return Joint(t, b).DoneAt.Compare(Joint(t, a).DoneAt) })
	codes := make([]string, 0, page)
	for _, c := range ended[:min(len(ended), page)] {
		codes = append(codes, c.Code)
	}
	return codes
}

// undone returns which of the own reports "chưa xong" alone means: the one that it
// answers, or those that were ended lately. It means none where something newer in
// the chat is about another case, which takes the words and asks.
func undone(t *flows.Turn) []string {
	ended := endedLately(t)
	if code, replied := SaidIn(t, t.Event.ReplyTo); replied {
		if slices.Contains(ended, code) {
			return []string{code}
		}
		return nil
	}
	q, asked := flows.Asked(t, t.Event.Chat)
	if !asked || !q.Soft || q.Kind != "case.alert" && q.Kind != stillKind || len(ended) == 0 {
		return ended
	}
	c, _ := Cases.Get(t.Tx, q.Code)
	newest, _ := Cases.Get(t.Tx, ended[0])
	if _, may := roleOf(t, t.From.ID, c); !may || !c.State.Open() || slices.Contains(ended, q.Code) || q.At.Before(Joint(t, newest).DoneAt) {
		return ended
	}
	return nil
}

// asksUndone asks which case is meant by words that say that something is not
// settled, and reports whether there is anything to ask: they come after an alert,
// from somebody whose own report was ended lately.
func asksUndone(t *flows.Turn, c Case) bool {
	name, _ := viet.Wide(t.Event.Text)
	_, replied := SaidIn(t, t.Event.ReplyTo)
	ended := endedLately(t)
	if name != "chua" || replied || len(t.Event.Files) > 0 || len(ended) == 0 {
		return false
	}
	flows.Hold(t, "undone", viet.Clean(t.Event.Text), nil)
	choices := []flows.Choice{{Key: "work.undone.tell", Args: text.Args{"code": c.Code}, Do: "noi " + c.Code + " " + heldUndone, Row: true}}
	for _, code := range ended[:min(len(ended), page)] {
		choices = append(choices, flows.Choice{Key: "work.undone.open", Args: text.Args{"code": code}, Do: "chua " + code, Row: true})
	}
	t.Reply("work.undone.which", nil, choices...)
	return true
}

// heldUndone stands in a button for the words that were held.
const heldUndone = "=chua"

// TooLate takes what a reporter says about a case that is over. It is held, and
// its sender says whether the case is open again with it, or whether it is
// another matter.
func TooLate(t *flows.Turn, c Case, words string) {
	masked, _ := viet.Mask(viet.Clean(words))
	for _, purpose := range []string{"late/" + c.Code, flows.Unclear} {
		flows.Hold(t, purpose, masked, t.Event.Files)
	}
	choices := []flows.Choice{{Key: "work.again", Do: "chua " + c.Code + " " + heldWords}, {Key: "button.file", Do: "ghi"}}
	if !c.State.reopens() {
		choices = slices.Delete(choices, 0, 1)
	}
	t.Reply("work.late", text.Args{"code": c.Code, "state": text.K("case.state." + c.State.Name())}, choices...)
}

// heldWords stands in a button for what was held.
const heldWords = "=late"
