package text_test

// What the answers to directives complete at run time.
var _ = func() bool {
	dynamic["directive.list.code."] = []string{
		"nobody", "never_joined", "no_consent", "left", "blocked", "deactivated", "never_started", "no_group", "kicked", "removed",
		"not_a_member", "deleted", "not_found", "no_rights", "muted", "topic_closed", "moved", "given_up", "closed", "other",
	}
	dynamic["directive.list.button."] = []string{"before", "next", "words", "table", "chart", "back"}
	dynamic["directive.table.column."] = []string{
		"commune", "team", "person", "sent", "state", "read", "answered", "late", "figure", "near", "option", "words", "by", "case",
		"asked", "done", "stuck", "silent",
	}
	dynamic["directive.table.state."] = []string{"none", "read", "answered", "stuck"}
	return true
}()
