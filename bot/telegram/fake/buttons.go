package fake

import "encoding/json"

// readButtons reads the buttons of a call.
func readButtons(markup string, c *chat) ([][]Button, *refusal) {
	if markup == "" {
		return nil, nil
	}
	var board struct {
		Inline [][]struct {
			Text string
			Data string `json:"callback_data"`
			URL  string
		} `json:"inline_keyboard"`
		Phone [][]struct {
			Text    string
			Contact bool `json:"request_contact"`
			Place   bool `json:"request_location"`
		} `json:"keyboard"`
	}
	if err := json.Unmarshal([]byte(markup), &board); err != nil {
		return nil, bad("reply_markup")
	}
	var out [][]Button
	all := 0
	for _, line := range board.Inline {
		if all += len(line); all > 100 || len(line) > 8 {
			return nil, bad("BUTTON_COUNT_INVALID")
		}
		var row []Button
		for _, b := range line {
			if len(b.Data) > 64 || b.Text == "" || (b.Data == "") == (b.URL == "") {
				return nil, bad("BUTTON_DATA_INVALID")
			}
			row = append(row, Button{Label: b.Text, Data: b.Data})
		}
		out = append(out, row)
	}
	for _, line := range board.Phone {
		var row []Button
		for _, b := range line {
			if c.group && (b.Contact || b.Place) {
				return nil, bad("phone number can be requested in private chats only")
			}
			row = append(row, Button{Label: b.Text, Want: map[bool]string{b.Contact: "contact", b.Place: "place"}[true]})
		}
		out = append(out, row)
	}
	return out, nil
}
