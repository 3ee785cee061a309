package text_test

import "caunoi/flows/form"

// What forms complete at run time, and their script.
var _ = func() bool {
	dynamic["form.hint."] = []string{"number", "text", "date", "choice", "post"}
	dynamic["form.column."] = []string{"directive", "fixed"}
	dynamic["command."] = append(dynamic["command."], "bieu", "ketqua")
	scripts["form.Filling"] = form.Filling.Keys()
	return true
}()
