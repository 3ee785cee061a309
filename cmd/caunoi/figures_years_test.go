package main

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/figures"
	"caunoi/flows/flowtest"
	"caunoi/flows/viet"
	"caunoi/store"
)

// published are the figures of a province of 2,071 teams over five years, as its
// report printed them (the domain notes, section 3, seed 001). Money is in đồng.
var published = map[string]int64{"D1": 2_477_180, "D3": 1_477_602, "D5": 109_402_000_000, "D7": 252_430_000_000}

// fiveYears are the months of the made-up figures.
var fiveYears = figures.Period{From: figures.MonthOf(2021, time.November), To: figures.MonthOf(2026, time.October)}

// A fiveYear is a province whose teams gave made-up figures that add up to what
// was published.
type fiveYear struct {
	db       store.DB
	set      flows.Settings
	communes []string
	teams    []flows.Unit
	shares   map[string]map[string][]int64  // by indicator and team, a number for each month; -1 is silence
	expected map[string]map[string]viet.Num // by unit and indicator, added up apart from the program
	sheets   int
}

// provinceSize is how many teams the made-up province has: all of them by
// CAUNOI_TEAMS=2071.
func provinceSize() int {
	if n, err := strconv.Atoi(os.Getenv("CAUNOI_TEAMS")); err == nil && n > 0 {
		return n
	}
	return 90
}

// newFiveYear makes the province, without a figure in it.
func newFiveYear(t testing.TB, teams int) *fiveYear {
	t.Helper()
	sheet, err := readSheet("communes.tsv")
	if err != nil {
		t.Fatal(err)
	}
	y := &fiveYear{db: flowtest.Store(t), set: flows.Defaults(), shares: map[string]map[string][]int64{}, expected: map[string]map[string]viet.Num{}}
	y.update(t, func(tx store.Tx) {
		flows.Units.Put(tx, flows.Unit{Code: "11", Level: "province", Name: "Tỉnh Điện Biên"})
		for _, row := range sheet {
			y.communes = append(y.communes, row["ma_xa"])
			flows.Units.Put(tx, flows.Unit{Code: row["ma_xa"], Level: "commune", Name: row["ten_day_du"], Parent: "11"})
		}
		for n := range teams {
			u := flows.Unit{Code: fmt.Sprintf("T-%04d", n+1), Level: "village", Name: fmt.Sprintf("Bản số %d", n+1), Parent: y.communes[n%len(y.communes)], Team: true}
			y.teams = append(y.teams, u)
			flows.Units.Put(tx, u)
		}
	})
	y.share(rand.New(rand.NewPCG(11, 60)))
	return y
}

func (y *fiveYear) update(t testing.TB, f func(tx store.Tx)) {
	t.Helper()
	if err := y.db.Update(context.Background(), f); err != nil {
		t.Fatal(err)
	}
}

// share cuts each published figure into numbers of teams and months, some of them
// zero and some silent, and adds up what each unit is to come to.
func (y *fiveYear) share(chance *rand.Rand) {
	months := int(fiveYears.To-fiveYears.From) + 1
	for _, code := range slices.Sorted(maps.Keys(published)) {
		total := published[code]
		y.shares[code] = map[string][]int64{}
		left, cells := total, int64(len(y.teams)*months)
		for _, team := range y.teams {
			all := make([]int64, months)
			for m := range all {
				cells--
				switch {
				case cells == 0:
					all[m] = left
				case chance.IntN(10) < 3:
					all[m] = -1
				case chance.IntN(10) < 2:
					all[m] = 0
				default:
					all[m] = min(left, chance.Int64N(max(1, 3*left/(cells+1))+1))
				}
				left -= max(0, all[m])
				for _, unit := range []string{team.Code, team.Parent, "11"} {
					if y.expected[unit] == nil {
						y.expected[unit] = map[string]viet.Num{}
					}
					y.expected[unit][code] += viet.NumOf(max(0, all[m]))
				}
			}
			y.shares[code][team.Code] = all
		}
	}
}

// store keeps the sheets of all teams up to a month, of the first so many only those
// before it; a hundred of them in a transaction.
func (y *fiveYear) store(t testing.TB, but int) {
	var all []figures.Sheet
	y.update(t, func(tx store.Tx) {
		numbers := figures.Numbered(tx, y.set.Indicators)
		for n, team := range y.teams {
			for m := fiveYears.From; m <= fiveYears.To; m++ {
				if n < but && m == fiveYears.To {
					continue
				}
				s, _ := figures.SheetOf(tx, team.Code, m)
				for code := range published {
					if n := y.shares[code][team.Code][m-fiveYears.From]; n >= 0 {
						s.Set(numbers[code], viet.NumOf(n), false)
					}
				}
				if s.Given() {
					all = append(all, s)
				}
			}
		}
	})
	y.sheets += len(all)
	for len(all) > 0 {
		n := min(100, len(all))
		y.update(t, func(tx store.Tx) {
			for _, s := range all[:n] {
				figures.Keep(tx, s)
			}
		})
		all = all[n:]
	}
}

// comes asserts what a unit's figures come to over the five years.
func (y *fiveYear) comes(t *testing.T, tree figures.Tree, unit string) {
	t.Helper()
	y.update(t, func(tx store.Tx) {
		got := figures.Add(tx, y.set.Indicators, tree, unit, fiveYears, nil)
		for code := range published {
			if want := y.expected[unit][code]; got[code].Value != want {
				t.Errorf("%s of %s, tree %d: got %s, want %s", code, unit, tree, viet.Digits(got[code].Value), viet.Digits(want))
			}
		}
	})
}

