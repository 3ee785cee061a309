package enroll

import (
	"strings"

	"caunoi/flows"
)

// TakeGroup uses up the code that links a group to a team, if whoever opens it
// may link that team, and returns the team. A code is good for nobody else, and
// stays good when somebody else tries it.
func TakeGroup(t *flows.Turn, code string, may func(unit string) bool) (unit string, ok bool) {
	i, ok := invited(t, strings.TrimSpace(code))
	if !ok || i.Unit == "" || !may(i.Unit) {
		return "", false
	}
	invitations.Delete(t.Tx, i.Mark)
	return i.Unit, true
}
