package casework

import (
	"slices"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/store"
)

// Keeper answers for the reports: they are about issues of the residents and
// stay when their reporter goes, but nothing in them leads to the reporter any
// more.
func Keeper() flows.Keeper {
	return flows.Keeper{
		Tell:      tellKept,
		Copy:      copyKept,
		Withdrawn: func(t *flows.Turn, m flows.Member) { Gone(t, m.ID) },
		Erase:     erase,
	}
}

// Tables are the tables of this package that have indexes.
func Tables() []store.Indexed { return []store.Indexed{Cases, Unsealings, bundles} }

// reportsOf returns all that a member reported, the newest first.
func reportsOf(tx store.Tx, member string) []Case {
	var all []Case
	from, to := store.Prefix(store.Key(member))
	for _, c := range Cases.By(tx, "own", from, to) {
		all = append(all, c)
	}
	return all
}

// handledBy returns the codes of the open cases that are in a member's hands.
func handledBy(tx store.Tx, member string) []string {
	var codes []string
	from, to := store.Prefix(store.Key(member))
	for _, c := range Cases.By(tx, "hands", from, to) {
		if c.Taker == member {
			codes = append(codes, c.Code)
		}
	}
	return codes
}

func tellKept(tx store.Tx, m flows.Member) text.List {
	all := reportsOf(tx, m.ID)
	if len(all) == 0 {
		return text.List{text.K("privacy.kept.noreports")}
	}
	return text.List{k("privacy.kept.reports", text.Args{"n": len(all), "day": text.Day(all[len(all)-1].At)})}
}

// copyKept writes out a member's reports in the words that were stored. Who
// handled them stands there by role only.
func copyKept(tx store.Tx, m flows.Member) (lines text.List) {
	for _, c := range reportsOf(tx, m.ID) {
		lines = append(lines, "", k("privacy.copy.report", text.Args{
			"code": c.Code, "time": text.Moment(c.At), "category": kindOf(c), "state": text.K("case.state." + c.State.Name()),
		}))
		for _, p := range c.Parts {
			if p.Kind == Told && p.By != "" {
				continue // a further reporter's words are that one's
			}
			if amongHandlers(c, p) {
				continue // about the work, and never for the reporter
			}
			who := "privacy.copy.own"
			if p.By != "" {
				who = "privacy.copy.handler"
			}
			if said := saidIn(p); len(said) > 0 {
				lines = append(lines, k(who, text.Args{"time": text.Moment(p.At), "said": said}))
			}
		}
		lines = append(lines, besides(c)...)
		if c.Place != nil {
			lines = append(lines, text.K("case.placed"))
		}
		if len(c.CallBack) > 0 {
			lines = append(lines, text.K("privacy.copy.callback"))
		}
	}
	var codes text.Joined
	for _, code := range handledBy(tx, m.ID) {
		codes = append(codes, code)
	}
	if len(codes) > 0 {
		lines = append(lines, "", k("privacy.copy.handles", text.Args{"codes": codes}))
	}
	return lines
}

// eraseFollower cuts a further reporter out of the joint case.
func eraseFollower(t *flows.Turn, own Case, member string) {
	c := Joint(t, own)
	if !own.Follows(c) {
		return
	}
	c.Parts = slices.Clone(c.Parts)
	for i := range c.Parts {
		if p := &c.Parts[i]; p.By == member {
			p.Files = slices.DeleteFunc(slices.Clone(p.Files), func(f flows.File) bool { return f.Kind == flows.Voice || f.Kind == flows.Video })
		}
	}
	c.Followers = slices.DeleteFunc(slices.Clone(c.Followers), func(f Follower) bool { return f.Member == member })
	Keep(t, c)
}

// erase cuts a member out of the reports: the chat, the messages, the voice,
// which can be known by its sound, the place and the number to call. The words
// and the pictures of things stay: they are the residents' matter. In the cases
// of others only the id is left.
func erase(t *flows.Turn, m flows.Member) {
	Gone(t, m.ID)
	forgetBundles(t, m.ID)
	own := map[string]bool{}
	for _, c := range reportsOf(t.Tx, m.ID) {
		own[c.Code] = true
		c.Chat = ""
		c.Parts = slices.Clone(c.Parts)
		for i := range c.Parts {
			if p := &c.Parts[i]; p.By == "" || p.By == m.ID {
				p.Said = ""
				p.Files = slices.DeleteFunc(slices.Clone(p.Files), func(f flows.File) bool { return f.Kind == flows.Voice || f.Kind == flows.Video })
			}
		}
		eraseFollower(t, c, m.ID)
		c.Log = append(c.Log, Entry{At: t.Event.At, Act: "reporter erased"})
		c.erase()
		Keep(t, c)
	}
	alone := flows.Alone(t.Tx, m)
	for _, h := range m.Homes {
		from, to := store.Prefix(store.Key(string(h.Address)))
		for s := range sayings.Range(t.Tx, from, to) {
			if own[s.Code] || slices.Contains(alone, h.Address) {
				sayings.Delete(t.Tx, store.Key(string(s.Chat), s.Said))
			}
		}
	}
}
