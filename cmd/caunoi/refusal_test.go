package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"caunoi/bot"
	"caunoi/flows"
)

// TestImportStopped does not call an import done that was told to stop.
func TestImportStopped(t *testing.T) {
	p := newPlace(t)
	ctx, stop := context.WithCancel(t.Context())
	stop()
	var out, errs bytes.Buffer
	env := func(name string) string { return p.vars[name] }
	code := run(ctx, []string{"import", "--init", "--apply", p.roster()}, env, &out, &errs)
	if code != exitUnavailable || !strings.Contains(errs.String(), "nothing was stored") {
		t.Errorf("code %d, says %q", code, errs.String())
	}
	c := &console{env: env, out: &out, err: &errs}
	_, err := c.alone(ctx, bot.Config{Data: filepath.Join(p.dir, "alone")}, request{job: "import", store: true, init: true}, io.Discard)
	if err = halted(err, "nothing was stored"); exitCode(err) != exitUnavailable || !strings.HasPrefix(err.Error(), "stopped") {
		t.Errorf("alone it ends with %d: %v", exitCode(err), err)
	}
}

// TestImportUnanswered tells what may have become of an import that the
// running bot was asked for, without the address that only programs know.
func TestImportUnanswered(t *testing.T) {
	for name, want := range map[string]string{"stop": "stopped before", "cut": "did not answer (EOF)"} {
		p := newPlace(t)
		if err := os.Mkdir(filepath.Join(p.dir, "data"), 0o700); err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(t.Context())
		socket, err := bot.ListenControl(filepath.Join(p.dir, "data", socketName), http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
			if name == "stop" {
				stop()
				<-t.Context().Done() // the one who asked has gone before there is an answer
			}
			panic(http.ErrAbortHandler)
		}))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { stop(); _ = socket.Close(context.Background()) })
		var out, errs bytes.Buffer
		code := run(ctx, []string{"import", "--apply", p.roster()}, func(name string) string { return p.vars[name] }, &out, &errs)
		says := errs.String()
		if code != exitUnavailable || !strings.Contains(says, want) || !strings.Contains(says, "ask again") || strings.Contains(says, "http://") {
			t.Errorf("%s: code %d, says %q", name, code, says)
		}
	}
}

// TestMissingDatabase offers a new database last, and says each thing once.
func TestMissingDatabase(t *testing.T) {
	p := newPlace(t)
	for _, made := range []bool{false, true} {
		if made {
			if err := os.Mkdir(filepath.Join(p.dir, "data"), 0o700); err != nil {
				t.Fatal(err)
			}
			p.write("data/"+databaseName, "")
		}
		code, _, errs := p.does("run")
		restore, init := strings.Index(errs, "restore"), strings.Index(errs, "--init")
		if code != exitConfig || restore < 0 || init < restore || strings.Count(errs, "restore") > 1 || strings.Count(errs, "there was one") != 1 {
			t.Errorf("code %d, says %q", code, errs)
		}
		if empty := strings.Contains(errs, "is empty"); empty != made {
			t.Errorf("made %v: it says %q", made, errs)
		}
	}
}

// TestLevelsStay refuses levels that the stored units do not have.
func TestLevelsStay(t *testing.T) {
	p := newPlace(t)
	if code, _, errs := p.does("import", "--init", "--apply", p.roster()); code != exitOK {
		t.Fatal(errs)
	}
	config := read(t, p.vars["CAUNOI_CONFIG"])
	for levels, want := range map[string]string{
		"tinh, xa, ban":                        "is stored as",
		"province, commune, village, hamlet":   "the lowest level",
		"commune, province, village":           "below province",
		"province, commune, village":           "",
		"province, district, commune, village": "",
	} {
		p.write("config.yaml", config+fmt.Sprintf("levels: [%s]\n", levels))
		for _, args := range [][]string{{"check", "--deep"}, {"import", p.roster()}} {
			code, _, errs := p.does(args...)
			if want == "" && code != exitOK || want != "" && (code != exitConfig || !strings.Contains(errs, want)) {
				t.Errorf("%v with levels %s: code %d, says %q, want %q", args, levels, code, errs, want)
			}
		}
	}
	p.write("config.yaml", config+"levels: [tinh, xa, ban]\n")
	if code, _, errs := p.does("run"); code != exitConfig || !strings.Contains(errs, "levels are tinh > xa > ban") {
		t.Errorf("run: code %d, says %q", code, errs)
	}
	if why := misfit(flows.Unit{Code: "1", Level: "a"}, flows.Unit{}, []string{"a", "b", "c"}); why != "" {
		t.Errorf("a unit at the top %s", why)
	}
	above, below := flows.Unit{Code: "1", Level: "a"}, flows.Unit{Code: "2", Level: "b", Parent: "1"}
	if why := misfit(below, above, []string{"new", "a", "b", "c"}); why != "is stored below 1, which was a, the highest level" {
		t.Errorf("with a level put on top, a unit %s", why)
	}
	if why := misfit(flows.Unit{Code: "3", Level: "c", Parent: "2", Team: true}, below, []string{"a", "b", "c"}); why != "" {
		t.Errorf("a team %s", why)
	}
}

