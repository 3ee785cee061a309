package casework

import (
	"cmp"
	"hash/fnv"
	"slices"
	"strconv"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// A case stands under the units that it was reported under, and its counts with it.
// When the tree changes, each case is given the place that it has by the tree of
// today; what its counts differ by is counted by itself ("moved"), so that both trees
// are read from kept counts, and a case that never moved costs nothing.

// A seenTree is the tree by which all cases were given their place last.
type seenTree struct {
	Digest uint64 `cbor:"1,keyasint"`
}

var seenTrees = store.NewTable("case.tree", func(seenTree) string { return "=" })

// TreeEvery is how often it is looked whether the tree has changed.
const TreeEvery = time.Hour

// TreeTimer names the timer that goes on giving cases their place in today's tree.
const TreeTimer = "viec.tree"

// How many cases are looked at in one turn, and how many of them changed at most.
const (
	treeLooked = 400
	treeMoved  = 40
)

// LookAtTree begins to give all cases their place in the tree of today, if it is not
// the one that they were given it by.
func LookAtTree(t *flows.Turn) {
	sum := fnv.New64a()
	for u := range flows.Units.All(t.Tx) {
		_, _ = sum.Write([]byte(store.Key(u.Code, cmp.Or(u.Into, u.Parent), strconv.FormatBool(u.Open(t.Event.At)))))
	}
	is := seenTree{sum.Sum64()}
	if was, known := seenTrees.Get(t.Tx, "="); !known || was != is {
		seenTrees.Put(t.Tx, is)
		FollowTree(t, "")
	}
}

// FollowTree goes on behind a case.
func FollowTree(t *flows.Turn, after string) {
	ways := map[string][]string{}
	n, moved := 0, 0
	for c := range Cases.Range(t.Tx, after, "") {
		if n == treeLooked || moved == treeMoved {
			t.Wake(TreeTimer, after, 0)
			return
		}
		n, after = n+1, c.Code+"\x00"
		if ways[c.Unit] == nil {
			ways[c.Unit] = wayUp(t, c.Unit)
		}
		if today := c.today(ways[c.Unit]); !slices.Equal(today, c.Today) {
			moved++
			c.Today = today
			Cases.Put(t.Tx, c)
		}
	}
}

// wayUp are the codes of a unit and of those above it now. One that has ended in
// another is not on it: the one that took over is.
func wayUp(t *flows.Turn, unit string) (way []string) {
	for u := range flows.Up(t.Tx, unit) {
		if u.Into == "" || u.Open(t.Event.At) {
			way = append(way, u.Code)
		}
	}
	return way
}

// today is the place of a case on a way of now, and nothing where it never moved.
func (c Case) today(way []string) []string {
	if len(way) == 0 || way[0] == c.Unit && slices.Equal(way[1:], c.Path) {
		return nil
	}
	return way
}

// CountsIn returns the units in whose counts a case is: by the tree of then, or of
// today.
func (c Case) CountsIn(today bool) []string {
	above, own := c.counting()
	units := slices.Clone(above)
	if own != "" {
		units = append(units, own)
	}
	if !today || len(c.Today) == 0 {
		return units
	}
	moved := c
	moved.Today, moved.Unit, moved.Path = nil, c.Today[0], c.Today[1:]
	return moved.CountsIn(false)
}

// Of a unit the sets of its cells: of the reports that it sees, and apart of those
// that went above it; in the count "moved" also of those that are to be taken away.
const (
	setApart uint8 = 1
	setLess  uint8 = 2
)

// moved is the count "moved": by what the counts of today's tree differ.
func moved(c Case) (cells []string) {
	if len(c.Today) == 0 {
		return nil
	}
	then, now := c.CountsIn(false), c.CountsIn(true)
	add := func(units, others []string, set uint8) {
		for _, unit := range units {
			if !slices.Contains(others, unit) {
				cells = append(append(cells, c.cell(unit, set, Came, c.At, 0)), c.fates(unit, set)...)
			}
		}
	}
	add(now, then, 0)
	add(then, now, setLess)
	return cells
}
