package casework

import (
	"strings"
	"unicode/utf8"

	"caunoi/flows"
	"caunoi/flows/text"
)

// quoted is how many letters of a report a card repeats at most: a message is
// to stay under 500.
const quoted = 260

// Card draws the live card of a case for its reader: the reporter's own, or
// the one of those who handle it.
func Card(t *flows.Turn, m flows.Message) (flows.Note, bool) {
	c, ok := Cases.Get(t.Tx, m.About.Code)
	if !ok {
		return flows.Note{}, false
	}
	switch {
	case m.About.View == "own":
		return ownCard(t, c), true
	case strings.HasPrefix(m.About.View, nameView):
		return nameCard(t, c, m)
	}
	if _, may := roleOf(t, m.Member, c); !may {
		if c.Above {
			return flows.Note{Key: "case.above.moved"}, true
		}
		// Rights are looked up now: who lost the post reads nothing more of it.
		return flows.Note{Key: "case.yours.no.more", Args: text.Args{"code": c.Code}}, true
	}
	return alertCard(t, c, m), true
}

// Still reports whether a message about a case is still worth sending: an alert
// is not, the first or a later one, once somebody else has the case; what was
// asked for since then is. Nor is one to who may handle it no longer.
func Still(t *flows.Turn, m flows.Message) bool {
	c, ok := Cases.Get(t.Tx, m.About.Code)
	if m.Shown == "" && tooLate(t, c, m) {
		return false
	}
	if m.About.View != "alert" || m.Shown != "" {
		return true
	}
	if _, may := roleOf(t, m.Member, c); !ok || !may {
		return false
	}
	if c.State == New || c.Taker == m.Member {
		return true
	}
	a := alerted(&c, m.Member)
	return a != nil && (!a.Sent.IsZero() && !m.At.Before(c.TakenAt) || a.At.After(c.TakenAt))
}

// ownCard is what the reporter sees.
func ownCard(t *flows.Turn, c Case) flows.Note {
	if c.Drill {
		return drillCard(t, c)
	}
	joint := Joint(t, c)
	follows := c.Follows(joint)
	own := c
	own.Parts = c.toldBy("") // what further reporters said is theirs
	var lines text.List
	if c.Level == LifeAndDanger {
		lines = append(lines, urgentHead(t, c)...)
	} else {
		lines = append(lines, k("case.filed", text.Args{"code": c.Code, "place": placeName(t, c, false, false)}), kindLine(c))
		lines = append(lines, quote(own)...)
		lines = append(lines, besides(c)...)
	}
	lines = append(lines, directiveLine(c)...)
	lines = append(lines, fileLines(own.Parts)...)
	lines = append(lines, aboveLines(c)...)
	if c.Place != nil {
		lines = append(lines, text.K("case.placed"))
	}
	if c.Masked && c.State == New {
		lines = append(lines, text.K("case.masked"))
	}
	if c.State == New && hasVoice(own) {
		lines = append(lines, text.K("case.voice"))
	}
	if follows {
		lines = append(lines, followLines(t, joint)...)
	} else {
		lines = append(lines, stateLines(t, c, false)...)
		lines = append(lines, givenLines(t, c, "")...)
		lines = append(lines, dueLines(t, c)...)
	}
	lines = append(lines, askedLines(t, c)...)
	return flows.Note{Key: "case.lines", Args: text.Args{"lines": lines}, Choices: ownChoices(t, c)}
}

// askedLines say what the reporter's card asks, or where nothing is asked, what
// can be added.
func askedLines(t *flows.Turn, c Case) text.List {
	var lines text.List
	if c.Danger == Silent && c.State == New {
		lines = append(lines, text.K("case.danger.told"))
	}
	like, same := c.asksSame(t)
	switch {
	case c.Danger == AskedFor && c.State.Open():
		return append(lines, text.K("case.danger"))
	case c.asksWhere():
		return append(lines, text.K("case.where"))
	case same:
		return append(lines, k("case.same", text.Args{"category": text.Small(text.K("category." + c.Category)), "day": text.Day(like.At)}))
	case c.State == New && c.Level != LifeAndDanger && c.Danger != Silent:
		return append(lines, text.K("case.more"))
	}
	return lines
}

// urgentHead is the first lines of an urgent reporter's card: that it is
// recorded, who has been sent it, and whom to call.
func urgentHead(t *flows.Turn, c Case) text.List {
	phone := DutyPhone(t, c.Unit)
	lines := text.List{k("case.urgent", text.Args{"code": c.Code, "time": when(t, c.At)})}
	if c.State == New {
		lines = append(lines, reach(t, c), k("case.urgent.call", text.Args{"phone": phone}))
	}
	return lines
}

