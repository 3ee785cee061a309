package telegram

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"io"
	"sync"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"caunoi/flows"
)

// ours reports whether a file lies with the bot and has to be sent along.
func ours(f flows.File) bool { return f.Channel == "" }

// uploadWait is how long a message waits for another that is sending the same
// file along just now. A longer wait would hold a place in flight from those who
// wait for an answer, so the message then comes back after uploadAgain.
const (
	uploadWait  = 500 * time.Millisecond
	uploadAgain = time.Second
)

// mostUploads is how many files are remembered by what Telegram calls them.
const mostUploads = 512

// A digest tells files of ours apart by what is in them, so that one that was made
// anew with something else in it is never taken for the old; and by what makes
// Telegram treat the same bytes as another file.
type digest struct {
	sum  [sha256.Size]byte
	kind flows.FileKind
	name string
}

// An upload is a file that Telegram has, or is being handed just now.
type upload struct {
	done chan struct{} // closed when it is known what became of it
	file flows.File    // as Telegram calls it; no Ref if the upload failed
}

// Uploads remembers how Telegram calls the files that were sent along, so that one
// for two thousand groups is handed over once and then named (A4: the same size
// again and again is slowed down and then refused). It is forgotten at the end of
// the process: what it would save is one upload.
type uploads struct {
	mu    sync.Mutex
	known map[digest]*upload
}

// claim looks up the files of a message. Those that Telegram has are returned by
// their digest; for the others the caller has to settle what became of them. If
// somebody else is sending one of them along, nothing is claimed and busy is closed
// when that has ended.
func (u *uploads) claim(want []digest) (have map[digest]flows.File, mine []digest, busy <-chan struct{}) {
	u.mu.Lock()
	defer u.mu.Unlock()
	have = map[digest]flows.File{}
	for _, d := range want {
		up := u.known[d]
		if up == nil {
			continue
		}
		select {
		case <-up.done:
			have[d] = up.file
		default:
			return nil, nil, up.done
		}
	}
	for _, d := range want {
		if _, known := have[d]; known || u.known[d] != nil { // the second: twice in one message
			continue
		}
		if u.known == nil || len(u.known) >= mostUploads {
			u.known = u.unsettled()
		}
		u.known[d] = &upload{done: make(chan struct{})}
		mine = append(mine, d)
	}
	return have, mine, nil
}

// unsettled are the uploads that somebody may wait for.
func (u *uploads) unsettled() map[digest]*upload {
	left := map[digest]*upload{}
	for d, up := range u.known {
		if up.file.Ref == "" {
			left[d] = up
		}
	}
	return left
}

// settle notes how Telegram calls a file, or, with an empty one, that it does not
// have it.
func (u *uploads) settle(d digest, f flows.File) {
	u.mu.Lock()
	defer u.mu.Unlock()
	up := u.known[d]
	if up == nil {
		return
	}
	up.file = f
	if f.Ref == "" {
		delete(u.known, d)
	}
	close(up.done)
}

// forget forgets a file that Telegram does not know any more.
func (u *uploads) forget(d digest) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if up := u.known[d]; up != nil && up.file.Ref != "" {
		delete(u.known, d)
	}
}

// sendAlong carries out an act with files of ours: those that Telegram has are
// named, and the others sent along, each by one message at a time.
func (c *Channel) sendAlong(ctx context.Context, chat string, act flows.Act) flows.Outcome {
	digests, err := c.digests(act.Files)
	if err != nil {
		return c.outcome(chat, act.Edit, err)
	}
	patience, cancel := context.WithTimeout(ctx, uploadWait)
	defer cancel()
	for {
		have, mine, busy := c.uploads.claim(digests)
		if busy == nil {
			o := c.sendNamed(ctx, chat, act, digests, have, mine)
			if o.Result != flows.Never || o.Why != whyFile || len(have) == 0 {
				return o
			}
			for d := range have { // Telegram has lost one of them: once more, with their bytes
				c.uploads.forget(d)
			}
			continue
		}
		select {
		case <-busy:
		case <-patience.Done():
			return flows.Outcome{Result: flows.Later, After: uploadAgain, Idle: true, Why: "file on its way"}
		}
	}
}

// sendNamed carries out the act with what Telegram has, and notes how it calls
// what was sent along.
func (c *Channel) sendNamed(ctx context.Context, chat string, act flows.Act, digests []digest, have map[digest]flows.File, mine []digest) flows.Outcome {
	named := make([]flows.File, len(act.Files))
	for i, f := range act.Files {
		if known, ok := have[digests[i]]; ok && ours(f) {
			f = known
		}
		named[i] = f
	}
	files := map[digest]flows.File{}
	defer func() { // also if something panicked: somebody may wait for it
		for _, d := range mine {
			c.uploads.settle(d, files[d])
		}
	}()
	act.Files = named
	o := c.perform(ctx, chat, act)
	for i, f := range o.Files {
		if o.Result == flows.Done && len(o.Files) == len(named) && f.Kind == named[i].Kind {
			files[digests[i]] = f
		}
	}
	return o
}

// digests reads the files of ours. Of the others they are empty.
func (c *Channel) digests(files []flows.File) ([]digest, error) {
	list := make([]digest, len(files))
	for i, f := range files {
		if !ours(f) {
			continue
		}
		data, err := c.open(f, "upload")
		if err != nil {
			return nil, err
		}
		sum := sha256.New()
		_, err = io.Copy(sum, data)
		if errors.Join(err, data.Close()) != nil {
			return nil, missing("upload")
		}
		list[i] = digest{sum: [sha256.Size]byte(sum.Sum(nil)), kind: f.Kind, name: f.Name}
	}
	return list, nil
}

// open opens a file of ours. The error is a *fault.
func (c *Channel) open(f flows.File, method string) (io.ReadCloser, error) {
	if c.opt.Local == nil {
		return nil, missing(method)
	}
	data, err := c.opt.Local(f)
	switch {
	case errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded):
		return nil, &fault{method: method, cause: err} // nothing was sent, and it can be made later
	case err != nil:
		return nil, missing(method)
	}
	return data, nil
}

// upload makes a call that sends files along. They are opened anew for each
// try: a reader that was read cannot be sent again (T14).
func (c *Channel) upload(ctx context.Context, r request) (json.RawMessage, error) {
	var files []tgbotapi.RequestFile
	for i, f := range r.files {
		data, err := c.open(f, r.method)
		if err != nil {
			return nil, err
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
