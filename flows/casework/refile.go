package casework

import (
	"cmp"
	"strconv"

	"caunoi/flows"
	"caunoi/flows/text"
)

// Refile puts a case into another category, for a desk that decides so: it goes
// to the offices of that category, and its reporter reads it. role is what
// whoever acts is to the case.
func Refile(t *flows.Turn, c Case, role, category string) {
	if c.Category == category {
		return
	}
	old := c.Category
	c.Category, c.Chosen, c.Same = category, true, ""
	c.note(t, "refiled", old+" > "+category)
	Rerouted(t, &c, old)
	Keep(t, c)
	Show(t, c)
	tellAll(t, c, "dispatch.refile.told", text.Args{"role": text.K(role), "category": text.K("category." + category)})
}

// Grade gives a case another level, for a desk that decides so and says why. The
// level its reporter gave it is kept beside. What becomes urgent is raised at
// once; what is urgent no longer is chased as its new level says, and what was
// kept for the time of danger only is erased. The reporter reads the reason.
func Grade(t *flows.Turn, c Case, role string, level Level, why Part) {
	was := c.Level
	if was == level {
		return
	}
	c.Wished = cmp.Or(c.Wished, was)
	why.At, why.By, why.Kind = t.Event.At, t.From.ID, Reason
	if why.Text != "" {
		c.Parts = append(c.Parts, why)
	}
	c.note(t, "graded", strconv.Itoa(int(was))+" > "+strconv.Itoa(int(level)))
	noDanger(t, &c, level)
	switch {
	case level == LifeAndDanger:
		Raise(t, &c, "by the desk")
	default:
		if was == LifeAndDanger {
			c.erase()
		}
		c.Level = level
		Recheck(t, &c)
		Graded(t, &c)
	}
	Keep(t, c)
	Show(t, c)
	key := "dispatch.level.told"
	if why.Text == "" {
		key = "dispatch.level.told.plain"
	}
	why.Text = short(why.Text, questionN)
	args := text.Args{"role": text.K(role), "was": levelName(was), "level": levelName(level), "said": saidIn(why)}
	tellAll(t, c, key, args)
	if c.State != New { // the card of who works on it changes where nobody looks; whom the chase calls reads it there
		lines := append(text.List{k(key, args)}, dueLines(t, c)...)
		tellHandlers(t, c, "case.lines", text.Args{"lines": lines}, flows.Choice{Key: "list.open", Args: text.Args{"code": c.Code}, Do: "xem " + c.Code})
	}
}

// noDanger ends the question whether somebody is in danger: a person has decided
// how pressing the case is.
func noDanger(t *flows.Turn, c *Case, level Level) {
	if c.Danger != AskedFor && c.Danger != Silent || level == LifeAndDanger {
		return
	}
	c.Danger = No
	t.Rest("report.danger", c.Code)
	t.Answered(c.Chat, "report.danger", c.Code)
}

// Remove makes a case one of another unit, for a desk that decides so: who has
// nothing to do with it there loses it, a taker among them, and those there are
// told. The reporter reads it.
func Remove(t *flows.Turn, c Case, role, unit string) {
	if c.Unit == unit {
		return
	}
	Move(t, &c, unit)
	Recheck(t, &c)
	Keep(t, c)
	Show(t, c)
	tellAll(t, c, "dispatch.move.told", text.Args{"role": text.K(role), "place": placeName(t, c, true, false)})
}

// GiveOffice gives a case to a further office, for a desk that decides so. It
// reports whether the office can have it and had it not.
func GiveOffice(t *flows.Turn, c Case, office string) bool {
	if !mayHave(t, c, office) || !giveTo(t, &c, office) {
		return false
	}
	c.note(t, "office", office)
	Keep(t, c)
	Show(t, c)
	return true
}

// TakeOffice takes a case from an office. Whoever had taken it there is told in
// words: a card that changes is easily passed over. It reports whether the office
// had it.
func TakeOffice(t *flows.Turn, c Case, office string) bool {
	taker := c.Taker
	if !takeFrom(t, &c, office) {
		return false
	}
	if taker != "" && c.Taker == "" {
		m, _ := flows.Members.Get(t.Tx, taker)
		u, _ := flows.Units.Get(t.Tx, office)
		t.Say(m.Reader(), flows.Note{Key: "dispatch.office.taken", Args: text.Args{"code": c.Code, "office": u.Name}, Lane: laneOf(c), About: Notice(c.Code)})
	}
	Keep(t, c)
	Show(t, c)
	return true
}

// tellAll tells the reporter something, and the further reporters, each by the
// own number.
func tellAll(t *flows.Turn, c Case, key string, args text.Args) {
	args["code"] = c.Code
	tell(t, c, key, args)
	tellFollowers(t, c, key, args)
}
