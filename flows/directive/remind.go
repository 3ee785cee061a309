package directive

import (
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/store"
)

// remindFor is how long a word about silence is worth being sent: after that
// another day has begun.
const remindFor = 12 * time.Hour

// How much of one message is named by name; the rest is counted.
const (
	mostNumbers = 6  // directives, each with a button
	mostNames   = 10 // teams and people
)

// tellErrands tells somebody in one message of all that waits for a word: what the
// own side has not answered, and who below has not. It notes that they were told.
func tellErrands(t *flows.Turn, mine []errand) bool {
	to := readerOf(t, mine[0].To)
	if to.Chat == "" {
		return false
	}
	own := slices.ContainsFunc(mine, func(e errand) bool { return e.Rung == toAsked })
	var lines text.List
	var open []Directive
	if own {
		line, all := ownLine(t, mine, to.Member == "")
		if len(all) > 0 {
			lines, open = append(lines, line), all
		}
	}
	for i := 0; i < len(mine); {
		n := i
		for n < len(mine) && mine[n].Directive == mine[i].Directive && mine[n].Rung == mine[i].Rung {
			n++
		}
		if d, ok := Directives.Get(t.Tx, key(mine[i].Directive)); ok && mine[i].Rung > toAsked {
			line, ok := belowLine(t, d, mine[i:n])
			if mine[i].Rung == toCommune {
				line, ok = communeLine(t, d, mine[i:n])
			}
			if ok {
				lines = append(lines, line)
				open = add(open, d)
			}
		}
		i = n
	}
	if len(lines) == 0 {
		return false // all have answered meanwhile
	}
	t.Say(to, flows.Note{Key: "directive.card", Args: text.Args{"lines": lines}, Lane: flows.Reminder, Choices: openers(open), Until: t.Event.At.Add(remindFor)})
	chaseds.Put(t.Tx, chased{To: mine[0].To, Day: today(t)})
	return true
}

// add adds a directive to a list that has each once.
func add(all []Directive, d Directive) []Directive {
	if slices.ContainsFunc(all, func(o Directive) bool { return o.Number == d.Number }) {
		return all
	}
	return append(all, d)
}

// openers are the buttons that open directives.
func openers(all []Directive) []flows.Choice {
	var choices []flows.Choice
	for i, d := range all[:min(len(all), mostNumbers)] {
		choices = append(choices, flows.Choice{Key: "chase.button.open", Args: text.Args{"n": d.Number}, Do: "cdmo " + d.Code(), Row: i%3 == 0})
	}
	return choices
}

// ownLine says which directives wait for a word of somebody, what is due first
// before the others. Those that would be chased later today are not chased again.
// What the errands are about is among them, also where its chase has ended and the
// reminder is somebody's wish.
func ownLine(t *flows.Turn, mine []errand, group bool) (text.Key, []Directive) {
	all, parties := waiting(t, mine[0].To)
	for i, p := range parties {
		first := t.Set.Chase.At(toAsked, all[i].Begun, all[i].Due, t.Set.Zone)
		if p.Chases == 0 && first.Before(t.Set.Chase.Tomorrow(t.Event.At, t.Set.Zone)) {
			p.Chases, p.ChaseAt = toAsked, t.Event.At
			Parties.Put(t.Tx, p)
		}
	}
	for _, e := range mine {
		if d, ok := e.asks(t.Tx); ok {
			all = add(all, d)
		}
	}
	slices.SortStableFunc(all, func(a, b Directive) int {
		switch {
		case a.Due.IsZero() != b.Due.IsZero():
			return map[bool]int{true: 1, false: -1}[a.Due.IsZero()]
		case !a.Due.Equal(b.Due):
			return a.Due.Compare(b.Due)
		}
		return int(a.Number - b.Number)
	})
	var once []Directive
	var items text.Joined
	for _, d := range all {
		if before := len(once); len(add(once, d)) > before {
			once = append(once, d)
			if len(items) < mostNumbers {
				items = append(items, d.numbered(t))
			}
		}
	}
	if more := len(once) - mostNumbers; more > 0 {
		items = append(items, text.Key{Name: "chase.more", Args: text.Args{"more": more}})
	}
	name := "chase.own"
	if group {
		name = "chase.team"
	}
	return text.Key{Name: name, Args: text.Args{"count": len(once), "list": items}}, once
}

