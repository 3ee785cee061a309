package directive

import (
	"caunoi/flows"
	"caunoi/flows/text"
)

// BeginTimer fires when the time of a directive has come that was confirmed for
// later.
const BeginTimer = "cd.begin"

// Begin lets a directive begin whose time has come, unless what was confirmed
// holds no longer: then nothing leaves, and its sender is asked to look at it anew.
func Begin(t *flows.Turn, code string) {
	d, ok := Find(t.Tx, code)
	if !ok || d.State != Delayed && d.State != Planned {
		return
	}
	d.writeTeams(t)
	var a Audience
	if !d.Wide { // they were few
		a = survey(t.Tx, d.At, d.Left, d.Whom)
	}
	switch {
	case d.Overdue(t.Event.At): // the process was down, or it was slow
		d.unsent(t, "late", text.Args{"n": d.Number, "time": text.Moment(d.Due)})
		return
	case !d.Wide && a.Receivers() > t.Set.Directives.Consent: // a roster that was read since knows of more
		d.unsent(t, "grown", text.Args{"n": d.Number, "count": a.Receivers(), "limit": t.Set.Directives.Consent})
		return
	}
	d.begin(t)
	Directives.Put(t.Tx, d)
	Board(t, d)
}

// begin lets the first of it leave.
func (d *Directive) begin(t *flows.Turn) {
	d.State, d.Begun, d.Ahead = Sending, t.Event.At, int64(d.audience(t.Tx).Receivers())
	d.note(t, "begun", "")
	t.Wake(SendTimer, d.Code(), 0)
	d.climb(t)
}

// unsent gives up a directive that may not begin, and asks its sender to send it
// anew as it was, which is confirmed anew.
func (d *Directive) unsent(t *flows.Turn, why string, args text.Args) {
	d.cancel(t, "not begun: "+why)
	m, _ := flows.Members.Get(t.Tx, d.By)
	t.Say(m.Reader(), flows.Note{Key: "directive.unsent." + why, Args: args, Lane: flows.Answer, Choices: []flows.Choice{
		{Key: "chase.button.like", Do: "cdnhu " + d.Code()},
	}})
}

// cancel ends a directive of which nothing has left.
func (d *Directive) cancel(t *flows.Turn, act string) {
	d.State, d.Ended, d.Left = Cancelled, t.Event.At, nil
	d.note(t, act, "")
	t.Rest(BeginTimer, d.Code())
	t.Rest(ConsentTimer, d.Code())
	Directives.Put(t.Tx, *d)
	Board(t, *d)
}
