package telegram

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"caunoi/flows"
)

// Sizes of A5. Lengths are in UTF-16 units.
const (
	maxText    = 4096
	maxCaption = 1024
	maxData    = 64 // bytes of callback_data
	maxAlbum   = 10
	maxDelete  = 100 // ids in one call
)

// A request is one call that an act becomes. An act with many files becomes
// several.
type request struct {
	method string
	params tgbotapi.Params
	files  []flows.File // that lie with the bot and are sent along
	fields []string     // what each of them is called in the call
	shows  bool         // its message is the one an edit is about
}

// compose turns an act into calls, in order. why is a short code if the act
// can never be carried out.
//
// Texts go without parse_mode: what people typed is shown as they typed it and
// nothing in it can be malformed (T15).
func compose(chat string, act flows.Act) (calls []request, why string) {
	if _, err := strconv.ParseInt(chat, 10, 64); err != nil {
		return nil, "bad address"
	}
	switch act.Deed {
	case flows.Leave:
		return []request{{method: "leaveChat", params: tgbotapi.Params{"chat_id": chat}}}, ""
	case flows.Menu:
		return menu(chat, act.Buttons), ""
	case flows.Delete:
		return remove(chat, act.Gone)
	}
	if _, err := strconv.ParseInt(act.Topic, 10, 64); act.Topic != "" && err != nil {
		return nil, "bad topic"
	}
	markup, why := keyboard(act.Buttons)
	if why != "" {
		return nil, why
	}
	size := units(act.Text)
	switch {
	case size > maxText:
		return nil, "too long"
	case size == 0 && (len(act.Files) == 0 || act.Edit != ""):
		return nil, "empty"
	case act.Edit != "":
		return edit(chat, act, markup)
	}
	groups, why := groupFiles(act.Files)
	if why != "" {
		return nil, why
	}
	for _, g := range groups {
		calls = append(calls, fileCall(chat, g))
	}
	if captionFits(act, groups) {
		if len(groups[0]) == 1 {
			calls[0].params.AddNonEmpty("caption", act.Text)
			calls[0].params.AddNonEmpty("reply_markup", markup)
		} else {
			calls[0].params["media"] = album(groups[0], act.Text)
		}
	} else {
		calls = append(calls, request{method: "sendMessage", params: tgbotapi.Params{
			"chat_id": chat, "text": act.Text, "link_preview_options": noPreview,
		}})
		calls[len(calls)-1].params.AddNonEmpty("reply_markup", markup)
	}
	calls[len(calls)-1].shows = true
	for i := range calls {
		calls[i].params.AddBool("disable_notification", act.Quiet || i > 0)
		calls[i].params.AddNonEmpty("message_thread_id", act.Topic)
	}
	if act.ReplyTo != "" {
		calls[0].params["reply_parameters"], why = reply(act.ReplyTo)
	}
	return calls, why
}

// remove deletes messages of ours, as many in a call as one takes. Of several
// those that are not there any more are passed over by the service.
func remove(chat string, ids []string) (calls []request, why string) {
	for _, id := range ids {
		if _, err := strconv.Atoi(id); err != nil {
			return nil, "bad message"
		}
	}
	if len(ids) == 1 {
		return []request{{method: "deleteMessage", params: tgbotapi.Params{"chat_id": chat, "message_id": ids[0]}}}, ""
	}
	for some := range slices.Chunk(ids, maxDelete) {
		list := "[" + strings.Join(some, ",") + "]"
		calls = append(calls, request{method: "deleteMessages", params: tgbotapi.Params{"chat_id": chat, "message_ids": list}})
	}
	return calls, ""
}

// menu sets the menu of commands of a chat. It has no language: the chat's
// person has one.
func menu(chat string, buttons []flows.Button) []request {
	list := make([]Command, len(buttons))
	for i, b := range buttons {
		list[i] = Command{Name: b.Do, Text: b.Label}
	}
	data, err := json.Marshal(list)
	if err != nil {
		return nil // cannot happen: strings only
	}
	return []request{{method: "setMyCommands", params: tgbotapi.Params{
		"commands": string(data), "scope": `{"type":"chat","chat_id":` + chat + `}`,
	}}}
}

// noPreview keeps the service from fetching and showing what a link leads to.
const noPreview = `{"is_disabled":true}`

