package bot

import (
	"time"

	"caunoi/flows"
)

// chaseKeys are the keys of how those are chased who have not acknowledged a
// directive.
func chaseKeys() []configKey {
	span := func(key, example string, to func(c *flows.Chase) *time.Duration) configKey {
		return configKey{key, example, false, func(r *configReader, e given) (string, string) {
			return setSpan(to(&r.config.Chase), e.text, time.Hour, 30*day)
		}}
	}
	return []configKey{
		span("directives.remind", "remind: 24h", func(c *flows.Chase) *time.Duration { return &c.Remind }),
		span("directives.head", "head: 48h", func(c *flows.Chase) *time.Duration { return &c.Head }),
		span("directives.commune", "commune: 72h", func(c *flows.Chase) *time.Duration { return &c.Commune }),
		{"directives.morning", "morning: 8", false, func(r *configReader, e given) (string, string) {
			return setWhole(&r.config.Chase.Morning, e.text, 0, 23)
		}},
		{"directives.hours", "hours: 6-21", false, func(r *configReader, e given) (string, string) {
			return setHours(&r.config.Chase.Hours, e.text, false)
		}},
	}
}

// chased looks at what the keys of the chase say together.
func (r *configReader) chased() {
	c := r.config.Chase
	if c.Remind >= c.Head || c.Head >= c.Commune {
		r.fault(r.firstOf("directives.head", "directives.commune", "directives.remind"), "is not between the times of its neighbours", "write remind before head, and head before commune")
	}
	noon := time.Date(2026, 1, 1, c.Morning, 0, 0, 0, time.UTC)
	if !c.Hours.In(noon, time.UTC) {
		r.fault(r.firstOf("directives.morning", "directives.hours"), "is outside the hours in which people are chased", "write an hour within directives.hours")
	}
}

// firstOf returns the first of some keys that the file has, to be named in a fault.
func (r *configReader) firstOf(keys ...string) given {
	for _, key := range keys {
		if e, ok := r.seen[key]; ok {
			return e
		}
	}
	return given{key: keys[0]}
}
