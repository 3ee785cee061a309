package casework

import (
	"slices"
	"strconv"
	"strings"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/store"
)

// unsealed is what the log calls it.
const unsealed = "seal broken"

// The views of a case that belong to one look at who reported it, before its
// number: the card with the name, and the word to the reporter.
const (
	nameView = "name."
	toldView = "unsealed."
)

// breakSeal lets whoever acts see who reported a case. The log and the word to
// the reporter are written in the same turn, before the name is shown.
func breakSeal(t *flows.Turn, c Case, role, why string) {
	u := Unsealing{Code: c.Code, N: 1, By: t.From.ID, Role: role, At: t.Event.At}
	from, to := store.Prefix(store.Key(c.Code))
	for range Unsealings.Range(t.Tx, from, to) {
		u.N++
	}
	c.Parts = append(slices.Clone(c.Parts), Part{At: t.Event.At, Text: why, By: t.From.ID, Kind: Reason})
	c.note(t, unsealed, strconv.Itoa(u.N))
	Keep(t, c)
	u.Told = tellUnsealed(t, c, u)
	Unsealings.Put(t.Tx, u)
	for _, m := range overseers(t, c) {
		t.Say(m.Reader(), flows.Note{Key: "seal.admin", Args: text.Args{"role": text.K(role), "code": c.Code, "why": why}, About: Notice(c.Code)})
	}
	t.Say(t.Reader, flows.Note{Card: true, About: about(c.Code, nameView+strconv.Itoa(u.N)), Until: t.Event.At.Add(showWithin)})
}

// overseers are the administrators who hear that a seal was broken: those over
// the case, or where each of them is kept out of it, any there is.
func overseers(t *flows.Turn, c Case) []flows.Member {
	for _, all := range [][]flows.Member{flows.AdminsOver(t.Tx, c.Unit, t.Event.At), flows.Admins(t.Tx, t.Event.At)} {
		told := slices.DeleteFunc(all, func(m flows.Member) bool {
			return m.ID == t.From.ID || m.ID == c.Reporter || barred(t, m.ID, c) || m.Home() == ""
		})
		if len(told) > 0 {
			return told
		}
	}
	return nil
}

// tellUnsealed tells the reporter who looked and why. It reports false if there
// is no chat to do it in.
func tellUnsealed(t *flows.Turn, c Case, u Unsealing) bool {
	why := ""
	for _, p := range c.Parts {
		if p.Kind == Reason && p.By == u.By && p.At.Equal(u.At) {
			why = p.Text
		}
	}
	return t.Say(reporter(t, c), flows.Note{
		Key: "seal.told", Args: text.Args{"role": text.K(u.Role), "code": c.Code, "time": when(t, u.At), "why": why},
		Lane: laneOf(c), About: about(c.Code, toldView+strconv.Itoa(u.N)),
	}) != ""
}

// tellLate tells the reporters who had no chat when their seal was broken, as
// soon as they have one again. Of who is erased there is nobody to tell.
func tellLate(t *flows.Turn) {
	var waits []Unsealing
	for _, u := range Unsealings.By(t.Tx, "untold", "", "") {
		waits = append(waits, u)
	}
	for _, u := range waits {
		c, ok := Cases.Get(t.Tx, u.Code)
		m, there := flows.Members.Get(t.Tx, c.Reporter)
		if u.Told = !ok || !there || m.Name == "" || tellUnsealed(t, c, u); u.Told {
			Unsealings.Put(t.Tx, u)
		}
	}
}

// unsealing finds the look that a view of a case belongs to.
func unsealing(tx store.Tx, a flows.About, kind string) (u Unsealing, ok bool) {
	number, ok := strings.CutPrefix(a.View, kind)
	n, err := strconv.Atoi(number)
	if !ok || err != nil {
		return u, false
	}
	return Unsealings.Get(tx, Unsealing{Code: a.Code, N: n}.key())
}

// nameCard draws who reported, for the one person who broke the seal and while
// that person may; afterwards it says that the name is hidden again.
func nameCard(t *flows.Turn, c Case, m flows.Message) (flows.Note, bool) {
	u, ok := unsealing(t.Tx, m.About, nameView)
	if !ok || u.By != m.Member {
		return flows.Note{}, false
	}
	who, there := flows.Members.Get(t.Tx, c.Reporter)
	_, may := sealRole(t, m.Member, c)
	if !may || !there || who.Name == "" || !u.Seen.IsZero() && !t.Event.At.Before(u.Seen.Add(seenFor)) {
		return flows.Note{Key: "seal.hidden", Args: text.Args{"code": c.Code}}, true
	}
	lines := text.List{k("seal.name", text.Args{"code": c.Code, "name": who.Name})}
	if who.Title != "" {
		lines = append(lines, k("seal.title", text.Args{"title": who.Title}))
	}
	if who.Phone != "" {
		lines = append(lines, k("seal.phone", text.Args{"phone": who.Phone}))
	}
	once := "seal.once"
	if flows.TraitsOf(t, m.To).Edits {
		once = "seal.hides"
	}
	return flows.Note{Key: "case.lines", Args: text.Args{"lines": append(lines, text.K(once))}}, true
}

// settledSeal is told what became of a name that was shown and of the word to
// its reporter. It reports whether the message was one of these.
func settledSeal(t *flows.Turn, m flows.Message) bool {
	if u, ok := unsealing(t.Tx, m.About, nameView); ok {
		if m.State == flows.Sent && u.Seen.IsZero() {
			u.Seen = t.Event.At
			Unsealings.Put(t.Tx, u)
			t.Wake("case.hide", u.key(), seenFor)
		}
		return true
	}
	u, ok := unsealing(t.Tx, m.About, toldView)
	if ok && m.State == flows.Failed {
		u.Told = false // it is told again when there is a chat
		Unsealings.Put(t.Tx, u)
	}
	return ok
}

// Hide takes a name that was shown out of the chat again.
func Hide(t *flows.Turn, key string) {
	u, ok := Unsealings.Get(t.Tx, key)
	m, there := flows.Members.Get(t.Tx, u.By)
	if ok && there {
		t.Say(m.Reader(), flows.Note{Card: true, About: about(u.Code, nameView+strconv.Itoa(u.N))})
	}
}
