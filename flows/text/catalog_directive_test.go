package text_test

// What the flow of directives completes at run time.
var _ = func() bool {
	asks := []string{"confirm", "figure", "words", "oneof", "form"}
	dynamic["directive.ask."] = asks
	for _, a := range asks {
		dynamic["directive.board.did."] = append(dynamic["directive.board.did."], a, a+".teams")
	}
	for _, r := range []string{"read", "answered", "stuck"} {
		dynamic["directive.did."] = append(dynamic["directive.did."], r, r+".own")
	}
	dynamic["directive.did."] = append(dynamic["directive.did."], "answered.group", "stuck.group")
	dynamic["directive.did."] = append(dynamic["directive.did."], "form", "form.own")
	dynamic["directive.button."] = []string{"read", "figure", "words", "stuck", "list", "stop", "goon", "again", "chase", "correct", "withdraw", "drop"}
	dynamic["directive.state."] = []string{"asking", "delayed", "planned", "sending", "stopped", "sent", "withdrawn", "cancelled"}
	dynamic["directive.unsent."] = []string{"late", "grown", "lapsed", "past"}
	dynamic["directive.halted."] = []string{"right_lost", "right_lost.own", "due_past"}
	dynamic["directive.board.why."] = []string{"right_lost", "due_past"}
	return true
}()
