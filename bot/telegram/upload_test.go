package telegram_test

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"caunoi/bot/telegram"
	"caunoi/bot/telegram/fake"
	"caunoi/flows"
)

// sheets is a channel that has files of its own, whose bytes are what said says.
func sheets(t *testing.T, s *fake.Server, said func(f flows.File) string) *telegram.Channel {
	t.Helper()
	c, err := telegram.New(telegram.Options{Token: s.Token(), API: s.URL, Local: func(f flows.File) (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader(said(f))), nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// files are the files that stand in a chat, as the service calls them.
func files(s *fake.Server, chats ...int64) map[string]int {
	ids := map[string]int{}
	for _, chat := range chats {
		for _, m := range s.Seen(chat) {
			for _, f := range m.Files {
				ids[f.ID]++
			}
		}
	}
	return ids
}

// TestOneUploadForMany: a sheet for two hundred chats, all at once, is handed over
// once. What has other bytes, another name or is another kind is another file.
func TestOneUploadForMany(t *testing.T) {
	s := serve(t, fake.Options{Latency: 50 * time.Millisecond})
	var chats []int64
	for i := range 200 {
		chats = append(chats, int64(1000+i))
		s.Person(chats[i], "An")
	}
	c := sheets(t, s, func(f flows.File) string { return "bytes of " + f.Ref })
	sheet := []flows.File{{Kind: flows.Document, Ref: "sheet", Name: "cv12.pdf"}, {Kind: flows.Document, Ref: "sheet", Name: "cv12.pdf"}, {Kind: flows.Document, Ref: "list", Name: "list.xlsx"}}
	var wg sync.WaitGroup
	for _, chat := range chats {
		wg.Go(func() {
			if o := c.Do(t.Context(), fmt.Sprint(chat), flows.Act{Files: sheet}); o.Result != flows.Done {
				t.Errorf("ended as %+v", o)
			}
		})
	}
	wg.Wait()
	if ids := files(s, chats...); len(ids) > 3 || s.Stats().Calls["sendMediaGroup"] != 200 { // the first message has the same file twice
		t.Errorf("200 messages with two files handed over %d: %v", len(ids), ids)
	}
	s.Person(7, "An")
	for _, f := range []flows.File{
		{Kind: flows.Document, Ref: "list", Name: "list.xlsx"}, {Kind: flows.Document, Ref: "other", Name: "list.xlsx"},
		{Kind: flows.Document, Ref: "list", Name: "danh-sach.xlsx"}, {Kind: flows.Photo, Ref: "list", Name: "list.xlsx"},
	} {
		c.Do(t.Context(), "7", flows.Act{Files: []flows.File{f}})
	}
	if ids := files(s, 7); len(ids) != 4 {
		t.Errorf("four different files are %v", ids)
	}
}

// TestUploadThatTakesLong: who waits for the upload of another gives the place
// back, and has the file named afterwards.
func TestUploadThatTakesLong(t *testing.T) {
	s := serve(t, fake.Options{Latency: 1500 * time.Millisecond})
	s.Person(7, "An")
	s.Person(8, "Bình")
	c := sheets(t, s, func(flows.File) string { return "bytes" })
	act := flows.Act{Files: []flows.File{{Kind: flows.Document, Ref: "sheet", Name: "cv12.pdf"}}}
	var wg sync.WaitGroup
	var idle atomic.Int32
	for _, chat := range []string{"7", "8"} {
		wg.Go(func() {
			o := c.Do(t.Context(), chat, act)
			for ; o.Result == flows.Later && o.Idle; o = c.Do(t.Context(), chat, act) {
				idle.Add(1)
			}
			if o.Result != flows.Done {
				t.Errorf("ended as %+v", o)
			}
		})
	}
	wg.Wait()
	if ids := files(s, 7, 8); len(ids) != 1 || idle.Load() == 0 {
		t.Errorf("handed over %v after %d refusals to wait; want one file, and some", ids, idle.Load())
	}
}

// TestUploadThatFails: the next one hands it over; and a file that the service has
// lost is handed over again.
func TestUploadThatFails(t *testing.T) {
	s := serve(t, fake.Options{})
	s.Person(7, "An")
	c := sheets(t, s, func(flows.File) string { return "bytes" })
	act := flows.Act{Files: []flows.File{{Kind: flows.Document, Ref: "sheet", Name: "cv12.pdf"}}}
	for _, x := range []struct {
		fault *fake.Fault
		want  flows.Result
		files int // that the service was handed in all
	}{
		{&fake.Fault{Kind: "error", Code: 500, Description: "Internal Server Error"}, flows.Later, 0},
		{nil, flows.Done, 1},
		{nil, flows.Done, 1},
		{&fake.Fault{Kind: "error", Code: 400, Description: "Bad Request: wrong file identifier/HTTP URL specified"}, flows.Done, 2},
		{nil, flows.Done, 2},
	} {
		if x.fault != nil {
			s.Fault(*x.fault)
		}
		if o := c.Do(t.Context(), "7", act); o.Result != x.want {
			t.Errorf("ended as %+v, want %d", o, x.want)
		}
		if ids := files(s, 7); len(ids) != x.files {
			t.Errorf("handed over: %v, want %d", ids, x.files)
		}
	}
}
