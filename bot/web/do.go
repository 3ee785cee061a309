package web

import (
	"context"
	"time"
	"unicode/utf16"

	"caunoi/flows"
)

// Do shows a message on the page or changes one in place. It returns as soon
// as the journal has it; a page that is not open reads it later.
func (c *Channel) Do(ctx context.Context, chat string, act flows.Act) flows.Outcome {
	if ctx.Err() != nil {
		return flows.Outcome{Result: flows.Later, After: time.Second, Why: "stopping"}
	}
	if out, ok := c.refuse(chat, act); !ok {
		return out
	}
	switch act.Deed {
	case flows.Show:
	case flows.Delete:
		return c.erase(chat, act.Gone)
	default:
		return flows.Outcome{Result: flows.Done} // the page has no groups and no menu
	}
	e := entry{Chat: chat, Deed: showed, At: c.now()}.drawn(act)
	if act.Edit != "" {
		e.Deed, e.ID = redrew, act.Edit
		was, _ := c.rooms.shown(chat, act.Edit)
		e.Files = was.Files // an edit brings none, and takes none away
		if was.same(e) {
			return flows.Outcome{Result: flows.Done, Shown: act.Edit}
		}
	}
	written, err := c.rooms.write(e)
	if err != nil {
		return c.unwritten(err)
	}
	return flows.Outcome{Result: flows.Done, Shown: written[0].ID}
}

// unwritten is the outcome of what the journal did not take.
func (c *Channel) unwritten(err error) flows.Outcome {
	c.log.Error("web journal", "error", err)
	return flows.Outcome{Result: flows.Later, After: 5 * time.Second, Why: "journal", Wide: true}
}

// erase takes away messages that the page shows.
func (c *Channel) erase(chat string, ids []string) flows.Outcome {
	if !c.limit.Deletes {
		return flows.Outcome{Result: flows.Never, Why: "delete"}
	}
	var gone []entry
	for _, id := range ids {
		if _, stands := c.rooms.shown(chat, id); stands {
			gone = append(gone, entry{Chat: chat, Deed: erased, ID: id, At: c.now()})
		}
	}
	if _, err := c.rooms.write(gone...); err != nil {
		return c.unwritten(err)
	}
	return flows.Outcome{Result: flows.Done}
}

// refuse says what stands against an act; ok if nothing does.
func (c *Channel) refuse(chat string, act flows.Act) (out flows.Outcome, ok bool) {
	if _, known := c.person(chat); !known {
		return flows.Outcome{Result: flows.Gone, Why: "unknown chat"}, false
	}
	if c.rooms.closed(chat) {
		return flows.Outcome{Result: flows.Gone, Why: "blocked"}, false
	}
	if why := c.unfit(act); act.Deed == flows.Show && why != "" {
		return flows.Outcome{Result: flows.Never, Why: why}, false
	}
	if act.Edit == "" {
		return flows.Outcome{}, true
	}
	if _, shown := c.rooms.shown(chat, act.Edit); !shown {
		return flows.Outcome{Result: flows.Lost, Why: "no such message"}, false
	}
	return flows.Outcome{}, true
}

// unfit says why an act can never be shown here, "" if it can.
func (c *Channel) unfit(act flows.Act) string {
	most := c.limit.Text
	if len(act.Files) > 0 {
		most = c.limit.Caption
	}
	switch {
	case act.Text == "" && len(act.Files) == 0:
		return "empty"
	case len(utf16.Encode([]rune(act.Text))) > most:
		return "too long"
	case len(act.Buttons) > 0 && !c.limit.Buttons:
		return "buttons"
	case act.Edit != "" && !c.limit.Edits:
		return "edit"
	}
	for _, f := range act.Files {
		if !c.made(f) && (f.Channel != name || !isRef(f.Ref)) {
			return "foreign file"
		}
	}
	return ""
}
