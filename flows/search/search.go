// Package search finds cases by the words in them, without marks, by their place, category and level.
package search

import (
	"caunoi/flows"
	"caunoi/flows/casework"
)

// Viec shows a list of cases.
func Viec(t *flows.Turn, args []string) {
	casework.List(t, args)
}
