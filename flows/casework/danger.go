package casework

import (
	"caunoi/flows"
	"caunoi/flows/viet"
)

// AskDanger puts the question whether people are in danger on the card of a case
// whose words speak of it, and sets the time after which silence counts as yes
// (conversations 0.2). The caller keeps the case.
func AskDanger(t *flows.Turn, c *Case) {
	c.Danger = AskedFor
	if c.Level > Soon {
		c.Level = Soon
	}
	t.Wake(dangerTimer, c.Code, t.Set.DangerSilence)
	t.Ask(t.Reader, flows.Question{Kind: dangerTimer, Code: c.Code, Open: viet.YesNo, Buttons: []flows.Button{
		{Do: "nguy " + c.Code + " co"}, {Do: "nguy " + c.Code + " chuaro"}, {Do: "nguy " + c.Code + " khong"},
	}})
}
