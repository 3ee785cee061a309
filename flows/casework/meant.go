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
	named := whoIsMeant(t, everybody(t, c), words)
	who, up := named.who, named.up
	why := strings.TrimLeft(strings.Join(words[named.n:], " "), " ,.;:-–")
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
	case named.vacant != "":
		holdReason(t, c, p)
		t.Reply("work.hand.vacant", text.Args{"code": c.Code, "role": named.vacant})
		askReceiver(t, c, 0, nil)
		return
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

// A meant is whom the first words of what was typed name.
type meant struct {
	who    []receiver
	n      int    // how many words that took
	up     bool   // the level above
	vacant string // a role that nobody holds now, as it was typed
}

// used is how many words name somebody, if they do.
func (m meant) used(member string) int {
	if slices.ContainsFunc(m.who, func(r receiver) bool { return r.ID == member }) {
		return m.n
	}
	return 0
}

// whoIsMeant finds those of some people whom the first words name, by name or by
// role. The last of the words that could begin a name does: "chị Chi".
func whoIsMeant(t *flows.Turn, pool []receiver, words []string) (found meant) {
	folded := make([]string, len(words))
	for i, w := range words {
		folded[i] = strings.Trim(viet.Fold(w), " ,.;:-–")
	}
	for i := 0; i < len(words); i++ {
		for n := min(longestName, len(words)-i); n > 0; n-- {
			phrase := strings.Join(folded[i:i+n], " ")
			if phrase == "cap tren" || phrase == "tren" {
				return meant{n: i + n, up: true}
			}
			who, vacant := calledSo(t, pool, phrase)
			if vacant && len(found.who) == 0 {
				return meant{n: i + n, vacant: strings.Trim(strings.Join(words[i:i+n], " "), " ,.;:-–")}
			}
			if len(who) > 0 {
				found.who, found.n = who, i+n
				break
			}
		}
		if !slices.Contains(onTheWay[:], folded[i]) && !(folded[i] == "chi" && i > 0 && folded[i-1] == "dong") {
			break
		}
	}
	return found
}

// calledSo returns those of the people who have a name, or the end of one, or hold
// a role now; vacant says that it is a role, and that nobody does. Who left it is
// found by name only.
func calledSo(t *flows.Turn, pool []receiver, phrase string) (by []receiver, vacant bool) {
	for _, r := range pool {
		if name := viet.Fold(r.Name); name == phrase || strings.HasSuffix(name, " "+phrase) {
			by = append(by, r)
		}
	}
	if len(by) > 0 {
		return by, false
	}
	for _, r := range pool {
		if slices.ContainsFunc(r.now, func(key string) bool { return viet.Fold(t.Word(key)) == phrase }) {
			by = append(by, r)
		}
	}
	role, known := viet.Role(phrase)
	if !known || len(by) > 0 {
		return by, false
	}
	of := flows.RoleKey(flows.Role(role), "")
	exact, level := levelNamed(phrase)
	for _, r := range pool {
		if slices.ContainsFunc(r.now, func(key string) bool {
			return exact && key == flows.RoleKey(flows.Role(role), level) || !exact && (key == of || strings.HasPrefix(key, of+"."))
		}) {
			by = append(by, r)
		}
	}
	return by, len(by) == 0
}

// levelNamed returns the level of units that a role is of by its last word: "lãnh
// đạo tỉnh" is nobody of a commune.
func levelNamed(phrase string) (exact bool, level string) {
	switch phrase[strings.LastIndex(phrase, " ")+1:] {
	case "xa", "phuong":
		return true, "commune"
	case "huyen":
		return true, "district"
	case "tinh":
		return true, "province"
	}
	return false, ""
}

// everybody returns who holds a post by which a case may be handled, or held one,
// or stands in, nearest first: also who cannot have it is known by name, to be
// told of.
func everybody(t *flows.Turn, c Case) []receiver {
	var all []receiver
	add := func(m flows.Member, unit, as string, held bool) {
		i := slices.IndexFunc(all, func(r receiver) bool { return r.ID == m.ID })
		if i < 0 {
			key, may := roleOf(t, m.ID, c)
			if !may {
				key = as
			}
			i, all = len(all), append(all, receiver{Member: m, role: key, unit: unit})
		}
		if held && m.Ended.IsZero() {
			all[i].now = append(all[i].now, as)
		}
	}
	for _, u := range deskUnits(t, c) {
		from, to := store.Prefix(store.Key(u.Code))
		for p := range flows.Posts.Range(t.Tx, from, to) {
			m, ok := flows.Members.Get(t.Tx, p.Member)
			if !ok || !slices.Contains(handlers[:], p.Role) || t.Event.At.Before(p.From) {
				continue
			}
			held := p.Held(t.Event.At)
			add(m, u.Name, flows.RoleKey(p.Role, u.Level), held)
			for _, s := range rota.InPlaceOf(t.Tx, m, t.Event.At) {
				add(s, u.Name, flows.RoleKey(flows.StandIn, ""), held)
			}
		}
	}
	return all
}
