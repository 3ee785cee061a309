package casework

import (
	"slices"
	"strconv"
	"strings"

	"caunoi/flows"
	"caunoi/flows/rota"
	"caunoi/flows/text"
	"caunoi/flows/viet"
	"caunoi/store"
)

// ReceiverSaid takes to whom a case is to go, and perhaps why.
func ReceiverSaid(t *flows.Turn, q flows.Question, m viet.Meaning) {
	if m.Kind == viet.Cancel || m.Kind == viet.Back {
		flows.TakeHeld(t, "chuyen/"+q.Code)
		t.Reply("talk.cancelled", nil)
		return
	}
	c, role, ok := find(t, []string{q.Code})
	switch words := strings.Fields(viet.Clean(t.Event.Text)); {
	case !ok || !mayHandOn(t, c, role):
	case q.Item != strconv.Itoa(c.Given.Nth):
		said(t, c)
	case len(words) == 0:
		askReceiver(t, c, 0, nil)
	default:
		handTyped(t, c, words, true)
	}
}

// handTyped reads to whom and why out of what was typed: "cho anh Bình vì bận
// họp", "trực xã việc này cần ...", "cấp trên ...". answers says that it was
// asked to whom: the reason may be known already.
func handTyped(t *flows.Turn, c Case, words []string, answers bool) {
	who, used, up := whoIsMeant(t, everybody(t, c), words)
	why := strings.TrimLeft(strings.Join(words[used:], " "), " ,.;:-–")
	if folded := viet.Fold(why); strings.HasPrefix(folded, "ly do") {
		why = strings.TrimLeft(string([]rune(why)[len("ly do"):]), " ,.;:-–")
	}
	p, kinds := reasonOf(t, why)
	if answers && p.Text == "" && len(p.Files) == 0 && (up || len(who) > 0) {
		held, _ := flows.TakeHeld(t, "chuyen/"+c.Code)
		p.Text, p.Files = held.Text, held.Files
	}
	can := slices.DeleteFunc(slices.Clone(who), func(r receiver) bool { return notToReceive(t, c, r.Member) != "" })
	target := upward
	switch {
	case !up && len(who) == 0 && answers && len(words) <= longestName && len(p.Files) == 0: // a name that nobody has is no reason
		t.Reply("work.hand.nameless", text.Args{"code": c.Code})
		askReceiver(t, c, 0, nil)
		return
	case !up && len(who) == 0:
		askUnknown(t, c, strings.Join(words, " "))
		return
	case !up && len(can) > 1:
		holdReason(t, c, p)
		askReceiver(t, c, 0, can)
		return
	case !up && len(can) == 0:
		refuseReceiver(t, c, who[0].Member, notToReceive(t, c, who[0].Member))
		return
	case !up:
		target = can[0].ID
	}
	people, ok := receiving(t, c, target)
	switch {
	case !ok:
	case p.Text == "" && len(p.Files) == 0:
		askWhy(t, c, people, strings.TrimPrefix(strings.Fields(handTo(c, target))[2], "="))
	default:
		handOver(t, c, people, p)
		tellMasked(t, kinds)
	}
}

// holdReason keeps a reason until it is known to whom the case is to go.
func holdReason(t *flows.Turn, c Case, p Part) {
	if p.Text != "" || len(p.Files) > 0 {
		flows.Hold(t, "chuyen/"+c.Code, p.Text, p.Files)
	}
}

// askUnknown says that nobody of that name may have the case, and offers those
// who may. What was typed is kept as the reason.
func askUnknown(t *flows.Turn, c Case, words string) {
	masked, _ := viet.Mask(viet.Clean(words))
	flows.Hold(t, "chuyen/"+c.Code, masked, t.Event.Files)
	t.Reply("work.hand.unknown", text.Args{"code": c.Code})
	askReceiver(t, c, 0, nil)
}

// onTheWay are words before a name that say nothing of who it is.
var onTheWay = [...]string{"cho", "sang", "qua", "den", "toi", "len", "ve", "anh", "chi", "ong", "ba", "bac", "chu", "co", "em", "dong", "d/c", "dc", "gap"}

// longestName is how many words a name or a role has at most.
const longestName = 5

// whoIsMeant finds those of some people whom the first words name, by name or by
// role, and how many words that took. The last of the words that could begin a name
// does: "chị Chi".
func whoIsMeant(t *flows.Turn, pool []receiver, words []string) (who []receiver, used int, up bool) {
	folded := make([]string, len(words))
	for i, w := range words {
		folded[i] = strings.Trim(viet.Fold(w), " ,.;:-–")
	}
	for i := 0; i < len(words); i++ {
		for n := min(longestName, len(words)-i); n > 0; n-- {
			phrase := strings.Join(folded[i:i+n], " ")
			if phrase == "cap tren" || phrase == "tren" {
				return nil, i + n, true
			}
			if found := calledSo(t, pool, phrase); len(found) > 0 {
				who, used = found, i+n
				break
			}
		}
		if !slices.Contains(onTheWay[:], folded[i]) && !(folded[i] == "chi" && i > 0 && folded[i-1] == "dong") {
			break
		}
	}
	return who, used, false
}

// calledSo returns those of the people who have a name, or the end of one, or a
// role.
func calledSo(t *flows.Turn, pool []receiver, phrase string) []receiver {
	var by []receiver
	for _, r := range pool {
		if name := viet.Fold(r.Name); name == phrase || strings.HasSuffix(name, " "+phrase) {
			by = append(by, r)
		}
	}
	if len(by) > 0 {
		return by
	}
	for _, r := range pool {
		if viet.Fold(t.Word(r.role)) == phrase {
			by = append(by, r)
		}
	}
	if role, ok := viet.Role(phrase); ok && len(by) == 0 {
		for _, r := range pool {
			if r.role == flows.RoleKey(flows.Role(role), "") || strings.HasPrefix(r.role, flows.RoleKey(flows.Role(role), "")+".") {
				by = append(by, r)
			}
		}
	}
	return by
}

// everybody returns who holds a post by which a case may be handled, or held one,
// or stands in, nearest first: also who cannot have it is known by name, to be
// told of.
func everybody(t *flows.Turn, c Case) []receiver {
	var all []receiver
	add := func(m flows.Member, unit, fallback string) {
		if slices.ContainsFunc(all, func(r receiver) bool { return r.ID == m.ID }) {
			return
		}
		key, may := roleOf(t, m.ID, c)
		if !may {
			key = fallback
		}
		all = append(all, receiver{m, key, unit})
	}
	for _, u := range deskUnits(t, c) {
		from, to := store.Prefix(store.Key(u.Code))
		for p := range flows.Posts.Range(t.Tx, from, to) {
			m, ok := flows.Members.Get(t.Tx, p.Member)
			if !ok || !slices.Contains(handlers[:], p.Role) || t.Event.At.Before(p.From) {
				continue
			}
			add(m, u.Name, flows.RoleKey(p.Role, u.Level))
			for _, s := range rota.InPlaceOf(t.Tx, m, t.Event.At) {
				add(s, u.Name, flows.RoleKey(flows.StandIn, ""))
			}
		}
	}
	return all
}
