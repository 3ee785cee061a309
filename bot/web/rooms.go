package web

import (
	"slices"
	"sort"
	"strconv"
	"sync"
)

// A room is one chat: what happened in it, in order, and which messages stand
// in it.
type room struct {
	past    []entry
	bots    map[string]entry // messages the bot showed, as they stand now
	persons map[string]bool  // ids of messages the person sent
	shut    bool             // the person has blocked the bot
}

// rooms holds all chats and tells the streams when something happens in them.
// It is safe for use by several goroutines.
type rooms struct {
	mu     sync.Mutex
	book   *journal
	last   int64 // number of the last entry
	byChat map[string]*room
	ears   map[chan struct{}][]string // who listens to which chats
}

// newRooms fills the rooms with what the journal holds.
func newRooms(book *journal, past []entry) *rooms {
	r := &rooms{book: book, byChat: map[string]*room{}, ears: map[chan struct{}][]string{}}
	for _, e := range past {
		r.last = max(r.last, e.N)
		r.room(e.Chat).add(e)
	}
	return r
}

// room returns the room of a chat. The caller holds mu or is alone.
func (r *rooms) room(chat string) *room {
	m, ok := r.byChat[chat]
	if !ok {
		m = &room{bots: map[string]entry{}, persons: map[string]bool{}}
		r.byChat[chat] = m
	}
	return m
}

// add puts an entry at the end of a room.
func (m *room) add(e entry) {
	m.past = append(m.past, e)
	switch e.Deed {
	case showed, redrew:
		m.bots[e.ID] = e
	case erased:
		delete(m.bots, e.ID)
	case said:
		m.persons[e.ID] = true
	case blocked, opened:
		m.shut = e.Deed == blocked
	}
}

// write numbers entries, puts them into the journal and then into their
// rooms, and wakes who listens there. A message gets its id here.
func (r *rooms) write(entries ...entry) ([]entry, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	n := r.last
	for i := range entries {
		n++
		entries[i].N = n
		switch entries[i].Deed {
		case showed:
			entries[i].ID = "b" + strconv.FormatInt(n, 10)
		case said:
			entries[i].ID = "u" + strconv.FormatInt(n, 10)
		}
	}
	if err := r.book.append(entries); err != nil {
		return nil, err
	}
	r.last = n
	for _, e := range entries {
		r.room(e.Chat).add(e)
		for ear, chats := range r.ears {
			if slices.Contains(chats, e.Chat) {
				nudge(ear)
			}
		}
	}
	return entries, nil
}

// since returns what happened in the chats after entry n, in order.
func (r *rooms) since(chats []string, n int64) []entry {
	r.mu.Lock()
	defer r.mu.Unlock()
	var news []entry
	for _, chat := range chats {
		m, ok := r.byChat[chat]
		if !ok {
			continue
		}
		i := sort.Search(len(m.past), func(i int) bool { return m.past[i].N > n })
		news = append(news, m.past[i:]...)
	}
	slices.SortFunc(news, func(a, b entry) int { return int(a.N - b.N) })
	return news
}

// all returns everything that ever happened, in order.
func (r *rooms) all() []entry {
	r.mu.Lock()
	var chats []string
	for chat := range r.byChat {
		chats = append(chats, chat)
	}
	r.mu.Unlock()
	return r.since(chats, 0)
}

// shown returns a message of the bot as it stands now.
func (r *rooms) shown(chat, id string) (entry, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	e, ok := r.room(chat).bots[id]
	return e, ok
}

// wrote reports whether the person of a chat sent the message.
func (r *rooms) wrote(chat, id string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.room(chat).persons[id]
}

// closed reports whether the person has closed the chat to the bot.
func (r *rooms) closed(chat string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.room(chat).shut
}

// after makes the numbers go on after n, if they have not come so far.
func (r *rooms) after(n int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.last = max(r.last, n)
}

// listen returns a channel that is nudged when something happens in one of the
// chats. hush ends it.
func (r *rooms) listen(chats []string) (ear chan struct{}, hush func()) {
	ear = make(chan struct{}, 1)
	r.mu.Lock()
	r.ears[ear] = chats
	r.mu.Unlock()
	return ear, func() {
		r.mu.Lock()
		delete(r.ears, ear)
		r.mu.Unlock()
	}
}

// nudgeAll wakes every listener, for what happens in no room.
func (r *rooms) nudgeAll() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for ear := range r.ears {
		nudge(ear)
	}
}

func (r *rooms) close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.book.close()
}

// nudge wakes a listener without waiting for it: one that is awake already
// will look again anyway.
func nudge(ear chan struct{}) {
	select {
	case ear <- struct{}{}:
	default:
	}
}
