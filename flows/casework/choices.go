package casework

import (
	"caunoi/flows"
	"caunoi/flows/text"
)

// ownChoices is what the reporter can do next.
func ownChoices(t *flows.Turn, c Case) []flows.Choice {
	do := func(key, verb string) flows.Choice { return flows.Choice{Key: key, Do: verb + " " + c.Code} }
	_, same := c.asksSame(t)
	switch {
	case c.Danger == AskedFor && c.State.Open():
		return DangerChoices(c.Code)
	case c.State == Done:
		return ConfirmChoices(c.Code)
	case c.State == Rejected || c.Mute:
		return againChoices(c.Code)
	case !c.State.Open():
		return followChoices(t, c)
	case c.asksWhere():
		return append(PlaceChoices(c.Code, Places(t, c.Reporter), 0, cardRoom), besideQuestion(c)...)
	case same:
		return append(SameChoices(c.Code), besideQuestion(c)...)
	case c.Level == LifeAndDanger:
		return []flows.Choice{do("case.button.place", "vitri"), do("case.button.add", "them"), do("case.button.mistake", "rut")}
	case c.State != New:
		return []flows.Choice{do("case.button.urgent", "nang"), do("case.button.add", "them")}
	case c.Unheard && c.Danger == NotAsked:
		return []flows.Choice{
			{Key: "case.button.endangered", Do: "nguy " + c.Code + " co"}, {Key: "button.no", Do: "nguy " + c.Code + " khong"},
			{Key: "case.button.edit", Do: "sua " + c.Code, Row: true}, do("case.button.withdraw", "rut"),
		}
	}
	choices := []flows.Choice{
		do("case.button.urgent", "nang"), do("case.button.edit", "sua"),
		{Key: "category.button", Args: text.Args{"category": text.K("category." + c.Category)}, Do: "loai " + c.Code, Row: true},
	}
	if !c.Above {
		choices = append(choices, do("case.button.above", "kin"))
	}
	switch {
	case len(c.toldBy("")) > 1:
		choices = append(choices, do("case.button.split", "tach"))
	case c.Several:
		choices = append(choices, do("case.button.where", "ban"))
	}
	return append(choices, do("case.button.withdraw", "rut"))
}

// besideQuestion is what can be done while a card asks where it is or whether
// it is the same: what may not wait.
func besideQuestion(c Case) []flows.Choice {
	do := func(key, verb string) flows.Choice { return flows.Choice{Key: key, Do: verb + " " + c.Code} }
	choices := []flows.Choice{do("case.button.urgent", "nang"), do("case.button.edit", "sua"), do("case.button.withdraw", "rut")}
	if c.Level == LifeAndDanger {
		choices = []flows.Choice{do("case.button.place", "vitri"), do("case.button.add", "them"), do("case.button.mistake", "rut")}
	}
	choices[0].Row = true
	return choices
}

// SameChoices are the answers to the question whether it is the same matter.
func SameChoices(code string) []flows.Choice {
	return []flows.Choice{{Key: "case.same.yes", Do: "cung " + code}, {Key: "case.same.no", Do: "rieng " + code}}
}

// DangerChoices are the answers to the question about danger.
func DangerChoices(code string) []flows.Choice {
	return []flows.Choice{
		{Key: "button.yes", Do: "nguy " + code + " co"},
		{Key: "button.unsure", Do: "nguy " + code + " chuaro"},
		{Key: "button.no", Do: "nguy " + code + " khong"},
	}
}

// ConfirmChoices are the answers to the question whether it is settled.
func ConfirmChoices(code string) []flows.Choice {
	return []flows.Choice{
		{Key: "case.resolve.confirm.yes", Do: "duoc " + code},
		{Key: "case.resolve.confirm.no", Do: "chua " + code},
	}
}

// alertChoices is what a handler can do next: what is done most on the card,
// and the rest behind one button.
func alertChoices(t *flows.Turn, c Case, member string) []flows.Choice {
	mine := c.Taker == member
	do := func(key, verb string) flows.Choice { return flows.Choice{Key: key, Do: verb + " " + c.Code} }
	var choices []flows.Choice
	switch {
	case !c.State.Open() || c.State != New && !mine || c.Drill && mine:
		return nil
	case c.Drill:
		return []flows.Choice{do("case.button.take", "nhan")}
	case c.receives(member):
		choices = append(choices, do("case.button.take", "nhan"), do("case.button.decline", "tra"), do("case.button.ask", "hoi"))
	case c.State == New:
		choices = append(choices, do("case.button.take", "nhan"), do("case.button.ask", "hoi"))
	case c.State == Taken:
		choices = append(choices, do("case.button.working", "dang"), do("case.button.ask", "hoi"), do("case.button.done", "xong"))
	default:
		choices = append(choices, do("case.button.ask", "hoi"), do("case.button.done", "xong"))
	}
	if flows.Knows(t, "chuyen") {
		choices = append(choices, do("case.extra.chuyen", "chuyen"))
	}
	switch {
	case c.Level == LifeAndDanger && len(c.CallBack) == 0:
		choices = append(choices, do("case.button.call", "goi"))
	case c.Level != LifeAndDanger && (c.Danger == Silent || c.Unheard):
		choices = append(choices, do("case.button.raise", "nang"))
	}
	return append(choices, do("case.button.more", "khac"))
}
