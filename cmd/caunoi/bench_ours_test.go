package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"caunoi/bot"
	"caunoi/bot/telegram"
	"caunoi/flows"
	"caunoi/store"
	"caunoi/store/bolt"
)

// benchToken is what the bots of the benchmarks say; an exchange takes any.
const benchToken = "7:bench"

// The province that the benchmarks are run for: as many communes, teams and
// members as the first one has.
const (
	benchCommunes = 45
	benchTeams    = 2071
	benchMembers  = 15000

	// firstPerson is the chat of the first member who reports; the others
	// follow. Before them come the persons in charge and the duty officers.
	firstPerson  = 100_000
	benchReports = benchMembers - benchTeams - benchCommunes
)

// benchRoster puts the province into a new database and returns its path. All
// have joined.
func benchRoster(b *testing.B) string {
	b.Helper()
	path := filepath.Join(b.TempDir(), databaseName)
	db, err := bolt.Open(path, bolt.Options{Init: true, Schema: schema})
	if err != nil {
		b.Fatal(err)
	}
	ctx := context.Background()
	if err := store.Migrate(ctx, db, tables()...); err != nil {
		b.Fatal(err)
	}
	if err := db.Update(ctx, fillProvince); err != nil {
		b.Fatal(err)
	}
	if err := db.Close(); err != nil {
		b.Fatal(err)
	}
	return path
}

// fillProvince makes the units, and people who have all joined.
func fillProvince(tx store.Tx) {
	at := time.Date(2025, 7, 1, 0, 0, 0, 0, time.UTC)
	person := func(chat int, role flows.Role, unit string) {
		id := "m" + strconv.Itoa(chat)
		flows.Members.Put(tx, flows.Member{
			ID: id, Name: "Mẫu " + id, Phone: fmt.Sprintf("09%08d", chat), Lang: "vi",
			Homes:   []flows.Home{{Address: flows.At("telegram", strconv.Itoa(chat)), Since: at}},
			Consent: flows.Consent{Version: "bench", Agreed: true, At: at},
		})
		flows.Posts.Put(tx, flows.Post{Member: id, Role: role, Unit: unit, From: at})
	}
	flows.Units.Put(tx, flows.Unit{Code: "11", Level: "province", Name: "Tỉnh Mẫu"})
	for c := range benchCommunes {
		code := fmt.Sprintf("%05d", 3000+c)
		flows.Units.Put(tx, flows.Unit{Code: code, Level: "commune", Name: fmt.Sprintf("Xã Mẫu %d", c), Parent: "11"})
		person(50_000+c, flows.Duty, code)
	}
	team := func(n int) string { return fmt.Sprintf("TO-%04d", n%benchTeams) }
	for n := range benchTeams {
		code := fmt.Sprintf("%05d", 3000+n%benchCommunes)
		flows.Units.Put(tx, flows.Unit{Code: team(n), Level: "village", Name: fmt.Sprintf("Bản Mẫu %d", n), Parent: code, Team: true})
		person(60_000+n, flows.Charge, team(n))
	}
	for n := range benchReports {
		person(firstPerson+n, flows.Plain, team(n))
	}
}

// copyDatabase copies a database that is not open, with its sidecar.
func copyDatabase(b *testing.B, from, to string) {
	b.Helper()
	for _, suffix := range []string{"", ".tx"} {
		in, err := os.Open(from + suffix)
		if err != nil {
			b.Fatal(err)
		}
		defer in.Close()
		out, err := os.OpenFile(to+suffix, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
		if err != nil {
			b.Fatal(err)
		}
		_, err = io.Copy(out, in)
		if err == nil {
			err = out.Sync() // so that no commit of the bot pays for it
		}
		if closed := out.Close(); err != nil || closed != nil {
			b.Fatal(err, closed)
		}
	}
}

// countedCommits is a database that counts its commits.
type countedCommits struct {
	store.DB
	commits atomic.Int64
}

// Update counts and updates.
func (c *countedCommits) Update(ctx context.Context, f func(store.Tx)) error {
	c.commits.Add(1)
	return c.DB.Update(ctx, f)
}

// A paced is a channel with other limits than its own.
type paced struct {
	*telegram.Channel
	limits bot.Limits
}

// Limits says what it is held to.
func (p paced) Limits() bot.Limits { return p.limits }

// startOurs starts the bot as the program does, with all that it can do and a
// log, on a copy of a database. Only the paces of the service are lifted: with
// them it would be held to thirty answers a second. stop ends it and says how
// many commits it made.
func startOurs(b *testing.B, roster, path, api string) (stop func() int) {
	b.Helper()
	copyDatabase(b, roster, path)
	sink, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		b.Fatal(err)
	}
	log := slog.New(slog.NewJSONHandler(sink, &slog.HandlerOptions{Level: bot.DefaultConfig().Log}))
	db, err := bolt.Open(path, bolt.Options{Schema: schema, Log: log, Now: time.Now})
	if err != nil {
		b.Fatal(err)
	}
	line, err := telegram.New(telegram.Options{Token: benchToken, API: api, Log: log})
	if err != nil {
		b.Fatal(err)
	}
	limits := line.Limits()
	limits.Total, limits.Chat, limits.Group = bot.Pace{}, bot.Pace{}, bot.Pace{}
	channel := paced{line, limits}
	config := bot.DefaultConfig()
	config.Organisation, config.Phones.Duty = "Tỉnh ủy Mẫu", "02150000000"
	desk, err := newDesk(settings(config, make([]byte, secretSize)), map[string]flows.Traits{line.Name(): {Buttons: true, Edits: true}})
	if err != nil {
		b.Fatal(err)
	}
	counted := &countedCommits{DB: db}
	ours := bot.New(bot.Options{DB: counted, Desk: desk, Channels: []bot.Channel{channel}, Log: log, Urgent: urgent, Full: full(desk)})
	ctx, cancel := context.WithCancel(b.Context())
	done := make(chan error, 1)
	go func() { done <- ours.Run(ctx) }()
	return func() int {
		cancel()
		if err := <-done; err != nil {
			b.Error(err)
		}
		if err := db.Close(); err != nil {
			b.Error(err)
		}
		sink.Close()
		return int(counted.commits.Load())
	}
}
