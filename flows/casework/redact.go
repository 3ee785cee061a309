package casework

import (
	"slices"
	"strconv"
	"time"

	"caunoi/flows"
	"caunoi/flows/talk"
	"caunoi/flows/text"
	"caunoi/store"
)

// A striking is an erasure under way in what was sent: it goes through the outbox
// slice by slice, so that nothing waits for it. It holds the words until it has
// come to the end, and is gone then.
type striking struct {
	ID     string       `cbor:"1,keyasint"` // the case's code, and which erasure of it
	Strike flows.Strike `cbor:"2,keyasint"`
	Next   string       `cbor:"3,keyasint"` // which row of the outbox is next
}

var strikings = store.NewTable("striking", func(s striking) string { return s.ID })

const (
	strikeSlice = 2000 // rows of the outbox looked at in one turn
	strikeNext  = time.Second
)

// Redact erases words and files from a case for good: from its record and those
// of the reports that are part of it, from what was said about it, sent or not,
// and from what people have half written. Who has its card sees it without them.
// The log says that something was erased and not what. role is what whoever acts
// is to the case.
func Redact(t *flows.Turn, c Case, role string, s flows.Strike) {
	joint := jointCases(t, c)
	for _, one := range joint {
		s.Codes = append(s.Codes, one.Code)
	}
	for _, one := range joint {
		one.Parts = slices.Clone(one.Parts)
		for i := range one.Parts {
			p := &one.Parts[i]
			p.Text, p.Files = s.Text(p.Text), s.Files(p.Files)
		}
		if one.Draft != nil {
			d := *one.Draft
			d.Text, d.Files = s.Text(d.Text), s.Files(d.Files)
			one.Draft = &d
		}
		one.Since, one.Proposal = s.Text(one.Since), s.Text(one.Proposal)
		one.note(t, "redacted", "")
		Keep(t, one)
		Show(t, one)
	}
	flows.StrikeHeld(t.Tx, s)
	flows.StrikeUnsent(t.Tx, s)
	talk.Strike(t.Tx, s)
	strikeOn(t, striking{ID: c.Code + "/" + strconv.FormatInt(t.Event.At.UnixMicro(), 36), Strike: s})
	c, _ = Cases.Get(t.Tx, c.Code)
	tell(t, c, "dispatch.redact.told", text.Args{"role": text.K(role), "code": c.Code})
}

// strikeOn erases from the next slice of the outbox, and comes again if there is
// more.
func strikeOn(t *flows.Turn, s striking) {
	if s.Next = flows.StrikeSent(t.Tx, s.Strike, s.Next, strikeSlice); s.Next == "" {
		strikings.Delete(t.Tx, s.ID)
		return
	}
	strikings.Put(t.Tx, s)
	t.Wake("case.strike", s.ID, strikeNext)
}

// StrikeOn goes on with an erasure.
func StrikeOn(t *flows.Turn, id string) {
	if s, ok := strikings.Get(t.Tx, id); ok {
		strikeOn(t, s)
	}
}

// jointCases returns the case that goes on and all reports that are part of it.
func jointCases(t *flows.Turn, c Case) []Case {
	joint := Joint(t, c)
	all := []Case{joint}
	add := func(one Case) {
		if one.State == Merged && Joint(t, one).Code == joint.Code && !slices.ContainsFunc(all, func(o Case) bool { return o.Code == one.Code }) {
			all = append(all, one)
		}
	}
	for _, own := range reportsOf(t.Tx, joint.Reporter) {
		add(own)
	}
	for _, f := range joint.Followers {
		for _, own := range reportsOf(t.Tx, f.Member) {
			add(own)
		}
	}
	return all
}
