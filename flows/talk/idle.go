package talk

import (
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

const (
	// idleAfter is how long a talk lies before its person is asked, once, what is
	// to become of it.
	idleAfter = 24 * time.Hour

	// laidFor is how long what was cancelled can be taken back (conversations
	// 0.3).
	laidFor = 24 * time.Hour
)

// timer is the id of the talk's timers.
func (k talk) timer() string { return k.Code + " " + string(k.Chat) }

// ofTimer returns the key of the talk of a timer.
func (s *Script[D]) ofTimer(id string) string {
	code, chat, _ := strings.Cut(id, " ")
	return store.Key(chat, s.Name, code)
}

// drop ends a talk without finishing it. What was answered can be taken back.
func (s *Script[D]) drop(t *flows.Turn, k talk) {
	s.end(t, k)
	if s.Dropped != nil {
		s.Dropped(t, k.Code)
		return
	}
	if !s.long() || len(k.Answers) == 0 {
		t.Reply("talk.cancelled", nil)
		return
	}
	laid.Put(t.Tx, k)
	t.Wake("talk."+s.Name+".laid", k.timer(), laidFor)
	t.Reply("talk.laid", nil, flows.Choice{Key: "talk.restore", Do: s.do(k, "laid", ".")})
}

// restore takes back what was cancelled, exactly as it was. What was begun
// since is laid aside in its place.
func (s *Script[D]) restore(t *flows.Turn, code string) {
	k, ok := laid.Get(t.Tx, s.key(t, code))
	if !ok {
		t.Reply("talk.gone", nil)
		return
	}
	laid.Delete(t.Tx, k.key())
	t.Rest("talk."+s.Name+".laid", k.timer())
	if now, there := talks.Get(t.Tx, k.key()); there && len(now.Answers) > 0 {
		laid.Put(t.Tx, now)
		t.Wake("talk."+s.Name+".laid", k.timer(), laidFor)
	}
	k.Nudged = false
	s.step(t, k)
}

// forget drops what was cancelled a day ago.
func (s *Script[D]) forget(t *flows.Turn, id string) { laid.Delete(t.Tx, s.ofTimer(id)) }

// idle comes when nothing happened in a talk for a day. Its person is asked
// once; what the person writes from then on is no answer any more, but the
// talk is kept for as long as it takes, and nothing is sent by itself.
func (s *Script[D]) idle(t *flows.Turn, id string) {
	k, ok := talks.Get(t.Tx, s.ofTimer(id))
	if !ok || k.Nudged {
		return
	}
	m, ok := flows.Members.Get(t.Tx, k.Member)
	to := m.Reader()
	if to.Chat != "" {
		to.Chat = k.Chat
	}
	t.Answered(k.Chat, "talk."+s.Name, k.Code)
	if !ok || len(k.Answers) == 0 {
		talks.Delete(t.Tx, k.key()) // nothing was written
		return
	}
	s.offer(t, to, k)
}

// offer asks what is to become of a talk that lay idle.
func (s *Script[D]) offer(t *flows.Turn, to flows.Reader, k talk) {
	k.Nudged = true
	talks.Put(t.Tx, k)
	key, choices := "talk.idle", []flows.Choice{
		{Key: "talk.idle.send", Do: s.do(k, "idle", "send")},
		{Key: "talk.idle.go", Do: s.do(k, "idle", "go")},
		{Key: "talk.drop", Do: s.do(k, "idle", "drop")},
	}
	if s.Whole {
		key, choices = "talk.idle.whole", choices[1:]
	}
	flows.AskChoice(t, to, k.Code, flows.Note{Key: key, Lane: flows.Reminder, Choices: choices}, laidFor)
}

// idlePressed does what was said to the offer. To send is to leave out what was
// not answered and to take the first choice of the summary.
func (s *Script[D]) idlePressed(t *flows.Turn, k talk, value string) {
	t.Answered(k.Chat, "choice", k.Code)
	k.Again = ""
	switch value {
	case "send":
		if s.Whole {
			s.step(t, k)
			return
		}
		for _, q := range s.Questions {
			switch {
			case q.sums():
				k.give(answer{To: q.Name, Given: Given{Text: q.Pick[0].Value}}, true)
			case !k.has(q.Name):
				k.give(answer{To: q.Name, Skipped: true}, true)
			default:
				k.close(q.Name)
			}
		}
		s.step(t, k)
	case "go":
		k.Nudged = false
		s.step(t, k)
	default:
		s.drop(t, k)
	}
}

// has reports whether a question has an answer.
func (k talk) has(name string) bool {
	for _, a := range k.Answers {
		if a.To == name {
			return true
		}
	}
	return false
}
