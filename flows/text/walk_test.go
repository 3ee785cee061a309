package text_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// floors are the folders whose code can say something.
var floors = []string{"../../flows", "../../bot", "../../cmd"}

// A spoken is a string in the code that looks like the key of a sentence.
type spoken struct {
	key   string
	at    string // file:line
	label bool   // it is the label of a button
}

// A walk is what was found in the syntax trees.
type walk struct {
	keys     []spoken // whole keys
	prefixes []spoken // beginnings that are completed at run time, with the point at their end
	scripts  int      // how many talk.Scripts there are
	sections map[string]bool
	fset     *token.FileSet
	names    map[ast.Node]bool // strings that name a timer, a question or a section: stored or joined, never said by themselves
	labels   map[ast.Node]bool
}

// walkCode reads all code that runs, not that of tests.
func walkCode(t *testing.T, sections map[string]bool) *walk {
	t.Helper()
	w := newWalk(sections)
	for _, floor := range floors {
		err := filepath.WalkDir(floor, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			return w.file(path, nil)
		})
		if err != nil {
			t.Fatalf("walk %s: %v", floor, err)
		}
	}
	return w
}

func newWalk(sections map[string]bool) *walk {
	return &walk{sections: sections, fset: token.NewFileSet(), names: map[ast.Node]bool{}, labels: map[ast.Node]bool{}}
}

// file reads one file; src as parser.ParseFile takes it.
func (w *walk) file(path string, src any) error {
	f, err := parser.ParseFile(w.fset, path, src, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	ast.Inspect(f, w.mark)
	ast.Inspect(f, w.collect)
	return nil
}

// registering are the calls whose strings name something that is stored or
// registered. They may look like a key without being one.
var registering = map[string]bool{
	"Wake": true, "Rest": true, "Timer": true, "Soon": true, "Answer": true, "Answered": true, "Awaits": true, "AskedOf": true, "Door": true, "Verb": true, "Command": true, "One": true, "NewTable": true, "NewNumbers": true,
	"Maker": true, "Made": true,
}

// mark notes which strings are names and which are labels, by where they stand.
func (w *walk) mark(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.ImportSpec:
		return false
	case *ast.CallExpr:
		name := calledName(n.Fun)
		if name == "One" && len(n.Args) > 0 { // talk.One; a method of that name takes nothing
			w.scripts++
		}
		for _, arg := range n.Args {
			w.names[arg] = w.names[arg] || registering[name]
		}
		if name == "do" && len(n.Args) > 0 {
			w.labels[n.Args[0]] = true
		}
	case *ast.BinaryExpr:
		if calledName(n.X) == "Kind" || calledName(n.X) == "Name" {
			w.names[n.Y] = true
		}
	case *ast.CompositeLit:
		w.literal(n)
	}
	return true
}

// literal marks the fields of a composite literal.
func (w *walk) literal(n *ast.CompositeLit) {
	fields := map[string]ast.Node{}
	for _, e := range n.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			fields[calledName(kv.Key)] = kv.Value
		}
	}
	kind := calledName(n.Type)
	if fields["Do"] != nil || fields["Want"] != nil || kind == "Choice" {
		w.labels[fields["Key"]] = true
	}
	if kind == "Question" || kind == "Script" || kind == "Timer" {
		for _, field := range []string{"Kind", "Name", "Section"} {
			w.names[fields[field]] = true
		}
	}
	if kind == "Script" {
		w.scripts++
	}
}

// calledName is the last part of a possibly qualified or generic name.
func calledName(e ast.Node) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	case *ast.IndexExpr:
		return calledName(e.X)
	}
	return ""
}

var (
	keyForm    = regexp.MustCompile(`^[a-z]+(\.[a-zA-Z0-9_]+)+$`)
	prefixForm = regexp.MustCompile(`^[a-z]+\.([a-zA-Z0-9_]+\.)*$`)
)

// collect keeps the strings that look like keys of a section there is.
func (w *walk) collect(n ast.Node) bool {
	if _, ok := n.(*ast.ImportSpec); ok {
		return false
	}
	lit, ok := n.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING || w.names[lit] {
		return true
	}
	s, err := strconv.Unquote(lit.Value)
	if err != nil {
		return true
	}
	section, _, _ := strings.Cut(s, ".")
	found := spoken{key: s, at: w.fset.Position(lit.Pos()).String(), label: w.labels[lit]}
	switch {
	case !w.sections[section]:
	case keyForm.MatchString(s):
		w.keys = append(w.keys, found)
	case prefixForm.MatchString(s):
		w.prefixes = append(w.prefixes, found)
	}
	return true
}

// TestWalk shows that the walk sees what it is there for: a seeded program.
func TestWalk(t *testing.T) {
	w := newWalk(map[string]bool{"case": true, "role": true, "button": true})
	err := w.file("seed.go", `package seed
import "case.go"
var s = &talk.Script[draft]{Name: "case.x", Section: "case.resolve"}
var o = talk.One("case.y", "case.resolve", "what", 0, f)
func f(t *flows.Turn) {
	t.Reply("case.missing", nil, flows.Choice{Key: "button.go", Do: "go"})
	t.Say(to, flows.Note{Key: "case.told"})
	t.Wake("case.climb", "", 0)
	t.Ask(to, flows.Question{Kind: "case.answer"})
	if q.Kind == "case.answer" { k("role." + r) }
	do("case.button.x", "x")
	log("other.thing", "not a key.")
}`)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range append(w.keys, w.prefixes...) {
		mark := ""
		if s.label {
			mark = " label"
		}
		got = append(got, s.key+mark)
	}
	want := "case.missing, button.go label, case.told, case.button.x label, role."
	if joined := strings.Join(got, ", "); joined != want {
		t.Errorf("the walk found %s; want %s", joined, want)
	}
	if w.scripts != 2 {
		t.Errorf("the walk found %d scripts; want 2", w.scripts)
	}
}
