package main

import (
	"context"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
)

// An errand is a command that has one job done and says what came of it.
type errand struct {
	job    string
	flags  []string // besides those that all have; needed ones end in "!", those without a value in "?"
	form   string   // the words after the flags
	store  bool     // it changes what is stored
	sealed bool     // it needs the secret
}

// errands are all the errands there are.
var errands = map[string]errand{
	"status":         {job: "status", flags: []string{"unit"}},
	"list":           {job: "list", flags: []string{"unit"}, form: "LIST"},
	"duty":           {job: "duty", form: "UNIT PERSON FROM TO", store: true},
	"person add":     {job: "add", flags: []string{"name!", "role!", "unit!", "phone", "title"}, store: true},
	"person replace": {job: "replace", flags: []string{"name!", "phone", "title", "role", "unit"}, form: "PERSON", store: true},
	"person end":     {job: "end", flags: []string{"role", "unit"}, form: "PERSON", store: true},
	"person lost":    {job: "lost", form: "PERSON", store: true},
	"case":           {job: "case", flags: []string{"texts?"}, form: "CODE"},
	"person digits":  {job: "digits", form: "PERSON", store: true, sealed: true},
}

// lists are the lists there are, as the office names them.
var lists = []string{"all", "joined", "unjoined", "blocked", "silent", "headless", "uncharged", "unduty"}

// roles are the roles a person can be given, as they are stored.
var roles = []string{string(flows.Plain), string(flows.Secretary), string(flows.Deputy), string(flows.Head), string(flows.Charge),
	string(flows.StandIn), string(flows.Duty), string(flows.Coordinator), string(flows.Leader), string(flows.Admin)}

// person runs one of the commands about a person.
func (c *console) person(ctx context.Context, args []string) error {
	if len(args) == 0 {
		return fmt.Errorf("%w: name what to do: caunoi person add, replace, end, lost, invite or digits", errUsage)
	}
	act, rest := args[0], args[1:]
	if act == "invite" && len(rest) > 0 { // the person stands last here, and is a flag there
		return c.invite(ctx, append([]string{"--person", rest[len(rest)-1]}, rest[:len(rest)-1]...))
	}
	if _, ok := errands["person "+act]; !ok {
		return fmt.Errorf("%w: there is no caunoi person %s; there is add, replace, end, lost, invite PERSON and digits", errUsage, act)
	}
	return c.errand(ctx, "person "+act, rest)
}

// errand reads the command line of an errand and runs it. Flags and words go
// with the job under their names in small letters.
func (c *console) errand(ctx context.Context, command string, args []string) error {
	e := errands[command]
	set, path := c.flags(command)
	lang, values, switches := set.String("lang", string(text.Vietnamese), ""), map[string]*string{}, map[string]*bool{}
	for _, name := range e.flags {
		if bare, ok := strings.CutSuffix(name, "?"); ok {
			switches[bare] = set.Bool(bare, false, "")
			continue
		}
		values[name] = set.String(strings.TrimSuffix(name, "!"), "", "")
	}
	if err := c.parse(set, args, e.form); err != nil {
		return err
	}
	given := url.Values{}
	for name, on := range switches {
		given.Set(name, strconv.FormatBool(*on))
	}
	for name, v := range values {
		bare, needed := strings.CutSuffix(name, "!")
		if needed && strings.TrimSpace(*v) == "" {
			return fmt.Errorf("%w: %s needs --%s", errUsage, set.Name(), bare)
		}
		given.Set(bare, *v)
	}
	for i, name := range strings.Fields(e.form) {
		given.Set(strings.ToLower(name), set.Arg(i))
	}
	given.Set("unit", strings.ToUpper(given.Get("unit"))) // as codes are stored
	spoken, err := language(*lang)
	if err != nil {
		return err
	}
	if err := known(given); err != nil {
		return err
	}
	config, err := c.load(c.configPath(*path), "telegram")
	if err != nil {
		return err
	}
	if err := days(given, config.Zone); err != nil {
		return err
	}
	r := request{job: e.job, lang: spoken, args: given, store: e.store, sealed: e.sealed,
		again: "it may have been done: look with caunoi list before asking again"}
	return c.ask(ctx, config, r, io.Discard)
}

// known refuses words that are none of those there are.
func known(given url.Values) error {
	for name, all := range map[string][]string{"role": roles, "list": lists} {
		if v := given.Get(name); v != "" && !slices.Contains(all, v) {
			return fmt.Errorf("%w: there is no %s %q, but %s", errUsage, name, v, strings.Join(all, ", "))
		}
	}
	return nil
}

// dayForms are how a day may be typed.
var dayForms = []string{"2/1/2006", "2006-01-02"}

// days puts the moments of a duty in the place of its days: from the beginning
// of the first to the end of the last.
func days(given url.Values, zone *time.Location) error {
	for i, name := range []string{"from", "to"} {
		if !given.Has(name) {
			continue
		}
		day, ok := dayOf(given.Get(name), zone)
		if !ok {
			return fmt.Errorf("%w: %q is not a day; write it as 21/11/2026 or 2026-11-21", errUsage, given.Get(name))
		}
		given.Set(name, day.AddDate(0, 0, i).Format(time.RFC3339))
	}
	return nil
}

// dayOf reads a day.
func dayOf(word string, zone *time.Location) (time.Time, bool) {
	for _, form := range dayForms {
		if day, err := time.ParseInLocation(form, word, zone); err == nil {
			return day, true
		}
	}
	return time.Time{}, false
}
