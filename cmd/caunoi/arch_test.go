package main

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// module is the name before every package of ours.
const module = "caunoi/"

// arrows is the drawing of the architecture as a table: which of our packages
// a folder may import. What is not written here may not be. A folder that is
// not here may import nothing of ours.
var arrows = map[string][]string{
	"store":      {},
	"store/bolt": {"store"},

	"flows":            {"store", "flows/text", "flows/viet"},
	"flows/text":       {},
	"flows/viet":       {},
	"flows/talk":       {"store", "flows", "flows/text", "flows/viet"},
	"flows/enroll":     {"store", "flows", "flows/text", "flows/viet", "flows/talk"},
	"flows/roster":     {"store", "flows", "flows/text", "flows/viet"},
	"flows/group":      {"store", "flows", "flows/text", "flows/viet", "flows/enroll", "flows/casework", "flows/result"},
	"flows/office":     {"store", "flows", "flows/text", "flows/viet", "flows/talk", "flows/enroll", "flows/roster"},
	"flows/handout":    {"store", "flows", "flows/text", "flows/viet", "flows/enroll"},
	"flows/rota":       {"store", "flows", "flows/text", "flows/viet", "flows/talk"},
	"flows/casework":   {"store", "flows", "flows/text", "flows/viet", "flows/talk", "flows/rota"},
	"flows/search":     {"store", "flows", "flows/viet", "flows/text", "flows/casework"},
	"flows/hotspot":    {"store", "flows", "flows/text", "flows/viet", "flows/talk", "flows/casework"},
	"flows/dispatch":   {"store", "flows", "flows/text", "flows/viet", "flows/talk", "flows/rota", "flows/casework", "flows/search"},
	"flows/drill":      {"store", "flows", "flows/text", "flows/viet", "flows/talk", "flows/casework"},
	"flows/report":     {"store", "flows", "flows/text", "flows/viet", "flows/talk", "flows/casework"},
	"flows/directive":  {"store", "flows", "flows/text", "flows/viet", "flows/talk", "flows/casework", "flows/enroll", "flows/rota"},
	"flows/figures":    {"store", "flows", "flows/text", "flows/viet", "flows/talk"},
	"flows/statistics": {"store", "flows", "flows/text", "flows/viet", "flows/talk", "flows/casework", "flows/directive", "flows/figures", "flows/model"},
	"flows/result":     {"store", "flows", "flows/text", "flows/viet", "flows/talk", "flows/casework", "flows/figures"},
	"flows/form":       {"store", "flows", "flows/text", "flows/viet", "flows/talk"},
	"flows/calendar":   {"flows/viet"},
	"flows/reminder":   {"store", "flows", "flows/text", "flows/viet", "flows/talk", "flows/calendar", "flows/casework", "flows/directive", "flows/rota"},
	"flows/model":      {"store", "flows", "flows/text", "flows/viet", "flows/talk", "flows/directive"}, // of directive: what a unit has become
	"flows/preference": {"store", "flows", "flows/text", "flows/viet"},
	"flows/privacy":    {"store", "flows", "flows/text", "flows/viet", "flows/talk"},

	"bot":          {"store", "flows", "flows/calendar"}, // a rule is looked at before it is used
	"bot/telegram": {"bot", "flows"},
	"bot/web":      {"bot", "flows"},
	"bot/zalo":     {"bot", "flows"},

	"cmd/caunoi":       {"..."}, // knows everything, decides nothing
	"cmd/faketelegram": {"bot/telegram/fake"},

	"store/storetest":   {"store"},
	"flows/flowtest":    {"store", "store/bolt", "store/storetest", "flows", "flows/text", "flows/viet", "flows/rota"},
	"bot/channeltest":   {"bot", "flows"},
	"bot/telegram/fake": {},
}

// testOnly are the packages that exist for tests: nothing else imports them,
// but for each other and for what the table names.
var testOnly = []string{"store/storetest", "flows/flowtest", "bot/channeltest", "bot/telegram/fake"}

// testsAlso is what the tests of a folder may import besides what they test.
var testsAlso = map[string][]string{
	"flows":        {"flows/talk", "flows/casework", "flows/report"},                                                                                                                                              // what a whole report costs
	"flows/text":   {"flows", "flows/casework", "flows/directive", "flows/form", "flows/hotspot", "flows/model", "flows/office", "flows/privacy", "flows/reminder", "flows/report", "flows/result", "flows/rota"}, // what their scripts say
	"flows/enroll": {"flows/roster"},
	"bot":          {"flows/text", "flows/viet"}, // a desk of its own
}

// libraries may be named in these folders or files only.
var libraries = map[string][]string{
	"github.com/go-telegram-bot-api/telegram-bot-api": {"bot/telegram/"},
	"go.etcd.io/bbolt":         {"store/bolt/"},
	"github.com/robfig/cron":   {"flows/calendar/"},
	"rsc.io/qr":                {"flows/handout/"},
	"gonum.org/v1/plot":        {"flows/directive/", "flows/statistics/"},                                                    // pictures
	"github.com/xuri/excelize": {"flows/roster/", "flows/dispatch/", "flows/directive/", "flows/statistics/", "flows/form/"}, // of roster the tests only: it makes the workbooks they read
}

// clocks are the functions of the package time that read one or wait for one.
var clocks = []string{"Now", "Since", "Until", "Sleep", "After", "AfterFunc", "Tick", "NewTicker", "NewTimer"}

// drawers are names that say nothing, so that everything ends up in them.
var drawers = []string{"util", "utils", "helper", "helpers", "manager", "common", "misc", "shared", "models", "types", "base"}

// listed is what go list says of a package.
type listed struct {
	ImportPath                         string
	Dir                                string
	GoFiles, TestGoFiles, XTestGoFiles []string
}

