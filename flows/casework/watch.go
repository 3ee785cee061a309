package casework

import (
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/store"
)

// WatchEvery is how often what is urgent is looked at anew. The sender of the
// alerts is not trusted to be the only one who knows (reliability P22).
const WatchEvery = 2 * time.Minute

// Watch looks at every open case of levels 1 and 2: whether a person has it, or
// knows that nobody has. Roles end, phones are lost and chats are closed
// without any event that this program sees.
func Watch(t *flows.Turn) {
	var codes []string
	for _, code := range Cases.Keys(t.Tx, "watch", "", "") {
		codes = append(codes, code)
	}
	lookAll(t, codes)
	tellLate(t)
	outlive(t)
	flows.SweepTable(t.Tx, sayings, func(s saying) bool { return s.At.Add(keepSaid).Before(t.Event.At) })
}

// keepSaid is how long an edit of a message still finds its case.
const keepSaid = 60 * 24 * time.Hour

// Gone looks at the cases of a member who cannot be reached any more.
func Gone(t *flows.Turn, member string) {
	var codes []string
	from, to := store.Prefix(store.Key(member))
	for _, code := range Cases.Keys(t.Tx, "hands", from, to) {
		codes = append(codes, code)
	}
	lookAll(t, codes)
}

// lookAll looks at each case by itself: one that cannot be read, or on which
// the program fails, is named among what was put aside and hides no other.
func lookAll(t *flows.Turn, codes []string) {
	for _, code := range codes {
		if err := t.Tx.Try(func() { look(t, code) }); err != nil {
			flows.Asides.Put(t.Tx, flows.Aside{ID: "case/" + code, At: t.Event.At, Kind: flows.Due, Why: "the watch cannot look at it"})
		}
	}
}

// look brings one case back to a person, if it has lost its own.
func look(t *flows.Turn, code string) {
	c, ok := Cases.Get(t.Tx, code)
	if !ok || !c.State.Open() {
		return
	}
	changed := Recheck(t, &c)
	if c.Level <= Soon && c.State == New && len(c.Alerts) > 0 && !reachable(&c) {
		before := len(c.Log)
		alert(t, &c, append(charge(t, c), duty(t, c)...))
		last(t, &c)
		changed = changed || len(c.Log) != before || reachable(&c)
		if changed {
			tellUnreached(t, c)
		}
	}
	if changed {
		Keep(t, c)
		Show(t, c)
	}
}

// Recheck notes which of those who were told of a case can no longer be told
// anything or may no longer act on it, and takes the case from a taker who is
// gone. It reports whether anything changed; the caller keeps the case.
func Recheck(t *flows.Turn, c *Case) (changed bool) {
	for i := range c.Alerts {
		a := &c.Alerts[i]
		if a.Failed != "" {
			continue
		}
		if a.Failed = absent(t, *c, a.Member); a.Failed != "" {
			c.note(t, "not reached", a.Member)
			changed = true
		}
	}
	if c.State != Taken && c.State != Working || absent(t, *c, c.Taker) == "" {
		return changed
	}
	c.note(t, "taker gone", c.Taker)
	c.State, c.Taker, c.TakerRole, c.Wish = New, "", "", false
	c.loud = c.Level == LifeAndDanger // whoever saw that somebody has it must notice that nobody has
	alert(t, c, append(charge(t, *c), duty(t, *c)...))
	last(t, c)
	tell(t, *c, "case.lost", text.Args{"code": c.Code})
	tellFollowers(t, *c, "case.lost", nil)
	return true
}

// absent says why a member cannot act on a case now; "" if nothing is in the
// way.
func absent(t *flows.Turn, c Case, member string) string {
	m, ok := flows.Members.Get(t.Tx, member)
	if !ok {
		return "ended"
	}
	if _, may := roleOf(t, member, c); !may || !m.Ended.IsZero() {
		return "ended"
	}
	if m.Home() == "" {
		return "no chat"
	}
	return ""
}

// reachable reports whether anybody was told or still can be.
func reachable(c *Case) bool {
	for _, a := range c.Alerts {
		if a.Failed == "" {
			return true
		}
	}
	return false
}

// Settled is told what became of a message about a case. That an alert has
// left is shown to the reporter; that it failed calls whoever is next.
func Settled(t *flows.Turn, m flows.Message) {
	if settledSeal(t, m) || m.About.View != "alert" {
		return
	}
	c, ok := Cases.Get(t.Tx, m.About.Code)
	if !ok {
		return
	}
	a := alerted(&c, m.Member)
	if a == nil {
		return
	}
	switch {
	case m.State == flows.Sent && a.Sent.IsZero():
		a.Sent = t.Event.At
	case m.State == flows.Failed && a.Failed == "":
		a.Failed = m.Why
		c.note(t, "not reached", m.Member)
		if c.State == New && !reachable(&c) && c.Level == LifeAndDanger {
			alert(t, &c, duty(t, c)) // the next duty officer above, if there is one
		}
		if c.State == New && !reachable(&c) {
			last(t, &c)
			tellUnreached(t, c)
		}
	default:
		return
	}
	Keep(t, c)
	if c.State == New {
		Show(t, c)
	}
}

// tellUnreached tells the reporter that those who should know could not be
// told, and whom to call.
func tellUnreached(t *flows.Turn, c Case) {
	key := "case.nobody.reporter"
	if !reachable(&c) {
		key = "case.nobody.hopeless"
	}
	t.Say(reporter(t, c), flows.Note{Key: key, Lane: laneOf(c), About: Notice(c.Code), Args: text.Args{"code": c.Code, "phone": DutyPhone(t, c.Unit)}})
}
