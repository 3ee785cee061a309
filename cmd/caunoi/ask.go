package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"maps"
	"net/url"
	"os"
	"path/filepath"

	"caunoi/bot"
	"caunoi/flows/text"
	"caunoi/store/bolt"
)

// language reads the flag that says in which language a command answers.
func language(flag string) (text.Lang, error) {
	if flag != string(text.Vietnamese) && flag != string(text.English) {
		return "", fmt.Errorf("%w: --lang is vi or en, not %q", errUsage, flag)
	}
	return text.Lang(flag), nil
}

// ask has a job done and says what became of it. The running bot does it if
// there is one, since it alone has the database open; else it is done here.
func (c *console) ask(ctx context.Context, config bot.Config, r request, file io.Writer) error {
	a, err := askBot(ctx, config, r, file)
	if errors.Is(err, bot.ErrNobody) {
		left := "nothing was stored"
		if r.steps {
			left = r.again
		}
		a, err = c.alone(ctx, config, r, file)
		err = halted(err, left)
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

// askBot lets the running bot do a job.
func askBot(ctx context.Context, config bot.Config, r request, file io.Writer) (answer, error) {
	if err := ctx.Err(); err != nil {
		return answer{}, halted(err, "nothing was stored")
	}
	query := url.Values{"lang": {string(r.lang)}}
	maps.Copy(query, r.args)
	socket := filepath.Join(config.Data, socketName)
	body, err := bot.Ask(ctx, socket, "/"+r.job+"?"+query.Encode(), bytes.NewReader(r.body))
	var line *url.Error
	switch {
	case errors.As(err, &line):
		return answer{}, unanswered(line.Err, socket, r)
	case err != nil:
		return answer{}, err
	}
	defer body.Close()
	a, err := receive(body, file)
	var own ownFault
	switch {
	case errors.As(err, &own):
		return answer{}, own.error
	case err != nil:
		return answer{}, unanswered(err, socket, r)
	case a.Failed != "":
		return answer{}, fmt.Errorf("the running bot refuses: %s", a.Failed)
	}
	return a, nil
}

// unanswered says what became of a job that the running bot was asked to do
// without its answer arriving. Whether it was done, nobody here can know.
func unanswered(cause error, socket string, r request) error {
	if errors.Is(cause, fs.ErrPermission) {
		return owned(socket, cause)
	}
	why, left := fmt.Sprintf("the running bot did not answer (%v)", cause), "nothing was stored"
	if errors.Is(cause, context.Canceled) {
		why = "stopped before the running bot answered"
	}
	if r.store {
		left = r.again
	}
	return sentence{why + "; " + left, cause}
}

// alone does a job while no bot runs. A trial without a database is made
// against an empty one, which is removed again.
func (c *console) alone(ctx context.Context, config bot.Config, r request, file io.Writer) (a answer, err error) {
	do := func(db *bolt.DB) error {
		var secret []byte
		if r.sealed {
			if secret, err = readSecret(config.Data); err != nil {
				return err
			}
		}
		w := bufio.NewWriter(file)
		a, err = jobs()[r.job](&clerk{db: db, set: settings(config, secret), levels: config.Levels}, ctx, r, w)
		return errors.Join(err, w.Flush())
	}
	quiet := slog.New(slog.DiscardHandler)
	_, missing := os.Stat(filepath.Join(config.Data, databaseName))
	if r.job != "import" || r.store || !errors.Is(missing, os.ErrNotExist) {
		err = c.with(ctx, config, r.init, quiet, do)
		return a, err
	}
	texts, err := text.Load(settings(config, nil).Zone)
	if err != nil {
		return a, fmt.Errorf("load the texts: %w", err)
	}
	fmt.Fprintln(c.out, texts.Say(r.lang, "", "roster.nowhere", nil))
	if config.Data, err = os.MkdirTemp("", "caunoi-"); err != nil {
		return a, fmt.Errorf("make a directory for the trial: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(config.Data)) }()
	err = c.with(ctx, config, true, quiet, do)
	return a, err
}
