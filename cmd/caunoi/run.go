package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"caunoi/bot"
	"caunoi/bot/telegram"
	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/directive"
	"caunoi/flows/enroll"
	"caunoi/flows/figures"
	"caunoi/flows/form"
	"caunoi/flows/model"
	"caunoi/flows/privacy"
	"caunoi/flows/reminder"
	"caunoi/flows/result"
	"caunoi/flows/roster"
	"caunoi/flows/rota"
	"caunoi/flows/text"
	"caunoi/flows/viet"
	"caunoi/store"
	"caunoi/store/bolt"
)

// schema is the version of the records this program writes.
const schema = 1

// run runs the bot until ctx is done.
func (c *console) run(ctx context.Context, args []string) error {
	set, path := c.flags("run")
	init := set.Bool("init", false, "")
	if err := c.parse(set, args, ""); err != nil {
		return err
	}
	config, err := c.load(c.configPath(*path), "")
	if err != nil {
		return err
	}
	log := slog.New(slog.NewJSONHandler(c.err, &slog.HandlerOptions{Level: config.Log}))
	return stopped(c.with(ctx, config, *init, log, func(db *bolt.DB) error { return c.serve(ctx, config, db, log) }))
}

// with opens the database for f and closes it afterwards.
func (c *console) with(ctx context.Context, config bot.Config, init bool, log *slog.Logger, f func(db *bolt.DB) error) (err error) {
	if err := errors.Join(noDemo(config.Data), folder(config.Data, init)); err != nil {
		return err
	}
	path := filepath.Join(config.Data, databaseName)
	db, err := bolt.Open(path, bolt.Options{Init: init, Schema: schema, Log: log, Now: time.Now})
	if errors.Is(err, store.ErrMissing) && !init {
		return missing(path, err)
	}
	if err != nil {
		return owned(path, err)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := store.Migrate(ctx, db, tables()...); err != nil {
		return fmt.Errorf("bring the indexes up to date: %w", err)
	}
	if err := sameLevels(ctx, db, config.Levels); err != nil {
		return err
	}
	return f(db)
}

// missing says what to do where there is no database, in place of the engine,
// which cannot know that an empty place is more often a lost disk than a new
// one.
func missing(path string, err error) error {
	what := "there is no database at " + path
	if _, gone := os.Stat(path); gone == nil {
		what = "the database " + path + " is empty"
	}
	return sentence{what + "; if there was one, look whether this is the right data directory and its disk is mounted, or restore the newest backup there; " +
		"only for a new place let caunoi run --init, or caunoi import --init --apply, make it", err}
}

// tables are the tables that have indexes, or had.
func tables() []store.Indexed {
	own := []store.Indexed{flows.Units, flows.Posts, flows.Members, flows.Groups, flows.Outbox, flows.Timers, rota.Shifts, rota.Leaves}
	return slices.Concat(own, casework.Tables(), directive.Tables(), enroll.Tables(), figures.Tables(), form.Tables(), model.Tables(), privacy.Tables(), reminder.Tables(), result.Tables())
}

// gcPercent is how much the program's memory may grow between two collections.
// A fifth of a report's cost was collecting at Go's 100; at 400 an idle
// province takes 2 MiB more and a busy one 13 (BenchmarkReports,
// BenchmarkMemory). GOGC in the environment stands above it.
const gcPercent = 400

// serve puts the bot together and runs it, with the two doors for operators.
func (c *console) serve(ctx context.Context, config bot.Config, db *bolt.DB, log *slog.Logger) error {
	if c.env("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
	secret, err := readSecret(config.Data)
	if err != nil {
		return err
	}
	set := settings(config, secret)
	traits := map[string]flows.Traits{}
	desk, err := newDesk(set, traits)
	if err != nil {
		return err
	}
	line, err := telegram.New(telegram.Options{
		Token: config.Telegram.Token.Reveal(), API: config.Telegram.API, Rates: config.Limits, Commands: menu(desk), GroupCommands: groupMenu(desk), Log: log,
		Local: func(f flows.File) (io.ReadCloser, error) { return made(ctx, db, desk, time.Now(), f) },
	})
	if err != nil {
		return fmt.Errorf("%w: %w", errToken, err)
	}
	limits := line.Limits()
	traits[line.Name()] = flows.Traits{
		Buttons: limits.Buttons, Edits: limits.Edits, Deletes: limits.Deletes, Phones: true, Via: "join.via.telegram", Link: line.Link,
	}
	var mistaken error
	var redefined string
	err = db.Update(ctx, func(tx store.Tx) {
		mistaken = roster.First(tx, set, today(set.Zone))
		redefined, _ = figures.Redefined(tx, set.Indicators)
		desk.Start(tx, today(set.Zone))
	})
	if err != nil {
		return fmt.Errorf("see to the first administrator: %w", err)
	}
	if mistaken != nil {
		return bot.Faults{{Key: "admin.phone", Wrong: "is not right: " + mistaken.Error(), Mend: "write the administrator's own number and name"}}
	}
	if redefined != "" {
		return bot.Faults{{Key: "figures.indicators", Wrong: "count " + redefined + " in another unit, or add it up otherwise, than what is stored", Mend: "write it as it was, and give what is counted anew a code of its own"}}
	}
	b := bot.New(bot.Options{DB: db, Desk: desk, Channels: []bot.Channel{marked{line}}, Log: log, Urgent: urgent, Full: full(desk),
		Audited: casework.Audited, Heartbeat: bot.Beater{URL: config.Heartbeat}})
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	group, ctx := errgroup.WithContext(ctx)
	if err := c.openDoors(ctx, group, config, b.HealthHandler(), &clerk{db: db, set: set, levels: config.Levels, link: line.Link}); err != nil {
		stop() // a door that is open already is closed again
		return errors.Join(err, group.Wait())
	}
	group.Go(func() error { return b.Run(ctx) })
	fmt.Fprintf(c.out, "Cau Noi runs for %s. Data in %s. Ctrl-C or SIGTERM stops it.\n", config.Organisation, config.Data)
	if err := group.Wait(); err != nil {
		return err
	}
	fmt.Fprintln(c.out, "Cau Noi has stopped. What had not left yet waits, and leaves after the next start.")
	return nil
}

// made makes a file at the moment it leaves, out of what is stored then and for
// whom it may be then.
func made(ctx context.Context, db store.DB, desk *flows.Desk, at time.Time, f flows.File) (io.ReadCloser, error) {
	data, err := desk.Build(func(read func(store.Tx)) error { return db.View(ctx, read) }, at, f)
	if err != nil {
		return nil, err
	}
	return io.NopCloser(bytes.NewReader(data)), nil
}

// openDoors opens the health listener and the socket of the other commands,
// and closes them when ctx is done.
func (c *console) openDoors(ctx context.Context, group *errgroup.Group, config bot.Config, health http.Handler, k *clerk) error {
	control := http.NewServeMux()
	control.Handle("POST /{job}", k)
	socket, err := bot.ListenControl(filepath.Join(config.Data, socketName), control)
	if err != nil {
		return owned(config.Data, fmt.Errorf("%w: %w", errFolder, err))
	}
	group.Go(func() error {
		<-ctx.Done()
		bye, cancel := context.WithTimeout(context.WithoutCancel(ctx), farewell)
		defer cancel()
		return socket.Close(bye)
	})
	if config.Health == "" {
		return nil
	}
	door, err := listen(ctx, config.Health, "change health in the configuration, or write off there")
	if err != nil {
		return fmt.Errorf("health: %w", err)
	}
	mux := http.NewServeMux() // its own: nothing else may hang itself into it (reliability S37)
	mux.Handle("GET /healthz", health)
	group.Go(func() error { return serve(ctx, door, mux) })
	return nil
}

// today is the moment by the clock people read: days of a roster are days
// there.
func today(zone *time.Location) time.Time { return time.Now().In(zone) }

// A marked is a channel whose failures are named to the operator.
type marked struct{ *telegram.Channel }

// Receive marks the failures a channel has: the token is refused, or somebody
// else has it.
func (p marked) Receive(ctx context.Context, cursor string, f func(bot.Batch) error) error {
	err := p.Channel.Receive(ctx, cursor, f)
	switch {
	case errors.Is(err, telegram.ErrRival):
		return sentence{"another program receives with this token, and this one never has; stop the other one, or ask @BotFather for a bot of its own for this place", err}
	case err != nil:
		return sentence{errToken.Error(), errors.Join(errToken, err)}
	}
	return nil
}

// urgent reports whether an event must get in also from somebody who sends too
// much: it may be about a life.
func urgent(e flows.Event) bool {
	return e.Press == "khan" || e.Text != "" && viet.Mean(e.Text, viet.Context{}).Kind == viet.Urgent
}

// full says that the disk is full, in the language of its sender.
func full(d *flows.Desk) func(flows.Event) string {
	return func(e flows.Event) string {
		lang := text.Vietnamese
		if len(e.Lang) >= 2 && e.Lang[:2] == "en" {
			lang = text.English
		}
		return d.Texts.Say(lang, "", "fault.full", text.Args{"phone": d.Set.DutyPhone})
	}
}
