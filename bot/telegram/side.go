package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"sync"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// meetTime is how long a batch waits for the bot's own name to be learnt.
const meetTime = 3 * time.Second

// answers tells Telegram at once that a press has arrived, so that the clock on
// the button stops: the service gives about 15 seconds, and the store may take
// longer (A9). What is said to the person comes as a message.
type answers struct {
	queue chan string
}

// answerers is how many presses are answered at the same time.
const answerers = 8

// newAnswers starts answering until ctx is done.
func newAnswers(ctx context.Context, c *Channel, side *sync.WaitGroup) *answers {
	a := &answers{queue: make(chan string, 1000)}
	for range answerers {
		side.Go(func() {
			for {
				select {
				case id := <-a.queue:
					// A refusal means it is too old or answered already: nothing to do.
					_, _ = c.call(ctx, "answerCallbackQuery", tgbotapi.Params{"callback_query_id": id})
				case <-ctx.Done():
					return
				}
			}
		})
	}
	return a
}

// press queues presses to be answered. In a flood those over the queue are not
// answered; their clocks stop by themselves.
func (a *answers) press(ids []string) {
	for _, id := range ids {
		select {
		case a.queue <- id:
		default:
			return
		}
	}
}

// introduce learns who the bot is and sets its menu of commands, in the
// background and for as long as it takes (T7).
func (c *Channel) introduce(ctx context.Context) {
	patience := newBackoff(time.Second, 30*time.Second)
	for c.getMe(ctx) != nil {
		if !c.pause(ctx, patience.next()) {
			return
		}
	}
	for lang, list := range c.opt.Commands {
		c.setCommands(ctx, "", lang, list)
	}
	for lang, list := range c.opt.GroupCommands {
		c.setCommands(ctx, `{"type":"all_group_chats"}`, lang, list)
	}
}

// getMe learns who the bot is.
func (c *Channel) getMe(ctx context.Context) error {
	result, err := c.call(ctx, "getMe", nil)
	if err != nil {
		return err
	}
	var me account
	if err := json.Unmarshal(result, &me); err != nil || me.ID == 0 || me.Name == "" {
		return errors.New("telegram: getMe: the result is not an account")
	}
	c.introduced(me)
	c.log.Info("telegram is reached", "bot", me.ID, "reads groups", me.All)
	if me.All {
		c.log.Warn("privacy mode is off: Telegram hands over all that groups write; it is dropped unread")
	}
	return nil
}

// meet makes sure that the bot knows its own name before it reads updates, as
// commands for other bots are told by it. It gives up soon: in a private chat
// the name decides nothing.
func (c *Channel) meet(ctx context.Context) {
	if c.self().Name != "" {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, meetTime)
	defer cancel()
	_ = c.getMe(ctx) // introduce goes on trying
}

// setCommands sets the menu of commands of a scope, "" for all chats, and a
// language.
func (c *Channel) setCommands(ctx context.Context, scope, lang string, list []Command) {
	data, err := json.Marshal(list)
	if err != nil {
		return // cannot happen: strings only
	}
	p := tgbotapi.Params{"commands": string(data)}
	p.AddNonEmpty("scope", scope)
	p.AddNonEmpty("language_code", lang)
	patience := newBackoff(time.Second, time.Minute)
	for {
		_, err := c.call(ctx, "setMyCommands", p)
		f, ok := errors.AsType[*fault](err)
		if !ok {
			return
		}
		if f.cause == nil && f.code == 400 {
			c.log.Error("telegram refuses the menu of commands", "lang", lang, "err", err)
			return
		}
		if !c.pause(ctx, max(patience.next(), f.asked())) {
			return
		}
	}
}

// Link makes the address that opens the bot with a code. It is "" until
// Telegram has told who the bot is.
func (c *Channel) Link(code string, group bool) string {
	me := c.self().Name
	if me == "" {
		return ""
	}
	return Link(me, code, group)
}

// Link makes the address that opens a bot with a code, of at most 64 letters
// out of A-Z, a-z, 0-9, _ and - (A5), in private or with a choice of groups
// (A8). Without a code it opens the bot in private.
func Link(bot, code string, group bool) string {
	switch {
	case code == "":
		return "https://t.me/" + bot
	case group:
		return "https://t.me/" + bot + "?startgroup=" + code
	}
	return "https://t.me/" + bot + "?start=" + code
}
