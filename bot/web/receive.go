package web

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"caunoi/bot"
)

// Receive gives the bot what people did on the page. Deeds are numbered on
// from the cursor, so that numbers grow for ever; a deed that f refused is
// given again, also by the next Receive and after a restart.
func (c *Channel) Receive(ctx context.Context, cursor string, f func(bot.Batch) error) error {
	last, err := position(cursor)
	if err != nil {
		return err
	}
	if err := c.desk.start(last, c.now()); err != nil {
		c.log.Warn("web journal", "error", err)
	}
	for ctx.Err() == nil {
		batch := c.desk.first()
		if len(batch) > 0 {
			c.give(ctx, batch, f)
			continue
		}
		select {
		case <-c.desk.more:
		case <-c.desk.shut:
			<-ctx.Done()
		case <-ctx.Done():
		}
	}
	return nil
}

// give gives one batch until f takes it or ctx is done. Each time it waits
// longer, up to a few seconds.
func (c *Channel) give(ctx context.Context, batch []*deposit, f func(bot.Batch) error) {
	var b bot.Batch
	for _, d := range batch {
		who, _ := c.person(d.entry.Chat)
		b.Events = append(b.Events, d.entry.event(c.now(), who))
		b.Cursor = strconv.FormatInt(d.entry.N, 10)
	}
	for wait := 50 * time.Millisecond; ctx.Err() == nil; wait = min(2*wait, 5*time.Second) {
		err := f(b)
		if err == nil {
			if err := c.desk.stored(batch, c.now()); err != nil {
				c.log.Warn("web journal", "error", err)
			}
			return
		}
		c.log.Warn("web: a batch was not stored and is given again", "events", len(b.Events), "error", err)
		timer := time.NewTimer(wait)
		select {
		case <-timer.C:
		case <-ctx.Done():
		}
		timer.Stop()
	}
}

// position reads a cursor.
func position(cursor string) (int64, error) {
	if cursor == "" {
		return 0, nil
	}
	n, err := strconv.ParseInt(cursor, 10, 64)
	if err != nil || n < 0 {
		return 0, fmt.Errorf("web: the cursor is not a number: %q", cursor)
	}
	return n, nil
}

// eventID names the event of a number.
func eventID(seq int64) string { return name + ":" + strconv.FormatInt(seq, 10) }