// edit replaces the text of a message, or what stands under its file, and the
// buttons. Without buttons those that stood there go.
func edit(chat string, act flows.Act, markup string) ([]request, string) {
	if _, err := strconv.Atoi(act.Edit); err != nil {
		return nil, "bad message"
	}
	if len(act.Files) > 0 {
		return nil, "an edit cannot bring files"
	}
	for _, b := range act.Buttons {
		if b.Want != "" {
			return nil, "an edit cannot ask the phone"
		}
	}
	p := tgbotapi.Params{"chat_id": chat, "message_id": act.Edit}
	p.AddNonEmpty("reply_markup", markup)
	if act.Caption {
		if units(act.Text) > maxCaption {
			return nil, "too long"
		}
		p["caption"] = act.Text
		return []request{{method: "editMessageCaption", params: p}}, ""
	}
	p["text"], p["link_preview_options"] = act.Text, noPreview
	return []request{{method: "editMessageText", params: p}}, ""
}

// reply names the message that is answered. If it is gone, the message is
// shown all the same.
func reply(message string) (string, string) {
	id, err := strconv.Atoi(message)
	if err != nil {
		return "", "bad message"
	}
	return `{"message_id":` + strconv.Itoa(id) + `,"allow_sending_without_reply":true}`, ""
}

// captionFits reports whether the text can stand under the files: one message
// of a kind that has captions, short enough, and an album only without buttons,
// which it cannot have.
func captionFits(act flows.Act, groups [][]flows.File) bool {
	if len(groups) != 1 || units(act.Text) > maxCaption {
		return false
	}
	one := len(groups[0]) == 1
	return one && (groups[0][0].Kind != flows.Sticker || act.Text == "") || !one && len(act.Buttons) == 0
}

// groupFiles parts the files into what one call can show: up to ten pictures
// and videos, up to ten documents, or one of anything else.
func groupFiles(files []flows.File) (groups [][]flows.File, why string) {
	last := ""
	for _, f := range files {
		if f.Channel != name && f.Channel != "" || f.Channel == name && f.Ref == "" {
			return nil, "file of another channel"
		}
		family := ""
		switch f.Kind {
		case flows.Photo, flows.Video:
			family = "seen"
		case flows.Document:
			family = "document"
		case flows.Voice, flows.Sticker:
		default:
			return nil, whyFile
		}
		n := len(groups)
		if family != "" && family == last && len(groups[n-1]) < maxAlbum {
			groups[n-1] = append(groups[n-1], f)
		} else {
			groups = append(groups, []flows.File{f})
		}
		last = family
	}
	return groups, ""
}

// fileCall is the call that shows a group of files.
func fileCall(chat string, g []flows.File) request {
	r := request{params: tgbotapi.Params{"chat_id": chat}}
	for _, f := range g {
		if f.Channel == "" {
			r.fields = append(r.fields, attached(len(r.files)))
			r.files = append(r.files, f)
		}
	}
	if len(g) > 1 {
		r.method = "sendMediaGroup"
		r.params["media"] = album(g, "")
		return r
	}
	kind := string(g[0].Kind)
	r.method = map[flows.FileKind]string{
		flows.Photo: "sendPhoto", flows.Voice: "sendVoice", flows.Video: "sendVideo",
		flows.Document: "sendDocument", flows.Sticker: "sendSticker",
	}[g[0].Kind]
	if g[0].Channel == name {
		r.params[kind] = g[0].Ref
	} else {
		r.fields[0] = kind
	}
	return r
}

// album is the JSON of a group of files; the caption stands under the first.
func album(g []flows.File, caption string) string {
	type item struct {
		Type    string `json:"type"`
		Media   string `json:"media"`
		Caption string `json:"caption,omitempty"`
	}
	items, sent := make([]item, len(g)), 0
	for i, f := range g {
		items[i] = item{Type: string(f.Kind), Media: reference(f, sent)}
		if f.Channel == "" {
			sent++
		}
	}
	items[0].Caption = caption
	data, err := json.Marshal(items)
	if err != nil {
		return "" // cannot happen: strings only
	}
	return string(data)
}

// reference names a file in a call: by the service's own id, or as the n-th of
// those sent along.
func reference(f flows.File, n int) string {
	if f.Channel == name {
		return f.Ref
	}
	return "attach://" + attached(n)
}

// attached is the name of the n-th file sent along.
func attached(n int) string { return "file" + strconv.Itoa(n) }

// units counts the UTF-16 units of a text, which is how Telegram counts.
func units(s string) int {
	n := 0
	for _, r := range s {
		n += max(utf16.RuneLen(r), 1)
	}
	return n
}
