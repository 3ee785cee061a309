package directive

import (
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/store"
)

// BoardTimer fires when the card of a directive's progress is to be brought up
// to date.
const BoardTimer = "cd.board"

// boardEvery is how often the card of a directive's progress changes at most.
const boardEvery = 3 * time.Second

// boardOf names the one card of a directive's progress in a chat.
func boardOf(d Directive) flows.About { return flows.About{Kind: "board", Code: d.Code()} }

// Board shows the progress of a directive to all who watch it and still may,
// where their card stands.
func Board(t *flows.Turn, d Directive) {
	for _, id := range d.Watch {
		m, _ := flows.Members.Get(t.Tx, id)
		if !d.managedBy(t, id) {
			continue
		}
		t.Say(m.Reader(), flows.Note{Card: true, About: boardOf(d), Lane: flows.Answer})
	}
}

// refresh has the boards of a directive shown in a moment, once for all that
// happens until then.
func refresh(t *flows.Turn, d Directive) {
	if !flows.Timers.Has(t.Tx, store.Key(BoardTimer, d.Code())) {
		t.Wake(BoardTimer, d.Code(), boardEvery)
	}
}

// BoardDue shows the boards of a directive.
func BoardDue(t *flows.Turn, code string) {
	if d, ok := Find(t.Tx, code); ok {
		Board(t, d)
	}
}

// View shows a directive to whoever asks for it and may see it: its progress, at
// the end of the chat.
func View(t *flows.Turn, args []string) {
	d, ok := manageable(t, args)
	if !ok {
		return
	}
	if !slices.Contains(d.Watch, t.From.ID) {
		d.Watch = append(d.Watch, t.From.ID)
		Directives.Put(t.Tx, d)
	}
	t.Say(t.Reader, flows.Note{Card: true, Fresh: true, About: boardOf(d)})
}

// manageable returns the directive that the words name if whoever acts may
// manage it: its sender, or whoever may send to all of its places. Otherwise it
// says that there is none.
func manageable(t *flows.Turn, args []string) (d Directive, ok bool) {
	if len(args) > 0 {
		d, ok = Find(t.Tx, args[0])
	}
	if !ok || !Manages(t, d) {
		code := ""
		if len(args) > 0 {
			code = args[0]
		}
		t.Reply("directive.none", text.Args{"number": code})
		return Directive{}, false
	}
	return d, true
}

// Manages reports whether whoever acts may see and steer a directive now: those
// who may send to every place it goes to.
func Manages(t *flows.Turn, d Directive) bool { return d.managedBy(t, t.From.ID) }

func (d Directive) managedBy(t *flows.Turn, member string) bool {
	return len(d.Places) > 0 && !slices.ContainsFunc(d.Places, func(unit string) bool {
		return !MaySend(t.Tx, member, unit, t.Event.At)
	})
}

// DrawBoard draws the progress of a directive (conversations 7): what was sent,
// what could not be, when all will have left, and who has reacted.
func DrawBoard(t *flows.Turn, m flows.Message) (flows.Note, bool) {
	d, ok := Find(t.Tx, m.About.Code)
	if !ok || !d.managedBy(t, m.Member) {
		return flows.Note{}, false
	}
	c := d.Tally(t.Tx)
	lines := text.List{text.Key{Name: "directive.board.head", Args: text.Args{"n": d.Number, "state": text.K("directive.state." + d.State.Name()), "words": d.Short()}}}
	if d.State.Begun() {
		lines = append(lines, d.sentLine(c))
	}
	if line, ok := d.whenLine(t, c); ok {
		lines = append(lines, line)
	}
	switch {
	case d.State == Withdrawn:
		lines = append(lines, text.Key{Name: "directive.board.recall", Args: text.Args{"done": c.Recalled, "left": c.Remains, "waits": max(0, c.Has+c.Leaves-c.Recalled-c.Remains)}})
	case d.Walk.What == correcting:
		lines = append(lines, text.Key{Name: "chase.board.correct", Args: text.Args{"done": min(d.Walk.Next-1, d.Count), "all": d.Count}})
	}
	if r := ReactionsTo(t.Tx, d.Number); d.Ask.Wants() && r.All() > 0 {
		lines = append(lines, d.reactLine(r))
	}
	if d.formGone(t) {
		lines = append(lines, text.Key{Name: "directive.form.unused", Args: text.Args{"form": d.FormTitle}})
	}
	return flows.Note{Key: "directive.card", Args: text.Args{"lines": lines}, Choices: d.steer(c)}, true
}

