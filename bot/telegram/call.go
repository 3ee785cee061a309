package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// A fault is why a call did not succeed, in one shape for texts and uploads:
// the library forgets the code of a failed upload (T5), so the code is taken
// from the HTTP status, which is the same at this service.
type fault struct {
	method  string
	code    int    // 0 if there was no answer
	desc    string // what the service says; may quote a text, so it is never shown
	wait    int    // seconds, of a 429
	moved   int64  // the chat's new id
	reached bool   // whether the service may have got the request
	cause   error  // the failed line, if that was it
}

// Error names the method and the code. The description stays inside.
func (f *fault) Error() string {
	if f.cause != nil {
		return f.cause.Error()
	}
	return fmt.Sprintf("telegram: %s: refused with %d", f.method, f.code)
}

// Unwrap returns the error of the line.
func (f *fault) Unwrap() error { return f.cause }

// call calls a method and returns its result. The error is always a *fault.
// Files to be uploaded make it a multipart request.
func (c *Channel) call(ctx context.Context, method string, p tgbotapi.Params, files ...tgbotapi.RequestFile) (json.RawMessage, error) {
	r := &ride{line: c.line, ctx: ctx}
	// A value for each call: nothing in it is shared but the line (B4, B5). Its
	// shutdown channel is nil, so StopReceivingUpdates must never be called (T10).
	api := &tgbotapi.BotAPI{Token: c.opt.Token, Client: r}
	api.SetAPIEndpoint(c.line.base + "/bot%s/%s")
	var resp *tgbotapi.APIResponse
	var err error
	if len(files) > 0 {
		resp, err = api.UploadFiles(method, p, files)
	} else {
		resp, err = api.MakeRequest(method, p)
	}
	if err == nil {
		return resp.Result, nil
	}
	return nil, r.fault(method, err)
}

// fault turns an error of the library into a fault.
func (r *ride) fault(method string, err error) *fault {
	f := &fault{method: method, code: r.status, reached: r.reached()}
	if e, ok := errors.AsType[*tgbotapi.Error](err); ok {
		f.desc, f.wait, f.moved = e.Message, e.RetryAfter, e.MigrateToChatID
		if e.Code != 0 {
			f.code = e.Code
		}
	} else {
		f.cause = r.line.clean(method, err)
	}
	if f.wait == 0 && f.code == 429 {
		f.wait, _ = strconv.Atoi(r.after)
	}
	return f
}

// asked is the time that the service asked to wait, within reason.
func (f *fault) asked() time.Duration {
	return time.Duration(min(max(f.wait, 0), int(longestWait/time.Second))) * time.Second
}
