package text_test

// What statistics complete at run time.
var _ = func() bool {
	dynamic["statistics.period."] = []string{"month", "last", "quarter", "year", "lastyear", "ever"}
	dynamic["statistics.digest."] = []string{"week", "month"}
	dynamic["statistics.book."] = []string{"appendix", "communes", "teams", "cases", "pace", "silent"}
	dynamic["statistics.book.head."] = []string{
		"code", "indicator", "unit", "now", "before", "change", "since", "note", "communecode", "commune", "teamcode", "team", "months", "gave", "asked",
		"month", "category", "level", "count", "came", "done", "up", "again", "open", "late", "taking", "settling",
	}
	dynamic["command."] = append(dynamic["command."], "thongke")
	return true
}()
