package enroll

import (
	"slices"
	"strconv"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
)

// moveLater is how long the place of somebody who leads or administers waits
// after an administrator has let it move to another account, so that the true
// owner can stop it (reliability S06). A personal link does not wait: it is
// handed over by a person.
const moveLater = 24 * time.Hour

// leads reports whether a member holds, or will hold, a post with rights over
// other people's reports.
func leads(t *flows.Turn, m flows.Member) bool {
	return slices.ContainsFunc(flows.PostsToCome(t.Tx, m.ID, t.Event.At), func(p flows.Post) bool {
		return slices.Contains([]flows.Role{flows.Charge, flows.StandIn, flows.Duty, flows.Coordinator, flows.Leader, flows.Admin}, p.Role)
	})
}

// moves are the buttons for somebody who comes with the number of a member from
// another account.
func (v *visitor) moves(m flows.Member) []flows.Choice {
	words := " " + strconv.FormatInt(v.Number, 10) + " " + m.ID
	return []flows.Choice{{Key: "join.move.yes", Do: "doimay" + words}, {Key: "join.move.no", Do: "khongdoi" + words}}
}

// stop is the button that stops a move which was let happen.
func (v *visitor) stop(m flows.Member) flows.Choice {
	return flows.Choice{Key: "join.move.stop", Do: "khongdoi " + strconv.FormatInt(v.Number, 10) + " " + m.ID}
}

// allowed reports whether an administrator has let the visitor take the place
// of a member, and whether that holds already.
func (v *visitor) allowed(t *flows.Turn, m flows.Member) (let, now bool) {
	let = v.Move == m.ID
	return let, let && !t.Event.At.Before(v.MoveAt)
}

// AllowMove lets somebody who proved the number of a member from another
// account go on to the card, for an administrator over the member; of those who
// lead, a day later. Everybody concerned is told. args: visitor, member.
func AllowMove(t *flows.Turn, args []string) {
	v, m, ok := moving(t, args)
	if !ok {
		return
	}
	if let, _ := v.allowed(t, m); let {
		t.Reply("join.move.already", text.Args{"member": m.Name, "time": text.Moment(v.MoveAt)}, v.stop(m))
		return
	}
	v.Move, v.MoveAt = m.ID, t.Event.At
	if leads(t, m) {
		v.MoveAt = t.Event.At.Add(moveLater)
	}
	v.keep(t)
	says := text.Args{"member": m.Name, "name": t.From.Name, "time": text.Moment(v.MoveAt)}
	tell(t, m, flows.Note{Key: "join.move.allowed", Args: says, Choices: []flows.Choice{v.stop(m)}})
	t.Say(m.Reader(), flows.Note{Key: "join.move.old", Args: says, Choices: []flows.Choice{v.stop(m)}})
	if v.MoveAt.After(t.Event.At) {
		t.Say(flows.Reader{Chat: v.Chat, Lang: m.Lang}, flows.Note{Key: "join.move.wait", Args: says})
		t.Wake("join.move", string(v.Chat), v.MoveAt.Sub(t.Event.At))
		return
	}
	Move(t, string(v.Chat))
}

// Move shows the card to somebody who was let take a member's place, at the
// moment from which that holds. chat is the visitor's.
func Move(t *flows.Turn, chat string) {
	v, _ := visitors.Get(t.Tx, chat)
	for _, m := range v.proved(t) {
		if _, now := v.allowed(t, m); now && !here(m, v.Chat) {
			to := reader(t, []flows.Member{m})
			to.Chat = v.Chat
			card(t, &v, to, m)
			v.keep(t)
		}
	}
}

// StopMove leaves a member's place where it is: an administrator over the
// member says so, or the member from the old account. args: visitor, member.
func StopMove(t *flows.Turn, args []string) {
	v, m, ok := moving(t, args)
	if !ok {
		return
	}
	v.Move, v.MoveAt, v.Notice = "", time.Time{}, ""
	v.keep(t)
	t.Rest("join.move", string(v.Chat))
	if v.tell(tellStopped) {
		v.keep(t)
		t.Say(flows.Reader{Chat: v.Chat, Lang: m.Lang}, flows.Note{Key: "join.move.refused", Args: text.Args{"phone": t.Set.DutyPhone}})
	}
	key := "join.move.stopped"
	if m.ID == t.From.ID {
		key = "join.move.stopped.own"
		t.Reply("join.move.stays", nil)
	}
	tell(t, m, flows.Note{Key: key, Args: text.Args{"member": m.Name, "name": t.From.Name}})
}

// moving finds who waits to take the place of a member, for those who decide
// on it. If nobody waits any more, that is said.
func moving(t *flows.Turn, args []string) (*visitor, flows.Member, bool) {
	if len(args) != 2 {
		t.Reply("join.invite.right", nil)
		return nil, flows.Member{}, false
	}
	m, ok := flows.Members.Get(t.Tx, args[1])
	own := ok && m.ID == t.From.ID
	if !own {
		if m, ok = under(t, args[1:]); !ok {
			return nil, m, false
		}
	}
	v, ok := numbered(t, args)
	if !ok || !slices.ContainsFunc(v.proved(t), func(o flows.Member) bool { return o.ID == m.ID }) || here(m, v.Chat) {
		t.Reply("join.move.gone", nil)
		return nil, m, false
	}
	return v, m, true
}
