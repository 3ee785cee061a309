package text_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// loggedActs returns what the code of a folder notes in the log of a case: the
// act of every c.note(t, "act", …) and c.noteWhy, and of every Entry. Each has a sentence under
// log.act, in any file of the catalogs, or the log of a case could not be read.
func loggedActs(dir string) []string {
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil || len(names) == 0 {
		panic("no code at " + dir)
	}
	consts, noted := map[string]string{}, map[string]bool{}
	var calls []ast.Expr
	fset := token.NewFileSet()
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(fset, name, nil, parser.SkipObjectResolution)
		if err != nil {
			panic(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			calls = append(calls, actNoted(n)...)
			if v, ok := n.(*ast.ValueSpec); ok {
				for i, name := range v.Names {
					if i < len(v.Values) {
						consts[name.Name] = unquoted(v.Values[i])
					}
				}
			}
			return true
		})
	}
	for _, e := range calls {
		act := unquoted(e)
		if id, ok := e.(*ast.Ident); ok {
			act = consts[id.Name]
		}
		if act != "" {
			noted[act] = true
		}
	}
	for _, act := range past {
		noted[act] = true
	}
	return slices.Sorted(maps.Keys(noted))
}

// past are acts that no code notes any more, and that stand in the logs of cases
// from before; and those whose name the code holds in a variable.
var past = []string{"to charge", "hot spot cleared", "extended"}

// actNoted returns what says which act a node notes in a log, if it does.
func actNoted(n ast.Node) []ast.Expr {
	switch n := n.(type) {
	case *ast.CallExpr:
		if name := calledName(n.Fun); name == "note" && len(n.Args) == 3 || name == "noteWhy" {
			return n.Args[1:2]
		}
	case *ast.CompositeLit:
		if calledName(n.Type) != "Entry" {
			return nil
		}
		for _, e := range n.Elts {
			if kv, ok := e.(*ast.KeyValueExpr); ok && calledName(kv.Key) == "Act" {
				return []ast.Expr{kv.Value}
			}
		}
	}
	return nil
}

// unquoted is the value of a string in the code; "" if it is none.
func unquoted(e ast.Expr) string {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return ""
	}
	s, _ := strconv.Unquote(lit.Value)
	return s
}

// TestLoggedActs: the walk finds what is noted by a word and by a name.
func TestLoggedActs(t *testing.T) {
	acts := loggedActs("../casework")
	for _, want := range []string{"taken", "not reached", "rung", "sealed up", "reporter erased"} {
		if !slices.Contains(acts, want) {
			t.Errorf("the walk does not find that %q is noted; it finds %q", want, acts)
		}
	}
}
