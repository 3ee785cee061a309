package telegram

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestLook tells what Telegram says, and of a failure why, without the token.
func TestLook(t *testing.T) {
	answer := map[string]string{}
	code := 200
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(code)
		_, method, _ := strings.Cut(r.URL.Path[1:], "/")
		_, _ = w.Write([]byte(answer[method]))
	}))
	defer server.Close()
	c, err := New(Options{Token: "1:CANARY", API: server.URL})
	if err != nil {
		t.Fatal(err)
	}
	answer["getMe"] = `{"ok":true,"result":{"id":1,"username":"MauBot","can_read_all_group_messages":true}}`
	answer["getWebhookInfo"] = `{"ok":true,"result":{"url":"https://example.org/hook/CANARY","pending_update_count":3}}`
	if s, err := c.Look(t.Context()); err != nil || s != (Sight{"MauBot", true, "example.org", 3}) {
		t.Errorf("looked and saw %+v: %v", s, err)
	}
	answer["getWebhookInfo"] = `{"ok":true,"result":{"url":""}}`
	if s, err := c.Look(t.Context()); err != nil || s.Webhook != "" {
		t.Errorf("without a webhook it saw %+v: %v", s, err)
	}
	answer["getMe"] = `<html>`
	if _, err := c.Look(t.Context()); err == nil || errors.Is(err, ErrToken) || strings.Contains(err.Error(), "CANARY") {
		t.Errorf("of a page that is no Bot API: %v", err)
	}
	for _, code = range []int{401, 404} {
		answer["getMe"] = `{"ok":false,"error_code":401,"description":"Unauthorized"}`
		if code == 404 {
			answer["getMe"] = `{"ok":false,"error_code":404,"description":"Not Found"}`
		}
		if _, err := c.Look(t.Context()); !errors.Is(err, ErrToken) {
			t.Errorf("of a refused token, %d: %v", code, err)
		}
	}
	server.Close()
	if _, err := c.Look(t.Context()); err == nil || strings.Contains(err.Error(), "CANARY") {
		t.Errorf("of nobody there: %v", err)
	}
}
