package privacy

import (
	"slices"

	"caunoi/flows"
	"caunoi/flows/text"
)

// What somebody is asked to confirm.
const (
	withdrawing = "withdraw"
	erasing     = "erase"
)

// AskWithdraw says what taking the consent back means, the reports first, and
// asks whether it is meant.
func AskWithdraw(t *flows.Turn, _ []string) {
	if alone(t) {
		return
	}
	flows.AskChoice(t, t.Reader, withdrawing, flows.Note{Key: "privacy.withdraw.ask", Args: text.Args{"phone": t.Set.DutyPhone}, Choices: []flows.Choice{
		{Key: "privacy.withdraw.yes", Do: "dongy.het " + t.From.ID}, {Key: "privacy.withdraw.no", Do: "dulieu.thoi " + withdrawing},
	}}, day)
}

// Withdraw takes the consent back. From then on this person hears nothing more
// that was not asked for. args: the member who was asked, for on a shared phone
// somebody else may speak by now.
func Withdraw(t *flows.Turn, args []string) {
	if first(args) != t.From.ID || alone(t) {
		return
	}
	m := t.From
	flows.Over(t, t.Event.By, withdrawing)
	flows.Withdraw(t, m)
	requests.Put(t.Tx, request{ID: requestID(m.ID, toWithdraw), Member: m.ID, Kind: toWithdraw, At: t.Event.At, Due: t.Event.At, Ended: t.Event.At, How: "done", Chat: t.Event.By})
	t.Reply("privacy.withdraw.done", text.Args{"phone": t.Set.DutyPhone}, flows.Choice{Key: "privacy.button.erase", Do: "dulieu.sau " + m.ID})
	tellOf(t, m, "privacy.admin.withdrawn")
}

// person names what administrators are told of a member, so that it can be
// found when the member is erased.
func person(m flows.Member) flows.About { return flows.About{Kind: "person", Code: m.ID} }

// tellOf tells the administrators over a member what the member decided.
func tellOf(t *flows.Turn, m flows.Member, key string) {
	args := text.Args{"name": m.Name, "place": placeOf(t, m.ID)}
	for _, a := range flows.Admins(t.Tx, t.Event.At) {
		if a.ID != m.ID && over(t, a.ID, m.ID) {
			t.Say(a.Reader(), flows.Note{Key: key, Args: args, Lane: flows.Directive, About: person(m)})
		}
	}
}

// NotNow is a no to one of the questions here. args: which.
func NotNow(t *flows.Turn, args []string) {
	flows.Over(t, t.Event.By, first(args))
	t.Reply("privacy.unchanged", nil)
}

// alone refuses whoever is the only administrator, and says what to do first.
func alone(t *flows.Turn) bool {
	if !only(t, t.From.ID) {
		return false
	}
	t.Reply("privacy.last", nil)
	return true
}

// only reports whether a member is the only administrator who can be told
// anything: without one nobody would learn that an urgent report has no answer.
func only(t *flows.Turn, member string) bool {
	return flows.IsAdmin(t.Tx, member, t.Event.At) && !slices.ContainsFunc(flows.Admins(t.Tx, t.Event.At), func(m flows.Member) bool {
		return m.ID != member && m.Home() != ""
	})
}
