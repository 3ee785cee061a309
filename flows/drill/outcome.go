package drill

import (
	"slices"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/text"
)

// outcome is how a drill went, for whoever began it: how it ended, and of each
// rung when it was called, whom it reached after how long, and whom not and why.
// People stand there by what they are.
func outcome(t *flows.Turn, c casework.Case, stopped bool) text.List {
	u, _ := flows.Units.Get(t.Tx, c.Unit)
	lines := text.List{key("drill.report", text.Args{"code": c.Code, "team": u.Name})}
	switch {
	case !c.TakenAt.IsZero():
		lines = append(lines, key("drill.report.taken", text.Args{"role": text.K(c.TakerRole), "time": text.Clock(c.TakenAt), "while": while(c.TakenAt.Sub(c.At))}))
	case stopped:
		lines = append(lines, text.K("drill.report.stopped"))
	default:
		lines = append(lines, text.K("drill.report.nobody"))
	}
	for _, r := range rungs(t, c) {
		lines = append(lines, key("drill.report.rung", text.Args{"rung": r.name, "time": text.Clock(r.at), "who": r.who}))
	}
	return lines
}

// A rung is one step of the ladder as it was called.
type rung struct {
	name string // its number
	at   time.Time
	who  text.Joined
	said map[string]bool
}

// add notes what became of one role, once.
func (r *rung) add(role text.Key, what text.Key) {
	if id := role.Name + "/" + what.Name; !r.said[id] {
		r.said[id] = true
		r.who = append(r.who, key("drill.report.one", text.Args{"role": text.Small(role), "what": what}))
	}
}

// rungs reads from a case which rungs were called, in their order. That the last
// was called again when the ladder was spent is none.
func rungs(t *flows.Turn, c casework.Case) []*rung {
	var all []*rung
	for _, e := range c.Log {
		switch e.Act {
		case "rung":
			name, _, _ := strings.Cut(e.Note, " ")
			all = append(all, &rung{name: name, at: e.At, said: map[string]bool{}})
		case "rung empty":
			if len(all) > 0 {
				all[len(all)-1].add(target(flows.Target(e.Note)), why(t, c, e))
			}
		case "spent":
			all = all[:max(len(all)-1, 0)]
		}
	}
	for _, a := range c.Alerts {
		at := a.At
		if !a.Sent.IsZero() && a.Sent.Before(at) {
			at = a.Sent // it was called again since
		}
		i := len(all) - 1
		for i > 0 && all[i].at.After(at) {
			i--
		}
		if i < 0 {
			continue
		}
		switch role := text.K(a.Role); {
		case a.Failed != "":
			all[i].add(role, text.K("drill.why.unreached"))
		case a.Sent.IsZero():
			all[i].add(role, text.K("drill.unsent"))
		case a.Sent.Sub(all[i].at) < time.Second:
			all[i].add(role, text.K("drill.sent.now"))
		default:
			all[i].add(role, key("drill.sent.after", text.Args{"while": while(a.Sent.Sub(all[i].at))}))
		}
	}
	for _, r := range all {
		if len(r.who) == 0 {
			r.who = text.Joined{text.K("drill.nobody")}
		}
	}
	return all
}

// why says why nobody of a target was called. Whoever began the drill is not
// called by it.
func why(t *flows.Turn, c casework.Case, e casework.Entry) text.Key {
	starter := func(p flows.Post) bool { return strings.HasPrefix(e.Note, string(p.Role)) }
	switch {
	case e.Why == "nobody":
		return text.K("drill.why.nobody")
	case e.Why == "on leave":
		return text.K("drill.why.leave")
	case slices.ContainsFunc(flows.PostsOf(t.Tx, c.Reporter, c.At), starter):
		return text.K("drill.why.starter")
	}
	return text.K("drill.why.unreached")
}

// target is what a target of the ladder is called.
func target(to flows.Target) text.Key {
	switch to {
	case flows.ToDutyAbove:
		return text.K("drill.target.duty")
	case flows.ToLeaderAbove:
		return text.K("drill.target.leader")
	case flows.ToOffice:
		return text.K("drill.target.office")
	}
	return text.K("role." + string(to))
}

// targets are several of them.
func targets(all []flows.Target) text.Joined {
	var list text.Joined
	for _, to := range all {
		list = append(list, text.Small(target(to)))
	}
	return list
}

// small puts roles into one list, each once.
func small(keys []string) text.Joined {
	var list text.Joined
	seen := map[string]bool{}
	for _, name := range keys {
		if !seen[name] {
			seen[name] = true
			list = append(list, text.Small(text.K(name)))
		}
	}
	return list
}

// while says how long something took: in seconds up to two minutes, else in
// minutes.
func while(d time.Duration) text.Key {
	if d < 2*time.Minute {
		return key("drill.seconds", text.Args{"n": int(d.Round(time.Second).Seconds())})
	}
	return key("drill.minutes", text.Args{"n": int(d.Round(time.Minute).Minutes())})
}
