package bot

import (
	"cmp"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// A given is one value of the file: where it stands and what it says.
type given struct {
	line int
	key  string
	text string   // of a scalar, as written
	list []string // of a list
	many bool     // it is a list

	lines []int // of a list: where each of it stands
}

// A configReader goes through a configuration and collects what is wrong with it. It
// walks the syntax tree itself, because decoding into a struct stops at the
// first fault and knows no lines afterwards.
type configReader struct {
	config Config
	folder string
	env    func(string) string
	seen   map[string]given
	faults Faults

	token     string
	tokenFile string
}

// fault notes what is wrong with an entry.
func (r *configReader) fault(e given, wrong, mend string) {
	value := e.text
	if e.many {
		value = strings.Join(e.list, ", ")
	}
	r.faults = append(r.faults, Fault{Line: e.line, Key: e.key, Value: shownValue(e.key, value), Wrong: wrong, Mend: mend})
}

// faultIn notes what is wrong with one item of a list, so that all of its faults
// are named, each with its own line.
func (r *configReader) faultIn(e given, i int, wrong, mend string) {
	r.faults = append(r.faults, Fault{Line: e.lines[i], Key: e.key, Value: shownValue(e.key, e.list[i]), Wrong: wrong, Mend: mend})
}

// read goes through the whole file and reports whether it could be read: what
// is missing in a file that was cut short by a typing error, nobody knows.
func (r *configReader) read(data []byte) bool {
	file, err := parseYAML(data)
	if err != nil {
		line := 0
		var syntax *yaml.SyntaxError
		if errors.As(err, &syntax) && syntax.Token != nil && syntax.Token.Position != nil {
			line = syntax.Token.Position.Line
		}
		r.fault(given{line: line, key: "the file"}, "is not YAML from here on",
			"look for a missing space after a colon, a tab, or lines that are not indented alike")
		return false
	}
	docs := slices.DeleteFunc(file.Docs, func(d *ast.DocumentNode) bool { return d.Body == nil })
	for i, doc := range docs {
		if i > 0 {
			r.fault(given{line: lineOf(doc.Body), key: "the file"}, "holds a second document", "delete the line --- and join the two")
			break
		}
		r.section("", doc.Body)
	}
	return true
}

// parseYAML reads YAML. The library can panic on odd input (its issues name
// several), and a configuration must be refused with a sentence, so that is a
// syntax error too.
func parseYAML(data []byte) (file *ast.File, err error) {
	defer func() {
		if recover() != nil {
			err = errors.New("the YAML cannot be read")
		}
	}()
	return parser.ParseBytes(data, 0, parser.AllowDuplicateMapKey())
}

// lineOf returns where a node begins.
func lineOf(n ast.Node) int {
	if tk := n.GetToken(); tk != nil && tk.Position != nil {
		return tk.Position.Line
	}
	return 0
}

// section reads the keys under a prefix.
func (r *configReader) section(prefix string, n ast.Node) {
	var values []*ast.MappingValueNode
	switch m := n.(type) {
	case *ast.CommentGroupNode:
		return
	case *ast.MappingNode:
		values = m.Values
	case *ast.MappingValueNode:
		values = []*ast.MappingValueNode{m}
	default:
		key := strings.TrimSuffix(prefix, ".")
		if key == "" {
			key = "the file"
		}
		r.fault(given{line: lineOf(n), key: key}, "holds no keys", "write lines such as "+exampleOf(prefix))
		return
	}
	for _, v := range values {
		r.pair(prefix, v)
	}
}

// pair reads one key and its value.
func (r *configReader) pair(prefix string, v *ast.MappingValueNode) {
	e := given{line: lineOf(v.Key), key: prefix + keyText(v.Key)}
	if first, ok := r.seen[e.key]; ok {
		r.fault(e, "stands here a second time, first in line "+strconv.Itoa(first.line), "keep one of the two")
		return
	}
	r.seen[e.key] = e
	if isSection(e.key) {
		r.section(e.key+".", v.Value)
		return
	}
	f, ok := configKeyOf(e.key)
	if !ok {
		if text, ok := scalar(v.Value); ok {
			e.text = text
		}
		r.fault(e, "is not a key this release knows", "keys here are "+knownKeys(prefix))
		return
	}
	if r.value(&e, v.Value, f.list) {
		r.seen[e.key] = e
		r.set(f, e)
	}
}

// value reads what stands behind a key.
func (r *configReader) value(e *given, n ast.Node, list bool) bool {
	if seq, ok := n.(*ast.SequenceNode); ok && list {
		e.many = true
		for _, item := range seq.Values {
			text, ok := scalar(item)
			if !ok {
				r.fault(*e, "holds something that is neither a word nor a number", "write a list such as "+exampleOf(e.key))
				return false
			}
			e.list, e.lines = append(e.list, text), append(e.lines, lineOf(item))
		}
		return true
	}
	text, ok := scalar(n)
	e.text = text
	switch {
	case n.Type() == ast.NullType:
		if mend := needed(e.key); mend != "" {
			r.fault(*e, "has no value", mend)
			break
		}
		r.fault(*e, "has no value", "fill it in or delete the line")
	case list:
		r.fault(*e, "must be a list", "write "+exampleOf(e.key))
	case !ok:
		r.fault(*e, "must be one value", "write "+exampleOf(e.key))
	default:
		return true
	}
	return false
}

// scalar returns the text of a plain value as it was written: a number such as
// 0912345678 keeps its zero.
func scalar(n ast.Node) (string, bool) {
	switch v := n.(type) {
	case *ast.StringNode:
		return v.Value, true
	case *ast.LiteralNode:
		return strings.TrimSpace(v.Value.Value), true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		return n.GetToken().Value, true
	}
	return "", false
}

// keyText returns the text of a key.
func keyText(k ast.MapKeyNode) string {
	if s, ok := k.(*ast.StringNode); ok {
		return s.Value
	}
	if tk := k.GetToken(); tk != nil {
		return tk.Value
	}
	return ""
}

// set puts an entry into the configuration.
func (r *configReader) set(f configKey, e given) {
	plain := e
	if f.key == "telegram.token" {
		if e.text != "" && !envName.MatchString(e.text) {
			r.fault(e, "stands in the file in clear", "write it into a file of mode 0600 and name that under telegram.token_file, or write ${CAUNOI_TELEGRAM_TOKEN}")
			return
		}
	}
	before := len(r.faults)
	e.list = slices.Clone(e.list)
	for i := range e.list {
		e.list[i] = r.expand(e, e.list[i])
	}
	e.text = r.expand(e, e.text)
	if len(r.faults) > before {
		return // one fault is enough for one value
	}
	if wrong, mend := f.set(r, e); wrong != "" {
		r.fault(plain, wrong, mend)
	}
}

// envName is a value that is taken from the environment.
var envName = regexp.MustCompile(`^\$\{([A-Za-z_][A-Za-z0-9_]*)\}$`)

// expand replaces ${NAME} by the variable of that name. Only a whole value can
// be one, so that a dollar sign in a name stays what it is.
func (r *configReader) expand(e given, text string) string {
	m := envName.FindStringSubmatch(text)
	if m == nil {
		return text
	}
	value := r.env(m[1])
	if value == "" && (m[1] != "CAUNOI_TELEGRAM_TOKEN" || e.key != "telegram.token") {
		r.fault(e, "names the variable "+m[1]+", which is not set", "set it in the environment of the bot")
	}
	return value
}

// override takes what the environment sets in place of the file.
func (r *configReader) override() {
	for _, o := range [...]struct{ name, key string }{
		{"CAUNOI_DATA", "data"},
		{"CAUNOI_TELEGRAM_API", "telegram.api"},
	} {
		value := r.env(o.name)
		if value == "" {
			continue
		}
		r.faults = slices.DeleteFunc(r.faults, func(f Fault) bool { return f.Key == o.key && f.Line > 0 })
		f, _ := configKeyOf(o.key)
		if o.key == "data" {
			value = absolute(value) // of the one who typed it, not of the file
		}
		if wrong, mend := f.set(r, given{text: value}); wrong != "" {
			r.fault(given{key: o.name, text: value}, wrong, mend)
		}
	}
	if !filepath.IsAbs(r.config.Data) {
		r.config.Data = filepath.Join(r.folder, r.config.Data)
	}
	if info, err := os.Stat(r.config.Data); err == nil && !info.IsDir() {
		e := r.seen["data"]
		e.key = "data"
		r.fault(e, "is a file, not a directory", "name a directory of its own")
	}
}

// absolute makes a path absolute; one that cannot be made so is left as it is.
func absolute(path string) string {
	if full, err := filepath.Abs(path); err == nil {
		return full
	}
	return path
}

// sort puts the faults into the order of the file, those without a line last.
func (r *configReader) sort() {
	slices.SortStableFunc(r.faults, func(a, b Fault) int {
		if a.Line == 0 || b.Line == 0 {
			return cmp.Compare(b.Line, a.Line)
		}
		return cmp.Compare(a.Line, b.Line)
	})
}
