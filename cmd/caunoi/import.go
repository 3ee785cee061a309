package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"path/filepath"

	"caunoi/bot"
	"caunoi/flows"
	"caunoi/flows/enroll"
	"caunoi/flows/roster"
	"caunoi/flows/text"
	"caunoi/store"
	"caunoi/store/bolt"
)

// mostUpload is how much of a roster is sent to the running bot; roster itself
// refuses less than this with a sentence.
const mostUpload = 16 << 20

// An answer is what became of an import, as the running bot tells it.
type answer struct {
	Lines   []string `json:"lines"`   // the report, in the language asked for
	Refused bool     `json:"refused"` // the file, or a row of it, cannot be taken
}

// importRoster compares a roster with what is stored, and stores it if asked
// to. The running bot does it if there is one: it alone has the database open.
func (c *console) importRoster(ctx context.Context, args []string) error {
	flags, path := c.flags("import")
	apply, init := flags.Bool("apply", false, ""), flags.Bool("init", false, "")
	lang := flags.String("lang", string(text.Vietnamese), "")
	if err := c.parse(flags, args, 1); err != nil {
		return err
	}
	if *lang != string(text.Vietnamese) && *lang != string(text.English) {
		return fmt.Errorf("%w: --lang is vi or en, not %q", errUsage, *lang)
	}
	config, err := c.load(c.configPath(*path), "telegram")
	if err != nil {
		return err
	}
	file, err := readRoster(flags.Arg(0))
	if err != nil {
		return err
	}
	job := job{roster: file, apply: *apply, lang: text.Lang(*lang)}
	a, err := c.ask(ctx, config, job)
	if errors.Is(err, bot.ErrNobody) {
		a, err = c.alone(ctx, config, job, *init && *apply)
		err = halted(err, "nothing was stored")
	}
	if err != nil {
		return err
	}
	for _, line := range a.Lines {
		fmt.Fprintln(c.out, line)
	}
	if a.Refused {
		return errors.Join(errData, errSaid)
	}
	return nil
}

// readRoster reads the file to be imported.
func readRoster(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, sentence{err.Error() + "; name the file of the roster after the flags", errData}
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, mostUpload))
	if err != nil {
		return nil, sentence{err.Error() + "; name the file of the roster after the flags", errData}
	}
	return data, nil
}

// A job is one import.
type job struct {
	roster []byte
	apply  bool
	lang   text.Lang
}

// ask lets the running bot do a job.
func (c *console) ask(ctx context.Context, config bot.Config, j job) (answer, error) {
	if err := ctx.Err(); err != nil {
		return answer{}, halted(err, "nothing was stored")
	}
	query := url.Values{"lang": {string(j.lang)}}
	if j.apply {
		query.Set("apply", "yes")
	}
	socket := filepath.Join(config.Data, socketName)
	body, err := bot.Ask(ctx, socket, "/import?"+query.Encode(), bytes.NewReader(j.roster))
	var line *url.Error
	switch {
	case errors.As(err, &line):
		return answer{}, unanswered(line.Err, socket, j.apply)
	case err != nil:
		return answer{}, err
	}
	defer body.Close()
	var a answer
	if err := json.NewDecoder(body).Decode(&a); err != nil {
		return answer{}, unanswered(err, socket, j.apply)
	}
	return a, nil
}

// unanswered says what became of a job that the running bot was asked to do
// without its answer arriving. Whether it was done, nobody here can know.
func unanswered(cause error, socket string, apply bool) error {
	if errors.Is(cause, fs.ErrPermission) {
		return owned(socket, cause)
	}
	why, left := fmt.Sprintf("the running bot did not answer (%v)", cause), "nothing was stored"
	if errors.Is(cause, context.Canceled) {
		why = "stopped before the running bot answered"
	}
	if apply {
		left = "ask again: it may have been stored, and importing the same roster twice changes nothing"
	}
	return sentence{why + "; " + left, cause}
}

// alone does a job while no bot runs. A trial without a database is made
// against an empty one, which is removed again.
func (c *console) alone(ctx context.Context, config bot.Config, j job, init bool) (a answer, err error) {
	do := func(db *bolt.DB) error {
		a, err = (&importer{db: db, set: settings(config, nil), levels: config.Levels}).do(ctx, j)
		return err
	}
	quiet := slog.New(slog.DiscardHandler)
	_, missing := os.Stat(filepath.Join(config.Data, databaseName))
	if j.apply || !errors.Is(missing, os.ErrNotExist) {
		err = c.with(ctx, config, init, quiet, do)
		return a, err
	}
	fmt.Fprintln(c.out, "There is no database yet; the roster is compared with an empty one.")
	if config.Data, err = os.MkdirTemp("", "caunoi-"); err != nil {
		return a, fmt.Errorf("make a directory for the trial: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(config.Data)) }()
	err = c.with(ctx, config, true, quiet, do)
	return a, err
}

// An importer does imports in the process that has the database open. It is the
// handler of POST /import.
type importer struct {
	db     store.DB
	set    flows.Settings
	levels []string
}

// ServeHTTP does the import that another command asks for.
func (i *importer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	file, err := io.ReadAll(http.MaxBytesReader(w, r.Body, mostUpload))
	if err != nil {
		http.Error(w, "the roster did not arrive whole", http.StatusBadRequest)
		return
	}
	lang := text.Lang(r.URL.Query().Get("lang"))
	a, err := i.do(r.Context(), job{roster: file, apply: r.URL.Query().Has("apply"), lang: lang})
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError) // to this user only: the socket has mode 0600
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(a) // whoever asked has gone: nobody to tell
}

// do compares, stores if asked to, and reports.
func (i *importer) do(ctx context.Context, j job) (answer, error) {
	texts, err := text.Load(i.set.Zone)
	if err != nil {
		return answer{}, fmt.Errorf("load the texts: %w", err)
	}
	sheet, err := roster.Read(bytes.NewReader(j.roster))
	var refusal roster.Refusal
	if errors.As(err, &refusal) {
		return answer{Lines: sentences(texts, j.lang, refusal.Report()), Refused: true}, nil
	}
	if err != nil {
		return answer{}, err
	}
	sheet.Levels = i.levels
	now := today(i.set.Zone)
	var plan roster.Plan
	var mistaken roster.Mistaken
	other := false // the administrator's number is somebody else's
	if j.apply {
		err = i.db.Update(ctx, func(tx store.Tx) {
			plan = roster.Compare(tx, sheet, now)
			roster.Apply(tx, plan)
			enroll.Listen(tx, plan.Members, now)
			other = errors.As(roster.First(tx, i.set, now), &mistaken)
		})
	} else {
		err = i.db.View(ctx, func(tx store.Tx) { plan = roster.Compare(tx, sheet, now) })
	}
	if err != nil {
		return answer{}, fmt.Errorf("import: %w", err)
	}
	said := append(plan.Report(), plan.Outcome(j.apply))
	if other {
		said = append(said, mistaken.Notice())
	}
	return answer{Lines: sentences(texts, j.lang, said), Refused: plan.Count(roster.Refused) > 0}, nil
}

// sentences says notices in a language.
func sentences(texts *text.Catalog, lang text.Lang, notices []roster.Notice) []string {
	lines := make([]string, len(notices))
	for i, n := range notices {
		lines[i] = texts.Say(lang, "", n.Key, n.Args)
	}
	return lines
}
