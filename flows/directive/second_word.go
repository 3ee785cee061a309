package directive

import (
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// pinRipens is how old a number has to be to count for what goes to many, while
// there is somebody else to agree: whoever holds a stolen phone of somebody without
// a number could set one (S07), and has to keep the phone for a day.
const pinRipens = 24 * time.Hour

// A secondWord is what whoever acts can give besides the own word, for what many
// read: the own number, the consent of a second administrator, both or neither.
type secondWord struct {
	number bool
	second bool
	ripe   time.Time // of a number that does not count yet: when it will
}

// secondWordFor returns what whoever acts can give for some places.
func secondWordFor(t *flows.Turn, places []string) secondWord {
	w := secondWord{number: len(t.From.Pin) > 0, second: len(seconds(t, places, t.From.ID)) > 0}
	if ripe := t.From.PinAt.Add(pinRipens); w.number && w.second && ripe.After(t.Event.At) {
		w.number, w.ripe = false, ripe
	}
	return w
}

// key is the last part of the key of the sentence that asks for it.
func (w secondWord) key() string {
	switch {
	case w.number && w.second:
		return "both"
	case w.number:
		return "pin"
	case !w.ripe.IsZero():
		return "young"
	case w.second:
		return "second"
	}
	return "none"
}

// ask asks for it: the number is the answer to a question of that kind about a code,
// and the verb invites the others. One that does not count yet is taken too, so that
// it becomes no part of what is written.
func (w secondWord) ask(t *flows.Turn, key string, args text.Args, kind, code, verb string) {
	var choices []flows.Choice
	if w.second {
		choices = append(choices, flows.Choice{Key: "compose.invite", Do: verb + " " + code})
	}
	args["ripe"] = text.Moment(w.ripe)
	id := t.Reply(key, args, choices...)
	if !w.number && w.ripe.IsZero() {
		return
	}
	q := flows.Question{Kind: kind, Code: code, Open: viet.Text, Said: id, Until: t.Event.At.Add(numberStands)}
	for _, c := range choices {
		q.Buttons = append(q.Buttons, flows.Button{Do: c.Do})
	}
	t.Ask(t.Reader, q)
}
