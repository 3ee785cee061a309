// Package office is the administrator's office: who has joined and where
// somebody is missing, and everything that is done about one person: adding,
// replacing, ending, inviting, taking a lost phone away, naming who is on duty.
//
// What changes something takes a transaction and a time, so that the chat and
// the operator's socket do the very same. It either does all of it or returns a
// Fault and has written nothing. Its laws: rights are looked up at the act, over
// the part of the tree the act is about (reliability S08); nobody is ever without
// an administrator; every act is in a log that nothing is taken out of; and who
// is concerned is told.
package office
