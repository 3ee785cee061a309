package enroll

import "caunoi/flows"

// TakeGroup uses up the code that links a group to a team, if whoever opens it
// may link that team, and returns the team. The code stays good when somebody
// else tries it. ok is false for every code that is not good now, whatever the
// reason.
func TakeGroup(t *flows.Turn, code string, may func(unit string) bool) (unit string, ok bool) {
	i, ok := invited(t, bare(code))
	if !ok || i.Unit == "" || !may(i.Unit) {
		return "", false
	}
	invitations.Delete(t.Tx, i.Mark)
	return i.Unit, true
}
