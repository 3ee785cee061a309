package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"caunoi/bot"
	"caunoi/flows"
	"caunoi/flows/enroll"
	"caunoi/store"
	"caunoi/store/bolt"
)

// founded is a place whose roster is stored.
func founded(t *testing.T) *place {
	t.Helper()
	p := newPlace(t)
	p.write("config.yaml", strings.Replace(read(t, p.vars["CAUNOI_CONFIG"]), "An", "Bùi Văn Mẫu", 1))
	if code, out, errs := p.does("import", "--init", "--apply", p.roster()); code != exitOK {
		t.Fatalf("the import: %d\n%s%s", code, out, errs)
	}
	return p
}

// in opens the database of a place for f, which may change it.
func (p *place) in(f func(tx store.Tx)) {
	p.t.Helper()
	db, err := bolt.Open(filepath.Join(p.dir, "data", databaseName), bolt.Options{Schema: schema})
	if err != nil {
		p.t.Fatal(err)
	}
	defer db.Close()
	if err := db.Update(context.Background(), f); err != nil {
		p.t.Fatal(err)
	}
}

// linkForm is a link as a sheet prints it.
var linkForm = regexp.MustCompile(`t\.me/MauBot\?start(?:group)?=[a-z2-7]{26}`)

// names are the names on the cards of a file, in their order.
func names(html string) []string {
	var all []string
	for _, m := range regexp.MustCompile(`<h2>([^<]*)</h2>`).FindAllStringSubmatch(html, -1) {
		all = append(all, m[1])
	}
	return all
}

// TestInviteWhom makes sheets for those who are asked for, each on one page.
func TestInviteWhom(t *testing.T) {
	p := founded(t)
	p.in(func(tx store.Tx) { // the head of NH-01 has joined, and NH-02 has a group
		for m := range flows.Members.Under(tx, "phone", store.Key("0900000002")) {
			if m.Shares == "" {
				m.Homes = []flows.Home{{Address: flows.At("telegram", "2")}}
				m.Consent.Agreed = true
				flows.Members.Put(tx, m)
			}
		}
		flows.Groups.Put(tx, flows.Group{Address: flows.At("telegram", "-2"), Unit: "NH-02"})
	})
	const group = "Nhóm Telegram của tổ"
	office := []string{"Hoàng Thị Mẫu", "Bùi Văn Mẫu"}
	commune := []string{"Đỗ Văn Mẫu", "Nguyễn Văn Mẫu", "Phạm Văn Mẫu", "Lê Thị Mẫu"}
	first := []string{"Sùng A Mẫu", "Lò Thị Mẫu", "Vàng Thị Mẫu", "Tráng A Mẫu", "Quàng Văn Mẫu", group}
	second := []string{"Hạng A Mẫu", "Cà Thị Mẫu"}
	for _, c := range []struct {
		args []string
		want []string
	}{
		{nil, slices.Concat(office, commune, first, second)},
		{[]string{"--missing"}, slices.Concat(office, commune, first, second)},
		{[]string{"--team", "NH-01"}, first},
		{[]string{"--team", "NH-01", "--all"}, append([]string{"Giàng A Mẫu"}, first...)},
		{[]string{"--team", "NH-02"}, second},
		{[]string{"--commune", "03169"}, slices.Concat(commune, first, second)},
		{[]string{"--person", "0900 000 002"}, []string{"Giàng A Mẫu"}},
		{[]string{"--person", "m1"}, []string{"Nguyễn Văn Mẫu"}},
	} {
		file := filepath.Join(t.TempDir(), "x.html")
		code, out, errs := p.does(append([]string{"invite", "--bot", "@MauBot", "--out", file}, c.args...)...)
		if code != exitOK || !strings.Contains(out, file) || linkForm.MatchString(out+errs) {
			t.Fatalf("%v: %d\n%s%s", c.args, code, out, errs)
		}
		html := read(t, file)
		if got := names(html); !slices.Equal(got, c.want) {
			t.Errorf("%v: the cards are of %q, want %q", c.args, got, c.want)
		}
		if links := linkForm.FindAllString(html, -1); len(links) != len(c.want) || len(slices.Compact(slices.Sorted(slices.Values(links)))) != len(c.want) {
			t.Errorf("%v: %d links for %d cards", c.args, len(links), len(c.want))
		}
		if strings.Count(html, "<svg") != len(c.want) || strings.Contains(html, "http") {
			t.Errorf("%v: %d pictures, or something from outside", c.args, strings.Count(html, "<svg"))
		}
	}
}

