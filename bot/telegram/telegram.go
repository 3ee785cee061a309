// Package telegram carries messages between the bot and Telegram: bot.Channel
// over the Bot API's long polling.
//
// It uses go-telegram-bot-api for what is sound in it (MakeRequest,
// UploadFiles) and does itself what that library is known to get wrong; each
// such place names the trap, T1 to T19 of reference/reliability.md. What it
// promises:
//
//   - nothing is confirmed to Telegram before the caller has kept it;
//   - no update can stop those after it;
//   - every answer of the service ends in one of the seven outcomes;
//   - the token is in no error, no outcome and no log line;
//   - it starts and stops at once, whether Telegram can be reached or not.
package telegram

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/url"
	"strconv"
	"strings"
	"time"

	"caunoi/bot"
	"caunoi/flows"
)

// name is the first part of this channel's addresses.
const name = "telegram"

// publicAPI is where Telegram answers.
const publicAPI = "https://api.telegram.org"

// longestPoll is what the server caps a poll at, whatever is asked (A1).
const longestPoll = 50 * time.Second

// Options is what a Channel is made of. Token is needed; the rest has defaults.
type Options struct {
	Token string           // of the bot, from @BotFather
	API   string           // where the Bot API answers; "" is api.telegram.org
	Log   *slog.Logger     // nil logs nothing
	Now   func() time.Time // nil is time.Now
	Poll  time.Duration    // how long a poll may wait, at most 50 s; zero is 50 s

	// Rates are how fast messages may go to Telegram. The zero value is what is
	// known of it. With a paid allowance every message says that it may be paid
	// for; Telegram asks for Stars only beyond what is free.
	Rates bot.Rates

	// Commands is the menu of commands by language, "" for everybody else. It
	// is set in the background when Receive starts.
	Commands map[string][]Command

	// GroupCommands is the same for groups.
	GroupCommands map[string][]Command

	// Local opens a file that lies with the bot and not at Telegram: one whose
	// Channel is "". Nil if there are none.
	Local func(f flows.File) (io.ReadCloser, error)
}

// A Command is one line of the menu of commands.
type Command struct {
	Name string `json:"command"`     // a-z, 0-9 and _, at most 32
	Text string `json:"description"` // at most 256 characters
}

// A Channel is one bot at Telegram. It is safe for use by several goroutines.
type Channel struct {
	opt     Options
	line    *line
	log     *slog.Logger
	state   state
	floods  floods
	uploads uploads

	// pause waits, and reports whether it waited to the end. Tests replace it.
	pause func(ctx context.Context, d time.Duration) bool
}

var (
	_ bot.Channel  = (*Channel)(nil)
	_ bot.Troubled = (*Channel)(nil)
)

// New makes a Channel. It makes no call: the service may be unreachable (T7).
func New(o Options) (*Channel, error) {
	if err := checkToken(o.Token); err != nil {
		return nil, err
	}
	if o.API == "" {
		o.API = publicAPI
	}
	o.API = strings.TrimRight(o.API, "/")
	u, err := url.Parse(o.API)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || strings.Contains(o.API, "%") {
		// The address is not repeated: it may carry a proxy's password.
		return nil, errors.New("telegram: the address of the API must look like https://api.telegram.org")
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Rates == (bot.Rates{}) {
		o.Rates = bot.TelegramRates()
	}
	if o.Poll <= 0 || o.Poll > longestPoll {
		o.Poll = longestPoll
	}
	c := &Channel{opt: o, log: o.Log.With("channel", name), pause: pause}
	c.line = newLine(o.Token, o.API, o.Poll)
	c.state.me.ID, _ = strconv.ParseInt(o.Token[:strings.IndexByte(o.Token, ':')], 10, 64)
	return c, nil
}

// checkToken refuses what cannot be a token, so that no later error about a
// malformed address can carry it (T4). The error does not repeat it.
func checkToken(token string) error {
	id, secret, ok := strings.Cut(token, ":")
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_' || r == '-'
	}
	_, err := strconv.ParseInt(id, 10, 64)
	if !ok || err != nil || secret == "" || strings.ContainsFunc(secret, func(r rune) bool { return !plain(r) }) {
		return errors.New("telegram: the token must be a number, a colon and letters, as @BotFather gives it")
	}
	return nil
}

// Name returns "telegram".
func (c *Channel) Name() string { return name }

// Limits returns Telegram's limits (A4, A5).
func (c *Channel) Limits() bot.Limits {
	l := bot.Limits{Text: maxText, Caption: maxCaption, Buttons: true, Edits: true, Deletes: true, Groups: "-"}
	l.Total, l.Chat, l.Group = c.opt.Rates.Paces()
	return l
}

// pause waits for d or until ctx is done, and reports whether it was d.
func pause(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}
