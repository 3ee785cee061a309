package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// TestNoFieldLosesItsNumber looks that no two fields of a record are stored under
// one number: the encoder would leave both out without a word.
func TestNoFieldLosesItsNumber(t *testing.T) {
	records := 0
	err := filepath.WalkDir(filepath.Join("..", ".."), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") {
			return err
		}
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if s, ok := n.(*ast.StructType); ok && numbered(t, files, s) {
				records++
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if records < 50 {
		t.Errorf("only %d records were found", records)
	}
}

// numbered reports whether a struct is one that is stored by numbers, and fails
// where two of its fields have the same.
func numbered(t *testing.T, files *token.FileSet, s *ast.StructType) bool {
	t.Helper()
	seen := map[string]bool{}
	for _, f := range s.Fields.List {
		if f.Tag == nil {
			continue
		}
		number, _, _ := strings.Cut(reflect.StructTag(strings.Trim(f.Tag.Value, "`")).Get("cbor"), ",")
		if number == "" || number == "-" {
			continue
		}
		if seen[number] {
			t.Errorf("%s: two fields have the number %s", files.Position(f.Pos()), number)
		}
		seen[number] = true
	}
	return len(seen) > 0
}
