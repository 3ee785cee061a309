package bot

import (
	"context"
	"io"
	"time"

	"caunoi/flows"
)

// A Channel carries messages between the bot and one chat service. What people
// mean is never decided here: a channel turns the service's updates into
// events and acts into the service's calls, and names what went wrong.
type Channel interface {
	// Name is the first part of the channel's addresses: "telegram".
	Name() string

	// Limits says what the service takes. It does not change.
	Limits() Limits

	// Receive calls f with batches of events, in order, until ctx is done, and
	// returns nil then. cursor is what f was last given and kept; "" at the very
	// first start. A batch is confirmed to the service only after f returned
	// nil for it; after an error the same events are given again. An update
	// that cannot be read arrives as a Bad in the batch and holds up nothing.
	// Receive keeps trying while the service is unreachable; it returns an
	// error only if trying on is useless (a refused token). A poll that brought
	// nothing is given as an empty batch: whoever does so is held to it, and is
	// reported as standing still when no batch comes for two minutes. Such a batch
	// may have a cursor, which is kept, or an Alarm.
	Receive(ctx context.Context, cursor string, f func(b Batch) error) error

	// Do carries out an act in a chat. It never returns a token, a text or a
	// phone number in the outcome. It obeys ctx.
	Do(ctx context.Context, chat string, act flows.Act) flows.Outcome

	// Open reads a file that somebody sent here.
	Open(ctx context.Context, f flows.File) (io.ReadCloser, error)
}

// A Troubled is a channel that polls and knows what is wrong while its service
// cannot be reached. It gives an empty batch for every poll that brought
// nothing, so health holds it to that from the start and not only from the
// first one: a service that was never reached is no quiet day.
type Troubled interface {
	// Trouble is a short code of what is wrong, "unreachable" or the like, and
	// since when; "" if all is well. It holds nothing of anybody.
	Trouble() (what string, since time.Time)
}

// A Batch is what one poll of a service brought.
type Batch struct {
	Events []flows.Event
	Bad    []Bad
	Cursor string       // to be kept in the same transaction as the work
	Alarm  *flows.Alarm // what the administrators are to be told of the channel itself; nil is nothing
}

// Bad is an update that could not be read: its number, and why, without its text.
type Bad struct {
	Seq int64
	Why string
}

// Limits is what a chat service takes.
type Limits struct {
	Text    int  // UTF-16 units in a message
	Caption int  // UTF-16 units under a file
	Buttons bool // whether it can show buttons
	Edits   bool // whether a message can be changed afterwards
	Deletes bool // whether a message can be taken away again, at least for some time

	Total Pace // for the whole service
	Chat  Pace // for one private chat
	Group Pace // for one group

	// Groups is how the names of group chats begin, "-" at Telegram; "" if there
	// are none or they cannot be told apart.
	Groups string
}

// A Pace is how fast messages may go: one every Every on average, and at most
// Burst at once. A zero Pace is no limit.
type Pace struct {
	Every time.Duration
	Burst int
}
