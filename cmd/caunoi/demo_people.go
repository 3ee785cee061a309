package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"caunoi/bot/web"
	"caunoi/flows"
	"caunoi/flows/viet"
)

// How large the made-up part of a province is: as one district in the sources
// was, 121 teams and nearly 900 people.
const (
	demoTeams    = 121
	demoProvince = "11"
	demoCommune  = "03169" // where the three people live who hold the phones first
	demoOutEvery = 67      // so many people, and one of them has not joined
)

// A district is a made-up part of a province: places, people, and who is what.
// It comes out the same each time.
type district struct {
	Units   []flows.Unit
	Members []flows.Member
	Posts   []flows.Post
	Cast    []string // the member, the leader and the administrator shown first

	organisation string // who keeps the data
	reminders    []flows.SetReminder

	people []web.Person // in the order of Members
	byID   map[string]int
	texts  []string // folded, for searching
}

// A founder makes a district up.
type founder struct {
	*district
	names, titles, villages sheet

	dice   *rand.Rand
	taken  map[string]bool // full names
	turns  map[string]int  // how many titles of a role have been given
	series map[string]int  // how many teams have a code with these letters
}

// newDistrict makes the district up.
func newDistrict() (*district, error) {
	f := &founder{
		district: &district{byID: map[string]int{}},
		dice:     rand.New(rand.NewPCG(20211222, 121)), // any numbers, as long as they stay
		taken:    map[string]bool{}, turns: map[string]int{}, series: map[string]int{},
	}
	communes, err := readSheet("communes.tsv")
	if err != nil {
		return nil, err
	}
	for name, s := range map[string]*sheet{"names.tsv": &f.names, "titles.tsv": &f.titles, "villages.tsv": &f.villages} {
		if *s, err = readSheet(name); err != nil {
			return nil, err
		}
	}
	said, err := readSheet("reminders.tsv")
	if err != nil {
		return nil, err
	}
	for _, r := range said {
		f.reminders = append(f.reminders, flows.SetReminder{
			Name: r["name"], When: r["when"], Whom: r["whom"], Units: []string{demoProvince}, Useful: 5 * 24 * time.Hour, Task: r["task"], Text: r["text"],
		})
	}
	f.organisation = f.titles.where("role", "organisation", "title")[0]
	f.province(communes)
	for i, c := range communes {
		f.commune(c, demoTeams*i/len(communes), demoTeams*(i+1)/len(communes))
	}
	f.cast()
	return f.district, nil
}

// province founds the top: the unit, its duty officer and the administrator.
func (f *founder) province(communes sheet) {
	top := f.villages[len(f.villages)-1] // the last line of the file is the province itself
	u := flows.Unit{
		Code: demoProvince, Level: "province", Phone: "0900100000",
		Name: strings.ReplaceAll(top["village"], "{name}", communes[0]["tinh"]),
	}
	f.Units = append(f.Units, u)
	title := func(role string) string { return f.title(role, "", "") }
	f.hire(flows.Duty, title("province"), u.Name, u.Code)
	f.hire(flows.Admin, title("admin"), u.Name, u.Code)
}

// commune founds a commune with its officers and the teams from first to last.
func (f *founder) commune(row map[string]string, first, last int) {
	u := flows.Unit{
		Code: row["ma_xa"], Level: "commune", Name: row["ten_day_du"], Parent: demoProvince,
		Phone: fmt.Sprintf("09001%s", row["ma_xa"]),
	}
	f.Units = append(f.Units, u)
	kind := row["loai"]
	for _, role := range []flows.Role{flows.Leader, flows.Duty, flows.Coordinator} {
		f.hire(role, f.title(string(role), kind, ""), u.Name, u.Code)
	}
	var teams []flows.Unit
	for n := first; n < last; n++ {
		teams = append(teams, f.team(row, n))
	}
	// Two officials share the teams, so that one of them has several.
	half := (len(teams) + 1) / 2
	parts := [][]flows.Unit{teams[:half], teams[half:]}
	var charges []string
	for _, part := range parts {
		if len(part) > 0 {
			f.hire(flows.Charge, f.title(string(flows.Charge), kind, ""), part[0].Name+" · "+u.Name, codesOf(part)...)
			charges = append(charges, f.Members[len(f.Members)-1].ID)
		}
	}
	// And each stands in for the other.
	for i, id := range charges {
		for _, code := range codesOf(parts[(i+1)%len(parts)]) {
			f.Posts = append(f.Posts, flows.Post{Member: id, Role: flows.StandIn, Unit: code})
		}
	}
}

