package text_test

import "caunoi/flows/casework"

// What the flows of work on a case complete at run time, and their scripts.
var _ = func() bool {
	ready := []string{"scope", "known", "petition", "unclear", "land", "plan", "rules", "desk", "police", "talks", "clinic", "school", "inspect"}
	dynamic["work.hand."] = []string{"self", "same", "left", "unreached", "right"}
	dynamic["work.hand.reason."] = []string{"scope", "busy", "above"}
	dynamic["work.extend.reason."] = []string{"supplies", "above", "weather"}
	dynamic["work.reject.reason."] = ready
	dynamic["work.reject.say."] = ready
	scripts["casework.Renewal"] = casework.Renewal.Keys()
	scripts["casework.Memorandum"] = casework.Memorandum.Keys()
	return true
}()
