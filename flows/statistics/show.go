package statistics

import (
	"strconv"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/figures"
	"caunoi/flows/text"
	"caunoi/flows/viet"
	"caunoi/store"
)

const (
	fileFor     = time.Hour // how long a picture or a sheet may still leave: later it is asked for anew
	mostHere    = 6         // units that a summary offers to go down to
	mostChoices = 14        // below one message
	mostList    = 8         // units on a page of the list
)

// Show answers /thongke: of whom whoever acts sees the numbers, the period that was
// said, this month without one; or what a button leads to.
func Show(t *flows.Turn, args []string) {
	if v, ok := viewOf(args); ok {
		v.show(t)
		return
	}
	roots := Roots(t.Tx, t.From.ID, t.Event.At)
	if len(roots) == 0 {
		t.Reply("statistics.closed", nil)
		return
	}
	now := figures.MonthAt(t.Set, t.Event.At)
	p, rest, roots := asksFor(t, roots, strings.Join(args, " "), now)
	if p.From > now && len(roots) > 0 {
		t.Reply("statistics.future", nil, View{Unit: roots[0].Code, Tree: figures.Now}.chooseSpan(now)...)
		return
	}
	p.To = min(p.To, now)
	if typed := strings.Join(args, " "); len(roots) == 0 && (meansTime(typed) || meansTime(rest)) {
		own := Roots(t.Tx, t.From.ID, t.Event.At)
		t.Reply("statistics.noperiod", text.Args{"words": viet.Clean(typed)}, View{Unit: own[0].Code, Tree: figures.Now}.chooseSpan(now)...)
		return
	}
	if len(roots) == 0 {
		t.Reply("statistics.unknown", text.Args{"words": viet.Clean(rest)})
		return
	}
	if len(roots) > 1 {
		var choices []flows.Choice
		for _, u := range roots[:min(len(roots), mostList)] {
			choices = append(choices, unitChoice(View{Unit: u.Code, Period: p, Tree: figures.Now}, u))
		}
		t.Reply("statistics.which", nil, choices...)
		return
	}
	View{Unit: roots[0].Code, Period: p, Tree: figures.Now}.show(t)
}

// asksFor reads what was typed: of which units, and of which period, this month where
// none was said. All of the words are a unit before any of them is a period; rest is
// what should be the name of one.
func asksFor(t *flows.Turn, roots []flows.Unit, words string, now figures.Month) (p figures.Period, rest string, units []flows.Unit) {
	month := periodOf("month", now)
	if viet.Clean(words) == "" {
		return month, "", roots
	}
	if units = find(t, words); len(units) > 0 {
		return month, words, units
	}
	p, rest, said := ReadPeriod(words, now)
	if !said {
		return month, rest, nil
	}
	if rest == "" {
		return p, "", roots
	}
	return p, rest, find(t, rest)
}

// find returns the units that whoever acts sees and that are called by some words, or
// have them as their code.
func find(t *flows.Turn, words string) (found []flows.Unit) {
	want := viet.Fold(words)
	for u := range flows.Units.All(t.Tx) {
		name := viet.Fold(u.Name)
		_, short, _ := strings.Cut(name, " ")
		if name != want && short != want && viet.Fold(u.Code) != want {
			continue
		}
		if _, may := RightOf(t.Tx, t.From.ID, u.Code, t.Event.At); may {
			found = append(found, u)
		}
		if len(found) > mostList {
			break
		}
	}
	return found
}

// unitChoice is a button that leads to a unit.
func unitChoice(v View, u flows.Unit) flows.Choice {
	return flows.Choice{Key: "statistics.button.unit", Args: text.Args{"unit": u.Name}, Do: v.at(u.Code, whole).do(), Row: true}
}

// show shows a part of a view to whoever acts, if the right to it holds now.
func (v View) show(t *flows.Turn) {
	r, may := RightOf(t.Tx, t.From.ID, v.Unit, t.Event.At)
	now := figures.MonthAt(t.Set, t.Event.At)
	v.Period.From, v.Period.To = max(v.Period.From, beginning), min(v.Period.To, now)
	u, there := v.unit(t)
	if !may || !there || v.Period.From > v.Period.To {
		t.Reply("statistics.closed", nil)
		return
	}
	v.Tree = treeOf(u, v.Tree, t.Event.At)
	switch v.Part {
	case spans:
		t.Reply("statistics.span", nil, v.chooseSpan(now)...)
	case places:
		v.showPlaces(t)
	case silent:
		v.showSilent(t, r)
	case sheets:
		v.showSheets(t, r)
	case items:
		v.showItems(t)
	case cases:
		v.showCases(t, r)
	default:
		v.showWhole(t, r)
	}
}

// showWhole shows the picture, three sentences, and where to go from there.
func (v View) showWhole(t *flows.Turn, r Right) {
	b := NewBook(t.Tx, t.Set, v, r, t.Event.At)
	note := flows.Note{Key: "statistics.lines", Args: text.Args{"lines": b.lines(v.Period)}, Choices: v.choices(t, b), Until: t.Event.At.Add(fileFor)}
	note.Files = b.pictures(t, t.From.ID, v)
	t.Say(t.Reader, note)
}

// pictures are the file with the picture of a view, for a member. Of a team that
// reported nothing there is nothing to see: its figures stand in the sentences.
func (b *Book) pictures(t *flows.Turn, member string, v View) []flows.File {
	if b.unit.Team && b.canvas(v.Period).blank() {
		return nil
	}
	return []flows.File{picture(member, v, t.Event.At)}
}

