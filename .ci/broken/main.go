// Broken breaks the program on purpose, one promise at a time, and sees to it
// that a test notices. A test that passes with what it guards taken away guards
// nothing.
//
//	go run ./.ci/broken            all breakages
//	go run ./.ci/broken name …     some of them
//
// The tree is not touched: the broken file is laid over the true one for the
// build of the test only.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// A breakage takes one promise away: in file, old becomes new, and then the
// tests of pkg that match test must fail. Old is kept short, and must stand in
// the file exactly once.
type breakage struct {
	name           string
	promise        string
	file, old, new string
	pkg, test      string
}

// tried is how long a broken test may take before it counts as failed.
const tried = "60s"

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "broken:", err)
		os.Exit(1)
	}
}

func run(names []string) error {
	temp, err := os.MkdirTemp("", "caunoi-broken-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	chosen := breakages
	if len(names) > 0 {
		chosen = slices.DeleteFunc(slices.Clone(breakages), func(b breakage) bool { return !slices.Contains(names, b.name) })
	}
	fmt.Printf("%-9s %-66s %-52s %s\n", "breakage", "what is taken away", "test that trips", "")
	silent := 0
	for _, b := range chosen {
		began := time.Now()
		tripped, err := b.try(temp)
		said := "tripped"
		if err != nil {
			silent++
			said, tripped = "NOT TRIPPED: "+err.Error(), b.test
		}
		fmt.Printf("%-9s %-66s %-52s %s (%.0f s)\n", b.name, b.promise, tripped, said, time.Since(began).Seconds())
	}
	fmt.Printf("%d of %d broken builds are noticed\n", len(chosen)-silent, len(chosen))
	if silent > 0 {
		return fmt.Errorf("%d broken builds pass their tests, or cannot be tried", silent)
	}
	return nil
}

// failed finds the tests that failed, subtests apart.
var failed = regexp.MustCompile(`(?m)^\s*--- FAIL: (\S+)`)

// try builds the test with the breakage and returns the first test that
// failed, as deep as it goes.
func (b breakage) try(temp string) (tripped string, err error) {
	source, err := os.ReadFile(b.file)
	if err != nil {
		return "", err
	}
	if n := strings.Count(string(source), b.old); n != 1 {
		return "", fmt.Errorf("%q stands %d times in %s; put the breakage right", b.old, n, b.file)
	}
	overlay, err := b.lay(temp, strings.Replace(string(source), b.old, b.new, 1))
	if err != nil {
		return "", err
	}
	cmd := exec.Command("go", "test", "-overlay", overlay, "-vet=off", "-count=1", "-timeout", tried, "-run", b.test, b.pkg)
	cmd.Env = append(os.Environ(), "CAUNOI_OVERLAY="+overlay) // for tests that build the program themselves
	out, err := cmd.CombinedOutput()
	if err == nil {
		return "", fmt.Errorf("the test passes")
	}
	found := failed.FindAllStringSubmatch(string(out), -1)
	switch {
	case len(found) > 0:
		return deepest(found), nil
	case strings.Contains(string(out), "test timed out"):
		return b.test + " (does not end)", nil
	}
	return "", fmt.Errorf("it does not build or run:\n%s", out)
}

// lay writes the broken file and the list that puts it in place of the true
// one, and returns the name of the list.
func (b breakage) lay(temp, source string) (string, error) {
	whole, err := filepath.Abs(b.file)
	if err != nil {
		return "", err
	}
	name := filepath.Join(temp, b.name)
	if err := os.WriteFile(name+".go", []byte(source), 0o600); err != nil {
		return "", err
	}
	list, err := json.Marshal(map[string]map[string]string{"Replace": {whole: name + ".go"}})
	if err != nil {
		return "", err
	}
	return name + ".json", os.WriteFile(name+".json", list, 0o600)
}

// deepest returns the first failed test that has no failed subtest before its
// siblings: the line a reader looks for.
func deepest(found [][]string) string {
	name := found[0][1]
	for _, f := range found[1:] {
		if !strings.HasPrefix(f[1], name+"/") {
			break
		}
		name = f[1]
	}
	return name
}
