package bot

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/store"
	"caunoi/store/bolt"
)

// crowd is a service at which 200 people each write as soon as they have been
// answered, polled a hundred at a time.
type crowd struct {
	events chan flows.Event
	left   chan int64
	over   chan struct{}
	pause  time.Duration // the way to the service and back
}

func newCrowd(b *testing.B, pause time.Duration) *crowd {
	const people = 200
	c := &crowd{events: make(chan flows.Event, people), left: make(chan int64, 1), over: make(chan struct{}), pause: pause}
	for i := range people {
		c.write(int64(i), fmt.Sprint(i))
	}
	c.left <- int64(b.N)
	return c
}

func (c *crowd) write(seq int64, chat string) {
	c.events <- flows.Event{
		ID: "crowd:u" + strconv.FormatInt(seq, 10), Seq: seq + 1, Kind: flows.Said, Private: true,
		By: flows.At("crowd", chat), Chat: flows.At("crowd", chat), Text: "sạt lở ở đầu bản", At: time.Now(),
	}
}

func (c *crowd) Name() string   { return "crowd" }
func (c *crowd) Limits() Limits { return Limits{Text: 4096, Buttons: true, Edits: true} }
func (c *crowd) Open(context.Context, flows.File) (io.ReadCloser, error) {
	return nil, context.Canceled
}

func (c *crowd) poll(ctx context.Context) []flows.Event {
	var batch []flows.Event
	select {
	case e := <-c.events:
		batch = append(batch, e)
	case <-ctx.Done():
		return nil
	}
	for len(batch) < 100 {
		select {
		case e := <-c.events:
			batch = append(batch, e)
		default:
			return batch
		}
	}
	return batch
}

func (c *crowd) Receive(ctx context.Context, _ string, f func(Batch) error) error {
	for ctx.Err() == nil {
		if batch := c.poll(ctx); batch != nil {
			if err := f(Batch{Events: batch, Cursor: batch[len(batch)-1].ID}); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c *crowd) Do(_ context.Context, chat string, _ flows.Act) flows.Outcome {
	if c.pause > 0 {
		time.Sleep(c.pause)
	}
	left := <-c.left - 1
	c.left <- left
	if left == 0 {
		close(c.over)
	}
	if left >= 0 {
		c.write(left+1000, chat)
	}
	return flows.Outcome{Result: flows.Done, Shown: "1"}
}

// BenchmarkAnswers is a message in and its answer out, durable, through desk,
// outbox and delivery; an op is one of them.
func BenchmarkAnswers(b *testing.B) {
	for _, pause := range []time.Duration{0, 40 * time.Millisecond} {
		b.Run(pause.String(), func(b *testing.B) {
			db, err := bolt.Open(filepath.Join(b.TempDir(), "db"), bolt.Options{Init: true})
			if err != nil {
				b.Fatal(err)
			}
			counted := &countingDB{DB: db}
			c := newCrowd(b, pause)
			o := Options{DB: counted, Desk: tinyDesk(b), Channels: []Channel{c}}
			bot := New(o)
			bot.generous()
			ctx, stop := context.WithCancel(b.Context())
			done := make(chan error)
			b.ResetTimer()
			go func() { done <- bot.Run(ctx) }()
			<-c.over
			b.StopTimer()
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "answers/s")
			b.ReportMetric(float64(b.N)/float64(counted.updates.Load()), "answers/commit")
			stop()
			if err := <-done; err != nil {
				b.Error(err)
			}
			if err := db.Close(); err != nil {
				b.Error(err)
			}
		})
	}
}

// generous lets floods in, which a crowd in a benchmark is.
func (b *Bot) generous() { b.usual = Pace{} }

// BenchmarkBareAnswers is the least a durable bot can do: one transaction for
// each poll with the answers in it, one for each heap of answers sent.
func BenchmarkBareAnswers(b *testing.B) {
	for _, pause := range []time.Duration{0, 40 * time.Millisecond} {
		b.Run(pause.String(), func(b *testing.B) {
			db, err := bolt.Open(filepath.Join(b.TempDir(), "db"), bolt.Options{Init: true})
			if err != nil {
				b.Fatal(err)
			}
			c := newCrowd(b, pause)
			ctx, stop := context.WithCancel(b.Context())
			done := make(chan error, 2)
			b.ResetTimer()
			jobs, sent := make(chan bareRow, 1024), make(chan bareRow, 1024)
			for range 128 {
				go func() {
					for r := range jobs {
						c.Do(ctx, r.chat, flows.Act{Text: r.text})
						sent <- r
					}
				}()
			}
			go func() { done <- bareReceive(ctx, c, db, jobs) }()
			go func() { done <- bareSettle(ctx, db, sent) }()
			<-c.over
			b.StopTimer()
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "answers/s")
			stop()
			for range 2 {
				if err := <-done; err != nil {
					b.Error(err)
				}
			}
			close(jobs)
			if err := db.Close(); err != nil {
				b.Error(err)
			}
		})
	}
}

type bareRow struct {
	key, chat, text string
}

func bareReceive(ctx context.Context, c *crowd, db store.DB, jobs chan<- bareRow) error {
	n := 0
	for ctx.Err() == nil {
		batch := c.poll(ctx)
		rows := make([]bareRow, len(batch))
		for i, e := range batch {
			n++
			rows[i] = bareRow{store.Key(n), e.Chat.Chat(), "re " + e.Text}
		}
		err := db.Update(context.Background(), func(tx store.Tx) {
			for _, r := range rows {
				tx.Put("out", r.key, []byte(r.text))
			}
			tx.Put("cursor", "crowd", []byte(strconv.Itoa(n)))
		})
		if err != nil {
			return err
		}
		for _, r := range rows {
			jobs <- r
		}
	}
	return nil
}

func bareSettle(ctx context.Context, db store.DB, sent <-chan bareRow) error {
	for {
		var rows []bareRow
		select {
		case r := <-sent:
			rows = append(rows, r)
		case <-ctx.Done():
			return nil
		}
		for more := true; more; {
			select {
			case r := <-sent:
				rows = append(rows, r)
			default:
				more = false
			}
		}
		err := db.Update(context.Background(), func(tx store.Tx) {
			for _, r := range rows {
				tx.Delete("out", r.key)
			}
		})
		if err != nil {
			return err
		}
	}
}
