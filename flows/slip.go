package flows

import (
	"slices"
	"strings"

	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// Sees registers who knows whether whoever acts may see the case of a code, or
// reported it, and which of the cases that whoever acts may see, and that are open,
// have a running number.
func (d *Desk) Sees(sees, reported func(t *Turn, code string) bool, numbered func(t *Turn, number string) []string) {
	d.sees, d.reported, d.numbered = sees, reported, numbered
}

// slip looks for an act on a case whose code is not written as codes are. Where
// there is such a case it is that act; what can only have been meant as one is
// answered, and neither filed nor passed on. told says that it was answered.
func (d *Desk) slip(t *Turn, q *Question, m viet.Meaning) (meant viet.Meaning, told bool) {
	if d.sees == nil || m.Code != "" || t.Event.Text == "" {
		return m, false
	}
	switch m.Kind {
	case viet.Report, viet.Answer, viet.Ask, viet.Danger, viet.Legal:
	default:
		return m, false
	}
	s, ok := viet.ReadSlip(t.Event.Text)
	if !ok {
		return m, false
	}
	seen := s.Code != "" && d.sees(t, s.Code)
	weighs := m.Kind == viet.Danger || m.Kind == viet.Legal || s.Name == "" && matters(s.Said) // more than a code that there is not
	asked := q != nil && !q.Soft && (s.Name == "" || s.Said == s.Number)
	switch {
	case seen && s.Name != "" && (s.Plain || !s.Glued):
		return viet.Meaning{Kind: viet.Verb, Name: s.Name, Code: s.Code, Rest: s.Rest}, false
	case s.Name == "" && (d.reported(t, s.Code) || seen && !asked && (matters(s.Said) || len(t.Event.Files) > 0)): // "nước dâng 2611-1": nobody must wait for a press
		return viet.Meaning{Kind: viet.Verb, Name: "noi", Code: s.Code, Rest: s.Said}, false
	case weighs || asked || !seen && !s.Plain:
		return m, false
	}
	d.tellSlip(t, s, seen)
	return m, true
}

// matters reports whether words look like a matter of the residents, and not like
// an act that was mistyped.
func matters(words string) bool {
	category, level, _ := viet.Guess(words)
	return category != "KHA" || level <= 2
}

// pressMost is how many bytes a button may carry (the Telegram notes, B5: 64), with
// room for its mark.
const pressMost = 60

// slipsMost is how many cases are offered in place of one that there is not.
const slipsMost = 3

// tellSlip says how a mistyped act was understood, and what is possible. Words
// that may be a report all the same are held, and can be filed.
func (d *Desk) tellSlip(t *Turn, s viet.Slip, seen bool) {
	verb := strings.ToUpper(s.Name)
	args := text.Args{"verb": verb, "said": s.Said, "code": s.Code}
	offer := func(code string) Choice {
		if s.Name == "" {
			return Choice{Key: "list.open", Args: text.Args{"code": code}, Do: "xem " + code}
		}
		return Choice{Key: "desk.which.one", Args: text.Args{"verb": verb, "code": code}, Do: s.Name + " " + code}
	}
	var choices []Choice
	var key string
	switch {
	case seen && s.Name == "":
		key, choices = "desk.slip.act", []Choice{offer(s.Code)}
		if tell := "noi " + s.Code + " " + s.Said; len(tell) <= pressMost {
			choices = slices.Insert(choices, 0, Choice{Key: "desk.slip.tell", Do: tell})
		}
	case seen:
		key, choices = "desk.slip.maybe", []Choice{offer(s.Code)}
	default:
		key = "desk.slip.none"
		if s.Name == "" {
			key, args["said"] = "desk.none", s.Code
		}
		for i, code := range d.numbered(t, s.Number) {
			if i == slipsMost {
				break
			}
			choices = append(choices, offer(code))
		}
		if len(choices) > 0 {
			key = "desk.slip.like"
		}
	}
	if s.Rest != "" || len(t.Event.Files) > 0 || s.Name == "" || s.Said == s.Number {
		t.hold()
		choices = append(choices, Choice{Key: "button.file", Do: "ghi", Row: true})
	}
	t.Reply(key, args, choices...)
}
