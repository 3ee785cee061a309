package form

import (
	"slices"
	"strconv"
	"strings"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/store"
)

// A paper is what somebody fills in: a form anew, one that goes with a directive, or
// an answer that is put right. Its code is that of the talk: "taphuan",
// "taphuan/12/NH-01" and "taphuan//NH-01/3".
type paper struct {
	form      string
	directive int64  // 0: none
	unit      string // of both of the others
	seq       int    // of an answer that is put right
}

func (p paper) code() string {
	switch {
	case p.seq > 0:
		return p.form + "//" + p.unit + "/" + strconv.Itoa(p.seq)
	case p.directive > 0:
		return p.form + "/" + strconv.FormatInt(p.directive, 10) + "/" + p.unit
	}
	return p.form
}

func paperOf(code string) (p paper) {
	parts := append(strings.SplitN(code, "/", 4), "", "", "")
	p.form, p.unit = parts[0], parts[2]
	p.directive, _ = strconv.ParseInt(parts[1], 10, 64)
	p.seq, _ = strconv.Atoi(parts[3])
	return p
}

// title is the form's title, with the directive that it goes with.
func (p paper) title(t *flows.Turn) any {
	f, _ := t.Set.FormOf(p.form)
	n := p.directive
	if was, ok := p.stands(t); ok {
		n = was.Directive
	}
	if n > 0 {
		return text.Key{Name: "form.title.directive", Args: text.Args{"title": f.Title, "n": n}}
	}
	return f.Title
}

// stands is the answer that stands where this paper would be kept.
func (p paper) stands(t *flows.Turn) (f Filled, ok bool) {
	switch {
	case p.seq > 0:
		f, ok = Filleds.Get(t.Tx, Filled{Form: p.form, Unit: p.unit, Seq: p.seq}.key())
	case p.directive > 0:
		for _, member := range []string{"", t.From.ID} {
			if f, ok = answerTo(t.Tx, flows.FormCall{Directive: p.directive, Unit: p.unit, Member: member}); ok {
				break
			}
		}
	}
	return f, ok && f.Gone.IsZero()
}

// answerTo is what was filled in for a directive, unless it was taken back.
func answerTo(tx store.Tx, c flows.FormCall) (f Filled, ok bool) {
	for f = range Filleds.Under(tx, "directive", store.Key(c.Directive, c.Unit, c.Member)) {
		if f.Gone.IsZero() {
			return f, true
		}
	}
	return Filled{}, false
}

// mark says what somebody saw to stand there: another one fills the same paper in, or
// puts it right, at the same time.
func (p paper) mark(t *flows.Turn) string {
	if f, ok := p.stands(t); ok {
		return strconv.Itoa(f.Seq) + "." + strconv.Itoa(len(f.Was))
	}
	return ""
}

// allowed returns the form and for whom whoever acts may keep the paper now. Otherwise
// it has said what is true.
func (p paper) allowed(t *flows.Turn) (f flows.Form, c flows.FormCall, ok bool) {
	f, known := t.Set.FormOf(p.form)
	switch {
	case !known:
		t.Reply("form.unused", nil)
	case p.seq > 0:
		was, there := p.stands(t)
		if !there || !mine(t, was) {
			t.Reply("form.past", nil)
			return f, c, false
		}
		if was.Directive > 0 {
			_, ok = flows.FormCallOf(t, was.Directive, was.Unit)
			return f, c, ok
		}
		return f, c, true
	case p.directive > 0:
		c, ok = flows.FormCallOf(t, p.directive, p.unit)
		return f, c, ok
	default:
		if c.Unit = place(t, f); c.Unit == "" {
			t.Reply("form.closed", nil)
		}
		return f, c, c.Unit != ""
	}
	return f, c, false
}

// mine reports whether whoever acts may put an answer right or take it back: who
// filled it in and still belongs there, and the others who fill in for the unit, or
// for what it has become part of.
func mine(t *flows.Turn, f Filled) bool {
	if f.Asked != "" && f.Asked != t.From.ID {
		return false // one of several who were asked each
	}
	posts := flows.PostsOf(t.Tx, t.From.ID, t.Event.At)
	for u := range flows.Up(t.Tx, f.Unit) {
		if u.Code != f.Unit && !u.Team {
			return false
		}
		if slices.ContainsFunc(posts, func(p flows.Post) bool {
			return p.Unit == u.Code && (f.By == t.From.ID || u.Team && inside(p.Role) || !u.Team && slices.Contains(fillers, p.Role))
		}) {
			return true
		}
	}
	return false
}

// inside reports whether a role is one of those who fill in a team's forms.
func inside(r flows.Role) bool {
	return r == flows.Plain || r == flows.Secretary || r == flows.Deputy || r == flows.Head
}
