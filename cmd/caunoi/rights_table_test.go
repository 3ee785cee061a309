package main

import (
	"fmt"
	"slices"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/store"
)

// An act is a line of the matrix: something to press or type, and who may.
// Whoever is not named may not; then nothing changes and nothing is shown.
type act struct {
	do       string       // the words of the press; A is the code of the case
	roles    []flows.Role // who may at their own unit and, for roles that lead, below it
	reporter bool         // the case is the sender's own
	member   bool         // everybody who has joined may
	anybody  bool         // strangers too: a door
	anywhere bool         // the unit does not matter
	top      bool         // only at the top of the tree
	not      string       // the sender who may not, although the role may
	where    string       // "private" or "group": only there; "" is everywhere
	typed    bool         // typed as a command, not pressed

	set  func(c *casework.Case)                        // brings the case into the state the act needs
	also func(m *matrix, tx store.Tx, c casework.Case) // and the rest of the world
}

// handling are those who may handle a case of their unit or below it.
var handling = []flows.Role{flows.Charge, flows.StandIn, flows.Duty, flows.Coordinator, flows.Leader, flows.Admin}

// drilling are those who may hold a drill with a team of their part.
var drilling = []flows.Role{flows.Duty, flows.Coordinator, flows.Leader, flows.Admin}

func drilled(c *casework.Case) { c.Drill = true }

// linking are those who may give a team its group by the command.
var linking = []flows.Role{flows.Head, flows.Admin}

// unlinked takes the team's group away from it.
func unlinked(_ *matrix, tx store.Tx, _ casework.Case) {
	flows.Groups.Put(tx, flows.Group{Address: "test:-own"})
}

// domainTables are what the world consists of.
var domainTables = []string{"unit", "post", "member", "unsealing", "shift", "leave", "invitation", "enroll", "office", "directive", "directive.to", "directive.party", "directive.list", "reminder", "reminder.quiet", "model", "model.evidence", "result.telling", "figure.item", "figure.sheet", "form.filled", "figure.draft"}

// refusals are the sentences that say no and nothing else.
var refusals = []string{
	"seal.refused", "hotspot.refused", "drill.refused", "drill.nowhere", "desk.none", "desk.old", "desk.command", "desk.unclear", "desk.nothing", "join.ask", "join.already", "join.invite.right", "join.approve.where",
	"privacy.admin.over", "privacy.unchanged", "talk.past", "report.nothing", "group.how", "case.answer.gone", "office.closed", "office.fault.unit", "office.fault.person", "office.fault.person.above", "office.fault.above", "work.own",
	"leave.closed", "leave.stranger", "leave.past", "rota.closed", "rota.exchange.none", "rota.exchange.past",
	"dispatch.right", "dispatch.desk.closed", "directive.none", "chase.none", "compose.closed", "compose.list.none",
	"directive.answer.none", "directive.answer.left", "directive.answer.withdrawn",
	"work.decline.open", "work.hand.now",
	"model.closed", "model.none", "model.stopped", "model.ended", "model.order", "model.unshown",
	"model.right.register", "model.right.steer", "model.right.work", "model.right.judge", "model.right.own", "model.right.spread",
	"statistics.closed", "remind.closed", "remind.none", "remind.past", "remind.foreign", "remind.foreign.person", "remind.quiet.team",
	"result.none", "result.empty", "result.late.right", "form.closed", "form.none", "form.past", "form.unused",
	"monthly.closed", "monthly.others", "monthly.others.own", "monthly.others.above", "monthly.close.right", "monthly.shut",
}

// taken gives the case to the sender.
func taken(c *casework.Case) { c.State, c.Taker, c.TakerRole = casework.Taken, "x", "role.charge" }

func urgentCase(c *casework.Case) { c.Level = casework.LifeAndDanger }

func wished(c *casework.Case) { taken(c); c.Wish = true }

func done(c *casework.Case) { c.State, c.Taker, c.TakerRole = casework.Done, "binh", "role.duty" }

func asked(c *casework.Case) { c.Danger = casework.AskedFor }

func answered(c *casework.Case) {
	c.Parts = append(c.Parts, casework.Part{At: c.At, Text: "mất điện", Said: "u7", Kind: casework.Reply})
}

func twoParts(c *casework.Case) {
	c.Parts = append(c.Parts, casework.Part{At: c.At, Text: "mất điện", Said: "u9"})
}

