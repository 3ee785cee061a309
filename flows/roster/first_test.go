package roster

import (
	"context"
	"errors"
	"testing"

	"caunoi/flows"
	"caunoi/store"
)

// appoints runs First for an administrator.
func appoints(t *testing.T, db store.DB, name, phone string) (err error) {
	t.Helper()
	set := flows.Defaults()
	set.Admin.Name, set.Admin.Phone = name, phone
	update(t, db, func(tx store.Tx) { err = First(tx, set, day1) })
	return err
}

func TestFirst(t *testing.T) {
	db := open(t)
	first := func() {
		if err := appoints(t, db, "Bùi Văn Mẫu", "0900000014"); err != nil {
			t.Error(err)
		}
	}
	first()
	first()
	if all := members(t, db); len(all) != 1 || all["Bùi Văn Mẫu 0900000014"].ID != "m1" {
		t.Fatalf("the first administrator: %+v", all)
	}
	enter(t, db, sample(t), day1)
	first()
	enter(t, db, sample(t), day1)
	_ = db.View(context.Background(), func(tx store.Tx) {
		if h := flows.Holders(tx, "11", flows.Admin, day1); len(h) != 1 || h[0].ID != "m1" {
			t.Errorf("administrators of the province: %+v", h)
		}
	})
}

// TestFirstOfAnotherName: a number of the configuration that is somebody else's
// in the roster makes nobody an administrator; a name without its marks, or a
// shared phone, is no hindrance.
func TestFirstOfAnotherName(t *testing.T) {
	cases := []struct{ name, phone, appointed string }{
		{"Bùi Văn Mẫu", "0900000002", ""}, // the head of a team
		{"Giang A Mau", "0900000002", "Giàng A Mẫu"},
		{"Vàng Thị Mẫu", "0900000002", "Vàng Thị Mẫu"}, // shares the phone
		{"Vang Thi Mau", "0900000002", "Vàng Thị Mẫu"},
		{"Lò Văn Mẫu", "0900000008", "Lò Văn Mẫu"}, // its owner has left
		{"Lò Văn Mẫu", "0900000099", "Lò Văn Mẫu"},
	}
	for _, c := range cases {
		t.Run(c.name+" "+c.phone, func(t *testing.T) {
			db := open(t)
			enter(t, db, sample(t), day1)
			err := appoints(t, db, c.name, c.phone)
			var mistaken Mistaken
			if errors.As(err, &mistaken) != (c.appointed == "") {
				t.Fatalf("got %v", err)
			}
			if err != nil && mistaken != (Mistaken{Configured: c.name, Stored: "Giàng A Mẫu"}) {
				t.Errorf("it names %+v", mistaken)
			}
			var admins []string
			_ = db.View(context.Background(), func(tx store.Tx) {
				for _, m := range flows.Admins(tx, day1) {
					if m.Name != "Bùi Văn Mẫu" || m.Phone != "0900000014" { // who is one by the roster
						admins = append(admins, m.Name)
					}
				}
			})
			if c.appointed == "" && len(admins) > 0 || c.appointed != "" && (len(admins) != 1 || admins[0] != c.appointed) {
				t.Errorf("administrators besides the roster's: %q", admins)
			}
		})
	}
}
