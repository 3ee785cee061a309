package fake

import (
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
)

// maxBody is the most that a request may bring.
const maxBody = 64 << 20

// A request is one call as it came in.
type request struct {
	method  string
	values  map[string]string
	uploads map[string]upload
}

// An upload is a file that was sent along.
type upload struct {
	name string
	data []byte
}

// has reports whether a file that is named "attach://x" was sent along.
func (r *request) has(reference string) bool {
	_, ok := r.uploads[strings.TrimPrefix(reference, "attach://")]
	return ok
}

// attached reports whether some parameter asks for a file that was sent along.
func (r *request) attached(field string) bool {
	for _, value := range r.values {
		if strings.Contains(value, "attach://"+field) {
			return true
		}
	}
	return false
}

// number returns a parameter as a number, 0 if it is none.
func (r *request) number(key string) int64 {
	n, _ := strconv.ParseInt(r.values[key], 10, 64)
	return n
}

// readRequest reads a call in any of the ways the Bot API takes.
func readRequest(method string, in *http.Request) (*request, error) {
	r := &request{method: method, values: map[string]string{}, uploads: map[string]upload{}}
	for key, values := range in.URL.Query() {
		r.values[key] = values[0]
	}
	in.Body = http.MaxBytesReader(nil, in.Body, maxBody)
	kind, _, _ := mime.ParseMediaType(in.Header.Get("Content-Type"))
	switch kind {
	case "application/json":
		return r, r.readJSON(in.Body)
	case "multipart/form-data":
		return r, r.readParts(in)
	}
	if err := in.ParseForm(); err != nil {
		return nil, err
	}
	for key, values := range in.PostForm {
		r.values[key] = values[0]
	}
	return r, nil
}

// readJSON reads parameters from a JSON object.
func (r *request) readJSON(body io.Reader) error {
	var fields map[string]json.RawMessage
	if err := json.NewDecoder(body).Decode(&fields); err != nil {
		return err
	}
	for key, raw := range fields {
		var text string
		if json.Unmarshal(raw, &text) != nil {
			text = string(raw)
		}
		r.values[key] = text
	}
	return nil
}

// readParts reads parameters and files from a multipart body.
func (r *request) readParts(in *http.Request) error {
	parts, err := in.MultipartReader()
	if err != nil {
		return err
	}
	for {
		part, err := parts.NextPart()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		data, err := io.ReadAll(part)
		if err != nil {
			return err
		}
		if part.FileName() == "" {
			r.values[part.FormName()] = string(data)
		} else {
			r.uploads[part.FormName()] = upload{name: part.FileName(), data: data}
		}
	}
}

// A refusal is an answer that is not ok.
type refusal struct {
	Code   int
	Desc   string
	Retry  int
	Moved  int64
	broken bool // the request itself was wrong, which is a violation
}

// bad is a refusal for something that a right client never sends.
func bad(desc string) *refusal {
	return &refusal{Code: 400, Desc: "Bad Request: " + desc, broken: true}
}

// refuse is a refusal that a right client can meet.
func refuse(code int, desc string) *refusal { return &refusal{Code: code, Desc: desc} }

// write writes a refusal as the Bot API does.
func (f *refusal) write(w http.ResponseWriter) {
	parameters := map[string]any{}
	if f.Retry > 0 {
		parameters["retry_after"] = f.Retry
		w.Header().Set("Retry-After", strconv.Itoa(f.Retry))
	}
	if f.Moved != 0 {
		parameters["migrate_to_chat_id"] = f.Moved
	}
	answer := map[string]any{"ok": false, "error_code": f.Code, "description": f.Desc}
	if len(parameters) > 0 {
		answer["parameters"] = parameters
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(f.Code)
	_ = json.NewEncoder(w).Encode(answer) // a client that went away is no matter
}
