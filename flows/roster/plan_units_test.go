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

// TestOneDistrict: where the highest level is the district, its unit is over
// the communes, and its people are called so.
func TestOneDistrict(t *testing.T) {
	sheet := read(t, head+one+"9,,099,Huyện Mẫu,,Lê Thị Mẫu,Trực huyện,,0900000011,,,,,,\n")
	sheet.Levels = []string{"district", "commune", "village"}
	db := open(t)
	p := enter(t, db, sheet, day1)
	if len(p.Notes) != 3 { // the three new units
		t.Errorf("notes %v", p.Notes)
	}
	update(t, db, func(tx store.Tx) {
		if u, _ := flows.Units.Get(tx, "03169"); u.Parent != "099" {
			t.Errorf("the commune is %+v", u)
		}
		if on := flows.Holders(tx, "099", flows.Duty, day1); len(on) != 1 {
			t.Errorf("on duty are %v", on)
		}
	})
	alone := read(t, head+one)
	alone.Levels = sheet.Levels
	if p := compare(t, open(t), alone, day1); p.Notes[0].Key != "roster.top.none.district" {
		t.Errorf("notes without the district %v", p.Notes)
	}
}

// TestAbsentAreNamed: whoever a file leaves out of its teams is named, since
// somebody added by chat has to be put into the file.
func TestAbsentAreNamed(t *testing.T) {
	db := open(t)
	enter(t, db, read(t, head+one+two), day1)
	p := compare(t, db, read(t, head+one), day1)
	if n := p.Notes[len(p.Notes)-1]; n.Key != "roster.absent" || n.Args["names"] != "Sùng A Mẫu (NH-01)" {
		t.Errorf("notes %v", p.Notes)
	}
}
