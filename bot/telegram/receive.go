package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"caunoi/bot"
)

// mostUpdates is how many updates one poll may bring; the server allows no more.
const mostUpdates = 100

// quietAfter is the silence after which a poll asks without an offset. After
// about a week without updates Telegram goes on from an id chosen at random,
// which may be lower than the one we would ask from (T3).
const quietAfter = 24 * time.Hour

// wanted is the kinds of updates asked for, in full on every poll: Telegram
// keeps the last setting, also that of an older program (T19).
const wanted = `["message","edited_message","callback_query","my_chat_member"]`

// A place is how far Receive has come: the next id to ask from, and when the
// last update came.
type place struct {
	next int64
	last time.Time
}

// readCursor reads a place out of a cursor. One that cannot be read asks for
// all that Telegram still has: what was seen before is known by its id.
func readCursor(s string) (place, bool) {
	if s == "" {
		return place{}, true
	}
	id, at, _ := strings.Cut(s, "@")
	next, err := strconv.ParseInt(id, 10, 64)
	seconds, err2 := strconv.ParseInt(at, 10, 64)
	if err != nil || err2 != nil || next < 0 {
		return place{}, false
	}
	return place{next: next, last: time.Unix(seconds, 0)}, true
}

// cursor writes a place.
func (p place) cursor() string {
	return strconv.FormatInt(p.next, 10) + "@" + strconv.FormatInt(p.last.Unix(), 10)
}

// offset is the offset to ask from at now, 0 for none.
func (p place) offset(now time.Time) int64 {
	if now.Sub(p.last) >= quietAfter {
		return 0
	}
	return p.next
}

// Receive polls Telegram until ctx is done. The next poll, which is what
// confirms a batch (A1), is made only after f took it; a batch that f refused
// is given to f again and again until it is taken. Receive returns an error
// only if Telegram refuses the token.
func (c *Channel) Receive(ctx context.Context, cursor string, f func(bot.Batch) error) error {
	ctx, cancel := context.WithCancel(ctx)
	var side sync.WaitGroup
	defer side.Wait()
	defer cancel()
	answers := newAnswers(ctx, c, &side)
	side.Go(func() { c.introduce(ctx) })

	p, ok := readCursor(cursor)
	if !ok {
		c.log.Warn("the cursor cannot be read; asking for all that Telegram has")
	}
	patience := newBackoff(time.Second, 30*time.Second)
	for ctx.Err() == nil {
		updates, err := c.poll(ctx, p.offset(c.opt.Now()))
		if err != nil {
			if err := c.hold(ctx, err, patience); err != nil {
				return err
			}
			continue
		}
		patience.reset()
		c.polled()
		if len(updates) == 0 {
			if err := f(bot.Batch{}); err != nil { // a sign of life, for health
				c.log.Error("an empty poll was not taken", "err", err)
			}
			continue
		}
		c.meet(ctx)
		b, next := c.read(updates, p)
		answers.press(b.presses)
		if !c.give(ctx, b.Batch, f) {
			return nil
		}
		if next.next == p.next && !c.pause(ctx, patience.next()) {
			return nil // ids that cannot be read cannot be confirmed
		}
		p = next
	}
	return nil
}

// poll asks for updates from an offset on, 0 for the oldest.
func (c *Channel) poll(ctx context.Context, offset int64) ([]json.RawMessage, error) {
	p := tgbotapi.Params{
		"timeout": strconv.Itoa(int(c.opt.Poll / time.Second)), "limit": strconv.Itoa(mostUpdates), "allowed_updates": wanted,
	}
	p.AddNonZero64("offset", offset)
	result, err := c.call(ctx, "getUpdates", p)
	if err != nil {
		return nil, err
	}
	var updates []json.RawMessage
	if err := json.Unmarshal(result, &updates); err != nil {
		return nil, &fault{method: "getUpdates", code: 200, cause: errors.New("telegram: getUpdates: the result is not a list")}
	}
	return updates, nil
}

// give gives a batch to f until f takes it. It reports false if ctx ended
// first; the updates are not confirmed then and come again. A batch in which
// nothing is for us is not given: it would cost a commit for nothing.
func (c *Channel) give(ctx context.Context, b bot.Batch, f func(bot.Batch) error) bool {
	if len(b.Events) == 0 && len(b.Bad) == 0 {
		return ctx.Err() == nil
	}
	patience := newBackoff(100*time.Millisecond, 10*time.Second)
	for ctx.Err() == nil {
		err := f(b)
		if err == nil {
			return true
		}
		wait := patience.next()
		c.log.Error("a batch was not taken; it is given again", "events", len(b.Events), "first", firstID(b), "again", inWords(wait), "err", err)
		if !c.pause(ctx, wait) {
			return false
		}
	}
	return false
}

// firstID is the id of the first event of a batch, for the log.
func firstID(b bot.Batch) string {
	if len(b.Events) == 0 {
		return ""
	}
	return b.Events[0].ID
}

// hold waits after a poll that failed, as long as its reason asks. It returns
// an error if there is no use in going on.
func (c *Channel) hold(ctx context.Context, err error, patience *backoff) error {
	f, ok := errors.AsType[*fault](err)
	if !ok || ctx.Err() != nil {
		return nil
	}
	wait, why := patience.next(), "unreachable"
	switch {
	case f.code >= 500:
		why = "service down"
	case f.cause != nil:
	case f.code == 401 || f.code == 404:
		c.troubled(whyToken)
		return fmt.Errorf("telegram: the token is refused (%d): ask @BotFather for the bot's token, put it into the configuration and start again", f.code)
	case f.code == 409 && strings.Contains(strings.ToLower(f.desc), "webhook is active"):
		why = "webhook"
	case f.code == 409:
		why = "conflict"
	case f.code == 429:
		why, wait = "flood", max(wait, f.asked())
	default:
		why = "refused"
	}
	c.warn(why, f, wait)
	if why == "webhook" {
		c.dropWebhook(ctx)
	}
	c.pause(ctx, wait)
	return nil
}

// warn says once what is wrong, and again whenever it becomes something else.
func (c *Channel) warn(why string, f *fault, wait time.Duration) {
	if !c.troubled(why) {
		return
	}
	hint := map[string]string{
		"conflict": "another process polls with this token; if that is not another copy of this bot, the token is stolen: have @BotFather revoke it",
		"webhook":  "a webhook was set with this token; if nobody set it knowingly, the token is stolen: have @BotFather revoke it",
	}[why]
	more := []any{"why", why, "code", f.code, "next", inWords(wait), "err", f}
	if hint != "" {
		more = append(more, "hint", hint)
	}
	c.log.Warn("telegram cannot be polled", more...)
}

// dropWebhook takes a webhook away, keeping the updates that wait (A2), once an
// hour at most: if somebody sets it again right away, the two would take turns
// for ever, so it is left to the operator then.
func (c *Channel) dropWebhook(ctx context.Context) {
	if !c.state.mayDrop(c.opt.Now()) {
		return
	}
	if _, err := c.call(ctx, "deleteWebhook", tgbotapi.Params{"drop_pending_updates": "false"}); err != nil {
		c.log.Warn("the webhook cannot be taken away", "err", err)
		return
	}
	c.log.Warn("the webhook was taken away; updates that waited are kept")
}
