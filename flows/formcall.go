package flows

// A FormCall is a form that goes with a directive, for whom somebody fills it in. What
// is filled in for it belongs to that directive: the next one asks anew.
type FormCall struct {
	Directive int64
	Form      string // its name
	Title     string // as it was when the directive was confirmed
	Unit      string // the team that is asked
	Member    string // the one who is asked, where each person is; "" for a team as one
}

// FormCalls is what a flow answers that lets forms be asked for: the flow of forms knows
// no more of it than this.
type FormCalls struct {
	// Of returns the form that goes with a directive, for whom whoever acts may fill
	// it in now: for the team unit, "" being the one it is about. Otherwise it has
	// said what is true.
	Of func(t *Turn, directive int64, unit string) (FormCall, bool)

	// Waiting returns those that wait for whoever acts, the newest first.
	Waiting func(t *Turn) []FormCall

	// Filled takes note that a form was filled in for a call, or taken back again.
	Filled func(t *Turn, c FormCall, filled bool)
}

// FormCalls registers what lets forms be asked for.
func (d *Desk) FormCalls(c FormCalls) { d.calls = c }

// FormCallOf asks what goes with a directive; see FormCalls.
func FormCallOf(t *Turn, directive int64, unit string) (c FormCall, ok bool) {
	if t.desk.calls.Of == nil {
		return c, false
	}
	return t.desk.calls.Of(t, directive, unit)
}

// FormsWaiting returns the forms of directives that wait for whoever acts.
func FormsWaiting(t *Turn) []FormCall {
	if t.desk.calls.Waiting == nil {
		return nil
	}
	return t.desk.calls.Waiting(t)
}

// FilledFor says that a form was filled in for a call, or taken back.
func FilledFor(t *Turn, c FormCall, filled bool) {
	if t.desk.calls.Filled != nil {
		t.desk.calls.Filled(t, c, filled)
	}
}
