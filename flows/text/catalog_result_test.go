package text_test

import (
	"caunoi/flows"
	"caunoi/flows/result"
)

// What results complete at run time, and their script.
var _ = func() bool {
	for _, i := range flows.DefaultIndicators() {
		if i.Source.Typed() {
			dynamic["result.pick."] = append(dynamic["result.pick."], i.Code)
		}
	}
	scripts["result.Again"] = result.Again.Keys()
	return true
}()
