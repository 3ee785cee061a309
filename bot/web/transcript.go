package web

import (
	"bytes"
	"cmp"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// Marks of the notation that transcripts of conversations are written in.
const (
	markShown  = "\u2190" // a new message
	markRedrew = "~"      // a message changed in place
	inset      = "    "
)

// transcript hands over all that was said on the page, in the notation of the
// flows' tests, so that what was played by hand can become a test.
func (c *Channel) transcript(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Content-Disposition", "attachment; filename=caunoi-"+c.now().Format("20060102-1504")+".txt")
	_, _ = w.Write(c.written(c.rooms.all())) // the page has gone: there is nobody to tell
}

// written writes entries as a transcript: first who took part, then what was
// said, with the time that passed in between.
func (c *Channel) written(past []entry) []byte {
	var head, body bytes.Buffer
	names := map[string]string{}
	used := map[string]int{}
	var last time.Time
	for _, e := range past {
		line := scene(e)
		if line == "" {
			continue
		}
		if names[e.Chat] == "" {
			who, _ := c.person(e.Chat)
			names[e.Chat] = unique(cmp.Or(who.Short, e.Chat), used)
			fmt.Fprintf(&head, "%s %s %s\n", cmp.Or(who.Role, "member"), names[e.Chat], who.Team)
		}
		if passed := e.At.Sub(last).Truncate(time.Minute); !last.IsZero() && passed > 0 {
			fmt.Fprintf(&body, "+%s\n", minutes(passed))
		}
		last = e.At
		if !e.byPerson() {
			body.WriteString(inset)
		}
		body.WriteString(names[e.Chat] + line)
	}
	return append(append(head.Bytes(), '\n'), body.Bytes()...)
}

// unique numbers the second and later bearers of a name.
func unique(name string, used map[string]int) string {
	used[name]++
	if n := used[name]; n > 1 {
		return fmt.Sprintf("%s%d", name, n)
	}
	return name
}

// minutes writes a time that passed: "15m", "1h", "1h5m".
func minutes(d time.Duration) string {
	s := strings.TrimSuffix(d.String(), "0s")
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}

// scene writes what stands after the name for one entry; "" for what a
// transcript does not tell.
func scene(e entry) string {
	switch e.Deed {
	case said:
		return ": " + oneLine(sent(e)) + "\n"
	case changed:
		return ": " + markRedrew + " " + oneLine(e.Text) + "\n"
	case pressed:
		return ": [" + e.Label + "]\n"
	case blocked, opened:
		return ": (" + string(e.Deed) + ")\n"
	case showed:
		return " " + markShown + " " + drawnLines(e)
	case redrew:
		return " " + markRedrew + " " + drawnLines(e)
	}
	return ""
}

// sent is what a person sent, with what is not text in brackets.
func sent(e entry) string {
	var parts []string
	for _, f := range e.Files {
		parts = append(parts, "("+string(f.Kind)+")")
	}
	if e.Place != nil {
		parts = append(parts, "(place)")
	}
	if e.Contact {
		parts = append(parts, "(contact)")
	}
	if e.Text != "" {
		parts = append(parts, e.Text)
	}
	return strings.Join(parts, " ")
}

// drawnLines is what the bot showed and, below it, its buttons row by row.
func drawnLines(e entry) string {
	var b strings.Builder
	b.WriteString(oneLine(sent(e)) + "\n")
	for i, k := range e.Buttons {
		switch {
		case i == 0:
			b.WriteString(inset + inset)
		case k.Row:
			b.WriteString("\n" + inset + inset)
		default:
			b.WriteString(" ")
		}
		b.WriteString("[" + k.Label + "]")
	}
	if len(e.Buttons) > 0 {
		b.WriteString("\n")
	}
	return b.String()
}

// oneLine puts a text of several lines on one, as the notation wants it.
func oneLine(s string) string { return strings.ReplaceAll(strings.TrimSpace(s), "\n", " / ") }
