package bot

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// example returns the example, and what an operator makes of it who fills in
// the lines that are needed.
func example(t *testing.T) (empty, filled string) {
	t.Helper()
	data, err := os.ReadFile("../config.example.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(data), strings.NewReplacer("\norganisation:\n", "\norganisation: Xã Mẫu\n", "  name:\n", "  name: An\n",
		"  phone:\n", "  phone: \"0900000014\"\n", "  duty:\n", "  duty: \"02150000000\"\n").Replace(string(data))
}

// TestExampleNamesTheNeeded leaves nothing invented to go live with: each line
// that is needed is a fault until it is filled in, and nothing else is.
func TestExampleNamesTheNeeded(t *testing.T) {
	empty, _ := example(t)
	_, faults := Validate([]byte(empty), t.TempDir(), vars())
	var keys []string
	for _, f := range faults {
		keys = append(keys, f.Key)
		if f.Line == 0 {
			t.Errorf("the fault names no line: %v", f)
		}
	}
	if want := []string{"organisation", "admin.name", "admin.phone", "telegram.token_file", "phones.duty"}; !slices.Equal(keys, want) {
		t.Errorf("faults of %v, want %v:\n%v", keys, want, faults)
	}
}

// TestExampleIsGood loads the example as an operator would, with the needed
// lines filled in and a token beside it, and finds the defaults in every other.
func TestExampleIsGood(t *testing.T) {
	_, filled := example(t)
	dir := t.TempDir()
	path := filepath.Join(dir, "config.yaml")
	write(t, path, filled, 0o600)
	write(t, filepath.Join(dir, "token"), canary+"\n", 0o600)
	c, err := Load(path, vars())
	if err != nil {
		t.Fatalf("the example is refused: %v", err)
	}
	if c.Telegram.Token.Reveal() != canary {
		t.Error("the token is not the one of the file")
	}
	if c.Organisation == "" || c.Admin.Phone != "0900000014" || c.Phones.Duty != "02150000000" || c.Data != filepath.Join(dir, "data") {
		t.Errorf("read %+v", c)
	}
	want := DefaultConfig()
	if c.Zone.String() != "Asia/Ho_Chi_Minh" {
		t.Errorf("zone %v", c.Zone)
	}
	c.Organisation, c.Admin, c.Telegram.Token, c.Zone, c.Data, c.Phones.Duty = "", Person{}, Secret{}, want.Zone, want.Data, ""
	if got, want := fmt.Sprintf("%+v", c), fmt.Sprintf("%+v", want); got != want {
		t.Errorf("the example does not show the defaults:\n got %s\nwant %s", got, want)
	}
}

// TestExampleNamesEveryKey keeps the example complete.
func TestExampleNamesEveryKey(t *testing.T) {
	empty, _ := example(t)
	for _, f := range configKeys() {
		last := f.key[strings.LastIndex(f.key, ".")+1:]
		if !strings.Contains(empty, last+":") {
			t.Errorf("config.example.yaml does not show %s", f.key)
		}
	}
}
