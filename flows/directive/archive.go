package directive

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"caunoi/flows"
	"caunoi/flows/talk"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// How much of the archive is looked through in one turn, and shown at once. A
// province sends some hundreds of directives a year.
const (
	archiveLook  = 1000
	archivePage  = 5
	archiveWords = 40 // bytes of words that a button carries on
)

// Archive finds directives by words without marks in their number, title and text,
// the newest first, with what came of each. Without words it shows the newest.
// Only what whoever acts may steer is shown.
func Archive(t *flows.Turn, args []string) {
	if len(Places(t.Tx, t.From.ID, t.Event.At)) == 0 {
		t.Reply("compose.closed", nil)
		return
	}
	var before int64
	words := args
	if len(args) > 0 && strings.HasPrefix(args[0], "<") { // from a button: older than that
		before, _ = strconv.ParseInt(args[0][1:], 10, 64)
		words = args[1:]
	}
	terms := sought(strings.Join(words, " "))
	page, next := archived(t, terms, before)
	said := strings.Join(terms, " ")
	var older []flows.Choice
	if next > 0 {
		older = []flows.Choice{{Key: "chase.button.more", Do: strings.TrimSpace(fmt.Sprintf("cdtim <%d %s", next, said)), Row: true}}
	}
	if len(page) == 0 {
		t.Reply("chase.archive."+nothing(said, before, next), text.Args{"words": said, "n": next}, older...)
		return
	}
	head := text.Key{Name: "chase.archive.head", Args: text.Args{"words": said}}
	if said == "" {
		head.Name = "chase.archive.newest"
	}
	lines := text.List{head}
	var choices []flows.Choice
	for i, d := range page {
		lines = append(lines, d.outcome(t))
		choices = append(choices, flows.Choice{Key: "chase.button.open", Args: text.Args{"n": d.Number}, Do: "cd " + d.Code(), Row: i%2 == 0})
	}
	t.Reply("directive.card", text.Args{"lines": lines}, append(choices, older...)...)
}

// nothing is the last part of the key of what is said where a search shows nothing:
// there may be more beyond what was looked through, there is nothing older, or there
// is nothing at all.
func nothing(said string, before, next int64) string {
	switch {
	case next > 0:
		return "further"
	case before > 0:
		return "end"
	case said == "":
		return "empty"
	}
	return "none"
}

// sought returns the words that are searched for, as many as a button holds.
func sought(typed string) []string {
	terms, n := viet.Terms(typed), 0
	for i, w := range terms {
		if n += len(w) + 1; n > archiveWords {
			return terms[:i]
		}
	}
	return terms
}

// archived returns a page of the directives that hold all the terms and that
// whoever acts may steer, older than one. next is the one behind which there may be
// more; 0 is that there are none.
func archived(t *flows.Turn, terms []string, before int64) (page []Directive, next int64) {
	from, looked := "", 0
	if before > 0 {
		from = key(before) + "\x00"
	}
	may := map[string]bool{} // whether whoever acts may send to a place
	for d := range Directives.Range(t.Tx, from, "") {
		if looked++; looked > archiveLook {
			return page, next
		}
		if d.within(t, may) && d.holds(terms) {
			if len(page) == archivePage {
				return page, page[len(page)-1].Number
			}
			page = append(page, d)
		}
		next = d.Number
	}
	return page, 0
}

// within is Manages for many directives, each of whose places is looked up once.
func (d Directive) within(t *flows.Turn, may map[string]bool) bool {
	for _, unit := range d.Places {
		if _, known := may[unit]; !known {
			may[unit] = MaySend(t.Tx, t.From.ID, unit, t.Event.At)
		}
		if !may[unit] {
			return false
		}
	}
	return len(d.Places) > 0
}

// holds reports whether all the terms stand in a directive's number, title or text.
func (d Directive) holds(terms []string) bool {
	if len(terms) == 0 {
		return true
	}
	words := viet.Terms(d.Code() + " " + d.Title + " " + d.Text)
	return !slices.ContainsFunc(terms, func(w string) bool { return !slices.Contains(words, w) })
}

// outcome is a directive in the archive: what came of it in one line, and how it
// begins.
func (d Directive) outcome(t *flows.Turn) text.Key {
	c := d.Tally(t.Tx)
	args := text.Args{"n": d.Number, "day": text.Day(latest(d.At, d.Begun)), "state": text.K("directive.state." + d.State.Name()), "has": c.Has, "all": c.All(), "words": viet.Short(d.Short(), 60)}
	r := ReactionsTo(t.Tx, d.Number)
	switch {
	case !d.State.Begun():
		return text.Key{Name: "chase.archive.early", Args: args}
	case d.Ask.Wants() && r.All() > 0:
		args["did"] = d.reactLine(r)
		if d.State == Sent {
			return text.Key{Name: "chase.archive.sent.asked", Args: args}
		}
		return text.Key{Name: "chase.archive.asked", Args: args}
	case d.State == Sent:
		return text.Key{Name: "chase.archive.sent", Args: args}
	}
	return text.Key{Name: "chase.archive.item", Args: args}
}

// Like begins a new directive from an old one. The args name it.
func Like(t *flows.Turn, args []string) {
	if d, ok := manageable(t, args); ok {
		ComposeLike(t, d)
	}
}

// ComposeLike begins a new directive from an old one: what it said, its files, where
// it went and to whom, and what was asked. When it is due is asked anew.
func ComposeLike(t *flows.Turn, d Directive) {
	given := map[string]talk.Given{
		"content": {Text: d.Text, Files: d.Files},
		"whom":    {Text: d.Whom.Name()},
		"ask":     {Text: d.Ask.Name()},
		"from":    {Text: d.Code()},
	}
	if places := unitsNow(t, d.Places); len(places) > 0 {
		given["where"] = talk.Given{Text: byNames + " " + strings.Join(places, " ")}
	}
	if d.Title != "" {
		given["title"] = talk.Given{Text: d.Title}
	}
	if d.Form != "" {
		given["form"] = talk.Given{Text: d.Form}
	}
	if len(d.Options) > 0 {
		given["options"] = talk.Given{Text: strings.Join(d.Options, "\n")}
	}
	Composing.StartFrom(t, newDraft(t), given)
}

// takeFrom notes which directive a draft was made from.
func takeFrom(d *draft, g talk.Given) string {
	d.from, _ = strconv.ParseInt(g.Text, 10, 64)
	return ""
}
