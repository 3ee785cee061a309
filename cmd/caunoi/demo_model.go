package main

import (
	"fmt"
	"time"

	"caunoi/flows"
	"caunoi/flows/model"
	"caunoi/store"
)

// A shownModel is a made-up model, with what shows it.
type shownModel struct {
	model.Model
	shown []model.Evidence
}

// models are those of the first teams of the commune the demo begins in, one each.
func (d *district) models(now time.Time) ([]shownModel, error) {
	rows, err := readSheet("models.tsv")
	if err != nil {
		return nil, err
	}
	local := now.In(flows.Defaults().Zone)
	today := time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, local.Location())
	states := map[string]model.State{"registered": model.Registered, "running": model.Running}
	var all []shownModel
	for i, team := range d.teamsOf(demoCommune) {
		if i == len(rows) {
			break
		}
		row := rows[i]
		var number int64
		var ago, ahead int
		if _, err := fmt.Sscan(row["number"]+" "+row["ago"]+" "+row["ahead"], &number, &ago, &ahead); err != nil {
			return nil, fmt.Errorf("read the numbers of %q: %w", row["name"], err)
		}
		m := shownModel{Model: model.Model{
			State: states[row["state"]], Name: row["name"], Field: row["field"], Unit: team, By: d.holder(team, flows.Head), At: now.AddDate(0, 0, -ago),
			Target: model.Amount{Number: number, Unit: row["unit"], Label: row["label"]}, Start: today.AddDate(0, 0, -ago), Due: today.AddDate(0, 0, ahead),
		}}
		if m.State == 0 {
			return nil, fmt.Errorf("read the state of %q: there is none such as %q", row["name"], row["state"])
		}
		if row["shown"] != "" {
			m.shown = []model.Evidence{{At: now.AddDate(0, 0, -ago/2), By: m.By, Words: row["shown"]}}
		}
		all = append(all, m)
	}
	return all, nil
}

// teamsOf are the teams of a commune, in the order they were founded.
func (d *district) teamsOf(commune string) (teams []string) {
	for _, u := range d.Units {
		if u.Team && u.Parent == commune {
			teams = append(teams, u.Code)
		}
	}
	return teams
}

// holder is the first who holds a role at a unit; "" if nobody does.
func (d *district) holder(unit string, role flows.Role) string {
	for _, p := range d.Posts {
		if p.Unit == unit && p.Role == role {
			return p.Member
		}
	}
	return ""
}

// keepModels puts the made-up models into the database.
func keepModels(tx store.Tx, all []shownModel) {
	for _, m := range all {
		model.Keep(tx, m.Model, m.shown, flows.Defaults().Zone)
	}
}
