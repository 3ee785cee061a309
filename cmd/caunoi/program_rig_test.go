package main

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// secretPart is the part of the token that must be in no output. The token is
// made up and as short as one can be.
const secretPart = "bimat"

// testToken is what the fake Telegram takes.
const testToken = "7:" + secretPart

// patience is how long a step of a real process may take on a busy machine.
const patience = 30 * time.Second

// A rig is the program and a fake Telegram, both built from this checkout and
// run as processes of their own, as they are run in earnest.
type rig struct {
	t      testing.TB
	bin    string // folder of the programs
	folder string // folder of the configuration, the data and the logs
	api    string // where the fake listens
	health string // where the bot tells how it is
	phones *phones
}

// newRig makes a folder with a configuration in it. Nothing runs yet.
func newRig(t testing.TB, bin string) *rig {
	t.Helper()
	r := &rig{t: t, bin: bin, folder: t.TempDir(), api: "http://" + freeAddr(t), health: freeAddr(t)}
	r.phones = &phones{t: t, url: r.api}
	r.write("config.yaml", `organisation: Đảng ủy xã Nà Hỳ
admin:
  name: Bùi Văn Mẫu
  phone: "0900000014"
health: `+r.health+`
phones:
  duty: "02150000000"
gather: 10s
danger_silence: 1h
`)
	t.Cleanup(r.cleanLog)
	return r
}

// freeAddr returns an address of the loopback at which nobody listens.
func freeAddr(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// path returns a path in the rig's folder.
func (r *rig) path(name string) string { return filepath.Join(r.folder, name) }

// write writes a file into the rig's folder.
func (r *rig) write(name, text string) string {
	r.t.Helper()
	if err := os.WriteFile(r.path(name), []byte(text), 0o600); err != nil {
		r.t.Fatal(err)
	}
	return r.path(name)
}

// env is the environment of the program. Nothing of this machine's own
// settings reaches it.
func (r *rig) env() []string {
	return []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + r.folder,
		"CAUNOI_CONFIG=" + r.path("config.yaml"), "CAUNOI_DATA=" + r.path("data"),
		"CAUNOI_TELEGRAM_TOKEN=" + testToken, "CAUNOI_TELEGRAM_API=" + r.api,
	}
}

// A process is a program that was started.
type process struct {
	t    testing.TB
	name string
	cmd  *exec.Cmd
	log  string // the file of all that it wrote
	done chan struct{}
}

// start starts a program, with more variables in its environment. What it
// writes is appended to a file.
func (r *rig) start(name string, args []string, more ...string) *process {
	r.t.Helper()
	p := &process{t: r.t, name: name, log: r.path(name + ".log"), done: make(chan struct{})}
	out, err := os.OpenFile(p.log, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		r.t.Fatal(err)
	}
	defer out.Close()
	p.cmd = exec.Command(filepath.Join(r.bin, name), args...)
	p.cmd.Dir, p.cmd.Env = r.folder, append(r.env(), more...)
	p.cmd.Stdout, p.cmd.Stderr = out, out
	if err := p.cmd.Start(); err != nil {
		r.t.Fatalf("start %s: %v", name, err)
	}
	go func() {
		defer close(p.done)
		_ = p.cmd.Wait() // how it ended is read off its state
	}()
	r.t.Cleanup(func() { p.kill() })
	return p
}

// startFake starts the fake Telegram and waits until it listens. It keeps
// Telegram's limits unless args say otherwise, and a request that this bot
// should never make fails the test.
func (r *rig) startFake(args ...string) *process {
	r.t.Helper()
	p := r.start("faketelegram", append(args, "--addr", strings.TrimPrefix(r.api, "http://"), "--token", testToken))
	await(r.t, "the fake Telegram listens", func() bool {
		c, err := net.DialTimeout("tcp", strings.TrimPrefix(r.api, "http://"), time.Second)
		if err == nil {
			c.Close()
		}
		return err == nil
	})
	r.t.Cleanup(func() {
		if p.ended() {
			return
		}
		for _, v := range r.phones.violations() {
			r.t.Errorf("an unexpected request: %s", v)
		}
	})
	return p
}

