// Package bot is the running bot: it takes in what people send, delivers what
// the flows say, and wakes what was to be woken, until it is told to stop.
//
// Its law: nothing is confirmed to a chat service that is not on disk, and
// nothing is sent that is not first a row of the outbox. It never knows what
// anything is about.
package bot

import (
	"context"
	"log/slog"

	"caunoi/flows"
	"caunoi/store"
)

// Options is what a bot is made of. DB, Desk and Channels must be given.
type Options struct {
	DB       store.DB
	Desk     *flows.Desk
	Channels []Channel
	Clock    *Clock       // nil: the true time
	Log      *slog.Logger // nil: nothing is logged
	Flying   int          // messages on their way at once; 0: 128

	// Urgent reports whether an event has to get in also from somebody who
	// sends too much. nil: none has.
	Urgent func(e flows.Event) bool

	// Full says, in the language of its sender, that an event could not be
	// stored yet because the disk is full. nil: nothing is said.
	Full func(e flows.Event) string
}

// A Bot is the running bot.
type Bot struct {
	Options
}

// New returns a bot that does nothing until it is run.
func New(o Options) *Bot { return &Bot{Options: o} }

// Run takes in, delivers and wakes until ctx is done, and then comes to an
// orderly end: the turns in hand are finished, the sends in hand are finished
// and settled, within ten seconds. It returns nil then. An error that Is
// store.ErrUnknown means that the process must end at once.
func (b *Bot) Run(ctx context.Context) error {
	<-ctx.Done()
	return nil
}
