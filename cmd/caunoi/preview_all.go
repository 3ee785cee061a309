package main

import (
	"cmp"
	"slices"
	"strconv"

	"caunoi/bot"
	"caunoi/flows"
	"caunoi/flows/text"
)

// mostTeams is how many teams are named under one fault.
const mostTeams = 50

// teams says of all teams on which rungs somebody is missing, and where an
// urgent report would reach nobody but administrators.
func (p *previewer) teams(levels []int) {
	var all []flows.Unit
	for u := range flows.Units.All(p.tx) {
		if u.Team && u.Open(p.at) {
			all = append(all, u)
		}
	}
	slices.SortFunc(all, func(a, b flows.Unit) int { return cmp.Or(cmp.Compare(a.Parent, b.Parent), cmp.Compare(a.Code, b.Code)) })
	p.say("preview.all", "teams", len(all))
	var admins, nobody []flows.Unit
	for _, level := range levels {
		empty := map[int]int{}
		for _, u := range all {
			v := p.of(u.Code, level)
			for i, s := range v.Steps {
				if s.Empty() {
					empty[i]++
				}
			}
			switch {
			case level != 1 || v.Reaches():
			case onlyAdmins(v):
				admins = append(admins, u)
			default:
				nobody = append(nobody, u)
			}
		}
		p.holes(level, empty)
	}
	if slices.Contains(levels, 1) {
		p.unreached(admins, nobody)
	}
}

// holes says of a level how many teams have nobody on each rung.
func (p *previewer) holes(level int, empty map[int]int) {
	p.say("preview.level", "level", level, "name", text.K("level."+strconv.Itoa(level)))
	l := p.set.Terms[level].Ladder
	p.rule(l)
	for i, r := range l.Rungs {
		key := "preview.holes"
		if empty[i] == 0 {
			key = "preview.full"
		}
		p.say(key, "number", i+1, "after", bot.Span(r.After), "targets", targetNames(r.To), "count", empty[i])
	}
}

// unreached names the teams of which an urgent report would reach nobody but
// administrators, and those of which it would not even reach one.
func (p *previewer) unreached(admins, nobody []flows.Unit) {
	if len(nobody) > 0 {
		p.say("preview.lost.some", "count", len(nobody))
		p.names(nobody)
	}
	if len(admins) > 0 {
		p.say("preview.admin.some", "count", len(admins))
		p.names(admins)
	}
	if len(nobody)+len(admins) == 0 {
		p.say("preview.admin.none")
	}
}

// names names teams.
func (p *previewer) names(teams []flows.Unit) {
	for i, u := range teams {
		if i == mostTeams {
			p.say("preview.more", "count", len(teams)-mostTeams)
			return
		}
		above, _ := flows.Units.Get(p.tx, u.Parent)
		p.say("preview.team", "code", u.Code, "unit", u.Name, "above", above.Name)
	}
}

// routes names the units of the configured routes that are not in the tree, and
// a target that no route gives anybody.
func (p *previewer) routes() {
	var said []string
	for _, r := range p.set.Routes {
		for _, code := range []string{r.Unit, r.Office} {
			u, ok := flows.Units.Get(p.tx, code)
			switch {
			case slices.Contains(said, code):
			case !ok:
				p.say("preview.route.unit", "code", code)
			case !u.Open(p.at):
				p.say("preview.route.ended", "code", code)
			}
			said = append(said, code)
		}
	}
	office := func(r flows.Rung) bool { return slices.Contains(r.To, flows.ToOffice) }
	for _, terms := range p.set.Terms {
		if len(p.set.Routes) == 0 && slices.ContainsFunc(terms.Ladder.Rungs, office) {
			p.say("preview.route.level")
			return
		}
	}
}
