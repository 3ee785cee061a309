package fake

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

//go:embed spec.json
var specJSON []byte

// A spec is what the Bot API takes, as published. It is made by genspec.go.
type spec struct {
	Origin  string            `json:"origin"`
	Methods map[string]object `json:"methods"`
	Types   map[string]object `json:"types"`
}

// An object is the parameters of a method or the fields of a type: the types
// that each may have, "!" first among them if it must be there.
type object struct {
	Fields   map[string][]string `json:"f"`
	Subtypes []string            `json:"s"`
}

// loadSpec reads the spec that is part of the program.
func loadSpec() (*spec, error) {
	var s spec
	if err := json.Unmarshal(specJSON, &s); err != nil {
		return nil, fmt.Errorf("fake: read the spec: %w", err)
	}
	return &s, nil
}

// check returns what is wrong with a request, in words; "" if nothing.
func (s *spec) check(r *request) string {
	m, ok := s.Methods[r.method]
	if !ok {
		return "unknown method " + r.method
	}
	for key, value := range r.values {
		types, ok := m.Fields[key]
		if !ok {
			return r.method + ": unknown parameter " + key
		}
		if !s.textIs(r, value, types) {
			return r.method + ": parameter " + key + " is not " + strings.Join(types, " or ")
		}
	}
	for field := range r.uploads {
		if _, ok := m.Fields[field]; !ok && !r.attached(field) {
			return r.method + ": the file " + field + " is asked for by nothing"
		}
	}
	for key, types := range m.Fields {
		_, given := r.values[key]
		_, sent := r.uploads[key]
		if types[0] == "!" && !given && !sent {
			return r.method + ": parameter " + key + " is missing"
		}
	}
	return ""
}

// textIs reports whether a parameter, which is always text, is of one of types.
func (s *spec) textIs(r *request, value string, types []string) bool {
	for _, t := range types {
		switch t {
		case "!":
		case "String":
			return !strings.HasPrefix(value, "attach://") || r.has(value)
		case "InputFile":
			if strings.HasPrefix(value, "attach://") && r.has(value) {
				return true
			}
		case "Integer":
			if _, err := strconv.ParseInt(value, 10, 64); err == nil {
				return true
			}
		case "Float":
			if _, err := strconv.ParseFloat(value, 64); err == nil {
				return true
			}
		case "Boolean":
			if value == "true" || value == "false" {
				return true
			}
		default:
			v, err := parse(value)
			if err == nil && s.is(v, t) {
				return true
			}
		}
	}
	return false
}

// parse reads JSON, keeping numbers as they are written.
func parse(text string) (any, error) {
	d := json.NewDecoder(bytes.NewReader([]byte(text)))
	d.UseNumber()
	var v any
	err := d.Decode(&v)
	return v, err
}

// is reports whether JSON is of a type.
func (s *spec) is(v any, t string) bool {
	if of, ok := strings.CutPrefix(t, "Array of "); ok {
		list, ok := v.([]any)
		for _, item := range list {
			ok = ok && s.is(item, of)
		}
		return ok
	}
	switch t {
	case "String":
		_, ok := v.(string)
		return ok
	case "Boolean":
		_, ok := v.(bool)
		return ok
	case "Integer", "Float":
		n, ok := v.(json.Number)
		if ok && t == "Integer" {
			_, err := n.Int64()
			ok = err == nil
		}
		return ok
	}
	o, known := s.Types[t]
	fields, isObject := v.(map[string]any)
	return known && isObject && s.isObject(fields, o)
}

// isObject reports whether an object has what its type asks for and nothing else.
func (s *spec) isObject(fields map[string]any, o object) bool {
	for _, sub := range o.Subtypes {
		if s.is(fields, sub) {
			return true
		}
	}
	if len(o.Subtypes) > 0 {
		return false
	}
	for key, value := range fields {
		if !s.any(value, o.Fields[key]) {
			return false
		}
	}
	for key, types := range o.Fields {
		if _, given := fields[key]; types[0] == "!" && !given {
			return false
		}
	}
	return true
}

// any reports whether JSON is of one of types.
func (s *spec) any(v any, types []string) bool {
	for _, t := range types {
		if t != "!" && s.is(v, t) {
			return true
		}
	}
	return false
}
