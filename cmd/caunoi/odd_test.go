package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"caunoi/flows"
	"caunoi/flows/text"
)

// oddInput is where each row of the list of odd input (conversations.md 10) is
// played, with words that stand in that transcript or test.
var oddInput = []struct{ row, file, words string }{
	{"a text of 5,000 letters", "flows/report/testdata/odd-files.txt", "# A text of 5,000 letters"},
	{"an album of ten", "flows/report/testdata/odd-files.txt", "(album 10)"},
	{"a voice of 12 minutes", "flows/report/testdata/odd-files.txt", "(voice 12m)"},
	{"a document of 60 MB", "flows/report/testdata/odd-files.txt", "(document 60MB)"},
	{"an edit after closing", "flows/report/testdata/odd.txt", "an: edit khẩn cây đổ"},
	{"a button from last month", "flows/report/testdata/odd-late.txt", "# A button from last month"},
	{"a button pressed by somebody else in a group", "flows/group/testdata/pressed.txt", "em@NH-01: (press nhan 2611-1)"},
	{"a group turned into a supergroup", "flows/group/testdata/moves.txt", "moves to"},
	{"a person in two teams", "flows/report/testdata/two-teams.txt", "person"},
	{"two taps in a row", "flows/report/testdata/odd.txt", "# Two taps in a row"},
	{"a reply to a message the bot does not know", "flows/report/testdata/odd-late.txt", "an: re ? |"},
	{"a member moved in the middle of a report", "flows/report/testdata/odd-moved.txt", "moves an NH-02 member"},
	{"a leader who leaves", "flows/casework/testdata/gone.txt", "retires binh"},
	{"letters in pieces (NFD)", "flows/report/testdata/odd-typing.txt", "vie\u0323\u0302c cu\u0309a to\u0302i"},
	{"Telex leftovers", "flows/report/testdata/odd-typing.txt", "an: khaanr chays nhaf"},
	{"/gửi with marks", "flows/report/testdata/odd-typing.txt", "an: /gửi"},
	{"three matters that arrive in one burst", "flows/report/testdata/odd-late.txt", "an: burst 2h"},
	{"the same message twice", "flows/report/testdata/odd-late.txt", "# The same message twice"},
	{"too many messages: what the sender is told", "flows/report/testdata/odd-late.txt", "an floods"},
	{"too many messages: what is taken in", "bot/flood_test.go", "func Test"},
	{"a forwarded contact", "flows/enroll/testdata/stranger.txt", "la: (forwarded"},
	{"a used invitation", "flows/enroll/testdata/codes.txt", "la:"},
	{"ok to an alert", "flows/casework/testdata/leader.txt", "binh: ok"},
	{"words to an alert without replying", "flows/casework/testdata/leader.txt", "binh: đang xuống bản"},
}

// TestOddInputIsPlayed: every row of the list has its transcript.
func TestOddInputIsPlayed(t *testing.T) {
	for _, o := range oddInput {
		data, err := os.ReadFile(filepath.Join("..", "..", o.file))
		if err != nil || !strings.Contains(string(data), o.words) {
			t.Errorf("%s: %q is not in %s", o.row, o.words, o.file)
		}
	}
	long, _ := os.ReadFile("../../flows/report/testdata/odd-files.txt")
	if !slices.ContainsFunc(strings.Split(string(long), "\n"), func(line string) bool { return len([]rune(line)) >= 5000 }) {
		t.Error("no text of 5,000 letters is played")
	}
}

// TestHelpNamesWhatWorks: the help and the menu name no command that does not
// work.
func TestHelpNamesWhatWorks(t *testing.T) {
	d, err := newDesk(flows.Defaults(), nil)
	if err != nil {
		t.Fatal(err)
	}
	works := append(d.Names(), "huy") // the word that ends every question
	named := regexp.MustCompile(`(^|\s)/([a-z]+)`)
	for _, l := range d.Texts.Langs() {
		for _, key := range d.Texts.Keys(l) {
			if !strings.HasPrefix(key, "help.") {
				continue
			}
			found := named.FindAllStringSubmatch(d.Texts.Raw(l, key), -1)
			if len(found) == 0 && strings.Count(key, ".") == 1 {
				t.Errorf("%s %s names no command", l, key)
			}
			for _, m := range found {
				if !slices.Contains(works, m[2]) {
					t.Errorf("%s %s names /%s, which does nothing", l, key, m[2])
				}
			}
		}
	}
	for _, c := range menu(d)[string(text.Vietnamese)] {
		if !slices.Contains(works, c.Name) {
			t.Errorf("the menu names /%s, which does nothing", c.Name)
		}
	}
}
