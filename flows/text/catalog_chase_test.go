package text_test

import "caunoi/flows/directive"

// What taking back, putting right and chasing completes at run time.
var _ = func() bool {
	dynamic["chase.why."] = []string{"cannot", "lost", "unsure", "files", "blocked", "left", "too_old"}
	scripts["directive.Correction"] = directive.Correction.Keys()
	return true
}()
