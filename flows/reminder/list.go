package reminder

import (
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/flows/directive"
	"caunoi/flows/talk"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// recent is how many of its last times a reminder shows, and coming how many of the
// next.
const (
	recent = 3
	coming = 3
)

// List shows the reminders over which whoever acts may decide, or the one whose
// number is named.
func List(t *flows.Turn, args []string) {
	if len(directive.Places(t.Tx, t.From.ID, t.Event.At)) == 0 {
		t.Reply("remind.closed", nil)
		return
	}
	if len(args) > 0 && args[0] != after {
		if r, ok := Find(t.Tx, args[0]); ok && r.may(t, t.From.ID) {
			r.show(t)
			return
		}
		if viet.Fold(args[0]) == "them" || args[0] == "add" {
			Composing.Begin(t, talk.NoCode)
			return
		}
		t.Reply("remind.none", text.Args{"n": args[0]})
		return
	}
	from := ""
	if len(args) > 1 && args[0] == after {
		from = args[1]
	}
	listPage(t, from)
}

// mostAtUnit is how many reminders that go on may be set at one unit (issue 6): people
// who are reminded of everything are reminded of nothing.
const mostAtUnit = 50

// crowded reports whether one of the places of a reminder has as many as it may,
// without this one. Where it has been already it may stay.
func (r Reminder) crowded(t *flows.Turn, old Reminder) bool {
	had := old.placesNow(t)
	return slices.ContainsFunc(r.placesNow(t), func(unit string) bool {
		return !slices.Contains(had, unit) && len(setAt(t.Tx, unit)) >= mostAtUnit
	})
}

// exceptions says what a reminder does on days off and at night, where that is not
// the usual.
func (r Reminder) exceptions() (lines text.List) {
	if r.Workday {
		lines = append(lines, text.K("remind.workday"))
	}
	if r.Night {
		lines = append(lines, text.K("remind.night"))
	}
	return lines
}

// upcoming are the next times of a reminder at which something is said, each with
// when that is if it is later: at night and on days off it waits, and several that
// wait for the same moment come as the last of them.
func (r Reminder) upcoming(t *flows.Turn, n int) text.List {
	var list text.List
	times := r.rule(t).Following(t.Event.At, t.Set.Zone, n*longestWait)
	for i, at := range times {
		said := r.opens(t, at, at)
		if i+1 < len(times) && !r.opens(t, times[i+1], times[i+1]).After(said) {
			continue
		}
		if len(list) == n {
			break
		}
		name, args := "remind.next", text.Args{"weekday": weekday(t, at), "time": text.Moment(at)}
		if !said.Equal(at) {
			name, args["said"] = "remind.next.held", text.Moment(said)
		}
		list = append(list, text.Key{Name: name, Args: args})
	}
	return list
}

// times are the next times of a reminder under their head, or that there are none.
func (r Reminder) times(t *flows.Turn) text.List {
	times := r.upcoming(t, coming)
	if len(times) == 0 {
		return text.List{text.K("remind.nomore")}
	}
	return append(text.List{text.K("remind.coming")}, times...)
}

// longestWait is how many times may wait for the same moment and still be looked at:
// an hourly one does so over night.
const longestWait = 12

func weekday(t *flows.Turn, at time.Time) text.Key { return dayOfWeek(at.In(t.Set.Zone).Weekday()) }

func dayOfWeek(day time.Weekday) text.Key {
	return text.K("rota.weekday." + [...]string{"cn", "t2", "t3", "t4", "t5", "t6", "t7"}[day])
}

// show shows one reminder: what it says, to whom, when it comes next, and what
// became of its last times.
func (r Reminder) show(t *flows.Turn) {
	whom, _ := r.audience(t)
	lines := text.List{
		text.Key{Name: "remind.head", Args: text.Args{"n": r.Code(), "state": text.K("remind.state." + r.State.Name())}},
		text.Key{Name: "remind.words", Args: text.Args{"text": r.Text}},
		whom,
		text.Key{Name: "remind.when", Args: text.Args{"when": r.said(), "useful": spanOf(r.Useful)}},
	}
	lines = append(lines, r.spares(t)...)
	lines = append(lines, r.exceptions()...)
	if r.State == Active {
		lines = append(lines, r.times(t)...)
	}
	for i, o := range latest(t.Tx, r.Number, recent) {
		if i == 0 {
			lines = append(lines, text.K("remind.before"))
		}
		lines = append(lines, o.line(r.Whom.over()))
	}
	t.Reply("remind.lines", text.Args{"lines": lines}, r.choices()...)
}

// line says what became of one time; people is whether they are counted, and not
// teams.
func (o Occurrence) line(people bool) text.Key {
	was, nobody := "remind.was.", "nobody"
	if people {
		was, nobody = "remind.did.", "nowhere"
	}
	did := text.Joined{text.Key{Name: was + o.Fate.Name(), Args: text.Args{"told": o.Told, "left": len(o.Left), "others": o.Others}}}
	for _, part := range []struct {
		name string
		n    int
	}{{"exempt", o.Exempt}, {nobody, o.Nobody}, {"failed", o.Failed}, {"late", o.Late}, {"owed", len(o.Owed)}, {"others", o.Others}} {
		if part.n > 0 {
			did = append(did, text.Key{Name: "remind.also." + part.name, Args: text.Args{"n": part.n}})
		}
	}
	return text.Key{Name: "remind.was", Args: text.Args{"time": text.Moment(o.At), "did": did}}
}

func (r Reminder) choices() []flows.Choice {
	code := " " + r.Code()
	try := flows.Choice{Key: "remind.button.try", Do: "nhacthu" + code}
	switch {
	case r.State == Active && r.Name != "":
		return []flows.Choice{{Key: "remind.button.pause", Do: "nhacdung" + code}, try}
	case r.State == Active:
		return []flows.Choice{{Key: "remind.button.pause", Do: "nhacdung" + code}, try, {Key: "remind.button.edit", Do: "nhacsua" + code, Row: true}, {Key: "remind.button.end", Do: "nhacbo" + code}}
	case r.State == Paused && r.Name != "":
		return []flows.Choice{{Key: "remind.button.resume", Do: "nhactiep" + code}, try}
	case r.State == Paused:
		return []flows.Choice{{Key: "remind.button.resume", Do: "nhactiep" + code}, try, {Key: "remind.button.edit", Do: "nhacsua" + code, Row: true}, {Key: "remind.button.end", Do: "nhacbo" + code}}
	}
	return nil
}

// spanOf says how long something is of use.
func spanOf(d time.Duration) text.Key {
	if d%(24*time.Hour) == 0 {
		return text.Key{Name: "remind.days", Args: text.Args{"n": int(d / (24 * time.Hour))}}
	}
	return text.Key{Name: "remind.hours", Args: text.Args{"n": int(d / time.Hour)}}
}

// steer returns the reminder that a verb names, if whoever acts may decide over it;
// otherwise it says why not.
func steer(t *flows.Turn, args []string) (r Reminder, ok bool) {
	if len(args) == 0 {
		List(t, nil)
		return r, false
	}
	if r, ok = Find(t.Tx, args[0]); !ok || !r.may(t, t.From.ID) || r.State == Ended {
		t.Reply("remind.none", text.Args{"n": args[0]})
		return r, false
	}
	return r, true
}

// Pause lets a reminder rest until somebody lets it go on.
func Pause(t *flows.Turn, args []string) { turnTo(t, args, Paused) }

// Resume lets a reminder go on, with the newest of the times that it was paused at if
// that is still of use.
func Resume(t *flows.Turn, args []string) { turnTo(t, args, Active) }

// End ends a reminder for good. One of the configuration is ended there.
func End(t *flows.Turn, args []string) { turnTo(t, args, Ended) }

func turnTo(t *flows.Turn, args []string, to State) {
	r, ok := steer(t, args)
	if !ok {
		return
	}
	if to == Ended && r.Name != "" {
		t.Reply("remind.configured", text.Args{"n": r.Code()})
		return
	}
	old := r
	r.State = to
	if to == Active && old.State == Paused {
		r.goOn(t)
		r, _ = Find(t.Tx, r.Code())
	} else {
		r.rearm(t, old)
		Reminders.Put(t.Tx, r)
	}
	if to == Ended {
		t.Reply("remind.ended", text.Args{"n": r.Code()})
		return
	}
	r.show(t)
}

// Try shows whoever acts what the teams will see, and nobody else.
func Try(t *flows.Turn, args []string) {
	r, ok := steer(t, args)
	if !ok {
		return
	}
	r.tryOn(t)
}

func (r Reminder) tryOn(t *flows.Turn) {
	note := flows.Note{Key: "remind.try", Args: text.Args{"text": r.Text}}
	for _, c := range r.buttons(t, "") {
		c.Do = "nhacxem"
		note.Choices = append(note.Choices, c)
	}
	note.Choices = append(note.Choices, flows.Choice{Key: "remind.button.later", Do: "nhacxem", Row: true})
	t.Say(t.Reader, note)
}

// Tried says that what was pressed stands in a trial.
func Tried(t *flows.Turn, _ []string) { t.Reply("remind.tried", nil) }
