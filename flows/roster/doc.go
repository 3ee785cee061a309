// Package roster is who belongs to the organisation: the list that an office
// keeps as a spreadsheet, read, compared with what is stored, and stored.
//
// Its laws: an import ends people and never deletes them; importing the same
// file again writes nothing; a row that is not understood is refused with its
// reason and holds up no other; columns over data that the bot must not hold
// are never read (the domain notes, 10.2 and 12.2).
//
// A file is read with Read, compared with what is stored by Compare and stored
// by Apply, in one transaction. First sees to the first administrator at every
// start and after every import.
//
//	Timer  roster.ended  Leave  the last day of a post is over
package roster
