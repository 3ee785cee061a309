package bot

import (
	"strings"
	"testing"
	"time"

	"caunoi/flows"
)

// TestChaseKeys reads when those are chased who have not acknowledged a directive,
// and refuses what cannot be.
func TestChaseKeys(t *testing.T) {
	for name, x := range map[string]struct {
		said string
		want flows.Chase
		bad  []string // the keys of the faults
	}{
		"all":               {"remind: 12h\n  head: 1d\n  commune: 36h\n  morning: 7\n  hours: 7-20", flows.Chase{Remind: 12 * time.Hour, Head: 24 * time.Hour, Commune: 36 * time.Hour, Morning: 7, Hours: flows.Hours{From: 7, To: 20}}, nil},
		"one":               {"commune: 5d", flows.Chase{Remind: 24 * time.Hour, Head: 48 * time.Hour, Commune: 120 * time.Hour, Morning: 8, Hours: flows.Hours{From: 6, To: 21}}, nil},
		"the head first":    {"head: 12h", flows.Chase{}, []string{"directives.head"}},
		"the commune first": {"commune: 24h", flows.Chase{}, []string{"directives.commune"}},
		"all at once":       {"remind: 48h", flows.Chase{}, []string{"directives.remind"}},
		"in the night":      {"morning: 5", flows.Chase{}, []string{"directives.morning"}},
		"late hours":        {"hours: 9-21", flows.Chase{}, []string{"directives.hours"}},
		"no time":           {"remind: soon", flows.Chase{}, []string{"directives.remind"}},
		"no hour":           {"morning: 24", flows.Chase{}, []string{"directives.morning"}},
		"too soon":          {"remind: 1m", flows.Chase{}, []string{"directives.remind"}},
	} {
		_, filled := example(t)
		head, _, _ := strings.Cut(filled, "directives:\n")
		c, faults := Validate([]byte(head+"directives:\n  "+x.said+"\n"), t.TempDir(), vars())
		var bad []string
		for _, f := range faults {
			if strings.HasPrefix(f.Key, "directives.") {
				bad = append(bad, f.Key)
			}
		}
		if strings.Join(bad, " ") != strings.Join(x.bad, " ") || len(bad) == 0 && c.Chase != x.want {
			t.Errorf("%s: read %+v with faults of %v; want %+v and %v", name, c.Chase, bad, x.want, x.bad)
		}
	}
}
