package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"

	"caunoi/bot"
	"caunoi/store"
)

// canary stands for a token; nothing may show it.
const canary = "1:CANARYcanaryCANARYcanary"

// A place is a folder with a configuration, as an operator has it.
type place struct {
	t    *testing.T
	dir  string
	vars map[string]string
}

func newPlace(t *testing.T) *place {
	t.Helper()
	p := &place{t: t, dir: t.TempDir(), vars: map[string]string{"CAUNOI_TELEGRAM_TOKEN": canary}}
	p.vars["CAUNOI_CONFIG"] = filepath.Join(p.dir, "config.yaml")
	p.write("config.yaml", "organisation: Xã Mẫu\nadmin: {name: An, phone: \"0900000014\"}\nphones: {duty: \"02150000000\"}\nhealth: off\n")
	data, err := os.ReadFile("../../flows/roster/testdata/roster-mau.csv")
	if err != nil {
		t.Fatal(err)
	}
	p.write("roster.csv", string(data))
	return p
}

func (p *place) write(name, text string) {
	p.t.Helper()
	if err := os.WriteFile(filepath.Join(p.dir, name), []byte(text), 0o600); err != nil {
		p.t.Fatal(err)
	}
}

// does runs a command to its end.
func (p *place) does(args ...string) (code int, out, errs string) {
	p.t.Helper()
	var o, e bytes.Buffer
	code = run(context.Background(), args, func(name string) string { return p.vars[name] }, &o, &e)
	if strings.Contains(o.String()+e.String(), "CANARY") {
		p.t.Errorf("%v shows the token:\n%s%s", args, o.String(), e.String())
	}
	if strings.Contains(e.String(), "goroutine ") {
		p.t.Errorf("%v shows a stack:\n%s", args, e.String())
	}
	return code, o.String(), e.String()
}

func (p *place) roster() string { return filepath.Join(p.dir, "roster.csv") }

func TestExitCodes(t *testing.T) {
	cases := []struct {
		name string
		args []string
		vars map[string]string
		file string // in place of the configuration
		code int
		says string
	}{
		{"nothing", nil, nil, "", exitUsage, "Usage"},
		{"help", []string{"help"}, nil, "", exitOK, "Usage"},
		{"help of a command", []string{"run", "--help"}, nil, "", exitOK, "Usage"},
		{"no such command", []string{"start"}, nil, "", exitUsage, "there is no command"},
		{"no such flag", []string{"check", "--depp"}, nil, "", exitUsage, "depp"},
		{"a word too many", []string{"check", "all"}, nil, "", exitUsage, "too many"},
		{"no roster named", []string{"import"}, nil, "", exitUsage, "name the file"},
		{"flags behind the file", []string{"import", "x.csv", "--apply"}, nil, "", exitUsage, "before"},
		{"an odd language", []string{"import", "--lang", "fr", "x.csv"}, nil, "", exitUsage, "vi or en"},
		{"version", []string{"version"}, nil, "", exitOK, "caunoi"},
		{"version of what", []string{"version", "x"}, nil, "", exitUsage, "nothing"},
		{"good", []string{"check"}, nil, "", exitOK, "is good"},
		{"no configuration", []string{"check", "--config", "/nowhere"}, nil, "", exitConfig, "no such file"},
		{"a bad configuration", []string{"check"}, nil, "log: loud\n", exitConfig, "line 1: log"},
		{"a bad configuration to run", []string{"run"}, nil, "log: loud\n", exitConfig, "line 1: log"},
		{"a bad token", []string{"check"}, map[string]string{"CAUNOI_TELEGRAM_TOKEN": "CANARY"}, "", exitConfig, "does not lead to a token"},
		{"no database", []string{"run"}, nil, "", exitConfig, "if there was one"},
		{"no database to store into", []string{"import", "--apply", "ROSTER"}, nil, "", exitConfig, "if there was one"},
		{"no database to look through", []string{"check", "--deep"}, nil, "", exitConfig, "if there was one"},
		{"no such roster", []string{"import", "/nowhere.csv"}, nil, "", exitData, "caunoi: open /nowhere.csv"},
		{"a roster that is none", []string{"import", "CONFIG"}, nil, "", exitData, "Dòng 2"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			p := newPlace(t)
			if c.file != "" {
				p.write("config.yaml", c.file)
			}
			for name, value := range c.vars {
				p.vars[name] = value
			}
			args := strings.Split(strings.NewReplacer("ROSTER", p.roster(), "CONFIG", p.vars["CAUNOI_CONFIG"]).Replace(strings.Join(c.args, "\n")), "\n")
			if len(c.args) == 0 {
				args = nil
			}
			code, out, errs := p.does(args...)
			if code != c.code || !strings.Contains(out+errs, c.says) {
				t.Errorf("code %d, want %d with %q:\n%s%s", code, c.code, c.says, out, errs)
			}
			if left, _ := os.ReadDir(p.dir); len(left) != 2 {
				t.Errorf("it left %v behind", left)
			}
		})
	}
}

