package casework

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/store"
)

// In a storm one person would be sent a message for every roof. The first alert
// goes at once, and what comes within a minute after it goes as one list,
// newest urgent first (conversations 5). Level 1 always goes alone and at once.

// A pile is what waits to be told to one person.
type pile struct {
	Member string    `cbor:"1,keyasint"`
	Since  time.Time `cbor:"2,keyasint"` // when the person was last told of something new
	Codes  []string  `cbor:"3,keyasint,omitempty"`
}

var piles = store.NewTable("pile", func(p pile) string { return p.Member })

// A bundle is several alerts that went to one person as one message. Each case
// keeps its own outcome.
type bundle struct {
	Member string    `cbor:"1,keyasint"`
	Name   string    `cbor:"2,keyasint"` // tells a person's bundles apart
	Codes  []string  `cbor:"3,keyasint"`
	At     time.Time `cbor:"4,keyasint"`
}

func (b bundle) key() string { return store.Key(b.Member, b.Name) }

// bundles holds what was sent as one, by person. "case" finds the bundle in
// which a person was told of a case.
var bundles = store.NewTable("bundle", bundle.key).Index("case", func(b bundle) []string {
	terms := make([]string, len(b.Codes))
	for i, code := range b.Codes {
		terms[i] = store.Key(b.Member, code)
	}
	return terms
})

const (
	pileName    = "pile"              // the timer that sends what waits for a person
	keepBundles = 30 * 24 * time.Hour // how long a list follows its cases
	bundleLines = 8                   // cases that one message names
	bundleOpens = 5                   // and that it has room to open
)

// card names the message of a bundle.
func (b bundle) card() flows.About { return flows.About{Kind: "bundle", Code: b.Name} }

// listed brings the lists up to date in which a person was told of a case, and
// reports whether there are any.
func listed(t *flows.Turn, c Case, to flows.Reader) (any bool) {
	for b := range bundles.Under(t.Tx, "case", store.Key(to.Member, c.Code)) {
		t.Say(to, flows.Note{Card: true, About: b.card(), Lane: flows.Answer})
		any = true
	}
	return any
}

// bundled reports whether a case is not told to a person by a card of its own,
// because it is listed already or waits to be.
func bundled(t *flows.Turn, c Case, a Alert, listed bool) bool {
	switch {
	case c.Level == LifeAndDanger:
		return false
	case a.Member == t.From.ID:
		return c.quiet // who acts is looking
	case listed:
		return true
	}
	p, _ := piles.Get(t.Tx, a.Member)
	wait := p.Since.Add(t.Set.Bundle).Sub(t.Event.At)
	switch {
	case slices.Contains(p.Codes, c.Code):
		return c.Taker != a.Member
	case c.State != New || a.Last || t.Set.Bundle <= 0:
		return false
	case len(p.Codes) == 0 && (wait <= 0 || wait > t.Set.Bundle): // of a clock that was set back nothing waits longer
		piles.Put(t.Tx, pile{Member: a.Member, Since: t.Event.At})
		return false
	case wait > t.Set.Bundle: // nor do those that wait already, with a timer from before
		t.Wake(pileName, a.Member, 0)
	case len(p.Codes) == 0:
		t.Wake(pileName, a.Member, wait)
	}
	p.Codes = append(slices.Clone(p.Codes), c.Code)
	piles.Put(t.Tx, p)
	return true
}

// Unpile tells a person what has waited: one case by its own card, several by a
// list.
func Unpile(t *flows.Turn, member string) {
	p, ok := piles.Get(t.Tx, member)
	m, known := flows.Members.Get(t.Tx, member)
	b := bundle{Member: member, Name: freeName(t, member), Codes: p.Codes, At: t.Event.At}
	b.Codes = b.waiting(t)
	if !ok || !known || len(b.Codes) == 0 {
		piles.Delete(t.Tx, member)
		return
	}
	piles.Put(t.Tx, pile{Member: member, Since: t.Event.At})
	if len(b.Codes) > 1 {
		bundles.Put(t.Tx, b)
		t.Say(m.Reader(), flows.Note{Card: true, About: b.card(), Lane: flows.Answer})
		return
	}
	if c, ok := Cases.Get(t.Tx, b.Codes[0]); ok {
		if a := alerted(&c, member); a != nil {
			unpiled(t, c, *a, m.Reader())
		}
	}
}

// freeName names a bundle by its moment. Where a clock was set back that moment
// may have been before, and a list must never leave as the edit of an old one.
func freeName(t *flows.Turn, member string) string {
	for at := t.Event.At.UnixMilli(); ; at++ {
		name := strconv.FormatInt(at, 36)
		if !bundles.Has(t.Tx, bundle{Member: member, Name: name}.key()) {
			return name
		}
	}
}

// unpiled tells a person of the one case that has waited: anew, where its card
// stands in the chat from an earlier call.
func unpiled(t *flows.Turn, c Case, a Alert, to flows.Reader) {
	if _, before := flows.Card(t.Tx, AlertCard(c.Code), to.Chat); before {
		t.Say(to, flows.Note{Card: true, Fresh: true, About: AlertCard(c.Code), Lane: laneOf(c)})
		return
	}
	firstAlert(t, c, a, to, laneOf(c))
}

