package bot

import (
	"strings"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// tinyDesk has one flow. Whoever writes "say 1 chat words" has the words said
// there in lane 1; "wake 30s words" has them said then; "burst" panics; "card 2
// words" shows the person's card, with two files and these words, and "away" takes
// it back; anything else is echoed.
func tinyDesk(t testing.TB) *flows.Desk {
	t.Helper()
	d := flows.NewDesk(&text.Catalog{}, // says the keys themselves
		flows.Defaults(), map[string]flows.Traits{"fake": {Buttons: true, Edits: true, Deletes: true}})
	words := flows.Note{}
	d.About("sheet", flows.Subject{Card: func(*flows.Turn, flows.Message) (flows.Note, bool) { return words, true }})
	tiny := func(t *flows.Turn) {
		sheet := flows.About{Kind: "sheet"}
		if t.Event.Text == "away" {
			m, _ := flows.Card(t.Tx, sheet, t.Event.Chat)
			t.Remove(m.ID)
			return
		}
		if rest, ok := strings.CutPrefix(t.Event.Text, "card "); ok {
			words = flows.Note{Key: rest[2:]}
			for range rest[0] - '0' {
				words.Files = append(words.Files, flows.File{Kind: flows.Photo, Channel: "fake", Ref: "p"})
			}
			t.Say(t.Reader, flows.Note{Card: true, About: sheet})
			return
		}
		tinyFlow(t)
	}
	d.Stranger(tiny)
	d.Free(func(t *flows.Turn, _ viet.Meaning) { tiny(t) })
	d.Group(func(t *flows.Turn) { t.MoveGroup(t.Event.Chat, t.Event.To) })
	d.Timer("say", func(t *flows.Turn, id string) { order(t, id) })
	return d
}

func tinyFlow(t *flows.Turn) {
	verb, rest, _ := strings.Cut(t.Event.Text, " ")
	switch verb {
	case "say":
		order(t, rest)
	case "wake":
		after, what, _ := strings.Cut(rest, " ")
		d, err := time.ParseDuration(after)
		if err != nil {
			panic(err)
		}
		t.Wake("say", what, d)
	case "redirect":
		from, to, _ := strings.Cut(rest, " ")
		t.Redirect(flows.At("fake", from), flows.At("fake", to), func(flows.Message) bool { return true })
	case "burst":
		panic("burst")
	default:
		t.Say(t.Reader, flows.Note{Key: "re " + t.Event.Text})
	}
}

// order carries out "lane chat words".
func order(t *flows.Turn, s string) {
	lane, rest, _ := strings.Cut(s, " ")
	chat, words, _ := strings.Cut(rest, " ")
	t.Say(flows.Reader{Chat: flows.At("fake", chat)}, flows.Note{Key: words, Lane: flows.Lane(lane[0] - '0')})
}