func TestCodesOfErrors(t *testing.T) {
	cases := []struct {
		err  error
		code int
	}{
		{nil, exitOK},
		{context.Canceled, exitUnavailable},
		{stopped(fmt.Errorf("x: %w", context.Canceled)), exitOK},
		{stopped(errors.Join(context.Canceled, store.ErrUnknown)), exitUnknown},
		{fs.ErrPermission, exitConfig},
		{errLevels, exitConfig},
		{fmt.Errorf("x: %w", store.ErrLocked), exitSecond},
		{fmt.Errorf("x: %w", store.ErrUnknown), exitUnknown},
		{errors.Join(store.ErrClosed, store.ErrUnknown), exitUnknown},
		{fmt.Errorf("x: %w", errToken), exitToken},
		{bot.Faults{{Key: "x"}}, exitConfig},
		{store.ErrDamaged, exitConfig},
		{store.ErrForeign, exitConfig},
		{store.ErrOlder, exitConfig},
		{store.ErrNewer, exitConfig},
		{store.ErrMissing, exitConfig},
		{store.ErrInvalid, exitSoftware},
		{store.ErrFull, exitUnavailable},
		{io.ErrUnexpectedEOF, exitUnavailable},
	}
	for _, c := range cases {
		if got := exitCode(c.err); got != c.code {
			t.Errorf("%v ends with %d, want %d", c.err, got, c.code)
		}
	}
}

// TestNewPlace is what a new place needs: check, import, import again.
func TestNewPlace(t *testing.T) {
	p := newPlace(t)
	code, out, _ := p.does("import", p.roster())
	if code != exitOK || !strings.Contains(out, "mới 15") || !strings.Contains(out, "Chưa ghi gì") {
		t.Fatalf("the trial: %d\n%s", code, out)
	}
	if _, err := os.Stat(filepath.Join(p.dir, "data")); err == nil {
		t.Fatal("the trial made the data directory")
	}
	if code, out, errs := p.does("import", "--init", "--apply", p.roster()); code != exitOK {
		t.Fatalf("the import: %d\n%s%s", code, out, errs)
	}
	code, out, _ = p.does("import", "--apply", "--lang", "en", p.roster())
	if code != exitOK || !strings.Contains(out, "0 people, 0 posts, 0 units") {
		t.Errorf("the second import: %d\n%s", code, out)
	}
	p.write("roster.csv", "Họ và tên,Mã xã,Chức danh\nAn,03169,Trưởng bản\n")
	if code, out, _ = p.does("import", "--apply", p.roster()); code != exitData || !strings.Contains(out, "Dòng 2: không nhận: An") {
		t.Errorf("a refused row: %d\n%s", code, out)
	}
	if code, out, _ = p.does("check", "--deep"); code != exitOK || !strings.Contains(out, "is whole") {
		t.Errorf("the deep check: %d\n%s", code, out)
	}
}

func TestDamagedDatabase(t *testing.T) {
	p := newPlace(t)
	if code, _, errs := p.does("import", "--init", "--apply", p.roster()); code != exitOK {
		t.Fatal(errs)
	}
	path := filepath.Join(p.dir, "data", databaseName)
	if err := os.WriteFile(path, bytes.Repeat([]byte("x"), 1<<16), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, command := range [][]string{{"run"}, {"check", "--deep"}, {"import", p.roster()}} {
		if code, _, errs := p.does(command...); code != exitConfig || errs == "" {
			t.Errorf("%v: %d %s", command, code, errs)
		}
	}
}

// TestBuild names a build with its revision once.
func TestBuild(t *testing.T) {
	for _, c := range []struct{ version, modified, want string }{
		{"", "false", "development 0123456789ab"},
		{"(devel)", "true", "development 0123456789ab+changes"},
		{"v0.0.0-20260101000000-0123456789ab", "false", "v0.0.0-20260101000000-0123456789ab"},
		{"v0.0.0-20260101000000-0123456789ab+dirty", "true", "v0.0.0-20260101000000-0123456789ab+dirty"},
		{"v1.2.3", "false", "v1.2.3 0123456789ab"},
	} {
		got := buildName(&debug.BuildInfo{Main: debug.Module{Version: c.version}, Settings: []debug.BuildSetting{
			{Key: "vcs.revision", Value: "0123456789abcdef"}, {Key: "vcs.modified", Value: c.modified},
		}})
		if !strings.HasPrefix(got, "caunoi "+c.want+" go") {
			t.Errorf("%q, modified %s, is named %q, want %q", c.version, c.modified, got, c.want)
		}
	}
}

// TestUnit has systemd start the bot again after the exit codes where that
// helps, and after no other.
func TestUnit(t *testing.T) {
	unit := read(t, "../../docs/caunoi.service")
	codes := "RestartPreventExitStatus=" + fmt.Sprintln(exitUsage, exitData, exitSoftware, exitRival, exitToken, exitConfig)
	if !strings.Contains(unit, "\n"+codes) {
		t.Errorf("the unit does not say %s", codes)
	}
	for _, line := range []string{"Restart=on-failure\n", "StateDirectoryMode=0700\n", "LoadCredential=token:", "ProtectSystem=strict\n", "TimeoutStopSec=15\n"} {
		if !strings.Contains(unit, "\n"+line) {
			t.Errorf("the unit does not say %s", line)
		}
	}
}

// TestImageHoldsTheTree keeps what is in the history in the context of the
// image as well: a build from a part of it calls itself changed.
func TestImageHoldsTheTree(t *testing.T) {
	tracked, err := exec.Command("git", "-C", "../..", "ls-files").Output()
	if err != nil {
		t.Skip("there is no history here:", err)
	}
	for line := range strings.Lines(read(t, "../../.dockerignore")) {
		pattern := strings.TrimSpace(line)
		if pattern == "" || strings.HasPrefix(pattern, "#") {
			continue
		}
		for _, name := range strings.Fields(string(tracked)) {
			for part := name; part != "."; part = filepath.Dir(part) {
				if left, err := filepath.Match(pattern, part); left || err != nil {
					t.Errorf(".dockerignore leaves out %s by %s, which is in the history (%v)", name, pattern, err)
				}
			}
		}
	}
}
