package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"

	"caunoi/bot"
	"caunoi/flows"
)

// Do carries out an act in a chat. An act that takes several calls (more files
// than one message holds, or a text too long to stand under them) ends as its
// first call that was not Done; trying it again shows the earlier ones twice.
func (c *Channel) Do(ctx context.Context, chat string, act flows.Act) flows.Outcome {
	if slices.ContainsFunc(act.Files, ours) {
		return c.sendAlong(ctx, chat, act)
	}
	return c.perform(ctx, chat, act)
}

// perform carries out an act as it is.
func (c *Channel) perform(ctx context.Context, chat string, act flows.Act) flows.Outcome {
	calls, why := compose(chat, act)
	if why != "" {
		return flows.Outcome{Result: flows.Never, Why: why}
	}
	done := flows.Outcome{Result: flows.Done, Shown: act.Edit}
	uploads := slices.ContainsFunc(act.Files, ours)
	for _, r := range calls {
		if c.opt.Rates.Allowance == bot.Paid && strings.HasPrefix(r.method, "send") {
			r.params["allow_paid_broadcast"] = "true"
		}
		result, err := c.carry(ctx, r)
		if err != nil {
			o := c.outcome(chat, act.Edit, err)
			if act.Deed == flows.Menu && o.Result == flows.Gone {
				o.Result = flows.Never // a menu that is refused does not close the chat
			}
			if o.Result != flows.Done {
				return o
			}
			continue
		}
		if act.Deed != flows.Show {
			continue
		}
		ids := shown(result)
		done.IDs = append(done.IDs, ids...)
		if r.shows && len(ids) > 0 {
			done.Shown = ids[0]
		}
		if uploads {
			done.Files = append(done.Files, known(result)...)
		}
	}
	if len(done.IDs) < 2 {
		done.IDs = nil // Shown says it
	}
	return done
}

// known reads how Telegram names the files of the messages that it shows now,
// so that a sheet for two thousand groups is uploaded once (A4).
func known(result json.RawMessage) []flows.File {
	var one message
	var many []message
	if json.Unmarshal(result, &many) != nil && json.Unmarshal(result, &one) == nil {
		many = []message{one}
	}
	var e flows.Event
	for _, m := range many {
		m.From = &person{}
		m.fill(&e)
	}
	return e.Files
}

// carry makes one call, sending along the files that lie with the bot. If the
// message it answers is gone in spite of allow_sending_without_reply, as in a
// chat that moved, it is shown without.
func (c *Channel) carry(ctx context.Context, r request) (json.RawMessage, error) {
	if len(r.files) > 0 {
		return c.upload(ctx, r)
	}
	result, err := c.call(ctx, r.method, r.params)
	if f, ok := errors.AsType[*fault](err); ok && r.params["reply_parameters"] != "" && classify(f).Why == whyReply {
		delete(r.params, "reply_parameters")
		return c.call(ctx, r.method, r.params)
	}
	return result, err
}

// shown reads the ids of the messages out of a result: of one, or of an album. A
// message is there even if the result cannot be read, so that is no error (T9).
func shown(result json.RawMessage) (ids []string) {
	type message struct {
		ID int64 `json:"message_id"`
	}
	var many []message
	if json.Unmarshal(result, &many) != nil {
		var one message
		if json.Unmarshal(result, &one) == nil {
			many = []message{one}
		}
	}
	for _, m := range many {
		if m.ID != 0 {
			ids = append(ids, strconv.FormatInt(m.ID, 10))
		}
	}
	return ids
}

// address is the address of a chat or a person.
func address(id int64) flows.Address { return flows.At(name, strconv.FormatInt(id, 10)) }
