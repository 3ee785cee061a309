package bot

import (
	"slices"
	"strings"
	"time"
)

// A configKey is a key of the configuration: how it is written and what takes its
// value. set returns what is wrong and how to mend it, or "".
type configKey struct {
	key     string
	example string
	list    bool
	set     func(r *configReader, e given) (wrong, mend string)
}

// configKeys are all the keys there are.
func configKeys() []configKey {
	return slices.Concat(placeKeys(), caseKeys(), confirmKeys(), chaseKeys(), reminderKeys(), figureKeys(), formKeys(), digestKeys(), selfKeys())
}

// placeKeys are the keys of the place, its people and its channel.
func placeKeys() []configKey {
	return []configKey{
		{"organisation", "organisation: (who keeps the data)", false, func(r *configReader, e given) (string, string) {
			return setName(&r.config.Organisation, e)
		}},
		{"timezone", "timezone: Asia/Ho_Chi_Minh", false, setZone},
		{"data", "data: /var/lib/caunoi", false, setData},
		{"admin.name", "name: (as in the roster)", false, func(r *configReader, e given) (string, string) {
			return setName(&r.config.Admin.Name, e)
		}},
		{"admin.phone", "phone: \"0900000001\"", false, func(r *configReader, e given) (string, string) {
			return setPhone(&r.config.Admin.Phone, e.text)
		}},
		{"telegram.token", "token: ${CAUNOI_TELEGRAM_TOKEN}", false, func(r *configReader, e given) (string, string) {
			r.token = e.text
			return "", ""
		}},
		{"telegram.token_file", "token_file: /etc/caunoi/token", false, func(r *configReader, e given) (string, string) {
			r.tokenFile = e.text
			return "", ""
		}},
		{"telegram.api", "api: https://api.telegram.org", false, setAPI},
		{"health", "health: 127.0.0.1:8480", false, setHealth},
		{"phones.duty", "duty: \"02150000000\"", false, func(r *configReader, e given) (string, string) {
			return setPhone(&r.config.Phones.Duty, e.text)
		}},
		{"keep_months", "keep_months: 24", false, func(r *configReader, e given) (string, string) {
			return setWhole(&r.config.Months, e.text, 1, 120)
		}},
		{"levels", "levels: [province, commune, village]", true, setLevels},
		{"gather", "gather: 90s", false, func(r *configReader, e given) (string, string) {
			return setSpan(&r.config.Gather, e.text, 10*time.Second, 15*time.Minute)
		}},
		{"danger_silence", "danger_silence: 3m", false, func(r *configReader, e given) (string, string) {
			return setSpan(&r.config.DangerSilence, e.text, 30*time.Second, time.Hour)
		}},
		{"urgent_silence", "urgent_silence: 2m", false, func(r *configReader, e given) (string, string) {
			return setSpan(&r.config.UrgentSilence, e.text, 30*time.Second, time.Hour)
		}},
	}
}

// selfKeys are the keys of how fast it goes and what it tells of itself.
func selfKeys() []configKey {
	return slices.Concat(
		[]configKey{{"heartbeat", "heartbeat: ${CAUNOI_HEARTBEAT}", false, setHeartbeat}},
		rateKeys(),
		[]configKey{{"log", "log: info", false, setLog}},
	)
}

// configKeyOf finds a key.
func configKeyOf(key string) (configKey, bool) {
	all := configKeys()
	if i := slices.IndexFunc(all, func(f configKey) bool { return f.key == key }); i >= 0 {
		return all[i], true
	}
	return configKey{}, false
}

// isSection reports whether keys stand under this one.
func isSection(key string) bool {
	return slices.ContainsFunc(configKeys(), func(f configKey) bool { return strings.HasPrefix(f.key, key+".") })
}

// exampleOf shows how a key, or the first key of a section, is written.
func exampleOf(key string) string {
	for _, f := range configKeys() {
		if strings.HasPrefix(f.key, key) {
			return f.example
		}
	}
	return ""
}

// knownKeys lists the keys of a section.
func knownKeys(prefix string) string {
	var keys []string
	for _, f := range configKeys() {
		rest, ok := strings.CutPrefix(f.key, prefix)
		first, _, _ := strings.Cut(rest, ".")
		if ok && !slices.Contains(keys, first) {
			keys = append(keys, first)
		}
	}
	return strings.Join(keys, ", ")
}
