package fake

import (
	"io"
	"net"
	"net/http"
	"time"
)

// A Fault makes calls fail. Kind is one of
//
//	flood     429, and the chat (or with no Chat the whole bot) stays closed for After
//	error     the answer Code, Description, After as retry_after, Moved
//	502       a proxy's page, without the effect
//	html      a captive portal's page with status 200, without the effect
//	redirect  a 302 to elsewhere, without the effect
//	drop      the connection is closed, without the effect
//	reset     the same with a RST
//	silence   no answer, without the effect
//	lose      the effect, then the connection is closed
//	losereset the effect, then a RST
//	cut       the effect, then half an answer
//	empty     the effect, then an answer of no bytes
//	odd       the effect, then ok:true with something else than was asked for
//	gzip      the effect, then an answer that says it is compressed, and is not
//	slow      the effect, then bytes that come too slowly ever to end
//	mute      the effect, then no answer
type Fault struct {
	Kind        string  `json:"kind"`
	Count       int     `json:"count"`       // calls that meet it; 0 is one, negative is all
	Every       int     `json:"every"`       // only every n-th call that fits; 0 is each
	Chat        int64   `json:"chat"`        // only calls about this chat; 0 is any
	Method      string  `json:"method"`      // only this method; "" is any that sends, "*" any at all
	After       float64 `json:"after"`       // seconds, of a flood
	Code        int     `json:"code"`        // of an error
	Description string  `json:"description"` // of an error
	Moved       int64   `json:"moved"`       // of an error: migrate_to_chat_id

	fits int // calls that fitted so far
}

// after reports whether the effect happens before the fault.
func (f *Fault) after() bool {
	switch f.Kind {
	case "lose", "losereset", "cut", "empty", "odd", "gzip", "slow", "mute":
		return true
	}
	return false
}

// Fault makes coming calls fail.
func (s *Server) Fault(f Fault) {
	if f.Count == 0 {
		f.Count = 1
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, &f)
}

// Lift ends all faults and floods, and lets go the calls that are held.
func (s *Server) Lift() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
	clear(s.flood)
	close(s.lifted)
	s.lifted = make(chan struct{})
}

// meet counts a call and returns the fault that it meets, nil if none.
func (s *Server) meet(r *request) *Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stats.Calls[r.method]++
	chat := r.number("chat_id")
	for i, f := range s.faults {
		if f.Chat != 0 && f.Chat != chat || f.Method != "*" && f.Method != r.method && (f.Method != "" || chat == 0) {
			continue
		}
		f.fits++
		if f.Every > 1 && f.fits%f.Every != 0 {
			continue
		}
		if f.Count--; f.Count == 0 {
			s.faults = append(s.faults[:i:i], s.faults[i+1:]...)
		}
		s.stats.Failed++
		if f.Kind == "flood" {
			now := s.opt.Now()
			s.flood[f.Chat] = closure{now, now.Add(time.Duration(f.After * float64(time.Second)))}
		}
		met := *f
		return &met
	}
	return nil
}

// fail answers a call as a fault says.
func (s *Server) fail(w http.ResponseWriter, in *http.Request, f *Fault) {
	switch f.Kind {
	case "flood":
		s.mu.Lock()
		s.stats.Floods++
		s.mu.Unlock()
		tooMany(f.After).write(w)
	case "error":
		(&refusal{Code: f.Code, Desc: f.Description, Retry: int(f.After), Moved: f.Moved}).write(w)
	case "502":
		page(w, http.StatusBadGateway, "502 Bad Gateway")
	case "html":
		page(w, http.StatusOK, "Sign in to this network")
	case "redirect":
		w.Header().Set("Location", "http://127.0.0.1:9/elsewhere")
		page(w, http.StatusFound, "Found")
	case "cut":
		tell(w, `{"ok":true,"result":{"message_id":1`)
	case "odd":
		tell(w, `{"ok":true,"result":{"message_id":"x","chat":7}}`)
	case "empty":
		tell(w, "")
	case "gzip":
		w.Header().Set("Content-Encoding", "gzip")
		tell(w, `{"ok":true,"result":true}`)
	case "reset", "losereset":
		reset(w)
	case "slow":
		s.trickle(w, in)
	case "silence", "mute":
		s.wait(in)
		panic(http.ErrAbortHandler)
	default:
		panic(http.ErrAbortHandler) // cuts the connection
	}
}

// page writes a page of something between the bot and Telegram.
func page(w http.ResponseWriter, code int, text string) {
	w.Header().Set("Content-Type", "text/html")
	w.WriteHeader(code)
	_, _ = io.WriteString(w, "<html><body><h1>"+text+"</h1></body></html>") // a client that went away is no matter
}

// tell writes an answer as it is.
func tell(w http.ResponseWriter, text string) {
	w.Header().Set("Content-Type", "application/json")
	_, _ = io.WriteString(w, text) // a client that went away is no matter
}

// reset ends the connection with a RST.
func reset(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0) // that it is a RST and not a FIN is all it is for
	}
	_ = conn.Close()
}

// trickle writes a byte now and then for as long as somebody reads.
func (s *Server) trickle(w http.ResponseWriter, in *http.Request) {
	tell(w, `{"ok":true,`)
	for in.Context().Err() == nil {
		if _, err := io.WriteString(w, " "); err != nil {
			return
		}
		_ = http.NewResponseController(w).Flush() // the next write tells that nobody reads
		select {
		case <-s.done:
			return
		default:
			pass(in.Context(), 10*time.Millisecond)
		}
	}
}

// wait holds a call until its caller gives up or faults are lifted.
func (s *Server) wait(in *http.Request) {
	s.mu.Lock()
	lifted := s.lifted
	s.mu.Unlock()
	select {
	case <-in.Context().Done():
	case <-lifted:
	case <-s.done:
	}
}
