package text_test

import "caunoi/flows/directive"

// What the writing of directives completes at run time, and its script.
var _ = func() bool {
	dynamic["compose.whom."] = []string{"team", "heads", "members", "charge"}
	dynamic["compose.ask."] = []string{"know", "confirm", "figure", "words", "oneof", "form"}
	dynamic["compose.word."] = []string{"both", "pin", "second", "young", "none"}
	dynamic["compose.preview."] = []string{"groups", "people"}
	dynamic["command."] = append(dynamic["command."], "chidao")
	scripts["directive.Composing"] = directive.Composing.Keys()
	return true
}()
