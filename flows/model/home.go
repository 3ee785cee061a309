package model

import (
	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/store"
)

// home says how many models stand where.
func home(t *flows.Turn, units []string) {
	lines := text.List{text.K("model.home")}
	var choices []flows.Choice
	all := filledShelves(t, units)
	for _, s := range all {
		lines = append(lines, text.Key{Name: "model.home." + string(s.shelf), Args: text.Args{"n": s.n}})
		choices = append(choices, s.opens(len(choices)))
	}
	if len(all) == 0 {
		lines = append(lines, text.K("model.home.none"))
	} else {
		lines = append(lines, text.K("model.home.find"))
	}
	adds := len(registering(t, t.From.ID)) > 0
	if len(choices) > mostShelves && adds { // with the button below a screen has six at most
		choices = append(choices[:mostShelves-1], flows.Choice{Key: "model.button.more", Do: "mhds " + others + " - 0", Row: true})
	}
	if adds {
		choices = append(choices, flows.Choice{Key: "model.button.add", Do: "mhthem", Row: true})
	}
	t.Reply("model.lines", text.Args{"lines": lines}, choices...)
}

// mostShelves is how many buttons of shelves the first screen has beside that to
// register, and others the name under which the shelves are shown that have none there.
const (
	mostShelves = 5
	others      = "khac"
)

// A filled shelf has something on it.
type filled struct {
	shelf
	n int
}

func filledShelves(t *flows.Turn, units []string) (all []filled) {
	for _, s := range shelves {
		if n := count(t, units, s); n > 0 {
			all = append(all, filled{s, n})
		}
	}
	return all
}

// opens is the button of a shelf, in rows of two.
func (s filled) opens(place int) flows.Choice {
	return flows.Choice{Key: "model.shelf." + string(s.shelf), Do: "mhds " + string(s.shelf) + " - 0", Row: place > 0 && place%2 == 0}
}

// furtherShelves shows the shelves that have no button on the first screen.
func furtherShelves(t *flows.Turn, units []string) {
	lines := text.List{text.K("model.home")}
	var choices []flows.Choice
	all := filledShelves(t, units)
	for _, s := range all[min(len(all), mostShelves-1):] {
		lines = append(lines, text.Key{Name: "model.home." + string(s.shelf), Args: text.Args{"n": s.n}})
		choices = append(choices, s.opens(len(choices)))
	}
	choices = append(choices, flows.Choice{Key: "model.button.home", Do: "mohinh", Row: true})
	t.Reply("model.lines", text.Args{"lines": lines}, choices...)
}

// count is how many models of some units stand on a shelf, from kept counters; of
// those that are late up to a thousand are counted.
func count(t *flows.Turn, units []string, s shelf) (n int) {
	const most = 1000
	for _, unit := range units {
		if s != late {
			n += int(Models.Counted(t.Tx, "shelf", store.Key(unit, string(s))))
			continue
		}
		for range Models.Keys(t.Tx, "due", store.Key(unit), store.Key(unit, today(t))) {
			if n++; n >= most {
				return n
			}
		}
	}
	return n
}
