package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strconv"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"caunoi/flows"
)

// Do carries out an act in a chat. An act that takes several calls (more files
// than one message holds, or a text too long to stand under them) ends as its
// first call that was not Done; trying it again shows the earlier ones twice.
func (c *Channel) Do(ctx context.Context, chat string, act flows.Act) flows.Outcome {
	calls, why := compose(chat, act)
	if why != "" {
		return flows.Outcome{Result: flows.Never, Why: why}
	}
	done := flows.Outcome{Result: flows.Done, Shown: act.Edit}
	uploads := slices.ContainsFunc(act.Files, func(f flows.File) bool { return f.Channel == "" })
	for _, r := range calls {
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

// upload makes a call that sends files along. They are opened anew for each
// try: a reader that was read cannot be sent again (T14).
func (c *Channel) upload(ctx context.Context, r request) (json.RawMessage, error) {
	var files []tgbotapi.RequestFile
	for i, f := range r.files {
		if c.opt.Local == nil {
			return nil, missing(r.method)
		}
		data, err := c.opt.Local(f)
		switch {
		case errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded):
			return nil, &fault{method: r.method, cause: err} // nothing was sent, and it can be made later
		case err != nil:
			return nil, missing(r.method)
		}
		defer data.Close()
		// The name is our own: the sender's may be a path, and the library's
		// helper would send one of our disk. Closing is ours too, so the reader
		// is given as a reader only.
		file := tgbotapi.FileReader{Name: attached(i), Reader: struct{ io.Reader }{data}}
		if f.Name != "" {
			file.Name = fileName(f.Name)
		}
		files = append(files, tgbotapi.RequestFile{Name: r.fields[i], Data: file})
	}
	return c.call(ctx, r.method, r.params, files...)
}

// missing is the fault of a file of ours that cannot be opened.
func missing(method string) *fault {
	return &fault{method: method, code: 400, desc: "Bad Request: wrong file identifier"}
}

// fileName is the last part of what somebody called a file.
func fileName(s string) string {
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] == '/' || s[i] == '\\' {
			return s[i+1:]
		}
	}
	return s
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
