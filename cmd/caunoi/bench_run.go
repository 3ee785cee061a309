package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// benchStuck is after how long without anything new a trial is over.
const benchStuck = 90 * time.Second

// trialToken is what the made-up Telegram takes.
const trialToken = "1:bench"

// A record is what happened at the made-up Telegram, as its control tells it.
type record struct {
	url string
	log []happening
}

// A happening is an entry of the record.
type happening struct {
	At      time.Time         `json:"at"`
	Chat    int64             `json:"chat"`
	Person  int64             `json:"person"`
	What    string            `json:"what"`
	Message int64             `json:"message"`
	Text    string            `json:"text"`
	Files   []json.RawMessage `json:"files"`
}

// The floods are what the made-up Telegram counts.
type floods struct {
	Floods, Counted, Wasted, Lost int
}

// run carries a trial out. What the programs write goes to their own files, and
// to errs if one of them fails.
func (t benchTrial) run(ctx context.Context, service string, errs io.Writer) (v benchOutcome, err error) {
	folder, err := os.MkdirTemp("", "caunoi-bench-")
	if err != nil {
		return v, fmt.Errorf("make a folder: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	if err := t.settle(ctx, folder, trialToken); err != nil {
		return v, err
	}
	fake, url, err := startFakeTelegram(ctx, service, t)
	if err != nil {
		return v, err
	}
	defer func() { _, _ = fake.Process.Kill(), fake.Wait() }() // it holds nothing that is needed any more
	s := &record{url: url}
	if err := s.people(ctx, t); err != nil {
		return v, err
	}
	bot, err := startBot(ctx, folder, url)
	if err != nil {
		return v, err
	}
	m := &meter{pid: bot.Process.Pid}
	watched := s.watch(ctx, t, m)
	stop := bot.Process.Signal(syscall.SIGTERM)
	if err := errors.Join(watched, stop, bot.Wait()); err != nil {
		if log, wrong := os.ReadFile(filepath.Join(folder, "bot.log")); wrong == nil {
			_, _ = errs.Write(log[max(0, len(log)-4096):]) // it only helps to see why
		}
		return v, fmt.Errorf("%w: %w", errTrial, err)
	}
	var f floods
	if err := s.ask(ctx, "stats", &f); err != nil {
		return v, err
	}
	return s.judge(t, f, m), nil
}

// startFakeTelegram starts the made-up Telegram and returns where it listens.
func startFakeTelegram(ctx context.Context, path string, t benchTrial) (*exec.Cmd, string, error) {
	cmd := exec.CommandContext(ctx, path, "--addr", "127.0.0.1:0", "--token", trialToken, "--latency", t.Trip.String(), "--scale", strconv.Itoa(t.Scale))
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, "", fmt.Errorf("start %s: %w", path, err)
	}
	if err := cmd.Start(); err != nil {
		return nil, "", fmt.Errorf("start %s: %w", path, err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	_, url, ok := strings.Cut(strings.TrimSpace(line), " on ")
	if err != nil || !ok {
		return nil, "", errors.Join(fmt.Errorf("%w: %s does not listen", errTrial, path), cmd.Process.Kill(), cmd.Wait())
	}
	return cmd, url, nil
}

// startBot starts this program as an operator does.
func startBot(ctx context.Context, folder, api string) (*exec.Cmd, error) {
	own, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find this program: %w", err)
	}
	log, err := os.Create(filepath.Join(folder, "bot.log"))
	if err != nil {
		return nil, fmt.Errorf("make the log: %w", err)
	}
	defer log.Close() // the program has its own handle
	cmd := exec.CommandContext(ctx, own, "run")
	cmd.Dir, cmd.Stdout, cmd.Stderr = folder, log, log
	cmd.Env = []string{"HOME=" + folder, "CAUNOI_TELEGRAM_TOKEN=" + trialToken, "CAUNOI_TELEGRAM_API=" + api}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start the bot: %w", err)
	}
	return cmd, nil
}

