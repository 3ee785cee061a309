package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"caunoi/bot"
	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/office"
	"caunoi/flows/text"
	"caunoi/store"
)

// ladders asks who would be called when. What the configuration says now goes
// with the request, since the running bot may have been started with another.
func (c *console) ladders(ctx context.Context, spoken text.Lang, where string, args url.Values) error {
	args.Set("team", strings.ToUpper(args.Get("team"))) // as codes are stored
	args.Set("category", strings.ToUpper(args.Get("category")))
	if err := askable(args.Get("level"), args.Get("category")); err != nil {
		return err
	}
	config, err := c.load(where, "telegram")
	if err != nil {
		return err
	}
	body, err := json.Marshal(calling{Terms: config.Terms, Routes: config.Routes})
	if err != nil {
		return fmt.Errorf("write down the ladders: %w", err)
	}
	args.Set("file", where)
	return c.ask(ctx, config, request{job: "ladder", lang: spoken, args: args, body: body}, io.Discard)
}

// A calling is what a configuration says of who is called when.
type calling struct {
	Terms  [5]flows.Terms
	Routes []flows.Route
}

// askable refuses a level that has no ladder and a category that there is not.
func askable(level, category string) error {
	if level != "" && !slices.Contains([]string{"1", "2", "3"}, level) {
		return fmt.Errorf("%w: --level is 1, 2 or 3, not %q: what is only to be known has no ladder", errUsage, level)
	}
	if category != "" && !slices.Contains(flows.Categories(), category) {
		return fmt.Errorf("%w: there is no category %q, but %s", errUsage, category, strings.Join(flows.Categories(), ", "))
	}
	return nil
}

// ladder says who would be called when: for one team, or of all where somebody
// is missing.
func (k *clerk) ladder(ctx context.Context, r request, _ io.Writer) (answer, error) {
	set, team := k.set, r.args.Get("team")
	var with calling
	if err := json.Unmarshal(r.body, &with); err != nil {
		return answer{}, fmt.Errorf("read the ladders: %w", err)
	}
	set.Terms, set.Routes = with.Terms, with.Routes
	levels := []int{1, 2, 3}
	if n, err := strconv.Atoi(r.args.Get("level")); err == nil && n > 0 && n <= 3 {
		levels = []int{n}
	}
	var lines []text.Key
	var why error
	err := k.db.View(ctx, func(tx store.Tx) {
		p := &previewer{tx: tx, set: set, at: today(set.Zone), category: r.args.Get("category")}
		p.say("preview.at", "time", text.Moment(p.at), "file", r.args.Get("file"))
		p.routes()
		unit, ok := flows.Units.Get(tx, team)
		switch {
		case team == "":
			p.teams(levels)
		case !ok || !unit.Open(p.at):
			why = office.Fault{Key: "preview.none", Args: text.Args{"code": team}}
		default:
			p.team(unit, levels)
		}
		lines = p.lines
	})
	if err != nil {
		return answer{}, fmt.Errorf("look who would be called: %w", err)
	}
	return k.answered(r, why, lines...)
}

// A previewer puts into words who would be called.
type previewer struct {
	tx       store.Tx
	set      flows.Settings
	at       time.Time
	category string
	lines    []text.Key
}

func (p *previewer) say(key string, pairs ...any) { p.lines = append(p.lines, said(key, pairs...)) }

// of asks casework who would be called for a report from a unit.
func (p *previewer) of(unit string, level int) casework.Chase {
	c := casework.Case{Unit: unit, Level: casework.Level(level), Category: p.category, At: p.at}
	return casework.Callees(p.tx, p.set, c, p.at)
}

// team says who would be called for one team.
func (p *previewer) team(unit flows.Unit, levels []int) {
	if above, ok := flows.Units.Get(p.tx, unit.Parent); ok {
		p.say("preview.unit", "unit", unit.Name, "code", unit.Code, "above", above.Name)
	} else {
		p.say("preview.top", "unit", unit.Name, "code", unit.Code)
	}
	for _, level := range levels {
		v := p.of(unit.Code, level)
		p.say("preview.level", "level", level, "name", text.K("level."+strconv.Itoa(level)))
		p.rule(v.Ladder)
		for _, s := range v.Steps {
			p.step(s)
		}
		if len(v.Steps) > 0 {
			p.say("preview.admins", "targets", targetNames([]flows.Target{flows.ToAdmin}))
			p.people(v.Admins)
			p.warn(v)
		}
	}
}

// warn says if a report would reach nobody but administrators, or not even them.
func (p *previewer) warn(v casework.Chase) {
	switch {
	case v.Reaches():
	case onlyAdmins(v):
		p.say("preview.onlyadmins")
	default:
		p.say("preview.hopeless")
	}
}

// onlyAdmins reports whether an administrator would be reached.
func onlyAdmins(v casework.Chase) bool {
	return slices.ContainsFunc(v.Admins, func(c casework.Callee) bool { return c.Home })
}

// rule says by which rule a ladder goes on.
func (p *previewer) rule(l flows.Ladder) {
	if len(l.Rungs) == 0 {
		p.say("preview.rule.none")
		return
	}
	hours := said("preview.rule.always")
	if l.Hours.From != l.Hours.To {
		key := "preview.rule.hours"
		if l.AtDue {
			key = "preview.rule.due"
		}
		hours = said(key, "from", l.Hours.From, "to", l.Hours.To)
	}
	p.say("preview.rule.some", "hours", hours, "rounds", l.Rounds, "pause", bot.Span(l.Pause), "again", bot.Span(l.Again))
}

// step says who would be called on a rung.
func (p *previewer) step(s casework.Stair) {
	key := "preview.rung"
	if s.Due.Equal(p.at) {
		key = "preview.now"
	}
	p.say(key, "after", bot.Span(s.Rung.After), "time", text.Moment(s.Due), "targets", targetNames(s.Rung.To))
	p.people(s.Callees)
	for _, g := range s.Gaps {
		p.say("preview.gap", "target", text.K("preview.target."+string(g.Target)), "why", text.K("preview.why."+gapWord(g.Why)))
	}
	if s.Empty() {
		p.say("preview.nobody")
	}
}

// people names people, and says of each who could not be called why.
func (p *previewer) people(all []casework.Callee) {
	for _, c := range all {
		args := []any{"name", c.Member.Name, "id", c.Member.ID, "role", text.K(c.Role)}
		switch {
		case !c.Joined:
			p.say("preview.unjoined", args...)
		case !c.Home:
			p.say("preview.unreached", args...)
		case len(c.For) > 0:
			var away text.Joined
			for _, m := range c.For {
				away = append(away, m.Name)
			}
			p.say("preview.acting", append(args, "away", away)...)
		default:
			p.say("preview.person", append(args, "unit", cmp.Or(c.Unit.Name, p.set.Organisation))...)
		}
	}
}

// gapWord is the last part of the key of why nobody can be told.
func gapWord(why string) string {
	switch why {
	case "on leave":
		return "leave"
	case "no address":
		return "address"
	}
	return "nobody"
}

// targetNames names targets.
func targetNames(to []flows.Target) text.Joined {
	var names text.Joined
	for _, t := range to {
		names = append(names, text.K("preview.target."+string(t)))
	}
	return names
}
