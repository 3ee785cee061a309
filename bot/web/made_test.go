package web

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"caunoi/flows"
)

// TestMadeFile: a file that the bot makes is made when the page asks for it,
// lies nowhere, and cannot be had any more once there is nothing to make it of.
func TestMadeFile(t *testing.T) {
	what, gone := "họ tên: An", false
	p := open(t, Options{Dir: t.TempDir(), Stage: Stage{Person: func(string) (Person, bool) { return Person{}, true }},
		Local: func(flows.File) (io.ReadCloser, error) {
			if gone {
				return nil, errors.New("erased")
			}
			return io.NopCloser(strings.NewReader(what)), nil
		}})
	file := flows.Made("privacy.copy", "du-lieu.txt", "m1", "1795000000")
	if o := p.ch.Do(t.Context(), "an", flows.Act{Text: "bản sao", Files: []flows.File{file}}); o.Result != flows.Done {
		t.Fatalf("the file was not shown: %+v", o)
	}
	get := func() *httptest.ResponseRecorder {
		return p.serve(httptest.NewRequest(http.MethodGet, "http://127.0.0.1:8088/api/file/"+url.PathEscape(file.Ref), nil))
	}
	if w := get(); w.Code != http.StatusOK || w.Body.String() != what || w.Header().Get("Content-Disposition") != "attachment" {
		t.Errorf("got %d, %q as %q; want what is stored, as a download", w.Code, w.Body, w.Header().Get("Content-Disposition"))
	}
	what = "họ tên: Ân"
	if w := get(); w.Body.String() != what {
		t.Errorf("got %q after a correction; want it as it is now", w.Body)
	}
	gone = true
	if w := get(); w.Code != http.StatusNotFound {
		t.Errorf("got %d for somebody who was erased; want 404", w.Code)
	}
	for _, e := range p.ch.rooms.since([]string{"an"}, 0) {
		if strings.Contains(e.Text, "họ tên") {
			t.Error("what is in the file is in the journal")
		}
	}
}
