package roster

import (
	"slices"
	"testing"

	"caunoi/flows"
	"caunoi/store"
)

// TestMistypedCommune: one wrong commune code in a row neither moves the team
// nor makes a commune, and the report says where the team belongs.
func TestMistypedCommune(t *testing.T) {
	db := open(t)
	enter(t, db, read(t, head+one), day1)
	p := enter(t, db, read(t, head+with(two, 2, "03196")), day1)
	if verdicts(p) != "refused" || len(p.Units) != 0 {
		t.Fatalf("%+v would write %+v", p.Lines, p.Units)
	}
	why := p.Lines[0].Why[0]
	if why.Key != "roster.wrong.near" || why.Args["unit"] != "03196 Xã Nà Hỳ" || why.Args["near"] != "03169 Xã Nà Hỳ" {
		t.Errorf("refused for %v", why)
	}
	update(t, db, func(tx store.Tx) {
		if u, _ := flows.Units.Get(tx, "NH-01"); u.Parent != "03169" {
			t.Errorf("the team is %+v", u)
		}
		if _, made := flows.Units.Get(tx, "03196"); made {
			t.Error("the mistyped commune was made")
		}
	})
}

// TestNewUnitsAreNamed: the report names each unit that is made, and none that
// was there or that only a refused row names.
func TestNewUnitsAreNamed(t *testing.T) {
	made := func(p Plan) (units []string) {
		for _, n := range p.Report() {
			if n.Key == "roster.made" {
				units = append(units, n.Args["unit"].(string))
			}
		}
		return units
	}
	db := open(t)
	p := enter(t, db, read(t, head+one), day1)
	if got := made(p); !slices.Equal(got, []string{"03169 Xã Nà Hỳ", "NH-01 Bản Mẫu 1"}) {
		t.Errorf("the first import makes %q", got)
	}
	late := with(with(with(with(two, 1, "NH-02"), 2, "03160"), 3, "Xã Mường Nhé"), 4, "Bản Mẫu 2")
	p = enter(t, db, read(t, head+one+late+with(with(one, 1, "NH-03"), 5, "")), day1)
	if got := made(p); !slices.Equal(got, []string{"03160 Xã Mường Nhé", "NH-02 Bản Mẫu 2"}) {
		t.Errorf("the second import makes %q", got)
	}
}
