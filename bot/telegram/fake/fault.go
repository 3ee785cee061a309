package fake

import (
	"math"
	"net/http"
	"strconv"
	"time"

	"golang.org/x/time/rate"
)

// A Fault makes calls fail. Kind is one of
//
//	flood    429, and the chat (or with no Chat the whole bot) stays closed for After
//	error    the answer Code, Description, After as retry_after, Moved
//	502      a proxy's page, without the effect
//	drop     the connection is cut, without the effect
//	silence  no answer, without the effect
//	lose     the effect, then the connection is cut
//	cut      the effect, then half an answer
//	mute     the effect, then no answer
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
func (f *Fault) after() bool { return f.Kind == "lose" || f.Kind == "cut" || f.Kind == "mute" }

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
			s.flood[f.Chat] = s.opt.Now().Add(time.Duration(f.After * float64(time.Second)))
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
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(http.StatusBadGateway)
		_, _ = w.Write([]byte("<html><body><h1>502 Bad Gateway</h1></body></html>"))
	case "cut":
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(`{"ok":true,"result":{"message_id":1`))
	case "silence", "mute":
		s.mu.Lock()
		lifted := s.lifted
		s.mu.Unlock()
		select {
		case <-in.Context().Done():
		case <-lifted:
		case <-s.done:
		}
		panic(http.ErrAbortHandler)
	default:
		panic(http.ErrAbortHandler) // cuts the connection
	}
}

// tooMany is the answer to a flood.
func tooMany(seconds float64) *refusal {
	n := max(int(math.Ceil(seconds)), 1)
	return &refusal{Code: 429, Desc: "Too Many Requests: retry after " + strconv.Itoa(n), Retry: n}
}

// Rates is Telegram's limits as a model: sends a second overall and in one
// chat, and a minute in one group. Zero is no limit.
type Rates struct {
	Total float64
	Chat  float64
	Group float64 // a minute
}

// A pacer holds calls against Rates. The server's lock guards it.
type pacer struct {
	rates Rates
	total *rate.Limiter
	chats map[int64]*rate.Limiter
}

func newPacer(r Rates) *pacer {
	p := &pacer{rates: r, chats: map[int64]*rate.Limiter{}}
	if r.Total > 0 {
		p.total = rate.NewLimiter(rate.Limit(r.Total), int(math.Ceil(r.Total)))
	}
	return p
}

// paced refuses a call to a chat that is closed by a flood or by the rates.
func (s *Server) paced(r *request) *refusal {
	now, chat := s.opt.Now(), r.number("chat_id")
	for _, key := range []int64{chat, 0} {
		until, ok := s.flood[key]
		if ok && now.Before(until) {
			s.stats.Early++
			s.stats.Floods++
			return tooMany(until.Sub(now).Seconds())
		}
		delete(s.flood, key)
	}
	wait := s.rates.wait(chat, now)
	if wait <= 0 {
		return nil
	}
	s.flood[chat] = now.Add(wait)
	s.stats.Floods++
	return tooMany(wait.Seconds())
}

// wait takes one send to a chat and returns zero, or how long it must wait.
func (p *pacer) wait(chat int64, now time.Time) time.Duration {
	limit, burst := p.rates.Chat, 3
	if chat < 0 {
		limit, burst = p.rates.Group/60, int(p.rates.Group)
	}
	if limit > 0 && p.chats[chat] == nil {
		p.chats[chat] = rate.NewLimiter(rate.Limit(limit), burst)
	}
	for _, l := range []*rate.Limiter{p.chats[chat], p.total} {
		if l == nil || l.AllowN(now, 1) {
			continue
		}
		take := l.ReserveN(now, 1)
		d := take.DelayFrom(now)
		take.CancelAt(now)
		return max(d, time.Millisecond)
	}
	return 0
}
