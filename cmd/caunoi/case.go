package main

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/office"
	"caunoi/flows/text"
	"caunoi/store"
)

// toTheSecond is how the log of a case writes a moment for operators, who
// compare it with other logs.
const toTheSecond = "02/01/2006 15:04:05"

// oneCase prints all that is known of a case: who was told when and what failed
// why, and every step in order, by role and id. What people wrote is printed
// only if that is asked for.
func (k *clerk) oneCase(ctx context.Context, r request, _ io.Writer) (answer, error) {
	var what []text.Key
	var why error
	err := k.db.View(ctx, func(tx store.Tx) {
		code := strings.TrimSpace(r.args.Get("code"))
		c, ok := casework.Cases.Get(tx, code)
		if !ok {
			why = office.Fault{Key: "console.none.case", Args: text.Args{"code": code}}
			return
		}
		what = append(k.headOf(tx, c), k.alertsOf(c)...)
		what = append(what, k.logOf(c)...)
		if r.args.Get("texts") == "true" {
			what = append(what, k.partsOf(c)...)
		}
	})
	if err != nil {
		return answer{}, fmt.Errorf("look up a case: %w", err)
	}
	return k.answered(r, why, what...)
}

// moment writes a time for operators; "-" is none.
func (k *clerk) moment(at time.Time) string {
	if at.IsZero() {
		return "-"
	}
	return at.In(k.set.Zone).Format(toTheSecond)
}

// headOf is what a case is, whose, and what time will do to it.
func (k *clerk) headOf(tx store.Tx, c casework.Case) []text.Key {
	unit, _ := flows.Units.Get(tx, c.Unit)
	lines := []text.Key{
		said("console.case.head", "code", c.Code, "category", text.K("category."+c.Category), "level", text.K("level."+strconv.Itoa(int(c.Level))),
			"state", text.K("case.state."+c.State.Name()), "unit", unit.Name, "id", c.Unit),
		said("console.case.people", "reporter", orNone(c.Reporter), "taker", orNone(c.Taker), "time", k.moment(c.At)),
	}
	lines = append(lines, said("console.case.clock", "time", k.moment(casework.NextStep(c)), "due", k.moment(c.Clock.Due)))
	if len(c.Offices) > 0 {
		lines = append(lines, said("console.case.offices", "offices", strings.Join(c.Offices, ", ")))
	}
	return lines
}

// alertsOf is who was told of a case, and what became of it.
func (k *clerk) alertsOf(c casework.Case) []text.Key {
	var lines []text.Key
	for _, a := range c.Alerts {
		key := "console.case.alert"
		if a.Failed != "" {
			key = "console.case.failed"
		}
		lines = append(lines, said(key, "time", k.moment(a.At), "role", text.K(a.Role), "id", a.Member, "sent", k.moment(a.Sent), "why", a.Failed))
	}
	return lines
}

// logOf is every step of a case, the oldest first.
func (k *clerk) logOf(c casework.Case) []text.Key {
	lines := []text.Key{said("console.case.log", "n", len(c.Log))}
	for _, e := range c.Log {
		lines = append(lines, said("console.case.entry", "time", k.moment(e.At), "id", orNone(e.By), "act", text.K("log.act."+e.Act), "note", e.Note))
	}
	return lines
}

// partsOf is what people wrote in a case, as it is stored: masked.
func (k *clerk) partsOf(c casework.Case) []text.Key {
	lines := []text.Key{said("console.case.texts", "n", len(c.Parts))}
	for _, p := range c.Parts {
		by := p.By
		if by == "" {
			by = orNone(c.Reporter)
		}
		lines = append(lines, said("console.case.part", "time", k.moment(p.At), "id", by, "text", p.Text, "files", len(p.Files)))
	}
	return lines
}

// orNone is an id, or a mark that there is none.
func orNone(id string) string {
	if id == "" {
		return "-"
	}
	return id
}
