package web

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// catalog reads what the page says in a language.
func catalog(t *testing.T, lang string) map[string]string {
	t.Helper()
	data, err := static.ReadFile("static/texts/" + lang + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var texts map[string]string
	if err := json.Unmarshal(data, &texts); err != nil {
		t.Fatal(err)
	}
	return texts
}

func TestCatalogsMatch(t *testing.T) {
	vi, en := catalog(t, "vi"), catalog(t, "en")
	blanks := regexp.MustCompile(`\{\w+\}`)
	for key, text := range vi {
		a, b := blanks.FindAllString(text, -1), blanks.FindAllString(en[key], -1)
		slices.Sort(a)
		slices.Sort(b)
		if en[key] == "" || !slices.Equal(a, b) {
			t.Errorf("%s: the English text is missing or has other blanks", key)
		}
	}
	if len(en) != len(vi) {
		t.Errorf("there are %d English texts and %d Vietnamese", len(en), len(vi))
	}
}

// TestPageSaysWhatCatalogsHave reads the scripts: what they ask for is there,
// what is there is asked for, and nothing becomes markup.
func TestPageSaysWhatCatalogsHave(t *testing.T) {
	texts := catalog(t, "vi")
	asked := regexp.MustCompile(`say\("([\w.]+)"|data-t(?:-label|-title)?(?:=|": )"([\w.]+)"`)
	files, err := filepath.Glob("static/js/*.js")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	all := ""
	for _, name := range append(files, "static/index.html") {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if regexp.MustCompile(`innerHTML|outerHTML|insertAdjacentHTML|document\.write`).Match(data) {
			t.Errorf("%s writes markup", name)
		}
		for _, m := range asked.FindAllStringSubmatch(string(data), -1) {
			if key := m[1] + m[2]; texts[key] == "" {
				t.Errorf("%s asks for %q, which no catalog has", name, key)
			}
		}
		all += string(data)
	}
	families := regexp.MustCompile(`^(hint|role|seat|clock|fault)\.`) // their names are put together
	for _, key := range slices.Sorted(maps.Keys(texts)) {
		if !strings.Contains(all, `"`+key+`"`) && !families.MatchString(key) {
			t.Errorf("nothing asks for %q", key)
		}
	}
}
