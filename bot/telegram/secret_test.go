package telegram_test

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"

	"caunoi/bot"
	"caunoi/bot/telegram"
	"caunoi/bot/telegram/fake"
	"caunoi/flows"
)

// TestSecretInErrors looks for the token in everything that goes wrong (T4, T17).
func TestSecretInErrors(t *testing.T) {
	photo := flows.File{Kind: flows.Photo, Channel: "telegram", Ref: "photo-1"}
	for _, token := range []string{canary, "1:" + canary + " ", "1:" + canary + "\n", "1:" + canary + "/%2f", canary + ":1", "x:" + canary} {
		if _, err := telegram.New(telegram.Options{Token: token}); err == nil || strings.Contains(err.Error(), canary) {
			t.Errorf("new: %v", err)
		}
	}
	for _, api := range []string{"ftp://x", "http://", "://", "http://u:" + canary + "@[x", "http://x/%zz", "x"} {
		if _, err := telegram.New(telegram.Options{Token: "1:" + canary, API: api}); err == nil || strings.Contains(err.Error(), canary) {
			t.Errorf("new with %q: %v", api, err)
		}
	}
	// An address where nobody is, one that cannot be, and one that speaks
	// another language.
	for _, api := range []string{"http://127.0.0.1:1", "http://nobody.invalid", "https://127.0.0.1:1"} {
		log := &notebook{}
		c, err := telegram.New(telegram.Options{Token: "1:" + canary, API: api, Log: slog.New(slog.NewTextHandler(log, nil))})
		if err != nil {
			t.Fatal(err)
		}
		o := c.Do(t.Context(), "7", flows.Act{Text: "a"})
		_, err = c.Open(t.Context(), photo)
		if o.Result != flows.Later || err == nil || strings.Contains(fmt.Sprintf("%+v %+v %#v %s", o, err, err, log), canary) {
			t.Errorf("%s: %+v, %v", api, o, err)
		}
	}
}

// TestSecretInFetches looks for the token in the errors of a file on its way.
func TestSecretInFetches(t *testing.T) {
	s := serve(t, fake.Options{})
	s.Person(7, "An").Photo("")
	c := channel(t, s, &notebook{})
	ref := s.Log()[0].Files[0].ID
	for _, kind := range []string{"502", "drop", "cut", "lose"} {
		s.Fault(fake.Fault{Kind: kind, Method: "getFile"})
		if _, err := c.Open(t.Context(), flows.File{Channel: "telegram", Ref: ref}); err == nil || strings.Contains(err.Error(), canary) {
			t.Errorf("%s: %v", kind, err)
		}
	}
}

// TestConnections sends much at once and opens no connection for each call.
func TestConnections(t *testing.T) {
	s := serve(t, fake.Options{})
	c := channel(t, s, &notebook{})
	const senders, each = 128, 40
	var wg sync.WaitGroup
	for i := range senders {
		s.Person(int64(1000+i), "An")
		wg.Go(func() {
			for range each {
				if o := c.Do(t.Context(), fmt.Sprint(1000+i), flows.Act{Text: "tin"}); o.Result != flows.Done {
					t.Errorf("ended as %+v", o)
				}
			}
		})
	}
	wg.Wait()
	if got := s.Stats(); got.Connections > senders+10 || got.Calls["sendMessage"] != senders*each {
		t.Errorf("%d connections for %d calls", got.Connections, got.Calls["sendMessage"])
	}
}

// BenchmarkDo sends texts, as many at once as deliver does.
func BenchmarkDo(b *testing.B) {
	s := fake.Test(b, fake.Options{})
	s.Person(7, "An")
	c, err := telegram.New(telegram.Options{Token: s.Token(), API: s.URL})
	if err != nil {
		b.Fatal(err)
	}
	b.SetParallelism(64)
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if o := c.Do(b.Context(), "7", flows.Act{Text: "Đã ghi 2611-42", Buttons: []flows.Button{{Label: "Có", Do: "co"}}}); o.Result != flows.Done {
				b.Fatalf("ended as %+v", o)
			}
		}
	})
	b.ReportMetric(float64(s.Stats().Connections), "connections")
}

// BenchmarkReceive takes in texts that wait.
func BenchmarkReceive(b *testing.B) {
	s := fake.Test(b, fake.Options{})
	an := s.Person(7, "An")
	for range b.N {
		an.Say("khẩn sạt lở ở đầu bản")
	}
	c, err := telegram.New(telegram.Options{Token: s.Token(), API: s.URL})
	if err != nil {
		b.Fatal(err)
	}
	left := b.N
	b.ReportAllocs()
	b.ResetTimer()
	ctx, cancel := context.WithCancel(b.Context())
	defer cancel()
	if err := c.Receive(ctx, "", func(x bot.Batch) error {
		if left -= len(x.Events); left <= 0 {
			cancel()
		}
		return nil
	}); err != nil {
		b.Fatal(err)
	}
}
