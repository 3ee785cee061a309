package statistics

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/figures"
	"caunoi/flows/text"
	"caunoi/flows/viet"
	"caunoi/store"
	"caunoi/store/bolt"
)

// here is the zone of the town.
var here = time.FixedZone("+07", 7*60*60)

// noon is the moment at which its numbers are looked at.
var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, here)

// A town is made-up units with made-up numbers.
type town struct {
	*testing.T
	db    store.DB
	desk  *flows.Desk
	teams []string
}

func newTown(t *testing.T) *town {
	t.Helper()
	db, err := bolt.Open(filepath.Join(t.TempDir(), "town.db"), bolt.Options{Init: true, NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	texts, err := text.Load(here)
	if err != nil {
		t.Fatal(err)
	}
	set := flows.Defaults()
	set.Zone = here
	d := flows.NewDesk(texts, set, nil)
	d.Builder("thongke.hinh", MayHave(d), MakeChart(d))
	d.Builder("thongke.bang", MayHave(d), MakeBook(d))
	w := &town{T: t, db: db, desk: d}
	w.do(func(tx store.Tx) {
		flows.Units.Put(tx, flows.Unit{Code: "11", Name: "Tỉnh Điện Biên", Level: "province"})
		for id, post := range map[string][2]string{"quan": {"11", "admin"}, "lan": {"X0", "leader"}, "head": {"X0-0", "head"}, "binh": {"X0-0", "charge"}, "chi": {"11", "charge"}} {
			w.joins(tx, id, post[0], flows.Role(post[1]))
		}
	})
	return w
}

func (w *town) joins(tx store.Tx, id, unit string, role flows.Role) {
	flows.Members.Put(tx, flows.Member{ID: id, Name: id, Consent: flows.Consent{Agreed: true}, Homes: []flows.Home{{Address: flows.At("test", id)}}})
	flows.Posts.Put(tx, flows.Post{Member: id, Unit: unit, Role: role})
}

func (w *town) do(f func(tx store.Tx)) {
	w.Helper()
	if err := w.db.Update(context.Background(), f); err != nil {
		w.Fatal(err)
	}
}

// see is a transaction of a file that is made.
func (w *town) see(read func(tx store.Tx)) error { return w.db.View(context.Background(), read) }

// builds makes communes with teams each.
func (w *town) builds(communes, teams int) {
	w.do(func(tx store.Tx) {
		for c := range communes {
			commune := "X" + strconv.Itoa(c)
			flows.Units.Put(tx, flows.Unit{Code: commune, Name: fmt.Sprintf("Xã Mường %d", c+1), Parent: "11", Level: "commune"})
			for i := range teams {
				code := fmt.Sprintf("%s-%d", commune, i)
				flows.Units.Put(tx, flows.Unit{Code: code, Name: fmt.Sprintf("Bản Nậm %d", i+1), Parent: commune, Level: "village", Team: true})
				w.teams = append(w.teams, code)
			}
		}
	})
}

// gives fills the sheets of all teams of so many months that end with this one; one in
// ten says nothing. It returns what all of them come to, by code.
func (w *town) gives(months int) map[string]viet.Num {
	sums := map[string]viet.Num{}
	rng := rand.New(rand.NewPCG(3, 4))
	last := figures.MonthAt(w.desk.Set, noon)
	for i, team := range w.teams {
		w.do(func(tx store.Tx) {
			numbers := figures.Numbered(tx, w.desk.Set.Indicators)
			for m := last - figures.Month(months) + 1; m <= last; m++ {
				if rng.IntN(10) == 0 {
					continue
				}
				s, _ := figures.SheetOf(tx, team, m)
				for _, x := range w.desk.Set.Indicators {
					if x.Source == flows.FromTeam && rng.IntN(4) > 0 {
						v := viet.NumOf(int64(rng.IntN(40)))
						s.Set(numbers[x.Code], v, rng.IntN(60) == 0)
						sums[x.Code] += v
					}
				}
				s.Closed = noon
				figures.Keep(tx, s)
			}
		})
		if i%500 == 499 {
			w.Logf("%d teams have their figures", i+1)
		}
	}
	return sums
}

// reports puts cases into the town, spread over months until now.
func (w *town) reports(n, months int) {
	rng := rand.New(rand.NewPCG(5, 6))
	categories := []string{"HTA", "HTA", "HTA", "DAT", "DAT", "THC", "CSX", "SXU", "MTR", "YTE", "GDU", "HGI", "KHA"}
	for done := 0; done < n; done += 2000 {
		w.do(func(tx store.Tx) {
			for i := done; i < min(n, done+2000); i++ {
				at := noon.Add(-time.Duration(rng.IntN(months*30*24)) * time.Hour)
				team := w.teams[rng.IntN(len(w.teams))]
				u, _ := flows.Units.Get(tx, team)
				c := casework.Case{
					Code: fmt.Sprintf("%s-%d", at.Format("0601"), i+1), Reporter: "an", Unit: team, Path: []string{u.Parent, "11"}, At: at,
					Category: categories[rng.IntN(len(categories))], Level: casework.Level(1 + rng.IntN(4)), State: casework.New,
				}
				step := func(act string, s casework.State, hours int) {
					if at = at.Add(time.Duration(1+rng.IntN(hours)) * time.Hour); at.Before(noon) {
						c.State, c.Log = s, append(c.Log, casework.Entry{At: at, Act: act})
					}
				}
				step("taken", casework.Taken, 30)
				if rng.IntN(6) == 0 {
					step("overdue", casework.Taken, 200)
				}
				step("done", casework.Done, 500)
				casework.Cases.Put(tx, c)
			}
		})
	}
}

// made makes a file as it leaves.
func (w *town) made(name, member string, v View) ([]byte, error) {
	return w.desk.Build(w.see, noon, flows.Made(name, "f", asked(member, v, noon)...))
}

// view is that of a unit in the last months.
func (w *town) view(unit string, months int) View {
	last := figures.MonthAt(w.desk.Set, noon)
	return View{Unit: unit, Period: figures.Period{From: last - figures.Month(months) + 1, To: last}, Tree: figures.Now}
}
