// Package flows holds the words that every conversation of the bot speaks:
// Member, Unit, Post, Event, Turn, Note, Message, and the Desk that takes
// events in.
//
// A flow is a plain function of a *Turn. It knows no chat service and no clock:
// time comes with the event, what it reads and writes is in one transaction,
// and what it says is a row in that transaction, sent later by somebody else.
package flows
