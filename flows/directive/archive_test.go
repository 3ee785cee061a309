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
func archive(t testing.TB, n int) (find func(words string, before int64) (page []int64, next int64)) {
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
	var next int64
	o.desk.Verb("thu", func(t *flows.Turn, args []string) {
		begun := time.Now()
		page, next = archived(t, sought(strings.Join(args[1:], " ")), int64(len(args[0])-1))
		o.Logf("%q among %d: %v", args[1:], n, time.Since(begun))
	})
	return func(words string, before int64) (numbers []int64, _ int64) {
		o.press("quan", "thu "+strings.Repeat("x", int(before)+1)+" "+words)
		for _, d := range page {
			numbers = append(numbers, d.Number)
		}
		return numbers, next
	}
}

// TestArchive finds by words without marks in the number, the title and the text,
// what whoever searches may steer, the newest first and page after page; what was
// not looked through yet is not said to hold nothing.
func TestArchive(t *testing.T) {
	find := archive(t, 2000)
	for _, c := range []struct {
		words  string
		before int64
		want   string
		next   int64
	}{
		{"", 0, "[1999 1997 1995 1993 1991]", 1991},
		{"ret dam", 0, "[]", 1001}, // those places are not the searcher's
		{"ret dam", 1001, "[]", 0},
		{"cong van 1500", 0, "[1501]", 1001},
		{"cong van 1500", 1001, "[]", 0},
		{"cong van 500", 0, "[]", 1001},
		{"cong van 500", 1001, "[501]", 0},
		{"1777", 0, "[1777]", 1001},
		{"VEN SUỐI", 0, "[1999 1997 1995 1993 1991]", 1991},
		{"suoi", 11, "[9 7 5 3 1]", 0},
	} {
		page, next := find(c.words, c.before)
		if got := fmt.Sprint(page); got != c.want || next != c.next {
			t.Errorf("%q older than %d finds %s, and more after %d; want %s, %d", c.words, c.before, got, next, c.want, c.next)
		}
	}
}
