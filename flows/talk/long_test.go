package talk

import (
	"strings"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
	"caunoi/store"
)

// newLong is a rig with a long talk: what, size (read out of words with #), and
// files, then a summary.
func newLong(t *testing.T, specs ...spec) *rig {
	t.Helper()
	r := newRig(t, specs...)
	r.long = true
	return r
}

// lengthen makes the script of a rig a long one.
func lengthen(s *Script[draft]) {
	s.Also = s.Questions[0].Name
	s.Read = func(words string) map[string]string {
		if _, size, ok := strings.Cut(words, "#"); ok {
			return map[string]string{"size": size}
		}
		return nil
	}
	for _, q := range s.Questions {
		q.Gather = q.Name == "files"
		q.Files = q.Gather
	}
	s.Questions = append(s.Questions, &Question[draft]{Name: "review", Open: viet.Text, Pick: []Pick{{Key: "t.send", Value: "send"}},
		Shows: func(d draft) text.Args { return text.Args{"d": strings.Join(d.All, " ")} },
		Take: func(d *draft, g Given) string {
			if g.Text != "send" {
				return "review"
			}
			return ""
		}})
}

func (r *rig) press(do string) string {
	r.Helper()
	return r.take(flows.Event{Kind: flows.Pressed, Press: do})
}

// passes lets time pass and what is due come due, and returns what was said.
func (r *rig) passes(d time.Duration) string {
	r.Helper()
	r.now = r.now.Add(d)
	var said []string
	r.update(func(tx store.Tx) {
		said = nil
		for _, tm := range flows.DueTimers(tx, r.now, 100) {
			if !strings.HasPrefix(tm.Name, "talk.") {
				continue
			}
			taken := r.desk().Take(tx, []flows.Event{flows.Firing(tm, r.now)})
			for _, q := range taken.Queued {
				m, _ := flows.Outbox.Get(tx, q.ID)
				said = append(said, m.Text)
			}
		}
	})
	return strings.Join(said, " | ")
}

// TestRead: what one message says of other questions is not asked; what was
// read out of an answer that is forgotten is forgotten with it.
func TestRead(t *testing.T) {
	r := newLong(t, "what", "size", "who?")
	r.begin("7")
	r.wants("words that say two things", r.says("cầu gãy#12"), "t.who")
	r.wants("going back", r.says("quay lại"), "t.what")
	r.wants("words that say one thing", r.says("cầu gãy rồi"), "t.size")
	r.says("hai chục")
	r.wants("no", r.says("không"), "t.review")
	r.press("talk.test 7 review send")
	r.ended("7: what=cầu gãy rồi size=hai chục")
}

// TestChange: from the summary any answer is changed, the others stay, and
// what an upgrade asks besides is asked before the summary.
func TestChange(t *testing.T) {
	r := newLong(t, "what", "size", "who")
	r.begin("7")
	for _, words := range []string{"cầu gãy", "hai chục", "cả bản"} {
		r.says(words)
	}
	r.wants("change", r.press("talk.test 7 review .edit"), "Sửa phần nào?")
	r.restart()
	r.wants("which", r.press("talk.test 7 which size"), "t.size")
	r.wants("back", r.says("quay lại"), "t.review")
	r.press("talk.test 7 review .edit")
	r.press("talk.test 7 which size")
	r.specs = []spec{"what", "size", "n", "who"}
	r.wants("an answer after an upgrade", r.says("ba chục"), "t.n")
	r.wants("what the upgrade asks", r.says("không ai"), "t.review")
	r.wants("an old press", r.press("talk.test 7 who x"), "Bước này đã qua. | t.review")
	r.wants("words that choose nothing", r.says("gấp lắm"), "t.review")
	r.press("talk.test 7 review send")
	r.ended("7: what=cầu gãy\ngấp lắm size=ba chục n=không ai who=cả bản")
}

