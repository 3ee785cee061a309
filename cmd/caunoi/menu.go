package main

import (
	"slices"

	"caunoi/bot/telegram"
	"caunoi/flows"
	"caunoi/flows/text"
)

// entries are the commands a menu may show, in their order, and who sees them:
// who holds one of the roles, or everybody. One that another version brings is
// in no menu before.
var entries = [...]struct {
	name  string
	roles []flows.Role
}{
	{"baocao", nil}, {"khan", nil}, {"viec", nil}, {"kin", nil}, {"huy", nil}, {"caidat", nil}, {"dulieu", nil},
	{"truc", nil},
	{"khongmoi", []flows.Role{flows.Head, flows.Deputy, flows.Secretary}},
	{"solieu", []flows.Role{flows.Head, flows.Deputy, flows.Secretary, flows.Coordinator}},
	{"ketqua", []flows.Role{flows.Plain, flows.Secretary, flows.Deputy, flows.Head, flows.Coordinator}},
	{"bieu", []flows.Role{flows.Plain, flows.Secretary, flows.Deputy, flows.Head, flows.Coordinator, flows.Leader, flows.Admin}},
	{"nghi", []flows.Role{flows.Charge, flows.StandIn, flows.Duty, flows.Coordinator, flows.Leader, flows.Admin}},
	{"nhom", []flows.Role{flows.Head, flows.Admin}},
	{"dientap", []flows.Role{flows.Duty, flows.Coordinator, flows.Leader, flows.Admin}},
	{"chidao", []flows.Role{flows.Leader, flows.Admin}},
	{"nhac", []flows.Role{flows.Leader, flows.Admin}},
	{"mohinh", []flows.Role{flows.Plain, flows.Secretary, flows.Deputy, flows.Head, flows.Charge, flows.StandIn, flows.Duty, flows.Coordinator, flows.Leader, flows.Admin}},
	{"dieuphoi", []flows.Role{flows.Coordinator, flows.Leader, flows.Duty, flows.Admin}},
	{"thongke", []flows.Role{flows.Head, flows.Charge, flows.Duty, flows.Coordinator, flows.Leader, flows.Admin}},
	{"quantri", []flows.Role{flows.Admin}},
	{"trogiup", nil},
}

// inGroups are the commands that a phone shows in a group.
var inGroups = [...]string{"bao", "khan", "nhom", "trogiup"}

// menus is which commands stand in the menu of whoever acts: those of a member,
// and those that go with the posts held now. A command that does nothing in
// this version is in no menu.
func menus(d *flows.Desk) func(t *flows.Turn) []flows.Choice {
	return func(t *flows.Turn) []flows.Choice {
		posts := flows.PostsOf(t.Tx, t.From.ID, t.Event.At)
		var choices []flows.Choice
		for _, c := range entries {
			may := c.roles == nil || slices.ContainsFunc(posts, func(p flows.Post) bool { return slices.Contains(c.roles, p.Role) })
			if may && inMenu(d, c.name) {
				choices = append(choices, flows.Choice{Key: "command." + c.name, Do: c.name})
			}
		}
		return choices
	}
}

// inMenu reports whether a command does something in this version that can be
// named. Without any forms there is nothing to fill in.
func inMenu(d *flows.Desk, name string) bool {
	return d.Knows(name) && d.Texts.Has("command."+name) && (name != "bieu" || len(d.Set.Forms) > 0)
}

// menu is the list of commands that a phone shows to who is not known yet, in
// every language: that of a member.
func menu(d *flows.Desk) map[string][]telegram.Command {
	var names []string
	for _, c := range entries {
		if c.roles == nil && inMenu(d, c.name) {
			names = append(names, c.name)
		}
	}
	return inEvery(d.Texts, names)
}

// groupMenu is the list of commands that a phone shows in groups.
func groupMenu(d *flows.Desk) map[string][]telegram.Command { return inEvery(d.Texts, inGroups[:]) }

// inEvery writes a menu in every language; "" is everybody else's.
func inEvery(texts *text.Catalog, names []string) map[string][]telegram.Command {
	list := func(l text.Lang) []telegram.Command {
		var commands []telegram.Command
		for _, name := range names {
			commands = append(commands, telegram.Command{Name: name, Text: texts.Say(l, "", "command."+name, nil)})
		}
		return commands
	}
	return map[string][]telegram.Command{"": list(text.Vietnamese), "vi": list(text.Vietnamese), "en": list(text.English)}
}
