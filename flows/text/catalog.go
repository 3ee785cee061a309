package text

import (
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/goccy/go-yaml"
	"golang.org/x/text/unicode/norm"
)

// embedded holds the catalogs: every file is of the language its name begins
// with, "vi.enroll.yaml" of Vietnamese.
//
//go:embed *.yaml
var embedded embed.FS

// A Catalog is every sentence the bot can say, in every language.
type Catalog struct {
	zone  *time.Location
	langs map[Lang]map[string]string
}

// Load reads the catalogs that come with the program. Times are written as
// clocks in the zone show them.
func Load(zone *time.Location) (*Catalog, error) {
	c, err := comeAlong()
	if err != nil {
		return nil, err
	}
	return &Catalog{zone: zone, langs: c.langs}, nil
}

// comeAlong reads the catalogs that come with the program once: nobody writes
// to them, and reading them takes longer than most conversations of the tests.
var comeAlong = sync.OnceValues(func() (*Catalog, error) {
	c := &Catalog{langs: map[Lang]map[string]string{}}
	names, err := fs.Glob(embedded, "*.yaml")
	if err != nil {
		return nil, fmt.Errorf("list the catalogs: %w", err)
	}
	for _, name := range names {
		data, err := embedded.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("read catalog %s: %w", name, err)
		}
		lang, _, _ := strings.Cut(name, ".")
		if err := c.add(Lang(lang), data); err != nil {
			return nil, fmt.Errorf("read catalog %s: %w", name, err)
		}
	}
	return c, nil
})

// add takes in one file of sentences. A key that another file has is a fault.
func (c *Catalog) add(lang Lang, data []byte) error {
	var tree map[string]any
	if err := yaml.Unmarshal(data, &tree); err != nil {
		return err
	}
	if c.langs[lang] == nil {
		c.langs[lang] = map[string]string{}
	}
	return flatten(c.langs[lang], "", tree)
}

func flatten(into map[string]string, prefix string, tree map[string]any) error {
	for name, value := range tree {
		key := prefix + name
		switch v := value.(type) {
		case map[string]any:
			if err := flatten(into, key+".", v); err != nil {
				return err
			}
		case string:
			if _, twice := into[key]; twice {
				return fmt.Errorf("key %s stands there twice", key)
			}
			into[key] = norm.NFC.String(strings.TrimRight(v, "\n"))
		default:
			return fmt.Errorf("key %s is %T, not a sentence", key, value)
		}
	}
	return nil
}

// Langs returns the languages there are, in order.
func (c *Catalog) Langs() []Lang { return slices.Sorted(maps.Keys(c.langs)) }

// Keys returns the keys of a language, in order.
func (c *Catalog) Keys(l Lang) []string { return slices.Sorted(maps.Keys(c.langs[l])) }

// Has reports whether there is a sentence under the key in Vietnamese.
func (c *Catalog) Has(key string) bool {
	_, ok := c.langs[Vietnamese][key]
	return ok
}

// Raw returns a sentence with its blanks unfilled.
func (c *Catalog) Raw(l Lang, key string) string { return c.langs[l][key] }

// Say returns the sentence under a key with its {names} filled in. {you} and
// {You} are the form of address. A language or a key that is missing falls back
// to Vietnamese and then to the key itself, which a test keeps from happening.
func (c *Catalog) Say(l Lang, form, key string, args Args) string {
	sentence, ok := c.langs[l][key]
	if !ok {
		if sentence, ok = c.langs[Vietnamese][key]; !ok {
			return key
		}
	}
	if !strings.Contains(sentence, "{") {
		return sentence
	}
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(sentence, "{")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		name, after, closed := strings.Cut(rest, "}")
		if !closed {
			b.WriteString("{" + rest)
			return b.String()
		}
		b.WriteString(c.fill(l, form, name, args))
		sentence = after
	}
}

// fill returns what stands for one {name}.
func (c *Catalog) fill(l Lang, form, name string, args Args) string {
	if value, ok := args[name]; ok {
		return c.write(l, form, value)
	}
	if name == "you" || name == "You" {
		if form == "" {
			form = "comrade"
		}
		return c.Say(l, "", "form."+form+"."+map[string]string{"you": "in", "You": "first"}[name], nil)
	}
	return "{" + name + "}"
}