// TestLaid: what was cancelled comes back exactly, for a day, also when another
// was begun meanwhile, which is then laid aside in its place.
func TestLaid(t *testing.T) {
	r := newLong(t, "what", "size", "who")
	r.begin("7")
	r.says("cầu gãy")
	r.says("hai chục")
	r.wants("cancel", r.says("hủy"), "Đã bỏ.")
	r.begin("7")
	r.says("đường lầy")
	r.restart()
	r.wants("take back", r.press("talk.test 7 laid ."), "t.who")
	r.wants("take back the other", r.press("talk.test 7 laid ."), "t.size")
	r.wants("and the first again", r.press("talk.test 7 laid ."), "t.who")
	r.says("hủy")
	r.passes(25 * time.Hour)
	r.wants("take back too late", r.press("talk.test 7 laid ."), "Phần đã bỏ không còn giữ.")
	r.ended()
}

// TestIdle: a talk that lies is offered once, kept as long as it takes, and
// sent only by its person; what is written meanwhile is no answer.
func TestIdle(t *testing.T) {
	r := newLong(t, "what", "size", "who")
	r.begin("7")
	r.says("cầu gãy")
	r.wants("an hour", r.passes(time.Hour), "")
	r.wants("a day", r.passes(24*time.Hour), "Gửi phần đã viết?")
	r.wants("a week", r.passes(7*24*time.Hour), "")
	r.says("mất điện cả bản")
	if len(r.filed) != 1 {
		t.Errorf("filed %q; want what was written meanwhile", r.filed)
	}
	r.wants("beginning again", r.begin("7"), "Gửi phần đã viết?")
	r.wants("go on", r.press("talk.test 7 idle go"), "t.size")
	r.passes(24 * time.Hour)
	r.specs = []spec{"what", "size2"}
	r.press("talk.test 7 idle send")
	r.ended("7: what=cầu gãy")
}

// TestNothingToOffer: a talk without an answer is dropped without a word.
func TestNothingToOffer(t *testing.T) {
	r := newLong(t, "what")
	r.begin("7")
	r.wants("a day", r.passes(25*time.Hour), "")
	r.ended()
}

// TestGather: files come one after the other, an album is asked about once, and
// files that come at another question are kept for theirs.
func TestGather(t *testing.T) {
	photo := func(album string) flows.Event {
		return flows.Event{Kind: flows.Said, Album: album, Files: []flows.File{{Kind: flows.Photo}}}
	}
	r := newLong(t, "what", "size", "files?")
	r.begin("7")
	r.says("cầu gãy")
	r.wants("a picture too early", r.take(photo("")), "Đã nhận ảnh, ghi âm. | t.size")
	r.wants("the answer", r.says("hai chục"), "t.files.further")
	r.wants("an album", r.take(photo("a")), "t.files.further")
	r.wants("more of it", r.take(photo("a")), "")
	r.restart()
	r.wants("still more of it", r.take(photo("a")), "")
	r.wants("another", r.take(photo("")), "t.files.further")
	r.wants("all", r.says("xong"), "t.review")
	r.press("talk.test 7 review send")
	r.ended("7: what=cầu gãy size=hai chục files=(5)")
}

// TestMasked: what a long talk keeps is masked before it is stored.
func TestMasked(t *testing.T) {
	r := newLong(t, "what", "size")
	r.begin("7")
	r.says("gọi 0912345678")
	r.update(func(tx store.Tx) {
		for k := range talks.All(tx) {
			if g := k.Answers[0].Given; strings.Contains(g.Text, "0912") || !g.Masked {
				t.Errorf("stored %+v; want the number masked", g)
			}
		}
	})
}

// TestReworded: an edit of a message is an edit of the answer it was.
func TestReworded(t *testing.T) {
	r := newLong(t, "what", "size")
	r.begin("7")
	r.take(flows.Event{Kind: flows.Said, Text: "cầu gãy", Message: "m1"})
	r.take(flows.Event{Kind: flows.Edited, Text: "cầu treo gãy", Message: "m1"})
	r.says("hai chục")
	r.press("talk.test 7 review send")
	r.ended("7: what=cầu treo gãy size=hai chục")
}
