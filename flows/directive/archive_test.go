package directive

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// archive fills the archive, and lets its administrator search it.
func archive(t testing.TB, n int) (find func(words string, before int64) (page []int64, more bool)) {
	o := newOffice(t.(*testing.T), 1)
	body := strings.Repeat("các tổ rà soát nhà ven suối và báo số hộ cần di dời, ", 12)
	o.do(func(tx store.Tx) {
		for i := range n {
			d := Directive{Number: int64(i + 1), State: Sent, By: "quan", At: o.now, Title: fmt.Sprintf("Công văn số %d", i), Text: body, Places: []string{"11"}, Whom: ToTeam, Ask: ToConfirm}
			if i%100 == 7 {
				d.Text += " đợt rét đậm"
			}
			if i%2 == 1 {
				d.Places = []string{"elsewhere"}
			}
			Directives.Put(tx, d)
		}
	})
	var page []Directive
	var more bool
	o.desk.Verb("thu", func(t *flows.Turn, args []string) {
		begun := time.Now()
		page, more = archived(t, sought(strings.Join(args[1:], " ")), int64(len(args[0])-1))
		o.Logf("%q among %d: %v", args[1:], n, time.Since(begun))
	})
	return func(words string, before int64) (numbers []int64, _ bool) {
		o.press("quan", "thu "+strings.Repeat("x", int(before)+1)+" "+words)
		for _, d := range page {
			numbers = append(numbers, d.Number)
		}
		return numbers, more
	}
}

// TestArchive finds by words without marks in the number, the title and the text,
// what whoever searches may steer, the newest first and page after page.
func TestArchive(t *testing.T) {
	find := archive(t, 2000)
	for _, c := range []struct {
		words string
		want  string
		more  bool
	}{
		{"", "[1999 1997 1995 1993 1991]", true},
		{"ret dam", "[]", false}, // those places are not the searcher's
		{"cong van 1500", "[1501]", false},
		{"1777", "[1777]", false},
		{"khong co", "[]", false},
		{"VEN SUỐI", "[1999 1997 1995 1993 1991]", true},
	} {
		page, more := find(c.words, 0)
		if got := fmt.Sprint(page); got != c.want || more != c.more {
			t.Errorf("%q finds %s, more %v; want %s, %v", c.words, got, more, c.want, c.more)
		}
	}
	if page, more := find("suoi", 11); fmt.Sprint(page) != "[9 7 5 3 1]" || more {
		t.Errorf("older than 11 are %v, more %v", page, more)
	}
}
