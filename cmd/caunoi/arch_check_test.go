package main

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// A source is one Go file of the module.
type source struct {
	path string // "flows/desk.go"
	test bool
	file *ast.File
}

func (s source) folder() string { return filepath.ToSlash(filepath.Dir(s.path)) }

// An arch holds the sources to the rules and collects the offences.
type arch struct {
	fset    *token.FileSet
	sources []source
	faults  []string
}

func newArch() *arch { return &arch{fset: token.NewFileSet()} }

// read adds a file; src as parser.ParseFile takes it, name as rules see it.
func (a *arch) read(path, name string, src any) error {
	file, err := parser.ParseFile(a.fset, path, src, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	a.sources = append(a.sources, source{name, strings.HasSuffix(name, "_test.go"), file})
	return nil
}

// check returns the offences against all rules.
func (a *arch) check() []string {
	for _, s := range a.sources {
		a.drawer(s)
		a.initless(s)
		for _, spec := range s.file.Imports {
			path, _ := strconv.Unquote(spec.Path.Value)
			a.arrow(s, path)
			a.libraries(s, path)
			a.pure(s, path)
		}
		a.timeless(s)
	}
	a.constant()
	slices.Sort(a.faults)
	return a.faults
}

func (a *arch) fault(s source, n ast.Node, format string, args ...any) {
	at := a.fset.Position(n.Pos())
	a.faults = append(a.faults, fmt.Sprintf("%s:%d: %s", s.path, at.Line, fmt.Sprintf(format, args...)))
}

// arrow holds an import of ours to the drawing. A test may also import what it
// tests, what is for tests, and a real engine to store in.
func (a *arch) arrow(s source, path string) {
	to, ours := strings.CutPrefix(path, module)
	may, known := arrows[s.folder()]
	if !ours || known && slices.Contains(may, to) {
		return
	}
	aid := slices.Contains(testOnly, to)
	if s.test && (aid || to == s.folder() || to == "store" || to == "store/bolt" || slices.Contains(testsAlso[s.folder()], to)) {
		return
	}
	switch {
	case !known:
		a.fault(s, s.file.Name, "the folder %s is not in the drawing", s.folder())
	case aid:
		a.fault(s, s.file.Name, "imports %s, which is for tests", to)
	case !slices.Contains(may, "..."):
		a.fault(s, s.file.Name, "imports %s; %s may import %v", to, s.folder(), may)
	}
}

// libraries holds the libraries that only one place may name to it.
func (a *arch) libraries(s source, path string) {
	for library, places := range libraries {
		if path != library && !strings.HasPrefix(path, library+"/") {
			continue
		}
		at := func(place string) bool { return strings.HasPrefix(s.path, place) }
		if !slices.ContainsFunc(places, at) {
			a.fault(s, s.file.Name, "names %s, which is for %v", library, places)
		}
	}
}

// inner reports whether a file is of the part that knows no clock, no network
// and no other goroutine: the flows, and the store without its engines.
func inner(s source) bool {
	if s.test || slices.Contains(testOnly, s.folder()) {
		return false
	}
	return s.folder() == "store" || s.folder() == "flows" || strings.HasPrefix(s.folder(), "flows/")
}

// pure keeps the world out of the inner part.
func (a *arch) pure(s source, path string) {
	first, _, _ := strings.Cut(path, "/")
	if inner(s) && slices.Contains([]string{"net", "os", "syscall"}, first) {
		a.fault(s, s.file.Name, "imports %s", path)
	}
}

// timeless keeps the clock in bot and cmd, and goroutines out of the inner part.
func (a *arch) timeless(s source) {
	floor, _, _ := strings.Cut(s.folder(), "/")
	aid := s.test || slices.Contains(testOnly, s.folder())
	ast.Inspect(s.file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			if inner(s) {
				a.fault(s, n, "starts a goroutine")
			}
		case *ast.SelectorExpr:
			x, ok := n.X.(*ast.Ident)
			if !ok || x.Name != "time" || aid {
				return true
			}
			if inner(s) && slices.Contains(clocks, n.Sel.Name) || n.Sel.Name == "Now" && floor != "bot" && floor != "cmd" {
				a.fault(s, n, "uses time.%s", n.Sel.Name)
			}
		}
		return true
	})
}

// drawer refuses folders and packages whose names say nothing.
func (a *arch) drawer(s source) {
	names := append(strings.Split(s.folder(), "/"), strings.TrimSuffix(s.file.Name.Name, "_test"))
	for _, name := range names {
		if slices.Contains(drawers, name) {
			a.fault(s, s.file.Name, "%s is a name for a drawer", name)
			return
		}
	}
}

// initless refuses init functions: what the bot can do is read in one place.
func (a *arch) initless(s source) {
	for _, d := range s.file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
			a.fault(s, f, "has an init function")
		}
	}
}

// constant refuses package variables that are assigned in functions, of this
// package or another. What is changed through a method is not seen.
func (a *arch) constant() {
	folders := map[string][]source{}
	for _, s := range a.sources {
		if !s.test {
			folders[s.folder()] = append(folders[s.folder()], s)
		}
	}
	for _, sources := range folders {
		info := &types.Info{Uses: map[*ast.Ident]types.Object{}}
		// Imports are not followed: the names of one package suffice here, and
		// the errors about what is missing are of no account.
		conf := types.Config{Importer: noImports{}, Error: func(error) {}}
		var files []*ast.File
		for _, s := range sources {
			files = append(files, s.file)
		}
		_, _ = conf.Check(sources[0].folder(), a.fset, files, info)
		for _, s := range sources {
			ast.Inspect(s.file, func(n ast.Node) bool { a.assigned(s, info, n); return true })
		}
	}
}

// assigned reports the package variables that a statement changes.
func (a *arch) assigned(s source, info *types.Info, n ast.Node) {
	var to []ast.Expr
	switch n := n.(type) {
	case *ast.AssignStmt:
		to = n.Lhs
	case *ast.IncDecStmt:
		to = []ast.Expr{n.X}
	case *ast.CallExpr:
		if f, ok := n.Fun.(*ast.Ident); ok && (f.Name == "delete" || f.Name == "clear") {
			to = n.Args[:1]
		}
	}
	for _, e := range to {
		id := root(e)
		if id == nil {
			continue
		}
		switch v := info.Uses[id].(type) {
		case *types.PkgName:
			a.fault(s, e, "assigns a variable of %s", v.Imported().Path())
		case *types.Var:
			if v.Pkg() != nil && v.Parent() == v.Pkg().Scope() {
				a.fault(s, e, "assigns the package variable %s", v.Name())
			}
		}
	}
}

// root is the name at the beginning of what an assignment changes; nil if it
// is the result of a call.
func root(e ast.Expr) *ast.Ident {
	for {
		switch x := e.(type) {
		case *ast.Ident:
			return x
		case *ast.SelectorExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.ParenExpr:
			e = x.X
		default:
			return nil
		}
	}
}

// noImports is an importer that finds nothing.
type noImports struct{}

// Import finds nothing.
func (noImports) Import(string) (*types.Package, error) {
	return nil, errors.New("imports are not followed")
}
