package directive

import (
	"fmt"
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/flows/talk"
	"caunoi/flows/text"
)

// preview shows a draft exactly as its receivers will see it, and below it how
// many they are.
func preview(t *flows.Turn, code string, d draft) (args text.Args, above []flows.Note, mark string) {
	made := d.directive(t)
	a, counted := d.counted(t)
	if !counted {
		d.count(t, code)
		return text.Args{"lines": text.K("compose.counting")}, nil, "counting"
	}
	above = made.seenBy(t, a)
	lines := made.reach(t, a)
	if !made.Start.IsZero() {
		lines = append(lines, text.Key{Name: "compose.review.later", Args: text.Args{"time": text.Moment(made.Start)}})
	}
	if d.masked {
		lines = append(lines, text.K("compose.review.masked"))
	}
	return text.Args{"lines": lines}, above, a.mark()
}

// seenBy is a directive as each kind of its receivers sees it: once where all see
// the same.
func (d Directive) seenBy(t *flows.Turn, a Audience) []flows.Note {
	views := []struct {
		there bool
		who   string
		party Party
	}{
		{a.Groups > 0, "groups", Party{Directive: d.Number, Unit: "preview", State: None}},
		{a.People > 0, "people", Party{Directive: d.Number, Unit: "preview", Member: t.From.ID, State: None}},
	}
	if d.Whom == ToTeam {
		views[1].party.Member = ""
	}
	var notes []flows.Note
	for _, v := range views {
		if !v.there {
			continue
		}
		n := shownIn(t.Reader.Chat, d.draw(t, &v.party))
		head := "compose.preview." + v.who
		if len(notes) > 0 && sameView(notes[0], n) {
			notes[0].Args["head"] = text.K("compose.preview.all")
			continue
		}
		n.Args = text.Args{"head": text.K(head), "lines": n.Args["lines"]}
		n.Key = "compose.preview"
		for i := range n.Choices {
			n.Choices[i].Do = "cdthu" // it is a preview: nothing is pressed there
		}
		notes = append(notes, n)
	}
	return notes
}

// sameView reports whether two drawings say and offer the same.
func sameView(shown, other flows.Note) bool {
	return fmt.Sprint(shown.Args["lines"]) == fmt.Sprint(other.Args["lines"]) &&
		slices.EqualFunc(shown.Choices, other.Choices, func(a, b flows.Choice) bool { return a.Key == b.Key && fmt.Sprint(a.Args) == fmt.Sprint(b.Args) })
}

// Previewed says that what was pressed stands in a preview.
func Previewed(t *flows.Turn, _ []string) { t.Reply("compose.preview.only", nil) }

// mark is what a sender saw of an audience, to see whether it is another by the
// time it is confirmed.
func (a Audience) mark() string {
	return fmt.Sprintf("%d.%d.%d.%d", a.Groups, a.People, a.Apart, len(a.Empty))
}

// reach says how many a directive goes to, and whom it cannot reach: these are in
// the number that its card will show.
func (d Directive) reach(t *flows.Turn, a Audience) text.List {
	lines := text.List{d.countLine(t, a)}
	if a.Apart > 0 {
		lines = append(lines, text.Key{Name: "compose.review.apart", Args: text.Args{"n": a.Apart}})
	}
	if n := d.withoutFiles(a); n > 0 {
		lines = append(lines, text.Key{Name: "compose.review.elsewhere", Args: text.Args{"n": n}})
	}
	var names text.Joined
	for _, team := range a.Empty {
		names = append(names, placeOf(t, team))
	}
	if len(names) > 0 {
		lines = append(lines, text.Key{Name: "compose.review.nobody", Args: text.Args{"all": a.Receivers(), "n": len(names), "names": few(names)}})
	}
	return lines
}

// countLine says how many a directive goes to and how long that takes.
func (d Directive) countLine(t *flows.Turn, a Audience) text.Key {
	name := "compose.review.both"
	switch {
	case a.Copies() == 0:
		return text.K("compose.review.nowhere")
	case a.Groups == 0:
		name = "compose.review.people"
	case a.People == 0:
		name = "compose.review.groups"
	}
	return text.Key{Name: name, Args: text.Args{"groups": a.Groups, "people": a.People, "time": inAbout(d.lasts(t, int64(a.Copies())))}}
}

// inAbout says how long something takes, for people.
func inAbout(took time.Duration) text.Key {
	if took < 90*time.Second {
		return text.Key{Name: "compose.seconds", Args: text.Args{"n": max(1, int((took+time.Second-1)/time.Second))}}
	}
	return text.Key{Name: "compose.minutes", Args: text.Args{"n": int((took + time.Minute - 1) / time.Minute)}}
}

// offerReview offers what can be done about a draft besides sending it as it is.
func offerReview(t *flows.Turn, _ string, d draft) []talk.Pick {
	var all []talk.Pick
	if !d.storm {
		all = append(all, talk.Pick{Key: "compose.later", Value: "start"}, talk.Pick{Key: "compose.storm", Value: "storm=yes"})
	} else {
		all = append(all, talk.Pick{Key: "compose.calm", Value: "storm=no"})
	}
	if d.ask != ToFillForm && len(sendable(t)) > 0 {
		all = append(all, talk.Pick{Key: "compose.form.add", Value: "ask=" + ToFillForm.Name()})
	}
	return all
}
