package fake

import "slices"

// A T is the test that a fake belongs to, as package testing has it.
type T interface {
	Helper()
	Cleanup(f func())
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// Test starts a Server that belongs to a test. It is closed at the end of it,
// and each request that the Bot API does not know or allow, or that this bot
// does not make, fails the test, unless the test took it back with Forgive.
func Test(t T, o Options) *Server {
	t.Helper()
	s, err := New(o)
	if err != nil {
		t.Fatalf("start the fake Telegram: %v", err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close the fake Telegram: %v", err)
		}
		for _, v := range s.Forgive() {
			t.Errorf("an unexpected request: %s", v)
		}
	})
	return s
}

// Forgive returns the violations so far and forgets them: for a test that makes
// some on purpose.
func (s *Server) Forgive() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	was := s.violations
	s.violations = nil
	return was
}

// uses reports whether this bot has a use for a method. Any other that is
// called is a mistake, though the Bot API may well know it.
func uses(method string) bool {
	return slices.Contains([]string{
		"getMe", "getUpdates", "deleteWebhook", "getWebhookInfo", "setMyCommands", "answerCallbackQuery", "getFile", "leaveChat",
		"sendMessage", "editMessageText", "editMessageCaption", "editMessageReplyMarkup", "deleteMessage", "deleteMessages", "sendMediaGroup",
		"sendPhoto", "sendVoice", "sendVideo", "sendDocument", "sendSticker", "sendAudio",
	}, method)
}
