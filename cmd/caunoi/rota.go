package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"

	"caunoi/flows/roster"
	"caunoi/flows/rota"
	"caunoi/flows/text"
	"caunoi/store"
)

// importRota compares a duty rota in a file with the stored organisation, and
// stores it if asked to.
func (c *console) importRota(ctx context.Context, args []string) error {
	flags, path := c.flags("rota")
	apply, unit := flags.Bool("apply", false, ""), flags.String("unit", "", "")
	lang := flags.String("lang", string(text.Vietnamese), "")
	if err := c.parse(flags, args, "ROTA.csv"); err != nil {
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
	r := request{job: "rota", lang: spoken, args: url.Values{"unit": {strings.ToUpper(*unit)}}, body: file, store: *apply,
		again: "ask again: it may have been stored, and importing the same rota twice changes nothing"}
	if *apply {
		r.args.Set("apply", "yes")
	}
	return c.ask(ctx, config, r, io.Discard)
}

// importRota reads a rota, lays it upon what is stored, and says of each row what
// becomes of it. A row without a unit's code belongs to the one that was named.
func (k *clerk) importRota(ctx context.Context, r request, _ io.Writer) (answer, error) {
	texts, err := text.Load(k.set.Zone)
	if err != nil {
		return answer{}, fmt.Errorf("load the texts: %w", err)
	}
	table, err := roster.Table(bytes.NewReader(r.body))
	var refusal roster.Refusal
	if errors.As(err, &refusal) {
		said := append(sentences(texts, r.lang, refusal.Report()), texts.Say(r.lang, "", "rota.import.columns", nil))
		return answer{Lines: said, Refused: true}, nil
	}
	if err != nil {
		return answer{}, err
	}
	rows, apply, now := rotaRows(table, r.args.Get("unit"), k.set.Zone), r.args.Has("apply"), today(k.set.Zone)
	var lines []text.Key
	var refused int
	do := func(tx store.Tx) { lines, refused = rota.Import(tx, rows, k.set.Zone, now, apply) }
	if apply {
		err = k.db.Update(ctx, do)
	} else {
		err = k.db.View(ctx, do)
	}
	if err != nil {
		return answer{}, fmt.Errorf("import the rota: %w", err)
	}
	outcome := text.K("roster.trial")
	switch {
	case apply && refused > 0:
		outcome = text.Key{Name: "roster.stored.rest", Args: text.Args{"refused": refused}}
	case apply:
		outcome = text.K("roster.stored.all")
	}
	lines = append(lines, text.Key{Name: "rota.import.sum", Args: text.Args{"n": len(lines) - refused, "refused": refused}}, outcome)
	said := make([]string, len(lines))
	for i, l := range lines {
		said[i] = texts.Say(r.lang, "", l.Name, l.Args)
	}
	return answer{Lines: said, Refused: refused > 0}, nil
}

// rotaRows takes the cells of a rota's rows by their headings.
func rotaRows(table []roster.TableRow, unit string, zone *time.Location) []rota.Row {
	var rows []rota.Row
	for _, t := range table {
		row := rota.Row{Number: t.Number, Unit: t.Cells["ma xa"], From: t.Cells["tu gio"], To: t.Cells["den gio"], Name: t.Cells["ho va ten"], Phone: t.Cells["so dien thoai"]}
		if row.Name == "" && row.Phone == "" && row.Unit == "" {
			continue
		}
		if row.Unit == "" {
			row.Unit = unit
		}
		if unit != "" && row.Unit != unit && "0"+row.Unit != unit {
			continue
		}
		if day, ok := t.Day("ngay"); ok {
			row.Day = day.In(zone)
		}
		rows = append(rows, row)
	}
	return rows
}
