package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// pulse is how often a stream says what time it is, which also keeps the line
// open and tells a browser that it is.
const pulse = 15 * time.Second

// stream sends what happened in the chats that are asked for, and then what
// happens, as server-sent events. A page that was cut off names the last one
// it had and is sent only what came after.
func (c *Channel) stream(w http.ResponseWriter, r *http.Request) {
	chats := r.URL.Query()["chat"]
	if len(chats) == 0 || len(chats) > 8 {
		refuse(w, http.StatusBadRequest, "chat")
		return
	}
	for _, chat := range chats {
		if _, known := c.person(chat); !known {
			refuse(w, http.StatusNotFound, "chat")
			return
		}
	}
	last, _ := strconv.ParseInt(r.Header.Get("Last-Event-ID"), 10, 64) // none or nonsense: from the beginning
	w.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
	ear, hush := c.rooms.listen(chats)
	defer hush()
	beat := time.NewTicker(pulse)
	defer beat.Stop()
	out := http.NewResponseController(w)
	for first := true; ; first = false {
		news := c.rooms.since(chats, last)
		if err := c.tell(w, news, first); err != nil {
			return
		}
		if len(news) > 0 {
			last = news[len(news)-1].N
		}
		if err := out.Flush(); err != nil {
			return
		}
		select {
		case <-ear:
		case <-beat.C:
		case <-r.Context().Done():
			return
		case <-c.desk.shut:
			return
		}
	}
}

// tell writes entries to a stream, then the time. After the backlog it says
// so: what comes later is news, and the page may draw attention to it.
func (c *Channel) tell(w http.ResponseWriter, news []entry, first bool) error {
	var b bytes.Buffer
	for _, e := range news {
		data, err := json.Marshal(e)
		if err != nil {
			return err
		}
		fmt.Fprintf(&b, "id: %d\ndata: %s\n\n", e.N, data)
	}
	if first {
		b.WriteString("event: ready\ndata: {}\n\n")
	}
	fmt.Fprintf(&b, "event: clock\ndata: {\"now\":%q}\n\n", c.now().Format(time.RFC3339Nano))
	_, err := w.Write(b.Bytes())
	return err
}
