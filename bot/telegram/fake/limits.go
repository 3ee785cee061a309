package fake

import (
	"math"
	"strconv"
	"strings"
	"time"

	"golang.org/x/time/rate"
)

// Rates is Telegram's limits as a model: what is shown or changed a second
// overall and in one private chat, and a minute in one group. Zero is no limit.
type Rates struct {
	Total float64
	Chat  float64
	Group float64 // a minute
}

// TelegramRates are the figures that are known of Telegram, which publishes
// none (A4).
func TelegramRates() Rates { return Rates{Total: 30, Chat: 1, Group: 20} }

// Times are the same limits so many times as fast, for a trial in which time goes
// as much faster.
func (r Rates) Times(n float64) Rates {
	return Rates{Total: r.Total * n, Chat: r.Chat * n, Group: r.Group * n}
}

// chatBurst is how many may go to one private chat at once: "short bursts are
// allowed" is all that Telegram says.
const chatBurst = 5

// hammering is how long after a 429 a call may still come without harm: it was
// on its way already. One that comes later, and before the time that the 429
// named, prolongs the wait (A4).
const hammering = time.Second

// A closure is how long a chat, or with number 0 the whole bot, is closed by a
// 429, and since when.
type closure struct {
	since, until time.Time
}

// A pacer holds calls against Rates. The server's lock guards it.
type pacer struct {
	rates  Rates
	total  *rate.Limiter
	chats  map[int64]*rate.Limiter
	groups map[int64][]time.Time // what was shown in the last minute
}

func newPacer(r Rates) *pacer {
	p := &pacer{rates: r, chats: map[int64]*rate.Limiter{}, groups: map[int64][]time.Time{}}
	if r.Total > 0 {
		p.total = rate.NewLimiter(rate.Limit(r.Total), int(math.Ceil(r.Total)))
	}
	return p
}

// weight is how many messages a call counts as. Edits share the budget of
// sends, and each item of an album is one (A4).
func (r *request) weight() int {
	switch {
	case r.method == "sendChatAction":
		return 0
	case r.method == "sendMediaGroup":
		return max(strings.Count(r.values["media"], `"media"`), 1)
	case strings.HasPrefix(r.method, "send"), strings.HasPrefix(r.method, "edit"):
		return 1
	}
	return 0
}

// paced refuses a call to a chat that is closed by a flood or by the rates.
func (s *Server) paced(r *request) *refusal {
	now, chat := s.opt.Now(), r.number("chat_id")
	for _, key := range []int64{chat, 0} {
		c, ok := s.flood[key]
		if !ok || !now.Before(c.until) {
			delete(s.flood, key)
			continue
		}
		if now.Sub(c.since) > hammering {
			c.until = c.until.Add(time.Second)
			s.flood[key] = c
		}
		s.stats.Early++
		s.stats.Floods++
		return tooMany(c.until.Sub(now).Seconds())
	}
	wait := s.rates.wait(chat, r.weight(), now)
	if wait <= 0 {
		s.stats.Counted += r.weight()
		return nil
	}
	s.flood[chat] = closure{now, now.Add(time.Duration(math.Ceil(wait.Seconds())) * time.Second)}
	s.stats.Floods++
	return tooMany(wait.Seconds())
}

// wait counts n messages in a chat and returns zero, or how long they must wait.
func (p *pacer) wait(chat int64, n int, now time.Time) time.Duration {
	if n == 0 {
		return 0
	}
	if chat < 0 && p.rates.Group > 0 {
		if d := p.inGroup(chat, n, now); d > 0 {
			return d
		}
	}
	if chat > 0 && p.rates.Chat > 0 && p.chats[chat] == nil {
		p.chats[chat] = rate.NewLimiter(rate.Limit(p.rates.Chat), chatBurst)
	}
	for _, l := range []*rate.Limiter{p.chats[chat], p.total} {
		if l == nil || l.AllowN(now, min(n, l.Burst())) {
			continue
		}
		take := l.ReserveN(now, min(n, l.Burst()))
		d := take.DelayFrom(now)
		take.CancelAt(now)
		return max(d, time.Millisecond)
	}
	return 0
}

// inGroup counts n messages in any minute of a group: a bucket would let twice
// as many through in the first one.
func (p *pacer) inGroup(chat int64, n int, now time.Time) time.Duration {
	shown := p.groups[chat]
	for len(shown) > 0 && now.Sub(shown[0]) >= time.Minute {
		shown = shown[1:]
	}
	if over := len(shown) + n - int(p.rates.Group); over > 0 {
		p.groups[chat] = shown
		return shown[min(over, len(shown))-1].Add(time.Minute).Sub(now)
	}
	for range n {
		shown = append(shown, now)
	}
	p.groups[chat] = shown
	return 0
}

// tooMany is the answer to a flood.
func tooMany(seconds float64) *refusal {
	n := max(int(math.Ceil(seconds)), 1)
	return &refusal{Code: 429, Desc: "Too Many Requests: retry after " + strconv.Itoa(n), Retry: n}
}
