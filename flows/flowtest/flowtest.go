// Package flowtest plays transcripts: what people say in a conversation and
// what they see, in plain text that a village official could review, in all
// weathers.
//
// A transcript has one act a line, and below it, indented, what everybody saw
// because of it (← a new message, ~ a card that changed in place, × a message
// that was taken away). What was
// seen is written by the test with -update and read by a reviewer.
//
//	# A landslide.                       a remark
//	at 2026-11-21 06:12                  the time it begins
//	person an NH-01 member               a member who has joined; roles as flows names them
//	roster em NH-01 member 0900000005    a member of the roster who has not joined
//	unit YT office 03169 Trạm y tế xã    a further unit, an office of the commune
//	route YTE 03169 YT                   the operator routes the category of the commune there; * is every category
//	consent 3                            a directive to more than three needs a second word
//	form taphuan off                     the operator takes a form out of the configuration
//	period 16                            a month of figures begins on the 16th
//	indicator K1 lop 20 Lớp xóa mù chữ   the operator lets teams count this each month, at most 20 of that unit
//	form vesinh team Tổng vệ sinh bản    the operator has a form of that name, filled in by teams, with this title;
//	field number ho 0-500 Số hộ          the newest form asks that, written as in flows/forms.tsv
//	stranger la                          somebody unknown
//	an: khẩn sạt lở                      says
//	an: [Đúng]                           presses a button of the newest message that has it
//	an: (photo) cầu gãy                  sends a file: photo, voice, video, document, sticker
//	an: (voice 12m)                      so long; (document 60MB) so large
//	an: (album 3) cầu gãy                several at once
//	an: (place 21.5 102.9)               a pin on the map
//	an: (contact 0900000005)             the own number; (card 09…) somebody else's; (forwarded 09…)
//	an: (link quan)                      opens the newest invitation link that quan was shown; (code quan)
//	                                     types its code, (digits quan) the newest six digits
//	an: (press nhan 2611-1)              presses what no message of theirs shows, as a changed app can
//	an: re 2611-1 | rồi                  answers the newest message that holds the words before the bar
//	an: re ? | rồi                       answers a message that the bot does not know
//	an: burst 2h | đường lầy | cầu gãy   wrote these two hours ago, and they arrive at once
//	an: edit cầu gãy | cầu treo gãy      changes an own message
//	an@NH-01: /viec                      says in the group called NH-01, "[NH-01] ← …"; an@NH-01: re Đã ghi | rồi;
//	                                     an@NH-01: [Đúng] presses a button there
//	?@NH-01: /viec                       somebody there whom the service hides
//	an@NH-01/họp: /viec                  says in a topic of the group, "[NH-01/họp] ← …"
//	topic NH-01/họp closes               nothing can be said there; "topic NH-01 closes" is the one that all groups have;
//	                                     "opens" ends it
//	an@NH-01: (sheet NH-01)              opens the link of the newest sheet made for the team NH-01
//	sheet NH-01                          makes the sheet with the link of a team's group
//	bot enters NH-01                     is put into the group; "bot enters NH-01 reads" as an administrator, "… muted"
//	bot leaves NH-01                     is put out of it
//	group NH-01 moves to NH-01b          and the bot is told so; "moved" lets it find out, "told of NH-01 to NH-01b"
//	                                     tells it of a move that was none or was told before
//	down NH-01                           the service does not take messages there; "up NH-01" ends it
//	menu an                              the menu of commands in the chat
//	an blocks                            closes the chat; "an opens" opens it
//	ends binh                            leaves the organisation; "retires binh" ends only the posts
//	moves an NH-02 member                ends the posts and gives others
//	an floods                            has sent more than is taken in
//	lose binh                            the service's answer to the next message to binh is lost
//	+15m                                 time passes; what is due comes due
package flowtest

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"caunoi/flows"
)

var update = flag.Bool("update", false, "write what was seen into the transcripts")

// A Desk makes the desk under test for channels with these traits.
type Desk func(set flows.Settings, traits map[string]flows.Traits) (*flows.Desk, error)

// A Weather is a way to play a transcript that must change nothing of what
// people see.
type Weather string

// The weathers.
const (
	Fair        Weather = "fair"        // plays it
	Restart     Weather = "restart"     // closes and opens store and desk before every line
	Twice       Weather = "twice"       // runs every transaction, rolls it back, runs it again
	Redelivered Weather = "redelivered" // delivers every event twice
	NoButtons   Weather = "no buttons"  // types the number or the verb instead of pressing
)

// Weathers are all of them.
var Weathers = []Weather{Fair, Restart, Twice, Redelivered, NoButtons}

// Run plays the transcripts of a pattern in all weathers. sheet is needed by
// those in which groups are linked by a code.
func Run(t *testing.T, pattern string, desk Desk, sheet ...Sheet) {
	t.Helper()
	names, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	if len(names) == 0 {
		t.Fatalf("no transcripts at %s", pattern)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range Weathers {
			if *update && w != Fair {
				continue
			}
			t.Run(filepath.Base(filepath.Dir(filepath.Dir(name)))+"/"+strings.TrimSuffix(filepath.Base(name), ".txt")+"/"+string(w), func(t *testing.T) {
				t.Parallel()
				got := newPlay(t, w, desk, sheet...).all(string(data))
				if *update {
					if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
						t.Fatal(err)
					}
					return
				}
				if got != string(data) {
					t.Errorf("in %s weather people saw something else:\n%s", w, difference(string(data), got))
				}
			})
		}
	}
}

// difference shows the first lines in which two transcripts part.
func difference(want, got string) string {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	from := max(0, i-6)
	return "…\n" + strings.Join(a[from:min(i, len(a))], "\n") +
		"\n--- want\n" + strings.Join(a[min(i, len(a)):min(i+8, len(a))], "\n") +
		"\n--- got\n" + strings.Join(b[min(i, len(b)):min(i+8, len(b))], "\n")
}
