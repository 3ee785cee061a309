package bot

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"caunoi/flows"
)

// hourSpan is how hours are written.
var hourSpan = regexp.MustCompile(`^([0-9]{1,2})-([0-9]{1,2})$`)

// ladderExample is how a rung is written.
const ladderExample = `"15m standin leader"`

// setLadder reads a ladder, a line for each rung, and names every fault in it
// with the line it stands in.
func setLadder(r *configReader, to *flows.Ladder, e given) (wrong, mend string) {
	ordinary := strings.HasPrefix(e.key, promised[3])
	switch {
	case len(e.list) == 0 && !ordinary:
		return "calls nobody", "write " + exampleOf(e.key)
	case len(e.list) > longestLadder:
		return "has more than " + strconv.Itoa(longestLadder) + " rungs", "keep those that call somebody"
	}
	var rungs []flows.Rung
	sound := len(r.faults) // what follows a faulty rung is not held against its delay
	called := map[flows.Target]int{}
	for i, line := range e.list {
		rung, wrong, mend := rungOf(line)
		if wrong == "" && len(r.faults) == sound {
			wrong, mend = fits(rungs, rung)
		}
		for _, target := range rung.To {
			if at, twice := called[target]; twice && wrong == "" {
				wrong = "calls " + string(target) + " a second time, first in line " + strconv.Itoa(at)
				mend = "name each once: rounds go through the whole ladder again"
			}
			called[target] = e.lines[i]
		}
		if wrong != "" {
			r.faultIn(e, i, wrong, mend)
			continue
		}
		rungs = append(rungs, rung)
	}
	to.Rungs = rungs
	return "", ""
}

// rungOf reads one rung: how long after the beginning, and whom it calls.
func rungOf(line string) (rung flows.Rung, wrong, mend string) {
	words := strings.Fields(line)
	if len(words) == 0 {
		return rung, "is an empty rung", "write " + ladderExample + ", or leave it out"
	}
	after, ok := span(words[0])
	switch {
	case !ok:
		return rung, "does not begin with a length of time", "write how long after the report and whom, as " + ladderExample
	case after < 0 || after > longestStep:
		return rung, "is out of bounds", "write 0m to " + Span(longestStep)
	case len(words) == 1:
		return rung, "calls nobody", "name whom, as " + ladderExample + ", or leave the rung out"
	}
	rung.After = after
	for _, word := range words[1:] {
		target := flows.Target(word)
		if !slices.Contains(flows.Targets(), target) {
			return rung, "calls " + word + ", which this release does not know", "whom it can call: " + targetNames()
		}
		if slices.Contains(rung.To, target) {
			return rung, "calls " + word + " twice", "name each once"
		}
		rung.To = append(rung.To, target)
	}
	return rung, "", ""
}

// fits says what is wrong with a rung after those before it.
func fits(before []flows.Rung, next flows.Rung) (wrong, mend string) {
	switch {
	case len(before) == 0 && next.After != 0:
		return "lets everybody wait", "let the first rung begin with 0m"
	case len(before) > 0 && next.After <= before[len(before)-1].After:
		return "is not later than the rung before it, " + Span(before[len(before)-1].After), "write the rungs in their order, or put both into one"
	}
	return "", ""
}

// targetNames lists whom a rung can call.
func targetNames() string {
	var names []string
	for _, t := range flows.Targets() {
		names = append(names, string(t))
	}
	return strings.Join(names, ", ")
}

// setHot reads how many reports of a category from one commune make a hot spot.
// What is written stands in place of all defaults.
func setHot(r *configReader, e given) (wrong, mend string) {
	hot := map[string]flows.Hot{}
	for i, line := range e.list {
		words := strings.Fields(line)
		if len(words) != 3 {
			r.faultIn(e, i, "is not a category, a number and a length of time", `write it as "TAI 3 24h"`)
			continue
		}
		category := strings.ToUpper(words[0])
		var one flows.Hot
		wrong, mend := setWhole(&one.N, words[1], 2, 1000)
		if wrong == "" {
			wrong, mend = setSpan(&one.Within, words[2], time.Hour, 31*day)
		}
		_, twice := hot[category]
		switch {
		case !slices.Contains(flows.Categories(), category):
			wrong, mend = unknownCategory(category)
		case flows.Personal(category):
			wrong, mend = "is about persons or what people think, which are not counted together", "leave it out"
		case twice:
			wrong, mend = "names "+category+" a second time", "keep one of the two"
		}
		if wrong != "" {
			r.faultIn(e, i, wrong, mend)
			continue
		}
		hot[category] = one
	}
	r.config.Hot = hot
	return "", ""
}

// unknownCategory says that there is no such category.
func unknownCategory(category string) (wrong, mend string) {
	return "names the category " + category + ", which this release does not know", "there are " + strings.Join(flows.Categories(), ", ")
}

// setRoutes reads which office gets what. Whether units and offices are in the
// tree only the database knows: caunoi check --ladder names those that are not.
func setRoutes(r *configReader, e given) (wrong, mend string) {
	var routes []flows.Route
	for i, line := range e.list {
		words := strings.Fields(strings.ToUpper(line)) // as codes are stored
		if len(words) != 3 {
			r.faultIn(e, i, "is not a category, a unit and an office", `write it as "HTA 03169 VP-03169", with * for every category`)
			continue
		}
		route := flows.Route{Category: words[0], Unit: words[1], Office: words[2]}
		if route.Category == "*" {
			route.Category = ""
		}
		wrong, mend := "", ""
		switch {
		case route.Category != "" && !slices.Contains(flows.Categories(), route.Category):
			wrong, mend = unknownCategory(route.Category)
		case route.Unit == route.Office:
			wrong, mend = "leads to the unit itself", "name the office that gets the cases"
		case slices.Contains(routes, route):
			wrong, mend = "is the same route a second time", "keep one of the two"
		}
		if wrong != "" {
			r.faultIn(e, i, wrong, mend)
			continue
		}
		routes = append(routes, route)
	}
	r.config.Routes = routes
	return "", ""
}
