package bot

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func echo() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /echo", func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(w, r.Body)
	})
	mux.HandleFunc("POST /no", func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "not now", http.StatusConflict)
	})
	return mux
}

func ask(t *testing.T, path string) string {
	t.Helper()
	answer, err := Ask(t.Context(), path, "/echo", strings.NewReader("are you there"))
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Close()
	words, err := io.ReadAll(answer)
	if err != nil {
		t.Fatal(err)
	}
	return string(words)
}

func TestControlSocket(t *testing.T) {
	path := filepath.Join(t.TempDir(), "control")
	if _, err := Ask(t.Context(), path, "/echo", nil); !errors.Is(err, ErrNobody) {
		t.Errorf("with nobody there: %v", err)
	}
	c, err := ListenControl(path, echo())
	if err != nil {
		t.Fatal(err)
	}
	if got := ask(t, path); got != "are you there" {
		t.Errorf("answer %q", got)
	}
	if _, err := Ask(t.Context(), path, "/no", nil); err == nil || !strings.HasSuffix(err.Error(), "refuses: not now") {
		t.Errorf("a refusal: %v", err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if _, err := ListenControl(path, echo()); err == nil {
		t.Error("a second one listens at the same place")
	}
	if got := ask(t, path); got != "are you there" {
		t.Errorf("after the second tried: %q", got)
	}
	if err := c.Close(context.Background()); err != nil {
		t.Error(err)
	}
	left, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestControlSocketLeftBehind(t *testing.T) {
	path := filepath.Join(t.TempDir(), "control")
	l, err := net.ListenUnix("unix", &net.UnixAddr{Name: path, Net: "unix"})
	if err != nil {
		t.Fatal(err)
	}
	l.SetUnlinkOnClose(false) // as after a kill
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Ask(t.Context(), path, "/echo", nil); !errors.Is(err, ErrNobody) {
		t.Errorf("at a stale socket: %v", err)
	}
	c, err := ListenControl(path, echo())
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Close(context.Background()); err != nil {
		t.Error(err)
	}
}

func TestControlSocketSparesFiles(t *testing.T) {
	path := filepath.Join(t.TempDir(), "control")
	if err := os.WriteFile(path, []byte("precious"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := ListenControl(path, echo()); err == nil {
		t.Error("a file was taken for a stale socket")
	}
	if data, err := os.ReadFile(path); err != nil || string(data) != "precious" {
		t.Errorf("the file is now %q, %v", data, err)
	}
	if _, err := ListenControl(filepath.Join(t.TempDir(), strings.Repeat("x", 120)), echo()); err == nil {
		t.Error("a path that is too long was taken")
	}
}

// TestLongSocket: a path is listened at, or refused with what to do.
func TestLongSocket(t *testing.T) {
	dir := t.TempDir()
	for n := 80; n <= 120; n++ {
		folder := filepath.Join(dir, strings.Repeat("d", max(1, n-len(dir)-len("//control"))))
		if err := os.MkdirAll(folder, 0o700); err != nil {
			t.Fatal(err)
		}
		c, err := ListenControl(filepath.Join(folder, "control"), echo())
		if err != nil {
			if !strings.Contains(err.Error(), "choose a shorter data folder") {
				t.Errorf("%d bytes: %v", len(folder), err)
			}
			continue
		}
		if err := c.Close(t.Context()); err != nil {
			t.Error(err)
		}
	}
}
