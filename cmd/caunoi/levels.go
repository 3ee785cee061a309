package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"caunoi/flows"
	"caunoi/store"
)

// sameLevels refuses configured levels that the stored units do not fit. Every
// unit has the name of its level with it, so that under other names a roster
// would make a second tree beside the first. A level that nobody is at yet may
// come in between.
func sameLevels(ctx context.Context, db store.DB, levels []string) error {
	var wrong error
	err := db.View(ctx, func(tx store.Tx) {
		for u := range flows.Units.All(tx) {
			above, _ := flows.Units.Get(tx, u.Parent)
			if why := misfit(u, above, levels); why != "" {
				wrong = fmt.Errorf("%w: levels are %s, but unit %s %s; write levels as they were at the first import",
					errLevels, strings.Join(levels, " > "), u.Code, why)
				return
			}
		}
	})
	if err != nil {
		return fmt.Errorf("compare the levels: %w", err)
	}
	return wrong
}

// misfit says what is wrong with the level of a unit, "" if nothing is. above
// is the unit it hangs on, if there is one.
func misfit(u, above flows.Unit, levels []string) string {
	at := slices.Index(levels, u.Level)
	switch {
	case at < 0:
		return "is stored as " + u.Level
	case u.Team && at < len(levels)-1: // an import makes teams at the lowest level only
		return "is stored as " + u.Level + ", the lowest level"
	case above.Code != "" && slices.Index(levels, above.Level) >= at:
		return "is stored as " + u.Level + ", below " + above.Level
	case !u.Team && slices.Index(levels, above.Level) > 0: // an import hangs whatever is no team on the highest level
		return "is stored below " + above.Code + ", which was " + above.Level + ", the highest level"
	}
	return ""
}
