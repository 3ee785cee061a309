package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"caunoi/flows"
	"caunoi/flows/roster"
	"caunoi/flows/text"
	"caunoi/store"
)

// mostUpload is how much is sent to the running bot with a request; roster
// itself refuses less than this with a sentence.
const mostUpload = 16 << 20

// A request is what a command asks of the process that has the database open.
type request struct {
	job  string
	lang text.Lang
	args url.Values
	body []byte

	store  bool   // it changes what is stored
	steps  bool   // and one part after the other: stopped in the middle, it was done in part
	init   bool   // and may make the database
	sealed bool   // it needs the secret beside the database
	again  string // what to say if it was sent and no answer came
}

// An answer is what became of a job. The running bot sends it as a row of JSON
// objects: parts of a file if there is one, and in the end the rest.
type answer struct {
	Part    string   `json:"part,omitempty"`    // more of the file
	Lines   []string `json:"lines,omitempty"`   // what there is to say, in the language asked for
	Refused bool     `json:"refused,omitempty"` // what was asked for cannot be done, as the lines say
	Failed  string   `json:"failed,omitempty"`  // why the job was not done
	Last    bool     `json:"last,omitempty"`    // the answer is whole
}

// A clerk does jobs in the process that has the database open: in the running
// bot for other commands, or in a command while no bot runs.
type clerk struct {
	db     store.DB
	set    flows.Settings
	levels []string
	link   func(code string, group bool) string // nil: the bot does not run, so nobody asked what its name is
}

// A job does what a command asks for. What it writes to file becomes a file of
// whoever asked.
type job func(k *clerk, ctx context.Context, r request, file io.Writer) (answer, error)

// jobs are all the jobs there are.
func jobs() map[string]job {
	return map[string]job{
		"import":  (*clerk).importRoster,
		"rota":    (*clerk).importRota,
		"invite":  (*clerk).invite,
		"status":  (*clerk).status,
		"list":    (*clerk).list,
		"duty":    (*clerk).duty,
		"add":     (*clerk).add,
		"replace": (*clerk).replace,
		"end":     (*clerk).end,
		"lost":    (*clerk).lost,
		"digits":  (*clerk).digits,
		"ladder":  (*clerk).ladder,
		"case":    (*clerk).oneCase,
	}
}

// ServeHTTP does a job that another command asks for: POST /NAME with the
// arguments as a query.
func (k *clerk) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name, query := r.PathValue("job"), r.URL.Query()
	do, ok := jobs()[name]
	if !ok {
		http.Error(w, fmt.Sprintf("it knows no job %q; give it the same version of the program", name), http.StatusNotFound)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, mostUpload))
	if err != nil {
		http.Error(w, "what was sent did not arrive whole", http.StatusBadRequest)
		return
	}
	w.Header().Set("Content-Type", "application/x-ndjson")
	file := bufio.NewWriterSize(parts{w}, 64<<10)
	a, err := do(k, r.Context(), request{job: name, lang: text.Lang(query.Get("lang")), args: query, body: body}, file)
	if err == nil {
		err = file.Flush()
	}
	if err != nil {
		a = answer{Failed: err.Error()} // to this user only: the socket has mode 0600
	}
	a.Last = true
	_ = json.NewEncoder(w).Encode(a) // whoever asked has gone: nobody to tell
}

// parts sends what is written to it as parts of a file.
type parts struct{ w io.Writer }

func (p parts) Write(b []byte) (int, error) {
	e := json.NewEncoder(p.w)
	e.SetEscapeHTML(false)
	if err := e.Encode(answer{Part: string(b)}); err != nil {
		return 0, err
	}
	return len(b), nil
}

// receive reads an answer from the running bot and writes the file in it.
func receive(from io.Reader, file io.Writer) (answer, error) {
	for d := json.NewDecoder(from); ; {
		var a answer
		if err := d.Decode(&a); err != nil {
			return answer{}, err
		}
		if a.Last {
			return a, nil
		}
		if _, err := io.WriteString(file, a.Part); err != nil {
			return answer{}, ownFault{err}
		}
	}
}

// ownFault is a failure on this side, where the answer was put.
type ownFault struct{ error }

func (f ownFault) Unwrap() error { return f.error }

// sentences says notices in a language.
func sentences(texts *text.Catalog, lang text.Lang, notices []roster.Notice) []string {
	lines := make([]string, len(notices))
	for i, n := range notices {
		lines[i] = texts.Say(lang, "", n.Key, n.Args)
	}
	return lines
}
