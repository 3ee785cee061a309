package main

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"caunoi/bot"
	"caunoi/flows"
	"caunoi/flows/directive"
	"caunoi/store"
	"caunoi/store/bolt"
)

// Numbers of those who take part, at the made-up Telegram.
const (
	benchAdmin    = 1000
	benchPerson   = 1_000_000
	benchReporter = 5_000_000
	benchCharge   = 6_000_000
	benchGroup    = -10_000
	benchSuper    = -1_001_000_000_000
)

// benchWords are the words of the directive.
const benchWords = "Từ 19h hôm nay mưa lớn, các tổ rà soát nhà ven suối, báo số hộ cần di dời."

// teamSize is how many people a team has.
const teamSize = 7

// chat is the chat of the i-th receiver.
func (t benchTrial) chat(i int) int64 {
	if t.To == "groups" {
		return benchGroup - int64(i)
	}
	return benchPerson + int64(i)
}

// nth reports whether a receiver is one of so many percent, spread evenly.
func nth(i int, percent float64, offset int) bool {
	return percent > 0 && (i+offset)%int(math.Max(100/percent, 1)) == 0
}

// closed reports whether the i-th receiver has closed the chat, and moved whether
// the group has become another.
func (t benchTrial) closed(i int) bool { return nth(i, t.Blocked, 1) }

func (t benchTrial) moved(i int) bool {
	return t.To == "groups" && !t.closed(i) && nth(i, t.Migrated, 2)
}

// reporters is how many urgent reports there can be: one of each reporter.
func (t benchTrial) reporters() int {
	seconds := float64(t.Receivers)/(29*float64(t.Scale)) + 60
	return int(seconds*t.Urgent) + 1
}

// settle makes a folder with a configuration and a database, in which a directive
// to everybody is to begin at once.
func (t benchTrial) settle(ctx context.Context, folder, token string) (err error) {
	rates := bot.TelegramRates()
	limits := fmt.Sprintf("limits: {per_second: %d, chat_per_second: %d, group_per_minute: %d, allowance: %s}\n",
		rates.Total*t.Scale, rates.Chat*t.Scale, rates.Group*t.Scale, map[bool]bot.Allowance{true: bot.Own, false: bot.Free}[t.Scale > 1])
	config := "organisation: Tỉnh ủy Mẫu\nadmin: {name: Bùi Văn Mẫu, phone: \"0900000014\"}\nphones: {duty: \"02150000000\"}\n" +
		"health: off\ntelegram: {token: \"${CAUNOI_TELEGRAM_TOKEN}\"}\n" + limits
	data := filepath.Join(folder, "data")
	if err := os.MkdirAll(data, 0o700); err != nil {
		return fmt.Errorf("make the folder of the trial: %w", err)
	}
	if err := os.WriteFile(filepath.Join(folder, "config.yaml"), []byte(config), 0o600); err != nil {
		return fmt.Errorf("write the configuration of the trial: %w", err)
	}
	db, err := bolt.Open(filepath.Join(data, databaseName), bolt.Options{Init: true, Schema: schema, Now: time.Now})
	if err != nil {
		return fmt.Errorf("make the database of the trial: %w", err)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	now := time.Now()
	return errors.Join(
		db.Update(ctx, func(tx store.Tx) { t.found(tx, now) }),
		db.Update(ctx, func(tx store.Tx) { t.fill(tx, now) }),
	)
}

// found puts in the tree, the administrator, the directive and those who report.
func (t benchTrial) found(tx store.Tx, now time.Time) {
	flows.Units.Put(tx, flows.Unit{Code: "T", Level: "province", Name: "Tỉnh T"})
	flows.Units.Put(tx, flows.Unit{Code: "K", Level: "commune", Name: "Xã K"})
	joined(tx, benchAdmin, now, "T", flows.Admin)
	for i := range t.reporters() {
		team := fmt.Sprintf("K%d", i)
		flows.Units.Put(tx, flows.Unit{Code: team, Level: "village", Name: "Bản " + team, Parent: "K", Team: true})
		joined(tx, benchReporter+int64(i), now, team, flows.Plain)
		joined(tx, benchCharge+int64(i), now, team, flows.Charge)
	}
	whom := directive.ToMembers
	if t.To == "groups" {
		whom = directive.ToTeam
	}
	d := directive.Directive{
		Number: 1, State: directive.Planned, By: member(benchAdmin), At: now, Start: now, Text: benchWords, Places: []string{"T"},
		Whom: whom, Ask: directive.ToConfirm, Watch: []string{member(benchAdmin)}, Wide: true,
	}
	directive.Directives.Put(tx, d)
	flows.Timers.Put(tx, flows.Timer{Name: directive.BeginTimer, ID: d.Code(), Due: now, Seq: 1})
}

// fill puts in the teams, and their groups or their people.
func (t benchTrial) fill(tx store.Tx, now time.Time) {
	each := 1
	if t.To == "people" {
		each = teamSize
	}
	for i := range t.Receivers {
		n := i / each
		team := fmt.Sprintf("V%d", n)
		if i%each == 0 {
			commune := fmt.Sprintf("X%d", n/46) // 45 communes of 46 teams
			flows.Units.Put(tx, flows.Unit{Code: commune, Level: "commune", Name: "Xã " + commune, Parent: "T"})
			flows.Units.Put(tx, flows.Unit{Code: team, Level: "village", Name: "Bản " + team, Parent: commune, Team: true})
		}
		if t.To == "groups" {
			flows.Groups.Put(tx, flows.Group{Address: flows.At("telegram", strconv.FormatInt(t.chat(i), 10)), Unit: team, Since: now})
		} else {
			joined(tx, t.chat(i), now, team, flows.Plain)
		}
	}
}

// member is the id of somebody of a number.
func member(number int64) string { return "p" + strconv.FormatInt(number, 10) }

// joined puts in somebody who has joined, with a post.
func joined(tx store.Tx, number int64, now time.Time, unit string, role flows.Role) {
	id := member(number)
	flows.Members.Put(tx, flows.Member{
		ID: id, Name: "Người " + id, Consent: flows.Consent{Version: "1", Agreed: true, At: now},
		Homes: []flows.Home{{Address: flows.At("telegram", strconv.FormatInt(number, 10)), Since: now}},
	})
	flows.Posts.Put(tx, flows.Post{Member: id, Role: role, Unit: unit})
}
