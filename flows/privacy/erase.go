package privacy

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
)

// AskErase says what erasing means, the reports first, and asks whether it is
// meant.
func AskErase(t *flows.Turn, _ []string) {
	if alone(t) {
		return
	}
	flows.AskChoice(t, t.Reader, erasing, flows.Note{Key: "privacy.erase.ask", Choices: []flows.Choice{
		{Key: "privacy.erase.yes", Do: "dulieu.het " + t.From.ID}, {Key: "privacy.erase.no", Do: "dulieu.thoi " + erasing},
	}}, day)
}

// Erase opens the request: it is carried out after a week, in which it can be
// taken back. args: the member who was asked.
func Erase(t *flows.Turn, args []string) {
	if first(args) != t.From.ID || alone(t) {
		return
	}
	flows.Over(t, t.Event.By, erasing)
	request := requestErase(t, t.From)
	t.Reply("privacy.erase.opened", text.Args{"day": text.Day(t.Event.At.Add(regret)), "left": left(t, request)}, flows.Choice{Key: "privacy.button.keep", Do: "dulieu.giu"})
}

// EraseAfter opens the request of somebody who has withdrawn the consent in
// this chat, and is nobody's member there any more. args: member.
func EraseAfter(t *flows.Turn, args []string) {
	m, ok := flows.Members.Get(t.Tx, first(args))
	w, _ := requests.Get(t.Tx, requestID(m.ID, toWithdraw))
	if !ok || w.Chat == "" || w.Chat != t.Event.By || !t.Event.Private || m.Consent.Agreed {
		return
	}
	r := requestErase(t, m)
	t.Say(flows.Reader{Chat: t.Event.By, Lang: m.Lang, Form: m.Form}, flows.Note{Key: "privacy.erase.after", Args: text.Args{"day": text.Day(r.At.Add(regret)), "left": left(t, r)}})
}

// requestErase opens the request once; asked for again it runs as it did.
func requestErase(t *flows.Turn, m flows.Member) request {
	if r, ok := waiting(t.Tx, requestID(m.ID, toErase)); ok {
		return r
	}
	r := open(t, m, toErase, "")
	t.Wake("privacy.erase", r.ID, regret)
	tellAdmins(t, r, "privacy.admin.erase", text.Args{"day": text.Day(t.Event.At.Add(regret)), "left": left(t, r)}, flows.Choice{Key: "privacy.button.now", Do: "yeucau.xoa " + r.ID})
	return r
}

// Keep takes the request back.
func Keep(t *flows.Turn, _ []string) {
	r, ok := waiting(t.Tx, requestID(t.From.ID, toErase))
	if !ok {
		t.Reply("privacy.unchanged", nil)
		return
	}
	r.end(t, "taken back")
	tellOf(t, t.From, "privacy.admin.kept")
	t.Reply("privacy.erase.kept", nil)
}

// AskNow asks an administrator whether to erase at once. args: request.
func AskNow(t *flows.Turn, args []string) {
	r, ok := mayEnd(t, args, toErase)
	if !ok {
		return
	}
	flows.AskChoice(t, t.Reader, r.ID, flows.Note{Key: "privacy.admin.sure", Args: text.Args{"name": nameOf(t.Tx, r.Member)}, About: about(r), Choices: []flows.Choice{
		{Key: "privacy.erase.yes", Do: "yeucau.het " + r.ID}, {Key: "privacy.erase.no", Do: "dulieu.thoi " + r.ID},
	}}, day)
}

// Now is the administrator's yes. args: request.
func Now(t *flows.Turn, args []string) {
	r, ok := mayEnd(t, args, toErase)
	if !ok || r.Member == t.From.ID && alone(t) {
		return
	}
	flows.Over(t, t.Event.By, r.ID)
	carryOut(t, r)
	t.Reply("privacy.admin.erased", nil)
}

// Carry erases when the week is over. Whoever has become the only administrator
// since is told each day to find another one first. id is the request's.
func Carry(t *flows.Turn, id string) {
	r, ok := waiting(t.Tx, id)
	if !ok || r.Kind != toErase {
		return
	}
	if only(t, r.Member) {
		m, _ := flows.Members.Get(t.Tx, r.Member)
		t.Say(m.Reader(), flows.Note{Key: "privacy.last", Choices: []flows.Choice{{Key: "privacy.button.keep", Do: "dulieu.giu"}}, About: about(r)})
		t.Wake("privacy.erase", r.ID, day)
		return
	}
	admins := flows.Admins(t.Tx, t.Event.At)
	told := slices.DeleteFunc(admins, func(a flows.Member) bool { return a.ID == r.Member || !over(t, a.ID, r.Member) })
	carryOut(t, r)
	for _, a := range told {
		t.Say(a.Reader(), flows.Note{Key: "privacy.admin.erased", Lane: flows.Directive})
	}
}

