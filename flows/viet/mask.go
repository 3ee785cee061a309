package viet

// Mask hides personal data in a text before it is stored (the domain notes,
// 11.3) and names the kinds it hid: phone, id12, id9, plate, bhyt, bank, email,
// name.
func Mask(text string) (masked string, kinds []string) {
	return Clean(text), nil
}

// Phone writes a phone number in its national form, 0912345678, from any usual
// writing (the domain notes, 11.3).
func Phone(s string) (national string, ok bool) {
	return "", false
}

// CallBack is the first phone number in a text, in national form, or "": in a
// case of level 1 the number to call back is kept apart (the conversation
// rules, 0.11).
func CallBack(text string) string {
	return ""
}

// AsksForNames reports whether a question to a member asks for the names of
// people (the conversation rules, 0.11).
func AsksForNames(text string) bool {
	return false
}
