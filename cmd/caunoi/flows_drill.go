package main

import (
	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/drill"
)

// registerDrills is how the ladder is tried.
func registerDrills(d *flows.Desk) {
	d.Command("dientap", drill.Open)
	d.Verb("tapbatdau", drill.Begin)
	d.Verb("tapdung", drill.Stop)
	d.Timer(casework.DrillTimer, drill.Over)
	d.Timer("drill.forget", drill.Forget)
}
