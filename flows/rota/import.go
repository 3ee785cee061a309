package rota

import (
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
	"caunoi/store"
)

// A Row is a shift as a spreadsheet has it.
type Row struct {
	Number   int       // of the row
	Unit     string    // the code, with or without the zero that spreadsheets drop
	Day      time.Time // zero: it cannot be read
	From, To string    // as typed: "8h", "20:00"; both empty are the whole day
	Name     string
	Phone    string
}

// Import lays rows upon the rotas of their units: each of the times that are
// named is planned anew. It says of each row what becomes of it, and how many are
// refused; those hold up no other. Without apply nothing is stored.
func Import(tx store.Tx, rows []Row, zone *time.Location, at time.Time, apply bool) (lines []text.Key, refused int) {
	units, order := map[string]*reading{}, []string{}
	for _, row := range rows {
		unit, fault := row.unit(tx, at)
		s, args := Shift{}, text.Args{}
		if fault == "" {
			s, fault, args = row.shift(tx, unit, zone, at)
		}
		if args == nil {
			args = text.Args{}
		}
		args["row"], args["line"], args["unit"] = row.Number, viet.Short(strings.TrimSpace(row.Name+" "+row.Phone), 40), unit.Name
		if fault != "" {
			refused++
			lines = append(lines, text.Key{Name: "rota.import.refused", Args: text.Args{"row": row.Number, "why": text.Key{Name: fault, Args: args}}})
			continue
		}
		if units[s.Unit] == nil {
			units[s.Unit], order = &reading{}, append(order, s.Unit)
		}
		r := units[s.Unit]
		r.shifts, r.spans = append(r.shifts, s), append(r.spans, period{s.From, s.To})
		m, _ := flows.Members.Get(tx, s.Member)
		lines = append(lines, text.Key{Name: "rota.import.row", Args: text.Args{"row": row.Number, "unit": unit.Name, "when": s.when(zone), "name": m.Name}})
	}
	for _, unit := range order {
		if apply {
			replan(tx, unit, *units[unit], false, at)
			foretell(tx, unit, at, zone)
		}
	}
	return lines, refused
}

// unit finds the unit of a row.
func (r Row) unit(tx store.Tx, at time.Time) (flows.Unit, string) {
	code := strings.ToUpper(strings.TrimSpace(r.Unit))
	for _, c := range []string{code, "0" + code} {
		if u, ok := flows.Units.Get(tx, c); ok && !u.Team && u.Open(at) {
			return u, ""
		}
	}
	return flows.Unit{}, "rota.import.unit"
}

// shift reads the days, the hours and the person of a row.
func (r Row) shift(tx store.Tx, unit flows.Unit, zone *time.Location, at time.Time) (s Shift, fault string, args text.Args) {
	if r.Day.IsZero() {
		return s, "rota.import.day", nil
	}
	from, to := time.Duration(0), 24*time.Hour
	if r.From != "" || r.To != "" {
		var rest string
		if from, to, rest = viet.Hours(clockIn(r.From) + " - " + clockIn(r.To)); rest != "" {
			return s, "rota.import.hours", nil
		}
	}
	s = Shift{Unit: unit.Code, From: clockOn(r.Day, from), To: clockOn(r.Day, to)}
	if !s.To.After(at) {
		return s, "rota.fault.when", nil
	}
	people := officers(tx, unit.Code, at)
	said := r.Phone
	if said == "" {
		said = r.Name
	}
	found := matches(people, said)
	if len(found) == 0 && r.Phone != "" && r.Name != "" {
		said, found = r.Name, matches(people, r.Name)
	}
	if len(found) != 1 {
		fault, args = stranger(tx, unit.Code, people, found, said)
		return s, fault, args
	}
	s.Member = found[0].ID
	return s, "", nil
}

// clockIn writes a time of day as it is typed in a line; a spreadsheet keeps 8:00
// as a third of a day, and writes the hour alone or with its seconds.
func clockIn(said string) string {
	said = strings.TrimSpace(said)
	for _, form := range []string{"15:04:05", "15:04", "15", "15h", "15h04", "15g", "15g04"} {
		if at, err := time.Parse(form, said); err == nil {
			return at.Format("15:04")
		}
	}
	if day, err := time.ParseDuration(strings.ReplaceAll(said, ",", ".") + "h"); err == nil && day >= 0 && day < time.Hour {
		return time.Time{}.Add((24 * day).Round(time.Minute)).Format("15:04")
	}
	if said == "24:00" || said == "24" || said == "24h" {
		return "24:00"
	}
	return said
}
