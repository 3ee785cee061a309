package flows

import "time"

// A Subject is what a flow tells the desk about a kind of thing that messages
// are about.
type Subject struct {
	// Still reports whether a message that waits is still true and useful. nil
	// is always.
	Still func(t *Turn, m Message) bool

	// Hold says until when a message that waits, and would now be seen for the first
	// time, may not be: in the night after the service was away. Until then it
	// waits; if it is not worth sending any more by then, it is late. Zero, or what
	// is past, is that it may leave. nil is always.
	Hold func(t *Turn, m Message) time.Time

	// Late is told of a message that nobody was shown because it was not worth
	// sending any more when it could leave.
	Late func(t *Turn, m Message)

	// Card draws the one live card of m.About for the reader of m, at the
	// moment it leaves. ok is false if there is nothing to show any more.
	Card func(t *Turn, m Message) (n Note, ok bool)

	// Head is the key of a line that stands above whatever is said about the
	// thing, card or notice, in its reader's words; "" is none. It is asked at the
	// moment a message leaves, so that none can be said without it.
	Head func(t *Turn, m Message) string

	// Settled is told what became of a message, in the transaction that
	// settles it. It is not told of tries that will be made again.
	Settled func(t *Turn, m Message)
}
