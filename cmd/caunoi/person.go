package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"caunoi/flows"
	"caunoi/flows/office"
	"caunoi/flows/text"
	"caunoi/flows/viet"
	"caunoi/store"
)

// said is a sentence to be said, by its key.
func said(key string, pairs ...any) text.Key {
	k := text.Key{Name: key, Args: text.Args{}}
	for i := 0; i+1 < len(pairs); i += 2 {
		k.Args[pairs[i].(string)] = pairs[i+1]
	}
	return k
}

// answered puts what came of a job into words. A fault of the office is an
// answer: it says why nothing was done.
func (k *clerk) answered(r request, err error, what ...text.Key) (answer, error) {
	var fault office.Fault
	refused := errors.As(err, &fault)
	if err != nil && !refused {
		return answer{}, err
	}
	texts, err := text.Load(k.set.Zone)
	if err != nil {
		return answer{}, fmt.Errorf("load the texts: %w", err)
	}
	if refused {
		what = []text.Key{{Name: fault.Key, Args: fault.Args}}
	}
	a := answer{Refused: refused}
	for _, s := range what {
		a.Lines = append(a.Lines, texts.Say(r.lang, "", s.Name, s.Args))
	}
	return a, nil
}

// act does something about the person a request names, in one transaction.
// What f returns is said, or is the fault why nothing was done.
func (k *clerk) act(ctx context.Context, r request, f func(tx store.Tx, m flows.Member, now time.Time) (text.Key, error)) (answer, error) {
	var what text.Key
	var why error
	err := k.db.Update(ctx, func(tx store.Tx) {
		m, ok := personOf(tx, r.args.Get("person"))
		if !ok && r.args.Has("person") {
			why = office.Fault{Key: "console.none.person", Args: text.Args{"person": r.args.Get("person")}}
			return
		}
		what, why = f(tx, m, today(k.set.Zone))
	})
	if err != nil {
		return answer{}, fmt.Errorf("%s: %w", r.job, err)
	}
	return k.answered(r, why, what)
}

// personOf finds a person by an id or a phone number. A number that several
// people use is that of whose phone it is.
func personOf(tx store.Tx, word string) (m flows.Member, ok bool) {
	number, phone := viet.Phone(word)
	if !phone {
		return flows.Members.Get(tx, word)
	}
	for one := range flows.Members.Under(tx, "phone", store.Key(number)) {
		if one.Ended.IsZero() && (!ok || one.Shares == "") {
			m, ok = one, true
		}
	}
	return m, ok
}

// entry is the person a request is about to enter.
func entry(r request) office.Entry {
	return office.Entry{Name: r.args.Get("name"), Phone: r.args.Get("phone"), Title: r.args.Get("title"),
		Role: flows.Role(r.args.Get("role")), Unit: r.args.Get("unit")}
}

// add enters a person, or gives a known one another post.
func (k *clerk) add(ctx context.Context, r request, _ io.Writer) (answer, error) {
	return k.act(ctx, r, func(tx store.Tx, _ flows.Member, now time.Time) (text.Key, error) {
		m, err := office.Add(tx, entry(r), now)
		return said("console.added", "name", m.Name, "id", m.ID), err
	})
}

// replace puts a person in the place of another.
func (k *clerk) replace(ctx context.Context, r request, _ io.Writer) (answer, error) {
	return k.act(ctx, r, func(tx store.Tx, old flows.Member, now time.Time) (text.Key, error) {
		m, err := office.Replace(tx, old.ID, entry(r), now)
		return said("console.replaced", "name", m.Name, "id", m.ID, "was", old.Name), err
	})
}

// end ends a post of a person, or all of them.
func (k *clerk) end(ctx context.Context, r request, _ io.Writer) (answer, error) {
	return k.act(ctx, r, func(tx store.Tx, m flows.Member, now time.Time) (text.Key, error) {
		e := entry(r)
		err := office.End(tx, flows.Post{Member: m.ID, Unit: e.Unit, Role: e.Role}, "", now)
		if left, _ := flows.Members.Get(tx, m.ID); !left.Ended.IsZero() {
			return said("console.left", "name", m.Name), err
		}
		return said("console.ended", "name", m.Name), err
	})
}