// people brings those who take part to the made-up Telegram, and what goes wrong.
func (s *record) people(ctx context.Context, t benchTrial) error {
	person := func(id int64) error { return s.move(ctx, "person", map[string]any{"person": id}) }
	all := []error{person(benchAdmin)}
	for i := range t.reporters() {
		all = append(all, person(benchReporter+int64(i)), person(benchCharge+int64(i)))
	}
	for i := range t.Receivers {
		chat, why := t.chat(i), "blocked"
		if chat < 0 {
			why = "kicked"
			all = append(all, s.move(ctx, "group", map[string]any{"chat": chat, "text": "Tổ"}))
		} else {
			all = append(all, person(chat))
		}
		if t.closed(i) {
			all = append(all, s.move(ctx, "shut", map[string]any{"chat": chat, "text": why}))
		}
		if t.moved(i) {
			all = append(all, s.move(ctx, "migrate", map[string]any{"chat": chat, "to": benchSuper - int64(i)}))
		}
	}
	if t.Faulty > 0 { // of all faults one half is a proxy's page, a third a broken line, a sixth a lost answer
		for _, f := range []struct {
			kind string
			of   float64
		}{{"502", 2}, {"reset", 3}, {"lose", 6}} {
			all = append(all, s.move(ctx, "fault", map[string]any{"kind": f.kind, "count": -1, "every": int(100 / t.Faulty * f.of)}))
		}
	}
	return errors.Join(all...)
}

// watch follows a trial to its end: it takes the record over, lets people report
// and measures the bot, until everybody who can be reached has the directive.
func (s *record) watch(ctx context.Context, t benchTrial, m *meter) error {
	has, want := map[int64]bool{}, t.reachable()
	began, news, reported := time.Time{}, time.Now(), 0
	for len(has) < len(want) && time.Since(news) < benchStuck {
		if err := pauseFor(ctx, 100*time.Millisecond); err != nil {
			return err
		}
		seen := len(s.log)
		if err := s.follow(ctx); err != nil {
			return err
		}
		for _, h := range s.log[seen:] {
			if h.directive() && want[h.Chat] && !has[h.Chat] {
				has[h.Chat], news = true, time.Now()
			}
		}
		if began.IsZero() && len(has) > 0 {
			began = time.Now()
			m.begin()
		}
		m.measure()
		for ; !began.IsZero() && float64(reported) < time.Since(began).Seconds()*t.Urgent && reported < t.reporters(); reported++ {
			words := fmt.Sprintf("khẩn cầu treo số %d sắp đứt", reported)
			if err := s.move(ctx, "say", map[string]any{"person": benchReporter + int64(reported), "text": words}); err != nil {
				return err
			}
		}
	}
	m.end()
	if err := pauseFor(ctx, 3*time.Second); err != nil { // the last alerts, and what might come twice
		return err
	}
	return s.follow(ctx)
}

// pauseFor waits, or says that the trial is to end.
func pauseFor(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// follow takes over what is new in the record.
func (s *record) follow(ctx context.Context) error {
	var more []happening
	if err := s.ask(ctx, "log?from="+strconv.Itoa(len(s.log)), &more); err != nil {
		return err
	}
	s.log = append(s.log, more...)
	return nil
}

// ask reads from the control.
func (s *record) ask(ctx context.Context, what string, into any) error {
	return s.control(ctx, http.MethodGet, what, nil, into)
}

// move changes something over the control.
func (s *record) move(ctx context.Context, what string, m map[string]any) error {
	body, err := json.Marshal(m)
	if err != nil {
		return fmt.Errorf("write to the control: %w", err)
	}
	return s.control(ctx, http.MethodPost, what, bytes.NewReader(body), nil)
}

func (s *record) control(ctx context.Context, method, what string, body io.Reader, into any) error {
	req, err := http.NewRequestWithContext(ctx, method, s.url+"/control/"+what, body)
	if err != nil {
		return fmt.Errorf("ask the control: %w", err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return fmt.Errorf("ask the control: %w", err)
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err == nil && resp.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s of %s: %s", resp.Status, what, data)
	}
	if err == nil && into != nil {
		err = json.Unmarshal(data, into)
	}
	if err != nil {
		return fmt.Errorf("ask the control: %w", err)
	}
	return nil
}