// TestArchitecture holds the program to the drawing.
func TestArchitecture(t *testing.T) {
	out, err := exec.Command("go", "list", "-e", "-json=ImportPath,Dir,GoFiles,TestGoFiles,XTestGoFiles", module+"...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	a := newArch()
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatalf("read what go list says: %v", err)
		}
		folder := strings.TrimPrefix(p.ImportPath, module)
		for _, name := range slices.Concat(p.GoFiles, p.TestGoFiles, p.XTestGoFiles) {
			if err := a.read(filepath.Join(p.Dir, name), folder+"/"+name, nil); err != nil {
				t.Fatalf("read %s: %v", name, err)
			}
		}
	}
	if len(a.sources) < 100 {
		t.Fatalf("go list names %d files; want the whole program", len(a.sources))
	}
	for _, fault := range a.check() {
		t.Error(fault)
	}
}

// TestArchitectureSeesOffences seeds an offence for each rule, and beside it
// what is allowed.
func TestArchitectureSeesOffences(t *testing.T) {
	for _, x := range []struct{ path, src, want string }{
		{"flows/desk.go", `import "caunoi/store"`, ""},
		{"flows/desk.go", `import "caunoi/bot"`, "imports bot"},
		{"flows/desk.go", `import "caunoi/flows/report"`, "imports flows/report"},
		{"flows/casework/take.go", `import "caunoi/flows/report"`, "imports flows/report"},
		{"flows/report/file.go", `import "caunoi/flows/casework"`, ""},
		{"flows/text/catalog.go", `import "caunoi/store"`, "imports store"},
		{"flows/text/catalog_test.go", `import "caunoi/flows/report"`, ""},
		{"flows/viet/fold_test.go", `import "caunoi/flows/report"`, "imports flows/report"},
		{"store/store.go", `import "caunoi/flows"`, "imports flows"},
		{"bot/bot.go", `import "caunoi/flows/report"`, "imports flows/report"},
		{"bot/bot.go", `import "caunoi/store/bolt"`, "imports store/bolt"},
		{"bot/bot_test.go", `import "caunoi/store/bolt"`, ""},
		{"bot/telegram/a.go", `import "caunoi/store"`, "imports store"},
		{"rules/a.go", `import "caunoi/store"`, "not in the drawing"},
		{"cmd/caunoi/main.go", `import "caunoi/flows/flowtest"`, "for tests"},
		{"cmd/caunoi/main_test.go", `import "caunoi/flows/flowtest"`, ""},
		{"cmd/caunoi/main.go", `import "caunoi/bot/telegram/fake"`, "for tests"},
		{"cmd/faketelegram/main.go", `import "caunoi/bot/telegram/fake"`, ""},
		{"bot/deliver.go", `import "github.com/go-telegram-bot-api/telegram-bot-api/v5"`, "is for [bot/telegram/]"},
		{"bot/telegram/a.go", `import "github.com/go-telegram-bot-api/telegram-bot-api/v5"`, ""},
		{"store/table.go", `import "go.etcd.io/bbolt"`, "is for [store/bolt/]"},
		{"bot/receive.go", `import "github.com/robfig/cron/v3"`, "is for [flows/calendar/]"},
		{"flows/calendar/rule.go", `import "github.com/robfig/cron/v3"`, ""},
		{"flows/a.go", `import "net/http"`, "imports net/http"},
		{"store/a.go", `import "os"`, "imports os"},
		{"flows/talk/a.go", `import "os/exec"`, "imports os/exec"},
		{"store/bolt/a.go", `import "os"`, ""},
		{"flows/a_test.go", `import "os"`, ""},
		{"flows/a.go", `func f() { go f() }`, "starts a goroutine"},
		{"bot/a.go", `func f() { go f() }`, ""},
		{"flows/a.go", "import \"time\"\nvar now = time.Now", "uses time.Now"},
		{"flows/a.go", "import \"time\"\nfunc f() { time.Sleep(1) }", "uses time.Sleep"},
		{"flows/a.go", "import \"time\"\nvar d = time.Second", ""},
		{"store/bolt/a.go", "import \"time\"\nvar now = time.Now()", "uses time.Now"},
		{"bot/web/a.go", "import \"time\"\nvar now = time.Now()", ""},
		{"bot/a.go", `func init() {}`, "init function"},
		{"bot/a.go", "type T struct{}\nfunc (T) init() {}", ""},
		{"bot/a.go", "var n int\nfunc f() { n++ }", "package variable n"},
		{"bot/a.go", "var n = map[string]int{}\nfunc f() { n[\"a\"] = 1 }", "package variable n"},
		{"bot/a.go", "var n = map[string]int{}\nfunc f() { delete(n, \"a\") }", "package variable n"},
		{"bot/a.go", "var n struct{ a []int }\nfunc f() { n.a[0] = 1 }", "package variable n"},
		{"bot/a.go", "var n int\nfunc f() { n := 1; n = 2; _ = n }", ""},
		{"bot/a.go", "import \"caunoi/flows\"\nfunc f() { flows.Texts = nil }", "variable of caunoi/flows"},
		{"bot/a_test.go", "var n int\nfunc f() { n++ }", ""},
		{"bot/util/a.go", ``, "name for a drawer"},
		{"bot/a.go", `//`, ""},
	} {
		a := newArch()
		if err := a.read(x.path, x.path, "package "+filepath.Base(filepath.Dir(x.path))+"\n"+x.src); err != nil {
			t.Fatal(err)
		}
		got := strings.Join(a.check(), "\n")
		if x.want == "" && got != "" || !strings.Contains(got, x.want) {
			t.Errorf("%s with %q: said %q; want %q", x.path, x.src, got, x.want)
		}
	}
}
