package bot

import (
	"testing"
	"time"

	"caunoi/flows"
)

func TestDigestsOfAFile(t *testing.T) {
	for line, want := range map[string]flows.Digests{
		"":                                     defaultDigests(),
		"digest: {week: off, month: off}":      {},
		"digest: {week: Friday 16:30}":         {Week: flows.DigestTime{On: true, Day: 5, At: 16*time.Hour + 30*time.Minute}, Month: defaultDigests().Month},
		"digest: {week: off, month: 28 05:05}": {Month: flows.DigestTime{On: true, Day: 28, At: 5*time.Hour + 5*time.Minute}},
	} {
		c, faults := Validate([]byte(good+line+"\n"), t.TempDir(), vars("TOKEN", canary))
		if len(faults) > 0 || c.Digests != want {
			t.Errorf("%q: %+v, %v", line, c.Digests, faults)
		}
	}
	for _, line := range []string{"digest: {week: someday 7:00}", "digest: {week: monday}", "digest: {month: 31 7:00}", "digest: {month: 0 7:00}", "digest: {month: 2 25:00}", "digest: {week: yes}"} {
		if _, faults := Validate([]byte(good+line+"\n"), t.TempDir(), vars("TOKEN", canary)); len(faults) == 0 {
			t.Errorf("%q was taken", line)
		}
	}
}
