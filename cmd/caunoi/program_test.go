package main

import (
	"os"
	"strings"
	"testing"
	"time"
)

// TestProgram runs the program as an operator does, against a fake Telegram in
// a process of its own, and looks at it from the phones only.
func TestProgram(t *testing.T) {
	bin := buildAll(t)
	t.Run("conversation", func(t *testing.T) { conversation(t, newRig(t, bin)) })
	t.Run("second instance", func(t *testing.T) { secondInstance(t, newRig(t, bin)) })
	t.Run("wrong configuration", func(t *testing.T) { wrongConfiguration(t, newRig(t, bin)) })
	t.Run("refused token", func(t *testing.T) { refusedToken(t, newRig(t, bin)) })
	t.Run("unusable file", func(t *testing.T) { unusableFile(t, newRig(t, bin)) })
	t.Run("unreachable", func(t *testing.T) { unreachable(t, newRig(t, bin)) })
	t.Run("not the owner", func(t *testing.T) { notTheOwner(t, newRig(t, bin)) })
	t.Run("sheets", func(t *testing.T) { sheets(t, newRig(t, bin)) })
}

// sampleRoster is the roster that operators are given as a pattern.
const sampleRoster = "../../flows/roster/testdata/roster-mau.csv"

// enrolled imports the sample, first as a trial and then for good.
func (r *rig) enrolled() {
	r.t.Helper()
	data, err := os.ReadFile(sampleRoster)
	if err != nil {
		r.t.Fatal(err)
	}
	roster := r.write("roster.csv", string(data))
	trial := r.mustOnce("import", roster)
	if want := "Tổng cộng 16 dòng: mới"; !strings.Contains(trial, want) {
		r.t.Errorf("the trial says:\n%s\nwant %q in it", trial, want)
	}
	if _, err := os.Stat(r.path("data")); err == nil {
		r.t.Error("a trial made the data directory; it must store nothing")
	}
	done := r.mustOnce("import", "--apply", "--init", roster)
	again := r.mustOnce("import", roster)
	if want := "mới 0"; !strings.Contains(again, want) {
		r.t.Errorf("after %s\na second trial says:\n%s\nwant %q in it", done, again, want)
	}
}

// stopped stops the bot and checks that it ends orderly.
func (r *rig) stopped(p *process) {
	r.t.Helper()
	if code, took := p.stop(); code != 0 || took > 10*time.Second {
		r.t.Errorf("stopped with code %d after %v, want 0 within 10s:\n%s", code, took, tail(p.log))
	}
}

// conversation goes from joining to the reporter's word that it is settled,
// with orderly stops in the middle of it.
func conversation(t *testing.T, r *rig) {
	r.startFake()
	r.enrolled()
	bot := r.run()
	member, leader := r.phones.phone(5, "Tráng A Mẫu"), r.phones.phone(1, "Nguyễn Văn Mẫu")
	member.joins("+84900000005")
	leader.joins("0900000001")
	t.Cleanup(func() { t.Log("What stood on the phones:\n" + r.phones.transcript()) })

	member.say("nuoc sinh hoat o ban duc 3 hom nay, 12 ho")
	ordinary := code(t, member.seesOnce("✅ Đã ghi việc", "“nuoc sinh hoat o ban duc 3 hom nay, 12 ho”", "12 hộ").Text)

	member.say("khẩn sạt lở chặn đường vào bản, 3 nhà bị đất tràn, chưa thấy ai bị thương")
	urgent := code(t, member.sees("🚨 Đã ghi khẩn").Text)
	leader.seesOnce("🚨 KHẨN "+urgent, "sạt lở chặn đường vào bản", "Chưa có người nhận")
	member.sees("🚨 Đã ghi khẩn "+urgent, "Đã gửi người phụ trách")

	// A stop between the alert and its taking; the press waits at Telegram.
	r.stopped(bot)
	leader.press("✋ Nhận xử lý")
	bot = r.run()
	leader.sees("🚨 KHẨN "+urgent, "Đồng chí nhận xử lý lúc")
	member.seesOnce("✋ Người phụ trách nhận xử lý " + urgent)

	leader.press("❓ Hỏi thêm")
	leader.sees("Hỏi gì về " + urgent)
	leader.say("đường còn đi xe máy được không")
	member.seesOnce("❓ Người phụ trách hỏi về "+urgent, "đường còn đi xe máy được không")

	// A stop right on the heels of an answer, which the bot may or may not have.
	member.say("không, phải đi bộ")
	r.stopped(bot)
	bot = r.run()
	leader.seesOnce("💬 "+urgent, "không, phải đi bộ")
	member.seesOnce("Đã gửi vào " + urgent)

	leader.press("✔️ Đã xong")
	leader.sees("Kết quả " + urgent + " thế nào?")
	leader.photo("đã thông đường lúc 15h")
	if e := member.seesOnce("✔️ "+urgent+" đã xử lý", "đã thông đường lúc 15h", "Việc đã được chưa?"); len(e.Files) != 1 {
		t.Errorf("the member saw the result with %d files, want the leader's picture", len(e.Files))
	}
	member.press("👍 Được rồi")
	member.seesOnce("Việc " + urgent + " đã đóng")
	leader.seesOnce("👍 "+urgent, "Việc đóng")

	member.say("/viec")
	member.seesOnce("Việc của đồng chí: 2", ordinary, urgent+" · Thiên tai, sự cố · đã đóng")
	r.stopped(bot)
	r.nothingAmiss()
}

// nothingAmiss checks what must be true after an undisturbed run: the bot kept
// the rules of the Bot API, said nothing twice and left nothing unread.
func (r *rig) nothingAmiss() {
	r.t.Helper()
	seen := map[string]int64{}
	for _, e := range r.phones.record(0) {
		if e.Person != 0 || e.What != "show" {
			continue
		}
		if first, ok := seen[shownKey(e)]; ok {
			r.t.Errorf("chat %d saw the same as messages %d and %d: %q", e.Chat, first, e.Message, e.Text)
		}
		seen[shownKey(e)] = e.Message
	}
	log, err := os.ReadFile(r.path("caunoi.log"))
	if err != nil {
		r.t.Fatal(err)
	}
	for _, bad := range []string{"possible repeats", "put aside", `"level":"ERROR"`, "panic"} {
		if strings.Contains(string(log), bad) {
			r.t.Errorf("the log speaks of %q after orderly stops:\n%s", bad, log)
		}
	}
}

// code returns the code of the case a message is about.
func code(t *testing.T, text string) string {
	t.Helper()
	c := codePattern.FindString(text)
	if c == "" {
		t.Fatalf("no code in %q", text)
	}
	return c
}