// TestInviteCard has on a card what its person needs.
func TestInviteCard(t *testing.T) {
	p := founded(t)
	file := filepath.Join(p.dir, "x.html")
	if code, _, errs := p.does("invite", "--bot", "MauBot", "--team", "NH-01", "--out", file); code != exitOK {
		t.Fatal(errs)
	}
	html := read(t, file)
	for _, want := range []string{
		"Xã Mẫu · Phiếu mời", "Tổ dân vận Bản Mẫu 1, Xã Nà Hỳ", "Thành viên · Bản Mẫu 1", "Dùng chung máy với Giàng A Mẫu",
		"quét mã này", "Bắt đầu", "“Đúng, tham gia”, rồi “Đồng ý”", "Mã dùng một lần, giữ kín. Hết hạn ", "startgroup=",
	} {
		if !strings.Contains(html, want) {
			t.Errorf("%q is not on the sheet", want)
		}
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file has mode %v, %v", info.Mode(), err)
	}
}

// TestInviteOnce makes a later sheet the only one that is good.
func TestInviteOnce(t *testing.T) {
	p := founded(t)
	var codes []string
	for range 2 {
		file := filepath.Join(t.TempDir(), "x.html")
		code, out, errs := p.does("invite", "--bot", "MauBot", "--person", "m2", "--out", file)
		if code != exitOK || !strings.Contains(out, "Phiếu in trước đây của những người và nhóm này không dùng được nữa.") {
			t.Fatalf("%d %s%s", code, out, errs)
		}
		_, c, _ := strings.Cut(linkForm.FindString(read(t, file)), "=")
		codes = append(codes, c)
	}
	secret, err := readSecret(filepath.Join(p.dir, "data"))
	if err != nil {
		t.Fatal(err)
	}
	p.in(func(tx store.Tx) {
		next, _, err := enroll.Invite(tx, flows.Settings{Secret: secret}, "m3", time.Now())
		if err != nil || slices.Contains(codes, next) || codes[0] == codes[1] {
			t.Errorf("codes %v are given out again: %v", codes, err)
		}
	})
}

// TestInviteRefused says why there are no sheets, and makes no file.
func TestInviteRefused(t *testing.T) {
	p := founded(t)
	there := filepath.Join(p.dir, "there.html")
	p.write("there.html", "precious")
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"--out", "x.html"}, exitUnavailable, "--bot NAME"},
		{[]string{"--bot", "MauBot", "--team", "XX-01"}, exitData, "Không có đơn vị XX-01"},
		{[]string{"--bot", "MauBot", "--lang", "en", "--person", "0900000099"}, exitData, "The roster has nobody called 0900000099"},
		{[]string{"--bot", "MauBot", "--person", "m1", "--team", "NH-01"}, exitUsage, "one of --team"},
		{[]string{"--all", "--missing"}, exitUsage, "--all or --missing"},
		{[]string{"--bot", "a b"}, exitUsage, "not the name of a bot"},
		{[]string{"--lang", "fr"}, exitUsage, "vi or en"},
		{[]string{"--bot", "MauBot", "--out", there}, exitUsage, "--force"},
		{[]string{"--bot", "MauBot", "--out", filepath.Join(p.dir, "none", "x.html")}, exitUnavailable, "no such file"},
	} {
		t.Chdir(t.TempDir())
		code, out, errs := p.does(append([]string{"invite"}, c.args...)...)
		if code != c.code || !strings.Contains(out+errs, c.says) {
			t.Errorf("%v: %d, want %d with %q:\n%s%s", c.args, code, c.code, c.says, out, errs)
		}
		if left, _ := os.ReadDir("."); len(left) != 0 {
			t.Errorf("%v left %v behind", c.args, left)
		}
	}
	if got := read(t, there); got != "precious" {
		t.Errorf("the file that was there is now %q", got)
	}
	if code, _, errs := p.does("invite", "--bot", "MauBot", "--out", there, "--force"); code != exitOK || !strings.HasPrefix(read(t, there), "<!doctype") {
		t.Errorf("by force: %d %s", code, errs)
	}
}

