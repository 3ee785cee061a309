package text_test

import (
	"slices"

	"caunoi/flows/model"
)

// What models complete at run time, and their scripts.
var _ = func() bool {
	states := []string{"registered", "accepted", "running", "reviewed", "met", "notmet", "recognised", "replicated", "stopped", "refused"}
	shelves := []string{"wait", "run", "late", "judged", "good", "end"}
	steps := []string{"changed", "accepted", "begun", "shown", "reviewed", "met", "notmet", "resumed", "recognised", "replicated", "stopped", "refused"}
	dynamic["model.state."] = states
	dynamic["model.did."] = steps
	dynamic["model.told."] = slices.DeleteFunc(slices.Clone(steps), func(s string) bool { return s == "shown" })
	dynamic["model.button."] = []string{"accept", "refuse", "edit", "begin", "progress", "look", "review", "again", "met", "fail", "resume", "recognise", "spread", "stop"}
	dynamic["model.due."] = states[:4]
	dynamic["model.field."] = []string{"KTX", "NTM", "VHX", "QPA", "HTC", "CCH"}
	dynamic["model.home."] = shelves
	dynamic["model.shelf."] = shelves
	dynamic["command."] = append(dynamic["command."], "mohinh")
	scripts["model.Composing"] = model.Composing.Keys()
	scripts["model.Showing"] = model.Showing.Keys()
	scripts["model.Reviewing"] = model.Reviewing.Keys()
	scripts["model.Resuming"] = model.Resuming.Keys()
	scripts["model.Failing"] = model.Failing.Keys()
	scripts["model.Stopping"] = model.Stopping.Keys()
	scripts["model.Refusing"] = model.Refusing.Keys()
	scripts["model.Accepting"] = model.Accepting.Keys()
	return true
}()
