package directive

import (
	"slices"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/store"
)

// Show shows a directive anew to whoever was sent it or asked for a word about
// it, and its text to those who were told of silence below them. In a group its
// card moves to the end there.
func Show(t *flows.Turn, args []string) {
	var d Directive
	ok := false
	if len(args) > 0 {
		d, ok = Find(t.Tx, args[0])
	}
	if !ok || !d.State.Begun() {
		notShown(t, args)
		return
	}
	p, asked := PartyOf(t, d, t.From.ID)
	if asked && p.Member == "" && flows.InGroup(t) {
		if r, sent := receiver(t.Tx, d.Number, "group/"+p.Unit); sent && r.anew(t) {
			return
		}
	}
	if r, sent := receiver(t.Tx, d.Number, t.From.ID); sent && r.anew(t) {
		return
	}
	if !asked && !d.below(t, t.From.ID) {
		notShown(t, args)
		return
	}
	t.Say(t.Reader, flows.Note{Card: true, Fresh: true, About: d.copy()})
}

// notShown says that there is no directive that whoever acts may see.
func notShown(t *flows.Turn, args []string) {
	number := ""
	if len(args) > 0 {
		number = args[0]
	}
	t.Reply("chase.none", text.Args{"number": number})
}

// anew shows a receiver's card at the end of the chat it stands in. It reports
// false if it stands in none that can be sent to.
func (r Receiver) anew(t *flows.Turn) bool {
	now, why := r.reader(t)
	if r.State != Has || why != "" || now.Chat == "" {
		return false
	}
	if _, to, known := r.shownAs(t); known {
		now.Chat = to.Chat
		r.again(t, now, true)
		return true
	}
	return false
}

// below reports whether a member heads a team, or leads or coordinates a commune,
// of which somebody was asked for a word.
func (d Directive) below(t *flows.Turn, member string) bool {
	return slices.ContainsFunc(flows.PostsOf(t.Tx, member, t.Event.At), func(p flows.Post) bool {
		return slices.ContainsFunc(oneWith(t.Tx, p.Unit), func(unit string) bool {
			from, to := store.Prefix(store.Key(d.Number, unit))
			switch p.Role {
			case flows.Head:
				for range Parties.Range(t.Tx, from, to) {
					return true
				}
			case flows.Leader, flows.Coordinator:
				for range Parties.CountedRange(t.Tx, "commune", from, to) {
					return true
				}
			}
			return false
		})
	})
}
