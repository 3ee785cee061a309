package result

import (
	"slices"
	"strconv"
	"time"

	"caunoi/flows"
	"caunoi/flows/figures"
	"caunoi/flows/text"
	"caunoi/flows/viet"
	"caunoi/store"
)

// DayKind and SameKind are questions that words answer too: of which day it was, and
// whether it is what was told before.
const (
	DayKind  = "kq.day"
	SameKind = "kq.same"
)

// days are the other days on which what was told may have been.
func (k Telling) days(t *flows.Turn) (choices []flows.Choice) {
	for _, day := range k.Or {
		day = day.In(t.Set.Zone)
		choices = append(choices, flows.Choice{Key: "result.day.one", Args: text.Args{"day": text.Day(day)}, Do: k.do("kqngay", day.Format(time.DateOnly)), Row: true})
	}
	return choices
}

// askDay asks on which day it was, where the words name one that is none. Nothing is
// counted until then.
func (k Telling) askDay(t *flows.Turn) {
	today := midnight(t.Event.At.In(t.Set.Zone))
	k.State, k.Or = Offered, []time.Time{today, today.AddDate(0, 0, -1)}
	Tellings.Put(t.Tx, k)
	args := k.args(t)
	lines := args["lines"].(text.List)
	for _, d := range k.Asked {
		lines = append(lines, text.Key{Name: "result.line.asked", Args: text.Args{"words": d.Words}})
	}
	args["lines"] = lines
	choices := append(k.days(t), flows.Choice{Key: "result.change", Do: k.do("kqsua"), Row: true}, flows.Choice{Key: "result.not", Do: k.do("kqbo")})
	t.Reply(string(noDay), args, choices...)
	t.Ask(t.Reader, flows.Question{Kind: DayKind, Code: strconv.Itoa(k.Seq), Open: viet.Text, Until: t.Event.At.Add(listening)})
}

// OnDay counts what was told on another day that its words may mean. args: its number,
// and the day.
func OnDay(t *flows.Turn, args []string) {
	k, ok := mine(t, args)
	if !ok || k.fixed(t) {
		return
	}
	n := slices.IndexFunc(k.Or, func(o time.Time) bool {
		return len(args) > 1 && o.In(t.Set.Zone).Format(time.DateOnly) == args[1]
	})
	if n < 0 {
		t.Reply("result.ask.past", nil)
		return
	}
	k.moved(t, k.Or[n])
}

// DaySaid is the day in words.
func DaySaid(t *flows.Turn, q flows.Question, _ viet.Meaning) {
	k, ok := Tellings.Get(t.Tx, store.Key(t.From.ID, number(q.Code)))
	w := dayIn(t.Event.Text, t.Event.At.In(t.Set.Zone))
	if !ok || k.State == Gone || !k.NoDay || !w.named || w.wrong != rightDay {
		flows.Unasked(t)
		return
	}
	if !k.left(t) {
		k.moved(t, w.day)
	}
}

// moved counts it on a day.
func (k Telling) moved(t *flows.Turn, day time.Time) {
	k.forget(t)
	k.unfile(t.Tx)
	k.Added = time.Time{} // there it was added by nobody yet
	key, or := "result.kept", []time.Time(nil)
	if !k.NoDay {
		key, or = "result.changed", append(slices.DeleteFunc(slices.Clone(k.Or), day.Equal), k.Day)
	}
	offered := k.State == Offered && !k.NoDay
	k.on(t, when{day: day.In(t.Set.Zone), or: or})
	if offered {
		Tellings.Put(t.Tx, k)
		k.showOffer(t)
		return
	}
	k.keep(t, key)
}

func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// mostLooked is how many results of a month are looked at for one that was told
// before.
const mostLooked = 500

// like are the results told before that this one seems to be: the same number of the
// same day from another of the team, or in the same words from the same person; and of
// some days or a month all that was told of those days.
func (k Telling) like(t *flows.Turn) (all []figures.Item) {
	looked := 0
	if k.Apart {
		return nil
	}
	for i := range figures.ItemsOf(t.Tx, k.Unit, k.Month) {
		if looked++; looked > mostLooked {
			break
		}
		if k.is(t, i) {
			all = append(all, i)
		}
	}
	return all
}