// waiting returns the codes of those that nobody has taken and that its person
// may still handle, newest urgent first. What became a matter of life went
// alone.
func (b bundle) waiting(t *flows.Turn) []string {
	var open []Case
	for _, code := range b.Codes {
		if c, ok := read(t, code); ok && b.tells(t, c) && c.State == New && c.Level != LifeAndDanger {
			open = append(open, c)
		}
	}
	slices.SortStableFunc(open, func(a, b Case) int { return cmp.Or(int(a.Level)-int(b.Level), b.At.Compare(a.At)) })
	codes := make([]string, len(open))
	for i, c := range open {
		codes[i] = c.Code
	}
	return codes
}

// tells reports whether its person may still be told of a case.
func (b bundle) tells(t *flows.Turn, c Case) bool {
	a := alerted(&c, b.Member)
	_, may := roleOf(t, b.Member, c)
	return a != nil && a.Failed == "" && may
}

// BundleStill reports whether anything of a bundle that has not left still
// waits.
func BundleStill(t *flows.Turn, m flows.Message) bool {
	b, ok := bundles.Get(t.Tx, bundle{Member: m.Member, Name: m.About.Code}.key())
	return ok && (m.Shown != "" || len(b.waiting(t)) > 0)
}

// BundleCard draws a list of cases that several alerts became: before it leaves,
// of those that still wait; afterwards, of all, with what became of each. Of one
// case alone it draws the case's own card.
func BundleCard(t *flows.Turn, m flows.Message) (flows.Note, bool) {
	b, ok := bundles.Get(t.Tx, bundle{Member: m.Member, Name: m.About.Code}.key())
	if !ok {
		return flows.Note{}, false
	}
	waiting := b.waiting(t)
	if m.Shown == "" {
		b.Codes = waiting
	}
	if len(b.Codes) == 1 {
		m.About = AlertCard(b.Codes[0])
		return Card(t, m)
	}
	title := "bundle.new"
	switch len(waiting) {
	case len(b.Codes):
	case 0:
		title = "bundle.done"
	default:
		title = "bundle.some"
	}
	lines := text.List{k(title, text.Args{"n": len(b.Codes), "left": len(waiting)})}
	for i, code := range b.Codes {
		if i == bundleLines {
			lines = append(lines, k("bundle.others", text.Args{"n": len(b.Codes) - bundleLines}))
			break
		}
		if c, ok := read(t, code); ok && b.tells(t, c) {
			lines = append(lines, bundleLine(t, c))
		} else {
			lines = append(lines, k("bundle.gone", text.Args{"code": code}))
		}
	}
	return flows.Note{Key: "case.lines", Args: text.Args{"lines": lines}, Choices: b.choices(waiting)}, len(b.Codes) > 0
}

// bundleLine is one case of a bundle.
func bundleLine(t *flows.Turn, c Case) text.Key {
	args := text.Args{"mark": Mark(c), "code": c.Code, "place": placeName(t, c, false, true), "category": text.K("category." + c.Category)}
	if c.State == New {
		return k("bundle.item", args)
	}
	args["mark"], args["category"] = "✓", stateOf(t, c)
	return k("bundle.item", args)
}

// choices are what can be done with a bundle: all that waits at once, or each.
func (b bundle) choices(waiting []string) []flows.Choice {
	var choices []flows.Choice
	if len(waiting) > 1 {
		choices = append(choices, flows.Choice{Key: "bundle.all", Args: text.Args{"n": len(waiting)}, Do: "nhanca + " + b.Name})
	}
	opens := waiting
	if len(opens) > bundleOpens {
		opens = opens[:bundleOpens-1]
	}
	for i, code := range opens {
		choices = append(choices, flows.Choice{Key: "list.open", Args: text.Args{"code": code}, Do: "xem " + code, Row: i%2 == 0})
	}
	if len(opens) < len(waiting) {
		choices = append(choices, flows.Choice{Key: "queue.lists", Do: "viec " + waitList, Row: len(opens)%2 == 0})
	}
	return choices
}

// BundleSettled is told what became of a list, and notes it of the alert of each
// case: where it failed, each ladder goes on. What had been taken before it left
// was not in it.
func BundleSettled(t *flows.Turn, m flows.Message) {
	b, ok := bundles.Get(t.Tx, bundle{Member: m.Member, Name: m.About.Code}.key())
	if !ok {
		return
	}
	waiting := b.waiting(t)
	if m.State == flows.Sent && m.SentAt.Equal(t.Event.At) && len(waiting) > 0 && len(waiting) < len(b.Codes) {
		b.Codes = waiting // the others were not in it
		bundles.Put(t.Tx, b)
	}
	for _, code := range waiting {
		one := m
		one.About = AlertCard(code)
		if err := t.Tx.Try(func() { Settled(t, one) }); err != nil {
			flows.Asides.Put(t.Tx, flows.Aside{ID: "bundle/" + code, At: t.Event.At, Kind: flows.Due, Why: "what became of its alert cannot be noted"})
		}
	}
}

// forgetBundles drops what is kept of the lists of a member.
func forgetBundles(t *flows.Turn, member string) {
	t.Rest(pileName, member)
	piles.Delete(t.Tx, member)
	from, to := store.Prefix(store.Key(member))
	for b := range bundles.Range(t.Tx, from, to) {
		bundles.Delete(t.Tx, b.key())
	}
}
