package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/figures"
	"caunoi/flows/viet"
)

// numbersIn adds two verbs to a desk of transcripts, by which figures and reports of
// months gone by are there before a transcript about numbers begins:
//
//	quan: (press sosan NH-01 10/2026 A1=2 A2=85~ D1=1200)
//	quan: (press vieccu NH-01 10/2026 HTA 3 6 done)
//
// The first files a team's figures, ~ after those that are near enough only. The
// second puts so many reports of a category and level into a month, each taken after
// an hour, and late or settled four days after it was reported.
func numbersIn(d *flows.Desk) {
	d.Verb("sosan", func(t *flows.Turn, words []string) {
		numbers := figures.Numbered(t.Tx, t.Set.Indicators)
		s, _ := figures.SheetOf(t.Tx, words[0], monthIn(words[1]))
		for _, w := range words[2:] {
			code, value, _ := strings.Cut(w, "=")
			plain, near := strings.CutSuffix(value, "~")
			n, _ := strconv.ParseInt(plain, 10, 64)
			s.Set(numbers[code], viet.NumOf(n), near)
		}
		s.Closed, s.By = t.Event.At, t.From.ID
		figures.Keep(t.Tx, s)
	})
	d.Verb("vieccu", func(t *flows.Turn, words []string) {
		from, _ := monthIn(words[1]).Span(t.Set)
		level, _ := strconv.Atoi(words[3])
		count, _ := strconv.Atoi(words[4])
		for i := range count {
			c := casework.Case{
				Code:     fmt.Sprintf("%s-%s%d%d", from.In(t.Set.Zone).Format("0601"), words[3], int(words[2][0]), 100+i),
				Reporter: "xa", At: from.Add(time.Duration(i+1) * 7 * time.Hour), Category: words[2], Level: casework.Level(level), State: casework.New,
			}
			casework.Stand(t, &c, words[0])
			c.State, c.Taker, c.Log = casework.Taken, "xa", []casework.Entry{{At: c.At.Add(time.Hour), Act: "taken"}}
			end := c.At.Add(100 * time.Hour)
			switch words[5] {
			case "done":
				c.State, c.DoneAt, c.Log = casework.Closed, end, append(c.Log, casework.Entry{At: end, Act: "done"})
			case "late":
				c.Log = append(c.Log, casework.Entry{At: end, Act: "overdue"})
			}
			casework.Cases.Put(t.Tx, c)
		}
	})
}

// monthIn reads "10/2026".
func monthIn(word string) figures.Month {
	month, year, _ := strings.Cut(word, "/")
	m, _ := strconv.Atoi(month)
	y, _ := strconv.Atoi(year)
	return figures.MonthOf(y, time.Month(m))
}
