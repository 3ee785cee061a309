package enroll

import (
	"strings"

	"caunoi/flows"
	"caunoi/flows/text"
)

// sheetKind is the kind of the card that shows a code. It is drawn when it
// leaves, so that the outbox holds no code.
const sheetKind = "invite"

// The views of an invitation: a link, or six digits.
const (
	Link   = "link"
	Digits = "digits"
)

// anew is the button that makes a new code for a member.
func anew(m flows.Member) flows.Choice {
	return flows.Choice{Key: "join.invite.again", Do: "moilai " + m.ID}
}

// InviteAgain makes a new link for a member, for whoever MayInvite. args: member.
func InviteAgain(t *flows.Turn, args []string) { inviteTo(t, args, Link) }

// InviteDigits makes six digits for a member whose phone opens no links, for
// whoever MayInvite. args: member.
func InviteDigits(t *flows.Turn, args []string) { inviteTo(t, args, Digits) }

func inviteTo(t *flows.Turn, args []string, view string) {
	m, ok := under(t, args)
	if !ok {
		return
	}
	invite := Invite
	if view == Digits {
		invite = InviteByDigits
	}
	if _, _, err := invite(t.Tx, t.Set, m.ID, t.Event.At); err != nil {
		t.Reply("join.invite.unable", nil)
		return
	}
	t.Say(t.Reader, SheetOf(m, view))
}

// SheetOf is the card that shows the code which a member was given last.
func SheetOf(m flows.Member, view string) flows.Note {
	return flows.Note{Card: true, Fresh: true, About: flows.About{Kind: sheetKind, Code: m.ID, View: view}}
}

// under finds the member whom a button of an administrator names. Who is no
// administrator over the member learns nothing of them.
func under(t *flows.Turn, args []string) (flows.Member, bool) {
	if len(args) > 0 {
		if m, ok := flows.Members.Get(t.Tx, args[0]); ok && belonging(t, m) && MayInvite(t.Tx, t.From.ID, m.ID, t.Event.At) {
			return m, true
		}
	}
	t.Reply("join.invite.right", nil)
	return flows.Member{}, false
}

// Sheet draws the card with the code of a member, for an administrator who may
// see it at this moment. Without a code that is good and unopened there is
// nothing to show.
func Sheet(t *flows.Turn, c flows.Message) (flows.Note, bool) {
	m, ok := flows.Members.Get(t.Tx, c.About.Code)
	if !ok || c.Member == "" || !MayInvite(t.Tx, c.Member, m.ID, t.Event.At) {
		return flows.Note{}, false
	}
	subject := invitation{Member: m.ID, Digits: c.About.View == Digits}.subject()
	for i := range invitations.Under(t.Tx, "for", subject) {
		if i.good(t.Event.At) && i.Used == "" {
			return sheet(t, c.To, i, m), true
		}
	}
	return flows.Note{}, false
}

// sheet is what an administrator passes on to a member.
func sheet(t *flows.Turn, to flows.Address, i invitation, m flows.Member) flows.Note {
	code := codeOf(t.Set.Secret, i)
	if i.Digits {
		return flows.Note{Key: "join.invite.digits", Args: text.Args{"member": m.Name, "secret": groups(code, 3), "time": text.Clock(i.Until)}}
	}
	n := flows.Note{
		Key:     "join.invite.code",
		Args:    text.Args{"member": m.Name, "secret": groups(strings.ToUpper(code), 4), "day": text.Day(i.Until)},
		Choices: []flows.Choice{{Key: "join.invite.six", Do: "moiso " + m.ID}},
	}
	if make := flows.TraitsOf(t, to).Link; make != nil {
		if link := make(code, false); link != "" {
			n.Key, n.Args["link"] = "join.invite.link", link
		}
	}
	return n
}

// groups writes a code as it is read aloud, a few letters at a time.
func groups(code string, size int) string {
	var all []string
	for len(code) > size {
		all, code = append(all, code[:size]), code[size:]
	}
	return strings.Join(append(all, code), " ")
}
