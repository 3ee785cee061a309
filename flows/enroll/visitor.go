package enroll

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/viet"
	"caunoi/store"
)

// A visitor is what is kept of a stranger who was answered: enough to answer
// seldom, and the number that was proved.
type visitor struct {
	Chat   flows.Address `cbor:"1,keyasint"`
	Day    string        `cbor:"2,keyasint"` // on which Count answers were given
	Count  int           `cbor:"3,keyasint"`
	Last   time.Time     `cbor:"4,keyasint"`           // when the last one was
	Phone  string        `cbor:"5,keyasint,omitempty"` // the visitor's own, as the service vouched
	Told   uint8         `cbor:"6,keyasint,omitempty"` // what the administrators were told of it
	Notice string        `cbor:"7,keyasint,omitempty"` // the message with the notice of consent
	Offers []string      `cbor:"8,keyasint,omitempty"` // what the choices shown last do, in their order

	Invited string `cbor:"9,keyasint,omitempty"`  // the member whose code was opened here last
	Tries   int    `cbor:"10,keyasint,omitempty"` // wrong codes of six digits that were typed on TryDay
	TryDay  string `cbor:"11,keyasint,omitempty"`

	Number   int64     `cbor:"12,keyasint,omitempty"` // by which administrators' buttons name the visitor
	Name     string    `cbor:"13,keyasint,omitempty"` // to be written into the roster, if an administrator lets the visitor in
	Refused  bool      `cbor:"14,keyasint,omitempty"` // an administrator said no
	Approved bool      `cbor:"15,keyasint,omitempty"` // an administrator said yes
	Move     string    `cbor:"16,keyasint,omitempty"` // the member whose place an administrator lets move here
	MoveAt   time.Time `cbor:"17,keyasint,omitempty"` // from when
}

// What administrators are told of a number, each once.
const (
	tellUnlisted uint8 = 1 << iota
	tellDenied
	tellBound
	tellStopped
)

// A stranger gets at most one answer a minute and five a day (conversations.md
// 1).
const (
	answersADay   = 5
	betweenAnswer = time.Minute
)

var visitors = store.NewTable("stranger", func(v visitor) string { return string(v.Chat) }).
	Index("phone", func(v visitor) []string {
		if v.Phone == "" {
			return nil
		}
		return []string{store.Key(v.Phone)}
	}).
	Index("number", func(v visitor) []string {
		if v.Number == 0 {
			return nil
		}
		return []string{store.Key(v.Number)}
	})

// visit returns what is known of whoever acts.
func visit(t *flows.Turn) *visitor {
	v, _ := visitors.Get(t.Tx, string(t.Event.By))
	v.Chat = t.Event.By
	return &v
}

// number gives the visitor the number by which administrators' buttons name it.
func (v *visitor) number(t *flows.Turn) {
	if v.Number == 0 {
		v.Number = givens.Next(t.Tx, "visitor")
	}
}

// numbered finds the visitor whose number is the first of some words.
func numbered(t *flows.Turn, args []string) (*visitor, bool) {
	if len(args) == 0 {
		return nil, false
	}
	n, _ := strconv.ParseInt(args[0], 10, 64)
	for v := range visitors.Under(t.Tx, "number", store.Key(n)) {
		return &v, n > 0
	}
	return nil, false
}

// full reports whether the answers of the day are used up.
func (v *visitor) full(t *flows.Turn) bool {
	return v.Day == day(t) && v.Count >= answersADay
}

// may reports whether there may be an answer now.
func (v *visitor) may(t *flows.Turn) bool {
	return !v.Refused && !v.full(t) && !t.Event.At.Before(v.Last.Add(betweenAnswer))
}

// answered counts an answer.
func (v *visitor) answered(t *flows.Turn) {
	if v.Day != day(t) {
		v.Day, v.Count = day(t), 0
	}
	v.Count++
	v.Last = t.Event.At
}

// day is the day people live in.
func day(t *flows.Turn) string { return t.Event.At.In(t.Set.Zone).Format("060102") }

// proves notes the visitor's own number.
func (v *visitor) proves(number string) {
	if v.Phone != number {
		v.Phone, v.Told, v.Notice, v.Offers, v.Move, v.Approved = number, 0, "", nil, "", false
	}
}

// tell reports whether the administrators have yet to be told this of the
// number, and notes that they are.
func (v *visitor) tell(what uint8) bool {
	if v.Told&what != 0 {
		return false
	}
	v.Told |= what
	return true
}

// keep stores the visitor, for a while.
func (v *visitor) keep(t *flows.Turn) {
	visitors.Put(t.Tx, *v)
	t.Wake("join.forget", string(v.Chat), forgetAfter)
}

// forget drops the visitor.
func (v *visitor) forget(t *flows.Turn) {
	visitors.Delete(t.Tx, string(v.Chat))
	t.Rest("join.forget", string(v.Chat))
}

