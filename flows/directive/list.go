package directive

import (
	"slices"
	"strconv"
	"strings"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/text"
	"caunoi/store"
)

// A row is a line of the list, with about as many letters as it takes.
type row struct {
	line    text.Key
	letters int
}

// rows are the lines about a commune: what came of it, who has done nothing, who
// is stuck and with what, and who could not be reached and why. room is how many may
// still be named.
func (s sight) rows(c place, room *int) []row {
	d := s.d
	all := []row{{text.Key{Name: "directive.list.commune", Args: text.Args{"commune": c.name, "line": d.line(c.sum)}}, len([]rune(c.name)) + 60}}
	if *room < 0 {
		return all
	}
	from, to := store.Prefix(store.Key(d.Number, c.commune))
	if d.Ask.Wants() {
		all = append(all, s.silent(from, to, room)...)
	}
	for _, p := range Parties.By(s.t.Tx, "stuck", from, to) {
		if *room--; *room < 0 {
			break
		}
		words, key := s.why(p), "directive.list.why"
		if words != "" {
			key = "directive.list.why.said"
		}
		all = append(all, row{text.Key{Name: key, Args: text.Args{"name": s.who(p.Unit, p.Member), "case": p.Case, "why": words}}, 40 + len([]rune(words))})
	}
	for _, r := range Receivers.By(s.t.Tx, "failed", from, to) {
		if *room--; *room < 0 {
			break
		}
		all = append(all, row{text.Key{Name: "directive.list.failed", Args: text.Args{"name": s.who(r.Unit, r.Member), "why": text.K("directive.list.code." + reason(r.Why))}}, 60})
	}
	if *room < 0 {
		all = append(all, row{text.K("directive.list.beyond"), 60})
	}
	return all
}

// silent are the lines that name those of a commune who have not done what is asked.
func (s sight) silent(from, to string, room *int) (all []row) {
	var missing text.Joined
	letters := 0
	flush := func() {
		if len(missing) > 0 {
			all = append(all, row{text.Key{Name: "directive.list.missing", Args: text.Args{"names": missing}}, letters + 10})
		}
		missing, letters = nil, 0
	}
	for _, p := range Parties.By(s.t.Tx, "missing", from, to) {
		if *room--; *room < 0 {
			break
		}
		if p.done(s.d) {
			continue
		}
		name := s.who(p.Unit, p.Member)
		if letters+len([]rune(name)) > lineLetters {
			flush()
		}
		missing, letters = append(missing, name), letters+len([]rune(name))+2
	}
	flush()
	return all
}

// why is what a party that is stuck wrote, as far as whoever acts may read it and
// a line has room.
func (s sight) why(p Party) string {
	const letters = 80
	c, ok := casework.Cases.Get(s.t.Tx, p.Case)
	if !ok || !casework.MayRead(s.t, s.t.From.ID, c) {
		return ""
	}
	words := []rune(strings.ReplaceAll(c.AllWords(), "\n", " "))
	if len(words) > letters {
		words = append(words[:letters-1], '…')
	}
	return string(words)
}

// reasons are the codes of what cannot be delivered that have words of their own.
var reasons = []string{
	"nobody", "never joined", "no consent", "left", "blocked", "deactivated", "never started", "no group", "kicked", "removed",
	"not a member", "deleted", "not found", "no rights", "muted", "topic closed", "moved", "given up", "closed",
}

// reason is the last part of the key of why a copy could not be delivered.
func reason(code string) string {
	if slices.Contains(reasons, code) {
		return wordOf(code)
	}
	return "other"
}

// How much one screen of the list holds, in letters, and how many all screens name.
const (
	lineLetters = 140
	pageLetters = 380
	mostNamed   = 1000
)

