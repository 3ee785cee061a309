package main

import (
	"fmt"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/enroll"
	"caunoi/flows/group"
	"caunoi/flows/hotspot"
	"caunoi/flows/office"
	"caunoi/flows/preference"
	"caunoi/flows/privacy"
	"caunoi/flows/report"
	"caunoi/flows/result"
	"caunoi/flows/roster"
	"caunoi/flows/rota"
	"caunoi/flows/search"
	"caunoi/flows/statistics"
	"caunoi/flows/talk"
	"caunoi/flows/text"
)

// newDesk makes the desk with everything the bot can do. traits tells of each
// channel what it can show.
func newDesk(set flows.Settings, traits map[string]flows.Traits) (*flows.Desk, error) {
	texts, err := text.Load(set.Zone)
	if err != nil {
		return nil, fmt.Errorf("load the texts: %w", err)
	}
	d := flows.NewDesk(texts, set, traits)
	register(d)
	if name, task := d.UnknownTask(); task != "" {
		return nil, fmt.Errorf("the reminder %q under reminders in the configuration begins %q, which this program does not know; write always, report or quiet as its sixth part", name, task)
	}
	return d, nil
}

// register is the bot's table of contents: every command, verb, question and
// timer there is, and nothing else.
func register(d *flows.Desk) {
	registerJoining(d)
	registerReports(d)
	registerCases(d)
	registerSeal(d)
	registerHotspots(d)
	registerLadder(d)
	registerLists(d)
	registerDrills(d)
	registerPrivacy(d)
	registerGroups(d)
	registerWork(d)
	registerOffice(d)
	registerRota(d)
	registerDispatch(d)
	registerDirectives(d)
	registerReminders(d)
	registerFigures(d)
	registerModels(d)
	registerStatistics(d)
	registerResults(d)
	registerForms(d)

	d.Menus(menus(d))
	d.Waiting(casework.Waiting)
	d.Fits(casework.Fits)
	d.Declined(casework.Declined)
	d.Sees(casework.MaySee, casework.Reported, casework.Numbered)
	d.Command("khan", report.Urgent)
	settings := preference.Screen{Further: []preference.Further{statistics.Setting}}
	d.Command("caidat", settings.Show)
	d.Verb("ngonngu", settings.Language)
	d.Verb("xungho", settings.Form)
	d.Verb("chonto", settings.Team)
	d.Command("trogiup", enroll.Shared(casework.Help))
	d.Verb("chiduong", casework.HelpPage)
	d.Command("start", enroll.Start(enroll.Shared(casework.Help)))
}

// registerJoining is what strangers can do, and what follows from the roster.
func registerJoining(d *flows.Desk) {
	d.Stranger(enroll.Stranger)
	d.Door("join.pick", enroll.Pick)
	d.Door("join.yes", enroll.Yes)
	d.Door("join.no", enroll.NotMe)
	d.Door("join.agree", enroll.Agree)
	d.Door("join.refuse", enroll.Refuse)
	d.Coded(enroll.Coded)
	d.Verb("duyet", enroll.Approve)
	d.Verb("khongduyet", enroll.Deny)
	d.Answer("newcomer.name", enroll.Named)
	d.Verb("doimay", enroll.AllowMove)
	d.Verb("khongdoi", enroll.StopMove)
	d.Timer("join.move", enroll.Move)
	d.Command("duyet", enroll.Approve)
	d.Command("pin", enroll.Pin)
	d.Answer("pin.said", enroll.PinSaid)
	d.Answer("pin.new", enroll.PinNew)
	d.Answer("pin.old", enroll.PinGone)
	d.Verb("moilai", enroll.InviteAgain)
	d.Verb("moiso", enroll.InviteDigits)
	d.About("invite", flows.Subject{Card: enroll.Sheet})
	d.Always("codes.lapse", enroll.LapseEvery, enroll.Lapse)
	d.Timer("join.listed", enroll.Listed)
	d.Timer("join.forget", enroll.Forget)
	d.Timer("roster.ended", roster.Leave)
}

