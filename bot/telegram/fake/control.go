package fake

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"
)

// A move is what is posted to /control/: who does what.
type move struct {
	Person  json.RawMessage `json:"person"` // a number, or a name
	Chat    int64           `json:"chat"`   // a group; 0 is in private
	Name    string          `json:"name"`
	Text    string          `json:"text"` // also the caption, the label or data of a button, the title
	Message int64           `json:"message"`
	Phone   string          `json:"phone"`
	Own     *bool           `json:"own"` // of a contact; it is own unless false
	Count   int             `json:"count"`
	Lat     float64         `json:"lat"`
	Lon     float64         `json:"lon"`
	Button  string          `json:"button"`
	To      int64           `json:"to"`
	Told    []Side          `json:"told"` // of a migration: "old", "new"
	Fields  map[string]any  `json:"fields"`
}

// control serves /control/: what tests of a bot in another process move the
// people with, and see what they saw by. What is posted and answered is JSON.
func (s *Server) control(w http.ResponseWriter, in *http.Request, what string) {
	var out any
	var err error
	if in.Method == http.MethodGet {
		out, err = s.tell(w, in, what)
	} else {
		out, err = s.moved(in, what)
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	if out != nil {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(out) // a client that went away is no matter
	}
}

// errNoControl is a path under /control/ that is not there.
var errNoControl = errors.New("fake: no such control")

// tell answers what happened.
func (s *Server) tell(w http.ResponseWriter, in *http.Request, what string) (any, error) {
	switch what {
	case "seen":
		chat, err := strconv.ParseInt(in.FormValue("chat"), 10, 64)
		if err != nil {
			p, err := s.whoever(json.RawMessage(strconv.Quote(in.FormValue("person"))), "")
			if err != nil {
				return nil, err
			}
			chat = p.ID
		}
		return nonNil(s.Seen(chat)), nil
	case "log":
		from, _ := strconv.Atoi(in.FormValue("from"))
		return nonNil(s.LogFrom(from)), nil
	case "people":
		return nonNil(s.People()), nil
	case "violations":
		return nonNil(s.Violations()), nil
	case "stats":
		return s.Stats(), nil
	case "pending":
		return nonNil(s.Pending()), nil
	case "transcript":
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		return nil, s.Transcript(w)
	}
	return nil, errNoControl
}

// nonNil makes an empty list of nothing, so that JSON says [] and not null.
func nonNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// moved carries out a move. It answers the id of the message that it made.
func (s *Server) moved(in *http.Request, what string) (any, error) {
	if what == "fault" {
		var f Fault
		err := json.NewDecoder(in.Body).Decode(&f)
		if err == nil {
			s.Fault(f)
		}
		return true, err
	}
	var m move
	if err := json.NewDecoder(in.Body).Decode(&m); err != nil && in.ContentLength != 0 {
		return nil, err
	}
	switch what {
	case "lift":
		s.Lift()
		return true, nil
	case "webhook":
		s.SetWebhook(m.Text)
		return true, nil
	case "group":
		s.Group(m.Chat, m.Text)
		return true, nil
	case "migrate":
		s.Migrate(m.Chat, m.To, m.Told...)
		return true, nil
	case "shut":
		return true, s.Shut(m.Chat, m.Text)
	case "forgive":
		return nonNil(s.Forgive()), nil
	case "raw":
		return s.Raw(m.Text), nil
	case "next":
		s.NextUpdate(m.To)
		return true, nil
	case "delete":
		s.Delete(m.Chat, m.Message)
		return true, nil
	}
	if id, err := strconv.ParseInt(string(m.Person), 10, 64); err == nil && what == "stranger" {
		return s.Stranger(id, m.Name).ID, nil
	}
	p, err := s.whoever(m.Person, m.Name)
	if err != nil {
		return nil, err
	}
	if m.Chat != 0 {
		p = p.In(m.Chat)
	}
	return p.moved(what, m)
}

// moved carries out what a person does.
func (p *Person) moved(what string, m move) (any, error) {
	switch what {
	case "person":
		return p.ID, nil
	case "say":
		return p.Reply(m.Message, m.Text), nil
	case "send":
		return p.Send(m.Fields), nil
	case "press":
		if m.Button == "" {
			return true, p.PressData(m.Message, m.Text)
		}
		return true, p.Press(m.Message, m.Button)
	case "contact":
		return p.Contact(m.Phone, m.Own == nil || *m.Own), nil
	case "place":
		return p.Place(m.Lat, m.Lon), nil
	case "photo":
		return p.Photo(m.Text), nil
	case "voice":
		return p.Voice(), nil
	case "sticker":
		return p.Sticker(), nil
	case "document":
		return p.Document(m.Name, []byte(m.Text)), nil
	case "album":
		return p.Album(max(m.Count, 2), m.Text), nil
	case "edit":
		return true, p.Edit(m.Message, m.Text)
	case "block":
		p.Block()
		return true, nil
	case "unblock":
		p.Unblock()
		return true, nil
	case "adds":
		return true, p.Adds(m.Text)
	case "leave":
		p.Leave()
		return true, nil
	}
	return nil, errNoControl
}

// whoever returns the person of a number or a name, and makes one of a number
// that is not known yet.
func (s *Server) whoever(person json.RawMessage, name string) (*Person, error) {
	text := strings.Trim(string(person), `"`)
	id, err := strconv.ParseInt(text, 10, 64)
	if name == "" {
		name = "P" + text
	}
	if err == nil && id > 0 && !s.knows(id) {
		return s.Person(id, name), nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range s.people {
		if p.ID == id || p.Name == text {
			return p, nil
		}
	}
	return nil, errNoChat
}

// knows reports whether there is a person with that number.
func (s *Server) knows(id int64) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.people[id] != nil
}

// numbered puts an id in place of "%d".
func numbered(text string, id int64) []byte {
	return []byte(strings.ReplaceAll(text, "%d", strconv.FormatInt(id, 10)))
}
