package web

import (
	"bytes"
	"cmp"
	"fmt"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"
)

// transcript hands over all that was said on the page, in the notation that
// package flowtest plays, so that what was played by hand can become a test.
func (c *Channel) transcript(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Content-Disposition", "attachment; filename=caunoi-"+c.now().Format("20060102-1504")+".txt")
	s := scribe{person: c.person, names: map[string]string{}, used: map[string]int{}, texts: map[string]string{}}
	for _, e := range c.rooms.all() {
		s.write(e)
	}
	_, _ = w.Write(append(s.head.Bytes(), s.body.Bytes()...)) // the page has gone: there is nobody to tell
}

// A scribe writes a transcript, one entry after the other: who takes part goes
// to the head, what is said to the body.
type scribe struct {
	person     func(chat string) (Person, bool)
	head, body bytes.Buffer
	names      map[string]string // by chat
	used       map[string]int    // how many bear a name
	texts      map[string]string // of messages, by chat and id
	last       time.Time
}

// write writes one entry.
func (s *scribe) write(e entry) {
	if e.Deed == stored {
		return
	}
	if s.last.IsZero() {
		fmt.Fprintf(&s.head, "at %s\n", e.At.Format("2006-01-02 15:04"))
		s.last = e.At
	}
	name := s.name(e.Chat)
	if passed := e.At.Sub(s.last).Truncate(time.Minute); passed > 0 {
		fmt.Fprintf(&s.body, "+%s\n", minutes(passed))
		s.last = e.At
	}
	switch e.Deed {
	case said, changed:
		fmt.Fprintf(&s.body, "%s: %s\n", name, s.saying(e))
	case pressed:
		fmt.Fprintf(&s.body, "%s: [%s]\n", name, e.Label)
	case blocked:
		fmt.Fprintf(&s.body, "%s blocks\n", name)
	case opened:
		fmt.Fprintf(&s.body, "%s opens\n", name)
	case showed:
		s.seen(name, "\u2190", e)
	case redrew:
		s.seen(name, "~", e)
	case erased:
		fmt.Fprintf(&s.body, "    %s \u00d7 %s\n", name, words(s.texts[e.Chat+"/"+e.ID]))
		return
	}
	if e.ID != "" && e.Deed != pressed {
		s.texts[e.Chat+"/"+e.ID] = e.Text
	}
}

// name returns what the person of a chat is called, and introduces who is new.
func (s *scribe) name(chat string) string {
	if name, ok := s.names[chat]; ok {
		return name
	}
	who, _ := s.person(chat)
	name := cmp.Or(who.Short, chat)
	s.used[name]++
	if n := s.used[name]; n > 1 {
		name = fmt.Sprintf("%s%d", name, n)
	}
	s.names[chat] = name
	if who.Joined {
		fmt.Fprintf(&s.head, "person %s %s %s\n", name, who.Team, who.Role)
	} else {
		fmt.Fprintf(&s.head, "roster %s %s %s %s\n", name, who.Team, who.Role, who.Phone)
	}
	return name
}

// saying is what a person sent, as flowtest writes it.
func (s *scribe) saying(e entry) string {
	text := strings.ReplaceAll(e.Text, "\n", `\n`)
	switch {
	case e.Deed == changed:
		return "edit " + words(s.texts[e.Chat+"/"+e.ID]) + " | " + text
	case len(e.Files) > 0:
		return strings.TrimSpace("(" + string(e.Files[0].Kind) + ") " + text)
	case e.Place != nil:
		return fmt.Sprintf("(place %g %g)", e.Place.Lat, e.Place.Lon)
	case e.Contact:
		who, _ := s.person(e.Chat)
		return "(contact " + who.Phone + ")"
	case e.ReplyTo != "":
		return "re " + words(s.texts[e.Chat+"/"+e.ReplyTo]) + " | " + text
	}
	return text
}

// words is enough of a text to find its message by.
func words(text string) string {
	first, _, _ := strings.Cut(text, "\n")
	first, _, _ = strings.Cut(first, "|")
	if runes := []rune(first); len(runes) > 40 {
		first = string(runes[:40])
	}
	return strings.TrimSpace(first)
}

// seen writes what the bot showed, its further lines and rows of buttons below
// the first.
func (s *scribe) seen(name, mark string, e entry) {
	lines := strings.Split(e.Text, "\n")
	for _, f := range e.Files {
		lines[0] = "(" + string(f.Kind) + ") " + lines[0]
	}
	for i, b := range e.Buttons {
		if i == 0 || b.Row {
			lines = append(lines, "["+b.Label+"]")
			continue
		}
		lines[len(lines)-1] += " [" + b.Label + "]"
	}
	begin := "    " + name + " " + mark + " "
	for _, line := range lines {
		s.body.WriteString(begin + line + "\n")
		begin = strings.Repeat(" ", utf8.RuneCountInString(begin))
	}
}

// minutes writes a time that passed: "15m", "1h", "1h5m".
func minutes(d time.Duration) string {
	s := strings.TrimSuffix(d.String(), "0s")
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}
