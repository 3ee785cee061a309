package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"caunoi/bot"
	"caunoi/bot/telegram"
	"caunoi/flows/text"
	"caunoi/store/bolt"
)

// check looks through the configuration and says what it means: what would be
// used, what is missing, what is open to others. With --deep it reads the whole
// database, with --online it asks Telegram. It makes nothing and sends nothing.
func (c *console) check(ctx context.Context, args []string) error {
	set, path := c.flags("check")
	deep, online := set.Bool("deep", false, ""), set.Bool("online", false, "")
	lang := set.String("lang", string(text.Vietnamese), "")
	ladder, level, category := set.Bool("ladder", false, ""), set.String("level", "", ""), set.String("category", "", "")
	form := ""
	if err := set.Parse(args); err == nil && *ladder && set.NArg() > 0 {
		form = "TEAM" // may be left out
	}
	if err := c.parse(set, args, form); err != nil {
		return err
	}
	spoken, err := language(*lang)
	if err != nil {
		return err
	}
	where := c.configPath(*path)
	if *ladder {
		return c.ladders(ctx, spoken, where, url.Values{"team": {set.Arg(0)}, "level": {*level}, "category": {*category}})
	}
	if *level+*category != "" {
		return fmt.Errorf("%w: --level and --category belong to --ladder", errUsage)
	}
	config, err := c.load(where, "")
	if err != nil {
		return err
	}
	fmt.Fprintf(c.out, "The configuration %s is good.\n%s", where, meaning(config))
	for _, w := range exposed(config.Data, where) {
		fmt.Fprintln(c.out, "WARNING: "+w)
	}
	if err := noDemo(config.Data); err != nil {
		return err
	}
	if *deep {
		if err := c.deep(ctx, config); err != nil {
			return err
		}
	}
	if there(filepath.Join(config.Data, databaseName)) {
		if err := c.ask(ctx, config, request{job: "status", lang: spoken, args: url.Values{}}, io.Discard); err != nil {
			return halted(err, "the people were not counted")
		}
		fmt.Fprintf(c.out, "The database can be used; its records are of version %d, as this program writes them.\n", schema)
	}
	if *online {
		return c.online(ctx, config)
	}
	return nil
}

// deep reads the whole database.
func (c *console) deep(ctx context.Context, config bot.Config) error {
	err := c.with(ctx, config, false, slog.New(slog.DiscardHandler), func(db *bolt.DB) error {
		if err := db.Check(ctx, true); err != nil {
			return err
		}
		fmt.Fprintln(c.out, "The database is whole.")
		return nil
	})
	return halted(err, "the database was not read to its end")
}

// online asks Telegram who the bot is.
func (c *console) online(ctx context.Context, config bot.Config) error {
	line, err := telegram.New(telegram.Options{Token: config.Telegram.Token.Reveal(), API: config.Telegram.API})
	if err != nil {
		return fmt.Errorf("%w: %w", errToken, err)
	}
	s, err := line.Look(ctx)
	switch {
	case errors.Is(err, telegram.ErrToken):
		return errToken
	case err != nil && ctx.Err() == nil:
		return sentence{fmt.Sprintf("Telegram could not be asked at %s (%v); look at the network of this machine, and at telegram.api if it is not the one of Telegram. The bot itself would go on trying", config.Telegram.API, err), err}
	case err != nil:
		return halted(err, "Telegram was not asked")
	}
	fmt.Fprintf(c.out, "Telegram takes the token: the bot is @%s, %d updates wait.\n", s.Name, s.Waiting)
	if s.Webhook != "" {
		fmt.Fprintf(c.out, "WARNING: a webhook is set, to %s, and takes the messages away. The bot removes it at its next start; if nobody set it knowingly, revoke the token at @BotFather.\n", s.Webhook)
	}
	if s.ReadsGroups {
		fmt.Fprintln(c.out, "WARNING: privacy mode is off, so Telegram hands over all that groups write; it is dropped unread. Turn it on: @BotFather, /setprivacy, Enable; then put the bot out of each group and in again.")
	}
	return nil
}