// codesOf are the codes of units.
func codesOf(units []flows.Unit) []string {
	codes := make([]string, len(units))
	for i, u := range units {
		codes[i] = u.Code
	}
	return codes
}

// team founds the n-th village and its team.
func (f *founder) team(row map[string]string, n int) flows.Unit {
	kinds := f.villages.where("commune", row["loai"], "village")
	word := f.villages.where("commune", row["loai"], "kind")[0]
	var letters strings.Builder
	for _, w := range strings.Fields(row["ten_khong_dau"]) {
		letters.WriteString(strings.ToUpper(w[:1]))
	}
	f.series[letters.String()]++
	u := flows.Unit{
		Code:  fmt.Sprintf("%s-%02d", letters.String(), f.series[letters.String()]),
		Level: "village", Parent: row["ma_xa"], Team: true,
		Name: strings.ReplaceAll(kinds[n%len(kinds)], "{n}", fmt.Sprint(n+1)),
	}
	f.Units = append(f.Units, u)
	place := u.Name + " · " + row["ten_day_du"]
	roles := []flows.Role{flows.Head, flows.Deputy, flows.Deputy, flows.Plain, flows.Plain}
	if n%2 == 0 {
		roles = append(roles, flows.Plain)
	}
	for _, role := range roles {
		f.hire(role, f.title(string(role), row["loai"], word), place, u.Code)
	}
	return u
}

// title returns the next office of a role.
func (f *founder) title(role, commune, village string) string {
	all := f.titles.where("role", role, "title")
	t := all[f.turns[role]%len(all)]
	f.turns[role]++
	return strings.NewReplacer("{commune}", commune, "{village}", village).Replace(t)
}

// hire invents a person who holds a role at units. Phones begin with 09000,
// which no network gives out.
func (f *founder) hire(role flows.Role, title, place string, units ...string) {
	n := len(f.Members) + 1
	m := flows.Member{ID: fmt.Sprintf("m%03d", n), Name: f.name(), Title: title, Phone: fmt.Sprintf("09000%05d", n)}
	f.Members = append(f.Members, m)
	for _, u := range units {
		f.Posts = append(f.Posts, flows.Post{Member: m.ID, Role: role, Unit: u})
	}
	folded := viet.Fold(m.Name)
	f.byID[m.ID] = len(f.people)
	f.people = append(f.people, web.Person{
		ID: m.ID, Name: m.Name, Title: title, Role: string(role), Team: units[0], Place: place,
		Joined: n%demoOutEvery != demoOutEvery-1, Phone: m.Phone, Short: folded[strings.LastIndex(folded, " ")+1:],
	})
	f.texts = append(f.texts, viet.Fold(strings.Join(append([]string{m.Name, title, place}, units...), " ")))
}

// name invents a name that nobody in the district has.
func (f *founder) name() string {
	for {
		sex := []string{"m", "f"}[f.dice.IntN(2)]
		pick := func(part string) string {
			all := f.names.where("part", part, "word")
			if part != "surname" {
				all = nil
				for _, row := range f.names {
					if row["part"] == part && row["sex"] == sex {
						all = append(all, row["word"])
					}
				}
			}
			return all[f.dice.IntN(len(all))]
		}
		name := pick("surname") + " " + pick("middle") + " " + pick("given")
		if !f.taken[name] {
			f.taken[name] = true
			return name
		}
	}
}

// cast chooses who holds the phones first: a member of the first team of a
// commune, the person in charge of that team, and the administrator.
func (f *founder) cast() {
	team := ""
	for _, u := range f.Units {
		if u.Parent == demoCommune && team == "" {
			team = u.Code
		}
	}
	seat := func(role flows.Role, unit string) {
		for _, p := range f.Posts {
			if p.Role == role && p.Unit == unit && f.people[f.byID[p.Member]].Joined {
				f.Cast = append(f.Cast, p.Member)
				return
			}
		}
	}
	seat(flows.Plain, team)
	seat(flows.Charge, team)
	seat(flows.Admin, demoProvince)
}