// TestInviteProvince makes the sheets of a whole province, with the codes in
// transactions of bounded size.
func TestInviteProvince(t *testing.T) {
	if testing.Short() {
		t.Skip("15 000 sheets")
	}
	const teams, each = 2071, 7
	p := founded(t)
	p.in(func(tx store.Tx) {
		for n := range teams {
			u := flows.Unit{Code: fmt.Sprintf("T-%04d", n), Level: "village", Name: fmt.Sprintf("Bản %d", n), Parent: "03169", Team: true}
			flows.Units.Put(tx, u)
			for i := range each {
				m := flows.Member{ID: flows.NewMember(tx), Name: "Người Mẫu", Phone: fmt.Sprintf("03%08d", n*each+i)}
				flows.Members.Put(tx, m)
				flows.Posts.Put(tx, flows.Post{Member: m.ID, Role: flows.Plain, Unit: u.Code})
			}
		}
	})
	began, file := time.Now(), filepath.Join(p.dir, "x.html")
	code, out, errs := p.does("invite", "--bot", "MauBot", "--out", file)
	html := read(t, file)
	if got := strings.Count(html, "<article"); code != exitOK || got != teams*(each+1)+16 {
		t.Errorf("%d, %d cards:\n%s%s", code, got, out, errs)
	}
	t.Logf("%d cards, %d MiB, in %v", strings.Count(html, "<article"), len(html)>>20, time.Since(began).Round(time.Millisecond))
}

// TestAnswersInParts brings a file over the socket as it was, and notices an
// answer that was cut.
func TestAnswersInParts(t *testing.T) {
	var wire, file bytes.Buffer
	want := strings.Repeat("<p>Đồng chí & \u2028</p>\n", 9000)
	if _, err := io.WriteString(parts{&wire}, want); err != nil {
		t.Fatal(err)
	}
	whole := wire.String() + `{"lines":["a"],"last":true}` + "\n"
	a, err := receive(strings.NewReader(whole), &file)
	if err != nil || file.String() != want || len(a.Lines) != 1 {
		t.Errorf("received %d bytes of %d and %v: %v", file.Len(), len(want), a, err)
	}
	for _, cut := range []int{0, 10, wire.Len(), len(whole) - 5} {
		if _, err := receive(strings.NewReader(whole[:cut]), io.Discard); err == nil {
			t.Errorf("an answer cut after %d bytes was taken for whole", cut)
		}
	}
}

// TestUnknownJob is a running bot of another version: it says so.
func TestUnknownJob(t *testing.T) {
	p := newPlace(t)
	if err := os.Mkdir(filepath.Join(p.dir, "data"), 0o700); err != nil {
		t.Fatal(err)
	}
	doors := http.NewServeMux()
	doors.Handle("POST /{job}", &clerk{})
	socket, err := bot.ListenControl(filepath.Join(p.dir, "data", socketName), doors)
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close(context.Background())
	c := &console{out: io.Discard, err: io.Discard}
	err = c.ask(t.Context(), bot.Config{Data: filepath.Join(p.dir, "data")}, request{job: "praise"}, io.Discard)
	if err == nil || !strings.Contains(err.Error(), `it knows no job "praise"; give it the same version`) {
		t.Errorf("it says %v", err)
	}
}
