package directive

import (
	"slices"
	"strings"

	"caunoi/flows"
	"caunoi/flows/talk"
	"caunoi/flows/text"
	"caunoi/flows/viet"
	"caunoi/store"
)

// offerWhere offers the ways to say where it goes that there are for whoever
// writes.
func offerWhere(t *flows.Turn, _ string, _ draft) []talk.Pick {
	places := Places(t.Tx, t.From.ID, t.Event.At)
	teams := Teams(t.Tx, t.Event.At, places)
	all := []talk.Pick{{Key: "compose.where.all", Value: everywhere, Args: text.Args{"n": len(teams)}}}
	if len(communes(teams)) > 1 {
		all = append(all, talk.Pick{Key: "compose.where.communes", Value: byCommune})
	}
	if len(teams) > 1 {
		all = append(all, talk.Pick{Key: "compose.where.teams", Value: byTeam})
	}
	if len(listsOf(t.Tx, t.From.ID)) > 0 {
		all = append(all, talk.Pick{Key: "compose.where.lists", Value: bySaved})
	}
	return all
}

// communes are the units right above some teams, in their order.
func communes(teams []flows.Unit) []string {
	var all []string
	for _, team := range teams {
		if !slices.Contains(all, team.Parent) {
			all = append(all, team.Parent)
		}
	}
	return all
}

// fitsWhere turns words into a way, or into the units that they name.
func fitsWhere(t *flows.Turn, _ draft, g *talk.Given) (fault string) {
	said := viet.Fold(g.Text)
	for _, w := range []struct{ words, way string }{
		{"tat ca|toan bo|het|tat ca cac to|all", everywhere}, {"chon xa|xa|cac xa|communes", byCommune},
		{"chon to|to|cac to|teams", byTeam}, {"danh sach|danh sach da luu|lists", bySaved},
	} {
		if slices.Contains(strings.Split(w.words, "|"), said) {
			g.Text = w.way
			return ""
		}
	}
	if len([]rune(g.Text)) > longWords {
		return "" // not a name: it is added to the text
	}
	var codes []string
	for _, name := range names(g.Text) {
		found := Named(t, name)
		switch {
		case len(found) == 0:
			g.Text = ""
			return "unknown"
		case len(found) > 1:
			g.Text = ""
			return "several"
		}
		codes = append(codes, found[0].Code)
	}
	g.Text = byNames + " " + strings.Join(codes, " ")
	return ""
}

func takeWhere(d *draft, g talk.Given) string {
	way, codes, _ := strings.Cut(g.Text, " ")
	if !slices.Contains([]string{everywhere, byCommune, byTeam, bySaved, byNames}, way) {
		return "added"
	}
	d.way, d.units = way, strings.Fields(codes)
	return ""
}

// checkWhere looks up what everywhere is, and what has become of places that were
// named in another directive.
func checkWhere(t *flows.Turn, d *draft) string {
	switch d.way {
	case everywhere:
		d.places = Places(t.Tx, t.From.ID, t.Event.At)
	case byNames:
		if d.places = unitsNow(t, d.units); len(d.places) == 0 {
			return "unknown"
		}
	}
	return ""
}

// unitsNow returns what has become of some units, each once: what became part of
// another is that one, and what has ended is left out.
func unitsNow(t *flows.Turn, codes []string) (units []string) {
	for _, code := range codes {
		u, ok := flows.Units.Get(t.Tx, Now(t.Tx, code))
		if ok && u.Open(t.Event.At) && !slices.Contains(units, u.Code) {
			units = append(units, u.Code)
		}
	}
	return units
}

// names parts a message into names of places.
func names(words string) []string {
	var all []string
	for _, n := range strings.FieldsFunc(words, func(r rune) bool { return r == ',' || r == ';' || r == '\n' }) {
		if n = strings.TrimSpace(n); n != "" {
			all = append(all, n)
		}
	}
	return all
}

