package directive

import (
	"strings"
	"testing"

	"caunoi/flows"
	"caunoi/store"
)

// TestFilesOfAnotherService: who uses another service than the one by which the files
// came gets the text, which says that there are files; the preview says how many
// they are.
func TestFilesOfAnotherService(t *testing.T) {
	o := newOffice(t, 2)
	o.do(func(tx store.Tx) {
		m, _ := flows.Members.Get(tx, "m1.1")
		m.Homes[0].Address = flows.At("other", "m1.1")
		flows.Members.Put(tx, m)
	})
	without := 0
	o.desk.Verb("dem", func(t *flows.Turn, _ []string) {
		d := Directive{Files: []flows.File{{Kind: flows.Document, Channel: "test", Ref: "cv"}}}
		without = d.withoutFiles(survey(t.Tx, t.Event.At, []string{"T0", "T1"}, ToTeam))
	})
	o.press("quan", "dem")
	o.press("quan", "guitep")
	o.run()
	if _, c := o.directive(1); c.Has != 6 || without != 1 {
		t.Errorf("%+v, and %d are said to get no files; want 6 who have it and 1", c, without)
	}
	if says := o.stands["other:m1.1"]; !strings.Contains(says, "mưa lớn") || !strings.Contains(says, "1 tệp gửi ở kênh khác") {
		t.Errorf("by the other service it says %q", says)
	}
	if n := o.said("kênh khác"); n != 1 {
		t.Errorf("%d are told of files that they cannot see", n)
	}
}
