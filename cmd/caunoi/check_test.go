package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestCheckExplains says what would be used, before there is anything and
// after, and makes nothing.
func TestCheckExplains(t *testing.T) {
	p := newPlace(t)
	p.write("config.yaml", strings.Replace(read(t, p.vars["CAUNOI_CONFIG"]), "An", "Bùi Văn Mẫu", 1))
	checks(t, p, nil, exitOK, "/data, not there yet", "database                        not there yet; caunoi import --init --apply",
		"secret                          not there yet", "Bùi Văn Mẫu, who joins by the number 0900000014", "would be called at https://api.telegram.org",
		"+07, where it is ", "province > commune > village", "optional, and off               health")
	if left, _ := os.ReadDir(p.dir); len(left) != 2 {
		t.Errorf("it left %v behind", left)
	}
	if code, _, errs := p.does("import", "--init", "--apply", p.roster()); code != exitOK {
		t.Fatal(errs)
	}
	checks(t, p, nil, exitOK, "/data, mode 0700", "secret                          not there; the next start makes a new one",
		"Đã tham gia 0/14 người", "Bậc thang trống: 2 tổ chưa có người phụ trách tham gia, 1 xã", "records are of version 1")
	checks(t, p, []string{"--lang", "en", "--deep"}, exitOK, "0 of 14 people have joined", "The database is whole.")
}

// checks checks and looks for sentences in what is said.
func checks(t *testing.T, p *place, args []string, want int, says ...string) {
	t.Helper()
	code, out, errs := p.does(append([]string{"check"}, args...)...)
	for _, s := range says {
		if !strings.Contains(out+errs, s) {
			t.Errorf("check %v does not say %q", args, s)
		}
	}
	if code != want || t.Failed() {
		t.Errorf("check %v: code %d, want %d:\n%s%s", args, code, want, out, errs)
	}
}

// TestCheckWarnsOfModes is reliability S25: what others could read is named
// with the command that ends it, which does.
func TestCheckWarnsOfModes(t *testing.T) {
	p := founded(t)
	data := filepath.Join(p.dir, "data")
	p.write("data/"+secretName, strings.Repeat("x", secretSize))
	open := map[string]os.FileMode{"": 0o755, databaseName: 0o640, databaseName + ".tx": 0o604, secretName: 0o644, "../config.yaml": 0o666}
	for name, mode := range open {
		if err := os.Chmod(filepath.Join(data, name), mode); err != nil {
			t.Fatal(err)
		}
	}
	checks(t, p, nil, exitOK, "WARNING: other users of this machine may get at "+data+" (mode 0755); run: chmod 700 "+data+"\n",
		"caunoi.db (mode 0640); run: chmod 600 "+data+"/caunoi.db\n", "caunoi.db.tx (mode 0604); run: chmod 600", "secret (mode 0644); run: chmod 600",
		"may change "+p.vars["CAUNOI_CONFIG"]+" (mode 0666); run: chmod go-w")
	for name := range open {
		mode := os.FileMode(0o600)
		if name == "" {
			mode = 0o700
		}
		if err := os.Chmod(filepath.Join(data, name), mode); err != nil {
			t.Fatal(err)
		}
	}
	if _, out, _ := p.does("check"); strings.Contains(out, "WARNING") {
		t.Errorf("it warns where nothing is open:\n%s", out)
	}
}

// TestCheckOnline asks Telegram and says what an operator has to mend there.
func TestCheckOnline(t *testing.T) {
	p := newPlace(t)
	answers := map[string]string{
		"getMe":          `{"ok":true,"result":{"id":1,"username":"MauBot"}}`,
		"getWebhookInfo": `{"ok":true,"result":{"url":"","pending_update_count":4}}`,
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(answers["getMe"], "401") {
			w.WriteHeader(http.StatusUnauthorized)
		}
		_, _ = w.Write([]byte(answers[filepath.Base(r.URL.Path)]))
	}))
	defer server.Close()
	p.vars["CAUNOI_TELEGRAM_API"] = server.URL
	checks(t, p, []string{"--online"}, exitOK, "the bot is @MauBot, 4 updates wait")
	if _, out, _ := p.does("check", "--online"); strings.Contains(out, "WARNING") {
		t.Errorf("it warns of nothing:\n%s", out)
	}
	answers["getMe"] = `{"ok":true,"result":{"id":1,"username":"MauBot","can_read_all_group_messages":true}}`
	answers["getWebhookInfo"] = `{"ok":true,"result":{"url":"https://hook.example.org/CANARY"}}`
	checks(t, p, []string{"--online"}, exitOK, "WARNING: a webhook is set, to hook.example.org,", "WARNING: privacy mode is off")
	answers["getMe"] = `{"ok":false,"error_code":401,"description":"Unauthorized"}`
	checks(t, p, []string{"--online"}, exitToken, "telegram refuses the token")
	server.Close()
	checks(t, p, []string{"--online"}, exitUnavailable, "Telegram could not be asked at "+server.URL, "look at the network")
}

// TestCheckChangesNothing: looking leaves every file as it was.
func TestCheckChangesNothing(t *testing.T) {
	p := founded(t)
	data := filepath.Join(p.dir, "data")
	files := func() string {
		var all strings.Builder
		left, err := os.ReadDir(data)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range left {
			all.WriteString(f.Name() + " " + read(t, filepath.Join(data, f.Name())))
		}
		return all.String()
	}
	before := files()
	for _, args := range [][]string{{"check"}, {"check", "--deep"}, {"status"}, {"list", "all"}} {
		if code, _, errs := p.does(args...); code != exitOK {
			t.Fatal(errs)
		}
		if files() != before {
			t.Errorf("%v changed what is stored", args)
		}
	}
}
