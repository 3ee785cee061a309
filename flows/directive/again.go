package directive

import (
	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/store"
)

// A Retry is a directive on its way once more to those who could not be reached:
// the receiver from which it goes on, and the last; 0 is that it does not.
type Retry struct {
	Next int64 `cbor:"1,keyasint,omitempty"`
	To   int64 `cbor:"2,keyasint,omitempty"`
}

// Again sends a directive once more to those who could not be reached.
func Again(t *flows.Turn, args []string) {
	d, ok := manageable(t, args)
	if !ok {
		return
	}
	if d.State != Sent && d.State != Sending {
		said(t, d)
		return
	}
	failed := TallyOf(t.Tx, d.Number).Failed
	d.Retry = Retry{Next: 1, To: d.Count}
	said := text.Args{"n": d.Number, "count": d.retry(t)}
	key := "directive.again"
	switch {
	case d.Retry.To > 0:
		key, said["count"] = "directive.again.many", failed
	case said["count"] == 0:
		t.Reply("directive.again.nobody", text.Args{"n": d.Number}, flows.Choice{Key: "directive.button.list", Do: "cdds " + d.Code()})
		return
	}
	d.State, d.Late = Sending, d.Overdue(t.Event.At)
	d.note(t, "sent again", "")
	t.Wake(SendTimer, d.Code(), 0)
	Directives.Put(t.Tx, d)
	t.Reply(key, said)
	Board(t, d)
}

// retry lets the next of those who failed wait again, as far as they can be reached
// now, and returns how many do.
func (d *Directive) retry(t *flows.Turn) (n int) {
	if d.Retry.To == 0 {
		return 0
	}
	var failed []Receiver
	from, to := store.Key(d.Number, uint8(Failed), d.Retry.Next), store.Key(d.Number, uint8(Failed), d.Retry.To+1)
	for _, r := range Receivers.By(t.Tx, "state", from, to) {
		if failed = append(failed, r); len(failed) == atATime {
			break
		}
	}
	for _, r := range failed {
		d.Retry.Next = r.N + 1
		if r.Member == "" && r.Group == "" {
			n += d.found(t, r)
			continue
		}
		if _, why := r.reader(t); why != "" {
			n += d.instead(t, r)
			continue
		}
		r.State, r.Tries = Waits, 0
		Receivers.Put(t.Tx, r)
		n++
	}
	if len(failed) < atATime {
		d.Retry = Retry{}
	}
	return n
}
