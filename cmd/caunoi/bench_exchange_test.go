package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"strconv"
	"sync"
	"time"
)

// An exchange is the least Telegram there can be, and so fast that it is never
// what a benchmark waits for: it hands out updates by the rules of getUpdates,
// takes every other call, and notes when each person was answered. It serves
// one bot from its start to its end.
type exchange struct {
	ln net.Listener

	mu      sync.Mutex
	waiting []posted      // not confirmed yet, oldest first
	flush   chan struct{} // holds a token when something waits
	asked   map[string]time.Time
	next    int   // who writes next
	last    int64 // the id of the newest update
	sent    int64 // messages of the bot
	mode    crowdMode
	notes   exchangeNotes
	polled  chan struct{} // closed at the first poll
	done    chan struct{} // closed when all that is counted was answered
}

// A posted message is an update that was not confirmed yet.
type posted struct {
	id   int64
	data []byte
}

// A crowdMode is what the people at an exchange do.
type crowdMode struct {
	People int // how many there are; each writes when it is its turn
	Chats  int // how many write at once, the next one when one was answered; 0 if Rate is set
	Rate   int // messages a second, whatever was answered
	Warm   int // answers that are not counted, at first
	Count  int // answers that are
}

// exchangeNotes is what an exchange saw.
type exchangeNotes struct {
	Seconds     float64         `json:"seconds"` // from the last uncounted answer to the last counted one
	Waits       []time.Duration `json:"waits"`   // from a message to its answer, of the counted ones
	Polls       int             `json:"polls"`   // that brought something
	Connections int             `json:"connections"`
	Extra       int             `json:"extra"` // messages that nobody waited for

	answers int
	began   time.Time
}

// newExchange opens an exchange. Nobody writes yet.
func newExchange() (*exchange, error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	x := &exchange{
		ln: ln, flush: make(chan struct{}, 1), asked: map[string]time.Time{}, polled: make(chan struct{}), done: make(chan struct{}),
	}
	go x.accept()
	return x, nil
}

func (x *exchange) url() string { return "http://" + x.ln.Addr().String() }

// accept takes connections until the exchange is closed.
func (x *exchange) accept() {
	for {
		c, err := x.ln.Accept()
		if err != nil {
			return
		}
		go func() {
			defer c.Close()
			_ = x.serve(c) // a bot that went away is no matter
		}()
	}
}

