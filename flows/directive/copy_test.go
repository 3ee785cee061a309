package directive

import (
	"slices"
	"strings"
	"testing"

	"caunoi/flows"
)

// TestShownAgainIsTakenBack: who asked for a directive once more has it once, and
// whose old files cannot be deleted is not said to have nothing of it any more;
// whoever was not sent it is told too.
func TestShownAgainIsTakenBack(t *testing.T) {
	all := flows.Traits{Edits: true, Deletes: true}
	for name, c := range map[string]struct {
		traits            flows.Traits
		send, refuses     string // what the service says to a change of what stood before
		recalled, remains int64
		lan               string // what the leader of the commune has of it in the end
		told              bool   // that it holds no longer
	}{
		"edited":               {all, "gui", "", 9, 0, "struck", false},
		"deleted":              {all, "guitep", "", 9, 0, "struck", false},
		"old files stay":       {all, "guitep", flows.TooOld, 8, 1, "struck", false},
		"files that cannot go": {flows.Traits{Edits: true}, "guitep", "", 0, 9, "struck", false},
		"neither":              {flows.Traits{}, "gui", "", 0, 9, "whole", true},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOfficeOn(t, 3, c.traits)
			o.desk.Verb("cdmo", Show)
			o.leads("lan")
			o.press("quan", c.send)
			o.run()
			if c.refuses != "" {
				o.keeps["test:m1.1"] = c.refuses
			}
			o.press("m1.1", "cdmo 1")
			o.press("lan", "cdmo 1")
			o.run()
			if o.keeps = map[flows.Address]string{}; o.seen["test:m1.1"] != 2 || o.seen["test:lan"] != 1 {
				t.Errorf("they were shown it %d and %d times; want twice and once", o.seen["test:m1.1"], o.seen["test:lan"])
			}
			o.press("quan", "cdthuhoi.that 1")
			o.run()
			if d, tally := o.directive(1); tally.Recalled != c.recalled || tally.Remains != c.remains || d.Walk.What != "" {
				t.Errorf("%+v, walk %+v; want %d taken back and %d that remain", tally, d.Walk, c.recalled, c.remains)
			}
			has := ""
			switch stands := o.stands["test:lan"]; {
			case strings.Contains(stands, "mưa lớn"):
				has = "whole"
			case strings.Contains(stands, "đã thu hồi"):
				has = "struck"
			}
			told := slices.ContainsFunc(o.notes["test:lan"], func(s string) bool { return strings.Contains(s, "không còn hiệu lực") })
			if has != c.lan || told != c.told {
				t.Errorf("the leader has it %q, told %v; want %q, %v", has, told, c.lan, c.told)
			}
		})
	}
}
