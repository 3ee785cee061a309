package rota

import (
	"slices"
	"strconv"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
	"caunoi/store"
)

// coming returns the shifts of a member that are not over, the first first.
func coming(tx store.Tx, member string, at time.Time) []Shift {
	var all []Shift
	from, to := store.Prefix(store.Key(member))
	for _, s := range Shifts.By(tx, "member", from, to) {
		if s.To.After(at) {
			all = append(all, s)
		}
	}
	return all
}

// id names a shift in a button: the unit, when it begins, and whose it is.
func (s Shift) id() string {
	return s.Unit + " " + strconv.FormatInt(s.From.Unix(), 10) + " " + s.Member
}

// shiftOf finds the shift that a button names, if it is not over: the one that
// was set for a day, if the week's table has one of that moment below it.
func shiftOf(t *flows.Turn, args []string) (s Shift, ok bool) {
	if len(args) < 3 {
		return Shift{}, false
	}
	for _, o := range coming(t.Tx, args[2], t.Event.At) {
		if o.Unit == args[0] && strconv.FormatInt(o.From.Unix(), 10) == args[1] && (!ok || o.Over) {
			s, ok = o, true
		}
	}
	return s, ok
}

// when says when a shift is: the day and the hours.
func (s Shift) when(zone *time.Location) text.Key { return stretch{from: s.From, to: s.To}.said(zone) }

// listed is how many choices a list offers beside the way on.
const listed = 5

// Exchange offers the own shifts to come, one of which a colleague may take.
// args: how many to pass over.
func (b *Book) Exchange(t *flows.Turn, args []string) {
	own := coming(t.Tx, t.From.ID, t.Event.At)
	if len(own) == 0 {
		t.Reply("rota.exchange.none", nil)
		return
	}
	skip := skipped(args, len(own))
	var choices []flows.Choice
	for _, s := range own[skip:min(skip+listed, len(own))] {
		choices = append(choices, flows.Choice{Key: "rota.exchange.shift", Args: text.Args{"weekday": weekday(s.From.In(t.Set.Zone)), "day": s.From.In(t.Set.Zone).Format("2/1"), "from": hour(s.From, t.Set.Zone)}, Do: "doica.ca " + s.id(), Row: true})
	}
	if skip+listed < len(own) {
		choices = append(choices, flows.Choice{Key: "list.next", Do: "doica " + strconv.Itoa(skip+listed), Row: true})
	}
	t.Reply("rota.exchange.which", nil, choices...)
}

// skipped reads how many to pass over.
func skipped(args []string, of int) int {
	if len(args) == 0 {
		return 0
	}
	n, err := strconv.Atoi(args[len(args)-1])
	if err != nil || n < 0 || n >= of {
		return 0
	}
	return n
}

// takers returns the colleagues who may take a shift over: who may have duty
// there, can be told, and is not away meanwhile.
func takers(t *flows.Turn, s Shift) []flows.Member {
	return slices.DeleteFunc(fit(t.Tx, officers(t.Tx, s.Unit, t.Event.At), s.From, s.To), func(m flows.Member) bool { return m.ID == s.Member })
}

// AskWho offers the colleagues who may take a shift over. args: the shift; how
// many to pass over.
func (b *Book) AskWho(t *flows.Turn, args []string) {
	s, ok := shiftOf(t, args)
	if !ok || s.Member != t.From.ID {
		t.Reply("rota.exchange.past", nil)
		return
	}
	others := takers(t, s)
	if len(others) == 0 {
		t.Reply("rota.exchange.alone", text.Args{"when": s.when(t.Set.Zone)})
		return
	}
	skip := skipped(args[3:], len(others))
	var choices []flows.Choice
	for _, m := range others[skip:min(skip+listed, len(others))] {
		choices = append(choices, flows.Choice{Key: "rota.exchange.one", Args: text.Args{"name": viet.Short(m.Name, longestLabel)}, Do: "doica.cho " + s.id() + " " + m.ID, Row: true})
	}
	if skip+listed < len(others) {
		choices = append(choices, flows.Choice{Key: "list.next", Do: "doica.ca " + s.id() + " " + strconv.Itoa(skip+listed), Row: true})
	}
	t.Reply("rota.exchange.who", text.Args{"when": s.when(t.Set.Zone)}, choices...)
}

