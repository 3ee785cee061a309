package telegram

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"path"
	"strings"
	"sync/atomic"
	"time"
)

// The longest things may take and the most they may bring.
const (
	callTime   = 20 * time.Second // an ordinary call
	uploadTime = 4 * time.Minute  // 50 MB on a slow line
	pollMargin = 10 * time.Second // over the time a poll was asked to wait
	maxAnswer  = 20 << 20         // bytes of an answer; a hundred updates are far below
	mostConns  = 136              // open connections for calls: 128 senders and the answers to presses
)

// A line is the connection to the service. It gives every call a deadline of
// its own (T6), keeps connections open, remembers the HTTP status, which the
// library never looks at (T5, T8), and lets no token out (T4).
type line struct {
	token string
	base  string // "https://api.telegram.org"
	poll  time.Duration
	calls *http.Client
	polls *http.Client // of its own, so that no crowd of sends holds up receiving
}

// newLine makes a line; it does not dial.
func newLine(token, base string, poll time.Duration) *line {
	return &line{token: token, base: base, poll: poll, calls: newClient(mostConns), polls: newClient(1)}
}

// newClient makes a client that opens at most so many connections and keeps
// them open. A call over that waits for one to be free: without the limit, the
// transport opens more than it needs whenever one gets free while it dials.
func newClient(conns int) *http.Client {
	t := &http.Transport{
		Proxy:       http.ProxyFromEnvironment,
		DialContext: (&net.Dialer{Timeout: 5 * time.Second, KeepAlive: 15 * time.Second}).DialContext,
		// One call to a connection: with HTTP/2 all calls would share one, and
		// all hang together when it dies without a word (P32).
		Protocols:           new(http.Protocols),
		TLSHandshakeTimeout: 5 * time.Second,
		MaxIdleConns:        conns,
		MaxIdleConnsPerHost: conns,
		MaxConnsPerHost:     conns,
		IdleConnTimeout:     90 * time.Second,
	}
	t.Protocols.SetHTTP1(true)
	return &http.Client{
		Transport: t,
		// A redirect would carry the token to another host.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// client is the client that a method goes by.
func (l *line) client(method string) *http.Client {
	if method == "getUpdates" {
		return l.polls
	}
	return l.calls
}

// A ride is one call on the line: the HTTPClient that the library is given for
// this call only, so that each call has its own context.
type ride struct {
	line   *line
	ctx    context.Context
	sent   atomic.Int32 // how far the request got: nothing, some, all
	status int          // of the answer; 0 if there was none
	after  string       // header Retry-After
}

// How far a request got.
const (
	sentNothing int32 = iota
	sentSome          // may be all: the transport does not say yet
	sentAll
)

// reached reports whether the service may have got the request.
func (r *ride) reached() bool { return r.sent.Load() != sentNothing }

// Do makes the call and reads the whole answer, so that the connection can be
// used again at once and the deadline ends here. An answer that is not JSON is
// an error which keeps the status.
func (r *ride) Do(req *http.Request) (*http.Response, error) {
	method := path.Base(req.URL.Path)
	ctx, cancel := context.WithTimeout(r.ctx, r.line.patience(method, req))
	defer cancel()
	resp, err := r.line.client(method).Do(req.WithContext(httptrace.WithClientTrace(ctx, r.trace())))
	if err != nil {
		return nil, r.line.clean(method, err)
	}
	defer resp.Body.Close()
	r.status, r.after = resp.StatusCode, resp.Header.Get("Retry-After")
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer+1))
	if err != nil {
		return nil, r.line.clean(method, err)
	}
	if len(body) > maxAnswer {
		return nil, fmt.Errorf("telegram: %s: the answer is over %d bytes", method, maxAnswer)
	}
	if start := bytes.TrimLeft(body, " \r\n\t"); len(start) == 0 || start[0] != '{' {
		return nil, fmt.Errorf("telegram: %s: %w (status %d)", method, errNotJSON, resp.StatusCode)
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return resp, nil
}

// errNotJSON is an answer that no Bot API server gives: a proxy's page, or nothing.
var errNotJSON = errors.New("the answer is not JSON")

// trace notes how far the request got. A connection that the transport tries
// anew starts from nothing.
func (r *ride) trace() *httptrace.ClientTrace {
	return &httptrace.ClientTrace{
		GotConn:      func(httptrace.GotConnInfo) { r.sent.Store(sentNothing) },
		WroteHeaders: func() { r.sent.Store(sentSome) },
		WroteRequest: func(w httptrace.WroteRequestInfo) {
			// A request that was not written to its end was not carried out.
			r.sent.Store(sentAll)
			if w.Err != nil {
				r.sent.Store(sentNothing)
			}
		},
	}
}

// patience is how long a call may take.
func (l *line) patience(method string, req *http.Request) time.Duration {
	switch {
	case method == "getUpdates":
		return l.poll + pollMargin
	case strings.HasPrefix(req.Header.Get("Content-Type"), "multipart/"):
		return uploadTime
	}
	return callTime
}

// clean makes an error that names the method in place of the address, which
// holds the token. What the error is can still be asked with errors.Is.
func (l *line) clean(method string, err error) error {
	if u, ok := errors.AsType[*url.Error](err); ok {
		err = u.Err
	}
	if text := err.Error(); strings.Contains(text, l.token) {
		return fmt.Errorf("telegram: %s: %s", method, strings.ReplaceAll(text, l.token, "[token]"))
	} else if strings.HasPrefix(text, "telegram: "+method+": ") {
		return err // it was made so on the line already, and came back through the library
	}
	return fmt.Errorf("telegram: %s: %w", method, err)
}