// picture is the file with the picture of a view, for a member.
func picture(member string, v View, at time.Time) flows.File {
	f := flows.Made("thongke.hinh", "thong-ke.png", asked(member, v, at)...)
	f.Kind = flows.Photo
	return f
}

// asked is what the maker of a file is told: for whom, as of when, and what.
func asked(member string, v View, at time.Time) []string {
	return append([]string{member, strconv.FormatInt(at.Unix(), 10)}, v.words()...)
}

// Sheet sends a view as a spreadsheet, which is made when it leaves, of what its
// reader may see then.
func Sheet(t *flows.Turn, args []string) {
	v, ok := viewOf(args)
	if _, may := RightOf(t.Tx, t.From.ID, v.Unit, t.Event.At); !ok || !may {
		t.Reply("statistics.closed", nil)
		return
	}
	name := "thong-ke-" + strings.ReplaceAll(v.Period.To.String(), "/", "-") + ".xlsx"
	file := flows.Made("thongke.bang", name, asked(t.From.ID, v, t.Event.At)...)
	u, _ := v.unit(t)
	t.Say(t.Reader, flows.Note{Key: "statistics.sheet.sent", Args: text.Args{"unit": u.Name, "period": spanWords(v.Period)}, Files: []flows.File{file}, Until: t.Event.At.Add(fileFor)})
}

// choices lead from a summary to its sheet, to another period, up and down.
func (v View) choices(t *flows.Turn, b *Book) []flows.Choice {
	sheet := flows.Choice{Key: "statistics.button.sheet", Do: "tkbang " + strings.Join(v.words(), " ")}
	all := []flows.Choice{sheet, {Key: "statistics.button.span", Do: v.at(v.Unit, spans).do()}}
	if v.splits(t, b) {
		other, key := v, "statistics.button.then"
		if other.Tree = figures.Then; v.Tree == figures.Then {
			other.Tree, key = figures.Now, "statistics.button.now"
		}
		all = append(all, flows.Choice{Key: key, Do: other.do(), Row: true})
	}
	if n := len(b.silentIn(v.Period.To)); n > 0 && !b.unit.Team && v.Period.To >= b.first() { // before it nobody was asked
		all = append(all, flows.Choice{Key: "statistics.button.silent", Args: text.Args{"n": n}, Do: v.at(v.Unit, silent).do(), Row: true})
	}
	all = append(all, flows.Choice{Key: "statistics.button.sheets", Do: v.at(v.Unit, sheets).do(), Row: true})
	if !b.right.Counts {
		all = append(all, flows.Choice{Key: "statistics.button.cases", Do: v.at(v.Unit, cases).do(), Row: true})
	}
	below := v.within(t)
	if len(below) > mostHere {
		all = append(all, flows.Choice{Key: "statistics.button.places", Args: text.Args{"n": len(below)}, Do: v.at(v.Unit, places).do(), Row: true})
		below = nil
	}
	for _, u := range below {
		all = append(all, unitChoice(v, u))
	}
	if then := v; v.Tree == figures.Now && !b.right.Counts {
		then.Tree = figures.Then
		for _, code := range flows.Merged(t.Tx, v.Unit) {
			if u, ok := flows.Units.Get(t.Tx, code); ok && len(all) < mostChoices {
				all = append(all, flows.Choice{Key: "statistics.button.former", Args: text.Args{"unit": u.Name}, Do: then.at(code, whole).do(), Row: true})
			}
		}
	}
	if _, may := RightOf(t.Tx, t.From.ID, b.unit.Parent, t.Event.At); may && b.unit.Parent != "" {
		all = append(all, flows.Choice{Key: "statistics.button.up", Do: v.at(b.unit.Parent, whole).do(), Row: true})
	}
	return all
}

// splits reports whether the trees of then and of now say something else of the
// unit: another was merged into it, or a team of it moved.
func (v View) splits(t *flows.Turn, b *Book) bool {
	if b.right.Counts || treeOf(b.unit, figures.Now, b.now) == figures.Then {
		return false
	}
	if b.ledger.Moved || len(flows.Merged(t.Tx, v.Unit)) > 0 {
		return true
	}
	from, _ := v.Period.From.Span(t.Set)
	for h := range flows.Hangings.All(t.Tx) {
		if h.Unit != v.Unit && h.To.After(from) && isBelow(t.Tx, h.Parent, v.Unit) != isBelow(t.Tx, h.Unit, v.Unit) {
			return true
		}
	}
	for m := max(v.Period.From, b.first()); m <= v.Period.To; m++ {
		then, _ := figures.Totals.Get(t.Tx, totalKey(figures.Then, v.Unit, m))
		now, _ := figures.Totals.Get(t.Tx, totalKey(figures.Now, v.Unit, m))
		if then.Teams != now.Teams {
			return true
		}
	}
	return false
}

// isBelow reports whether a unit is at or below another now.
func isBelow(tx store.Tx, unit, above string) bool {
	for u := range flows.Up(tx, unit) {
		if u.Code == above {
			return true
		}
	}
	return false
}

// chooseSpan offers other periods, for people to whom it is a month now.
func (v View) chooseSpan(now figures.Month) []flows.Choice {
	var all []flows.Choice
	for i, name := range periods {
		to := v.at(v.Unit, whole)
		to.Period = periodOf(name, now)
		all = append(all, flows.Choice{Key: "statistics.period." + name, Do: to.do(), Row: i%2 == 0 && i > 0})
	}
	return all
}
