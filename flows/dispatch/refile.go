package dispatch

import (
	"strconv"
	"strings"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// Refile shows what a case is taken for and whose it is, and changes it: its
// category, its level, its place. args: the code, and which, and the new value.
func Refile(t *flows.Turn, args []string) {
	c, role, ok := open(t, "xep", args)
	if !ok {
		return
	}
	words := said(args)
	switch {
	case len(words) == 0:
		showFile(t, c)
	case viet.Fold(words[0]) == "loai":
		category(t, c, role, words[1:])
	case viet.Fold(words[0]) == "noi":
		place(t, c, role, words[1:])
	default:
		category(t, c, role, words)
	}
}

// showFile shows how a case is filed, and the ways to change it.
func showFile(t *flows.Turn, c casework.Case) {
	do := func(key, what string) flows.Choice { return flows.Choice{Key: key, Do: what + " " + c.Code} }
	args := text.Args{"code": c.Code, "category": text.K("category." + c.Category), "level": level(c.Level), "place": casework.PlaceOf(t, c)}
	key := "dispatch.file"
	if c.Wished != 0 && c.Wished != c.Level {
		key, args["wished"] = "dispatch.file.wished", level(c.Wished)
	}
	t.Reply(key, args,
		flows.Choice{Key: "dispatch.button.category", Do: "xep " + c.Code + " loai"},
		do("dispatch.button.level", "muc"),
		flows.Choice{Key: "dispatch.button.place", Do: "xep " + c.Code + " noi"},
		flows.Choice{Key: "case.extra.donvi", Do: "donvi " + c.Code, Row: true})
}

// level is the name of a level.
func level(l casework.Level) text.Key { return text.K("level." + strconv.Itoa(int(l))) }

// category puts a case into the category that the words name, by its code or its
// name; without one it asks, five at a time.
func category(t *flows.Turn, c casework.Case, role string, words []string) {
	all := flows.Categories()
	typed, why := viet.Because(strings.Join(words, " "))
	name := categoryIn(t, typed)
	if name != "" {
		if c.Category == name {
			t.Reply("dispatch.refile.same", text.Args{"code": c.Code, "category": text.K("category." + name)})
			return
		}
		t.Answered(t.Event.Chat, "dispatch.category", c.Code)
		c = explained(t, c, why)
		casework.Refile(t, c, role, name)
		t.Reply("category.done", text.Args{"code": c.Code, "category": text.K("category." + name)})
		return
	}
	from, _ := strconv.Atoi(typed)
	from = within(from, len(all))
	var choices []flows.Choice
	for i, one := range all[from:min(from+page, len(all))] {
		choices = append(choices, flows.Choice{Key: "category." + one, Do: "xep " + c.Code + " loai " + one, Row: i%2 == 0})
	}
	if from+page < len(all) {
		choices = append(choices, flows.Choice{Key: "category.more", Do: "xep " + c.Code + " loai " + strconv.Itoa(from+page), Row: true})
	}
	ask(t, flows.Question{Kind: "dispatch.category", Code: c.Code}, "category.ask", text.Args{"code": c.Code}, choices...)
}

// categoryIn returns the category that words name: by its code, its whole name,
// or a part of the name of one only; "" for none.
func categoryIn(t *flows.Turn, typed string) (code string) {
	want := viet.Fold(typed)
	var part []string
	for _, one := range flows.Categories() {
		name := viet.Fold(t.Word("category." + one))
		switch {
		case want == viet.Fold(one) || want == name:
			return one
		case len(want) > 2 && strings.Contains(" "+name+" ", " "+want+" ") || len(want) > 2 && strings.HasPrefix(name, want+","):
			part = append(part, one)
		}
	}
	if len(part) == 1 {
		return part[0]
	}
	return ""
}

// explained passes the reason that was typed with a decision on to the
// reporters, masked, and returns the case as it is then.
func explained(t *flows.Turn, c casework.Case, why string) casework.Case {
	words, kinds := viet.Mask(viet.Clean(why))
	if words == "" {
		return c
	}
	casework.Tell(t, c, words)
	if len(kinds) > 0 {
		t.Reply("case.masked", nil)
	}
	if now, ok := casework.Cases.Get(t.Tx, c.Code); ok {
		return now
	}
	return c
}

// CategorySaid takes the name of a category, in words.
func CategorySaid(t *flows.Turn, q flows.Question, m viet.Meaning) {
	if !left(t, m) {
		Refile(t, []string{q.Code, "loai", t.Event.Text})
	}
}

// Grade gives a case another level. args: the code, the level by number or name,
// and the reason, which the reporter reads. What becomes urgent does not wait
// for a reason.
func Grade(t *flows.Turn, args []string) {
	c, role, ok := open(t, "muc", args)
	if !ok {
		return
	}
	to, why := levelIn(t, said(args))
	switch {
	case to == 0:
		askLevel(t, c)
	case to == c.Level:
		t.Reply("dispatch.level.same", text.Args{"code": c.Code, "level": level(to)})
	case why == "" && to != casework.LifeAndDanger:
		askWhy(t, c, to)
	default:
		graded(t, c, role, to, why)
	}
}

// levelIn reads a level at the head of words, by its number or its name, and what
// follows it.
func levelIn(t *flows.Turn, words []string) (casework.Level, string) {
	for to := casework.LifeAndDanger; to <= casework.ToKnow; to++ {
		name := strings.Fields(t.Word("level." + strconv.Itoa(int(to))))
		for _, form := range [][]string{{strconv.Itoa(int(to))}, name} {
			if n := len(form); len(words) >= n && viet.Fold(strings.Join(words[:n], " ")) == viet.Fold(strings.Join(form, " ")) {
				return to, strings.Join(words[n:], " ")
			}
		}
	}
	return 0, ""
}

func askLevel(t *flows.Turn, c casework.Case) {
	var choices []flows.Choice
	for to := casework.LifeAndDanger; to <= casework.ToKnow; to++ {
		if to != c.Level {
			choices = append(choices, flows.Choice{Key: "level." + strconv.Itoa(int(to)), Do: "muc " + c.Code + " " + strconv.Itoa(int(to))})
		}
	}
	ask(t, flows.Question{Kind: "dispatch.level", Code: c.Code}, "dispatch.level.ask", text.Args{"code": c.Code, "level": level(c.Level)}, choices...)
}

func askWhy(t *flows.Turn, c casework.Case, to casework.Level) {
	ask(t, flows.Question{Kind: "dispatch.level", Code: c.Code, Item: strconv.Itoa(int(to))}, "dispatch.level.why", text.Args{"code": c.Code, "level": level(to)})
}

// LevelSaid takes a level, by number or name, or the reason for the one that was
// chosen.
func LevelSaid(t *flows.Turn, q flows.Question, m viet.Meaning) {
	if !left(t, m) {
		Grade(t, []string{q.Code, strings.TrimSpace(q.Item + " " + viet.Clean(t.Event.Text))})
	}
}

func graded(t *flows.Turn, c casework.Case, role string, to casework.Level, why string) {
	t.Answered(t.Event.Chat, "dispatch.level", c.Code)
	words, kinds := viet.Mask(viet.Clean(why))
	casework.Grade(t, c, role, to, casework.Part{Text: words})
	t.Reply("dispatch.level.done", text.Args{"code": c.Code, "level": level(to)})
	if len(kinds) > 0 {
		t.Reply("case.masked", nil)
	}
}