// sentLine says how many of all have it. Its numbers add up at every moment.
func (d Directive) sentLine(c Tally) text.Key {
	parts := text.Joined{text.Key{Name: "directive.board.has", Args: text.Args{"has": c.Has, "all": c.All()}}}
	switch d.State {
	case Stopped:
		parts = some(parts, "directive.board.flies", c.Leaves)
		parts = some(parts, "directive.board.waits", c.Waits)
	case Withdrawn:
		parts = some(parts, "directive.board.flies", c.Leaves)
		parts = some(parts, "directive.board.never", c.Waits)
	default:
		parts = some(parts, "directive.board.waits", c.Waits+c.Leaves)
	}
	return text.Key{Name: "directive.board.sent", Args: text.Args{"parts": some(parts, "directive.board.failed", c.Failed)}}
}

// standing is in a sentence how a directive stands, to whoever has stopped it or
// takes it back: what is in flight has not been received. While it is sent, most of
// that still waits.
func (d Directive) standing(tx store.Tx) text.Joined {
	c := d.Tally(tx)
	if d.State == Sending {
		c.Waits, c.Leaves = c.Waits+c.Leaves, 0
	}
	parts := text.Joined{text.Key{Name: "directive.stands.has", Args: text.Args{"count": c.Has}}}
	parts = some(parts, "directive.stands.flies", c.Leaves)
	parts = some(parts, "directive.stands.waits", c.Waits)
	return some(parts, "directive.stands.failed", c.Failed)
}

// some adds how many there are of something, unless there are none.
func some(parts text.Joined, key string, n int64) text.Joined {
	if n == 0 {
		return parts
	}
	return append(parts, text.Key{Name: key, Args: text.Args{"count": n}})
}

// whenLine says when it begins or when all will have left.
func (d Directive) whenLine(t *flows.Turn, c Tally) (text.Key, bool) {
	switch {
	case d.State == Planned || d.State == Delayed:
		return text.Key{Name: "directive.board.begins", Args: text.Args{"time": text.Moment(d.Start)}}, true
	case d.State == Sending && c.Waits+c.Leaves > 0:
		return text.Key{Name: "directive.board.ends", Args: text.Args{"time": text.Clock(t.Event.At.Add(d.lasts(t, c.Waits+c.Leaves)))}}, true
	case d.State == Stopped && d.Why != "":
		return text.K("directive.board.why." + wordOf(d.Why)), true
	}
	return text.Key{}, false
}

// reactLine says how many of those who are asked have done what.
func (d Directive) reactLine(r Reactions) text.Key {
	done := r.Answered
	if d.Ask == ToConfirm {
		done = r.Read + r.Answered
	}
	name := "directive.board.did." + d.Ask.Name()
	if d.Whom == ToTeam {
		name += ".teams"
	}
	return text.Key{Name: name, Args: text.Args{"done": done, "all": r.All(), "read": r.Read + r.Answered + r.Stuck, "stuck": r.Stuck}}
}

// steer are what a sender can do about a directive as it stands.
func (d Directive) steer(c Tally) []flows.Choice {
	do := func(label, verb string, row bool) flows.Choice {
		return flows.Choice{Key: "directive.button." + label, Do: verb + " " + d.Code(), Row: row}
	}
	like := flows.Choice{Key: "chase.button.like", Do: "cdnhu " + d.Code(), Row: true}
	switch d.State {
	case Asking:
		return []flows.Choice{do("drop", "cdbo", false)}
	case Delayed, Planned:
		return []flows.Choice{do("stop", "cddung", false), do("correct", "cdsua", false)}
	case Sending:
		choices := append([]flows.Choice{do("list", "cdds", false)}, append(d.sheetChoices(), do("stop", "cddung", false))...)
		if d.remindable(c) && c.Has > 0 {
			choices = append(choices, do("chase", "cdnhac", true))
		}
		return append(choices, do("correct", "cdsua", true), do("withdraw", "cdthuhoi", false))
	case Stopped:
		return []flows.Choice{do("goon", "cdtiep", false), do("list", "cdds", false), do("correct", "cdsua", true), do("withdraw", "cdthuhoi", false)}
	case Sent:
		choices := append([]flows.Choice{do("list", "cdds", false)}, d.sheetChoices()...)
		if c.Failed > 0 {
			choices = append(choices, do("again", "cdlai", false))
		}
		if d.remindable(c) {
			choices = append(choices, do("chase", "cdnhac", true))
		}
		return append(choices, do("correct", "cdsua", true), do("withdraw", "cdthuhoi", false), like)
	case Withdrawn:
		choices := []flows.Choice{do("list", "cdds", false)}
		if c.Remains > 0 {
			choices = append(choices, flows.Choice{Key: "chase.button.remain", Do: "cdcon " + d.Code(), Row: true})
		}
		return append(choices, like)
	case Cancelled:
		return []flows.Choice{like}
	}
	return nil
}

// wordOf turns a short code with spaces into the last part of a key.
func wordOf(code string) string {
	b := []byte(code)
	for i := range b {
		if b[i] == ' ' {
			b[i] = '_'
		}
	}
	return string(b)
}
