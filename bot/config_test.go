package bot

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // the machine may have no table of zones
)

// canary stands for a token; no fault may show it.
const canary = "1:CANARY-canary"

// good is a configuration without a fault; lines are added behind it.
const good = `organisation: Xã Mẫu
admin: {name: An, phone: "0900000001"}
phones: {duty: "02150000000"}
telegram:
  token: ${TOKEN}
`

func vars(pairs ...string) func(string) string {
	return func(name string) string {
		for i := 0; i+1 < len(pairs); i += 2 {
			if pairs[i] == name {
				return pairs[i+1]
			}
		}
		return ""
	}
}

func TestAllFaultsAtOnce(t *testing.T) {
	_, faults := Validate([]byte("log: loud\nhealth: x\nlevels: 3\nnope: 1\n"), t.TempDir(), vars())
	var keys []string
	for _, f := range faults {
		keys = append(keys, f.Key)
	}
	want := []string{"log", "health", "levels", "nope", "telegram.token", "organisation", "admin.name", "phones.duty", "admin.phone"}
	if !slices.Equal(keys, want) {
		t.Errorf("got %v, want %v", keys, want)
	}
	if rest := faults.Without("telegram"); len(rest) != len(faults)-1 {
		t.Errorf("without telegram: %v", rest)
	}
}

func TestEnvironmentStandsAbove(t *testing.T) {
	file := good + "  api: nonsense\ndata: here\ngather: 2m\n"
	c, faults := Validate([]byte(file), "/etc/x", vars("TOKEN", "1:other", "CAUNOI_TELEGRAM_TOKEN", canary,
		"CAUNOI_TELEGRAM_API", "http://127.0.0.1:9/", "CAUNOI_DATA", "/srv/data"))
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	if c.Telegram.Token.Reveal() != canary || c.Telegram.API != "http://127.0.0.1:9" || c.Data != "/srv/data" || c.Gather != 2*time.Minute {
		t.Errorf("read %+v", c)
	}
}

// TestTokenAmongCredentials finds a token where systemd puts it, and only there
// with a mode that others could read.
func TestTokenAmongCredentials(t *testing.T) {
	given, folder := t.TempDir(), t.TempDir()
	write(t, filepath.Join(given, "token"), "1:given", 0o440)
	write(t, filepath.Join(folder, "token"), "1:beside", 0o600)
	file := strings.Replace(good, "token: ${TOKEN}", "token_file: token", 1)
	for _, c := range []struct{ credentials, want string }{{given, "1:given"}, {"", "1:beside"}} {
		config, faults := Validate([]byte(file), folder, vars("CREDENTIALS_DIRECTORY", c.credentials))
		if got := config.Telegram.Token.Reveal(); len(faults) > 0 || got != c.want {
			t.Errorf("with credentials in %q it read %q: %v", c.credentials, got, faults)
		}
	}
}

func TestSecretIsNeverShown(t *testing.T) {
	c := DefaultConfig()
	c.Telegram.Token = Hide(canary)
	var log strings.Builder
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "token", c.Telegram.Token, "all", c)
	data, err := json.Marshal(c.Telegram)
	if err != nil {
		t.Fatal(err)
	}
	for _, out := range []string{fmt.Sprint(c), fmt.Sprintf("%v %+v %#v %s %q %x", c, c, c, c.Telegram.Token, c.Telegram.Token, c.Telegram.Token), log.String(), string(data)} {
		if strings.Contains(out, "CANARY") || strings.Contains(out, fmt.Sprintf("%x", canary)) {
			t.Errorf("shows the token: %s", out)
		}
	}
}

func FuzzValidate(f *testing.F) {
	f.Add([]byte(good))
	f.Add([]byte("a: [b, {c: *d}]\n--- !!x\n? y"))
	f.Add([]byte("telegram: &a {token: *a}"))
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, data []byte) {
		_, faults := Validate(data, dir, vars("TOKEN", canary))
		if strings.Contains(faults.Error(), canary) {
			t.Errorf("shows the token: %v", faults)
		}
	})
}

func write(t *testing.T, path, text string, mode os.FileMode) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
}