// mine returns the units below the places over which whoever acts may send,
// communes or teams or both, in the order of the tree.
func mine(t *flows.Turn, way string) []flows.Unit {
	var all []flows.Unit
	teams := Teams(t.Tx, t.Event.At, Places(t.Tx, t.From.ID, t.Event.At))
	if way != byTeam {
		for _, code := range communes(teams) {
			if u, ok := flows.Units.Get(t.Tx, code); ok && MaySend(t.Tx, t.From.ID, code, t.Event.At) {
				all = append(all, u)
			}
		}
	}
	if way != byCommune {
		all = append(all, teams...)
	}
	return all
}

// Named returns the units to which whoever acts may send that a name or a code
// means: those of exactly that name, or else those whose name has all its words,
// without marks.
func Named(t *flows.Turn, name string) []flows.Unit {
	said := bareName(name)
	var exact, near []flows.Unit
	for _, u := range mine(t, "") {
		called := viet.Fold(u.Name)
		switch {
		case strings.EqualFold(u.Code, strings.TrimSpace(name)):
			return []flows.Unit{u}
		case called == viet.Fold(name) || bareName(u.Name) == said:
			exact = append(exact, u)
		case said != "" && allWords(called, strings.Fields(said)):
			near = append(near, u)
		}
	}
	if len(exact) > 0 {
		return exact
	}
	return near
}

// bareName is a name without marks and without the word for what sort of place it
// is.
func bareName(name string) string {
	said := viet.Fold(name)
	for _, kind := range []string{"ban ", "xa ", "thon ", "to dan pho ", "to ", "phuong ", "khu "} {
		if rest, ok := strings.CutPrefix(said, kind); ok && rest != "" {
			return rest
		}
	}
	return said
}

func allWords(name string, words []string) bool {
	has := strings.Fields(name)
	return !slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(has, w) })
}

// narrowed begins the value that says what the choices of units are narrowed down
// to: its words with a line below between them.
const narrowed = "?"

// offerUnits offers the communes or teams, those that are chosen with a mark.
func offerUnits(t *flows.Turn, _ string, d draft) []talk.Pick {
	units := mine(t, d.way)
	if d.narrow != "" {
		units = Named(t, strings.ReplaceAll(d.narrow, "_", " "))
	}
	var all []talk.Pick
	for _, u := range units {
		key := "compose.unit"
		if slices.Contains(d.units, u.Code) {
			key = "compose.unit.chosen"
		}
		all = append(all, talk.Pick{Key: key, Value: u.Code, Args: text.Args{"name": viet.Short(u.Name, 20)}})
	}
	if d.narrow != "" {
		all = append(all, talk.Pick{Key: "compose.units.all", Value: narrowed})
	}
	return all
}

// matchUnits finds the units that words name. Where a name means several, they are
// shown to be chosen from.
func matchUnits(t *flows.Turn, _ draft, words string) (values []string, fault string, other bool) {
	if len([]rune(words)) > longWords {
		return nil, "", true
	}
	for _, name := range names(words) {
		found := Named(t, name)
		switch {
		case len(found) == 0:
			fault = "unknown"
		case len(found) == 1:
			values = append(values, found[0].Code)
		case fault == "":
			values, fault = append(values, narrowed+strings.ReplaceAll(viet.Fold(name), " ", "_")), "narrowed"
		}
	}
	if fault == "" {
		values = append(values, narrowed)
	}
	return values, fault, false
}

func takeUnits(d *draft, g talk.Given) string {
	d.units, d.narrow = nil, ""
	for _, v := range strings.Fields(g.Text) {
		if words, ok := strings.CutPrefix(v, narrowed); ok {
			d.narrow = words
		} else {
			d.units = append(d.units, v)
		}
	}
	d.places = d.units
	return ""
}

// checkUnits sees that something is chosen. What has ended since is left out.
func checkUnits(t *flows.Turn, d *draft) string {
	if d.places = unitsNow(t, d.units); len(d.places) == 0 {
		return "none"
	}
	return ""
}

// A List is places that a sender has saved under a name, to send to them again.
type List struct {
	Member string   `cbor:"1,keyasint"`
	Mark   string   `cbor:"2,keyasint"` // the name without marks, with no spaces
	Name   string   `cbor:"3,keyasint"`
	Units  []string `cbor:"4,keyasint"`
}

// Lists holds the saved lists of places, by who saved them.
var Lists = store.NewTable("directive.list", func(l List) string { return store.Key(l.Member, l.Mark) })
