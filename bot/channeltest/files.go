package channeltest

import (
	"fmt"
	"slices"
	"testing"

	"caunoi/flows"
)

// pictures are n pictures that the person sent, to be sent again.
func (r Rig) pictures(t *testing.T, n int) (files []flows.File) {
	t.Helper()
	need(t, r.Photo != nil, "pictures")
	l := listen(t, r.Channel, "", nil)
	for i := range n {
		r.Photo(fmt.Sprint("ảnh ", i))
		files = append(files, l.next().Files...)
	}
	return files
}

// captionEdited: a text under a file is changed where it stands, and the file
// stays.
func captionEdited(t *testing.T, r Rig) {
	need(t, r.Channel.Limits().Edits, "changing what was shown")
	o := r.show(t, flows.Act{Text: "Báo số hộ trước 18:00", Files: r.pictures(t, 1), Buttons: []flows.Button{{Label: "Đã đọc", Do: "doc 12"}}})
	for range 2 { // the second changes nothing
		again := r.show(t, flows.Act{Edit: o.Shown, Caption: true, Text: "Báo số hộ trước 17:00", Buttons: []flows.Button{{Label: "Đã đọc", Do: "doc 12"}}})
		if again.Shown != o.Shown {
			t.Errorf("after the edit the message is called %q, before %q", again.Shown, o.Shown)
		}
	}
	got := r.last(t)
	if got.Text != "Báo số hộ trước 17:00" || got.Files != 1 || got.Message != o.Shown || !got.Edited {
		t.Errorf("the person sees %+v, want the file with the new text under it", got)
	}
}

// albumShown: several files are shown by one act, and every message that they
// became is named, so that all can be taken away again.
func albumShown(t *testing.T, r Rig) {
	o := r.show(t, flows.Act{Files: r.pictures(t, 3)})
	var ids []string
	files := 0
	for _, s := range r.Seen() {
		if s.Files > 0 {
			ids, files = append(ids, s.Message), files+s.Files
		}
	}
	named := o.IDs
	if len(named) == 0 {
		named = []string{o.Shown}
	}
	if files != 3 || !slices.Equal(named, ids) {
		t.Errorf("%d files were shown as %v, and the outcome names %v", files, ids, named)
	}
}

// deleted: a message, and several at once, are taken away; that one is not there
// any more is no failure, and what stands beside them stays.
func deleted(t *testing.T, r Rig) {
	need(t, r.Channel.Limits().Deletes, "deleting what was shown")
	stays := r.show(t, flows.Act{Text: "Việc 2611-42"})
	one := r.show(t, flows.Act{Text: "CHỈ ĐẠO 12"}).Shown
	var many []string
	for i := range 3 {
		many = append(many, r.show(t, flows.Act{Text: fmt.Sprint("phần ", i)}).Shown)
	}
	for _, gone := range [][]string{{one}, {one}, many, append(many, one)} {
		if o := r.do(t.Context(), t, flows.Act{Deed: flows.Delete, Gone: gone}); o.Result != flows.Done {
			t.Errorf("deleting %v ended as %s (%s)", gone, resultName(o.Result), o.Why)
		}
	}
	if seen := r.Seen(); len(seen) != 1 || seen[0].Message != stays.Shown {
		t.Errorf("the person sees %+v, want only the first", seen)
	}
	if o := r.do(t.Context(), t, flows.Act{Edit: one, Text: "CHỈ ĐẠO 12 (đã sửa)"}); r.Channel.Limits().Edits && o.Result != flows.Lost {
		t.Errorf("an edit of what was deleted ended as %s", resultName(o.Result))
	}
}
