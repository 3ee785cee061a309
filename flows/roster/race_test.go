//go:build race

package roster

// underRace: the race detector multiplies what anything costs, so a bomb tells
// nothing there but how slow the detector is.
const underRace = true
