package bot

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// ErrNobody says that no running bot listens at a control socket.
var ErrNobody = errors.New("no running bot listens")

// longestJob is how long a command waits for the running bot to begin its
// answer: an import of a province takes seconds.
const longestJob = 5 * time.Minute

// longestSocket is how long the path of a socket may be on Linux.
const longestSocket = 107

// firstPlace is as long as what follows the folder in the path at which a
// socket is made, before it is moved.
const firstPlace = "/.s4294967295/s"

// A Control is the socket by which other commands ask the running bot, which
// alone has the database open.
type Control struct {
	path   string
	server *http.Server
	done   chan struct{}
}

// ListenControl answers with handlers at a socket that only this user can
// open. A socket that a killed process left behind is replaced; one at which
// somebody still answers is not.
func ListenControl(path string, handlers http.Handler) (*Control, error) {
	if max(len(path), len(filepath.Dir(path))+len(firstPlace)) > longestSocket {
		return nil, fmt.Errorf("listen at %s: the path is too long, at most %d bytes; choose a shorter data folder", path, longestSocket)
	}
	if err := clearStale(path); err != nil {
		return nil, err
	}
	l, err := listenPrivately(path)
	if err != nil {
		return nil, err
	}
	c := &Control{path: path, done: make(chan struct{})}
	c.server = &http.Server{Handler: handlers, ReadHeaderTimeout: 10 * time.Second}
	go func() {
		defer close(c.done)
		_ = c.server.Serve(l) // always http.ErrServerClosed: the listener is closed by Close only
	}()
	return c, nil
}

// clearStale removes a socket at which nobody answers, and nothing else.
func clearStale(path string) error {
	info, err := os.Lstat(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("look at the control socket: %w", err)
	}
	if info.Mode().Type() != os.ModeSocket {
		return fmt.Errorf("%s is in the way: it is not a socket", path)
	}
	conn, err := net.DialTimeout("unix", path, time.Second)
	if err == nil {
		_ = conn.Close() // only asked whether somebody is there
		return fmt.Errorf("another process already listens at %s", path)
	}
	if !errors.Is(err, syscall.ECONNREFUSED) {
		return fmt.Errorf("ask at the control socket: %w", err)
	}
	if err := os.Remove(path); err != nil {
		return fmt.Errorf("remove the stale control socket: %w", err)
	}
	return nil
}

// listenPrivately makes the socket in a folder nobody else can enter and moves
// it into place with its mode set, so that it is never open to others.
func listenPrivately(path string) (net.Listener, error) {
	folder, err := os.MkdirTemp(filepath.Dir(path), ".s")
	if err != nil {
		return nil, fmt.Errorf("make the control socket: %w", err)
	}
	defer os.RemoveAll(folder)
	first := filepath.Join(folder, "s")
	l, err := net.ListenUnix("unix", &net.UnixAddr{Name: first, Net: "unix"})
	if err != nil {
		return nil, fmt.Errorf("make the control socket: %w", err)
	}
	l.SetUnlinkOnClose(false) // it will not be there any more; Close removes the right one
	err = os.Chmod(first, 0o600)
	if err == nil {
		err = os.Rename(first, path)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("make the control socket: %w", err), l.Close())
	}
	return l, nil
}

// Close stops answering, after the answers in hand but within the context, and
// removes the socket.
func (c *Control) Close(ctx context.Context) error {
	err := c.server.Shutdown(ctx)
	if err != nil {
		err = errors.Join(err, c.server.Close())
	}
	<-c.done
	return errors.Join(err, os.Remove(c.path))
}

// Ask posts body to a route of the bot that listens at path and returns its
// answer, to be closed by the caller. It Is ErrNobody if none does. An answer
// that is not a success is an error with its text, which the handlers write
// for operators.
func Ask(ctx context.Context, path, route string, body io.Reader) (io.ReadCloser, error) {
	dial := func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "unix", path)
	}
	client := &http.Client{Transport: &http.Transport{DialContext: dial, DisableKeepAlives: true, ResponseHeaderTimeout: longestJob}}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://bot"+route, body)
	if err != nil {
		return nil, fmt.Errorf("ask the running bot: %w", err)
	}
	resp, err := client.Do(req)
	if errors.Is(err, os.ErrNotExist) || errors.Is(err, syscall.ECONNREFUSED) {
		return nil, fmt.Errorf("%w at %s", ErrNobody, path)
	}
	if err != nil {
		return nil, fmt.Errorf("ask the running bot: %w", err)
	}
	if resp.StatusCode/100 == 2 {
		return resp.Body, nil
	}
	defer resp.Body.Close()
	why, err := io.ReadAll(io.LimitReader(resp.Body, 4096))
	if err != nil {
		return nil, fmt.Errorf("ask the running bot: %w", err)
	}
	return nil, fmt.Errorf("the running bot refuses: %s", strings.TrimSpace(string(why)))
}
