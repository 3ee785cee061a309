package telegram

import (
	"encoding/json"
	"slices"
	"unicode/utf8"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"caunoi/flows"
)

// widest is the longest label, in letters, of a row of one, two and three
// buttons that a phone of 360 points shows whole.
func widest(inRow int) int { return [...]int{0, 1 << 30, 15, 9}[inRow] }

// mostInRow is how many buttons stand side by side at most.
const mostInRow = 3

// layRows puts buttons into rows: side by side while all labels of the row can be
// read, a button with Row on a new one.
func layRows(buttons []flows.Button) [][]flows.Button {
	var out [][]flows.Button
	longest := 0
	for _, b := range buttons {
		size := utf8.RuneCountInString(b.Label)
		n := len(out)
		joins := n > 0 && !b.Row && len(out[n-1]) < mostInRow && max(longest, size) <= widest(len(out[n-1])+1)
		if joins {
			out[n-1] = append(out[n-1], b)
			longest = max(longest, size)
			continue
		}
		out = append(out, []flows.Button{b})
		longest = size
	}
	return out
}

// keyboard is the JSON of the buttons, "" if there are none. Buttons that want
// something of the phone stand where its keyboard is (A9), and so do those
// beside them: a message has one keyboard.
func keyboard(buttons []flows.Button) (markup, why string) {
	if len(buttons) == 0 {
		return "", ""
	}
	for _, b := range buttons {
		switch {
		case b.Label == "":
			return "", "button without label"
		case b.Want == "" && b.Do == "":
			return "", "button without act"
		case b.Want == "" && len(b.Do) > maxData:
			return "", "button too long"
		}
	}
	var board any = inline(buttons)
	if slices.ContainsFunc(buttons, func(b flows.Button) bool { return b.Want != "" }) {
		board = onPhone(buttons)
	}
	data, err := json.Marshal(board)
	if err != nil {
		return "", "bad buttons"
	}
	return string(data), ""
}

// inline is buttons under the message.
func inline(buttons []flows.Button) tgbotapi.InlineKeyboardMarkup {
	var board tgbotapi.InlineKeyboardMarkup
	for _, row := range layRows(buttons) {
		line := make([]tgbotapi.InlineKeyboardButton, len(row))
		for i, b := range row {
			line[i] = tgbotapi.NewInlineKeyboardButtonData(b.Label, b.Do)
		}
		board.InlineKeyboard = append(board.InlineKeyboard, line)
	}
	return board
}

// onPhone is buttons in place of the phone's keyboard. It goes after one use.
func onPhone(buttons []flows.Button) tgbotapi.ReplyKeyboardMarkup {
	board := tgbotapi.ReplyKeyboardMarkup{ResizeKeyboard: true, OneTimeKeyboard: true}
	for _, row := range layRows(buttons) {
		line := make([]tgbotapi.KeyboardButton, len(row))
		for i, b := range row {
			line[i] = tgbotapi.KeyboardButton{
				Text: b.Label, RequestContact: b.Want == flows.WantContact, RequestLocation: b.Want == flows.WantPlace,
			}
		}
		board.Keyboard = append(board.Keyboard, line)
	}
	return board
}
