package text_test

// What taking back, putting right and chasing completes at run time.
var _ = func() bool {
	dynamic["chase.why."] = []string{"cannot", "lost", "unsure", "files", "blocked", "left", "too_old"}
	dynamic["chase.fix."] = []string{"both", "pin", "young", "second", "none"}
	dynamic["chase.archive."] = []string{"further", "end", "empty", "none"}
	dynamic["chase.other."] = []string{"stopped", "cancelled", "wenton", "withdrawn", "corrected"}
	return true
}()
