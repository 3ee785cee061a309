package web

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"
)

// most is how many deeds go to the bot in one batch.
const most = 100

// errClosed is what a post hears that waits while the channel is closed.
var errClosed = errors.New("the page is closing")

// A deposit is a person's deed that is in the journal and on its way to the
// bot. done is closed once the bot has stored it.
type deposit struct {
	entry entry
	done  chan struct{}
}

// A counter is where people's deeds wait in a queue until the bot has stored
// them. What was journalled but not stored before a crash is in the queue
// again after it.
type counter struct {
	mu     sync.Mutex
	rooms  *rooms
	queue  []*deposit
	byKey  map[string]*deposit // by chat and the page's own key
	more   chan struct{}       // nudged when the queue grows
	begun  chan struct{}       // closed by the first start: before it no number can be given
	shut   chan struct{}       // closed by close
	open   bool                // whether begun is closed
	closed bool                // whether shut is closed
}

// newCounter finds in the journal what was not stored.
func newCounter(r *rooms) *counter {
	k := &counter{
		rooms: r, byKey: map[string]*deposit{},
		more: make(chan struct{}, 1), begun: make(chan struct{}), shut: make(chan struct{}),
	}
	byNumber := map[int64]*deposit{}
	for _, e := range r.all() {
		switch {
		case e.Deed == stored:
			if d, ok := byNumber[e.Of]; ok {
				close(d.done)
				delete(byNumber, e.Of)
			}
		case e.byPerson():
			byNumber[e.N] = k.enqueue(e)
		}
	}
	k.drop()
	return k
}

// enqueue puts a journalled deed at the end of the queue. The caller holds mu
// or is alone.
func (k *counter) enqueue(e entry) *deposit {
	d := &deposit{entry: e, done: make(chan struct{})}
	k.queue = append(k.queue, d)
	if e.Key != "" {
		k.byKey[keyOf(e)] = d
	}
	return d
}

// keyOf is what a deed is known by when the page sends it a second time.
func keyOf(e entry) string { return e.Chat + "/" + e.Key }

// drop takes out of the queue what is done. The caller holds mu or is alone.
func (k *counter) drop() {
	k.queue = slices.DeleteFunc(k.queue, func(d *deposit) bool {
		select {
		case <-d.done:
			return true
		default:
			return false
		}
	})
}

// hand journals a person's deed, puts it into the queue and waits until the
// bot has stored it. A deed that came before under the same key is waited for,
// not done again.
func (k *counter) hand(ctx context.Context, e entry) (entry, error) {
	if err := k.wait(ctx, k.begun); err != nil {
		return entry{}, err
	}
	d, err := k.deposit(e)
	if err != nil {
		return entry{}, err
	}
	nudge(k.more)
	if err := k.wait(ctx, d.done); err != nil {
		return entry{}, err
	}
	return d.entry, nil
}

// wait waits until a channel is closed.
func (k *counter) wait(ctx context.Context, c <-chan struct{}) error {
	select {
	case <-c:
		return nil
	case <-k.shut:
		return errClosed
	case <-ctx.Done():
		return fmt.Errorf("wait for the bot: %w", ctx.Err())
	}
}

// deposit finds the deposit of the same key or makes one.
func (k *counter) deposit(e entry) (*deposit, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if d, ok := k.byKey[keyOf(e)]; ok && e.Key != "" {
		return d, nil
	}
	written, err := k.rooms.write(e)
	if err != nil {
		return nil, err
	}
	return k.enqueue(written[0]), nil
}

// start takes the cursor the bot kept: numbers go on after it, and what it
// covers was stored, whether or not the journal came to say so.
func (k *counter) start(cursor int64, now time.Time) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.rooms.after(cursor)
	var covered []*deposit
	for _, d := range k.queue {
		if d.entry.N <= cursor {
			covered = append(covered, d)
		}
	}
	if !k.open {
		k.open = true
		close(k.begun)
	}
	return k.store(covered, now)
}

// first returns the first of the queue, without taking it out.
func (k *counter) first() []*deposit {
	k.mu.Lock()
	defer k.mu.Unlock()
	return slices.Clone(k.queue[:min(most, len(k.queue))])
}

// stored marks deposits as stored and answers their posts.
func (k *counter) stored(batch []*deposit, now time.Time) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.store(batch, now)
}

// store is stored for who holds mu. The posts are answered even if the journal
// cannot be written: the bot has what matters.
func (k *counter) store(batch []*deposit, now time.Time) error {
	if len(batch) == 0 {
		return nil
	}
	marks := make([]entry, len(batch))
	for i, d := range batch {
		marks[i] = entry{Chat: d.entry.Chat, Deed: stored, At: now, Of: d.entry.N}
	}
	_, err := k.rooms.write(marks...)
	for _, d := range batch {
		close(d.done)
	}
	k.drop()
	return err
}

// close refuses what still waits and ends the streams.
func (k *counter) close() {
	k.mu.Lock()
	defer k.mu.Unlock()
	if !k.closed {
		k.closed = true
		close(k.shut)
	}
}
