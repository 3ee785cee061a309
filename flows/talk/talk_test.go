package talk

import (
	"slices"
	"testing"

	"caunoi/flows"
	"caunoi/flows/viet"
	"caunoi/store"
)

// TestTalk: question after question to the end, over a restart of the program
// and of the database.
func TestTalk(t *testing.T) {
	r := newRig(t, "a", "b", "c")
	r.wants("the beginning", r.begin("7"), "t.a")
	r.wants("the first answer", r.says("cầu treo"), "t.b")
	r.restart()
	r.wants("the second", r.says("ở đầu bản"), "t.c")
	r.wants("the last", r.take(flows.Event{Kind: flows.Said, Text: "ba nhà", Files: []flows.File{{Kind: flows.Photo}}}), "t.end")
	r.ended("7: a=cầu treo b=ở đầu bản c=ba nhà(1)")
	r.says("đường vào bản sạt lở")
	if !slices.Equal(r.filed, []string{"đường vào bản sạt lở"}) {
		t.Errorf("afterwards filed %q; want what was said", r.filed)
	}
}

// TestFilesAlone: a picture without words is an answer too.
func TestFilesAlone(t *testing.T) {
	r := newRig(t, "a")
	r.begin("7")
	r.take(flows.Event{Kind: flows.Said, Files: []flows.File{{Kind: flows.Photo}, {Kind: flows.Photo}}})
	r.ended("7: a=(2)")
}

// TestBack: the last answer is forgotten and asked for again; at the beginning
// the first question comes again.
func TestBack(t *testing.T) {
	r := newRig(t, "a", "b", "c")
	r.begin("7")
	r.says("một")
	r.says("hai ba")
	r.wants("going back", r.says("quay lại"), "t.b")
	r.wants("going back again", r.says("quay lại"), "t.a")
	r.wants("going back at the beginning", r.says("quay lại"), "t.a")
	r.says("bốn năm")
	r.wants("the other answer", r.says("sáu bảy"), "t.c")
	r.says("tám chín")
	r.ended("7: a=bốn năm b=sáu bảy c=tám chín")
}

// TestCancel: the talk is over and nothing is finished; begun again, it begins
// at the beginning.
func TestCancel(t *testing.T) {
	r := newRig(t, "a", "b")
	r.begin("7")
	r.says("cầu treo")
	r.wants("cancelling", r.says("hủy"), "Đã bỏ.")
	r.ended()
	r.wants("beginning again", r.begin("7"), "t.a")
}

// TestSkip: a question that may be left out is passed over.
func TestSkip(t *testing.T) {
	r := newRig(t, "a", "b?", "c")
	r.begin("7")
	r.says("cầu treo")
	r.wants("skipping", r.says("bỏ qua"), "t.c")
	r.says("ba nhà")
	r.ended("7: a=cầu treo c=ba nhà")
}

// TestFault: an answer that will not do is asked for again, with what was wrong,
// and the others stay.
func TestFault(t *testing.T) {
	r := newRig(t, "a", "b", "c")
	r.begin("7")
	r.says("cầu treo")
	for range 2 {
		r.wants("a bad answer", r.says("bad"), "t.b.short")
	}
	r.wants("a good one", r.says("ở đầu bản"), "t.c")
	r.says("ba nhà")
	r.ended("7: a=cầu treo b=ở đầu bản c=ba nhà")
}

// TestWhen: a question that does not apply is not asked, and begins to apply
// when an earlier answer changes.
func TestWhen(t *testing.T) {
	r := newRig(t, "a", "b+a", "c")
	r.begin("7")
	r.wants("no", r.says("cầu treo"), "t.c")
	r.wants("going back", r.says("quay lại"), "t.a")
	r.wants("yes", r.says("yes"), "t.b")
	r.says("ở đầu bản")
	r.says("ba nhà")
	r.ended("7: a=yes b=ở đầu bản c=ba nhà")
}

