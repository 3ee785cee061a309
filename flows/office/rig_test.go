package office

import (
	"context"
	"errors"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/flowtest"
	"caunoi/store"
)

var zone = time.FixedZone("+07", 7*60*60)

// day1 is the day these tests play on.
var day1 = time.Date(2026, 11, 21, 8, 0, 0, 0, zone)

// A town is an organisation of two communes with an administrator of all.
type town struct {
	t   testing.TB
	db  store.DB
	set flows.Settings
}

func newTown(t testing.TB) *town {
	t.Helper()
	h := &town{t: t, db: flowtest.Store(t), set: flows.Defaults()}
	h.set.Secret = []byte("office")
	h.update(func(tx store.Tx) {
		for _, u := range []flows.Unit{
			{Code: "11", Level: "province", Name: "Tỉnh Điện Biên"},
			{Code: "03169", Level: "commune", Name: "Xã Nà Hỳ", Parent: "11"},
			{Code: "03166", Level: "commune", Name: "Xã Mường Chà", Parent: "11"},
			{Code: "NH-01", Level: "village", Name: "Bản Nậm Chua", Parent: "03169", Team: true},
			{Code: "NH-02", Level: "village", Name: "Bản Nậm Nhừ", Parent: "03169", Team: true},
			{Code: "NH-09", Level: "village", Name: "Bản Cũ", Parent: "03169", Team: true, To: day1},
			{Code: "MC-01", Level: "village", Name: "Bản Mẫu 1", Parent: "03166", Team: true},
		} {
			flows.Units.Put(tx, u)
		}
	})
	h.person("chi", "0900000001", "11", flows.Admin)
	h.person("xa", "0900000002", "03169", flows.Admin)
	h.person("dieu", "0900000003", "03169", flows.Coordinator)
	return h
}

func (h *town) update(f func(store.Tx)) {
	h.t.Helper()
	if err := h.db.Update(context.Background(), f); err != nil {
		h.t.Fatal(err)
	}
}

// person puts somebody who has joined into the roster.
func (h *town) person(id, phone, unit string, role flows.Role) {
	h.update(func(tx store.Tx) {
		m := flows.Member{
			ID: id, Name: "Người " + id, Phone: phone,
			Homes:   []flows.Home{{Address: flows.At("test", id), Since: day1}},
			Consent: flows.Consent{Agreed: true, At: day1},
		}
		flows.Members.Put(tx, m)
		flows.Posts.Put(tx, flows.Post{Member: id, Unit: unit, Role: role})
	})
}

// faulty returns the key of a fault; "" if there is none.
func faulty(t testing.TB, err error) string {
	t.Helper()
	var f Fault
	switch {
	case err == nil:
		return ""
	case !errors.As(err, &f):
		t.Fatalf("%v is no Fault", err)
	}
	return f.Key
}
