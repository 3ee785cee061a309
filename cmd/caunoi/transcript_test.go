package main

import (
	"testing"

	"caunoi/flows/enroll"
	"caunoi/flows/flowtest"
)

// TestTranscripts plays every conversation of the product, at the desk the
// program runs with, in all weathers.
func TestTranscripts(t *testing.T) {
	flowtest.Run(t, "../../flows/*/testdata/*.txt", newDesk, enroll.InviteGroup)
}
