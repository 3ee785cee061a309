package casework

import "caunoi/flows"

// overdue tells those who should know that a case was not settled in time.
func overdue(t *flows.Turn, c *Case) { c.Clock.Late = true }

// closeSilent closes a case whose reporter has not said for a week whether it is
// settled.
func closeSilent(t *flows.Turn, c *Case) { c.Clock.Silent = c.Clock.Silent.AddDate(1, 0, 0) }
