package model

import (
	"slices"
	"strings"

	"caunoi/flows"
	"caunoi/flows/talk"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// pressed is the model that a verb names, if whoever acts may see it; otherwise it says
// that there is none.
func pressed(t *flows.Turn, args []string) (m Model, ok bool) {
	code := strings.Join(args[:min(1, len(args))], "")
	if m, ok = Find(t.Tx, code); ok && m.sees(t, t.From.ID) {
		return m, true
	}
	t.Reply("model.none", text.Args{"n": viet.Short(code, 12)})
	return m, false
}

// steered is pressed for those who may steer the model.
func steered(t *flows.Turn, args []string) (m Model, ok bool) {
	if m, ok = pressed(t, args); ok && !m.steers(t, t.From.ID) {
		t.Reply("model.right.steer", text.Args{"n": m.Code()})
		return m, false
	}
	return m, ok
}

// judgedBy is pressed for those who may judge the model.
func judgedBy(t *flows.Turn, args []string) (m Model, ok bool) {
	m, ok = pressed(t, args)
	switch {
	case !ok:
		return m, false
	case m.ofTeam(t, t.From.ID):
		t.Reply("model.right.own", text.Args{"n": m.Code()})
		return m, false
	case !m.judges(t, t.From.ID):
		t.Reply("model.right.judge", text.Args{"n": m.Code()})
		return m, false
	}
	return m, true
}

// in reports whether a model is in one of the states from which a step can be taken,
// and its unit still is one; otherwise it says what is true now.
func (m Model) in(t *flows.Turn, from ...State) bool {
	open, u := m.opens(), m.owner(t.Tx)
	switch {
	case m.Refused:
		t.Reply("model.refused", text.Args{"n": m.Code(), "day": text.Day(m.since())}, open)
	case m.State == Stopped:
		t.Reply("model.stopped", text.Args{"n": m.Code(), "day": text.Day(m.since())}, open)
	case !u.Open(t.Event.At):
		t.Reply("model.ended", text.Args{"n": m.Code(), "unit": u.Name, "day": text.Day(u.To)}, open)
	case !slices.Contains(from, m.State):
		t.Reply("model.order", text.Args{"n": m.Code(), "state": m.status()}, open)
	default:
		return true
	}
	return false
}

// isShown reports whether something shows a model; otherwise it says that this is
// needed first.
func (m Model) isShown(t *flows.Turn) bool {
	if m.Shown > 0 {
		return true
	}
	way := m.opens()
	if m.works(t, t.From.ID) {
		way = flows.Choice{Key: "model.button.progress", Do: "mhtiendo " + m.Code()}
	}
	t.Reply("model.unshown", text.Args{"n": m.Code()}, way)
	return false
}

// did says to whoever acts what was done, shows it on all cards, and tells the others
// whom it concerns. what is the last part of the keys of both.
func (m Model) did(t *flows.Turn, what string, args text.Args) {
	full := text.Args{"n": m.Code(), "name": m.Name, "unit": m.owner(t.Tx).Name, "who": t.From.Name}
	for name, value := range args {
		full[name] = value
	}
	t.Reply("model.did."+what, full)
	m.redraw(t)
	for _, who := range m.concerned(t) {
		if who.ID != t.From.ID {
			t.Say(who.Reader(), flows.Note{Key: "model.told." + what, Args: full, Lane: flows.Reminder, About: m.notice(), Choices: []flows.Choice{m.opens()}})
		}
	}
}

// redraw brings all cards on which a model stands up to date.
func (m Model) redraw(t *flows.Turn) {
	m.show(t)
	if source, ok := Models.Get(t.Tx, key(m.From)); ok {
		source.show(t) // its card says how those made after it stand
	}
}

// Accept accepts a model: the unit above agrees that it is done like this. If its day
// of review went by meanwhile, it asks for another.
func Accept(t *flows.Turn, args []string) {
	m, ok := judgedBy(t, args)
	switch {
	case !ok || !m.in(t, Registered):
	case !m.Due.After(today(t)):
		Accepting.Begin(t, m.Code())
	default:
		m.accept(t)
	}
}

// accept brings a model that waited for it to be accepted on its way.
func (m Model) accept(t *flows.Turn) {
	m.goOn(t, Accepted, "accepted")
	m.takenOver(t)
}

// Begin begins the work.
func Begin(t *flows.Turn, args []string) {
	if m, ok := steered(t, args); ok && m.in(t, Accepted) {
		m.goOn(t, Running, "begun")
	}
}

// goOn brings a model into its next state.
func (m Model) goOn(t *flows.Turn, to State, what string) {
	m.enter(t, to)
	m.arm(t)
	put(t.Tx, m)
	m.did(t, what, nil)
}

// MeetsIt assesses a model: it does what it set out to do.
func MeetsIt(t *flows.Turn, args []string) {
	if m, ok := judgedBy(t, args); ok && m.in(t, Reviewed) && m.isShown(t) {
		m.goOn(t, Met, "met")
	}
}

// Recognise honours a model that did what it set out to do.
func Recognise(t *flows.Turn, args []string) {
	if m, ok := judgedBy(t, args); ok && m.in(t, Met) && m.isShown(t) {
		m.mark(t, WasRecognised)
		m.goOn(t, Recognised, "recognised")
	}
}

// longestWhy is how many letters a reason has at most.
const longestWhy = 300

// Failing asks why a model does not do what it set out to do, Stopping why it is
// stopped, and Refusing why it is not accepted.
var (
	Failing  = talk.One("mohinh.chua", "model.why", "fail", 0, because(missed))
	Stopping = talk.One("mohinh.dung", "model.why", "stop", 0, because(stopped))
	Refusing = talk.One("mohinh.khong", "model.why", "refuse", 0, because(refused))
)

// because takes a reason in words, masked.
func because(then func(t *flows.Turn, m Model, why string)) func(t *flows.Turn, code string, g talk.Given) {
	return func(t *flows.Turn, code string, g talk.Given) {
		m, ok := pressed(t, []string{code})
		if !ok {
			return
		}
		why := masked(t, g.Text)
		if len([]rune(why)) > longestWhy || why == "" {
			t.Reply("model.why.words", text.Args{"n": m.Code(), "letters": longestWhy}, m.opens())
			return
		}
		then(t, m, why)
	}
}

// opens is the button that shows a model.
func (m Model) opens() flows.Choice {
	return flows.Choice{Key: "model.button.open", Args: text.Args{"n": m.Code()}, Do: "mohinh " + m.Code()}
}

// Fails begins to assess a model as one that does not do what it set out to do.
func Fails(t *flows.Turn, args []string) {
	if m, ok := judgedBy(t, args); ok && m.in(t, Reviewed) && m.isShown(t) {
		Failing.Begin(t, m.Code())
	}
}

func missed(t *flows.Turn, m Model, why string) {
	if m, ok := judgedBy(t, []string{m.Code()}); ok && m.in(t, Reviewed) {
		m.Why = why
		m.goOn(t, NotMet, "notmet")
	}
}

// Stop begins to stop a model, or to refuse one that was registered. Both who steers
// and who judges it may.
func Stop(t *flows.Turn, args []string) {
	m, ok := stoppable(t, args)
	switch {
	case !ok:
	case m.State == Registered && m.judges(t, t.From.ID):
		Refusing.Begin(t, m.Code())
	default:
		Stopping.Begin(t, m.Code())
	}
}

// stoppable is pressed for those who may stop a model that was not stopped. It may be
// one of a unit that has ended.
func stoppable(t *flows.Turn, args []string) (m Model, ok bool) {
	m, ok = pressed(t, args)
	switch {
	case !ok:
		return m, false
	case !m.steers(t, t.From.ID) && !m.judges(t, t.From.ID):
		t.Reply("model.right.steer", text.Args{"n": m.Code()})
		return m, false
	case m.State == Stopped:
		return m, m.in(t)
	}
	return m, true
}

func stopped(t *flows.Turn, m Model, why string) {
	if m, ok := stoppable(t, []string{m.Code()}); ok {
		m.stop(t, why, "stopped")
	}
}

// refused stops a model that nobody has accepted. It may be one of a unit that has
// ended.
func refused(t *flows.Turn, m Model, why string) {
	m, ok := judgedBy(t, []string{m.Code()})
	switch {
	case !ok:
	case m.State != Registered:
		m.in(t, Registered)
	default:
		m.Refused = true
		m.stop(t, why, "refused")
	}
}

// stop ends a model. Only of what was kept up is counted that it is not any more.
func (m Model) stop(t *flows.Turn, why, what string) {
	m.Why = why
	if m.marked(WasShown) {
		m.mark(t, WasStopped)
	}
	m.goOn(t, Stopped, what)
}
