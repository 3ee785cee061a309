package text_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"golang.org/x/text/unicode/norm"
)

// TestFilesAreComposed: the files themselves are in NFC, since whoever searches
// them types composed letters.
func TestFilesAreComposed(t *testing.T) {
	names, err := filepath.Glob("*.yaml")
	if err != nil || len(names) < 2 {
		t.Fatalf("the catalogs are %v, %v; want at least two files", names, err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !norm.NFC.IsNormal(data) {
			t.Errorf("%s is not in NFC", name)
		}
	}
}

// TestFilesRunParallel: both languages have their keys in the same order, so
// that they can be read side by side.
func TestFilesRunParallel(t *testing.T) {
	names, err := filepath.Glob("vi*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		other := "en" + strings.TrimPrefix(name, "vi")
		a, b := order(t, name), order(t, other)
		for i := range min(len(a), len(b)) {
			if a[i] != b[i] {
				t.Errorf("%s has %s where %s has %s", name, a[i], other, b[i])
				break
			}
		}
		if len(a) != len(b) {
			t.Errorf("%s has %d names and %s has %d", name, len(a), other, len(b))
		}
	}
}

// order returns the names of a file in their order, those inside others too.
func order(t *testing.T, file string) []string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var tree yaml.MapSlice
	if err := yaml.Unmarshal(data, &tree); err != nil {
		t.Fatalf("read %s: %v", file, err)
	}
	var names []string
	var walk func(prefix string, tree yaml.MapSlice)
	walk = func(prefix string, tree yaml.MapSlice) {
		for _, item := range tree {
			names = append(names, prefix+fmt.Sprint(item.Key))
			if inner, ok := item.Value.(yaml.MapSlice); ok {
				walk(prefix+fmt.Sprint(item.Key)+".", inner)
			}
		}
	}
	walk("", tree)
	return names
}
