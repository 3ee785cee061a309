package roster

import (
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
)

// A Sheet is a roster as it was read, before it is compared with what is
// stored.
type Sheet struct {
	Rows   []Row
	Notes  []Notice // about the whole file
	Levels []string // names of the levels of the tree, the highest first

	// Titles and Phones say that the rows name the offices and the numbers of
	// people: what is empty there is to be empty. Without them an empty one
	// changes nothing that is stored.
	// Days and Ends say the same of the first and the last days of posts.
	Titles, Phones, Days, Ends bool
}

// DefaultLevels are the levels of the tree since July 2025 (the domain notes, 8).
func DefaultLevels() []string { return []string{"province", "commune", "village"} }

// A Row is one line of the roster: a person at a post. The values are repaired
// and checked; what could not be read is in Wrong.
type Row struct {
	Number  int    // as a spreadsheet counts, the header included
	STT     string // the number people gave the row
	Team    string // code of the team; "" above the village
	Commune string // code of the commune, or of the unit above the village
	Place   string // name of the commune or of the unit above it
	Village string
	Name    string
	Role    flows.Role
	Level   place // what the role's own name says of its level
	Title   string
	Phone   string
	Shares  string // STT of the row whose phone this person uses
	Charge  bool   // also the person in charge of the team
	From    Date
	To      Date     // the last day
	Desk    string   // the number of the commune's duty desk, to be read out to people in need
	Former  []string // codes of communes that this commune took over
	Teams   []string // codes of teams that this team took over
	Merged  Date     // the day it took them over; the day of the import if none is given

	Notes []Notice // what was repaired
	Wrong []Notice // why the row is refused
}

// Unit returns the code of the unit the post is held at.
func (r Row) Unit() string {
	if r.Team != "" {
		return r.Team
	}
	return r.Commune
}

// A Date is a day as a roster writes it, of no zone. The zero Date is none.
type Date struct {
	Year, Month, Day int
}

// In returns the first moment of the day in a zone; zero for no day.
func (d Date) In(zone *time.Location) time.Time {
	if d == (Date{}) {
		return time.Time{}
	}
	return time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, zone)
}

// After returns the first moment after the day; zero for no day.
func (d Date) After(zone *time.Location) time.Time {
	if d == (Date{}) {
		return time.Time{}
	}
	return time.Date(d.Year, time.Month(d.Month), d.Day+1, 0, 0, 0, 0, zone)
}

// before reports whether d is an earlier day than e.
func (d Date) before(e Date) bool {
	if d.Year != e.Year {
		return d.Year < e.Year
	}
	if d.Month != e.Month {
		return d.Month < e.Month
	}
	return d.Day < e.Day
}

// A place is how high in the tree a post stands.
type place uint8

const (
	anyLevel place = iota
	atTeam
	atCommune
	atDistrict
	atTop
)

// A Notice is a sentence of the report, as a key of the catalogs.
type Notice struct {
	Key  string
	Args text.Args
}

// note makes a notice; args are names and values in turn.
func note(key string, args ...any) Notice {
	n := Notice{Key: key}
	for i := 0; i+1 < len(args); i += 2 {
		if n.Args == nil {
			n.Args = text.Args{}
		}
		n.Args[args[i].(string)] = args[i+1]
	}
	return n
}

// A Refusal is why a whole file cannot be read as a roster.
type Refusal []Notice

// Error names the reasons by their keys; people are told them in the words of
// the catalogs.
func (r Refusal) Error() string {
	keys := make([]string, len(r))
	for i, n := range r {
		keys[i] = n.Key
	}
	return "the roster is refused: " + strings.Join(keys, ", ")
}
