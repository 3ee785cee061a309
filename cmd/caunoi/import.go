package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"

	"caunoi/flows/enroll"
	"caunoi/flows/roster"
	"caunoi/flows/text"
	"caunoi/store"
)

// importRoster compares a roster with what is stored, and stores it if asked
// to.
func (c *console) importRoster(ctx context.Context, args []string) error {
	flags, path := c.flags("import")
	apply, init := flags.Bool("apply", false, ""), flags.Bool("init", false, "")
	lang := flags.String("lang", string(text.Vietnamese), "")
	if err := c.parse(flags, args, "ROSTER.csv"); err != nil {
		return err
	}
	spoken, err := language(*lang)
	if err != nil {
		return err
	}
	config, err := c.load(c.configPath(*path), "telegram")
	if err != nil {
		return err
	}
	file, err := readRoster(flags.Arg(0))
	if err != nil {
		return err
	}
	r := request{job: "import", lang: spoken, args: url.Values{}, body: file, store: *apply, init: *init && *apply,
		again: "ask again: it may have been stored, and importing the same roster twice changes nothing"}
	if *apply {
		r.args.Set("apply", "yes")
	}
	return c.ask(ctx, config, r, io.Discard)
}

// readRoster reads the file to be imported.
func readRoster(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, sentence{err.Error() + "; give the path of the roster's file", errData}
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, mostUpload))
	if err != nil {
		return nil, sentence{err.Error() + "; give the path of the roster's file", errData}
	}
	return data, nil
}

// importRoster compares, stores if asked to, and reports.
func (k *clerk) importRoster(ctx context.Context, r request, _ io.Writer) (answer, error) {
	texts, err := text.Load(k.set.Zone)
	if err != nil {
		return answer{}, fmt.Errorf("load the texts: %w", err)
	}
	sheet, err := roster.Read(bytes.NewReader(r.body))
	var refusal roster.Refusal
	if errors.As(err, &refusal) {
		return answer{Lines: sentences(texts, r.lang, refusal.Report()), Refused: true}, nil
	}
	if err != nil {
		return answer{}, err
	}
	sheet.Levels = k.levels
	now, apply := today(k.set.Zone), r.args.Has("apply")
	var plan roster.Plan
	var mistaken roster.Mistaken
	other := false // the administrator's number is somebody else's
	if apply {
		err = k.db.Update(ctx, func(tx store.Tx) {
			plan = roster.Compare(tx, sheet, now)
			roster.Apply(tx, plan)
			enroll.Listen(tx, plan.Members, now)
			other = errors.As(roster.First(tx, k.set, now), &mistaken)
		})
	} else {
		err = k.db.View(ctx, func(tx store.Tx) { plan = roster.Compare(tx, sheet, now) })
	}
	if err != nil {
		return answer{}, fmt.Errorf("import: %w", err)
	}
	said := append(plan.Report(), plan.Outcome(apply))
	if other {
		said = append(said, mistaken.Notice())
	}
	return answer{Lines: sentences(texts, r.lang, said), Refused: plan.Count(roster.Refused) > 0}, nil
}
