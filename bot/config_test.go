package bot

import (
	"encoding/json"
	"errors"
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

// A wrongConfig is lines behind good, which has five, and the fault they make.
type wrongConfig struct {
	name, add  string
	line       int
	key, value string
}

// wrongShapes are faults of how the file is written.
func wrongShapes() []wrongConfig {
	return []wrongConfig{
		{"unknown key", "organization: x", 6, "organization", "x"},
		{"unknown key in a section", "  tokn: x", 6, "telegram.tokn", "x"},
		{"unknown section", "web:\n  port: 1", 6, "web", ""},
		{"twice", "log: info\nlog: warn", 7, "log", ""},
		{"twice in a section", "  token: ${TOKEN}", 6, "telegram.token", ""},
		{"not YAML", "log: [", 6, "the file", ""},
		{"a tab", "limits:\n\tper_second: x", 7, "the file", ""},
		{"second document", "---\nlog: info", 7, "the file", ""},
		{"list for a word", "log: [info]", 6, "log", ""},
		{"map for a word", "timezone: {a: b}", 6, "timezone", ""},
		{"word for a list", "levels: village", 6, "levels", "village"},
		{"word for a section", "limits: 3", 6, "limits", ""},
		{"list for a section", "phones: [1]", 6, "phones", ""},
		{"map in a list", "levels: [a, b, {c: d}]", 6, "levels", ""},
		{"no value", "gather:", 6, "gather", ""},
	}
}

// wrongWords are faults of what stands behind a key.
func wrongWords() []wrongConfig {
	return []wrongConfig{
		{"zone", "timezone: Hanoi", 6, "timezone", "Hanoi"},
		{"zone Local", "timezone: Local", 6, "timezone", "Local"},
		{"empty data", `data: ""`, 6, "data", ""},
		{"data is a file", "data: config.yaml", 6, "data", "config.yaml"},
		{"api without scheme", "  api: api.telegram.org", 6, "telegram.api", "api.telegram.org"},
		{"api in clear", "  api: http://example.org", 6, "telegram.api", "http://example.org"},
		{"api with a path", "  api: https://example.org/bot", 6, "telegram.api", "https://example.org/bot"},
		{"api with a user", "  api: https://a:b@example.org", 6, "telegram.api", "https://…@example.org"},
		{"api with an odd password", "  api: https://a:CANARY/b@c d@example.org", 6, "telegram.api", "https://…@example.org"},
		{"api with a user and no scheme", "  api: a:CANARY@example.org", 6, "telegram.api", "…@example.org"},
		{"address under an unknown key", "proxy: [http://a:CANARY@b]", 6, "proxy", ""},
		{"address under another unknown key", "proxy: http://a:CANARY@b", 6, "proxy", "http://…@b"},
		{"api ftp", "  api: ftp://example.org", 6, "telegram.api", "ftp://example.org"},
		{"health to all", "health: 0.0.0.0:8480", 6, "health", "0.0.0.0:8480"},
		{"health by port only", "health: :8480", 6, "health", ":8480"},
		{"health without a port", "health: 127.0.0.1", 6, "health", "127.0.0.1"},
		{"health with a bad port", "health: 127.0.0.1:99999", 6, "health", "127.0.0.1:99999"},
		{"health by name", "health: example.org:80", 6, "health", "example.org:80"},
		{"too fast", "limits: {per_second: 31}", 6, "limits.per_second", "31"},
		{"months zero", "keep_months: 0", 6, "keep_months", "0"},
		{"months word", "keep_months: two", 6, "keep_months", "two"},
		{"months broken", "keep_months: 1.5", 6, "keep_months", "1.5"},
		{"two levels", "levels: [commune, village]", 6, "levels", "commune, village"},
		{"level twice", "levels: [a, b, a]", 6, "levels", "a, b, a"},
		{"level with capitals", "levels: [Tinh, xa, ban]", 6, "levels", "Tinh, xa, ban"},
		{"gather without a unit", "gather: 90", 6, "gather", "90"},
		{"gather too long", "gather: 1h", 6, "gather", "1h"},
		{"danger too short", "danger_silence: 1s", 6, "danger_silence", "1s"},
		{"urgent too long", "urgent_silence: 2h", 6, "urgent_silence", "2h"},
		{"pace of nothing", "limits: {per_second: 0}", 6, "limits.per_second", "0"},
		{"pace below nothing", "limits: {group_per_minute: -1}", 6, "limits.group_per_minute", "-1"},
		{"pace as a word", "limits: {group_per_minute: many}", 6, "limits.group_per_minute", "many"},
		{"log", "log: loud", 6, "log", "loud"},
		{"a variable that is not set", "log: ${NOWHERE}", 6, "log", "${NOWHERE}"},
		{"token twice", "  token_file: token", 5, "telegram.token", ""},
		{"an anchor", "log: &a info", 6, "log", ""},
	}
}

// TestWrongConfigs is reliability P48: each wrong configuration is refused with
// the line, the key, the value and the way to mend it.
func TestWrongConfigs(t *testing.T) {
	cases := slices.Concat(wrongShapes(), wrongWords())
	if len(cases) < 40 {
		t.Fatalf("only %d wrong configurations", len(cases))
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, "config.yaml")
			write(t, path, good+c.add+"\n", 0o600)
			_, err := Load(path, vars("TOKEN", canary))
			var faults Faults
			if !errors.As(err, &faults) {
				t.Fatalf("not refused: %v", err)
			}
			i := slices.IndexFunc(faults, func(f Fault) bool { return f.Key == c.key && f.Line == c.line })
			if i < 0 {
				t.Fatalf("no fault of %s in line %d:\n%v", c.key, c.line, faults)
			}
			if f := faults[i]; !strings.HasSuffix(f.Value, c.value) || f.Wrong == "" || f.Mend == "" {
				t.Errorf("the fault says too little: %v", f)
			}
			if strings.Contains(err.Error(), "CANARY") {
				t.Errorf("the fault shows the token: %v", err)
			}
			if left, _ := os.ReadDir(dir); len(left) != 1 {
				t.Errorf("reading a configuration wrote %v", left)
			}
		})
	}
}