// TestDemoKnowsABot does not play on the data of a bot.
func TestDemoKnowsABot(t *testing.T) {
	p := newPlace(t)
	if code, _, errs := p.does("import", "--init", "--apply", p.roster()); code != exitOK {
		t.Fatal(errs)
	}
	code, _, errs := p.does("demo", "--addr", "127.0.0.1:0", "--data", filepath.Join(p.dir, "data"))
	if code != exitConfig || !strings.Contains(errs, "the data directory of a bot") || strings.Contains(errs, "newer") {
		t.Errorf("code %d, says %q", code, errs)
	}
}

// TestBotKnowsADemo does not run a bot on the data of a demo, nor anything else.
func TestBotKnowsADemo(t *testing.T) {
	p := newPlace(t)
	ctx, stop := context.WithTimeout(t.Context(), patience)
	defer stop()
	said, out := io.Pipe()
	var errs bytes.Buffer
	ended := make(chan int)
	go func() {
		ended <- run(ctx, []string{"demo", "--addr", "127.0.0.1:0", "--data", filepath.Join(p.dir, "data")}, nil, out, &errs)
	}()
	if _, err := said.Read(make([]byte, 4096)); err != nil {
		t.Fatal(err)
	}
	go io.Copy(io.Discard, said)
	stop()
	if code := <-ended; code != exitOK {
		t.Fatal(code, errs.String())
	}
	for _, args := range [][]string{{"run"}, {"run", "--init"}, {"import", "--apply", p.roster()}, {"status"}, {"check", "--deep"}} {
		code, _, errs := p.does(args...)
		if code != exitConfig || !strings.Contains(errs, "is the data directory of a demo, with made-up people") {
			t.Errorf("%v: code %d, says %q", args, code, errs)
		}
	}
}

// notTheOwner runs the program as a user who may not enter the data directory:
// another one if this is root, else this one without the right to.
func notTheOwner(t *testing.T, r *rig) {
	r.startFake()
	r.enrolled()
	bot := r.run()
	for _, running := range []bool{true, false} {
		if !running {
			r.stopped(bot)
		}
		for _, args := range [][]string{{"import", r.path("roster.csv")}, {"run"}} {
			if out, code := r.asStranger(args...); code != 78 || !strings.Contains(out, "the user who owns the data directory") || strings.Contains(out, "http://") {
				t.Errorf("%v, the bot running %v: code %d, says %q", args, running, code, out)
			}
		}
	}
}

// asStranger runs the program once without the right to the data directory.
func (r *rig) asStranger(args ...string) (string, int) {
	r.t.Helper()
	cmd := exec.Command(filepath.Join(r.bin, "caunoi"), args...)
	cmd.Dir, cmd.Env = r.folder, r.env()
	modes := map[string]os.FileMode{r.path("data"): 0}
	if os.Getuid() == 0 {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
		modes = map[string]os.FileMode{
			filepath.Dir(r.bin): 0o755, filepath.Dir(r.folder): 0o755, // the folders of tests are this user's own
			r.path("config.yaml"): 0o644, r.path("roster.csv"): 0o644,
		}
	}
	for path, mode := range modes {
		if err := os.Chmod(path, mode); err != nil {
			r.t.Fatal(err)
		}
		defer os.Chmod(path, 0o700)
	}
	out, err := cmd.CombinedOutput()
	if cmd.ProcessState == nil {
		r.t.Fatal(err)
	}
	return string(out), cmd.ProcessState.ExitCode()
}
