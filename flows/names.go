package flows

import (
	"maps"
	"slices"
)

// Names lists every command, verb and door that is registered, for those who
// check that of each it is known who may do it.
func (d *Desk) Names() []string {
	names := slices.Collect(maps.Keys(d.commands))
	names = slices.AppendSeq(names, maps.Keys(d.verbs))
	names = slices.AppendSeq(names, maps.Keys(d.doors))
	slices.Sort(names)
	return slices.Compact(names)
}
