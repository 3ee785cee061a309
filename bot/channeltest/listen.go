package channeltest

import (
	"context"
	"strings"
	"testing"
	"time"

	"caunoi/bot"
	"caunoi/flows"
)

// patience is how long a check waits for what must come. It is long because a
// loaded machine is slow, and costs nothing where things are right.
const patience = 20 * time.Second

// A listener runs Receive and holds what came.
type listener struct {
	t      *testing.T
	events chan flows.Event
	bad    chan bot.Bad
	cursor chan string // of each batch that was taken
	done   chan error
	cancel context.CancelFunc
	judge  func(bot.Batch) error // nil takes all
}

// listen starts Receive at cursor. It is stopped when the test ends.
func listen(t *testing.T, ch bot.Channel, cursor string, judge func(bot.Batch) error) *listener {
	ctx, cancel := context.WithCancel(context.Background())
	l := &listener{
		t: t, events: make(chan flows.Event, 10_000), bad: make(chan bot.Bad, 100),
		cursor: make(chan string, 10_000), done: make(chan error, 1), cancel: cancel, judge: judge,
	}
	go func() { l.done <- ch.Receive(ctx, cursor, l.take) }()
	t.Cleanup(func() { l.stop() })
	return l
}

// take is the f of Receive.
func (l *listener) take(b bot.Batch) error {
	if l.judge != nil {
		if err := l.judge(b); err != nil {
			return err
		}
	}
	for _, e := range b.Events {
		l.events <- e
	}
	for _, x := range b.Bad {
		l.bad <- x
	}
	l.cursor <- b.Cursor
	return nil
}

// next returns the next event, or fails the test.
func (l *listener) next() flows.Event {
	l.t.Helper()
	select {
	case e := <-l.events:
		return e
	case err := <-l.done:
		l.done <- err
		l.t.Fatalf("receive returned early: %v", err)
	case <-time.After(patience):
		l.t.Fatal("no event came")
	}
	return flows.Event{}
}

// stop ends Receive, fails the test if that takes longer than a second or
// ends in an error, and returns the last cursor that was taken.
func (l *listener) stop() string {
	l.t.Helper()
	l.cancel()
	select {
	case err := <-l.done:
		l.done <- err
		if err != nil {
			l.t.Errorf("receive returned %v, not nil, when it was stopped", err)
		}
	case <-time.After(time.Second):
		l.t.Error("receive did not stop within a second")
	}
	last := ""
	for {
		select {
		case last = <-l.cursor:
		default:
			return last
		}
	}
}

// keepsSecret fails the test if text holds the canary.
func (r Rig) keepsSecret(t *testing.T, where, text string) {
	t.Helper()
	if r.Secret != "" && strings.Contains(text, r.Secret) {
		t.Errorf("%s holds the secret", where)
	}
}

// do carries out an act, and fails the test if the outcome holds a secret or
// is outside the closed set.
func (r Rig) do(ctx context.Context, t *testing.T, act flows.Act) flows.Outcome {
	t.Helper()
	o := r.Channel.Do(ctx, r.Chat, act)
	r.keepsSecret(t, "the outcome", o.Why+o.Shown+string(o.To))
	if o.Result < flows.Done || o.Result > flows.Unsure {
		t.Errorf("outcome %d is outside the closed set", o.Result)
	}
	if len(o.Why) > 60 || act.Text != "" && len(act.Text) > 3 && strings.Contains(o.Why, act.Text) {
		t.Errorf("why is not a short code: %q", o.Why)
	}
	return o
}

// show carries out an act that must be done.
func (r Rig) show(t *testing.T, act flows.Act) flows.Outcome {
	t.Helper()
	o := r.do(t.Context(), t, act)
	if o.Result != flows.Done {
		t.Fatalf("the act ended as %d (%s), not done", o.Result, o.Why)
	}
	return o
}

// need skips a check if the service lacks something.
func need(t *testing.T, has bool, what string) {
	t.Helper()
	if !has {
		t.Skip("the service has no such thing: " + what)
	}
}

// home is the address of the person's chat.
func (r Rig) home() flows.Address { return flows.At(r.Channel.Name(), r.Chat) }
