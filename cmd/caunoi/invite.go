package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"caunoi/bot/telegram"
	"caunoi/flows/handout"
	"caunoi/flows/text"
	"caunoi/store"
)

// mostCodes is about how many codes are made in one transaction: so many are
// soon done, and in between the bot can take in what people write.
const mostCodes = 500

// botName is what a name of a bot looks like (core.telegram.org/bots/features).
var botName = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_]{3,31}$`)

// errNameless says that no link can be made.
var errNameless = errors.New("the bot's name at Telegram is not known here, and no link can be made without it; " +
	"ask the bot while it runs and reaches Telegram, or name it: --bot NAME")

// invite makes the sheets with which people are invited.
func (c *console) invite(ctx context.Context, args []string) error {
	flags, path := c.flags("invite")
	team, commune, person := flags.String("team", "", ""), flags.String("commune", "", ""), flags.String("person", "", "")
	all, missing := flags.Bool("all", false, ""), flags.Bool("missing", false, "")
	out, force := flags.String("out", ".", ""), flags.Bool("force", false, "")
	name, lang := flags.String("bot", "", ""), flags.String("lang", string(text.Vietnamese), "")
	if err := c.parse(flags, args, ""); err != nil {
		return err
	}
	*team, *commune = strings.ToUpper(*team), strings.ToUpper(*commune) // as codes are stored
	spoken, err := language(*lang)
	bare := strings.TrimPrefix(*name, "@")
	switch {
	case err != nil:
		return err
	case several(*team, *commune, *person):
		return fmt.Errorf("%w: give one of --team, --commune and --person", errUsage)
	case *all && *missing:
		return fmt.Errorf("%w: give --all or --missing; --missing holds without either", errUsage)
	case bare != "" && !botName.MatchString(bare):
		return fmt.Errorf("%w: --bot %q is not the name of a bot; it is what @BotFather calls the username", errUsage, *name)
	}
	config, err := c.load(c.configPath(*path), "telegram")
	if err != nil {
		return err
	}
	file, err := newFile(*out, "invitations-"+cmp.Or(*team, *commune, time.Now().In(config.Zone).Format("2006-01-02-1504"))+".html", *force)
	if err != nil {
		return err
	}
	defer file.drop()
	r := request{job: "invite", lang: spoken, store: true, steps: true, sealed: true, args: url.Values{"unit": {cmp.Or(*team, *commune)}, "person": {*person}, "bot": {bare}},
		again: "the sheets were not finished, and some of their codes may be in force already: make them again"}
	if *all {
		r.args.Set("all", "yes")
	}
	if err := c.ask(ctx, config, r, file); err != nil {
		return err
	}
	if !file.written {
		return nil // there was nobody to invite, as the answer said
	}
	if err := file.keep(); err != nil {
		return err
	}
	texts, err := text.Load(config.Zone)
	if err != nil {
		return fmt.Errorf("load the texts: %w", err)
	}
	fmt.Fprintln(c.out, texts.Say(spoken, "", "sheet.file", text.Args{"file": file.path}))
	return nil
}

// several reports whether more than one of some flags is given.
func several(values ...string) bool {
	given := 0
	for _, v := range values {
		if v != "" {
			given++
		}
	}
	return given > 1
}

// invite makes the codes and prints the sheets, a slice after the other, so
// that the bot goes on meanwhile and no sheet is kept in memory.
func (k *clerk) invite(ctx context.Context, r request, file io.Writer) (answer, error) {
	texts, err := text.Load(k.set.Zone)
	if err != nil {
		return answer{}, fmt.Errorf("load the texts: %w", err)
	}
	press := &handout.Press{Texts: texts, Lang: r.lang, Organisation: k.set.Organisation, Link: k.links(r.args.Get("bot"))}
	if press.Link("x", false) == "" {
		return answer{}, errNameless
	}
	scope := handout.Scope{Unit: r.args.Get("unit"), Person: r.args.Get("person"), All: r.args.Has("all")}
	now := today(k.set.Zone)
	var pages []handout.Page
	var why text.Key
	err = k.db.View(ctx, func(tx store.Tx) {
		if m, ok := personOf(tx, scope.Person); ok {
			scope.Person = m.ID
		}
		pages, why = handout.Pages(tx, scope, now)
	})
	if err != nil {
		return answer{}, fmt.Errorf("plan the sheets: %w", err)
	}
	if why.Name != "" {
		return answer{Lines: []string{texts.Say(r.lang, "", why.Name, why.Args)}, Refused: why.Name != "sheet.none.left"}, nil
	}
	people, groups, err := k.print(ctx, press, pages, file)
	if err != nil {
		return answer{}, err
	}
	made := texts.Say(r.lang, "", "sheet.made", text.Args{"people": people, "groups": groups, "units": len(pages)})
	return answer{Lines: []string{made}}, nil
}

// links says how a code becomes a link: as the bot's channel does it, or by
// the name that whoever asks gave.
func (k *clerk) links(name string) func(code string, group bool) string {
	if k.link != nil && k.link("x", false) != "" || name == "" {
		return k.ownLink
	}
	return func(code string, group bool) string { return telegram.Link(name, code, group) }
}

func (k *clerk) ownLink(code string, group bool) string {
	if k.link == nil {
		return ""
	}
	return k.link(code, group)
}

// print fills and prints pages and counts what was printed.
func (k *clerk) print(ctx context.Context, press *handout.Press, pages []handout.Page, file io.Writer) (people, groups int, err error) {
	if err := press.Open(file); err != nil {
		return 0, 0, err
	}
	for slice := range slicesOf(pages) {
		sheets, err := k.fill(ctx, slice)
		if err != nil {
			return 0, 0, err
		}
		for _, s := range sheets {
			if err := press.Print(file, s); err != nil {
				return 0, 0, err
			}
			people += len(s.Cards)
			if s.Group != "" {
				groups++
			}
		}
	}
	return people, groups, press.Close(file)
}

// slicesOf yields pages with about mostCodes codes at a time.
func slicesOf(pages []handout.Page) func(yield func([]handout.Page) bool) {
	return func(yield func([]handout.Page) bool) {
		for len(pages) > 0 {
			n, codes := 1, pages[0].Codes()
			for n < len(pages) && codes+pages[n].Codes() <= mostCodes {
				codes += pages[n].Codes()
				n++
			}
			if !yield(pages[:n]) {
				return
			}
			pages = pages[n:]
		}
	}
}

// fill makes the codes of pages in one transaction.
func (k *clerk) fill(ctx context.Context, pages []handout.Page) ([]handout.Sheet, error) {
	var sheets []handout.Sheet
	err := k.db.Update(ctx, func(tx store.Tx) {
		sheets = nil
		for _, p := range pages {
			s, err := handout.Fill(tx, k.set, p, today(k.set.Zone))
			if err != nil {
				tx.Fail(err)
				return
			}
			sheets = append(sheets, s)
		}
	})
	if err != nil {
		return nil, fmt.Errorf("make the codes: %w", err)
	}
	return sheets, nil
}

// A newborn is a file that comes into its place when it is whole, readable for
// nobody but this user.
type newborn struct {
	file    *os.File // not embedded: only Write may write to it
	path    string
	written bool
}

// newFile begins a file at a path, or under a name in the folder there. A file
// that is there already is not touched unless force says so.
func newFile(path, name string, force bool) (*newborn, error) {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		path = filepath.Join(path, filepath.Base(name))
	}
	if _, err := os.Lstat(path); err == nil && !force {
		return nil, sentence{path + " is there already; name another file with --out, or replace it with --force", errUsage}
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".caunoi-*") // mode 0600
	if err != nil {
		return nil, fmt.Errorf("make %s: %w", path, err)
	}
	return &newborn{file: f, path: path}, nil
}

// Write adds to the file.
func (n *newborn) Write(b []byte) (int, error) {
	n.written = true
	return n.file.Write(b)
}

// keep puts the file into its place.
func (n *newborn) keep() error {
	err := errors.Join(n.file.Sync(), n.file.Close())
	if err == nil {
		err = os.Rename(n.file.Name(), n.path)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", n.path, err)
	}
	return nil
}

// drop removes what was not kept.
func (n *newborn) drop() {
	_ = n.file.Close()           // it may be closed
	_ = os.Remove(n.file.Name()) // or in its place
}
