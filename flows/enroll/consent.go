package enroll

import (
	"caunoi/flows"
	"caunoi/flows/text"
)

// noticeVersion names the words of the notice of consent. It changes when what
// people agree to changes, and an answer to an older notice is not taken.
const noticeVersion = "1"

// notice shows what is kept and asks for consent. The message is remembered,
// since its words are the proof of what was shown.
func notice(t *flows.Turn, v *visitor, m flows.Member) {
	choices := []flows.Choice{
		{Key: "join.agree", Do: "join.agree " + m.ID + " " + noticeVersion},
		{Key: "join.refuse", Do: "join.refuse " + m.ID + " " + noticeVersion},
	}
	v.offers(choices)
	v.Notice = t.Say(reader(t, []flows.Member{m}), flows.Note{
		Key:     "join.notice",
		Args:    text.Args{"organisation": t.Set.Organisation, "months": t.Set.Months, "via": via(t)},
		Choices: choices,
	})
	v.keep(t)
}

// via says which way messages go: through a service abroad, which the law wants
// told (the domain notes, 10.3), or only through the organisation's own server.
func via(t *flows.Turn) text.Key {
	if via := flows.TraitsOf(t, t.Event.By).Via; via != "" {
		return text.K(via)
	}
	return text.Key{Name: "join.via.own", Args: text.Args{"organisation": t.Set.Organisation}}
}

// Agree takes the consent and binds the chat to the member. args: member and
// version of the notice.
func Agree(t *flows.Turn, args []string) {
	m, v, ok := at(t, args)
	if !ok {
		return
	}
	if here(m, t.Event.By) {
		t.Reply("join.already", nil, menu()...)
		return
	}
	if bound(t, v, m) {
		return
	}
	words, shown := v.shown(t, args)
	if !shown {
		notice(t, v, m)
		return
	}
	way := v.way(t, m)
	m = leave(t, v, m)
	m.Consent = flows.Consent{Version: noticeVersion, Agreed: true, At: t.Event.At, Notice: words}
	prove(t, m, agreed, way)
	m = homed(t, m)
	flows.Members.Put(t.Tx, m)
	Uninvite(t.Tx, m.ID) // one who is bound is bound anew only by a code made afterwards
	revocations.Delete(t.Tx, m.ID)
	v.forget(t)
	to := m.Reader()
	to.Chat = t.Event.By
	t.Say(to, flows.Note{Key: "join.done", Choices: menu()})
}

// menu is what somebody who has just joined can do.
func menu() []flows.Choice {
	return []flows.Choice{
		{Key: "button.report", Do: "baocao"},
		{Key: "button.urgent", Do: "khan"},
		{Key: "button.mine", Do: "viec"},
		{Key: "button.help", Do: "trogiup"},
	}
}

// Refuse takes the refusal, which is all that is kept; the person can come
// back. args: member and version of the notice.
func Refuse(t *flows.Turn, args []string) {
	m, v, ok := at(t, args)
	if !ok {
		return
	}
	if here(m, t.Event.By) {
		t.Reply("join.already", nil, menu()...)
		return
	}
	words, shown := v.shown(t, args)
	if !shown {
		Yes(t, args) // an old button: nothing is refused that was not shown
		return
	}
	way := v.way(t, m)
	v.Phone, v.Invited, v.Notice, v.Offers = "", "", "", nil
	v.keep(t)
	to := reader(t, []flows.Member{m})
	if m.Consent.Agreed && len(m.Homes) > 0 { // refused here, and reached elsewhere as before
		t.Say(to, flows.Note{Key: "join.stays"})
		return
	}
	m.Consent = flows.Consent{Version: noticeVersion, At: t.Event.At, Notice: words}
	prove(t, m, refused, way)
	flows.Members.Put(t.Tx, m)
	t.Say(to, flows.Note{Key: "join.refused", Args: text.Args{"phone": t.Set.DutyPhone}})
}