// serve answers the calls over one connection.
func (x *exchange) serve(c net.Conn) error {
	r := bufio.NewReaderSize(c, 32<<10)
	for first := true; ; first = false {
		path, body, err := readCall(r)
		if err != nil {
			return err
		}
		control := bytes.HasPrefix(path, []byte("/control/"))
		if first && !control {
			x.mu.Lock()
			x.notes.Connections++
			x.mu.Unlock()
		}
		var answer []byte
		if control {
			answer, err = x.control(body)
		} else {
			answer, err = x.call(path[bytes.LastIndexByte(path, '/')+1:], body)
		}
		if err != nil {
			return err
		}
		head := fmt.Appendf(nil, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n", len(answer))
		if _, err := c.Write(append(head, answer...)); err != nil {
			return err
		}
	}
}

// readCall reads one request: its path and its body. It knows no more of HTTP
// than the clients here use.
func readCall(r *bufio.Reader) (path, body []byte, err error) {
	line, err := r.ReadSlice('\n')
	if err != nil {
		return nil, nil, err
	}
	words := bytes.Fields(line)
	if len(words) != 3 {
		return nil, nil, errors.New("not a request")
	}
	path = bytes.Clone(words[1])
	size := 0
	for {
		line, err = r.ReadSlice('\n')
		if err != nil {
			return nil, nil, err
		}
		if len(line) <= 2 {
			break
		}
		if name, value, _ := bytes.Cut(line, []byte(":")); bytes.EqualFold(name, []byte("Content-Length")) {
			if size, err = strconv.Atoi(string(bytes.TrimSpace(value))); err != nil {
				return nil, nil, err
			}
		}
	}
	body = make([]byte, size)
	_, err = io.ReadFull(r, body)
	return path, body, err
}

// call carries out a call of the bot.
func (x *exchange) call(method, body []byte) ([]byte, error) {
	switch string(method) {
	case "getUpdates":
		offset, _ := strconv.ParseInt(formField(body, "offset"), 10, 64) // none is zero
		return x.poll(offset), nil
	case "sendMessage", "editMessageText":
		return x.answered(formField(body, "chat_id")), nil
	case "getMe":
		return []byte(`{"ok":true,"result":{"id":7,"is_bot":true,"first_name":"Cau Noi","username":"CauNoiBot"}}`), nil
	}
	return []byte(`{"ok":true,"result":true}`), nil
}

// formField reads one field of a form whose value needs no decoding.
func formField(form []byte, name string) string {
	for part := range bytes.SplitSeq(form, []byte("&")) {
		if key, value, _ := bytes.Cut(part, []byte("=")); string(key) == name {
			return string(value)
		}
	}
	return ""
}

// poll confirms what is below the offset and hands out what waits, when
// something does.
func (x *exchange) poll(offset int64) []byte {
	for {
		x.mu.Lock()
		select {
		case <-x.polled:
		default:
			close(x.polled)
		}
		for len(x.waiting) > 0 && x.waiting[0].id < offset {
			x.waiting = x.waiting[1:]
		}
		if n := min(len(x.waiting), 100); n > 0 {
			x.notes.Polls++
			answer := []byte(`{"ok":true,"result":[`)
			for i, m := range x.waiting[:n] {
				if i > 0 {
					answer = append(answer, ',')
				}
				answer = append(answer, m.data...)
			}
			x.mu.Unlock()
			return append(answer, "]}"...)
		}
		x.mu.Unlock()
		<-x.flush
	}
}

// write lets the next person write a report. The lock is held.
func (x *exchange) write() {
	x.last++
	chat := firstPerson + x.next
	x.next = (x.next + 1) % x.mode.People
	words := quickReports[x.last%int64(len(quickReports))]
	// The date lies before every answer, so that no report joins an earlier one.
	x.waiting = append(x.waiting, posted{x.last, fmt.Appendf(nil,
		`{"update_id":%d,"message":{"message_id":%d,"from":{"id":%d,"is_bot":false,"first_name":"Mẫu An","language_code":"vi"},`+
			`"chat":{"id":%d,"first_name":"Mẫu An","type":"private"},"date":1790000000,"text":"`+words+`"}}`,
		x.last, x.last, chat, chat, x.last)})
	x.asked[strconv.Itoa(chat)] = time.Now()
	select {
	case x.flush <- struct{}{}:
	default:
	}
}

// answered notes that a message arrived in a chat.
func (x *exchange) answered(chat string) []byte {
	now := time.Now()
	x.mu.Lock()
	defer x.mu.Unlock()
	x.sent++
	at, ok := x.asked[chat]
	if !ok {
		x.notes.Extra++
	} else {
		delete(x.asked, chat)
		x.count(now, now.Sub(at))
	}
	return fmt.Appendf(nil, `{"ok":true,"result":{"message_id":%d,"from":{"id":7,"is_bot":true,"first_name":"Cau Noi","username":"CauNoiBot"},`+
		`"chat":{"id":%s,"first_name":"Mẫu An","type":"private"},"date":1790000001,"text":"x"}}`, 1_000_000+x.sent, chat)
}

// count counts an answer, and lets the next person write if that is the mode.
// The lock is held.
func (x *exchange) count(now time.Time, wait time.Duration) {
	n := &x.notes
	n.answers++
	switch all := x.mode.Warm + x.mode.Count; {
	case n.answers == x.mode.Warm:
		n.began = now
	case n.answers > x.mode.Warm && n.answers <= all:
		n.Waits = append(n.Waits, wait)
		if n.answers == all {
			n.Seconds = now.Sub(n.began).Seconds()
			close(x.done)
		}
	}
	if x.mode.Rate == 0 && n.answers+len(x.asked) < x.mode.Warm+x.mode.Count {
		x.write()
	}
}

// control lets people write as a mode says, and returns what was seen once all
// were answered.
func (x *exchange) control(body []byte) ([]byte, error) {
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return nil, err
	}
	var m crowdMode
	if err := json.Unmarshal([]byte(form.Get("mode")), &m); err != nil {
		return nil, err
	}
	x.begin(m)
	<-x.done
	x.mu.Lock()
	defer x.mu.Unlock()
	return json.Marshal(x.notes)
}

// begin lets people write as a mode says, once the bot has polled: those of a
// crowd their first message, and of a rate all of them.
func (x *exchange) begin(m crowdMode) {
	<-x.polled
	x.mu.Lock()
	x.mode, x.notes.began = m, time.Now()
	x.last = 1000
	for range min(m.Chats, m.Warm+m.Count) {
		x.write()
	}
	x.mu.Unlock()
	for start, i := time.Now(), 0; i < m.Warm+m.Count && m.Rate > 0; i++ {
		time.Sleep(time.Until(start.Add(time.Duration(i) * time.Second / time.Duration(m.Rate))))
		x.mu.Lock()
		x.write()
		x.mu.Unlock()
	}
}
