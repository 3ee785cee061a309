package figures

import (
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/store"
)

// IdleTimer comes when what somebody said has not been stored for a day: its person
// is told once. What is still not stored after a month more is dropped.
const (
	IdleTimer = "solieu.idle"
	idleAfter = 24 * time.Hour
	dropAfter = 30 * 24 * time.Hour
)

// Idle tells whoever said figures that they are not stored yet.
func Idle(t *flows.Turn, id string) {
	member, code, _ := strings.Cut(id, " ")
	unit, month, _, ok := readCode(t.Set, t.Event.At, strings.Fields(code))
	d, there := drafts.Get(t.Tx, store.Key(member, unit, int(month)))
	switch {
	case !ok || !there:
		return
	case d.Nudged || d.empty():
		d.drop(t)
		return
	}
	d.Nudged = true
	drafts.Put(t.Tx, d)
	t.Wake(IdleTimer, id, dropAfter)
	t.Answered(d.Chat, askKind, d.code()) // it is offered anew below
	m, _ := flows.Members.Get(t.Tx, member)
	u, _ := flows.Units.Get(t.Tx, unit)
	t.Say(m.Reader(), flows.Note{
		Key: "monthly.idle", Args: text.Args{"month": month.named(t.Set), "unit": u.Name}, Lane: flows.Reminder,
		Choices: []flows.Choice{{Key: "monthly.button.goon", Do: "solieu " + month.String() + " " + unit}, {Key: "talk.drop", Do: "slbo " + code}},
	})
}

// Keeper answers for what the figures keep of a person: which months the person
// closed and put right, and what was said and not stored.
func Keeper() flows.Keeper {
	return flows.Keeper{Tell: tellKept, Erase: erase}
}

// counts are how many months a member closed, and how many figures the member put
// right.
func counts(tx store.Tx, member string) (closed, changes int) {
	for s := range Sheets.Under(tx, "by", store.Key(member)) {
		if s.By == member {
			closed++
		}
		for _, c := range s.Changes {
			if c.By == member {
				changes++
			}
		}
	}
	return closed, changes
}

func tellKept(tx store.Tx, m flows.Member) text.List {
	closed, changes := counts(tx, m.ID)
	from, to := store.Prefix(store.Key(m.ID))
	open := 0
	for range drafts.Range(tx, from, to) {
		open++
	}
	if closed+changes+open == 0 {
		return nil
	}
	return text.List{text.Key{Name: "monthly.keeps", Args: text.Args{"closed": closed, "changes": changes, "open": open}}}
}

// erase drops who it was: the figures are the team's, and stay.
func erase(t *flows.Turn, m flows.Member) {
	var sheets []Sheet
	for s := range Sheets.Under(t.Tx, "by", store.Key(m.ID)) {
		sheets = append(sheets, s)
	}
	for _, s := range sheets {
		if s.By == m.ID {
			s.By = ""
		}
		changes := append([]Change(nil), s.Changes...)
		for i := range changes {
			if changes[i].By == m.ID {
				changes[i].By = ""
			}
		}
		s.Changes = changes
		Sheets.Put(t.Tx, s) // no figure changes, and so no total
	}
	from, to := store.Prefix(store.Key(m.ID))
	var mine []draft
	for d := range drafts.Range(t.Tx, from, to) {
		mine = append(mine, d)
	}
	for _, d := range mine {
		d.drop(t)
	}
}
