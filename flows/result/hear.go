package result

import (
	_ "embed"
	"slices"
	"strings"
	"time"
	"unicode"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/figures"
	"caunoi/flows/text"
	"caunoi/flows/viet"
	"caunoi/store"
)

//go:embed words.tsv
var wordTable string

var words = func() *viet.Book[string] {
	book := &viet.Book[string]{}
	for _, row := range viet.Rows(wordTable, 2) {
		book.Add(row[0], row[1])
	}
	return book
}()

// Free takes what a member sends that is nothing else: results that were told as
// such ("bc: 2 buổi tuyên truyền") become items, what stands beside them goes to
// report as it does without them; of a report that tells a result besides, the
// result is offered after it is filed.
func Free(report func(t *flows.Turn, m viet.Meaning)) func(t *flows.Turn, m viet.Meaning) {
	return func(t *flows.Turn, m viet.Meaning) {
		if !hears(t, m, report) {
			report(t, m)
		}
	}
}

// hears takes the results out of a message. It reports whether the message went
// where it belongs.
func hears(t *flows.Turn, m viet.Meaning, report func(t *flows.Turn, m viet.Meaning)) bool {
	if t.Event.Text == "" || t.Event.Place != nil || m.Kind != viet.Report && m.Kind != viet.Danger {
		return false
	}
	told, called := cut(t.Event.Text)
	if m.Kind == viet.Danger && !called {
		return false // what is urgent is not held up by figures
	}
	if _, known := ToldIn(t, t.Event.Message); known {
		return false // an edit that says something else now
	}
	all, matter := read(t, told, called)
	if len(all) == 0 {
		return false
	}
	if !called || m.Kind == viet.Danger || len(t.Event.Files) > 0 || matter {
		report(t, m)
		code, _ := casework.SaidIn(t, t.Event.Message)
		for i := range all {
			all[i].Case = code
		}
	}
	for _, k := range all {
		if called {
			k.keep(t, "result.kept")
		} else {
			k.offer(t)
		}
	}
	return true
}

// cut takes the word that says that results follow from the head of a text.
func cut(said string) (rest string, called bool) {
	said = viet.Clean(said)
	hits := words.Find(said)
	if len(hits) == 0 || hits[0].Says != "called" || strings.Trim(said[:hits[0].Start], " /") != "" {
		return said, false
	}
	rest = strings.TrimLeft(said[hits[0].End:], " :;,.-–\n")
	if minus := said[:len(said)-len(rest)]; strings.HasSuffix(minus, "-") && rest != "" && unicode.IsDigit(rune(rest[0])) {
		return "-" + rest, true // what is below zero is asked, and a dash before each line is none
	}
	return rest, true
}

// read reads results out of a text, for the unit of whoever acts, one telling for each
// day. Those that are not for that unit to fill are left where they stand. called says
// that all figures in it are meant as results. matter is whether something of it is for
// somebody to see to, or was not taken.
func read(t *flows.Turn, told string, called bool) (all []Telling, matter bool) {
	if r := figures.Read(t.Set.Indicators, told); r.Empty() || !called && r.Clear().Empty() {
		return nil, false
	}
	unit, fills := place(t)
	u, there := flows.Units.Get(t.Tx, unit)
	if !there || !u.Open(t.Event.At) {
		if called {
			ended(t, u)
		}
		return nil, false
	}
	masked, _ := viet.Mask(viet.Clean(t.Event.Text))
	var rest []string
	for _, p := range parts(t, told) {
		r := figures.Read(t.Set.Indicators, p.text)
		if !called {
			r = r.Clear()
		}
		k := Telling{Member: t.From.ID, Chat: t.Event.Chat, Said: t.Event.Message, Unit: unit, At: t.Event.At, Text: masked}
		k.on(t, p.when)
		switch {
		case r.Empty():
			rest = append(rest, r.Rest...)
			continue
		case p.when.wrong == noDay && !called, p.when.wrong == ahead:
			matter = true
			continue
		case p.when.wrong == tooOld:
			if matter = true; called {
				t.Reply(string(tooOld), text.Args{"day": text.Day(p.when.day), "n": longAgo})
			}
			continue
		}
		rest = append(rest, k.fill(t.Set.Indicators, r, fills)...)
		if len(k.Sure)+len(k.Asked) > 0 {
			all = append(all, k)
		}
	}
	return all, matter || concerns(rest)
}

