package reminder

import (
	"strconv"

	"caunoi/flows"
	"caunoi/flows/directive"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// onPage is how many reminders the list shows at once, lookedAt at how many it looks
// for them, and shortName how many letters of each it shows.
const (
	onPage    = 4
	lookedAt  = 500
	shortName = 40
)

// after begins the words that say behind which number the list goes on.
const after = "sau"

// listPage shows a page of the reminders over which whoever acts may decide, the
// newest first; behind one if it is named.
func listPage(t *flows.Turn, behind string) {
	lines := text.List{text.K("remind.home")}
	var choices []flows.Choice
	page, more := newestOf(t, behind)
	for _, r := range page {
		lines = append(lines, text.Key{Name: "remind.line", Args: text.Args{"n": r.Code(), "when": r.said(), "words": viet.Short(r.Text, shortName), "state": text.K("remind.state." + r.State.Name())}})
		choices = append(choices, flows.Choice{Key: "remind.button.open", Args: text.Args{"n": r.Code()}, Do: "nhac " + r.Code(), Row: len(choices)%2 == 0})
	}
	switch {
	case more != "":
		lines = append(lines, text.K("remind.more"))
		choices = append(choices, flows.Choice{Key: "talk.more", Do: "nhac " + after + " " + more, Row: true})
	case len(choices) == 0:
		lines = append(lines, text.K("remind.empty"))
	}
	choices = append(choices, flows.Choice{Key: "remind.button.add", Do: "nhac them", Row: true})
	t.Reply("remind.lines", text.Args{"lines": lines}, choices...)
}

// newestOf returns a page of the reminders over which whoever acts may decide, the
// newest first; behind one if it is named. more is behind which the next page begins,
// "" where there is none: a page looks at no more than a turn has time for, whatever
// other places have.
func newestOf(t *flows.Turn, behind string) (page []Reminder, more string) {
	end := ""
	if last, _ := strconv.ParseInt(behind, 10, 64); last > 0 {
		end = key(last)
	}
	may := map[string]bool{}
	looked, last := 0, ""
	for r := range Reminders.Back(t.Tx, "", end) {
		if looked == lookedAt {
			return page, last
		}
		looked++
		if r.State != Ended && r.mayIn(t, may) {
			if len(page) == onPage {
				return page, last
			}
			page = append(page, r.whole())
		}
		last = r.Code()
	}
	return page, ""
}

// mayIn is may for whoever acts, asked once for each place.
func (r Reminder) mayIn(t *flows.Turn, known map[string]bool) bool {
	for _, unit := range r.Places {
		may, asked := known[unit]
		if !asked {
			may = directive.MaySend(t.Tx, t.From.ID, unit, t.Event.At)
			known[unit] = may
		}
		if !may {
			return false
		}
	}
	return len(r.Places) > 0
}
