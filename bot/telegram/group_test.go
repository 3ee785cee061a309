package telegram

import (
	"testing"

	"caunoi/flows"
)

// In a group, as Telegram writes it.
const (
	basic  = `"message_id":5,"date":1700000000,"from":{"id":7},"chat":{"id":-5,"type":"group"}`
	super  = `"message_id":5,"date":1700000000,"from":{"id":1087968824,"is_bot":true},"sender_chat":{"id":-1001000000005},"chat":{"id":-1001000000005,"type":"supergroup"}`
	myself = `{"id":99,"is_bot":true,"first_name":"Cầu Nối"}`
)

// TestGroups is what becomes of a group itself.
func TestGroups(t *testing.T) {
	standing := func(fields string) string {
		return `"my_chat_member":{"date":9,"chat":{"id":-5,"type":"group"},"from":{"id":7},"new_chat_member":{` + fields + `}}`
	}
	for what, c := range map[string]struct {
		update string
		kind   flows.Kind
		may    flows.Standing
	}{
		"added":             {standing(`"status":"member"`), flows.Entered, flows.MayWrite},
		"administrator":     {standing(`"status":"administrator","can_manage_chat":true`), flows.Entered, flows.MayRead},
		"muted":             {standing(`"status":"restricted","is_member":true,"can_send_messages":false`), flows.Entered, flows.Muted},
		"restricted":        {standing(`"status":"restricted","is_member":true,"can_send_messages":true`), flows.Entered, flows.MayWrite},
		"muted and out":     {standing(`"status":"restricted","is_member":false,"can_send_messages":false`), flows.Removed, ""},
		"left":              {standing(`"status":"left"`), flows.Removed, ""},
		"kicked":            {standing(`"status":"kicked"`), flows.Removed, ""},
		"note, added":       {`"message":{` + basic + `,"new_chat_members":[{"id":8},` + myself + `]}`, flows.Entered, ""},
		"note, created":     {`"message":{` + basic + `,"group_chat_created":true}`, flows.Entered, ""},
		"note, removed":     {`"message":{` + basic + `,"left_chat_member":` + myself + `}`, flows.Removed, ""},
		"moves, told here":  {`"message":{` + basic + `,"migrate_to_chat_id":-1001000000005}`, flows.Migrated, ""},
		"moved, told there": {`"message":{` + super + `,"migrate_from_chat_id":-5}`, flows.Migrated, ""},
	} {
		e := readOne(t, what, c.update)
		if e == nil || e.Kind != c.kind || e.Standing != c.may || e.Chat != "telegram:-5" || e.Private || e.By != "" {
			t.Errorf("%s: got %+v", what, e)
			continue
		}
		if to := e.To; (c.kind == flows.Migrated) != (to == "telegram:-1001000000005") {
			t.Errorf("%s: it goes to %q", what, to)
		}
	}
}

// TestForgedMoves drops what looks like a move and is none: nobody but Telegram
// itself writes the fields, a basic group becomes a supergroup, and nothing else
// moves (S13).
func TestForgedMoves(t *testing.T) {
	for what, update := range map[string]string{
		"said in words":        `"message":{` + basic + `,"text":"migrate_to_chat_id: -1001000000005"}`,
		"in private":           `"message":{` + an + `,"migrate_to_chat_id":-1001000000005}`,
		"in a channel":         `"message":{"message_id":5,"chat":{"id":-1001000000009,"type":"channel"},"migrate_to_chat_id":-1001000000005}`,
		"to a person":          `"message":{` + basic + `,"migrate_to_chat_id":7}`,
		"to a basic group":     `"message":{` + basic + `,"migrate_to_chat_id":-6}`,
		"from a person":        `"message":{` + super + `,"migrate_from_chat_id":7}`,
		"from a supergroup":    `"message":{` + super + `,"migrate_from_chat_id":-1001000000006}`,
		"of a supergroup":      `"message":{` + super + `,"migrate_to_chat_id":-1001000000006}`,
		"in what is answered":  `"message":{` + basic + `,"text":"a","reply_to_message":{"message_id":4,"from":{"id":8},"migrate_to_chat_id":-1001000000005}}`,
		"by a change":          `"edited_message":{` + basic + `,"migrate_to_chat_id":-1001000000005}`,
		"somebody else comes":  `"message":{` + basic + `,"new_chat_members":[{"id":8}]}`,
		"somebody else leaves": `"message":{` + basic + `,"left_chat_member":{"id":8}}`,
		"unheard of standing":  `"my_chat_member":{"chat":{"id":-5,"type":"group"},"from":{"id":7},"new_chat_member":{"status":"new"}}`,
		"a channel":            `"my_chat_member":{"chat":{"id":-1001000000009,"type":"channel"},"from":{"id":7},"new_chat_member":{"status":"administrator"}}`,
	} {
		if e := readOne(t, what, update); e != nil {
			t.Errorf("%s: got %+v", what, e)
		}
	}
}

// TestHidden passes on the commands of those whom Telegram hides, without a
// sender, and nothing else of theirs (S11).
func TestHidden(t *testing.T) {
	from := map[string]string{
		"an anonymous administrator": `"from":{"id":1087968824,"is_bot":true},"sender_chat":{"id":-1001000000005}`,
		"the same, from only":        `"from":{"id":1087968824}`,
		"a channel":                  `"from":{"id":136817688,"is_bot":true},"sender_chat":{"id":-1001000000009}`,
		"a chat":                     `"sender_chat":{"id":-1001000000009}`,
	}
	for who, fields := range from {
		message := `"message_id":5,"date":1700000000,"chat":{"id":-1001000000005,"type":"supergroup"},` + fields
		e := readOne(t, who, `"message":{`+message+`,"text":"/nhom@CauNoiBot NH-01"}`)
		if e == nil || !e.Hidden || e.By != "" || e.Text != "/nhom NH-01" || e.Chat != "telegram:-1001000000005" || e.Private {
			t.Errorf("%s: got %+v", who, e)
		}
		for what, more := range map[string]string{
			"talk":             `"text":"hôm nay họp"`,
			"an answer":        `"text":"rồi","reply_to_message":{"message_id":4,"from":{"id":99}}`,
			"another's":        `"text":"/nhom@OtherBot NH-01"`,
			"a linked channel": `"is_automatic_forward":true,"text":"/nhom NH-01"`,
		} {
			if e := readOne(t, what, `"message":{`+message+`,`+more+`}`); e != nil {
				t.Errorf("%s of %s: got %+v", what, who, e)
			}
		}
	}
	if e := readOne(t, "a bot", `"message":{"message_id":5,"chat":{"id":-5,"type":"group"},"from":{"id":8,"is_bot":true},"text":"/nhom NH-01"}`); e != nil {
		t.Errorf("a bot: got %+v", e)
	}
}
