package bot

import "time"

// Bounds of what holds of directives to many. Nobody confirms less than nothing
// alone, and a delay of an hour is a plan.
const (
	mostAlone    = 20000
	longestDelay = 30 * time.Minute
)

// confirmKeys are the keys of how a directive to many is confirmed.
func confirmKeys() []configKey {
	return []configKey{
		{"directives.consent", "consent: 50", false, func(r *configReader, e given) (string, string) {
			return setWhole(&r.config.Directives.Consent, e.text, 0, mostAlone)
		}},
		{"directives.delay", "delay: 60s", false, func(r *configReader, e given) (string, string) {
			return setSpan(&r.config.Directives.Delay, e.text, 10*time.Second, longestDelay)
		}},
		{"directives.again", "again: 10m", false, func(r *configReader, e given) (string, string) {
			return setSpan(&r.config.Directives.Again, e.text, 0, day)
		}},
	}
}
