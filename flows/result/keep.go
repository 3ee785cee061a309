package result

import (
	"slices"
	"strconv"
	"time"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/figures"
	"caunoi/flows/talk"
	"caunoi/flows/text"
	"caunoi/flows/viet"
	"caunoi/store"
)

// keep makes items of what is sure, says what was kept, and asks the rest. Where it
// is not known of which day it is, or it seems to be what was told before, that is
// asked first.
func (k *Telling) keep(t *flows.Turn, key string) {
	if k.Seq == 0 {
		k.Seq = next(t.Tx, k.Member)
	}
	if k.NoDay {
		k.askDay(t)
		return
	}
	if like := k.like(t); len(like) > 0 {
		k.askSame(t, like)
		return
	}
	k.State = Kept
	k.Sure = slices.Clone(k.Sure)
	for i := range k.Sure {
		k.Sure[i].Late = k.closed(t.Tx)
		k.file(t, k.Sure[i])
	}
	Tellings.Put(t.Tx, *k)
	flows.NoteHeard(t, k.Unit)
	switch {
	case len(k.Sure) == 0:
	case len(k.late()) > 0:
		t.Reply("result.late", k.argsOf(t, k.late()), k.ways(t)...)
	default:
		t.Reply(key, k.args(t), k.ways(t)...)
	}
	if len(k.Asked) > 0 {
		k.ask(t)
		return
	}
	k.tellHead(t)
}

// file makes one figure an item.
func (k *Telling) file(t *flows.Turn, f Figure) {
	i := figures.File(t.Tx, figures.Item{
		Unit: k.Unit, Month: k.Month, Code: f.Code, Value: f.Value, Near: f.Near, Day: k.Day,
		At: t.Event.At, By: k.Member, Text: f.Words, Said: k.Said, Case: k.Case,
	})
	k.Items = append(slices.Clone(k.Items), i.Seq)
}

// unfile takes the items back.
func (k *Telling) unfile(tx store.Tx) {
	for _, seq := range k.Items {
		if i, ok := figures.Items.Get(tx, store.Key(k.Unit, int(k.Month), seq)); ok {
			i.Gone = true
			figures.Items.Put(tx, i)
		}
	}
	k.Items = nil
}

// offer asks whether what was read out of a report is right, before anything of it
// is counted.
func (k *Telling) offer(t *flows.Turn) {
	k.Seq, k.State = next(t.Tx, k.Member), Offered
	Tellings.Put(t.Tx, *k)
	if len(k.Sure) == 0 {
		k.ask(t)
		return
	}
	k.showOffer(t)
}

// showOffer says what was read out of a report, and listens for a yes for a while:
// it is the newest question, and words that are no answer are not held up by it.
func (k Telling) showOffer(t *flows.Turn) {
	choices := []flows.Choice{{Key: "result.right", Do: k.do("kqdung")}, {Key: "result.change", Do: k.do("kqsua")}, {Key: "result.not", Do: k.do("kqbo")}}
	t.Reply("result.offer", k.args(t), append(choices, k.days(t)...)...)
	t.Ask(t.Reader, flows.Question{Kind: RightKind, Code: strconv.Itoa(k.Seq), Open: viet.YesNo, Until: t.Event.At.Add(listening)})
}

// RightKind and DoubtKind are the questions that words answer; listening is how
// long a plain yes is taken as said to an offer.
const (
	RightKind = "kq.right"
	DoubtKind = "kq.doubt"
	listening = time.Hour
)

// Right keeps what was offered.
func Right(t *flows.Turn, args []string) {
	k, ok := mine(t, args)
	if !ok {
		return
	}
	t.Answered(t.Event.Chat, RightKind, strconv.Itoa(k.Seq))
	if k.State == Kept {
		t.Reply("result.kept", k.args(t), k.ways(t)...)
		return
	}
	k.keep(t, "result.kept")
}

