package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"golang.org/x/sync/errgroup"

	"caunoi/bot"
	"caunoi/bot/web"
	"caunoi/flows"
	"caunoi/store"
	"caunoi/store/bolt"
)

// farewell is how long requests in hand may take when the demo stops.
const farewell = 5 * time.Second

// demo runs the bot for a made-up part of a province, on a page with three
// phones. It needs nothing but this program, and returns the exit code.
func demo(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("caunoi demo", flag.ContinueOnError)
	flags.SetOutput(stderr)
	addr := flags.String("addr", "127.0.0.1:8088", "`address` to serve the page on; only this computer's own are taken")
	data := flags.String("data", "", "`directory` to keep the demo in; without it everything is removed at the end")
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return exitOK
	case err != nil:
		return exitUsage
	case flags.NArg() > 0:
		fmt.Fprintf(stderr, "caunoi demo: takes no words, only flags: %q\n", flags.Arg(0))
		return exitUsage
	}
	if err := stopped(play(ctx, *addr, *data, stdout, stderr)); err != nil {
		fmt.Fprintf(stderr, "caunoi demo: %v\n", err)
		return exitCode(err)
	}
	return exitOK
}

// play finds a place for the data and runs the demo there until ctx is done.
func play(ctx context.Context, addr, data string, stdout, stderr io.Writer) (err error) {
	if err := ownAddress(addr); err != nil {
		return err
	}
	kept := "kept in " + data
	if data == "" {
		if data, err = os.MkdirTemp("", "caunoi-demo-"); err != nil {
			return fmt.Errorf("make a directory for the demo: %w", err)
		}
		kept = "in " + data + ", removed at the end; --data DIR keeps it"
		defer func() { err = errors.Join(err, os.RemoveAll(data)) }()
	}
	if err := os.MkdirAll(data, 0o700); err != nil {
		return fmt.Errorf("make the directory of the demo: %w", err)
	}
	log := slog.New(slog.NewTextHandler(stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	db, err := bolt.Open(filepath.Join(data, "caunoi.db"), bolt.Options{Init: true, Log: log})
	if errors.Is(err, store.ErrNewer) { // a demo's records have schema 0, a bot's have more
		return sentence{data + " is the data directory of a bot, not of a demo; choose another one with --data", err}
	}
	if err != nil {
		return owned(data, err) // the engine's refusals are sentences for whoever started this
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := os.WriteFile(filepath.Join(data, demoName), []byte("Everybody in here is made up.\n"), 0o600); err != nil {
		return fmt.Errorf("mark the directory of the demo: %w", err)
	}
	s, err := newStage(ctx, db)
	if err != nil {
		return err
	}
	line, err := listen(ctx, addr, "choose another port, for example --addr 127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Fprintf(stdout, "The demo is at http://%s\n%d people in %d teams, all made up. Data %s. Ctrl-C ends it.\n",
		line.Addr(), len(s.Members), demoTeams, kept)
	return s.run(ctx, line, data, log)
}

// newStage makes the district up, puts it into the database if it is not there
// and sets the clock.
func newStage(ctx context.Context, db *bolt.DB) (*stage, error) {
	d, err := newDistrict()
	if err != nil {
		return nil, err
	}
	s := &stage{district: d, db: db, clock: &bot.Clock{}}
	if err := seed(ctx, db, d, s.clock.Now()); err != nil {
		return nil, err
	}
	return s, resume(ctx, db, s.clock)
}

// run serves the page and runs the bot behind it until ctx is done: first no
// request is in hand any more, then the bot has sent what it was sending.
func (s *stage) run(ctx context.Context, line net.Listener, data string, log *slog.Logger) (err error) {
	set := s.settings()
	var desk *flows.Desk // made below: it has to know the page, and the page makes files with it
	page, err := web.New(web.Options{
		Dir: data, Log: log, Stage: s.web(),
		Local: func(f flows.File) (io.ReadCloser, error) { return made(ctx, s.db, desk, s.clock.Now(), f) },
		Now:   func() time.Time { return s.clock.Now().In(set.Zone) },
	})
	if err != nil {
		return errors.Join(err, line.Close())
	}
	defer func() { err = errors.Join(err, page.Close()) }()
	limits := page.Limits()
	desk, err = newDesk(set, map[string]flows.Traits{page.Name(): {Buttons: limits.Buttons, Edits: limits.Edits, Deletes: limits.Deletes, Phones: true}})
	if err != nil {
		return errors.Join(err, line.Close())
	}
	if err := s.db.Update(context.WithoutCancel(ctx), func(tx store.Tx) { desk.Start(tx, s.clock.Now()) }); err != nil {
		return errors.Join(fmt.Errorf("start the desk: %w", err), line.Close())
	}
	b := bot.New(bot.Options{DB: s.db, Desk: desk, Channels: []bot.Channel{page}, Clock: s.clock, Log: log, Urgent: urgent, Full: full(desk)})
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return b.Run(ctx) })
	group.Go(func() error { return serve(ctx, line, page.Handler()) })
	return group.Wait()
}

// serve answers requests until ctx is done. Streams end with ctx, so that they
// hold nothing up.
func serve(ctx context.Context, line net.Listener, h http.Handler) error {
	server := &http.Server{
		Handler:           h,
		ReadHeaderTimeout: 10 * time.Second,
		BaseContext:       func(net.Listener) context.Context { return ctx },
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(line) }()
	select {
	case err := <-ended:
		return fmt.Errorf("serve the page: %w", err)
	case <-ctx.Done():
	}
	bye, cancel := context.WithTimeout(context.WithoutCancel(ctx), farewell)
	defer cancel()
	if err := server.Shutdown(bye); err != nil {
		return errors.Join(fmt.Errorf("stop the page: %w", err), server.Close())
	}
	return nil
}

// listen opens the address, and says in one sentence why it cannot and what
// the caller knows as the way out.
func listen(ctx context.Context, addr, way string) (net.Listener, error) {
	var config net.ListenConfig
	line, err := config.Listen(ctx, "tcp", addr)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("another program already serves %s; %s", addr, way)
	}
	if err != nil {
		return nil, fmt.Errorf("serve %s: %w; %s", addr, err, way)
	}
	return line, nil
}

// ownAddress refuses an address that other computers could reach: whoever
// opens the page acts as anybody on it.
func ownAddress(addr string) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return fmt.Errorf("%w: --addr %q is not an address and a port, such as 127.0.0.1:8088", errUsage, addr)
	}
	ip, err := netip.ParseAddr(host)
	if host != "localhost" && (err != nil || !ip.IsLoopback()) {
		return fmt.Errorf("%w: the demo asks nobody for a password, so it serves this computer only, as 127.0.0.1 or localhost, not --addr %q", errUsage, addr)
	}
	return nil
}
