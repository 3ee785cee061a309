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
	"caunoi/flows"
)

// mostUpdates is how many updates one poll may bring; the server allows no more.
const mostUpdates = 100

// wanted is the kinds of updates asked for, in full on every poll: Telegram
// keeps the last setting, also that of an older program (T19).
const wanted = `["message","edited_message","callback_query","my_chat_member"]`

// Receive polls Telegram until ctx is done. The next poll, which is what
// confirms a batch (A1), is made only after f took it; a batch that f refused
// is given to f again and again until it is taken. Receive returns an error
// only if Telegram refuses the token, or is ErrRival.
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
			a, err := c.hold(ctx, err, patience, p)
			if err != nil || a != nil && !c.give(ctx, bot.Batch{Cursor: p.cursor(), Alarm: a}, f) {
				return err
			}
			continue
		}
		patience.reset()
		c.polled()
		if len(updates) == 0 {
			var b bot.Batch
			if b, p = p.nothing(c.opt.Now()); !c.give(ctx, b, f) {
				return nil
			}
			continue
		}
		c.meet(ctx)
		b, next := c.read(updates, p)
		answers.press(b.presses)
		if len(b.Events)+len(b.Bad) == 0 { // a commit for what is not for us would be wasted
			next.heard = p.heard
			b.Batch, next = next.nothing(c.opt.Now())
		} else {
			b.Alarm = p.away(next.heard)
		}
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
// first; the updates are not confirmed then and come again. An empty batch is
// a sign of life, for health.
func (c *Channel) give(ctx context.Context, b bot.Batch, f func(bot.Batch) error) bool {
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
// what the administrators are to be told of it, if anything, or an error if
// there is no use in going on.
func (c *Channel) hold(ctx context.Context, err error, patience *backoff, p place) (a *flows.Alarm, _ error) {
	f, ok := errors.AsType[*fault](err)
	if !ok || ctx.Err() != nil {
		return nil, nil
	}
	wait, why := patience.next(), reason(f)
	switch why {
	case whyToken:
		c.troubled(whyToken)
		return nil, fmt.Errorf("telegram: the token is refused (%d): ask @BotFather for the bot's token, put it into the configuration and start again", f.code)
	case "webhook":
		_, a = c.contested(true)
	case "conflict":
		var lasts bool
		lasts, a = c.contested(false)
		if lasts && p.last.IsZero() {
			// Whoever has never taken an update harms nobody by going; the one
			// whose place this is must stay, or a thief could end it (P33).
			return nil, ErrRival
		}
	case "flood":
		wait = max(wait, f.asked())
	}
	c.warn(why, f, wait)
	if a != nil {
		c.log.Error("somebody else uses this token", "why", why, "hint", hint(why))
	}
	if why == "webhook" {
		c.dropWebhook(ctx)
	}
	c.pause(ctx, wait)
	return a, nil
}

// reason is a short code for why a poll failed.
func reason(f *fault) string {
	switch {
	case f.code >= 500:
		return "service down"
	case f.cause != nil:
		return "unreachable"
	case f.code == 401 || f.code == 404:
		return whyToken
	case f.code == 409 && strings.Contains(strings.ToLower(f.desc), "webhook"):
		return "webhook"
	case f.code == 409:
		return "conflict"
	case f.code == 429:
		return "flood"
	}
	return "refused"
}

// warn says once what is wrong, and again whenever it becomes something else.
func (c *Channel) warn(why string, f *fault, wait time.Duration) {
	if !c.troubled(why) {
		return
	}
	more := []any{"why", why, "code", f.code, "next", inWords(wait), "err", f}
	if hint := hint(why); hint != "" {
		more = append(more, "hint", hint)
	}
	c.log.Warn("telegram cannot be polled", more...)
}

// hint is what to do where people have to do something.
func hint(why string) string {
	return map[string]string{
		"conflict": "another process polls with this token; if that is not another copy of this bot, the token is stolen: send @BotFather /revoke, put the new token in its place and start again",
		"webhook":  "a webhook was set with this token; if nobody set it knowingly, the token is stolen: send @BotFather /revoke, put the new token in its place and start again",
	}[why]
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
