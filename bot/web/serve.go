package web

import (
	"embed"
	"encoding/json"
	"errors"
	"io/fs"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"strings"
)

//go:embed static
var static embed.FS

// policy lets the page load and run only what this server gives it.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; " +
	"img-src 'self' blob: data:; media-src 'self' blob:; manifest-src 'self'; " +
	"frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

// largestPost is how many bytes a post may have that carries no file.
const largestPost = 64 << 10

// routes is the table of contents of the page.
func (c *Channel) routes() http.Handler {
	mux := http.NewServeMux()
	pages, err := fs.Sub(static, "static")
	if err != nil {
		panic(err) // the folder is embedded above: this cannot happen in a program that was built
	}
	mux.Handle("GET /", http.FileServerFS(pages))
	mux.HandleFunc("GET /api/state", c.state)
	mux.HandleFunc("GET /api/stream", c.stream)
	mux.HandleFunc("GET /api/people", c.people)
	mux.HandleFunc("GET /api/transcript", c.transcript)
	mux.HandleFunc("GET /api/file/{ref}", c.file)
	mux.HandleFunc("POST /api/say", c.say)
	mux.HandleFunc("POST /api/edit", c.edit)
	mux.HandleFunc("POST /api/press", c.press)
	mux.HandleFunc("POST /api/place", c.pin)
	mux.HandleFunc("POST /api/contact", c.contact)
	mux.HandleFunc("POST /api/block", c.block)
	mux.HandleFunc("POST /api/upload", c.upload)
	mux.HandleFunc("POST /api/lang", c.language)
	mux.HandleFunc("POST /api/clock", c.clock)
	mux.HandleFunc("POST /api/invite", c.invite)
	return guard(http.NewCrossOriginProtection().Handler(mux))
}

// guard refuses requests that reached this computer under a foreign name, as
// a page elsewhere can make a browser do by having its name point here, and
// tells the browser what the page may do.
func guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !loopback(r.Host) {
			http.Error(w, "this page is served to this computer only", http.StatusForbidden)
			return
		}
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}

// loopback reports whether a Host header names this computer itself.
func loopback(hostport string) bool {
	host := hostport
	if h, _, err := net.SplitHostPort(hostport); err == nil {
		host = h
	}
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return err == nil && ip.IsLoopback()
}

// read decodes the JSON of a post into v and answers for it if it cannot.
func read(w http.ResponseWriter, r *http.Request, v any) bool {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "application/json" {
		refuse(w, http.StatusUnsupportedMediaType, "json")
		return false
	}
	err = json.NewDecoder(http.MaxBytesReader(w, r.Body, largestPost)).Decode(v)
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		refuse(w, http.StatusRequestEntityTooLarge, "large")
	case err != nil:
		refuse(w, http.StatusBadRequest, "json")
	}
	return err == nil
}

// answer writes v as JSON.
func answer(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_ = json.NewEncoder(w).Encode(v) // the page has gone: there is nobody to tell
}

// refuse answers with a short code, for which the page has words.
func refuse(w http.ResponseWriter, status int, code string) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]string{"error": code}) // as in answer
}