// meaning says what a configuration means, without its secret.
func meaning(config bot.Config) string {
	health, beat, off := "http://"+config.Health+"/healthz", "called every minute while all is well", []string{}
	if config.Health == "" {
		health, off = "not served", append(off, "health")
	}
	if config.Heartbeat == (bot.Secret{}) {
		beat, off = "none", append(off, "heartbeat")
	}
	if len(off) == 0 {
		off = []string{"nothing"}
	}
	lines := [][2]string{
		{"who keeps the data", config.Organisation},
		{"kept for", fmt.Sprintf("%d months", config.Months)},
		{"clock", fmt.Sprintf("%s, where it is %s now", config.Zone, time.Now().In(config.Zone).Format("15:04 on 02/01/2006"))},
		{"data directory", folderState(config.Data)},
		{"database", databaseState(config.Data)},
		{"secret", secretState(config.Data)},
		{"first administrator", config.Admin.Name + ", who joins by the number " + config.Admin.Phone},
		{"Telegram", "would be called at " + config.Telegram.API + ", token given"},
		{"health", health},
		{"heartbeat", beat},
		{"duty desk", config.Phones.Duty},
		{"levels", strings.Join(config.Levels, " > ")},
		{"messages join a report for", config.Gather.String()},
		{"the duty officer is told after", config.DangerSilence.String() + " without an answer about danger"},
		{"log", strings.ToLower(config.Log.String())},
		{"optional, and off", strings.Join(off, ", ")},
	}
	var b strings.Builder
	for _, l := range lines {
		fmt.Fprintf(&b, "  %-31s %s\n", l[0], l[1])
	}
	return b.String()
}

// there reports whether there is a file, or this user cannot know.
func there(path string) bool {
	_, err := os.Stat(path)
	return !errors.Is(err, os.ErrNotExist)
}

// folderState says what the data directory is like.
func folderState(data string) string {
	info, err := os.Stat(data)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return data + ", not there yet; it is made with the database"
	case err != nil:
		return data + ", which this user cannot look at"
	case !info.IsDir():
		return data + ", which is a file; name a directory"
	}
	return fmt.Sprintf("%s, mode %04o", data, info.Mode().Perm())
}

// databaseState says whether there is a database.
func databaseState(data string) string {
	if there(filepath.Join(data, databaseName)) {
		return "there"
	}
	return "not there yet; caunoi import --init --apply, or caunoi run --init, makes it"
}

// secretState says whether there is a secret, and what hangs on it.
func secretState(data string) string {
	switch {
	case there(filepath.Join(data, secretName)):
		return "there; keep a copy apart from the database"
	case there(filepath.Join(data, databaseName)):
		return "not there; the next start makes a new one. If there was one, put it back: invitations and numbers to call need it"
	}
	return "not there yet; the first start makes it"
}

// exposed says what others on this machine can read, and how to end that
// (reliability S25).
func exposed(data, config string) []string {
	var open []string
	for _, name := range []string{"", databaseName, databaseName + ".tx", secretName} {
		path, mode := filepath.Join(data, name), fs.FileMode(0o600)
		if name == "" {
			mode = 0o700
		}
		if info, err := os.Stat(path); err == nil && info.Mode().Perm()&^mode != 0 {
			open = append(open, fmt.Sprintf("other users of this machine may get at %s (mode %04o); run: chmod %o %s", path, info.Mode().Perm(), mode, path))
		}
	}
	if info, err := os.Stat(config); err == nil && info.Mode().Perm()&0o022 != 0 {
		open = append(open, fmt.Sprintf("other users of this machine may change %s (mode %04o); run: chmod go-w %s", config, info.Mode().Perm(), config))
	}
	return open
}
