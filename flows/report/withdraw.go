package report

import (
	"cmp"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// Withdraw asks a reporter whether a report is to be taken back. What is typed with
// it belongs to the report, so that whoever has it reads why.
func Withdraw(t *flows.Turn, args []string) {
	c, ok := mine(t, args)
	if !ok {
		return
	}
	if words, more := casework.Behind(t, args); more {
		casework.Speak(t, []string{c.Code, words})
		if endangers(t, c.Code, words) {
			return
		}
	}
	key, yes, no := "report.withdraw.ask", "report.withdraw.yes", "report.withdraw.no"
	if c.Level == casework.LifeAndDanger {
		key, yes, no = "report.withdraw.urgent", "report.withdraw.mistake", "report.withdraw.still"
	}
	flows.AskChoice(t, t.Reader, c.Code, flows.Note{Key: key, Args: text.Args{"code": c.Code}, Choices: []flows.Choice{
		{Key: yes, Do: "rutthat " + c.Code}, {Key: no, Do: "giu " + c.Code},
	}}, offerTo)
}

// endangers asks about danger to life in place of taking a report back, where what
// was typed with it speaks of some and nobody has asked yet. Whoever still wants it
// back says so again.
func endangers(t *flows.Turn, code, words string) bool {
	c, ok := casework.Cases.Get(t.Tx, code)
	if !ok || len(viet.DangerWords(words)) == 0 || c.State != casework.New || c.Level == casework.LifeAndDanger || c.Danger != casework.NotAsked {
		return false
	}
	casework.AskDanger(t, &c)
	casework.Keep(t, c)
	casework.Show(t, c)
	return true
}

// Withdrawn takes a report back; once somebody has it, that person decides.
func Withdrawn(t *flows.Turn, args []string) {
	c, ok := mine(t, args)
	if !ok {
		return
	}
	t.Rest("report.danger", c.Code)
	t.Answered(t.Event.Chat, "choice", c.Code)
	if casework.TakeOff(t, &c) {
		t.Reply("report.withdraw.done", text.Args{"code": c.Code})
	} else {
		t.Reply("report.withdraw.wished", text.Args{"code": c.Code})
	}
}

// Keep is the no to Withdraw.
func Keep(t *flows.Turn, args []string) {
	if c, ok := casework.Own(t, args); ok {
		t.Answered(t.Event.Chat, "choice", c.Code)
		t.Reply("report.withdraw.stays", text.Args{"code": c.Code})
	}
}

// Add says that what comes next belongs to a report.
func Add(t *flows.Turn, args []string) {
	c, ok := mine(t, args)
	if !ok {
		return
	}
	adding(t, c.Code, t.Reply("report.add", text.Args{"code": c.Code}))
}

// adding makes what comes next belong to a report, for a while after each
// message.
func adding(t *flows.Turn, code, said string) {
	t.Ask(t.Reader, flows.Question{Kind: "report.add", Code: code, Open: viet.Text, Until: t.Event.At.Add(offerTo), Said: said})
}

// Added takes what Add asked for.
func Added(t *flows.Turn, q flows.Question, m viet.Meaning) {
	if m.Kind == viet.Cancel || m.Kind == viet.Back {
		t.Reply("talk.cancelled", nil)
		return
	}
	c, ok := casework.Cases.Get(t.Tx, q.Code)
	if !ok || c.Reporter != t.From.ID || !c.State.Open() {
		flows.Unasked(t)
		return
	}
	g, _ := gatherings.Get(t.Tx, string(t.Event.Chat))
	join(t, c.Code, g)
	t.Reply("report.added", text.Args{"code": c.Code})
	adding(t, c.Code, "")
}

// offerJoin asks whether a picture or voice that came a little late belongs to
// the report before it.
func offerJoin(t *flows.Turn, late, before string) {
	flows.AskChoice(t, t.Reader, late, flows.Note{Key: "report.join", Args: text.Args{"code": before}, Choices: []flows.Choice{
		{Key: "report.join.yes", Do: "gopvao " + late + " " + before}, {Key: "report.join.no", Do: "rieng " + late},
	}}, offerTo)
}

// Join makes a late picture or voice part of the report before it.
func Join(t *flows.Turn, args []string) {
	late, ok := casework.Own(t, args)
	if !ok || len(args) < 2 {
		return
	}
	into, ok := casework.Own(t, args[1:])
	if !ok {
		return
	}
	if late.State != casework.New || late.Level == casework.LifeAndDanger || !late.Unheard || !into.State.Open() || late.Code == into.Code || late.Above != into.Above {
		casework.View(t, args)
		return
	}
	casework.Merge(t, late, into)
	gatherings.Put(t.Tx, gathering{Chat: t.Event.Chat, Code: into.Code, Last: t.Event.At})
	t.Reply("report.joined", text.Args{"code": into.Code})
}

// Apart is the no to Join.
func Apart(t *flows.Turn, args []string) {
	if c, ok := casework.Own(t, args); ok && c.Same != "" && c.State == casework.New {
		notSame(t, c)
	} else if ok {
		t.Reply("report.kept.apart", text.Args{"code": c.Code})
	}
}

// AskPlace asks the phone for the place of an urgent report.
func AskPlace(t *flows.Turn, args []string) {
	c, ok := casework.Own(t, args)
	if !ok {
		return
	}
	if c.Level != casework.LifeAndDanger || !c.State.Open() {
		t.Reply("case.place.dropped", nil)
		return
	}
	t.Reply("case.place.ask", text.Args{"code": c.Code}, flows.Choice{Key: "case.place.button", Want: flows.WantPlace})
}

// place takes a pin on the map: into the newest urgent case of the person that
// is open; of any other the coordinates are dropped.
func place(t *flows.Turn) {
	c, ok := casework.NewestUrgent(t)
	if !ok {
		t.Reply("case.place.dropped", nil)
		if last, several := lastOfSeveral(t); several {
			Where(t, []string{last})
		}
		return
	}
	casework.KeepPlace(t, c, *t.Event.Place)
	t.Reply("case.place.kept", text.Args{"code": c.Code})
}

// lastOfSeveral returns the report that a pin is about, if its reporter reports
// for several villages.
func lastOfSeveral(t *flows.Turn) (code string, ok bool) {
	g, _ := gatherings.Get(t.Tx, string(t.Event.Chat))
	c, there := casework.Cases.Get(t.Tx, g.Code)
	return g.Code, there && c.Several && c.State == casework.New && t.Event.At.Before(g.Last.Add(offerTo))
}

// FileHeld files what was put aside while the bot asked what it is.
func FileHeld(t *flows.Turn, _ []string) {
	h, ok := flows.TakeHeld(t, flows.Unclear)
	if !ok {
		t.Reply("report.nothing", nil)
		return
	}
	t.Event.Text, t.Event.Files, t.Event.Message = h.Text, h.Files, ""
	if awaitsSealed(t) {
		fileSealed(t, viet.Mean(h.Text, viet.Context{}))
		return
	}
	g, _ := gatherings.Get(t.Tx, string(t.Event.Chat))
	m := viet.Mean(h.Text, viet.Context{})
	if m.Kind != viet.Danger { // whatever else it looks like, it was said to be a report
		m = viet.Meaning{Kind: viet.Report}
	}
	file(t, filing{meaning: m, gathering: g})
}

// Petition names the office for a complaint or denunciation of one person.
// Nothing of it is kept.
func Petition(t *flows.Turn, _ []string) {
	flows.TakeHeld(t, flows.Unclear)
	t.Answered(t.Event.Chat, "report.sealed", "") // if it was to go to the level above, that was it
	t.Reply("desk.legal.office", text.Args{"phone": casework.DutyPhone(t, cmp.Or(unitOf(t), former(t)))})
}