// registerGroups is what happens in the groups of the teams.
func registerGroups(d *flows.Desk) {
	d.Group(group.Heard)
	d.Topicless(group.Topicless)
	d.Timer("group.alone", group.Alone)
	d.Command("nhom", group.How)
	d.Verb("nhomdoi", group.Replace)
	d.Verb("nhomgiu", group.Keep)
}

// registerWork is how a case goes on and ends: handed on, noted, put off, turned
// down, settled with evidence, opened again.
func registerWork(d *flows.Desk) {
	d.Verb("mo", casework.Open)
	d.Verb("chuyen", casework.HandOn)
	d.Answer("case.receiver", casework.ReceiverSaid)
	d.Answer("case.handon", casework.HandOnSaid)
	d.Verb("tra", casework.Decline)
	d.Answer("case.decline", casework.DeclineSaid)
	d.Verb("ghichu", casework.Memorize)
	casework.Memorandum.Register(d)
	d.Verb("giahan", casework.Extend)
	d.Answer("case.extend", casework.ExtendSaid)
	d.Verb("tuchoi", casework.Reject)
	d.Answer("case.reject", casework.RejectSaid)
	d.Answer("case.evidence", casework.EvidenceSaid)
	d.Answer("case.visit", casework.VisitSaid)
	casework.Renewal.Register(d)
}

// registerReports is what a reporter can do.
func registerReports(d *flows.Desk) {
	d.Free(result.Free(report.Free))
	d.Edited(result.Edited(report.Edited))
	d.Verb("ghi", report.FileHeld)
	d.Verb("don", report.Petition)
	d.Verb("nguy", report.Danger)
	d.Verb("loai", report.Category)
	d.Verb("sua", report.Edit)
	d.Verb("tach", report.Split)
	d.Verb("rut", report.Withdraw)
	d.Verb("rutthat", report.Withdrawn)
	d.Verb("giu", report.Keep)
	d.Verb("them", report.Add)
	d.Verb("gopvao", report.Join)
	d.Verb("rieng", report.Apart)
	d.Verb("moi", report.Elsewhere)
	d.Verb("vitri", report.AskPlace)
	d.Verb("kin", casework.Above)
	d.Verb("ban", report.Where)
	d.Verb("cung", report.Same)
	d.Command("kin", report.Sealed)
	d.Answer("report.danger", report.DangerSaid)
	d.Answer("report.urgent", report.UrgentSaid)
	d.Answer("report.add", report.Added)
	d.Answer("report.sealed", report.SealedSaid)
	d.Answer("report.where", report.WhereSaid)
	d.Command("baocao", report.Guide)
	report.Correction.Register(d)
	report.Guided.Register(d)
	d.Soon("report.danger", report.DangerSilent)
	d.Soon("report.urgent", report.UrgentSilent)
}

// registerCases is what those who handle a case can do, and its reporter's
// word at the end.
func registerCases(d *flows.Desk) {
	d.About("case", flows.Subject{Still: casework.Still, Card: casework.Card, Head: casework.Head, Settled: casework.Settled})
	d.Verb("xem", casework.View)
	d.Verb("nhan", casework.Take)
	d.Verb("dang", casework.Work)
	d.Verb("nang", casework.Escalate)
	d.Verb("hoi", casework.Ask)
	d.Verb("vanhoi", casework.AskAnyway)
	d.Verb("noi", casework.Speak)
	d.Verb("goi", casework.Call)
	d.Verb("khongso", casework.NoCall)
	d.Verb("xong", casework.Resolve)
	d.Verb("duoc", casework.Confirm)
	d.Verb("chua", casework.Reopen)
	d.Verb("khac", casework.More)
	d.Verb("choru", casework.LetGo)
	d.Verb("khongru", casework.HoldOn)
	d.Answer("case.alert", casework.AfterAlert)
	d.Answer("case.ask", casework.Asked)
	d.Answer("case.answer", casework.Answered)
	d.Answer("case.call", casework.CallGiven)
	casework.Resolution.Register(d)
	casework.Objection.Register(d)
	d.Always("watch.cases", casework.AuditEvery, casework.Audit)
	d.Always("viec.look", casework.TreeEvery, casework.LookAtTree)
	d.Timer(casework.TreeTimer, casework.FollowTree)
	d.Timer("watch.next", casework.AuditOn)
	d.Gone(casework.Gone)
	d.Timer("clock", casework.Tick)
}

