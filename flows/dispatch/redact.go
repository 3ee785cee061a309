package dispatch

import (
	"errors"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

const (
	shown   = 60  // letters of a part in the list of parts
	quoted  = 300 // and alone on the screen
	fewest  = 2   // letters to strike: less would hit everything
	whole   = "het"
	without = "thoi"
)

// Redact erases words or files from a case: first it asks in which part, then
// which words of it. args: the code, the number of a part, and what of it.
func Redact(t *flows.Turn, args []string) {
	c, _, ok := casework.ForDesk(t, "xoachu", args)
	if !ok {
		return
	}
	words := said(args)
	if len(words) == 0 {
		showParts(t, c, 0)
		return
	}
	if skip, more := strings.CutPrefix(words[0], "+"); more {
		n, _ := strconv.Atoi(skip)
		showParts(t, c, n)
		return
	}
	n, err := strconv.Atoi(words[0])
	if err != nil {
		n, err = partWith(c, strings.Join(words, " "))
		words = append([]string{strconv.Itoa(n)}, words...)
	}
	if err != nil || n < 1 || n > len(c.Parts) {
		showParts(t, c, 0)
		return
	}
	p := c.Parts[n-1]
	args2 := text.Args{"code": c.Code, "n": n, "said": casework.Repeated(clipped(p, quoted))}
	switch {
	case len(words) == 1:
		askWords(t, c, n, "dispatch.redact.words", args2)
	case words[1] == whole:
		sure(t, c, n, 0, len(p.Text))
	default:
		strike(t, c, n, strings.Join(words[1:], " "))
	}
}

// errNoPart says that words do not stand in exactly one part of a case.
var errNoPart = errors.New("not in one part")

// partWith returns the number of the one part in which words stand.
func partWith(c casework.Case, words string) (n int, err error) {
	words = strings.Trim(viet.Clean(words), "“”\"")
	if utf8.RuneCountInString(words) < fewest {
		return 0, errNoPart
	}
	for i, p := range c.Parts {
		switch {
		case !strings.Contains(p.Text, words):
		case n != 0:
			return 0, errNoPart
		default:
			n = i + 1
		}
	}
	if n == 0 {
		return 0, errNoPart
	}
	return n, nil
}

// askWords asks which words of a part are to go, or offers to erase the whole.
func askWords(t *flows.Turn, c casework.Case, n int, key string, args text.Args) {
	ask(t, flows.Question{Kind: "dispatch.redact", Code: c.Code, Item: strconv.Itoa(n)}, key, args,
		flows.Choice{Key: "dispatch.redact.whole", Do: "xoachu " + c.Code + " " + strconv.Itoa(n) + " " + whole})
}

// clipped is a part with at most so many letters.
func clipped(p casework.Part, n int) casework.Part {
	p.Text = viet.Short(p.Text, n)
	return p
}

// showParts lists the parts of a case by number.
func showParts(t *flows.Turn, c casework.Case, from int) {
	var numbers []int
	for i, p := range c.Parts {
		if p.Text != "" || len(p.Files) > 0 {
			numbers = append(numbers, i+1)
		}
	}
	if len(numbers) == 0 {
		t.Reply("dispatch.redact.empty", text.Args{"code": c.Code})
		return
	}
	from = within(from, len(numbers))
	lines := text.List{k("dispatch.redact.which", text.Args{"code": c.Code})}
	var choices []flows.Choice
	for i, n := range numbers[from:min(from+page, len(numbers))] {
		lines = append(lines, k("dispatch.redact.part", text.Args{"n": n, "said": casework.Repeated(clipped(c.Parts[n-1], shown))}))
		choices = append(choices, flows.Choice{Key: "dispatch.redact.label", Args: text.Args{"n": n}, Do: "xoachu " + c.Code + " " + strconv.Itoa(n), Row: i > 0 && i%2 == 0})
	}
	if from+page < len(numbers) {
		choices = append(choices, flows.Choice{Key: "list.next", Do: "xoachu " + c.Code + " +" + strconv.Itoa(from+page), Row: true})
	}
	ask(t, flows.Question{Kind: "dispatch.redact", Code: c.Code}, "case.lines", text.Args{"lines": lines, "code": c.Code}, choices...)
}

// RedactSaid takes the number of a part, or the words that are to go.
func RedactSaid(t *flows.Turn, q flows.Question, m viet.Meaning) {
	if left(t, m) {
		return
	}
	c, _, ok := casework.ForDesk(t, "xoachu", []string{q.Code})
	n, _ := strconv.Atoi(q.Item)
	switch {
	case !ok:
	case n < 1 || n > len(c.Parts):
		Redact(t, []string{q.Code, t.Event.Text})
	default:
		strike(t, c, n, viet.Clean(t.Event.Text))
	}
}

// strike finds the words in a part and asks whether they are to go. The words
// themselves are kept nowhere: a button says where in the part they stand.
func strike(t *flows.Turn, c casework.Case, n int, words string) {
	p := c.Parts[n-1]
	words = strings.Trim(words, "“”\"")
	args := text.Args{"code": c.Code, "n": n}
	at := strings.Index(p.Text, words)
	switch {
	case utf8.RuneCountInString(words) < fewest:
		askWords(t, c, n, "dispatch.redact.short", args)
	case at < 0:
		askWords(t, c, n, "dispatch.redact.none", args)
	default:
		sure(t, c, n, at, at+len(words))
	}
}

// sure asks whether it is meant: it cannot be brought back.
func sure(t *flows.Turn, c casework.Case, n, from, to int) {
	t.Answered(t.Event.Chat, "dispatch.redact", c.Code)
	p := c.Parts[n-1]
	what := k("dispatch.redact.sure.words", text.Args{"n": utf8.RuneCountInString(p.Text[from:to])})
	if from == 0 && to == len(p.Text) {
		what = k("dispatch.redact.sure.whole", text.Args{"n": n})
	}
	span := strings.Join([]string{strconv.Itoa(n), strconv.Itoa(from), strconv.Itoa(to), mark(p)}, " ")
	flows.AskChoice(t, t.Reader, c.Code, flows.Note{Key: "dispatch.redact.sure", Args: text.Args{"code": c.Code, "what": what}, Choices: []flows.Choice{
		{Key: "dispatch.redact.yes", Do: "xoathat " + c.Code + " " + span}, {Key: "dispatch.redact.no", Do: "xoathat " + c.Code + " " + without},
	}}, fresh)
}

// mark tells whether a part is as it was when a button was made.
func mark(p casework.Part) string {
	h := fnv.New32a()
	h.Write([]byte(p.Text))
	return strconv.FormatUint(uint64(h.Sum32()), 36)
}

// Redacted erases for good. args: the code, and what Redact's button says.
func Redacted(t *flows.Turn, args []string) {
	c, role, ok := casework.ForDesk(t, "xoachu", args)
	if !ok {
		return
	}
	t.Answered(t.Event.Chat, "choice", c.Code)
	words := said(args)
	if len(words) != 4 {
		t.Reply("dispatch.redact.kept", text.Args{"code": c.Code})
		return
	}
	n, _ := strconv.Atoi(words[0])
	from, _ := strconv.Atoi(words[1])
	to, _ := strconv.Atoi(words[2])
	if n < 1 || n > len(c.Parts) || mark(c.Parts[n-1]) != words[3] || from < 0 || from > to || to > len(c.Parts[n-1].Text) {
		t.Reply("dispatch.redact.moved", text.Args{"code": c.Code})
		return
	}
	p := c.Parts[n-1]
	s := flows.Strike{Words: p.Text[from:to]}
	if from == 0 && to == len(p.Text) {
		for _, f := range p.Files {
			s.Refs = append(s.Refs, f.Ref)
		}
		s.Refs = slices.Compact(s.Refs)
	}
	casework.Redact(t, c, role, s)
	t.Reply("dispatch.redact.done", text.Args{"code": c.Code})
}
