package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"time"
)

// lookTime is how long an operator who asks waits for Telegram.
const lookTime = 15 * time.Second

// ErrToken says that Telegram refuses the token.
var ErrToken = errors.New("telegram: the token is refused")

// A Sight is what Telegram says of the bot.
type Sight struct {
	Name        string // its username
	ReadsGroups bool   // privacy mode is off
	Webhook     string // the host a webhook leads to; "" if none is set, as it has to be
	Waiting     int    // updates that nobody has taken yet
}

// Look asks Telegram, once, who the bot is and whether a webhook is set
// (getMe, getWebhookInfo). It takes nothing and changes nothing. The error Is
// ErrToken if the token is not taken, and never holds it.
func (c *Channel) Look(ctx context.Context) (Sight, error) {
	ctx, cancel := context.WithTimeout(ctx, lookTime)
	defer cancel()
	var me account
	if err := c.told(ctx, "getMe", &me); err != nil {
		return Sight{}, err
	}
	var hook struct {
		URL     string `json:"url"`
		Pending int    `json:"pending_update_count"`
	}
	if err := c.told(ctx, "getWebhookInfo", &hook); err != nil {
		return Sight{}, err
	}
	s := Sight{Name: me.Name, ReadsGroups: me.All, Waiting: hook.Pending}
	if hook.URL != "" {
		s.Webhook = "an address that cannot be read"
		if u, err := url.Parse(hook.URL); err == nil && u.Host != "" {
			s.Webhook = u.Host // its path often is a secret
		}
	}
	return s, nil
}

// told calls a method without arguments and reads its result.
func (c *Channel) told(ctx context.Context, method string, into any) error {
	result, err := c.call(ctx, method, nil)
	if f, ok := errors.AsType[*fault](err); ok && (f.code == 401 || f.code == 404) {
		return ErrToken
	}
	if err != nil {
		return err
	}
	if json.Unmarshal(result, into) != nil {
		return errors.New("telegram: " + method + ": the answer cannot be read; is this address that of a Bot API?")
	}
	return nil
}
