package main

import (
	"slices"
	"strings"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/viet"
	"caunoi/store"
)

// unsealing are the verbs that show who reported, or that are not about a case.
var unsealing = []string{"boniem", "dulieu.het", "dongy.het"}

// TestHandlersSeeNoReporter plays a case from its report to its end, lets every
// handler try every verb there is on it, and looks through everything that any of
// them was shown, to the last button and file, for the reporter's name, title,
// number, id and chat (conversations 3, the seal).
func TestHandlersSeeNoReporter(t *testing.T) {
	s := newScene(t)
	reporter := flows.Member{ID: "m77", Name: "Giàng Thị Sao Mai", Title: "Bí thư chi đoàn Phìn Hồ", Phone: "0912000111"}
	s.member(reporter, "NH-01", "member")
	s.member(flows.Member{ID: "m78", Name: "Lò Văn Hạt"}, "NH-01", "member")
	handlers := []string{"binh", "bao", "chi", "em", "lan", "truc", "quan"}
	for i, post := range []string{"NH-01 charge", "NH-01 standin", "03169 duty", "03169 coordinator", "03169 leader", "11 duty", "11 admin"} {
		s.member(flows.Member{ID: handlers[i], Name: "Người " + handlers[i]}, strings.Fields(post)...)
	}
	photo := flows.File{Kind: flows.Photo, Channel: "test", Ref: "p1", Name: "Giàng Thị Sao Mai.jpg"}
	s.says("m77", "khẩn sạt lở chặn đường vào bản")
	s.does("m77", flows.Event{Kind: flows.Said, Text: "đất tràn vào sân", Files: []flows.File{photo}})
	s.does("m77", flows.Event{Kind: flows.Said, Files: []flows.File{{Kind: flows.Voice, Channel: "test", Ref: "v1", Name: "mai.ogg", Seconds: 9}}})
	s.does("m77", flows.Event{Kind: flows.Said, Place: &flows.Place{Lat: 21.5, Lon: 102.9}})
	s.passes(2 * time.Minute)
	s.says("binh", "HOI 2611-1 còn đi xe máy được không")
	s.says("m77", "không, phải đi bộ")
	s.presses("chi", "goi 2611-1")
	s.presses("m77", "khongso 2611-1")
	s.says("m78", "khẩn sạt lở đất chặn đường")
	s.presses("m78", "cung 2611-2")
	s.passes(20 * time.Minute)
	s.presses("m77", "rut 2611-1")
	s.presses("m77", "giu 2611-1")
	for _, who := range handlers {
		s.says(who, "/viec")
		s.says(who, "2611-1")
	}
	s.presses("binh", "nhan 2611-1")
	s.everything(handlers, "2611-1")
	s.update(func(tx store.Tx) { // whatever the verbs did to it, it goes on with one who has it
		c, _ := casework.Cases.Get(tx, "2611-1")
		c.State, c.Taker, c.TakerRole, c.TakenAt = casework.Taken, "binh", "role.charge", s.now
		casework.Cases.Put(tx, c)
	})
	s.presses("binh", "dang 2611-1")
	s.does("binh", flows.Event{Kind: flows.Said, Text: "XONG 2611-1 đã thông đường", Files: []flows.File{photo}})
	s.says("m77", "CHUA 2611-1 mưa lại sạt tiếp")
	s.passes(3 * time.Hour)
	s.presses("chi", "nhan 2611-1")
	s.does("chi", flows.Event{Kind: flows.Said, Text: "XONG 2611-1 đã hót đất", Files: []flows.File{photo}})
	s.presses("m77", "duoc 2611-1")
	s.everything(handlers, "2611-1")
	s.holdsNothing("m77", "sao mai", "giang thi", "m77", "phin ho", "chi doan", "0912000111", "912000111")
}

// holdsNothing looks through all that was shown to anybody but one person for
// words, written small and without marks.
func (s *scene) holdsNothing(but string, words ...string) {
	s.t.Helper()
	n := 0
	for who, all := range s.seen {
		if who == but {
			continue
		}
		for _, shown := range all {
			n++
			for _, word := range words {
				if strings.Contains(viet.Fold(shown), word) {
					s.t.Errorf("%s was shown %q in\n%s", who, word, shown)
				}
			}
		}
	}
	if n < 200 {
		s.t.Errorf("only %d messages were looked through: the scene was not played", n)
	}
	s.t.Logf("%d messages to %d people hold nothing of the reporter", n, len(s.seen)-1)
}