// run starts the bot and waits until it has polled.
func (r *rig) run(args ...string) *process {
	r.t.Helper()
	before := r.phones.stats().Calls["getUpdates"]
	p := r.start("caunoi", append([]string{"run"}, args...))
	await(r.t, "the bot polls", func() bool {
		if p.ended() {
			r.t.Fatalf("the bot ended by itself with code %d:\n%s", p.code(), tail(p.log))
		}
		return r.phones.stats().Calls["getUpdates"] > before
	})
	return p
}

// ended reports whether the process is over.
func (p *process) ended() bool {
	select {
	case <-p.done:
		return true
	default:
		return false
	}
}

// code is the exit code of a process that is over, -1 if it was killed.
func (p *process) code() int { return p.cmd.ProcessState.ExitCode() }

// kill ends the process at once, wherever it is.
func (p *process) kill() {
	if p.ended() {
		return
	}
	_ = p.cmd.Process.Kill() // it may have ended meanwhile
	<-p.done
}

// stop asks the process to end and returns its exit code and how long it took.
func (p *process) stop() (int, time.Duration) {
	p.t.Helper()
	began := time.Now()
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		p.t.Fatalf("stop %s: %v\n%s", p.name, err, tail(p.log))
	}
	select {
	case <-p.done:
	case <-time.After(patience):
		p.t.Fatalf("%s does not end on SIGTERM:\n%s", p.name, tail(p.log))
	}
	return p.code(), time.Since(began)
}

// once runs the bot's program to its end and returns what it wrote and its
// exit code.
func (r *rig) once(args []string, more ...string) (string, int) {
	r.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, filepath.Join(r.bin, "caunoi"), args...)
	cmd.Dir, cmd.Env = r.folder, append(r.env(), more...)
	out, err := cmd.CombinedOutput()
	if err != nil && cmd.ProcessState == nil || ctx.Err() != nil {
		r.t.Fatalf("caunoi %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	f, err := os.OpenFile(r.path("caunoi.log"), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		r.t.Fatal(err)
	}
	defer f.Close()
	fmt.Fprintf(f, "%s", out)
	return string(out), cmd.ProcessState.ExitCode()
}

// mustOnce is once for a command that must succeed.
func (r *rig) mustOnce(args ...string) string {
	r.t.Helper()
	out, code := r.once(args)
	if code != 0 {
		r.t.Fatalf("caunoi %s: exit code %d, want 0:\n%s", strings.Join(args, " "), code, out)
	}
	return out
}

// cleanLog fails the test if the program ever wrote what it must never write.
func (r *rig) cleanLog() {
	out, err := os.ReadFile(r.path("caunoi.log"))
	if err != nil {
		return // nothing was run
	}
	for _, never := range []string{secretPart, "DATA RACE", "panic: ", "fatal error: "} {
		if at := bytes.Index(out, []byte(never)); at >= 0 {
			r.t.Errorf("%q is in what the program wrote:\n%s", never, out[max(0, at-500):min(len(out), at+3000)])
		}
	}
}

// tail returns the end of a log.
func tail(path string) string {
	data, err := os.ReadFile(path)
	if err != nil {
		return err.Error()
	}
	return string(data[max(0, len(data)-3000):])
}

// await waits until something holds. It looks often, and gives up loudly.
func await(t testing.TB, what string, ok func() bool) {
	t.Helper()
	if !within(patience, ok) {
		t.Fatalf("waited %v, and still not: %s", patience, what)
	}
}

// within reports whether something holds before the time is up.
func within(most time.Duration, ok func() bool) bool {
	look := time.NewTicker(3 * time.Millisecond)
	defer look.Stop()
	for end := time.Now().Add(most); time.Now().Before(end); <-look.C {
		if ok() {
			return true
		}
	}
	return ok()
}
