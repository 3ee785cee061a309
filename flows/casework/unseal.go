package casework

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"caunoi/flows"
	"caunoi/flows/talk"
	"caunoi/flows/text"
	"caunoi/flows/viet"
	"caunoi/store"
)

// An Unsealing is one look at who reported a case. It holds no name: that is
// drawn at the moment it is shown, to the one person who asked, and is in no
// record, no outbox and no log.
type Unsealing struct {
	Code string    `cbor:"1,keyasint"`
	N    int       `cbor:"2,keyasint"` // the how many-th of the case, from 1
	By   string    `cbor:"3,keyasint"` // member id
	Role string    `cbor:"4,keyasint"` // catalog key of what that person was to the case then
	At   time.Time `cbor:"5,keyasint"`
	Seen time.Time `cbor:"6,keyasint,omitempty"` // when the name was shown; it is hidden again soon after
	Told bool      `cbor:"7,keyasint,omitempty"` // the reporter has been told, or is there no more to be told
}

func (u Unsealing) key() string { return store.Key(u.Code, int64(u.N)) }

// Unsealings holds them all. "untold" lists those of which the reporter has not
// been told, because there was no chat to do it in.
var Unsealings = store.NewTable("unsealing", Unsealing.key).
	Index("untold", func(u Unsealing) []string {
		if u.Told {
			return nil
		}
		return []string{store.Key(u.At)}
	})

// What looking asks of a person, and how long the answers hold.
const (
	whyLeast   = 10               // letters that a reason has at least
	whyMost    = 200              // letters of a reason that are kept
	sureWithin = 15 * time.Minute // after the reason was given
	seenFor    = 15 * time.Minute // until a name that was shown is hidden again
	showWithin = time.Hour        // until a name that could not be shown is not any more
	sureWord   = "xem"            // what stands behind the code when a person is sure
)

// sealRole returns what gives a member the right to look at who reported a case:
// leading or administering its unit or one above it. Nobody looks in the place
// of somebody else, and of a case that went to the level above nobody who is
// kept out of it.
func sealRole(t *flows.Turn, member string, c Case) (key string, ok bool) {
	if barred(t, member, c) {
		return "", false
	}
	posts := flows.PostsOf(t.Tx, member, t.Event.At)
	for u := range flows.Up(t.Tx, c.Unit) {
		for _, role := range []flows.Role{flows.Leader, flows.Admin} {
			if slices.ContainsFunc(posts, func(p flows.Post) bool { return p.Unit == u.Code && p.Role == role }) {
				return flows.RoleKey(role, u.Level), true
			}
		}
	}
	if flows.Administers(t.Tx, member, c.Unit, t.Event.At) {
		return flows.RoleKey(flows.Admin, ""), true
	}
	return "", false
}

// Why asks why somebody wants to know who reported.
var Why = &talk.Script[string]{
	Name: "unseal", Section: "seal",
	Questions: []*talk.Question[string]{{Name: "why", Open: viet.Text, Fresh: sureWithin, Faults: []string{"short"}, Take: func(d *string, g talk.Given) string {
		if *d = g.Text; letters(g.Text) < whyLeast {
			return "short"
		}
		return ""
	}}},
	Finish: reasoned,
}

// Unseal shows who reported a case to a person who may know, gives a reason and
// says again that it is meant. The seal is broken for one look: the reporter and
// the administrators are told at once, by whom and why.
func Unseal(t *flows.Turn, args []string) {
	c, role, ok := sealed(t, args)
	if !ok {
		return
	}
	words := viet.Clean(strings.Join(args[1:], " "))
	if letters(words) >= whyLeast {
		reasoned(t, c.Code, words)
		return
	}
	if viet.Fold(words) == sureWord {
		if held, ok := flows.TakeHeld(t, "unseal/"+c.Code); ok && t.Event.At.Sub(held.At) <= sureWithin {
			breakSeal(t, c, role, held.Text)
			return
		}
	}
	Why.Begin(t, c.Code)
}

// reasoned keeps the reason of whoever acts and asks whether it is meant.
func reasoned(t *flows.Turn, code, why string) {
	c, _, ok := sealed(t, []string{code})
	if !ok {
		return
	}
	masked, _ := viet.Mask(viet.Clean(why))
	masked = short(masked, whyMost)
	flows.Hold(t, "unseal/"+c.Code, masked, nil)
	t.Reply("seal.sure", text.Args{"code": c.Code, "why": masked})
}

// sealed returns the case whose seal whoever acts may break; otherwise it says
// why not, and notes of who may handle the case that it was tried.
func sealed(t *flows.Turn, args []string) (c Case, role string, ok bool) {
	if own, there := named(t, args); there && own.Reporter == t.From.ID {
		t.Reply("seal.yours", text.Args{"code": own.Code})
		return own, "", false
	}
	if c, _, ok = find(t, args); !ok {
		return c, "", false
	}
	role, ok = sealRole(t, t.From.ID, c)
	m, there := flows.Members.Get(t.Tx, c.Reporter)
	switch {
	case !ok:
		refuse(t, &c, "boniem")
		t.Reply("seal.refused", text.Args{"code": c.Code})
	case !there || m.Name == "":
		t.Reply("seal.nobody", text.Args{"code": c.Code})
	default:
		return c, role, true
	}
	return c, "", false
}

// refusedOnce is among how many lines of a log the same refusal of the same person
// stands once: nobody fills a log by pressing.
const refusedOnce = 12

// refuse notes in the log that whoever acts tried what that person may not, or what
// cannot be done any more.
func refuse(t *flows.Turn, c *Case, verb string) {
	for _, e := range c.Log[max(0, len(c.Log)-refusedOnce):] {
		if e.Act == "refused" && e.By == t.From.ID && e.Note == verb {
			return
		}
	}
	c.note(t, "refused", verb)
	Keep(t, *c)
}

// refuseAt is refuse for a case as it is stored: what a turn that is refused has found
// out about it is not kept.
func refuseAt(t *flows.Turn, code, verb string) {
	if c, ok := Cases.Get(t.Tx, code); ok {
		refuse(t, &c, verb)
	}
}

// letters counts the letters of a text: a row of dots is no reason.
func letters(s string) (n int) {
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}