// everything lets people press every verb the desk knows, about a case.
func (s *scene) everything(people []string, code string) {
	for _, verb := range s.desk.Names() {
		if slices.Contains(unsealing, verb) {
			continue
		}
		for _, who := range people {
			s.presses(who, verb+" "+code)
		}
	}
}

// TestNobodyBarredLearnsOfASealedCase plays the same days twice: once with a
// report that went to the level above from a team, once with the same report from
// another commune. Whoever is kept out of the first, in person or as the stand-in
// of one who is, was shown the same to the last letter: in alerts, lists, counts,
// duplicates, hot spots and answers to every verb.
func TestNobodyBarredLearnsOfASealedCase(t *testing.T) {
	t.Parallel()
	barred := []string{"binh", "ha", "bao", "tu", "ho", "thu", "them"}
	with, without := kinDays(t, "an", barred), kinDays(t, "xa", barred)
	n := 0
	for _, who := range barred {
		a, b := with.seen[who], without.seen[who]
		n += len(a)
		for i := range max(len(a), len(b)) {
			got, want := "nothing", "nothing"
			if i < len(a) {
				got = a[i]
			}
			if i < len(b) {
				want = b[i]
			}
			if got != want {
				t.Errorf("%s was shown as number %d\n%s\nand where there is no sealed case of the team\n%s", who, i+1, got, want)
				break
			}
		}
	}
	if n < 300 {
		t.Errorf("only %d messages were compared: the days were not played", n)
	}
	t.Logf("%d messages to %d people are the same with and without it", n, len(barred))
	if len(with.seen["chi"]) == 0 || !slices.ContainsFunc(with.seen["chi"], func(m string) bool { return strings.Contains(m, "đòi tiền") }) {
		t.Error("the sealed case was shown to nobody above: the days prove nothing")
	}
}

// kinDays plays some days in which one person sends a report to the level above.
func kinDays(t *testing.T, sender string, barred []string) *scene {
	s := newScene(t)
	for id, posts := range map[string]string{
		"an": "NH-01 member", "xa": "MC-01 member", "yen": "NH-02 member", "ba": "NH-01 member", // who report
		"binh": "NH-01 charge 03169 leader", "ha": "NH-01 head", "bao": "NH-01 standin", "tu": "NH-01 secretary", "ho": "NH-01 deputy",
		"thu": "", "them": "NH-01 member 03169 coordinator", // who are kept out
		"chi": "03169 duty", "lan": "03169 leader", "xung": "03166 duty", "quan": "11 admin",
	} {
		s.member(flows.Member{ID: id, Name: "Người " + id}, strings.Fields(posts)...)
	}
	s.away("binh", "thu")
	s.says("ba", "sạt lở taluy ở đầu bản")
	s.presses("ba", "nguy 2611-1 khong")
	s.passes(5 * time.Minute)
	s.says(sender, "/kin sạt lở do đổ đất thải, cán bộ đòi tiền mới cho dọn")
	s.presses(sender, "nguy 2611-2 khong")
	s.says("ba", "sạt lở thêm ở cuối bản")
	s.presses("ba", "nguy 2611-3 khong")
	s.passes(10 * time.Minute)
	all := func() {
		for _, who := range barred {
			s.says(who, "/viec")
			s.says(who, "/trogiup")
			s.says(who, "2611-2")
			s.says(who, "NHAN 2611-2")
			s.says(who, "/viec sạt lở")
			s.says(who, "/viec đất thải")
		}
	}
	all()
	s.says(sender, "/kin KHẨN có người bị dọa đánh vì chuyện đất thải")
	s.passes(3 * time.Hour)
	s.says("ha", "sạt lở chỗ nhà văn hóa")
	s.presses("ha", "nguy 2611-5 khong")
	s.passes(20 * time.Hour)
	all()
	s.everything(barred, "2611-2")
	s.passes(30 * time.Hour)
	all()
	return s
}
