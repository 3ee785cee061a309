package text_test

import "caunoi/flows"

// What figures complete at run time.
var _ = func() bool {
	for _, i := range flows.DefaultIndicators() {
		dynamic["indicator."] = append(dynamic["indicator."], i.Code)
	}
	return true
}()