// TestWrongValues are faults of what has no default, and of the token.
func TestWrongValues(t *testing.T) {
	long := strings.Repeat("a", 81)
	cases := []struct {
		name, file string
		env        []string
		key        string
	}{
		{"empty file", "", nil, "organisation"},
		{"only a comment", "# nothing\n", nil, "admin.phone"},
		{"a word", "hello", nil, "the file"},
		{"a list", "- a\n- b", nil, "the file"},
		{"no administrator", "organisation: x\ntelegram: {token: \"${TOKEN}\"}", []string{"TOKEN", canary}, "admin.name"},
		{"numbers of the state, which the texts have", "phones: {emergency: [112]}", nil, "phones.emergency"},
		{"odd duty", "phones: {duty: 12}", nil, "phones.duty"},
		{"empty duty", "phones: {duty: ''}", nil, "phones.duty"},
		{"empty name", "organisation: ''\n", nil, "organisation"},
		{"long name", "organisation: " + long, nil, "organisation"},
		{"braces", "organisation: '{x}'", nil, "organisation"},
		{"two lines", "organisation: \"a\\nb\"", nil, "organisation"},
		{"short phone", "admin: {name: a, phone: 090000}", nil, "admin.phone"},
		{"foreign phone", "admin: {name: a, phone: \"+4490000000\"}", nil, "admin.phone"},
		{"no token", "log: info", nil, "telegram.token"},
		{"token in clear", "telegram: {token: '" + canary + "'}", nil, "telegram.token"},
		{"token in the wrong place", "telegram: '" + canary + "'", nil, "telegram"},
		{"token under another key", "telegram: {tokn: '" + canary + "'}", nil, "telegram.tokn"},
		{"token as a file name", "telegram: {token_file: '" + canary + "'}", nil, "telegram.token_file"},
		{"token with a space", "log: info", []string{"CAUNOI_TELEGRAM_TOKEN", "1:CANARY canary"}, "CAUNOI_TELEGRAM_TOKEN"},
		{"variable of the token not set", "telegram: {token: '${TOKEN}'}", nil, "telegram.token"},
		{"open token file", "telegram: {token_file: open}", nil, "telegram.token_file"},
		{"empty token file", "telegram: {token_file: empty}", nil, "telegram.token_file"},
		{"no token file", "telegram: {token_file: none}", nil, "telegram.token_file"},
		{"api in the environment", "log: info", []string{"CAUNOI_TELEGRAM_API", "nonsense"}, "CAUNOI_TELEGRAM_API"},
	}
	dir := t.TempDir()
	write(t, filepath.Join(dir, "open"), canary, 0o644)
	write(t, filepath.Join(dir, "empty"), "\n", 0o600)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, faults := Validate([]byte(c.file), dir, vars(c.env...))
			if !slices.ContainsFunc(faults, func(f Fault) bool { return f.Key == c.key }) {
				t.Errorf("no fault of %s:\n%v", c.key, faults)
			}
			if strings.Contains(faults.Error(), "CANARY") {
				t.Errorf("a fault shows the token: %v", faults)
			}
		})
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
