package fake

import (
	"cmp"
	_ "embed"
	"net/http"
	"slices"
)

// phonesPage is the page at / on which one person can be several: a phone for
// each of them and for each group, played through /control/.
//
//go:embed phones.html
var phonesPage []byte

// servePage answers with the page. It may load nothing from elsewhere.
func servePage(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'")
	_, _ = w.Write(phonesPage) // a browser that went away is no matter
}

// A Known is a person or a group that there is.
type Known struct {
	ID   int64  `json:"id"` // of a group below zero
	Name string `json:"name"`
}

// People returns who there is: people first, then groups, each by number.
func (s *Server) People() []Known {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []Known
	for id, c := range s.chats {
		if c.moved == 0 {
			all = append(all, Known{id, c.title})
		}
	}
	slices.SortFunc(all, func(a, b Known) int {
		return cmp.Or(cmp.Compare(sign(b.ID), sign(a.ID)), cmp.Compare(a.ID, b.ID))
	})
	return all
}

// sign is 1 for a person and -1 for a group.
func sign(id int64) int { return cmp.Compare(id, 0) }
