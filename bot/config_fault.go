package bot

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// A Fault is one thing wrong with a configuration, and how to mend it.
type Fault struct {
	Line  int    // in the file; 0 if it is about something that is not there
	Key   string // the key, dotted: "telegram.api"
	Value string // as written; never a secret
	Wrong string // what is wrong with it
	Mend  string // what to do
}

// String says the fault in one line.
func (f Fault) String() string {
	var b strings.Builder
	if f.Line > 0 {
		fmt.Fprintf(&b, "line %d: ", f.Line)
	}
	b.WriteString(f.Key)
	if f.Value != "" {
		fmt.Fprintf(&b, " (%q)", f.Value)
	}
	fmt.Fprintf(&b, " %s; %s.", f.Wrong, f.Mend)
	return b.String()
}

// Faults are all the faults of a configuration, in the order of the file.
type Faults []Fault

// Error says every fault, one a line.
func (f Faults) Error() string {
	lines := make([]string, len(f))
	for i, one := range f {
		lines[i] = one.String()
	}
	return strings.Join(lines, "\n")
}

// Without returns the faults that are not under a section, for a command that
// does without it.
func (f Faults) Without(section string) Faults {
	return slices.DeleteFunc(slices.Clone(f), func(one Fault) bool {
		return one.Key == section || strings.HasPrefix(one.Key, section+".")
	})
}

// secretShape is what a bot's token looks like, wherever somebody may have put
// it.
var secretShape = regexp.MustCompile(`[0-9]+:[A-Za-z0-9_-]{8,}`)

// shownValue returns a value as a fault may show it: short, in one line and without
// anything that may be a secret (reliability P57).
func shownValue(key, value string) string {
	if strings.HasPrefix(key, "telegram.token") && key != "telegram.token_file" || key == "telegram" ||
		key == "heartbeat" && !envName.MatchString(value) {
		return ""
	}
	if secretShape.MatchString(value) {
		return ""
	}
	value = withoutUser(strings.Join(strings.Fields(value), " "))
	if letters := []rune(value); len(letters) > 60 {
		return string(letters[:60]) + "…"
	}
	return value
}

// withoutUser returns a value without what stands before the host of an
// address: it may be a proxy's password. It looks for the last @, since a
// password that was not escaped may hold any character.
func withoutUser(value string) string {
	at := strings.LastIndexByte(value, '@')
	if at < 0 {
		return value
	}
	if before, _, ok := strings.Cut(value[:at], "://"); ok {
		return before + "://…" + value[at:]
	}
	return "…" + value[at:]
}