// on puts a telling on its day.
func (k *Telling) on(t *flows.Turn, w when) {
	k.Day, k.Month, k.Since, k.Or, k.NoDay = w.day, figures.MonthAt(t.Set, w.day), w.since, w.or, w.wrong == noDay
}

// fill takes from a reading what is to be filled by the unit, and returns the
// words of what is left.
func (k *Telling) fill(all []flows.Indicator, r figures.Reading, fills flows.Source) (rest []string) {
	rest = r.Rest
	k.Sure, k.Asked = nil, nil
	mine := func(code string) bool { i, ok := figures.Find(all, code); return ok && i.Source == fills }
	value := func(code string) (n viet.Num) {
		for _, s := range r.Said {
			if s.Code == code {
				n += s.Value
			}
		}
		return n
	}
	for _, s := range r.Said {
		i, _ := figures.Find(all, s.Code)
		switch {
		case !mine(s.Code):
			rest = append(rest, s.Words)
		case s.Value > figures.Greatest:
			k.Asked = append(k.Asked, Doubt{Codes: []string{s.Code}, Near: s.Near, Words: s.Words})
		case i.Most > 0 && s.Value > i.Most, i.Within != "" && value(i.Within) > 0 && s.Value > value(i.Within):
			k.Asked = append(k.Asked, Doubt{Codes: []string{s.Code}, Values: []viet.Num{s.Value}, Near: s.Near, Words: s.Words, Much: true})
		default:
			k.Sure = append(k.Sure, Figure{Code: s.Code, Value: s.Value, Near: s.Near, Words: s.Words})
		}
	}
	for _, d := range r.Asked {
		codes := slices.DeleteFunc(slices.Clone(d.Codes), func(code string) bool { return !mine(code) })
		if len(codes) == 0 {
			rest = append(rest, d.Words)
			continue
		}
		asked := Doubt{Codes: codes, Near: d.Near, Words: d.Words, Worth: d.Worth}
		if !d.Worth {
			for _, v := range d.Values {
				if v.Low <= figures.Greatest {
					asked.Values = append(asked.Values, v.Low)
				}
			}
		}
		k.Asked = append(k.Asked, asked)
	}
	return rest
}

// ended says of a village that is one no longer that nothing can be counted
// there, and which one took over.
func ended(t *flows.Turn, u flows.Unit) {
	if u.Code == "" {
		for p := range flows.Posts.Under(t.Tx, "member", store.Key(t.From.ID)) {
			if old, ok := flows.Units.Get(t.Tx, p.Unit); ok && old.Team && !old.Open(t.Event.At) {
				u = old
			}
		}
	}
	if u.Code == "" {
		return
	}
	if into, ok := flows.Units.Get(t.Tx, u.Into); ok {
		t.Reply("result.ended.into", text.Args{"unit": text.Lower(u.Name), "into": text.Lower(into.Name)})
		return
	}
	t.Reply("result.ended", text.Args{"unit": text.Lower(u.Name)})
}

// fewWords is how many words of a clause are no matter by themselves.
const fewWords = 3

// concerns reports whether the clauses beside the results tell of a matter that
// somebody has to see to. What is unclear is one: nothing is lost.
func concerns(rest []string) bool {
	return slices.ContainsFunc(rest, func(clause string) bool {
		if _, before, after, dated := viet.CutDay(clause, time.Time{}); dated {
			clause = before + " " + after
		}
		pleased, not := false, false
		for _, h := range words.Find(clause) {
			pleased, not = pleased || h.Says == "pleased", not || h.Says == "not"
		}
		switch category, _, _ := viet.Guess(clause); {
		case pleased && !not:
			return false
		case category != "KHA":
			return len(viet.Words(clause)) > 1
		}
		return len(viet.Words(clause)) > fewWords
	})
}
