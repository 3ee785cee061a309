package figures

import (
	"slices"
	"strconv"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// An offered figure is what results that were told during the month come to.
type offered struct {
	value viet.Num
	near  bool
	items []Item // the oldest first
}

// mostItems is how many results of a month are looked at, and shownItems how many
// the screen of them shows.
const (
	mostItems  = 500
	shownItems = 20
	shownDays  = 4
	lastMonths = 5
)

// offers are what was told during a month, by indicator.
func offers(t *flows.Turn, unit string, month Month, all []flows.Indicator) map[string]offered {
	sums := map[string]offered{}
	looked := 0
	for item := range ItemsOf(t.Tx, unit, month) {
		if looked++; looked > mostItems {
			break
		}
		i, known := Find(all, item.Code)
		if !known {
			continue
		}
		o := sums[item.Code]
		if o.value, o.near = o.value+item.Value, o.near || item.Near; i.Adds == flows.Last {
			o.value, o.near = item.Value, item.Near
		}
		o.items = append(o.items, item)
		sums[item.Code] = o
	}
	return sums
}

// from says of which days a figure is, with the number of each.
func (o offered) from(t *flows.Turn) text.Joined {
	var days text.Joined
	if len(o.items) == 1 {
		return text.Joined{o.items[0].Day.In(t.Set.Zone).Format("02/01")}
	}
	for n, item := range o.items {
		if n == shownDays {
			return append(days, "…")
		}
		days = append(days, text.Key{Name: "monthly.from", Args: text.Args{"day": item.Day.In(t.Set.Zone).Format("02/01"), "n": digits(item.Value, item.Near)}})
	}
	return days
}

// list is the first screen of a month: what is asked for, what was told during the
// month, and what there was last month.
func (d draft) list(t *flows.Turn, s standing, above text.List) {
	all, numbers := s.counted(t.Set), NumbersOf(t.Tx)
	sheet, _ := SheetOf(t.Tx, d.Unit, d.Month)
	if !sheet.Closed.IsZero() {
		d.askFix(t, s, above)
		return
	}
	asked := d.missing(sheet, numbers, all)
	lines := slices.Concat(above, text.List{text.Key{Name: "monthly.head", Args: text.Args{"month": d.Month.named(t.Set), "unit": s.unit.Name}}})
	if len(asked) > 0 {
		lines = append(lines, text.Key{Name: "monthly.asked", Args: text.Args{"n": len(asked), "names": insides(asked)}})
	}
	if given := d.whole(sheet, numbers, all); len(given) > 0 {
		lines = append(lines, text.Key{Name: "monthly.given", Args: text.Args{"what": given}})
	}
	if more := len(all) - len(askedOf(all)); more > 0 {
		lines = append(lines, text.Key{Name: "monthly.more", Args: text.Args{"n": more}})
	}
	told := d.toldLines(t, sheet, numbers, all)
	lines = append(lines, told...)
	lines = append(lines, line("monthly.last", lastMonth(t, d, numbers, all))...)
	var urging []flows.Choice
	if s.commune {
		var teams text.List
		teams, urging = status(t, s.unit, d.Month)
		lines = append(lines, teams...)
	}
	d.Asking, d.Enough = "", false
	d.put(t, itemList, append(lines, text.K("monthly.how")), append(d.ways(s, sheet, len(told) > 0, len(d.unheard(t, asked))), urging...))
}

// askedOf are those of indicators that are asked for every month.
func askedOf(all []flows.Indicator) []flows.Indicator {
	return slices.DeleteFunc(slices.Clone(all), func(i flows.Indicator) bool { return !i.Asked })
}

// toldLines say what was told during the month and stands otherwise, or not at
// all, in the draft and the sheet under it.
func (d draft) toldLines(t *flows.Turn, sheet Sheet, numbers Numbers, all []flows.Indicator) (lines text.List) {
	sums := offers(t, d.Unit, d.Month, all)
	for _, i := range all {
		o, told := sums[i.Code]
		if v, given := d.value(sheet, numbers, i.Code); !told || given && v == o.value {
			continue
		}
		lines = append(lines, text.Key{Name: "monthly.told.line", Args: text.Args{"said": echo(i, o.value, o.near), "from": o.from(t)}})
	}
	if len(lines) > 0 {
		lines = slices.Insert(lines, 0, any(text.K("monthly.told")))
	}
	return lines
}

// lastMonth are the figures of the month before.
func lastMonth(t *flows.Turn, d draft, numbers Numbers, all []flows.Indicator) (said text.Dotted) {
	last, _ := SheetOf(t.Tx, d.Unit, d.Month-1)
	for _, i := range all {
		if v, given := last.ofCode(numbers, i.Code); given {
			said = append(said, phrase(i, v, last.IsNear(numbers[i.Code])))
		}
	}
	return said
}

// ways are what can be pressed at the first screen.
func (d draft) ways(s standing, sheet Sheet, told bool, asked int) []flows.Choice {
	var choices []flows.Choice
	if told {
		choices = append(choices, flows.Choice{Key: "monthly.button.take", Do: "sllay " + d.code()}, flows.Choice{Key: "monthly.button.items", Do: "slmuc " + d.code()})
	}
	choices = append(choices, flows.Choice{Key: "monthly.button.each", Do: "sltung " + d.code(), Row: told})
	if sheet.Given() && s.close {
		choices = append(choices, flows.Choice{Key: "monthly.button.close", Do: "slchot " + d.code() + " " + seen})
	}
	if asked > 1 {
		choices = append(choices, flows.Choice{Key: "monthly.button.nothing", Args: text.Args{"n": asked}, Do: "slkhong " + d.code(), Row: true})
	}
	return append(choices, flows.Choice{Key: "monthly.button.months", Do: "slthang " + d.Unit, Row: true})
}

// at opens what a button is about for whoever may give it.
func at(t *flows.Turn, args []string) (d draft, s standing, rest []string, ok bool) {
	unit, month, rest, ok := readCode(t.Set, t.Event.At, args)
	if s, ok = open(t, unit, month, ok); !ok {
		return d, s, rest, false
	}
	d, _ = draftOf(t, unit, month)
	if sheet, _ := SheetOf(t.Tx, unit, month); !sheet.Closed.IsZero() && !s.close {
		d.shut(t, s, sheet)
		return d, s, rest, false
	}
	return d, s, rest, true
}

// TakeTold takes what was told during the month, but for what the draft says
// already. args: the unit and the month.
func TakeTold(t *flows.Turn, args []string) {
	d, s, _, ok := at(t, args)
	if !ok {
		return
	}
	k, before := d.taking(t, s), d
	sums := offers(t, d.Unit, d.Month, k.all)
	for _, i := range k.all {
		o, told := sums[i.Code]
		if _, typed := d.of(i.Code); !told || typed {
			continue // what its person typed stands, and the summary names what was told beside it
		}
		if v, given := k.sheet.ofCode(k.numbers, i.Code); !(given && v == o.value) {
			k.put(entry{Code: i.Code, Value: o.value, Near: o.near}, viet.Digits(o.value))
		}
	}
	k.fit(before)
	d.step(t, s, k.lines)
}

// ListTold lists the results that were told during the month, the newest of them.
func ListTold(t *flows.Turn, args []string) {
	d, s, _, ok := at(t, args)
	if !ok {
		return
	}
	lines, all := text.List{text.Key{Name: "monthly.items", Args: text.Args{"month": d.Month.named(t.Set)}}}, s.counted(t.Set)
	var items []Item
	for item := range ItemsOf(t.Tx, d.Unit, d.Month) {
		if items = append(items, item); len(items) == mostItems {
			break
		}
	}
	for _, item := range items[max(0, len(items)-shownItems):] {
		i, known := Find(all, item.Code)
		if !known {
			continue
		}
		args := text.Args{"day": item.Day.In(t.Set.Zone).Format("02/01"), "said": echo(i, item.Value, item.Near), "words": viet.Short(item.Text, 60)}
		name := "monthly.items.line"
		m, known := flows.Members.Get(t.Tx, item.By)
		if args["who"] = m.Name; !known || item.Text == "" {
			name = "monthly.items.plain" // nobody is named of whom nothing is kept any more
		}
		lines = append(lines, text.Key{Name: name, Args: args})
	}
	if len(lines) == 1 {
		lines = append(lines, text.K("monthly.items.none"))
	}
	t.Reply("monthly.lines", text.Args{"lines": lines}, flows.Choice{Key: "monthly.button.take", Do: "sllay " + d.code()})
}

// OneByOne asks for one after the other. args: the unit and the month.
func OneByOne(t *flows.Turn, args []string) {
	d, s, _, ok := at(t, args)
	if !ok {
		return
	}
	sheet, _ := SheetOf(t.Tx, d.Unit, d.Month)
	d.Enough = false
	missing := d.missing(sheet, NumbersOf(t.Tx), s.counted(t.Set))
	switch {
	case d.Asking != "" || len(d.Doubts) > 0:
	case len(missing) > 0:
		d.Asking = missing[0].Code
	default:
		Edit(t, args)
		return
	}
	d.step(t, s, nil)
}

// Months offers the last months. args: the unit.
func Months(t *flows.Turn, args []string) {
	if len(args) == 0 {
		openMonth(t, nil, Besides{})
		return
	}
	now := MonthAt(t.Set, t.Event.At)
	s, ok := open(t, args[0], now, true)
	if !ok {
		return
	}
	var choices []flows.Choice
	for m := now; m > now-lastMonths; m-- {
		if there(t.Set, s.unit, m) {
			choices = append(choices, flows.Choice{Key: "monthly.button.month", Args: text.Args{"month": m.String()}, Do: "solieu " + m.String() + " " + args[0], Row: len(choices)%2 == 0})
		}
	}
	t.Reply("monthly.months", text.Args{"year": strconv.Itoa(now.Year())}, choices...)
}
