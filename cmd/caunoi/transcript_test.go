package main

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/directive"
	"caunoi/flows/enroll"
	"caunoi/flows/figures"
	"caunoi/flows/flowtest"
)

// TestTranscripts plays every conversation of the product, at the desk the
// program runs with, in all weathers.
func TestTranscripts(t *testing.T) {
	flowtest.Run(t, "../../flows/*/testdata/*.txt", sendingDesk, enroll.InviteGroup)
}

// sendingDesk is the program's desk with two verbs more that the program itself does
// not know (TestRights names every verb it knows). By the first, "gửi", a transcript
// about what becomes of a directive begins with the directive:
//
//	quan: (press gui team figure 11 6h rà soát nhà ven suối)
//	quan: (press gui members oneof 03169 - Đủ/Thiếu gạo còn đủ không)
//
// whom, what is asked, where, until when, the options or the form, and the words. A storm's
// begins with 🚨. How a directive is written and confirmed stands in the transcripts
// compose and many. The second, "thuhoithu", leaves a directive as a withdrawal does
// whose messages have not been taken back yet. "chotthu" closes a month of a team.
func sendingDesk(set flows.Settings, traits map[string]flows.Traits) (*flows.Desk, error) {
	d, err := newDesk(set, traits)
	if err != nil {
		return nil, err
	}
	numbersIn(d)
	d.Verb("gui", func(t *flows.Turn, words []string) {
		whom := []string{"", "team", "heads", "members", "charge"}
		asks := []string{"", "know", "confirm", "figure", "words", "oneof", "form"}
		word := directive.Directive{
			State: directive.Sending, Whom: directive.Whom(slices.Index(whom, words[0])), Ask: directive.Ask(slices.Index(asks, words[1])),
			Places: strings.Split(words[2], ","),
		}
		if after, err := time.ParseDuration(words[3]); err == nil {
			word.Due = t.Event.At.Add(after)
		}
		words = words[4:]
		if word.Ask == directive.ForOneOf {
			word.Options, words = strings.Split(words[0], "/"), words[1:]
		}
		if word.Ask == directive.ToFillForm {
			word.Form, words = words[0], words[1:]
			f, _ := t.Set.FormOf(word.Form)
			word.FormTitle = f.Title
		}
		word.Text = strings.Join(words, " ")
		word.Text, word.Storm = strings.CutPrefix(word.Text, "🚨 ")
		directive.Confirm(t, word)
	})
	d.Verb("chotthu", closeMonth)
	d.Verb("thuhoithu", func(t *flows.Turn, words []string) {
		n, _ := strconv.ParseInt(words[0], 10, 64)
		for word := range directive.Directives.All(t.Tx) {
			if word.Number == n {
				word.State, word.Ended = directive.Withdrawn, t.Event.At
				directive.Directives.Put(t.Tx, word)
			}
		}
	})
	tellsResults(d)
	return d, nil
}

// closeMonth closes the figures of a team in a month: its code, the year, the month.
func closeMonth(t *flows.Turn, words []string) {
	year, _ := strconv.Atoi(words[1])
	month, _ := strconv.Atoi(words[2])
	sheet, _ := figures.SheetOf(t.Tx, words[0], figures.MonthOf(year, time.Month(month)))
	sheet.Closed, sheet.By = t.Event.At, t.From.ID
	figures.Keep(t.Tx, sheet)
}
