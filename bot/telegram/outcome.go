package telegram

import (
	"context"
	"errors"
	"strings"
	"time"

	"caunoi/flows"
)

// How long to wait where the service names no time itself.
const (
	laterDown    = 2 * time.Second // no connection, or a 5xx
	laterFlood   = 5 * time.Second // a 429 without a time
	laterRefused = time.Minute     // the token is refused: only people can help
	longestWait  = 24 * time.Hour  // no answer may make us wait longer
)

// Codes that other places ask for or that several rules share.
const (
	whyToken = "token refused"
	whyFile  = "bad file"
	whyReply = "reply gone"
)

// outcome tells what became of an act from what the service answered, or from
// the way the line failed. shown is the id of the message that was to be edited.
func (c *Channel) outcome(chat, shown string, err error) flows.Outcome {
	f, ok := errors.AsType[*fault](err)
	if !ok {
		return flows.Outcome{Result: flows.Unsure, Why: "unknown error"}
	}
	if f.moved != 0 {
		return flows.Outcome{Result: flows.Moved, To: address(f.moved), Why: "moved"}
	}
	o := classify(f)
	switch {
	case o.Result == flows.Done:
		o.Shown = shown
	case o.Asked:
		o.Wide = c.floods.wide(chat, f.wait, c.opt.Now())
	case o.Why == whyToken:
		o.Wide = true
		if c.troubled(whyToken) {
			c.log.Error("telegram refuses the token or the address", "code", f.code)
		}
	}
	return o
}

// classify is the one place that says what an answer means.
func classify(f *fault) flows.Outcome {
	if f.cause != nil {
		return broken(f)
	}
	desc, code := strings.ToLower(f.desc), f.code
	if code == 0 || code == 200 {
		code = prefixCode(desc)
	}
	if r, ok := find(code, desc); ok {
		return waiting(f, flows.Outcome{Result: r.result, Why: r.why})
	}
	if code >= 500 {
		return flows.Outcome{Result: flows.Later, After: laterDown, Why: "service down"}
	}
	return flows.Outcome{Result: flows.Never, Why: refused(f.desc)}
}

// broken classifies a call that brought no answer of the Bot API: a page of a
// proxy, which carried out nothing, or a line that failed before the request
// was out or after it.
func broken(f *fault) flows.Outcome {
	down := flows.Outcome{Result: flows.Later, After: laterDown, Why: "unreachable"}
	switch {
	case f.code == 429 || f.code == 413 || f.code == 504:
		return classify(&fault{method: f.method, code: f.code, wait: f.wait})
	case f.code >= 300:
		return flows.Outcome{Result: flows.Later, After: laterDown, Why: "service down"}
	case f.reached && errors.Is(f.cause, context.DeadlineExceeded):
		return flows.Outcome{Result: flows.Unsure, Why: "timed out"}
	case f.reached && errors.Is(f.cause, context.Canceled):
		return flows.Outcome{Result: flows.Unsure, Why: "stopped"}
	case f.reached:
		return flows.Outcome{Result: flows.Unsure, Why: "answer lost"}
	case errors.Is(f.cause, context.Canceled):
		down.Why = "stopped"
	}
	return down
}

// waiting puts the time to wait into a Later.
func waiting(f *fault, o flows.Outcome) flows.Outcome {
	switch {
	case o.Result != flows.Later:
	case f.wait > 0:
		o.After, o.Asked = f.asked(), true
	case o.Why == whyToken:
		o.After = laterRefused
	default:
		o.After = laterFlood
	}
	return o
}

// prefixCode reads the code off the words that a description begins with, for
// an answer that carries no code (T5).
func prefixCode(desc string) int {
	for _, p := range []struct {
		words string
		code  int
	}{
		{"too many requests", 429}, {"forbidden", 403}, {"bad request", 400}, {"unauthorized", 401},
		{"conflict", 409}, {"not found", 404}, {"internal server error", 500}, {"bad gateway", 502},
	} {
		if strings.HasPrefix(desc, p.words) {
			return p.code
		}
	}
	return 0
}

// refused is the code for a description that no rule knows. Only the service's
// own upper-case codes are repeated: anything else may quote a text.
func refused(desc string) string {
	_, code, _ := strings.Cut(desc, ": ")
	outside := func(r rune) bool { return (r < 'A' || r > 'Z') && r != '_' && (r < '0' || r > '9') }
	if code == "" || len(code) > 40 || strings.ContainsFunc(code, outside) {
		return "refused"
	}
	return "refused " + strings.ToLower(code)
}
