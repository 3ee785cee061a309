package main

import (
	"strconv"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/calendar"
	"caunoi/flows/casework"
	"caunoi/flows/reminder"
	"caunoi/store"
)

// teamRoles are those of a team's own people, who answer for it.
var teamRoles = []flows.Role{flows.Plain, flows.Secretary, flows.Deputy, flows.Head}

// ofReminders is what is done about what is said on time: the world has one for
// the first commune, whose last time has just come.
func ofReminders() []act {
	put := " 1 NH-01 " + strconv.FormatInt(remindedAt.Unix(), 36)
	active, paused := reminded(reminder.Active), reminded(reminder.Paused)
	return []act{
		{do: "nhac", roles: sending, anywhere: true}, {do: "nhac", roles: sending, anywhere: true, typed: true}, {do: "nhac them", roles: sending, anywhere: true}, {do: "nhac sau 5", roles: sending, anywhere: true},
		{do: "nhac 1", roles: sending, also: active}, {do: "talk.nhac - words x"},
		{do: "nhacdung 1", roles: sending, also: active}, {do: "nhactiep 1", roles: sending, also: paused}, {do: "nhacbo 1", roles: sending, also: active},
		{do: "nhacsua 1", roles: sending, also: active}, {do: "nhacthu 1", roles: sending, also: active}, {do: "nhacxem", member: true},
		{do: "hoan 1 @nobody" + strings.TrimPrefix(put, " 1 NH-01")}, {do: "hoan" + put}, {do: "hoan" + put, roles: teamRoles, also: active},
		{do: "khongmoi" + put}, {do: "khongmoi" + put, roles: teamRoles, also: active},
		{do: "khongmoi", roles: teamRoles, anywhere: true, typed: true},
	}
}

// remindedAt is when the reminder of the world last came due.
var remindedAt = time.Date(2026, 11, 21, 5, 0, 0, 0, time.FixedZone("+07", 7*60*60))

func reminded(state reminder.State) func(m *matrix, tx store.Tx, c casework.Case) {
	return func(_ *matrix, tx store.Tx, _ casework.Case) {
		reminder.Reminders.Put(tx, reminder.Reminder{
			Number: 1, By: "chu", Set: remindedAt, Text: "báo tình hình bà con", Places: []string{"03169"}, Whom: reminder.ToTeam, Said: "0 5 * * *",
			Rule: calendar.Rule{Line: "0 5 * * *"}, Useful: 72 * time.Hour, Task: "report", State: state, Last: remindedAt,
		})
		reminder.Occurrences.Put(tx, reminder.Occurrence{Reminder: 1, At: remindedAt, Fate: reminder.Told, Until: remindedAt.Add(72 * time.Hour)})
	}
}
