package casework

import (
	"slices"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// farthest is how many working days from now a deadline can be put off to.
const farthest = 30

// dayForm is how a day stands in a button and in the log.
const dayForm = "20060102"

// offers are by how many working days the buttons put a deadline off.
var offers = [...]int{1, 3, 5}

// extendReasons are the ready reasons, the last parts of their keys.
var extendReasons = [...]string{"supplies", "above", "weather"}

// Extend puts the deadline of a case off, for who has it or the desk: to a day,
// and with a reason that the reporter and the level above read. What is missing
// is asked for. args: code, then the day and the reason in words, or what
// buttons say: "=20261130" and "#weather".
func Extend(t *flows.Turn, args []string) {
	c, role, ok := find(t, args)
	if !ok || !mayExtend(t, c, role) {
		return
	}
	words := viet.Clean(strings.Join(args[1:], " "))
	if pressed, ok := strings.CutPrefix(words, "="); ok {
		extendPressed(t, c, pressed)
		return
	}
	end, why, ok := newDue(t, c, words)
	if !ok && askRealDay(t, c, words) {
		return
	}
	p, kinds := reasonOf(t, why)
	switch {
	case !ok:
		askDay(t, c, words, holdExtend(t, c, p))
	case !fitsDue(t, c, end):
		holdExtend(t, c, p)
	default:
		extendTo(t, c, end, p)
		tellMasked(t, kinds)
	}
}

// mayExtend reports whether whoever acts may put a deadline off, and says what
// is true if not.
func mayExtend(t *flows.Turn, c Case, role string) bool {
	if takenOrDesk(c, role, c.Taker == t.From.ID) {
		return true
	}
	refuse(t, &c, "giahan")
	mineToWork(t, c)
	return false
}

// newDue reads the end of the day to which a deadline is put off, and the reason
// around it.
func newDue(t *flows.Turn, c Case, words string) (end time.Time, why string, ok bool) {
	if head, _, _ := strings.Cut(viet.Fold(words), " "); head == "mai" {
		words = "ngày " + words // where a day is wanted it is nobody's name
	}
	if n, rest, ok := viet.CutSpan(words); ok {
		return t.Set.Holidays.After(base(t, c), n, t.Set.Zone), reasonIn(rest), true
	}
	day, before, after, ok := viet.CutDay(words, t.Event.At.In(t.Set.Zone))
	if !ok {
		return time.Time{}, reasonIn(words), false
	}
	return day.AddDate(0, 0, 1), reasonAround(before, after), true
}

// reasonIn drops what only leads to a reason.
func reasonIn(words string) string {
	words = strings.TrimLeft(words, " ,.;:-–")
	if strings.HasPrefix(viet.Fold(words), "ly do") {
		words = strings.TrimLeft(string([]rune(words)[len("ly do"):]), " ,.;:-–")
	}
	return words
}

// base is the moment from which working days are counted on: the old deadline,
// or now if that is over.
func base(t *flows.Turn, c Case) time.Time {
	return later(t.Event.At, c.Clock.Due.Add(-time.Second))
}

// fitsDue reports whether a deadline can be put off to the end of a day, and says
// why not: it is past, not after the old one, or too far away.
func fitsDue(t *flows.Turn, c Case, end time.Time) bool {
	args := text.Args{"code": c.Code, "day": lastDay(end), "old": dueDay(c), "n": farthest}
	switch {
	case !end.After(t.Event.At):
		askExtend(t, c, "work.extend.past", args)
	case !c.Clock.Due.IsZero() && !end.After(c.Clock.Due):
		askExtend(t, c, "work.extend.before", args)
	case end.After(t.Set.Holidays.After(t.Event.At, farthest, t.Set.Zone)):
		askExtend(t, c, "work.extend.far", args)
	default:
		return true
	}
	return false
}

// lastDay is the day that ends at a moment.
func lastDay(end time.Time) text.Day { return text.Day(end.Add(-time.Second)) }

// askDay asks to which day a deadline is put off. Words that name no day may have
// been kept as the reason.
func askDay(t *flows.Turn, c Case, words string, kept bool) {
	key := "work.extend.ask"
	switch {
	case kept:
		key = "work.extend.unread"
	case words != "":
		key = "work.extend.vague"
	case c.Clock.Due.IsZero():
		key = "work.extend.none"
	}
	args := text.Args{"code": c.Code}
	if key == "work.extend.ask" {
		args["old"] = dueDay(c)
	}
	askExtend(t, c, key, args)
}

// askExtend puts a sentence that wants a day, with those that are chosen most.
func askExtend(t *flows.Turn, c Case, key string, args text.Args) {
	var choices []flows.Choice
	limit := t.Set.Holidays.After(t.Event.At, farthest, t.Set.Zone)
	for _, n := range offers {
		if end := t.Set.Holidays.After(base(t, c), n, t.Set.Zone); !end.After(limit) {
			do := "giahan " + c.Code + " =" + end.Add(-time.Second).In(t.Set.Zone).Format(dayForm)
			choices = append(choices, flows.Choice{Key: "work.extend.by", Args: text.Args{"n": n, "day": lastDay(end)}, Do: do, Row: true})
		}
	}
	id := t.Reply(key, args, choices...)
	t.Ask(t.Reader, flows.Question{Kind: "case.extend", Code: c.Code, Open: viet.Text, Until: t.Event.At.Add(askedFor), Said: id})
}

// extendPressed does what a button says: the day, and perhaps the reason.
func extendPressed(t *flows.Turn, c Case, pressed string) {
	words := strings.Fields(pressed)
	if len(words) == 0 {
		askDay(t, c, "", false)
		return
	}
	day, err := time.ParseInLocation(dayForm, words[0], t.Set.Zone)
	if err != nil {
		askDay(t, c, "", false)
		return
	}
	end := day.AddDate(0, 0, 1)
	if !fitsDue(t, c, end) {
		return
	}
	if len(words) > 1 && slices.Contains(extendReasons[:], strings.TrimPrefix(words[1], "#")) {
		extendTo(t, c, end, Part{Text: t.Word("work.extend.reason." + words[1][1:])})
		return
	}
	extendTo(t, c, end, Part{})
}

// ExtendSaid takes the day that was asked for, or the reason.
func ExtendSaid(t *flows.Turn, q flows.Question, m viet.Meaning) {
	if m.Kind == viet.Cancel || m.Kind == viet.Back {
		flows.TakeHeld(t, "giahan/"+q.Code)
		t.Reply("talk.cancelled", nil)
		return
	}
	if q.Item == "" {
		Extend(t, []string{q.Code, t.Event.Text})
		return
	}
	c, role, ok := find(t, []string{q.Code})
	day, err := time.ParseInLocation(dayForm, q.Item, t.Set.Zone)
	if !ok || err != nil || !mayExtend(t, c, role) || !fitsDue(t, c, day.AddDate(0, 0, 1)) {
		return
	}
	p, kinds := reasonOf(t, t.Event.Text)
	extendTo(t, c, day.AddDate(0, 0, 1), p)
	tellMasked(t, kinds)
}

// extendTo puts a deadline off if the reason is known, and else asks for it.
func extendTo(t *flows.Turn, c Case, end time.Time, why Part) {
	if held, ok := flows.TakeHeld(t, "giahan/"+c.Code); ok && why.Text == "" && len(why.Files) == 0 {
		why.Text, why.Files = held.Text, held.Files
	}
	if why.Text == "" && len(why.Files) == 0 {
		askExtendWhy(t, c, end)
		return
	}
	extend(t, c, end, why)
}

// askExtendWhy asks why a deadline is put off.
func askExtendWhy(t *flows.Turn, c Case, end time.Time) {
	day := end.Add(-time.Second).In(t.Set.Zone).Format(dayForm)
	var choices []flows.Choice
	for _, r := range extendReasons {
		choices = append(choices, flows.Choice{Key: "work.extend.reason." + r, Do: "giahan " + c.Code + " =" + day + " #" + r, Row: true})
	}
	id := t.Reply("work.extend.why", text.Args{"code": c.Code, "day": lastDay(end)}, choices...)
	t.Ask(t.Reader, flows.Question{Kind: "case.extend", Code: c.Code, Item: day, Open: viet.Text, Until: t.Event.At.Add(askedFor), Said: id})
}

// extend puts the deadline of a case off. Its reporters and the level above are
// told each time, with the reason.
func extend(t *flows.Turn, c Case, end time.Time, why Part) {
	role, _ := roleOf(t, t.From.ID, c)
	follow(t, &c, role)
	old := c.Clock.Due
	why.At, why.By, why.Kind = t.Event.At, t.From.ID, Reason
	c.Parts = append(slices.Clone(c.Parts), why)
	c.Clock.Due, c.Clock.Late, c.Extended = end, false, c.Extended+1
	c.note(t, "extended", end.Add(-time.Second).In(t.Set.Zone).Format(time.DateOnly))
	if c.State == New && c.Clock.Ladder.AtDue {
		begin(t, &c) // which waits for the new day
	}
	if c.Taker == t.From.ID {
		sign(t, &c)
	}
	t.Answered(t.Event.Chat, "case.extend", c.Code) // what else is asked about it stays
	Keep(t, c)
	Show(t, c)
	args := func() text.Args {
		return text.Args{"code": c.Code, "role": text.K(role), "day": lastDay(end), "n": c.Extended, "said": saidIn(why)}
	}
	tell(t, c, "work.extend.told", args())
	tellFollowers(t, c, "work.extend.told", args())
	above := args()
	above["role"] = text.Small(text.K(role))
	key := "work.extend.above.first"
	if !old.IsZero() {
		key, above["old"] = "work.extend.above", lastDay(old)
	}
	for _, m := range levelAbove(t, c, t.From.ID) {
		t.Say(m.Reader(), flows.Note{Key: key, Args: above, Lane: laneOf(c), About: Notice(c.Code)})
	}
	if m, ok := flows.Members.Get(t.Tx, c.Taker); ok && c.Taker != t.From.ID {
		t.Say(m.Reader(), flows.Note{Key: "work.extend.told", Args: args(), Lane: laneOf(c), About: Notice(c.Code)})
	}
	t.Reply("work.extend.done", text.Args{"code": c.Code, "day": lastDay(end)})
}
