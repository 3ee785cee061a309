package casework

import (
	"strconv"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
)

// roles puts several roles into one list, each once.
func roles(keys []string) text.Joined {
	var list text.Joined
	seen := map[string]bool{}
	for _, key := range keys {
		if !seen[key] {
			seen[key] = true
			list = append(list, text.Small(text.K(key)))
		}
	}
	return list
}

func levelName(l Level) text.Key { return text.K("level." + strconv.Itoa(int(l))) }

// placeName is the name of a case's place, with the unit above it if whole. To
// those who handle cases, what the village says about policy (DLU) is never
// shown by village.
func placeName(t *flows.Turn, c Case, whole, handler bool) string {
	var names []string
	for u := range flows.Up(t.Tx, c.Unit) {
		names = append(names, u.Name)
		if len(names) == 2 {
			break
		}
	}
	switch {
	case len(names) == 0:
		return c.Unit
	case c.Category == "DLU" && len(names) == 2 && handler:
		return names[1]
	case whole && len(names) == 2:
		return names[0] + ", " + text.Lower(names[1])
	}
	return names[0]
}

// when writes a time of day, with the date if it was not today.
func when(t *flows.Turn, at time.Time) any {
	now, then := t.Event.At.In(t.Set.Zone), at.In(t.Set.Zone)
	if now.YearDay() == then.YearDay() && now.Year() == then.Year() {
		return text.Clock(at)
	}
	return text.Moment(at)
}

// DutyPhone is the number to read out to people in need at a unit: its own or
// the nearest above it, else the one of the configuration. At a unit that has
// ended nobody answers.
func DutyPhone(t *flows.Turn, unit string) string {
	for u := range flows.Up(t.Tx, unit) {
		if u.Phone != "" && u.Open(t.Event.At) {
			return u.Phone
		}
	}
	if t.Set.DutyPhone != "" {
		return t.Set.DutyPhone
	}
	return "112"
}

// OwnPhone is the number to read out to whoever acts.
func OwnPhone(t *flows.Turn) string {
	for _, p := range flows.PostsOf(t.Tx, t.From.ID, t.Event.At) {
		return DutyPhone(t, p.Unit)
	}
	return DutyPhone(t, "")
}

// FileList counts files by kind: "📷 2 · 🎤 1".
func FileList(parts []Part) text.Dotted {
	n := map[flows.FileKind]int{}
	for _, p := range parts {
		for _, f := range p.Files {
			n[f.Kind]++
		}
	}
	var list text.Dotted
	for _, kind := range []struct {
		kind flows.FileKind
		key  string
	}{{flows.Photo, "case.photos"}, {flows.Voice, "case.voices"}, {flows.Video, "case.videos"}, {flows.Document, "case.documents"}} {
		if n[kind.kind] > 0 {
			list = append(list, k(kind.key, text.Args{"n": n[kind.kind]}))
		}
	}
	return list
}

// fileLines is the list of files as a line of a card, if there are any.
func fileLines(parts []Part) text.List {
	list := FileList(parts)
	if len(list) == 0 {
		return nil
	}
	return text.List{k("case.files", text.Args{"list": list})}
}

// files collects the files of parts that can be sent to a chat: those that
// came in by the same service.
func files(parts []Part, to flows.Address) []flows.File {
	var all []flows.File
	for _, p := range parts {
		for _, f := range p.Files {
			if f.Channel == to.Channel() {
				all = append(all, f)
			}
		}
	}
	return all
}

// foreign counts the files that cannot be shown in a chat.
func foreign(c Case, to flows.Address) int {
	n := 0
	for _, p := range c.told() {
		for _, f := range p.Files {
			if f.Channel != to.Channel() {
				n++
			}
		}
	}
	return n
}

func hasVoice(c Case) bool { return hasKind(c, flows.Voice) || hasKind(c, flows.Video) }

func hasKind(c Case, kind flows.FileKind) bool {
	for _, p := range c.Parts {
		for _, f := range p.Files {
			if f.Kind == kind {
				return true
			}
		}
	}
	return false
}

// unheard says what nobody has listened to or looked at.
func unheard(c Case) text.Key {
	if hasVoice(c) {
		return text.K("case.unheard")
	}
	return text.K("case.unseen")
}