// offers notes what the choices do that are shown now.
func (v *visitor) offers(choices []flows.Choice) {
	v.Offers = nil
	for _, c := range choices {
		v.Offers = append(v.Offers, c.Do)
	}
}

// chosen returns which of the choices shown last was typed, by its number, by
// yes or no, or by the name of a person; -1 if none was. Nothing but the answer
// may stand in the message: consent is not read out of a sentence.
func (v *visitor) chosen(t *flows.Turn) int {
	said := t.Event.Text
	if len(v.Offers) == 0 || said == "" || v.Phone == "" && v.Invited == "" {
		return -1
	}
	m := viet.Mean(said, viet.Context{Open: viet.Menu, Choices: len(v.Offers)})
	if m.Kind == viet.ChoiceOf && m.Number >= 1 && int(m.Number) <= len(v.Offers) {
		return int(m.Number) - 1
	}
	if strings.HasPrefix(v.Offers[0], "join.pick ") {
		return slices.IndexFunc(v.Offers, func(do string) bool {
			m, ok := flows.Members.Get(t.Tx, strings.TrimPrefix(do, "join.pick "))
			return ok && viet.Same(m.Name, said)
		})
	}
	m = viet.Mean(said, viet.Context{Open: viet.YesNo})
	switch {
	case m.Rest != "":
		return -1
	case m.Kind == viet.Yes:
		return 0
	case m.Kind == viet.No:
		return 1
	}
	return -1
}

// known reports whether another chat came with the same number and the
// administrators were told then, and have not said no.
func known(t *flows.Turn, v *visitor) bool {
	for o := range visitors.Under(t.Tx, "phone", store.Key(v.Phone)) {
		if o.Chat != v.Chat && o.Told&tellUnlisted != 0 && !o.Refused {
			return true
		}
	}
	return false
}

// proved returns the members whose number the visitor proved or whose code
// the visitor opened.
func (v *visitor) proved(t *flows.Turn) []flows.Member {
	var found []flows.Member
	if v.Invited != "" {
		m, _ := flows.Members.Get(t.Tx, v.Invited)
		if _, ok := opened(t, v.Chat, v.Invited); ok && belonging(t, m) {
			found = append(found, m)
		}
	}
	if v.Phone == "" {
		return found
	}
	for m := range flows.Members.Under(t.Tx, "phone", store.Key(v.Phone)) {
		if belonging(t, m) && m.ID != v.Invited {
			found = append(found, m)
		}
	}
	return found
}

// belonging reports whether a member belongs to the organisation, now or soon.
func belonging(t *flows.Turn, m flows.Member) bool {
	return m.ID != "" && m.Ended.IsZero() && len(flows.PostsToCome(t.Tx, m.ID, t.Event.At)) > 0
}

// shown returns the words of the notice that an answer is about; ok is false
// if it was another version or its words are gone.
func (v *visitor) shown(t *flows.Turn, args []string) (words string, ok bool) {
	if v.Notice == "" || len(args) < 2 || args[1] != noticeVersion {
		return "", false
	}
	m, ok := flows.Outbox.Get(t.Tx, v.Notice)
	return m.Text, ok && m.Text != ""
}

// at finds the member a button of joining names, for whoever proved that
// member's number or opened that member's code; nobody else gets further,
// whatever the button says (reliability S08). Others are strangers.
func at(t *flows.Turn, args []string) (flows.Member, *visitor, bool) {
	if !t.Event.Private {
		return flows.Member{}, nil, false
	}
	if len(args) == 0 {
		args = []string{""} // answered like a name that nobody has
	}
	v := visit(t)
	if t.From.ID != "" {
		if m, ok := flows.Members.Get(t.Tx, args[0]); ok && (m.ID == t.From.ID || here(m, t.Event.By)) {
			return m, v, true
		}
	}
	found := v.proved(t)
	if i := slices.IndexFunc(found, func(m flows.Member) bool { return m.ID == args[0] }); i >= 0 {
		return found[i], v, true
	}
	if t.From.ID != "" {
		if m, ok := flows.Members.Get(t.Tx, args[0]); ok && belonging(t, m) && shares(t.From, m) {
			ask(t, "join.ask", "join.ask.code") // the next one of a shared phone, who proves the number anew
		} else {
			t.Reply("join.already", nil, menu()...)
		}
		return flows.Member{}, nil, false
	}
	knock(t, v)
	return flows.Member{}, nil, false
}

// here reports whether the member has joined in this chat.
func here(m flows.Member, chat flows.Address) bool {
	return m.Consent.Agreed && m.Ended.IsZero() &&
		slices.ContainsFunc(m.Homes, func(h flows.Home) bool { return h.Address == chat })
}

// reader returns whoever acts as the member is spoken to, if there is only
// one.
func reader(t *flows.Turn, found []flows.Member) flows.Reader {
	to := flows.Reader{Chat: t.Event.By}
	if len(found) == 1 {
		to.Lang, to.Form = found[0].Lang, found[0].Form
	}
	return to
}