// numbered is a directive as a list of those that wait names it: its number and
// when it is due.
func (d Directive) numbered(t *flows.Turn) text.Key {
	args := text.Args{"n": d.Number, "time": text.Moment(d.Due)}
	local := func(at time.Time) string { return at.In(t.Set.Zone).Format(time.DateOnly) }
	switch {
	case d.Due.IsZero():
		return text.Key{Name: "chase.item", Args: args}
	case d.Overdue(t.Event.At):
		return text.Key{Name: "chase.item.late", Args: args}
	case local(d.Due) == local(t.Event.At):
		args["time"] = text.Clock(d.Due)
	}
	return text.Key{Name: "chase.item.due", Args: args}
}

// belowLine says who of a team has not answered a directive: its people, or that
// nobody has. ok is false if all have by now.
func belowLine(t *flows.Turn, d Directive, mine []errand) (line text.Key, ok bool) {
	var names, teams text.Joined
	seen := map[string]bool{}
	missing := 0
	for _, e := range mine {
		p, there := Parties.Get(t.Tx, Party{Directive: e.Directive, Unit: e.Unit, Member: e.Member}.key())
		if !there || p.done(d) || d.State != Sent && d.State != Sending {
			continue
		}
		missing++
		if !seen[e.Unit] {
			seen[e.Unit], teams = true, append(teams, placeOf(t, e.Unit))
		}
		if e.Member != "" {
			m, _ := flows.Members.Get(t.Tx, e.Member)
			names = append(names, m.Name)
		}
	}
	args := text.Args{"n": d.Number, "count": missing, "teams": few(teams), "names": few(names), "due": d.numbered(t)}
	switch {
	case missing == 0:
		return line, false
	case len(names) > 0:
		return text.Key{Name: "chase.head", Args: args}, true
	}
	return text.Key{Name: "chase.head.team", Args: args}, true
}

// communeLine says how many of some communes have not answered a directive, as they
// are counted, and names the first of their teams. ok is false if all have by now.
func communeLine(t *flows.Turn, d Directive, mine []errand) (line text.Key, ok bool) {
	if d.State != Sent && d.State != Sending {
		return line, false
	}
	var count int64
	var teams text.Joined
	last, looked := "", 0
	for _, e := range mine {
		count += d.missing(t.Tx, e.Unit)
		from, to := store.Prefix(store.Key(d.Number, e.Unit))
		for _, p := range Parties.By(t.Tx, "missing", from, to) {
			if looked++; looked > mostErrands {
				break
			}
			if p.Unit != last && !p.done(d) {
				last, teams = p.Unit, append(teams, placeOf(t, p.Unit))
			}
		}
	}
	name := "chase.commune"
	rest := count - mostNames
	if d.Whom != ToTeam {
		name, rest = "chase.commune.people", int64(len(teams)-mostNames)
	}
	switch first := teams[:min(len(teams), mostNames)]; {
	case rest > 0 && looked > mostErrands && d.Whom != ToTeam:
		teams = append(slices.Clone(first), text.K("chase.others"))
	case rest > 0:
		teams = append(slices.Clone(first), text.Key{Name: "chase.more", Args: text.Args{"more": rest}})
	}
	return text.Key{Name: name, Args: text.Args{"n": d.Number, "count": count, "teams": teams, "due": d.numbered(t)}}, count > 0
}

// few names the first of many and counts the rest.
func few(all text.Joined) text.Joined {
	if len(all) <= mostNames {
		return all
	}
	return append(slices.Clone(all[:mostNames]), text.Key{Name: "chase.more", Args: text.Args{"more": len(all) - mostNames}})
}