func (k Telling) is(t *flows.Turn, i figures.Item) bool {
	own := i.By == k.Member
	if own && i.Said == k.Said && k.Said != "" {
		return false // another day of the same message
	}
	n := slices.IndexFunc(k.Sure, func(f Figure) bool { return f.Code == i.Code })
	switch {
	case n < 0:
		return false
	case !k.Since.IsZero():
		return !i.Day.Before(k.Since) && !i.Day.After(k.Day)
	case !i.Day.Equal(k.Day) || !slices.ContainsFunc(k.Sure, func(f Figure) bool { return f.Code == i.Code && f.Value == i.Value }):
		return false
	}
	return !own || k.repeats(t, i)
}

// repeats reports whether an own result was told in the same words.
func (k Telling) repeats(t *flows.Turn, i figures.Item) bool {
	if i.Said == "" {
		return false
	}
	for o := range Tellings.Under(t.Tx, "said", store.Key(string(k.Chat), i.Said)) {
		if viet.Fold(o.Text) == viet.Fold(k.Text) {
			return true
		}
	}
	return false
}

// askSame asks whether it is what was told before. Nothing is counted until then.
func (k Telling) askSame(t *flows.Turn, like []figures.Item) {
	k.State = Offered
	Tellings.Put(t.Tx, k)
	var before []Figure
	for _, i := range like[:min(len(like), listed)] {
		before = append(before, Figure{Code: i.Code, Value: i.Value, Near: i.Near})
	}
	args := k.argsOf(t, before)
	m, known := flows.Members.Get(t.Tx, like[0].By)
	args["who"], args["since"] = m.Name, text.Day(k.Since)
	key, yes, no := "result.same", "result.same.yes", "result.same.no"
	switch {
	case !k.Since.IsZero():
		key, yes, no = "result.same.span", "result.same.within", "result.same.more"
	case like[0].By == k.Member:
		key = "result.same.own"
	case !known:
		key = "result.same.team"
	}
	t.Reply(key, args, flows.Choice{Key: yes, Do: k.do("kqcung")}, flows.Choice{Key: no, Do: k.do("kqkhac")})
	t.Ask(t.Reader, flows.Question{Kind: SameKind, Code: strconv.Itoa(k.Seq), Open: viet.YesNo, Until: t.Event.At.Add(listening)})
}

// Same is the yes: only what was not told before is counted.
func Same(t *flows.Turn, args []string) {
	k, ok := pending(t, args)
	if !ok {
		return
	}
	k.Sure = k.beyond(t, k.like(t))
	k.Apart = true
	switch {
	case len(k.Sure)+len(k.Asked) == 0:
	case k.Since.IsZero():
		k.keep(t, "result.kept")
		return
	default:
		k.keep(t, "result.more")
		return
	}
	k.State = Gone
	Tellings.Put(t.Tx, k)
	t.Reply("result.same.done", nil)
}

// Other is the no: all of it is counted.
func Other(t *flows.Turn, args []string) {
	if k, ok := pending(t, args); ok {
		k.Apart = true
		k.keep(t, "result.kept")
	}
}

// SameSaid is the answer in words.
func SameSaid(t *flows.Turn, q flows.Question, m viet.Meaning) {
	switch m.Kind {
	case viet.Yes:
		Same(t, []string{q.Code})
	case viet.No:
		Other(t, []string{q.Code})
	default:
		flows.Unasked(t)
	}
}

// pending is what was told and waits for an answer. What is counted already is shown.
func pending(t *flows.Turn, args []string) (k Telling, ok bool) {
	if k, ok = mine(t, args); !ok {
		return k, false
	}
	k.forget(t)
	if k.State == Kept {
		t.Reply("result.told", k.args(t), k.ways(t)...)
		return k, false
	}
	return k, true
}

// beyond are the figures without what was told before: of some days what is more than
// that, else what was not told at all.
func (k Telling) beyond(t *flows.Turn, like []figures.Item) (more []Figure) {
	like = slices.Clone(like)
	for _, f := range k.Sure {
		i, _ := figures.Find(t.Set.Indicators, f.Code)
		adds := i.Adds != flows.Last
		left, told := f.Value, false
		for n, i := range like {
			switch {
			case i.Code != f.Code || i.Value == 0:
			case !k.Since.IsZero() && adds:
				taken := min(left, i.Value) // of several figures each takes only what the others left
				left, like[n].Value, told = left-taken, i.Value-taken, true
			case left > 0 && (i.Value == f.Value || !k.Since.IsZero()):
				left, like[n].Value, told = 0, 0, true // it is that one
			}
		}
		if f.Value = left; left > 0 || !told {
			more = append(more, f)
		}
	}
	return more
}
