package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// An edit makes a build differ from the checkout: in a file, old becomes new.
type edit struct{ file, old, new string }

// buildAll builds the programs that the tests run, with the race detector if
// CAUNOI_RACE is set, and returns their folder. The checkout is not touched:
// edits are laid over it, besides those that the overlay file named by
// CAUNOI_OVERLAY asks for.
func buildAll(t testing.TB, edits ...edit) string {
	t.Helper()
	bin := t.TempDir()
	args := []string{"build", "-o", bin + string(filepath.Separator), "-overlay", overlay(t, edits)}
	if os.Getenv("CAUNOI_RACE") != "" {
		args = append(args, "-race")
	}
	out, err := exec.Command("go", append(args, "caunoi/cmd/caunoi", "caunoi/cmd/faketelegram")...).CombinedOutput()
	if err != nil {
		t.Fatalf("build the programs: %v\n%s", err, out)
	}
	return bin
}

// overlay writes the file that tells go build what to lay over what.
func overlay(t testing.TB, edits []edit) string {
	t.Helper()
	var over struct{ Replace map[string]string }
	if path := os.Getenv("CAUNOI_OVERLAY"); path != "" {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(data, &over); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
	}
	if over.Replace == nil {
		over.Replace = map[string]string{}
	}
	folder := t.TempDir()
	for i, e := range edits {
		path, err := filepath.Abs(filepath.Join("..", "..", e.file))
		if err != nil {
			t.Fatal(err)
		}
		from := path
		if laid, ok := over.Replace[path]; ok {
			from = laid
		}
		data, err := os.ReadFile(from)
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(string(data), e.old); n != 1 {
			t.Fatalf("%s has %q %d times, want once: the edit is out of date", e.file, e.old, n)
		}
		over.Replace[path] = filepath.Join(folder, strconv.Itoa(i)+".go")
		if err := os.WriteFile(over.Replace[path], []byte(strings.Replace(string(data), e.old, e.new, 1)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	data, err := json.Marshal(over)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folder, "overlay.json")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