// before makes something happen before the trial: somebody says or presses it.
func before(by string, do ...flows.Event) func(m *matrix, tx store.Tx, c casework.Case) {
	return func(m *matrix, tx store.Tx, _ casework.Case) {
		for _, e := range do {
			m.seq++
			e.ID, e.Seq, e.At, e.Said = fmt.Sprintf("test:u%d", m.seq), m.seq, m.now, m.now
			e.By, e.Chat, e.Private, e.Message = flows.At("test", by), flows.At("test", by), true, fmt.Sprintf("u%d", m.seq)
			taken := m.desk.Take(tx, []flows.Event{e})
			for _, aside := range taken.Aside {
				m.t.Errorf("what goes before was put aside: %s", aside.Why)
			}
			for _, q := range taken.Queued {
				m.desk.Claim(tx, q.ID, m.now)
			}
		}
	}
}

func pressed(do string) flows.Event { return flows.Event{Kind: flows.Pressed, Press: do} }

func contact(phone string) flows.Event {
	return flows.Event{Kind: flows.Said, Contact: &flows.Contact{Phone: phone, Own: true}}
}

// another puts a second case of the same reporter beside the first.
func another(_ *matrix, tx store.Tx, c casework.Case) {
	c.Code, c.Parts, c.Unheard = "2611-2", []casework.Part{{At: c.At, Said: "u8"}}, true
	casework.Cases.Put(tx, c)
}

// acts is the matrix: every command, verb and door there is.
func acts() []act {
	return slices.Concat(doors(), actsOfMembers(), ofHandlers(), ofTheDesk(), ofReporters(), ofAdministrators(), ofWork(), ofRota(), ofDirectives(), ofAnswers(), ofReminders(), ofModels(), ofStatistics(), ofResults(), ofForms(), ofFigures())
}

// doors are what also strangers can press; nobody gets in by a press alone.
func doors() []act {
	return []act{
		{do: "join.pick an"}, {do: "join.yes an"}, {do: "join.no an"}, {do: "join.agree an 1"}, {do: "join.refuse an 1"},
		{do: "dulieu.sau an"},
	}
}

// actsOfMembers are for everybody who has joined, about nothing but themselves.
func actsOfMembers() []act {
	var all []act
	for _, do := range []string{"khan", "viec", "tim", "trogiup", "baocao", "pin", "dulieu", "caidat"} {
		all = append(all, act{do: do, member: true}, act{do: do, member: true, typed: true})
	}
	for _, do := range []string{"start", "don", "banso", "suadulieu", "dongy.rut", "dulieu.xoa", "ngonngu en", "xungho elder", "chonto", "chiduong lenh"} {
		all = append(all, act{do: do, member: true})
	}
	return append(all,
		act{do: "dulieu.het x", member: true}, act{do: "dongy.het x", member: true}, act{do: "dulieu.het an"}, act{do: "dongy.het an"},
		act{do: "dulieu.giu", member: true, also: before("x", pressed("dulieu.het x"))}, act{do: "dulieu.giu", also: before("an", pressed("dulieu.het an"))},
		act{do: "dulieu.thoi x"}, act{do: "kin", member: true, typed: true}, act{do: "start", member: true, typed: true, where: "private"},
		act{do: "nhom NH-01", roles: linking, typed: true, where: "group", also: unlinked},
		act{do: "ghi"}, act{do: "ghi", member: true, also: before("x", flows.Event{Kind: flows.Said, Text: "tố cáo ông trưởng bản"})},
		act{do: "talk.edit A text x"}, act{do: "talk.guided A what x"}, act{do: "talk.mydata x what y"}, act{do: "talk.resolve A result x"}, act{do: "talk.reopen A what x"},
		act{do: "nhom"}, act{do: "nhomdoi test:-own"}, act{do: "nhomgiu test:-own"})
}

