package flows

import (
	"strings"
	"testing"
	"time"

	"caunoi/store"
)

// TestAlarms: of what happened to a channel the administrators are told, nobody
// else, and not twice of the same.
func TestAlarms(t *testing.T) {
	r := newRig(t)
	r.person("an", "rich")
	r.person("admin", "rich", Post{Role: Admin, Unit: "11"})
	away := Alarm{Kind: Away, Since: r.now.Add(-30 * time.Hour), Till: r.now.Add(-23 * time.Hour)}
	for _, x := range []struct {
		a    Alarm
		want []string
	}{
		{away, []string{"00:12 20/11/2026", "07:12 20/11/2026", "gửi lại"}},
		{Alarm{Kind: Rival, Since: r.now}, []string{"chương trình khác", "phải đổi ngay"}},
	} {
		var taken Taken
		r.do(func(tx store.Tx) { taken = r.desk.Alarm(tx, "rich", x.a, r.now) })
		if len(taken.Queued) != 1 {
			t.Fatalf("%+v: %d were told, want the administrator alone", x.a, len(taken.Queued))
		}
		m := r.message(taken.Queued[0].ID)
		for _, words := range x.want {
			if m.Member != "admin" || !strings.Contains(m.Text, words) {
				t.Errorf("%+v: %s was told %q, want %q in it", x.a, m.Member, m.Text, words)
			}
		}
		var again Taken
		r.do(func(tx store.Tx) { again = r.desk.Alarm(tx, "rich", x.a, r.now.Add(time.Second)) })
		if again.Queued[0].ID != m.ID {
			t.Errorf("told again it is another message: %s and %s", m.ID, again.Queued[0].ID)
		}
	}
}
