package privacy

import (
	"errors"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/talk"
	"caunoi/flows/text"
	"caunoi/flows/viet"
	"caunoi/store"
)

// copyFor is how long a copy may still leave: later it is asked for anew.
const copyFor = time.Hour

// Copy sends all that is kept of a person to that person's own chat, as a file
// that is made when it leaves.
func Copy(t *flows.Turn, _ []string) {
	if !t.Event.Private {
		return
	}
	file := flows.Made("privacy.copy", "du-lieu.txt", t.From.ID)
	t.Say(t.Reader, flows.Note{Key: "privacy.copy.sent", Files: []flows.File{file}, Until: t.Event.At.Add(copyFor)})
}

// errNobody says that there is nobody to make a copy for.
var errNobody = errors.New("make a copy of what is kept: there is no such member")

// MayHave reports whether there is anything kept of the person still.
func MayHave(tx store.Tx, _ time.Time, args []string) bool {
	_, ok := owner(tx, args)
	return ok
}

// owner is whose copy is made; ok is false once all of that person was erased.
func owner(tx store.Tx, args []string) (m flows.Member, ok bool) {
	if len(args) == 0 {
		return m, false
	}
	m, ok = flows.Members.Get(tx, args[0])
	return m, ok && m.Name != ""
}

// MakeCopy returns the maker of that file: what is kept, in the person's
// language, and nobody else's name.
func MakeCopy(d *flows.Desk) flows.Maker {
	return func(tx store.Tx, at time.Time, args []string) ([]byte, error) {
		m, ok := owner(tx, args)
		if !ok {
			return nil, errNobody
		}
		lines := text.List{text.Key{Name: "privacy.copy.title", Args: text.Args{"organisation": d.Set.Organisation, "time": text.Moment(at)}}, ""}
		lines = append(lines, personal(tx, d.Set, m, flows.PostsOf(tx, m.ID, at))...)
		if m.Consent.Notice != "" {
			lines = append(lines, text.Key{Name: "privacy.copy.notice", Args: text.Args{"said": m.Consent.Notice}})
		}
		if len(m.Pin) > 0 {
			lines = append(lines, text.K("privacy.copy.pin"))
		}
		lines = append(lines, text.Key{Name: "privacy.kept.months", Args: text.Args{"months": d.Set.Months}}, "")
		lines = append(lines, d.Kept(tx, m, true)...)
		for _, k := range []kind{toErase, toCorrect} {
			if r, ok := requests.Get(tx, requestID(m.ID, k)); ok {
				lines = append(lines, "", text.Key{Name: "privacy.copy.request", Args: text.Args{"what": what(k), "time": text.Moment(r.At), "due": text.Day(r.Due)}})
			}
		}
		said := d.Texts.Say(m.Lang, m.Form, "privacy.lines", text.Args{"lines": lines})
		return []byte(strings.ReplaceAll(said, "\n", "\r\n") + "\r\n"), nil // any phone or old computer opens it
	}
}

// A wrong is what somebody says is not right.
type wrong struct{ Words string }

// Correction asks what is wrong.
var Correction = &talk.Script[wrong]{
	Name: "mydata", Section: "privacy.correct",
	Questions: []*talk.Question[wrong]{
		{Name: "what", Open: viet.Text, Fresh: day, Take: func(d *wrong, g talk.Given) string {
			d.Words = g.Text
			if g.Text == "" {
				return "empty"
			}
			return ""
		}},
	},
	Finish: wronged,
}

// Correct lets somebody say what is wrong.
func Correct(t *flows.Turn, _ []string) { Correction.Begin(t, t.From.ID) }

// wronged opens the request. Numbers and names in it are masked like
// everywhere; the administrator asks the person for them.
func wronged(t *flows.Turn, _ string, d wrong) {
	masked, kinds := viet.Mask(d.Words)
	r := open(t, t.From, toCorrect, viet.Short(masked, 300))
	t.Reply("privacy.correct.opened", text.Args{"left": left(t, r)})
	if len(kinds) > 0 {
		t.Reply("privacy.correct.masked", nil)
	}
	tellAdmins(t, r, "privacy.admin.correct", text.Args{"said": r.Words, "left": left(t, r)}, flows.Choice{Key: "privacy.button.corrected", Do: "yeucau.sua " + r.ID})
}

// Corrected is an administrator's word that it is right now. args: request.
func Corrected(t *flows.Turn, args []string) {
	r, ok := mayEnd(t, args, toCorrect)
	if !ok {
		return
	}
	r.end(t, "done")
	t.Reply("privacy.admin.ended", nil)
	if m, ok := flows.Members.Get(t.Tx, r.Member); ok {
		t.Say(m.Reader(), flows.Note{Key: "privacy.correct.done", Choices: []flows.Choice{{Key: "privacy.button.see", Do: "dulieu"}}})
	}
}
