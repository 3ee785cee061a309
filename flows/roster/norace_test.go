//go:build !race

package roster

const underRace = false
