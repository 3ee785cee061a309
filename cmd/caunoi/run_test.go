package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"caunoi/bot/telegram/fake"
)

// A bench is a bot that runs, with a Telegram of its own.
type bench struct {
	*place
	tg   *fake.Server
	stop context.CancelFunc
	done chan int
	errs bytes.Buffer
}

// starts runs the bot against a fake Telegram until the test ends.
func (p *place) starts(args ...string) *bench {
	p.t.Helper()
	tg := fake.Test(p.t, fake.Options{Token: canary, Rates: fake.TelegramRates()})
	p.vars["CAUNOI_TELEGRAM_API"] = tg.URL
	ctx, stop := context.WithCancel(p.t.Context())
	b := &bench{place: p, tg: tg, stop: stop, done: make(chan int, 1)}
	read, write := io.Pipe()
	go func() {
		code := run(ctx, append([]string{"run"}, args...), func(name string) string { return p.vars[name] }, write, &b.errs)
		_ = write.Close()
		b.done <- code
	}()
	if _, err := read.Read(make([]byte, 1000)); err != nil {
		p.t.Fatalf("it does not start: %d\n%s", <-b.done, b.errs.String())
	}
	go func() { _, _ = io.Copy(io.Discard, read) }() // what it says afterwards is nobody's business here
	p.t.Cleanup(func() { b.ends() })
	return b
}

// ends stops the bot and returns its exit code.
func (b *bench) ends() int {
	b.stop()
	code := <-b.done
	b.done <- code
	if strings.Contains(b.errs.String(), "CANARY") {
		b.t.Errorf("the log shows the token:\n%s", b.errs.String())
	}
	return code
}

// TestRun starts the bot in a new place, lets the first administrator join by
// a contact, imports a roster beside it, and stops it.
func TestRun(t *testing.T) {
	p := newPlace(t)
	b := p.starts("--init")
	an := b.tg.Person(14, "An")
	an.Contact("+84900000014", true)
	if !b.tg.Wait(t.Context(), func() bool { return strings.Contains(told(b.tg, 14), "Danh sách ghi: An, quản trị") }) {
		t.Fatalf("the first administrator sees %q", told(b.tg, 14))
	}
	if code, _, errs := p.does("run"); code != exitSecond {
		t.Errorf("a second bot: %d %s", code, errs)
	}
	p.write("roster.csv", strings.Replace(read(t, p.roster()), "Bùi Văn Mẫu", "An", 1))
	code, out, errs := p.does("import", "--apply", p.roster())
	if code != exitOK || !strings.Contains(out, "mới 14") {
		t.Errorf("import beside the bot: %d\n%s%s", code, out, errs)
	}
	if code := b.ends(); code != exitOK {
		t.Errorf("it stopped with %d\n%s", code, b.errs.String())
	}
	if _, err := os.Stat(filepath.Join(p.dir, "data", socketName)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the socket is left behind: %v", err)
	}
}

// told is all that a person sees in the chat with the bot.
func told(tg *fake.Server, id int64) string {
	var all []string
	for _, m := range tg.Seen(id) {
		all = append(all, m.Text)
	}
	return strings.Join(all, "\n")
}

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestHealth asks the running bot how it is.
func TestHealth(t *testing.T) {
	p := newPlace(t)
	line, err := listen(t.Context(), "127.0.0.1:0", "")
	if err != nil {
		t.Fatal(err)
	}
	addr := line.Addr().String()
	_ = line.Close()
	p.write("config.yaml", strings.Replace(read(t, p.vars["CAUNOI_CONFIG"]), "health: off", "health: "+addr, 1))
	p.starts("--init")
	resp, err := http.Get("http://" + addr + "/healthz")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var h map[string]any
	if err := json.NewDecoder(resp.Body).Decode(&h); err != nil || h["ok"] == nil {
		t.Errorf("health is %v, %v", h, err)
	}
}

// TestHealthTaken does not start beside another program at the same address,
// and leaves nothing open.
func TestHealthTaken(t *testing.T) {
	p := newPlace(t)
	line, err := listen(t.Context(), "127.0.0.1:0", "")
	if err != nil {
		t.Fatal(err)
	}
	defer line.Close()
	p.write("config.yaml", strings.Replace(read(t, p.vars["CAUNOI_CONFIG"]), "health: off", "health: "+line.Addr().String(), 1))
	code, _, errs := p.does("run", "--init")
	if code != exitUnavailable || !strings.Contains(errs, "change health in the configuration") || strings.Contains(errs, "--addr") {
		t.Errorf("it ended with %d: %s", code, errs)
	}
	if _, err := os.Stat(filepath.Join(p.dir, "data", socketName)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the socket is left behind: %v", err)
	}
}

// TestRefusedToken ends with a code of its own.
func TestRefusedToken(t *testing.T) {
	p := newPlace(t)
	p.vars["CAUNOI_TELEGRAM_TOKEN"] = "2:CANARYwrong"
	b := p.starts("--init")
	select {
	case code := <-b.done:
		b.done <- code
		if code != exitToken {
			t.Errorf("it ended with %d\n%s", code, b.errs.String())
		}
		if _, says, _ := strings.Cut(b.errs.String(), "caunoi: "); strings.Count(says, "token") != 1 {
			t.Errorf("it should say once that the token is refused: %q", says)
		}
	case <-time.After(20 * time.Second):
		t.Error("it goes on with a token that is refused")
	}
}
