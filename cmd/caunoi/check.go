package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	"caunoi/bot"
	"caunoi/store/bolt"
)

// check looks through the configuration, and with --deep through the database.
// It changes nothing.
func (c *console) check(ctx context.Context, args []string) error {
	set, path := c.flags("check")
	deep := set.Bool("deep", false, "")
	if err := c.parse(set, args, ""); err != nil {
		return err
	}
	where := c.configPath(*path)
	config, err := c.load(where, "")
	if err != nil {
		return err
	}
	fmt.Fprintf(c.out, "The configuration %s is good.\n%s", where, meaning(config))
	if !*deep {
		return nil
	}
	err = c.with(ctx, config, false, slog.New(slog.DiscardHandler), func(db *bolt.DB) error {
		if err := db.Check(ctx, true); err != nil {
			return err
		}
		fmt.Fprintln(c.out, "The database is whole.")
		return nil
	})
	return halted(err, "the database was not read to its end")
}

// meaning says what a configuration means, without its secret.
func meaning(config bot.Config) string {
	health := "not served"
	if config.Health != "" {
		health = "http://" + config.Health + "/healthz"
	}
	database := "not there yet; caunoi import --init --apply, or caunoi run --init, makes it"
	if _, err := os.Stat(filepath.Join(config.Data, databaseName)); !errors.Is(err, os.ErrNotExist) {
		database = "there"
	}
	lines := [][2]string{
		{"who keeps the data", config.Organisation},
		{"kept for", fmt.Sprintf("%d months", config.Months)},
		{"clock", config.Zone.String()},
		{"data directory", config.Data},
		{"database", database},
		{"first administrator", config.Admin.Name},
		{"Telegram", config.Telegram.API + ", token given"},
		{"health", health},
		{"duty desk", config.Phones.Duty},
		{"levels", strings.Join(config.Levels, " > ")},
		{"messages join a report for", config.Gather.String()},
		{"the duty officer is told after", config.DangerSilence.String() + " without an answer about danger"},
		{"log", strings.ToLower(config.Log.String())},
	}
	var b strings.Builder
	for _, l := range lines {
		fmt.Fprintf(&b, "  %-31s %s\n", l[0], l[1])
	}
	return b.String()
}
