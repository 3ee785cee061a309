package fake

import (
	"encoding/json"
	"regexp"
	"strconv"
	"unicode/utf8"
)

// setCommands sets the menu of commands of a scope and a language (A10).
func (s *Server) setCommands(r *request) (any, *refusal) {
	var list []struct{ Command, Description string }
	if err := json.Unmarshal([]byte(r.values["commands"]), &list); err != nil || len(list) > 100 {
		return nil, bad("too many commands specified")
	}
	for _, c := range list {
		if !commandName.MatchString(c.Command) {
			return nil, bad("BOT_COMMAND_INVALID")
		}
		if n := utf8.RuneCountInString(c.Description); n < 1 || n > 256 {
			return nil, bad("BOT_COMMAND_DESCRIPTION_INVALID")
		}
	}
	scope, refused := s.scope(r.values["scope"])
	if refused != nil {
		return nil, refused
	}
	s.commands[scope+r.values["language_code"]] = r.values["commands"]
	return true, nil
}

// commandName is what a command may be called.
var commandName = regexp.MustCompile(`^[a-z0-9_]{1,32}$`)

// scope returns the key of a scope, "" for the default one. It fails if the
// chat is not known.
func (s *Server) scope(text string) (string, *refusal) {
	if text == "" {
		return "", nil
	}
	var p struct {
		Type string
		Chat int64 `json:"chat_id"`
	}
	if err := json.Unmarshal([]byte(text), &p); err != nil {
		return "", bad("scope")
	}
	if p.Chat != 0 && (s.chats[p.Chat] == nil || !s.chats[p.Chat].started) {
		return "", refuse(400, "Bad Request: chat not found")
	}
	switch p.Type {
	case "default":
		return "", nil
	case "chat", "chat_administrators":
		return p.Type + " " + strconv.FormatInt(p.Chat, 10) + " ", nil
	}
	return p.Type + " ", nil
}

// Commands returns the menu of commands that was set for everybody in a
// language, as JSON.
func (s *Server) Commands(lang string) string { return s.CommandsIn("", lang) }

// CommandsIn returns the menu of a scope, "chat 7" or "all_group_chats", in a
// language, as JSON.
func (s *Server) CommandsIn(scope, lang string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if scope != "" {
		scope += " "
	}
	return s.commands[scope+lang]
}
