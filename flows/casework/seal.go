package casework

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"strings"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// KeepCallBack keeps the number to call in an urgent report apart from its
// text, sealed: only who takes the case reads it, and it is erased when the
// case closes. Without a key it is not kept at all.
func KeepCallBack(t *flows.Turn, c *Case, words string) bool {
	phone := viet.CallBack(words)
	if phone == "" || len(t.Set.Secret) == 0 {
		return false
	}
	c.CallBack = seal(t, c.Code, phone)
	return len(c.CallBack) > 0
}

// seal encrypts with AES-GCM. The nonce comes from the event, so that handling
// the event again writes the same bytes; an event seals one number only.
func seal(t *flows.Turn, code, phone string) []byte {
	gcm := lock(t.Set)
	if gcm == nil {
		return nil
	}
	sum := sha256.Sum256([]byte(code + "/" + t.Event.ID))
	nonce := sum[:gcm.NonceSize()]
	return append(nonce, gcm.Seal(nil, nonce, []byte(phone), []byte(code))...)
}

// unseal returns the number, "" if it cannot be read.
func unseal(set flows.Settings, c Case) string {
	gcm := lock(set)
	if gcm == nil || len(c.CallBack) < gcm.NonceSize() {
		return ""
	}
	n := gcm.NonceSize()
	phone, err := gcm.Open(nil, c.CallBack[:n], c.CallBack[n:], []byte(c.Code))
	if err != nil {
		return ""
	}
	return string(phone)
}

func lock(set flows.Settings) cipher.AEAD {
	if len(set.Secret) == 0 {
		return nil
	}
	key := sha256.Sum256(set.Secret)
	block, err := aes.NewCipher(key[:])
	if err != nil {
		return nil
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		return nil
	}
	return gcm
}

// Call asks the reporter for a number to call. The reporter gives one or not.
func Call(t *flows.Turn, args []string) {
	c, role, ok := find(t, args)
	if !ok {
		return
	}
	switch {
	case !c.State.Open():
		said(t, c)
		return
	case c.Level != LifeAndDanger: // a number is kept for danger to life only
		t.Reply("case.call.level", text.Args{"code": c.Code})
		return
	}
	follow(t, &c, role)
	c.note(t, "asked for a call", "")
	Keep(t, c)
	id := tell(t, c, "case.call.asked", text.Args{"role": text.K(role), "code": c.Code}, flows.Choice{Key: "case.call.no", Do: "khongso " + c.Code})
	if id == "" {
		t.Reply("case.ask.unreachable", text.Args{"code": c.Code})
		return
	}
	t.Ask(reporter(t, c), wantsNumber(t, c, id))
	t.Reply("case.call.sent", text.Args{"code": c.Code})
}

// wantsNumber is the question for a number to call.
func wantsNumber(t *flows.Turn, c Case, said string) flows.Question {
	return flows.Question{Kind: "case.call", Code: c.Code, Open: viet.Text, Phone: true, Until: t.Event.At.Add(askedFor), Said: said}
}

// NoCall is the reporter's no to Call.
func NoCall(t *flows.Turn, args []string) {
	c, ok := Own(t, args)
	if !ok {
		return
	}
	t.Answered(t.Event.Chat, "case.call", c.Code)
	if !c.State.Open() {
		said(t, c)
		return
	}
	tellHandlers(t, c, "case.call.refused", text.Args{"code": c.Code})
	t.Reply("case.call.kept", nil)
}

// CallGiven takes what was said to the question for a number. The number is
// kept sealed until the case closes and shown to who takes it; whatever else
// was said goes into the case, as nothing that is typed about danger is lost.
func CallGiven(t *flows.Turn, q flows.Question, m viet.Meaning) {
	c, ok := Cases.Get(t.Tx, q.Code)
	switch {
	case !ok || c.Reporter != t.From.ID || !c.State.Open():
		flows.Unasked(t)
		return
	case m.Kind == viet.Cancel || m.Kind == viet.No || m.Kind == viet.Skip || viet.Fold(t.Event.Text) == "khong":
		NoCall(t, []string{q.Code})
		return
	}
	kept := KeepCallBack(t, &c, t.Event.Text)
	words, _ := viet.Mask(viet.Clean(t.Event.Text))
	if !onlyNumber(words) || len(t.Event.Files) > 0 {
		p := Part{At: t.Event.At, Text: words, Files: t.Event.Files, Said: t.Event.Message}
		Supplement(t, &c, p, kept)
		t.Reply("report.added", text.Args{"code": c.Code})
	}
	if !kept {
		Keep(t, c)
		t.Ask(t.Reader, wantsNumber(t, c, t.Reply("case.call.bad", nil, flows.Choice{Key: "case.call.no", Do: "khongso " + c.Code})))
		return
	}
	c.note(t, "gave a number", "")
	Keep(t, c)
	Show(t, c)
	if c.State == New {
		tellHandlers(t, c, "case.call.left", text.Args{"code": c.Code})
		t.Reply("case.call.waits", text.Args{"code": c.Code})
	} else {
		t.Reply("case.call.thanks", text.Args{"code": c.Code})
	}
}

// onlyNumber reports whether nothing is left of a text but its masked number.
func onlyNumber(masked string) bool {
	return masked == "" || strings.HasPrefix(masked, "[") && strings.HasSuffix(masked, "]") && strings.Count(masked, "[") == 1
}