// Standing shows how those who are asked stand, by commune: a screen of it. Whoever
// leads a commune sees that part of a directive of the province. args: the number
// and the page, or "chu" and which answer in words.
func Standing(t *flows.Turn, args []string) {
	s, ok := sightOf(t, args)
	if !ok {
		t.Reply("directive.none", text.Args{"number": strings.Join(args[:min(1, len(args))], "")})
		return
	}
	if len(args) > 1 && args[1] == "chu" {
		s.words(t, pageOf(args, 2))
		return
	}
	whole, room := s.d.sum(nil), mostNamed
	var rows []row
	for _, c := range s.communes() {
		whole.add(c.sum)
		rows = append(rows, s.rows(c, &room)...)
	}
	pages := paged(rows)
	at := max(0, min(pageOf(args, 1), len(pages)-1))
	lines := text.List{text.Key{Name: "directive.list.head", Args: text.Args{"n": s.d.Number, "page": at + 1, "pages": len(pages), "line": s.d.line(whole)}}}
	for _, r := range pages[at] {
		lines = append(lines, r.line)
	}
	t.Say(t.Reader, flows.Note{Key: "directive.card", Args: text.Args{"lines": lines}, Choices: s.ways(at, len(pages)), About: flows.About{Kind: "list", Code: s.d.Code()}})
}

// ways are what can be done at a screen of the list.
func (s sight) ways(at, pages int) []flows.Choice {
	do := func(label, verb string) flows.Choice {
		return flows.Choice{Key: "directive.list.button." + label, Do: verb}
	}
	code := s.d.Code()
	var choices []flows.Choice
	if at > 0 {
		choices = append(choices, do("before", "cdds "+code+" "+strconv.Itoa(at)))
	}
	if at+1 < pages {
		choices = append(choices, do("next", "cdds "+code+" "+strconv.Itoa(at+2)))
	}
	if s.d.Ask == ForWords {
		choices = append(choices, do("words", "cdds "+code+" chu 1"))
	}
	choices = append(choices, s.d.sheetChoices()...)
	table := do("table", "cdbang "+code)
	table.Row = len(choices) > 0
	return append(choices, table, do("chart", "cdanh "+code))
}

// paged divides rows into screens; there is at least one.
func paged(rows []row) (pages [][]row) {
	pages = [][]row{nil}
	letters := 0
	for _, r := range rows {
		if letters > 0 && letters+r.letters > pageLetters {
			pages, letters = append(pages, nil), 0
		}
		last := len(pages) - 1
		pages[last], letters = append(pages[last], r), letters+r.letters
	}
	return pages
}

// pageOf is the page that the words name, counted from 0.
func pageOf(args []string, i int) int {
	if i >= len(args) {
		return 0
	}
	n, err := strconv.Atoi(args[i])
	if err != nil || n < 1 {
		return 0
	}
	return n - 1
}

// words shows what one of those who answered in words wrote, with its files.
func (s sight) words(t *flows.Turn, at int) {
	p, said := s.saidAt(s.communes(), at)
	if said == 0 {
		t.Reply("directive.list.nowords", text.Args{"n": s.d.Number}, flows.Choice{Key: "directive.list.button.back", Do: "cdds " + s.d.Code()})
		return
	}
	at = min(at, said-1)
	m, _ := flows.Members.Get(t.Tx, p.By)
	var files []flows.File
	for _, f := range p.Files {
		if f.Channel == t.Reader.Chat.Channel() {
			files = append(files, f)
		}
	}
	do := func(label string, to int) flows.Choice {
		return flows.Choice{Key: "directive.list.button." + label, Do: "cdds " + s.d.Code() + " chu " + strconv.Itoa(to)}
	}
	var choices []flows.Choice
	if at > 0 {
		choices = append(choices, do("before", at))
	}
	if at+1 < said {
		choices = append(choices, do("next", at+2))
	}
	choices = append(choices, flows.Choice{Key: "directive.list.button.back", Do: "cdds " + s.d.Code(), Row: true})
	args := text.Args{"n": s.d.Number, "page": at + 1, "pages": said, "name": s.who(p.Unit, p.Member), "by": m.Name, "time": text.Moment(p.At), "answer": s.d.answered(p)}
	t.Say(t.Reader, flows.Note{Key: "directive.list.words", Args: args, Files: files, Choices: choices, About: flows.About{Kind: "list", Code: s.d.Code()}})
}