// carryOut erases a member. The last word to the person is forgotten as soon as
// it has left.
func carryOut(t *flows.Turn, r request) {
	m, ok := flows.Members.Get(t.Tx, r.Member)
	if !ok {
		r.end(t, "done")
		return
	}
	w, _ := requests.Get(t.Tx, requestID(m.ID, toWithdraw))
	to := flows.Reader{Chat: cmp.Or(lastChat(m), w.Chat), Lang: m.Lang, Form: m.Form}
	for o := range flows.Outbox.All(t.Tx) {
		if o.About.Kind == "request" && strings.HasPrefix(o.About.Code, m.ID+".") || o.About == person(m) {
			flows.Outbox.Delete(t.Tx, o.ID)
		}
	}
	requests.Delete(t.Tx, w.ID)
	flows.Erase(t, m)
	if c, ok := waiting(t.Tx, requestID(m.ID, toCorrect)); ok {
		c.end(t, "erased")
	}
	r.end(t, "done")
	t.Say(to, flows.Note{Key: "privacy.erased", About: flows.About{Kind: "erased"}})
}

// lastChat is the chat a member was last reached in: this is the answer to a
// request.
func lastChat(m flows.Member) flows.Address {
	for _, h := range m.Homes {
		if h.Dead == "" {
			return h.Address
		}
	}
	return ""
}

// Forget drops the last word to somebody who was erased, once it is known what
// became of it: the chat stood in it.
func Forget(t *flows.Turn, m flows.Message) { flows.Outbox.Delete(t.Tx, m.ID) }

// mayEnd returns the open request of an id if whoever acts is an administrator
// over its person, and not that person; otherwise it says that there is nothing
// to do.
func mayEnd(t *flows.Turn, args []string, k kind) (request, bool) {
	r, ok := waiting(t.Tx, first(args))
	if !ok || r.Member == t.From.ID || !over(t, t.From.ID, r.Member) || cmp.Or(k, r.Kind) != r.Kind {
		t.Reply("privacy.admin.over", nil)
		return r, false
	}
	return r, true
}

// shown is how many requests one screen lists.
const shown = 5

// Requests lists what is open, or shows one request. args may hold its id.
func Requests(t *flows.Turn, args []string) {
	if id := first(args); id != "" {
		one(t, args)
		return
	}
	all := openFor(t, t.From.ID)
	if len(all) == 0 {
		t.Reply("privacy.admin.over", nil)
		return
	}
	lines := text.List{text.Key{Name: "privacy.admin.open", Args: text.Args{"n": len(all), "day": text.Day(all[0].Due)}}}
	var choices []flows.Choice
	for i, r := range all[:min(len(all), shown)] {
		lines = append(lines, text.Key{Name: "privacy.admin.item", Args: text.Args{"n": i + 1, "name": nameOf(t.Tx, r.Member), "what": what(r.Kind), "left": left(t, r)}})
		choices = append(choices, flows.Choice{Key: "privacy.button.number", Args: text.Args{"n": i + 1}, Do: "yeucau " + r.ID})
	}
	t.Say(t.Reader, flows.Note{Key: "privacy.lines", Args: text.Args{"lines": lines}, Choices: choices, Until: t.Event.At.Add(time.Hour)})
}

// one shows one request, with what an administrator can do about it.
func one(t *flows.Turn, args []string) {
	r, ok := mayEnd(t, args, "")
	if !ok {
		return
	}
	note := flows.Note{Key: "privacy.admin.one", About: about(r), Args: text.Args{
		"name": nameOf(t.Tx, r.Member), "place": placeOf(t, r.Member), "what": what(r.Kind), "time": text.Moment(r.At), "left": left(t, r),
	}}
	if r.Kind == toErase {
		note.Choices = []flows.Choice{{Key: "privacy.button.now", Do: "yeucau.xoa " + r.ID}}
	} else {
		note.Key, note.Args["said"] = "privacy.admin.one.correct", r.Words
		note.Choices = []flows.Choice{{Key: "privacy.button.corrected", Do: "yeucau.sua " + r.ID}}
	}
	t.Say(t.Reader, note)
}
