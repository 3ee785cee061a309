package main

import (
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
)

// TestMenusNameWhatThereIs: every command in a menu does something, and is named
// in every language, in a group as in private.
func TestMenusNameWhatThereIs(t *testing.T) {
	set := flows.Defaults()
	set.Zone = time.UTC
	d, err := newDesk(set, nil)
	if err != nil {
		t.Fatal(err)
	}
	for lang, list := range menu(d) {
		if len(list) < 4 {
			t.Errorf("the menu in %q has %d commands", lang, len(list))
		}
		for _, c := range list {
			if !d.Knows(c.Name) {
				t.Errorf("the menu names /%s, which does nothing", c.Name)
			}
		}
	}
	for _, e := range entries {
		if d.Knows(e.name) && !inMenu(d, e.name) {
			t.Errorf("/%s does something and has no name in the menus", e.name)
		}
	}
	for lang, list := range groupMenu(d) {
		if len(list) != len(inGroups) {
			t.Errorf("the menu of groups in %q has %d commands", lang, len(list))
		}
		for _, c := range list {
			if c.Name != "bao" && !d.Knows(c.Name) { // the group itself takes /bao
				t.Errorf("the menu of groups names /%s, which does nothing", c.Name)
			}
		}
	}
	for _, l := range d.Texts.Langs() {
		for _, name := range inGroups {
			if !d.Texts.Has("command."+name) || d.Texts.Say(l, "", "command."+name, nil) == "" {
				t.Errorf("/%s has no name in %s", name, l)
			}
		}
	}
	if d.Texts.Say(text.English, "", "command.bao", nil) == d.Texts.Say(text.Vietnamese, "", "command.bao", nil) {
		t.Error("the menus are in one language")
	}
}
