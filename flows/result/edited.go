package result

import (
	"slices"
	"strconv"
	"time"

	"caunoi/flows"
	"caunoi/flows/figures"
	"caunoi/flows/viet"
)

// retell reads tellings of one message anew, one for each day, and drops the items
// they had. Where the words tell no results, or of no day that they can be of, it
// returns the sentence about that, and all stays as it was.
func retell(t *flows.Turn, was []Telling, given string) (all []Telling, wrong string) {
	told, _ := cut(given)
	fills := flows.FromTeam
	if u, there := flows.Units.Get(t.Tx, was[0].Unit); there && !u.Team {
		fills = flows.FromCommune
	}
	masked, _ := viet.Mask(viet.Clean(given))
	for _, p := range parts(t, told) {
		k := was[min(len(all), len(was)-1)]
		if len(all) >= len(was) {
			k.Seq = 0
		}
		k.Text, k.Items, k.Added, k.Apart = masked, nil, time.Time{}, false
		k.on(t, p.when)
		k.fill(t.Set.Indicators, figures.Read(t.Set.Indicators, p.text), fills)
		switch {
		case len(k.Sure)+len(k.Asked) == 0:
			continue
		case p.when.wrong != rightDay:
			return nil, string(ahead)
		}
		all = append(all, k)
	}
	if len(all) == 0 {
		return nil, "result.unread"
	}
	for n, k := range was {
		k.forget(t)
		k.unfile(t.Tx)
		if n >= len(all) {
			k.State = Gone
			Tellings.Put(t.Tx, k)
		}
	}
	return all, ""
}

// Edited takes the change of a message that told results: its items follow it
// while the month is open. All else goes to report.
func Edited(report func(t *flows.Turn)) func(t *flows.Turn) {
	return func(t *flows.Turn) {
		was := standing(t, t.Event.Message)
		if len(was) == 0 {
			report(t)
			return
		}
		if kind := viet.Mean(t.Event.Text, viet.Context{}).Kind; was[0].Case != "" || kind == viet.Urgent || kind == viet.Danger || kind == viet.Secret {
			report(t)
			if kind == viet.Secret {
				return
			}
		}
		masked, _ := viet.Mask(viet.Clean(t.Event.Text))
		if masked == was[0].Text || was[0].left(t) || slices.ContainsFunc(was, func(k Telling) bool { return k.fixed(t) }) {
			return // a service also tells of changes that nobody made
		}
		follow(t, was)
	}
}

// follow changes what a message told after its words. What was only offered stays so.
func follow(t *flows.Turn, was []Telling) {
	_, called := cut(t.Event.Text)
	offered := !called && !slices.ContainsFunc(was, func(k Telling) bool { return k.State != Offered })
	all, wrong := retell(t, was, t.Event.Text)
	if wrong != "" && !offered {
		for _, k := range was {
			TakeBack(t, []string{strconv.Itoa(k.Seq)})
		}
	}
	for _, k := range all {
		switch {
		case !offered:
			k.keep(t, "result.changed")
		case k.Seq == 0:
			k.offer(t)
		default:
			Tellings.Put(t.Tx, k)
			k.showOffer(t)
		}
	}
}
