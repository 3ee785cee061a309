package main

import (
	"caunoi/bot/telegram"
	"caunoi/flows/text"
)

// menu is the list of commands a phone shows, in every language: only what
// works in this version.
func menu(texts *text.Catalog) map[string][]telegram.Command {
	list := func(l text.Lang) []telegram.Command {
		var commands []telegram.Command
		for _, name := range []string{"baocao", "khan", "viec", "kin", "huy", "trogiup"} {
			commands = append(commands, telegram.Command{Name: name, Text: texts.Say(l, "", "command."+name, nil)})
		}
		return commands
	}
	return map[string][]telegram.Command{"": list(text.Vietnamese), "vi": list(text.Vietnamese), "en": list(text.English)}
}
