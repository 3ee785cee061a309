package text_test

import "caunoi/flows"

// What the talk about monthly figures completes at run time: of everything that
// people type.
var _ = func() bool {
	for _, i := range flows.DefaultIndicators() {
		if i.Source.Typed() {
			dynamic["monthly.short."] = append(dynamic["monthly.short."], i.Code)
			dynamic["monthly.said."] = append(dynamic["monthly.said."], i.Code)
		}
	}
	dynamic["command."] = append(dynamic["command."], "solieu")
	return true
}()
