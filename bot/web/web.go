// Package web is a chat in the browser, served by the bot itself. The demo is
// three of these side by side on one page.
//
// It is a channel like the others, with one thing more: it is also the service
// at the other end. So it keeps what every person saw in a journal of its own,
// takes what they do over HTTP, and answers a post only once the bot has
// stored it. It is meant for the computer it runs on: it answers only to
// loopback names and asks nobody for a password.
package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"time"

	"caunoi/bot"
	"caunoi/flows"
)

// name is the first part of the channel's addresses.
const name = "web"

// Options is what a Channel is made of.
type Options struct {
	Dir       string           // the data directory: the journal and the folder "files" lie here
	Log       *slog.Logger     // nil: nothing is logged
	Now       func() time.Time // nil: the clock of the computer
	NoButtons bool             // be a service without buttons
	NoEdits   bool             // be a service that cannot change a message or take it away
	Stage     Stage            // what the demo page may ask; the zero Stage is a bare chat

	// Local opens a file that the bot makes itself: one whose Channel is "". Nil
	// if there are none.
	Local func(f flows.File) (io.ReadCloser, error)
}

// A Channel is a chat service in the browser. Its pages are served by Handler.
type Channel struct {
	log   *slog.Logger
	now   func() time.Time
	limit bot.Limits
	stage Stage
	files *os.Root
	local func(f flows.File) (io.ReadCloser, error)
	rooms *rooms
	desk  *counter
	pages http.Handler
}

// New opens the journal in the data directory, which must exist, and returns
// the channel. Nothing is served or received before Handler and Receive are
// used.
func New(o Options) (*Channel, error) {
	if o.Dir == "" {
		return nil, errors.New("web: no data directory")
	}
	c := &Channel{log: o.Log, now: o.Now, stage: o.Stage, local: o.Local}
	if c.log == nil {
		c.log = slog.New(slog.DiscardHandler)
	}
	if c.now == nil {
		c.now = time.Now
	}
	c.limit = bot.Limits{Text: 4096, Caption: 4096, Buttons: !o.NoButtons, Edits: !o.NoEdits, Deletes: !o.NoEdits}
	root, err := openFiles(o.Dir)
	if err != nil {
		return nil, err
	}
	book, past, err := openJournal(o.Dir)
	if err != nil {
		return nil, errors.Join(err, root.Close())
	}
	if book.cut > 0 {
		c.log.Warn("web journal: lines that cannot be read were left out", "lines", book.cut)
	}
	c.files, c.rooms = root, newRooms(book, past)
	c.desk = newCounter(c.rooms)
	c.pages = c.routes()
	return c, nil
}

// Close ends all streams and closes the journal. Posts that still wait for the
// bot are refused.
func (c *Channel) Close() error {
	c.desk.close()
	return errors.Join(c.rooms.close(), c.files.Close())
}

// Name returns "web".
func (c *Channel) Name() string { return name }

// Limits returns what the page can show. Nothing is paced: it is one browser
// on the same computer.
func (c *Channel) Limits() bot.Limits { return c.limit }

// Handler returns the page and the calls it makes. It answers only requests
// that name a loopback host and come from the page itself.
func (c *Channel) Handler() http.Handler { return c.pages }

// Open reads a file that somebody sent here.
func (c *Channel) Open(ctx context.Context, f flows.File) (io.ReadCloser, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if f.Channel != name || !isRef(f.Ref) {
		return nil, fmt.Errorf("open a file of the page: %w", os.ErrNotExist)
	}
	file, err := c.files.Open(f.Ref)
	if err != nil {
		return nil, fmt.Errorf("open a file of the page: %w", err)
	}
	return file, nil
}