// lost takes a person's phones away.
func (k *clerk) lost(ctx context.Context, r request, _ io.Writer) (answer, error) {
	return k.act(ctx, r, func(tx store.Tx, m flows.Member, now time.Time) (text.Key, error) {
		return said("console.lost", "name", m.Name, "id", m.ID), office.Revoke(tx, m.ID, "", now)
	})
}

// digits makes six digits by which a person joins.
func (k *clerk) digits(ctx context.Context, r request, _ io.Writer) (answer, error) {
	return k.act(ctx, r, func(tx store.Tx, m flows.Member, now time.Time) (text.Key, error) {
		code, until, err := office.InviteByDigits(tx, k.set, m.ID, "", now)
		return said("console.digits", "name", m.Name, "code", code, "until", text.Moment(until)), err
	})
}

// duty names who is on duty at a unit, from one moment to another.
func (k *clerk) duty(ctx context.Context, r request, _ io.Writer) (answer, error) {
	from, err := time.Parse(time.RFC3339, r.args.Get("from"))
	to, wrong := time.Parse(time.RFC3339, r.args.Get("to"))
	if err := errors.Join(err, wrong); err != nil {
		return answer{}, fmt.Errorf("read the days of a duty: %w", err)
	}
	return k.act(ctx, r, func(tx store.Tx, m flows.Member, now time.Time) (text.Key, error) {
		unit, _ := flows.Units.Get(tx, r.args.Get("unit"))
		p := flows.Post{Member: m.ID, Role: flows.Duty, Unit: r.args.Get("unit"), From: from, To: to}
		return said("console.duty", "name", m.Name, "unit", unit.Name, "from", text.Day(from), "to", text.Day(to.Add(-time.Second))), office.Give(tx, p, "", now)
	})
}

// status counts who has joined, and where somebody is missing.
func (k *clerk) status(ctx context.Context, r request, _ io.Writer) (answer, error) {
	var c office.Coverage
	groups, unit := 0, r.args.Get("unit")
	err := k.look(ctx, unit, func(tx store.Tx, now time.Time) {
		c = office.Cover(tx, unit, now)
		for g := range flows.Groups.All(tx) {
			if g.Unit != "" && g.Dead == "" && under(tx, g.Unit, unit) {
				groups++
			}
		}
	})
	return k.answered(r, err,
		said("console.cover.people", "people", c.People, "joined", c.Joined, "blocked", c.Blocked),
		said("console.cover.teams", "teams", c.Teams, "silent", c.Silent, "headless", c.Headless, "groups", groups),
		said("console.cover.ladder", "uncharged", c.Uncharged, "unduty", c.Unduty))
}

// under reports whether a unit is another one or stands below it.
func under(tx store.Tx, unit, top string) bool {
	for u := range flows.Up(tx, unit) {
		if u.Code == top {
			return true
		}
	}
	return top == ""
}

// list names who, or what, is behind the numbers of status.
func (k *clerk) list(ctx context.Context, r request, _ io.Writer) (answer, error) {
	var lines []office.Line
	unit := r.args.Get("unit")
	err := k.look(ctx, unit, func(tx store.Tx, now time.Time) {
		lines = office.List(tx, office.Which(r.args.Get("list")), unit, now)
	})
	var what []text.Key
	for _, l := range lines {
		if l.Member.ID == "" {
			if l.Commune.Code == l.Unit.Code {
				what = append(what, said("console.line.top", "code", l.Unit.Code, "unit", l.Unit.Name))
				continue
			}
			what = append(what, said("console.line.unit", "code", l.Unit.Code, "unit", l.Unit.Name, "above", l.Commune.Name))
			continue
		}
		what = append(what, said("console.line.person", "id", l.Member.ID, "name", l.Member.Name,
			"role", text.K(flows.RoleKey(l.Role, l.Unit.Level)), "unit", l.Unit.Name, "code", l.Unit.Code))
	}
	return k.answered(r, err, append(what, said("console.lines", "count", len(lines)))...)
}

// look reads what is under a unit; "" is everything.
func (k *clerk) look(ctx context.Context, unit string, f func(tx store.Tx, now time.Time)) error {
	var why error
	err := k.db.View(ctx, func(tx store.Tx) {
		if unit != "" && !flows.Units.Has(tx, unit) {
			why = office.Fault{Key: "console.none.unit", Args: text.Args{"code": unit}}
			return
		}
		f(tx, today(k.set.Zone))
	})
	if err != nil {
		return fmt.Errorf("look up: %w", err)
	}
	return why
}
