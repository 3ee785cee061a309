package directive

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"caunoi/flows"
	"caunoi/store"
)

var (
	boardCounts = regexp.MustCompile(`Đã gửi (\d+)/(\d+)[^\n]*`)
	replyCounts = regexp.MustCompile(`chỉ đạo 1[:?] \d+ nơi đã nhận[^\n]*`)
	digits      = regexp.MustCompile(`\d+`)
)

// adding sees that the numbers of all that the sender was told so far add up to
// one total, and returns how many such sentences there were.
func (o *office) adding(total int) (n int) {
	o.Helper()
	sum := func(words string) (sum int) {
		for _, d := range digits.FindAllString(words, -1) {
			i, _ := strconv.Atoi(d)
			sum += i
		}
		return sum
	}
	for _, s := range o.notes["test:quan"] {
		if line := boardCounts.FindStringSubmatch(s); line != nil {
			n++
			if all, _ := strconv.Atoi(line[2]); all != total || sum(line[0])-all != total {
				o.Errorf("%q does not come to %d", line[0], total)
			}
		}
		if line := replyCounts.FindString(s); line != "" {
			n++
			if sum(strings.TrimPrefix(line, "chỉ đạo 1")) != total {
				o.Errorf("%q does not come to %d", line, total)
			}
		}
	}
	return n
}

// TestTheTotalIsTrue stops a directive, lets it go on and takes it back while its
// receivers are still being written down and copies are in flight: whatever the
// sender is told comes to all of them, from the first card on.
func TestTheTotalIsTrue(t *testing.T) {
	const total = 3*200 + 1 // and a team with nobody
	for name, c := range map[string]struct {
		acts []string
		ends State
		told []string
	}{
		"stopped":             {[]string{"cddung 1"}, Stopped, []string{"14 nơi tin đang trên đường", "chưa gửi"}},
		"stopped and gone on": {[]string{"cddung 1", "cdtiep 1"}, Sent, []string{"gửi tiếp cho 577 nơi"}},
		"withdrawn":           {[]string{"cdthuhoi 1", "cdthuhoi.that 1"}, Withdrawn, []string{"10 tin đã gửi, 14 tin đang gửi; 577 nơi chưa gửi", "không gửi nữa 577"}},
		"stopped, withdrawn":  {[]string{"cddung 1", "cdthuhoi.that 1"}, Withdrawn, []string{"không gửi nữa 577"}},
		"nothing":             {nil, Sent, []string{"Đã gửi 600/601, không gửi được 1."}},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t, 200)
			o.do(func(tx store.Tx) {
				flows.Units.Put(tx, flows.Unit{Code: "T9999", Level: "village", Parent: "C", Team: true})
			})
			o.desk.Verb("cdthuhoi", Withdraw)
			o.press("quan", "gui")
			o.deliver(1, false) // the card
			o.tick()
			o.deliver(10, false)
			o.deliver(14, true)
			for _, act := range c.acts {
				o.press("quan", act)
			}
			o.open()
			o.desk.Verb("cdthuhoi", Withdraw)
			o.run()
			if d, _ := o.directive(1); d.State != c.ends {
				t.Errorf("it ends as %s", d.State.Name())
			}
			if n := o.adding(total); n < 3 {
				t.Errorf("%d counts were told: %q", n, o.notes["test:quan"])
			}
			for _, words := range c.told {
				if !strings.Contains(strings.Join(o.notes["test:quan"], "\n"), words) {
					t.Errorf("nobody was told %q: %q", words, o.notes["test:quan"])
				}
			}
		})
	}
}