// Offer asks a colleague to take a shift over. args: the shift, the colleague.
func (b *Book) Offer(t *flows.Turn, args []string) {
	s, ok := shiftOf(t, args)
	if !ok || len(args) < 4 || s.Member != t.From.ID || !MayServe(t.Tx, args[3], s.Unit, later(s.From, t.Event.At)) {
		t.Reply("rota.exchange.past", nil)
		return
	}
	m, _ := flows.Members.Get(t.Tx, args[3])
	if !slices.ContainsFunc(takers(t, s), func(o flows.Member) bool { return o.ID == m.ID }) {
		t.Reply("rota.exchange.unfit", text.Args{"other": m.Name, "when": s.when(t.Set.Zone)})
		return
	}
	s.Asked = m.ID
	Shifts.Put(t.Tx, s)
	u, _ := flows.Units.Get(t.Tx, s.Unit)
	said := text.Args{"name": t.From.Name, "other": m.Name, "unit": u.Name, "when": s.when(t.Set.Zone)}
	t.Reply("rota.exchange.asked", said)
	flows.AskChoice(t, m.Reader(), "doica "+s.id(), flows.Note{Key: "rota.exchange.ask", Args: said, Choices: []flows.Choice{
		{Key: "leave.button.agree", Do: "doica.nhan " + s.id() + " co"}, {Key: "leave.button.refuse", Do: "doica.nhan " + s.id() + " khong"},
	}}, askedFor)
}

// Accept takes a colleague's word about a shift that was offered. args: the
// shift; co or khong.
func (b *Book) Accept(t *flows.Turn, args []string) {
	s, ok := shiftOf(t, args)
	if !ok || len(args) < 4 || s.Member == t.From.ID || !MayServe(t.Tx, t.From.ID, s.Unit, later(s.From, t.Event.At)) || s.Asked != t.From.ID {
		t.Reply("rota.exchange.past", nil)
		return
	}
	t.Answered(t.Reader.Chat, "choice", "doica "+s.id())
	u, _ := flows.Units.Get(t.Tx, s.Unit)
	m, _ := flows.Members.Get(t.Tx, s.Member)
	said := text.Args{"name": m.Name, "other": t.From.Name, "unit": u.Name, "when": s.when(t.Set.Zone)}
	if args[3] != "co" {
		s.Asked = ""
		Shifts.Put(t.Tx, s)
		t.Reply("rota.exchange.refused", said)
		tell(t, []string{m.ID}, flows.Note{Key: "rota.exchange.refused.told", Args: said})
		return
	}
	Shifts.Delete(t.Tx, s.key())
	s.Member, s.By, s.Asked = t.From.ID, m.ID, ""
	own, both := Shifts.Get(t.Tx, s.key())
	if both {
		s.To = later(s.To, own.To) // whoever takes it over has duty then already, and longer
	}
	Shifts.Put(t.Tx, s)
	foretell(t.Tx, s.Unit, t.Event.At, t.Set.Zone)
	t.Reply("rota.exchange.done", said)
	tell(t, []string{m.ID}, flows.Note{Key: "rota.exchange.told", Args: said})
	for _, o := range overseers(t, s.Unit) {
		if o.ID != m.ID && o.ID != t.From.ID {
			t.Say(o.Reader(), flows.Note{Key: "rota.exchange.seen", Args: said})
		}
	}
}

// overseers returns who is told about a unit's rota: its coordinators, else its
// leaders, else the administrators over it; of these who can be told.
func overseers(t *flows.Turn, unit string) []flows.Member {
	for _, all := range [][]flows.Member{
		There(t.Tx, flows.Holders(t.Tx, unit, flows.Coordinator, t.Event.At), t.Event.At),
		There(t.Tx, flows.Holders(t.Tx, unit, flows.Leader, t.Event.At), t.Event.At),
		flows.AdminsOver(t.Tx, unit, t.Event.At),
	} {
		all = slices.DeleteFunc(all, func(m flows.Member) bool { return m.Home() == "" })
		if len(all) > 0 {
			return all
		}
	}
	return nil
}