// reach says whom an urgent report has reached so far. Nobody claims that it
// was read.
func reach(t *flows.Turn, c Case) text.Key {
	var sent, waiting []string
	var last Alert
	for _, a := range c.Alerts {
		switch {
		case a.Failed != "":
		case a.Sent.IsZero():
			waiting = append(waiting, a.Role)
		default:
			sent, last = append(sent, a.Role), a
		}
	}
	switch {
	case len(sent) > 0:
		return k("case.urgent.sent", text.Args{"roles": roles(sent), "time": when(t, last.Sent)})
	case len(waiting) > 0:
		return k("case.urgent.sending", text.Args{"roles": roles(waiting)})
	}
	return k("case.urgent.nobody", text.Args{"phone": DutyPhone(t, c.Unit)})
}

// alertCard is what a handler sees: the team and the matter, never who sent it.
func alertCard(t *flows.Turn, c Case, m flows.Message) flows.Note {
	head := k("case.alert", text.Args{"code": c.Code, "category": text.K("category." + c.Category)})
	if c.Level != LifeAndDanger {
		head = k("case.alert.plain", text.Args{"code": c.Code, "category": text.K("category." + c.Category), "level": levelName(c.Level)})
	}
	lines := text.List{head, k("case.alert.where", text.Args{"place": placeName(t, c, true, true), "time": when(t, c.At)})}
	lines = append(lines, directiveLine(c)...)
	lines = append(lines, quote(c)...)
	lines = append(lines, besides(c)...)
	lines = append(lines, fileLines(c.told())...)
	if n := foreign(c, m.To); n > 0 {
		lines = append(lines, k("case.elsewhere", text.Args{"n": n}))
	}
	if c.Unheard {
		lines = append(lines, unheard(c))
	}
	lines = append(lines, lastOf(c, Written, "dispatch.card.written")...)
	lines = append(lines, officeLines(t, c)...)
	if c.Danger == Silent {
		lines = append(lines, text.K("case.danger.silent"))
	}
	lines = append(lines, heatLines(c)...)
	mine := c.Taker == m.Member
	if mine && c.Place != nil {
		lines = append(lines, k("case.alert.place", text.Args{"lat": degrees(c.Place.Lat), "lon": degrees(c.Place.Lon)}))
	}
	if mine && len(c.CallBack) > 0 {
		lines = append(lines, k("case.alert.call", text.Args{"phone": unseal(t.Set, c)}))
	}
	if c.Wish {
		lines = append(lines, text.K("case.wish"))
	}
	if c.State == New {
		lines = append(lines, waitingLines(t, c, m.Member)...)
	}
	lines = append(lines, stateLines(t, c, mine)...)
	lines = append(lines, workLines(t, c, m.Member)...)
	return flows.Note{Key: "case.lines", Args: text.Args{"lines": lines}, Choices: alertChoices(t, c, m.Member)}
}

// directiveLine says which directive a case keeps its team from doing, if any.
func directiveLine(c Case) text.List {
	if c.Directive == 0 {
		return nil
	}
	return text.List{k("case.directive", text.Args{"n": c.Directive})}
}

// kindLine says what sort of matter it is taken for.
func kindLine(c Case) text.Key {
	args := text.Args{"category": text.K("category." + c.Category), "level": levelName(c.Level), "n": c.Households}
	if c.Households > 0 {
		return k("case.kind.households", args)
	}
	return k("case.kind", args)
}

// quote repeats what was told, within the room of a card.
func quote(c Case) text.List {
	all := c.AllWords()
	if all == "" {
		return nil
	}
	return text.List{k("case.quote", text.Args{"text": short(all, quoted)})}
}

// How many letters a card repeats of what a guided report says besides what
// happened.
const (
	sinceN    = 60
	proposalN = 120
)

// besides is what a guided report says besides what happened, as a card has
// room for it.
func besides(c Case) text.List {
	c.Since, c.Proposal = short(c.Since, sinceN), short(c.Proposal, proposalN)
	return allBesides(c)
}

// allBesides is the whole of it.
func allBesides(c Case) text.List {
	var lines text.List
	if c.Since != "" {
		lines = append(lines, k("case.since", text.Args{"text": c.Since}))
	}
	if c.Proposal != "" {
		lines = append(lines, k("case.proposal", text.Args{"text": c.Proposal}))
	}
	return lines
}

// fits reports whether a card repeats all that a report says.
func fits(c Case) bool {
	n := utf8.RuneCountInString
	return n(c.AllWords()) <= quoted && n(c.Since) <= sinceN && n(c.Proposal) <= proposalN
}

// AllWords is all that was told in words.
func (c Case) AllWords() string {
	var words []string
	for _, p := range c.told() {
		if p.Text != "" {
			words = append(words, p.Text)
		}
	}
	return strings.Join(words, "\n")
}

// Repeats reports whether the reporter's card repeats all that was told in
// words. An urgent one repeats none, and every card has its end.
func Repeats(c Case) bool {
	c.Parts = c.toldBy("")
	return c.Level != LifeAndDanger && utf8.RuneCountInString(c.AllWords()) <= quoted
}

// short cuts a text to n letters, and says so by an ellipsis.
func short(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	letters := []rune(s)
	return strings.TrimSpace(string(letters[:n-1])) + "…"
}

func k(name string, args text.Args) text.Key { return text.Key{Name: name, Args: args} }