// TestBeginAgain: a talk that was begun about the same code goes on where it
// stood.
func TestBeginAgain(t *testing.T) {
	r := newRig(t, "a", "b")
	r.begin("7")
	r.says("cầu treo")
	r.wants("beginning again", r.begin("7"), "t.b")
	r.says("ở đầu bản")
	r.ended("7: a=cầu treo b=ở đầu bản")
}

// TestTwoTalks: two talks about different codes do not mix; the one begun last
// is answered first, and the other is put again after it.
func TestTwoTalks(t *testing.T) {
	r := newRig(t, "a", "b")
	r.begin("1")
	r.says("của một")
	r.wants("the second beginning", r.begin("2"), "t.a")
	r.wants("an answer to the second", r.says("của hai"), "t.b")
	r.wants("its last", r.says("hết hai"), "t.end | t.b")
	r.wants("an answer to the first", r.says("hết một"), "t.end")
	r.ended("2: a=của hai b=hết hai", "1: a=của một b=hết một")
}

// TestCancelOneOfTwo: cancelling ends the talk that is asked about, no other.
func TestCancelOneOfTwo(t *testing.T) {
	r := newRig(t, "a")
	r.begin("1")
	r.begin("2")
	r.wants("cancelling", r.says("hủy"), "Đã bỏ. | t.a")
	r.says("của một")
	r.ended("1: a=của một")
}

// TestPast: an answer to a talk that is no longer there is filed like anything
// else: nothing that was typed is lost.
func TestPast(t *testing.T) {
	r := newRig(t, "a")
	r.begin("7")
	r.update(func(tx store.Tx) { talks.Delete(tx, store.Key(string(home), "test", "7")) })
	r.wants("an answer too late", r.says("cầu treo"), "")
	if len(r.filed) != 1 || r.filed[0] != "cầu treo" {
		t.Errorf("filed %q; want the words of the late answer", r.filed)
	}
	r.ended()
}

// TestKeys: everything a script asks, and the labels of its choices.
func TestKeys(t *testing.T) {
	s := &Script[draft]{Section: "case.x", Questions: []*Question[draft]{
		{Name: "a", Pick: []Pick{{Key: "button.yes"}, {Key: "button.no"}}}, {Name: "b", Open: viet.Text},
	}}
	if got, want := s.Keys(), []string{"case.x.a", "button.yes", "button.no", "case.x.b"}; !slices.Equal(got, want) {
		t.Errorf("keys are %q; want %q", got, want)
	}
}

// TestNext: the draft and the open question follow from the answers by name, in
// whatever order they were given.
func TestNext(t *testing.T) {
	r := newRig(t, "a", "b", "c")
	given := func(pairs ...string) (answers []answer) {
		for i := 0; i < len(pairs); i += 2 {
			answers = append(answers, answer{To: pairs[i], Given: Given{Text: pairs[i+1]}})
		}
		return answers
	}
	for _, x := range []struct {
		answers     []answer
		draft       []string
		open, fault string
	}{
		{nil, nil, "a", ""},
		{given("c", "3", "a", "1"), []string{"a=1", "c=3"}, "b", ""},
		{given("c", "3", "b", "2", "a", "1"), []string{"a=1", "b=2", "c=3"}, "", ""},
		{given("gone", "9", "a", "1"), []string{"a=1"}, "b", ""},
		{given("a", "1", "b", "bad", "c", "3"), []string{"a=1", "c=3"}, "b", "short"},
		{given("b", "2"), []string{"b=2"}, "a", ""},
	} {
		d, q, fault := r.script().next(nil, talk{Answers: x.answers})
		open := ""
		if q != nil {
			open = q.Name
		}
		if !slices.Equal(d.All, x.draft) || open != x.open || fault != x.fault {
			t.Errorf("after %v: draft %q, open %q, fault %q; want %q, %q, %q", x.answers, d.All, open, fault, x.draft, x.open, x.fault)
		}
	}
}
