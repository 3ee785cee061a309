//go:build ignore

// Genspec trims the machine-readable Bot API to what is needed to check
// requests: the parameters of every method, and the types that they are made
// of. Run it when a new spec is taken over:
//
//	go run genspec.go < telegram-bot-api.json > spec.json
package main

import (
	"encoding/json"
	"log"
	"os"
	"strings"
)

type field struct {
	Name     string   `json:"name"`
	Types    []string `json:"types"`
	Required bool     `json:"required"`
}

type entry struct {
	Fields   []field  `json:"fields"`
	Subtypes []string `json:"subtypes"`
}

// A trimmed entry: fields as "name" -> types, with "!" first if required.
type trimmed struct {
	Fields   map[string][]string `json:"f,omitempty"`
	Subtypes []string            `json:"s,omitempty"`
}

func main() {
	var in struct {
		Version string           `json:"version"`
		Date    string           `json:"release_date"`
		Methods map[string]entry `json:"methods"`
		Types   map[string]entry `json:"types"`
	}
	if err := json.NewDecoder(os.Stdin).Decode(&in); err != nil {
		log.Fatal(err)
	}
	out := struct {
		Origin  string             `json:"origin"`
		Methods map[string]trimmed `json:"methods"`
		Types   map[string]trimmed `json:"types"`
	}{in.Version + " of " + in.Date + ", telegram-bot-api-spec", map[string]trimmed{}, map[string]trimmed{}}
	var take func(e entry) trimmed
	take = func(e entry) trimmed {
		t := trimmed{Fields: map[string][]string{}, Subtypes: e.Subtypes}
		reach := append([]string{}, e.Subtypes...)
		for _, f := range e.Fields {
			types := f.Types
			reach = append(reach, types...)
			if f.Required {
				types = append([]string{"!"}, types...)
			}
			t.Fields[f.Name] = types
		}
		for _, name := range reach {
			for strings.HasPrefix(name, "Array of ") {
				name = strings.TrimPrefix(name, "Array of ")
			}
			if _, done := out.Types[name]; done {
				continue
			}
			if e, ok := in.Types[name]; ok {
				out.Types[name] = trimmed{}
				out.Types[name] = take(e)
			}
		}
		return t
	}
	for name, m := range in.Methods {
		out.Methods[name] = take(m)
	}
	if err := json.NewEncoder(os.Stdout).Encode(out); err != nil {
		log.Fatal(err)
	}
}
