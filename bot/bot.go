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
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

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

	// Audited says when all that must not stand still was last looked through,
	// and whether nothing was found that could not be mended. nil: nothing is.
	Audited func(tx store.Tx) (last time.Time, clean bool)

	Heartbeat Beater // whom it calls while all is well
}

// A Bot is the running bot. It is run once.
type Bot struct {
	db       store.DB
	desk     *flows.Desk
	channels []Channel
	clock    *Clock
	log      *slog.Logger
	usual    Pace // of what one person may send
	urgent   func(flows.Event) bool
	full     func(flows.Event) string

	commits sync.Mutex // held during a commit; nobody sleeps with it
	out     *outbound
	alarm   chan struct{} // a timer was set that comes due early
	planned atomic.Int64  // when the wake loop looks again, in microseconds; 0: it is looking
	counts  counts
	pulses  pulses

	audited func(tx store.Tx) (last time.Time, clean bool)
	audit   audit
	beats   Beater
}

// New returns a bot that does nothing until it is run.
func New(o Options) *Bot {
	if o.Clock == nil {
		o.Clock = &Clock{}
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Flying <= 0 {
		o.Flying = 128
	}
	return &Bot{
		db: o.DB, desk: o.Desk, channels: o.Channels, clock: o.Clock, log: o.Log,
		usual: usualPace(), urgent: o.Urgent, full: o.Full,
		out: newOutbound(o.Channels, o.Clock, o.Flying), alarm: make(chan struct{}, 1),
		audited: o.Audited, beats: o.Heartbeat,
	}
}

// Run takes in, delivers and wakes until ctx is done, and then comes to an
// orderly end: the turns in hand are finished, the sends in hand are finished
// and settled, within ten seconds. It returns nil then. An error that Is
// store.ErrUnknown means that the process must end at once.
func (b *Bot) Run(ctx context.Context) error {
	if err := b.load(ctx); err != nil {
		if ctx.Err() != nil {
			return nil
		}
		return err
	}
	group, ctx := errgroup.WithContext(ctx)
	intake, in := errgroup.WithContext(ctx)
	for _, c := range b.channels {
		intake.Go(func() error { return b.receive(in, c) })
	}
	intake.Go(func() error { return b.wake(in) })
	quiet := make(chan struct{})
	group.Go(func() error {
		defer close(quiet)
		return intake.Wait()
	})
	group.Go(func() error { return b.deliver(ctx, quiet) })
	group.Go(func() error { return b.heartbeat(ctx) })
	return group.Wait()
}

// noLine names a channel, once, for which messages wait though it is not there.
func (b *Bot) noLine(channel string) {
	if _, known := b.pulses.orphans.LoadOrStore(channel, true); !known {
		b.log.Warn("messages wait for a channel that is not set up", "channel", channel)
	}
}
