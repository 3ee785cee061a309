package casework

import "caunoi/flows"

// sign notes a sign of work: the taking holds for another while from now on.
func sign(t *flows.Turn, c *Case) {}

// decay asks a taker who has given no sign of work whether the case is still
// worked on; without an answer the chase goes on from the same rung.
func decay(t *flows.Turn, c *Case) { c.Clock.Check = c.Clock.Check.AddDate(1, 0, 0) }
