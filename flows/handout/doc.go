// Package handout makes the sheets on which people are invited: a page for
// every team, with a card and a code for each of its people and one for its
// group, to be printed, cut and given from hand to hand (conversations.md 1).
//
// Its laws: a person stands on one page only, since a new code takes the place
// of the one before; the file needs nothing from outside, so that it can be
// printed without a network; the codes stand in the file and nowhere else.
package handout