// RightSaid is the answer in words: yes keeps it, no leads to the right words.
func RightSaid(t *flows.Turn, q flows.Question, m viet.Meaning) {
	switch m.Kind {
	case viet.Yes:
		Right(t, []string{q.Code})
	case viet.No:
		TakeBack(t, []string{q.Code})
	default:
		flows.Unasked(t)
	}
}

// TakeBack drops what was told, while its month is open; of a closed one what its head
// has not added to it.
func TakeBack(t *flows.Turn, args []string) {
	k, ok := mine(t, args)
	if !ok {
		return
	}
	late := k.late()
	if k.State == Kept && len(late) > 0 && len(late) < len(k.Sure) && k.closed(t.Tx) && !k.added(t) {
		k.dropLate(t)
		return
	}
	if k.fixed(t) {
		return
	}
	was := k.State
	k.forget(t)
	k.unfile(t.Tx)
	k.State = Gone
	Tellings.Put(t.Tx, k)
	if was == Offered {
		t.Reply("result.notcounted", nil)
		return
	}
	t.Reply("result.dropped", k.args(t))
	k.tellGone(t, late)
}

// forget takes the open questions about it away.
func (k Telling) forget(t *flows.Turn) {
	for _, kind := range []string{RightKind, DoubtKind, DayKind, SameKind} {
		t.Answered(t.Event.Chat, kind, strconv.Itoa(k.Seq))
	}
}

// fixed reports whether what was told cannot change any more, and says so: its
// month was closed with some of it in it, or the head has added it since.
func (k Telling) fixed(t *flows.Turn) bool {
	before := len(k.late()) < len(k.Sure)
	if k.State == Offered || !k.closed(t.Tx) || !before && !k.added(t) {
		return false
	}
	t.Reply("result.closed", k.args(t))
	return true
}

// Again asks for the right words of what was told.
var Again = talk.One("result", "result", "again", 15*time.Minute, said)

// Change lets who told it tell it anew.
func Change(t *flows.Turn, args []string) {
	if k, ok := mine(t, args); ok && !k.fixed(t) {
		Again.Begin(t, strconv.Itoa(k.Seq))
	}
}

func said(t *flows.Turn, code string, g talk.Given) {
	k, ok := mine(t, []string{code})
	if !ok || k.fixed(t) {
		return
	}
	all, wrong := retell(t, []Telling{k}, g.Text)
	if wrong != "" {
		t.Reply(wrong, nil, flows.Choice{Key: "result.change", Do: k.do("kqsua")}, flows.Choice{Key: "result.drop", Do: k.do("kqbo")})
		return
	}
	for _, k := range all {
		k.keep(t, "result.changed")
	}
}

// Team asks for which of the own teams it was, or counts it there.
func Team(t *flows.Turn, args []string) {
	k, ok := mine(t, args)
	if !ok || k.fixed(t) {
		return
	}
	all := teams(t)
	if len(args) < 2 || !slices.Contains(all, args[1]) {
		var choices []flows.Choice
		for _, code := range all[:min(len(all), 9)] {
			u, _ := flows.Units.Get(t.Tx, code)
			choices = append(choices, flows.Choice{Key: "result.team.one", Args: text.Args{"unit": viet.Short(u.Name, 23)}, Do: k.do("kqto", code), Row: true})
		}
		t.Reply("result.team.which", nil, choices...)
		return
	}
	k.forget(t)
	k.unfile(t.Tx)
	k.Unit, k.Added = args[1], time.Time{}
	k.keep(t, "result.changed")
}

// AsReport files what was told as a report as well.
func AsReport(report func(t *flows.Turn, m viet.Meaning)) flows.Handler {
	return func(t *flows.Turn, args []string) {
		k, ok := own(t, args)
		if !ok {
			return
		}
		if k.Case == "" {
			t.Event.Text, t.Event.Files, t.Event.Message, t.Event.ReplyTo = k.Text, nil, k.Said, ""
			report(t, viet.Meaning{Kind: viet.Report})
			k.Case, _ = casework.SaidIn(t, k.Said)
			Tellings.Put(t.Tx, k)
			return
		}
		casework.View(t, []string{k.Case})
	}
}