// ofHandlers is what those in charge of a case's unit can do.
func ofHandlers() []act {
	handle := func(do string, set func(c *casework.Case)) act { return act{do: do, roles: handling, set: set} }
	return []act{
		handle("xem A", nil), handle("khac A", nil), handle("mo A", nil), handle("nhan A", nil), handle("nhanca A", nil), handle("hoi A đi xe được không", nil),
		handle("noi A đang đến", nil), handle("nang A", nil), handle("goi A", urgentCase), handle("dang A", taken),
		{do: "boniem A", roles: []flows.Role{flows.Leader, flows.Admin}}, {do: "talk.unseal A why x"},
		{do: "dientap", roles: drilling, anywhere: true}, {do: "dientap", roles: drilling, anywhere: true, typed: true}, {do: "dientap NH-01", roles: drilling},
		{do: "tapbatdau NH-01", roles: drilling}, {do: "tapdung A", roles: drilling, set: drilled}, {do: "tapdung A"},
		{do: "diemnong A", roles: []flows.Role{flows.Coordinator, flows.Leader}}, {do: "diemnong A cả xã mất nước", roles: []flows.Role{flows.Coordinator, flows.Leader}},
		{do: "talk.hot.set A why x"}, {do: "talk.hot.clear A why x"},
		handle("leo A", nil), handle("leo A 2", nil),
		handle("xong A đã thông đường", taken), handle("choru A", wished), handle("khongru A", wished),
		{do: "vanhoi A", roles: handling, also: before("x", pressed("hoi A tên người nhà nào"))},
	}
}

// ofReporters is what the reporter of a case can do, and nobody else: each
// stands there twice.
func ofReporters() []act {
	only := []act{
		{do: "sua A"}, {do: "loai A MTR"}, {do: "tach A", set: twoParts}, {do: "rut A"}, {do: "rutthat A"}, {do: "giu A"}, {do: "them A"},
		{do: "vitri A", set: urgentCase}, {do: "nguy A co", set: asked}, {do: "khongso A", set: urgentCase},
		{do: "duoc A", set: done}, {do: "chua A vẫn hỏng", set: done}, {do: "kin A"},
		{do: "moi A u7", set: answered}, {do: "cung A", set: func(c *casework.Case) { c.Same = "2611-2" }, also: another}, {do: "ban A", set: func(c *casework.Case) { c.Several = true }}, {do: "gopvao 2611-2 A", also: another}, {do: "rieng 2611-2", also: another},
	}
	var all []act
	for _, a := range only {
		mine := a
		mine.reporter, mine.member = true, true
		all = append(all, a, mine)
	}
	return append(all,
		act{do: "xem A", reporter: true, member: true}, act{do: "noi A thêm nữa", reporter: true, member: true}, act{do: "nang A", reporter: true, member: true})
}

// ofAdministrators is what an administrator can do about people of the own
// part of the tree.
func ofAdministrators() []act {
	admin, seeing := []flows.Role{flows.Admin}, []flows.Role{flows.Admin, flows.Coordinator}
	newcomer := before("la", contact("0911111111"))
	mover := before("la", contact("0900000009"), pressed("join.yes an"))
	erasing, wrong := before("an", pressed("dulieu.het an")), before("an", pressed("suadulieu"), flows.Event{Kind: flows.Said, Text: "sai chức vụ"})
	return []act{
		{do: "moilai an", roles: seeing}, {do: "moiso an", roles: seeing}, {do: "moinguoi an", roles: seeing}, {do: "maso an", roles: seeing},
		{do: "quantri", roles: seeing, anywhere: true}, {do: "quantri", roles: seeing, anywhere: true, typed: true},
		{do: "office.missing", roles: seeing, anywhere: true}, {do: "office.find", roles: seeing, anywhere: true}, {do: "office.log", roles: admin, anywhere: true},
		{do: "office.list all NH-01 0", roles: seeing}, {do: "office.team NH-01", roles: seeing}, {do: "nguoi an", roles: seeing},
		{do: "moinhom NH-01", roles: seeing}, {do: "matmay an", roles: admin}, {do: "matmay an that", roles: admin},
		{do: "chothoi an", roles: admin}, {do: "chothoi an NH-01 member that", roles: admin}, {do: "thay an", roles: admin}, {do: "giao an", roles: admin},
		{do: "themnguoi", roles: admin, anywhere: true},
		{do: "talk.themnguoi A name x"}, {do: "talk.thay A name x"}, {do: "talk.giao A role x"},
		{do: "duyet 1", roles: admin, anywhere: true, also: newcomer}, {do: "duyet 1 NH-01", roles: admin, also: newcomer},
		{do: "khongduyet 1", roles: admin, top: true, also: newcomer},
		{do: "doimay 1 an", roles: admin, also: mover}, {do: "khongdoi 1 an", roles: admin, also: mover},
		{do: "yeucau", roles: admin, also: erasing}, {do: "yeucau an.erase", roles: admin, also: erasing},
		{do: "yeucau.xoa an.erase", roles: admin, also: erasing}, {do: "yeucau.het an.erase", roles: admin, also: erasing},
		{do: "yeucau.sua an.correct", roles: admin, also: wrong},
	}
}
