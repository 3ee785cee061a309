package bot

import (
	"testing"
	"time"

	"caunoi/flows"
)

// TestDirectivesAreRead reads how a directive to many is confirmed, and refuses
// what can only be a slip of the pen.
func TestDirectivesAreRead(t *testing.T) {
	for name, test := range map[string]struct {
		says  string
		want  flows.Directives
		fault string
	}{
		"nothing":        {"", flows.Directives{Consent: 50, Delay: time.Minute, Again: 10 * time.Minute}, ""},
		"all of it":      {"directives: {consent: 200, delay: 2m, again: 1h}\n", flows.Directives{Consent: 200, Delay: 2 * time.Minute, Again: time.Hour}, ""},
		"always two":     {"directives: {consent: 0, again: 0s}\n", flows.Directives{Delay: time.Minute}, ""},
		"below nothing":  {"directives: {consent: -1}\n", flows.Directives{}, "directives.consent"},
		"no whole one":   {"directives: {consent: many}\n", flows.Directives{}, "directives.consent"},
		"no time to act": {"directives: {delay: 1s}\n", flows.Directives{}, "directives.delay"},
		"no unit":        {"directives: {delay: 60}\n", flows.Directives{}, "directives.delay"},
		"a week":         {"directives: {again: 7d}\n", flows.Directives{}, "directives.again"},
		"unknown":        {"directives: {pin: yes}\n", flows.Directives{}, "directives.pin"},
	} {
		t.Run(name, func(t *testing.T) {
			c, faults := Validate([]byte(good+test.says), t.TempDir(), vars("TOKEN", canary))
			switch {
			case test.fault == "" && len(faults) > 0:
				t.Error(faults)
			case test.fault == "" && c.Directives != test.want:
				t.Errorf("read %+v, want %+v", c.Directives, test.want)
			case test.fault != "" && (len(faults) != 1 || faults[0].Key != test.fault):
				t.Errorf("faults %v, want one of %s", faults, test.fault)
			}
		})
	}
}