// byMessage is how many heads give the figures of the last month themselves.
const byMessage = 12

// tell lets the heads of some teams write the figures of the last month to the bot
// as they would, and close it.
func (y *fiveYear) tell(t *testing.T, teams []flows.Unit) *scene {
	desk, err := newDesk(y.set, map[string]flows.Traits{"test": {Buttons: true, Edits: true}})
	if err != nil {
		t.Fatal(err)
	}
	s := &scene{t: t, db: y.db, desk: desk, now: time.Date(2026, 11, 3, 19, 0, 0, 0, y.set.Zone), seen: map[string][]string{}, news: map[string]int{}}
	said := []struct{ code, words string }{
		{"D1", "bà con hiến %s m2 đất"}, {"D3", "bà con góp %s công"}, {"D5", "bà con góp %s đồng"}, {"D7", "nhà nước hỗ trợ %s đồng"},
	}
	for i, team := range teams {
		head := fmt.Sprintf("M-%d", 100+i)
		s.member(flows.Member{ID: head, Name: "Người Mẫu"}, team.Code, string(flows.Head))
		var words []string
		for _, p := range said {
			if n := y.shares[p.code][team.Code][fiveYears.To-fiveYears.From]; n >= 0 {
				words = append(words, fmt.Sprintf(p.words, viet.Thousands(n)))
			}
		}
		if len(words) == 0 {
			continue
		}
		y.sheets++
		s.says(head, "/solieu 10/2026 "+strings.Join(words, ", "))
		s.says(head, "xong")
		s.says(head, "chốt")
		y.update(t, func(tx store.Tx) {
			if sheet, _ := figures.SheetOf(tx, team.Code, fiveYears.To); sheet.Closed.IsZero() {
				t.Errorf("%s is not closed; %s saw %q", team.Code, head, s.seen[head][len(s.seen[head])-1])
			}
		})
	}
	return s
}

// looksAt lets a leader of the province and one of a commune ask for the summary of
// all five years: it says exactly what was published, and what the commune came to.
// With CAUNOI_LOOK naming a folder the sheets are left there, to be reckoned again by
// another program.
func (y *fiveYear) looksAt(t *testing.T, s *scene) {
	for _, unit := range []string{"11", y.communes[0]} {
		who := "L-" + unit
		s.member(flows.Member{ID: who, Name: "Người Mẫu"}, unit, string(flows.Leader))
		s.says(who, "/thongke từ đầu đến nay")
		shown, _, _ := strings.Cut(s.seen[who][len(s.seen[who])-1], "\n{") // without the picture
		for code := range published {
			i, _ := figures.Find(y.set.Indicators, code)
			if want := viet.Digits(y.expected[unit][code]) + " " + i.Unit.Label(); !strings.Contains(shown, want) {
				t.Errorf("the summary of %s lacks %s of %s: %s", unit, want, code, shown)
			}
		}
		t.Logf("%s", strings.Split(shown, "\n[")[0])
		folder := os.Getenv("CAUNOI_LOOK")
		if folder == "" {
			continue
		}
		do := regexp.MustCompile(`Excel\]\(([^)]*)\)`).FindStringSubmatch(shown)
		s.presses(who, do[1])
		file := regexp.MustCompile(`Ref:(made:[^}]*thongke\.bang[^}]*?)(?: \w+:|})`).FindStringSubmatch(s.seen[who][len(s.seen[who])-1])
		if file == nil {
			t.Fatalf("no sheet in %s", s.seen[who][len(s.seen[who])-1])
		}
		began := time.Now()
		data, err := s.desk.Build(func(read func(store.Tx)) error { return y.db.View(context.Background(), read) }, s.now, flows.File{Kind: flows.Document, Ref: file[1]})
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("the sheet of %s: %d bytes in %v", unit, len(data), time.Since(began).Round(time.Millisecond))
		if err := os.WriteFile(filepath.Join(folder, "five-years-"+unit+".xlsx"), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// TestFiveYearsOfAProvince: figures of every team and month, some of them written to
// the bot by heads and the others kept one by one, come to exactly what was published, and to what is added up apart for each commune.
func TestFiveYearsOfAProvince(t *testing.T) {
	y := newFiveYear(t, provinceSize())
	y.store(t, byMessage)
	s := y.tell(t, y.teams[:byMessage])
	y.looksAt(t, s)
	for code, want := range published {
		if y.expected["11"][code] != viet.NumOf(want) {
			t.Fatalf("%s was cut up wrong", code)
		}
	}
	for _, tree := range []figures.Tree{figures.Then, figures.Now} {
		y.comes(t, tree, "11")
		for _, commune := range y.communes {
			y.comes(t, tree, commune)
		}
	}
	for _, team := range y.teams[:20] {
		y.comes(t, figures.Now, team.Code)
	}
	t.Logf("%d teams in %d communes, %d sheets of 60 months", len(y.teams), len(y.communes), y.sheets)
	y.update(t, func(tx store.Tx) {
		got := figures.Add(tx, y.set.Indicators, figures.Now, "11", fiveYears, nil)
		for _, code := range []string{"D1", "D3", "D5", "D7"} {
			t.Logf("%s: %s", code, viet.Digits(got[code].Value))
		}
	})
}