// registerSeal is how those who may break the seal of a reporter do it.
func registerSeal(d *flows.Desk) {
	d.Verb("boniem", casework.Unseal)
	casework.Why.Register(d)
	d.Timer("case.hide", casework.Hide)
}

// registerHotspots is what many reports of the same come to.
func registerHotspots(d *flows.Desk) {
	d.Timer(casework.HotTimer, hotspot.Signal)
	d.Verb("diemnong", hotspot.Mark)
	hotspot.Setting.Register(d)
	hotspot.Clearing.Register(d)
}

// registerLadder is the chase for somebody who takes a case.
func registerLadder(d *flows.Desk) {
	d.Verb("leo", casework.Climb)
	d.Answer("still", casework.StillSaid)
}

// registerLists is how cases are found, and several of them told and taken at
// once.
func registerLists(d *flows.Desk) {
	d.Command("viec", search.Viec)
	d.Command("tim", search.Find)
	d.Answer("tim", search.Said)
	d.Always("index", search.SealEvery, search.Seal)
	d.Verb("nhanca", casework.TakeMany)
	d.About("bundle", flows.Subject{Still: casework.BundleStill, Card: casework.BundleCard, Settled: casework.BundleSettled})
	d.Soon("pile", casework.Unpile)
}

// registerPrivacy is what a person can know and decide of what is kept, and
// who keeps anything: whoever withdraws loses the chat first, and the cases
// then look for somebody else.
func registerPrivacy(d *flows.Desk) {
	d.Keeps(enroll.Keeper())
	d.Keeps(casework.Keeper())
	d.Keeps(report.Keeper())
	d.Keeps(talk.Keeper())
	d.Keeps(rota.Keeper())
	d.Command("dulieu", privacy.Show)
	d.Verb("banso", privacy.Copy)
	d.Verb("suadulieu", privacy.Correct)
	d.Verb("dongy.rut", privacy.AskWithdraw)
	d.Verb("dongy.het", privacy.Withdraw)
	d.Verb("dulieu.xoa", privacy.AskErase)
	d.Verb("dulieu.het", privacy.Erase)
	d.Door("dulieu.sau", privacy.EraseAfter)
	d.Verb("dulieu.giu", privacy.Keep)
	d.Verb("dulieu.thoi", privacy.NotNow)
	d.Verb("yeucau", privacy.Requests)
	d.Verb("yeucau.xoa", privacy.AskNow)
	d.Verb("yeucau.het", privacy.Now)
	d.Verb("yeucau.sua", privacy.Corrected)
	d.Maker("privacy.copy", privacy.MayHave, privacy.MakeCopy(d))
	privacy.Correction.Register(d)
	d.Timer("privacy.erase", privacy.Carry)
	d.Timer("privacy.due", privacy.Remind)
	d.Timer("join.proof", enroll.DropProof)
	d.About("request", flows.Subject{Still: privacy.Still})
	d.About("erased", flows.Subject{Settled: privacy.Forget})
}

// registerOffice is what an administrator can do about people.
func registerOffice(d *flows.Desk) {
	d.About("way", office.Way())
	d.Command("quantri", office.Open)
	d.Command("themnguoi", office.AskAdd)
	d.Verb("office.missing", office.Missing)
	d.Verb("office.list", office.Show)
	d.Verb("office.team", office.Team)
	d.Verb("office.find", office.AskFind)
	d.Verb("office.log", office.Log)
	d.Verb("nguoi", office.Person)
	d.Verb("moinguoi", office.AskInvite)
	d.Verb("maso", office.AskDigits)
	d.Verb("moinhom", office.AskGroup)
	d.Verb("matmay", office.AskRevoke)
	d.Verb("thay", office.AskReplace)
	d.Verb("chothoi", office.AskEnd)
	d.Verb("giao", office.AskGive)
	d.Answer("office.find", office.Find)
	office.Newcomer.Register(d)
	office.Successor.Register(d)
	office.Task.Register(d)
	d.Timer("office.told", office.Told)
}
