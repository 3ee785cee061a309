package casework

import (
	"slices"
	"strconv"
	"strings"

	"caunoi/flows"
	"caunoi/flows/text"
)

// logPage is how many lines of a log one screen shows: a message is to stay
// under 500 letters.
const logPage = 6

// Log shows whoever may handle a case all that happened to it, by role and never
// by name, the newest last. That it was reported is its first step and counts as
// one, so that the title says what stands below it. It begins with the last
// page; the second word is how many of the newest to pass over.
func Log(t *flows.Turn, args []string) {
	c, _, ok := find(t, args)
	if !ok {
		return
	}
	n, skip := len(c.Log)+1, 0
	if len(args) > 1 {
		skip, _ = strconv.Atoi(strings.TrimSpace(args[1]))
	}
	if skip < 0 || skip >= n {
		skip = 0
	}
	to := n - skip
	from := max(0, to-logPage)
	lines := text.List{k("log.title", text.Args{"code": c.Code, "from": from + 1, "to": to, "n": n})}
	for i := from; i < to; i++ {
		if i == 0 {
			lines = append(lines, k("log.filed", text.Args{"time": text.Moment(c.At)}))
			continue
		}
		lines = append(lines, logLine(t, c, c.Log[i-1]))
	}
	var choices []flows.Choice
	if from > 0 {
		choices = append(choices, flows.Choice{Key: "log.older", Do: "lichsu " + c.Code + " " + strconv.Itoa(skip+logPage)})
	}
	if skip > 0 {
		choices = append(choices, flows.Choice{Key: "log.newer", Do: "lichsu " + c.Code + " " + strconv.Itoa(max(0, skip-logPage))})
	}
	t.Reply("case.lines", text.Args{"lines": lines}, choices...)
}

// logLine is an entry of the log in plain words.
func logLine(t *flows.Turn, c Case, e Entry) text.Key {
	by := e.By
	if bySystem[e.Act] {
		by = "" // it followed from what somebody did; nobody did it
	}
	args := text.Args{"time": when(t, e.At), "who": whoInLog(t, c, by, e.Act), "act": text.K("log.act." + e.Act)}
	var notes text.Joined
	if noted, ok := noteInLog(t, c, e); ok {
		notes = append(notes, noted)
	}
	if key, ok := whys[e.Why]; ok {
		notes = append(notes, text.K(key))
	}
	if len(notes) == 0 {
		return k("log.line", args)
	}
	args["note"] = notes
	return k("log.line.note", args)
}

// bySystem are the acts that nobody does: they follow.
var bySystem = map[string]bool{
	"not reached": true, "came back": true, "sent": true, "rung": true, "rung empty": true, "spent": true, "decayed": true, "asked if at work": true, "hot spot": true, "audit": true, "reminded": true, "overdue": true, "taker gone": true, "to administrators": true, "to charge": true, "to duty": true, "routed": true, "released": true,
}

// byHandler are the acts of those who handle a case. A reporter who is one of
// them did these as such: the log must not say who of them reported.
var byHandler = map[string]bool{
	"taken": true, "held back": true, "working": true, "still working": true, "memo": true, handedOn: true, declined: true, "extended": true, "rejected": true, "done": true, "asked": true, "asked for names": true, "asked for a call": true, "remarked": true, "refiled": true, "graded": true, "redacted": true, "written": true, "grouped": true, "office": true, "climbed by hand": true, "refused": true,
}

// whoInLog is what somebody was to a case: never a name, nor an id.
func whoInLog(t *flows.Turn, c Case, member, act string) text.Key {
	if member == "" {
		return text.K("log.by.system")
	}
	if member == c.Reporter && !byHandler[act] {
		return text.K("log.by.reporter")
	}
	if a := alerted(&c, member); a != nil {
		return text.K(a.Role)
	}
	if member == c.Taker && c.TakerRole != "" {
		return text.K(c.TakerRole)
	}
	if slices.ContainsFunc(c.Followers, func(f Follower) bool { return f.Member == member }) {
		return text.K("log.by.follower")
	}
	if role, ok := roleOf(t, member, c); ok {
		return text.K(role)
	}
	if member == c.Reporter {
		return text.K("log.by.reporter")
	}
	if act == "refused" {
		return text.K("log.by.other")
	}
	return text.K("log.by.gone")
}

// whys are the reasons that a log notes with a step, and how they are said. A
// note that is none of these, nor an id or a code, is the operator's to read.
var whys = map[string]string{
	"the word or the button": "log.why.word", "the word, by an edit": "log.why.edit", "by hand": "log.why.hand",
	"not heard or seen": "log.why.unheard", "by another report": "log.why.joined", "by the desk": "log.why.desk",
	"no chat": "log.why.chat", "blocked": "log.why.blocked", "ended": "log.why.ended", "on leave": "log.why.leave", "nobody": "log.why.nobody", "no address": "log.why.chat",
	"released": "log.why.released", "confirmed": "log.why.confirmed", "by wish": "log.why.wish", "by merging": "log.why.desk",
}

// noteInLog is what an entry notes besides its act, as far as it says something
// to people: a reason, a person by role, a unit, a case, or what became what.
func noteInLog(t *flows.Turn, c Case, e Entry) (said any, ok bool) {
	note := e.Note
	switch {
	case note == "":
		return nil, false
	case e.Act == "rung":
		n, to, _ := strings.Cut(note, " ")
		return k("log.rung", text.Args{"n": n, "to": targetsInLog(strings.Split(to, ","))}), true
	case e.Act == "rung empty":
		return targetsInLog([]string{note}), true
	}
	if key, ok := whys[note]; ok {
		return text.K(key), true
	}
	if was, is, ok := strings.Cut(note, " > "); ok {
		return k("log.from", text.Args{"was": valueInLog(was), "is": valueInLog(is)}), true
	}
	if u, ok := flows.Units.Get(t.Tx, note); ok {
		return u.Name, true
	}
	if Cases.Has(t.Tx, note) {
		return note, true
	}
	if flows.Members.Has(t.Tx, note) {
		return text.Small(whoInLog(t, c, note, handedOn)), true
	}
	return nil, false
}

// valueInLog is a level or a category by its name.
func valueInLog(s string) text.Key {
	if n, err := strconv.Atoi(s); err == nil {
		return levelName(Level(n))
	}
	return text.K("category." + s)
}

// targetsInLog names whom a rung calls.
func targetsInLog(targets []string) text.Joined {
	var names text.Joined
	for _, target := range targets {
		if target != "" {
			names = append(names, text.K("log.target."+target))
		}
	}
	return names
}
