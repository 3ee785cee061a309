package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// goodConfig is a configuration without a fault, of five lines.
const goodConfig = `organisation: Xã Mẫu
admin: {name: An, phone: "0900000001"}
phones: {duty: "02150000000"}
telegram:
  token: ${TOKEN}
`

// A wrongConfig is a configuration with a fault, and all that is said of it.
type wrongConfig struct {
	name string
	old  string // what of goodConfig is replaced; "" adds lines behind it, "*" is all of it
	new  string
	env  string // NAME=value in the environment
	says string
}

// TestWrongConfigurations is reliability P48: each is refused with the line,
// the key, the value and the way to mend it, and nothing is made or opened.
// go test -v prints them all.
func TestWrongConfigurations(t *testing.T) {
	all := slices.Concat(wrongShapes(), wrongWords(), wrongPeople(), wrongAddresses(), wrongLadders(), wrongChases(), wrongCases())
	if len(all) < 40 {
		t.Fatalf("only %d wrong configurations", len(all))
	}
	seen := map[string]bool{}
	for _, c := range all {
		if seen[c.name] {
			t.Errorf("two are named %q", c.name)
		}
		seen[c.name] = true
		t.Run(c.name, func(t *testing.T) {
			for _, args := range [][]string{{"check"}, {"run", "--init"}} {
				refusedConfiguration(t, c, args)
			}
			t.Logf("%s", c.says)
		})
	}
}

// refusedConfiguration runs a command with a wrong configuration.
func refusedConfiguration(t *testing.T, c wrongConfig, args []string) {
	t.Helper()
	p := &place{t: t, dir: t.TempDir(), vars: map[string]string{"TOKEN": canary}}
	p.vars["CAUNOI_CONFIG"] = filepath.Join(p.dir, "config.yaml")
	file := goodConfig + c.new + "\n"
	switch {
	case c.old == "*":
		file = c.new
	case c.old != "":
		if file = strings.Replace(goodConfig, c.old, c.new, 1); file == goodConfig {
			t.Fatalf("%q is not in the good configuration", c.old)
		}
	}
	p.write("config.yaml", file)
	p.write("empty", "\n")
	p.write("open", canary)
	if err := os.Chmod(filepath.Join(p.dir, "open"), 0o644); err != nil {
		t.Fatal(err)
	}
	if name, value, ok := strings.Cut(c.env, "="); ok {
		p.vars[name] = value
	}
	code, out, errs := p.does(args...)
	want := "caunoi: the configuration " + p.vars["CAUNOI_CONFIG"] + " cannot be used:\n" + c.says + "\n"
	if code != exitConfig || out != "" || errs != want {
		t.Errorf("%v: code %d, says\n%s%s\nwant\n%s", args, code, out, errs, want)
	}
	if left, _ := os.ReadDir(p.dir); len(left) != 3 || read(t, p.vars["CAUNOI_CONFIG"]) != file {
		t.Errorf("%v left %v behind", args, left)
	}
}

// TestGoodConfiguration is what the wrong ones are made of.
func TestGoodConfiguration(t *testing.T) {
	p := newPlace(t)
	p.vars["TOKEN"], p.vars["CAUNOI_TELEGRAM_TOKEN"] = canary, ""
	p.write("config.yaml", goodConfig)
	if code, _, errs := p.does("check"); code != exitOK {
		t.Error(errs)
	}
}
