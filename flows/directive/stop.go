package directive

import (
	"caunoi/flows"
	"caunoi/flows/text"
)

// Stop lets nothing more of a directive leave. What is in flight arrives.
func Stop(t *flows.Turn, args []string) {
	d, ok := manageable(t, args)
	if !ok {
		return
	}
	switch d.State {
	case Delayed, Planned, Asking:
		t.Reply("directive.cancelled", text.Args{"n": d.Number})
		d.cancel(t, "cancelled")
		d.tellChanged(t, "cancelled", t.From)
		return
	case Sending:
		d.halt(t, "")
		t.Reply("directive.stopped", text.Args{"n": d.Number, "stands": d.standing(t.Tx)})
		d.tellChanged(t, "stopped", t.From)
	default:
		said(t, d)
		return
	}
	Directives.Put(t.Tx, d)
	Board(t, d)
}

// GoOn lets a stopped directive go on with the next receiver. Of one whose answers
// were due meanwhile it asks once more; args[1] is the word that it shall all the
// same.
func GoOn(t *flows.Turn, args []string) {
	d, ok := manageable(t, args)
	if !ok {
		return
	}
	if d.State != Stopped {
		said(t, d)
		return
	}
	if d.tooLate(t) && (len(args) < 2 || args[1] != "tre") {
		flows.AskChoice(t, t.Reader, d.Code(), flows.Note{
			Key: "directive.late", Args: text.Args{"n": d.Number, "time": text.Moment(d.Due)},
			Choices: []flows.Choice{{Key: "directive.late.yes", Do: "cdtiep " + d.Code() + " tre"}, {Key: "chase.button.leave", Do: "cdthoi " + d.Code()}},
		}, sureFor)
		return
	}
	t.Answered(t.Event.Chat, "choice", d.Code())
	d.Late = d.Overdue(t.Event.At)
	if d.Why == rightLost {
		d.Consent = t.From.ID // who goes on answers for it, as its sender has lost the right
	}
	d.State, d.Why = Sending, ""
	d.note(t, "went on", "")
	for _, r := range inState(t.Tx, d.Number, Leaves, window+atATime) {
		if m, ok := flows.Card(t.Tx, r.card(), r.Chat); ok && m.Open() {
			continue // it is still in flight
		}
		r.State = Waits
		Receivers.Put(t.Tx, r)
	}
	t.Wake(SendTimer, d.Code(), 0)
	Directives.Put(t.Tx, d)
	t.Reply("directive.goeson", text.Args{"n": d.Number, "waits": d.Tally(t.Tx).Waits})
	d.tellChanged(t, "wenton", t.From)
	Board(t, d)
}

// said says how a directive stands, to whoever asks for what cannot be done now.
func said(t *flows.Turn, d Directive) {
	t.Say(t.Reader, d.stands())
}

// stands says how a directive stands.
func (d Directive) stands() flows.Note {
	return flows.Note{Key: "directive.now", Args: text.Args{"n": d.Number, "state": text.K("directive.state." + d.State.Name())}, Lane: flows.Answer,
		Choices: []flows.Choice{{Key: "directive.button.open", Args: text.Args{"n": d.Number}, Do: "cd " + d.Code()}}}
}

// tellOutcome tells the sender how the sending ended, if not all have it.
func tellOutcome(t *flows.Turn, d Directive, c Tally) {
	if c.Failed == 0 {
		return
	}
	m, _ := flows.Members.Get(t.Tx, d.By)
	t.Say(m.Reader(), flows.Note{Key: "directive.outcome", Args: text.Args{"n": d.Number, "has": c.Has, "failed": c.Failed}, Lane: flows.Answer,
		Choices: []flows.Choice{{Key: "directive.button.list", Do: "cdds " + d.Code()}}})
}
