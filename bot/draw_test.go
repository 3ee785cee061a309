package bot

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"golang.org/x/text/unicode/norm"

	"caunoi/flows"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// A drawing is one case of testdata/draw.yaml.
type drawing struct {
	Name, Text, Hint, Edit, Reply string
	Topic                         string
	Before                        string // what it said when it was shown before
	Arrived                       int    // how many parts of that arrived; 0: all
	Plain, Count                  bool   // neither buttons nor edits; parts are numbered
	Limit, Caption, Files         int
	Kind                          string // of the files
	Buttons                       []string
}

func (d drawing) draw() []step {
	l := Limits{Text: 4096, Caption: 1024, Buttons: !d.Plain, Edits: !d.Plain}
	if d.Limit > 0 {
		l.Text = d.Limit
	}
	if d.Caption > 0 {
		l.Caption = d.Caption
	}
	s := flows.Sending{Text: d.Text, Hint: d.Hint, Edit: d.Edit, Numbered: d.Count}
	s.Message.ReplyTo, s.Message.Topic = d.Reply, d.Topic
	kind := flows.Photo
	if d.Kind != "" {
		kind = flows.FileKind(d.Kind)
	}
	for i := range d.Files {
		s.Files = append(s.Files, flows.File{Kind: kind, Ref: fmt.Sprint("p", i+1)})
	}
	for _, label := range d.Buttons {
		s.Buttons = append(s.Buttons, flows.Button{Label: label, Do: "x"})
	}
	s.Message.Shown = d.Edit
	if d.Before != "" {
		s.Message.Parts = d.stood(s, l)
		if d.Arrived == 0 {
			s.Edit = s.Message.Parts[len(s.Message.Parts)-1].Last()
		}
	}
	return draw(s, l)
}

// stood is what stands in the chat of what it said before.
func (d drawing) stood(s flows.Sending, l Limits) (parts []flows.Part) {
	s.Text, s.Message.Shown = d.Before, ""
	for i, st := range draw(s, l) {
		if i < d.Arrived || d.Arrived == 0 {
			parts = st.done(parts, flows.Outcome{Shown: fmt.Sprint(100 + i)})
		}
	}
	return parts
}

// show writes an act as prose.
func show(b *strings.Builder, a flows.Act) {
	b.WriteString("←")
	if a.Edit != "" {
		b.WriteString(" in place of " + a.Edit)
	}
	if a.Caption {
		b.WriteString(", under its file")
	}
	if a.ReplyTo != "" {
		b.WriteString(" to " + a.ReplyTo)
	}
	if a.Topic != "" {
		b.WriteString(" in topic " + a.Topic)
	}
	for _, f := range a.Files {
		b.WriteString(" [" + f.Ref + "]")
	}
	b.WriteString("\n")
	for line := range strings.Lines(a.Text) {
		b.WriteString("  " + strings.TrimSuffix(line, "\n") + "\n")
	}
	for _, c := range a.Buttons {
		b.WriteString("  (" + c.Label + ")")
	}
	if len(a.Buttons) > 0 {
		b.WriteString("\n")
	}
}

func TestDraw(t *testing.T) {
	data, err := os.ReadFile("testdata/draw.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var cases []drawing
	if err := yaml.Unmarshal(data, &cases); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, c := range cases {
		b.WriteString("== " + c.Name + "\n")
		for _, a := range c.draw() {
			show(&b, a.act)
		}
	}
	const golden = "testdata/draw.golden"
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("drawn:\n%s\nwant:\n%s", b.String(), want)
	}
}

// squeeze leaves out white space, which a seam may swallow.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '\n' {
			return -1
		}
		return r
	}, s)
}

// FuzzSplit: no part is too long, nothing is lost, and no letter is parted from
// its marks.
func FuzzSplit(f *testing.F) {
	data, err := os.ReadFile("testdata/draw.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(data), uint16(100))
	f.Add(norm.NFD.String(string(data)), uint16(70))
	f.Add(strings.Repeat("\U0001F1FB\U0001F1F3", 50), uint16(64))
	f.Add("a"+strings.Repeat("\u0301", 300), uint16(64))
	f.Fuzz(func(t *testing.T, text string, limit uint16) {
		if !utf8.ValidString(text) || limit < longestLetter {
			return
		}
		parts := split(text, int(limit), int(limit))
		if got, want := squeeze(strings.Join(parts, "")), squeeze(text); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
		for i, p := range parts {
			if n := units(p); n > int(limit) || n == 0 {
				t.Errorf("part %d has %d units of %d", i, n, limit)
			}
			first, _ := utf8.DecodeRuneInString(p)
			if i > 0 && unicode.Is(unicode.M, first) && units(parts[i-1]) < longestLetter && !strings.ContainsAny(text, " \n") {
				t.Errorf("part %d begins with the mark %U", i, first)
			}
		}
	})
}
