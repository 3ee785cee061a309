package main

import (
	"slices"
	"strings"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/model"
	"caunoi/store"
)

// newModelled is a scene with a model of the first team in a state, which is to be
// reviewed in ten days, and the people around it.
func newModelled(t *testing.T, state model.State) *scene {
	t.Helper()
	s := newScene(t)
	s.member(flows.Member{ID: "an", Name: "An"}, "NH-01", "head")
	s.member(flows.Member{ID: "em", Name: "Em"}, "NH-01", "member")
	s.member(flows.Member{ID: "lan", Name: "Lan"}, "03169", "coordinator")
	s.update(func(tx store.Tx) {
		modelled(state)(&matrix{now: s.now}, tx, casework.Case{})
		m, _ := model.Find(tx, "1")
		m.Due = time.Date(2026, 12, 3, 0, 0, 0, 0, s.now.Location())
		model.Models.Put(tx, m)
	})
	s.passes(model.FollowEvery + time.Minute) // its timer is found missing and set
	return s
}

// model is the model as it stands.
func (s *scene) model() (m model.Model) {
	s.update(func(tx store.Tx) { m, _ = model.Find(tx, "1") })
	return m
}

// told is how often somebody was shown words.
func (s *scene) told(who, words string) (n int) {
	for _, said := range s.seen[who] {
		if strings.Contains(said, words) {
			n++
		}
	}
	return n
}

// TestModelAtTheMoment: between the question and the answer the right is lost, the
// model goes on, or its village ends. The answer changes nothing, and says what is true
// now.
func TestModelAtTheMoment(t *testing.T) {
	leave := func(s *scene) {
		s.update(func(tx store.Tx) {
			for p := range flows.Posts.Under(tx, "member", store.Key("an")) {
				p.To = s.now
				flows.Posts.Put(tx, p)
			}
		})
	}
	end := func(s *scene) {
		s.update(func(tx store.Tx) {
			u, _ := flows.Units.Get(tx, "NH-01")
			u.To = s.now
			flows.Units.Put(tx, u)
		})
	}
	for _, x := range []struct {
		what          string
		state         model.State
		who, asks     string
		between       func(s *scene)
		answers, says string
	}{
		{"the head leaves", model.Running, "an", "mhdung 1", leave, "không làm được nữa", "Không có mô hình 1"},
		{"it was stopped", model.Running, "an", "mhdung 1", func(s *scene) { s.presses("lan", "mhdung 1"); s.says("lan", "xã dừng") }, "tổ dừng", "đã dừng từ"},
		{"it was assessed", model.Reviewed, "lan", "mhchua 1", func(s *scene) {
			s.member(flows.Member{ID: "ba", Name: "Ba"}, "03169", "leader")
			s.presses("ba", "mhdat 1")
		}, "còn thiếu", "đang ở bước “đánh giá đạt”"},
		{"the village ends", model.NotMet, "lan", "mhtiep 1", end, "30/6/2027", "không còn từ"},
		{"nothing is written", model.Running, "lan", "mhdung 1", func(*scene) {}, strings.Repeat("dài quá ", 50), "Chưa ghi được lý do"},
	} {
		s := newModelled(t, x.state)
		s.presses(x.who, x.asks)
		x.between(s)
		before := s.model()
		s.says(x.who, x.answers)
		after := s.model()
		if after.State != before.State || after.Why != before.Why || len(after.Log) != len(before.Log) {
			t.Errorf("%s: the answer made it %s (%q)", x.what, after.State.Name(), after.Why)
		}
		if s.told(x.who, x.says) == 0 {
			t.Errorf("%s: nobody said %q, but %q", x.what, x.says, s.seen[x.who][len(s.seen[x.who])-1])
		}
	}
}

// TestModelOfAnEndedVillage: a village ends while its head registers a model.
func TestModelOfAnEndedVillage(t *testing.T) {
	s := newModelled(t, model.Running)
	s.says("an", "/mohinh thêm Khéo vận động làm đường; 2 km; 30/6/2027")
	s.presses("an", "talk.mohinh - field NTM")
	s.says("an", "hôm nay")
	s.update(func(tx store.Tx) {
		u, _ := flows.Units.Get(tx, "NH-01")
		u.To = s.now
		flows.Units.Put(tx, u)
	})
	s.presses("an", "talk.mohinh - sum keep")
	s.update(func(tx store.Tx) {
		if _, there := model.Find(tx, "2"); there {
			t.Error("a model of a village that has ended was registered")
		}
	})
	if s.told("an", "không còn nữa") == 0 {
		t.Errorf("an was told %q", s.seen["an"][len(s.seen["an"])-1])
	}
}

// TestModelDue: what has come due is said in the morning and once, also after a pause
// into the night, when the clock was set back, and when its timer was lost.
func TestModelDue(t *testing.T) {
	const due = "đến hạn sơ kết"
	s := newModelled(t, model.Running)
	s.update(func(tx store.Tx) { // a clock was set back after it had been set
		tm, ok := flows.Timers.Get(tx, store.Key(model.DueTimer, "1"))
		if want := time.Date(2026, 12, 3, 7, 0, 0, 0, s.now.Location()); !ok || !tm.Due.Equal(want) {
			t.Fatalf("the timer is due at %s; want %s", tm.Due, want)
		}
		tm.Due = s.now.Add(time.Minute)
		flows.Timers.Put(tx, tm)
	})
	s.passes(time.Hour)
	if n := s.told("an", due); n != 0 {
		t.Errorf("told %d times before the day", n)
	}
	s.now = time.Date(2026, 12, 25, 23, 0, 0, 0, s.now.Location()) // down for a month, up at night
	s.passes(6 * time.Hour)
	if n := s.told("an", due); n != 0 {
		t.Errorf("told %d times at night", n)
	}
	s.passes(60 * 24 * time.Hour)
	for _, who := range []string{"an", "lan"} {
		if n := s.told(who, due); n != 1 {
			t.Errorf("%s was told %d times after the pause; want once", who, n)
		}
	}
	if n := s.told("em", due); n != 0 {
		t.Errorf("em, whom it does not concern, was told %d times", n)
	}
}

// TestModelErased: who registered a model and showed it is erased. Both stay, without
// the person and without the voice.
func TestModelErased(t *testing.T) {
	s := newModelled(t, model.Accepted)
	s.presses("an", "mhbatdau 1")
	s.update(func(tx store.Tx) {
		files := []flows.File{{Kind: flows.Photo, Ref: "p"}, {Kind: flows.Voice, Ref: "v"}}
		model.Evidences.Put(tx, model.Evidence{Model: 1, N: 2, At: s.now, By: "an", Words: "đã xong", Files: files})
	})
	if s.model().By != "an" || len(s.model().Log) == 0 {
		t.Fatal("an is not in the model")
	}
	s.presses("an", "dulieu.het an")
	s.passes(8 * 24 * time.Hour)
	m := s.model()
	if m.By != "" || slices.ContainsFunc(m.Log, func(e model.Entry) bool { return e.By == "an" }) {
		t.Errorf("the model still names an: %+v", m)
	}
	s.update(func(tx store.Tx) {
		for e := range model.Evidences.All(tx) {
			if e.By != "" || e.Words == "" || len(e.Files) > 1 || slices.ContainsFunc(e.Files, func(f flows.File) bool { return f.Kind == flows.Voice }) {
				t.Errorf("what was shown is %+v", e)
			}
		}
	})
}

// TestModelShownOutlived: what was shown goes after the months for which it is kept,
// once its model has ended, and five years later in any case. While the model is kept up
// it stays, and is nobody's.
func TestModelShownOutlived(t *testing.T) {
	for _, x := range []struct {
		state  model.State
		months int // since it was shown; 24 are kept
		kept   bool
	}{
		{model.Running, 25, true}, {model.Recognised, 25, true}, {model.NotMet, 25, true}, {model.Stopped, 25, false}, {model.Stopped, 22, true},
		{model.Running, 25 + 5*12, false}, {model.Recognised, 22 + 5*12, true},
	} {
		s := newModelled(t, x.state)
		s.update(func(tx store.Tx) {
			m, _ := model.Find(tx, "1")
			m.Log = []model.Entry{{At: m.At, To: model.Registered, By: "an"}}
			model.Models.Put(tx, m)
		})
		s.now = s.now.AddDate(0, x.months, 0)
		s.passes(time.Hour)
		s.update(func(tx store.Tx) {
			e, has := model.Evidences.Get(tx, store.Key(int64(1), int64(1)))
			if has != x.kept || has && (e.By == "") != (x.months > 24) {
				t.Errorf("%s after %d months: it is kept: %v, by %q; want %v", x.state.Name(), x.months, has, e.By, x.kept)
			}
			if m, _ := model.Find(tx, "1"); (m.By == "") != (x.months > 24) || (m.Log[0].By == "") != (x.months > 24) {
				t.Errorf("%s after %d months: the model names %q and %q", x.state.Name(), x.months, m.By, m.Log[0].By)
			}
		})
		s.presses("an", "mohinh 1")
		if said := s.seen["an"][len(s.seen["an"])-1]; strings.Contains(said, "mhxem") != x.kept {
			t.Errorf("%s after %d months: the button to see it is there: %v", x.state.Name(), x.months, !x.kept)
		}
	}
}

// TestModelDueAnew: those who were told three times that a model was not begun are told
// of its review too when it is begun so late, a week after.
func TestModelDueAnew(t *testing.T) {
	s := newModelled(t, model.Accepted)
	s.update(func(tx store.Tx) {
		m, _ := model.Find(tx, "1")
		m.Nudges = 3
		model.Models.Put(tx, m)
	})
	s.now = time.Date(2026, 12, 24, 8, 0, 0, 0, s.now.Location())
	s.passes(time.Hour)
	if n := s.told("an", "mà chưa bắt đầu"); n != 0 {
		t.Fatalf("an was told %d times more that it was not begun", n)
	}
	s.presses("an", "mhbatdau 1")
	for _, x := range []struct{ days, told int }{{6, 0}, {2, 1}} {
		for range x.days {
			s.passes(24 * time.Hour)
		}
		if n := s.told("an", "đến hạn sơ kết"); n != x.told {
			t.Errorf("an was told %d times of the review; want %d", n, x.told)
		}
	}
}

// TestModelShownElsewhere: of files that came by another service it is said how many
// there are.
func TestModelShownElsewhere(t *testing.T) {
	s := newModelled(t, model.Running)
	s.update(func(tx store.Tx) {
		files := []flows.File{{Kind: flows.Photo, Ref: "a", Channel: "zalo"}, {Kind: flows.Photo, Ref: "b", Channel: "zalo"}}
		model.Evidences.Put(tx, model.Evidence{Model: 1, N: 1, At: s.now, By: "an", Words: "đã xong", Files: files})
	})
	s.presses("an", "mhxem 1")
	if s.told("an", "2 tệp gửi ở kênh khác") == 0 {
		t.Errorf("an was told %q", s.seen["an"][len(s.seen["an"])-1])
	}
}

// TestModelOfAnotherUnit: a model that was registered for a wrong unit and is put right
// counts for the right one.
func TestModelOfAnotherUnit(t *testing.T) {
	s := newModelled(t, model.Running)
	s.update(func(tx store.Tx) { model.Models.Delete(tx, store.Key(store.Desc(int64(1)))) })
	s.presses("lan", "mhthem Khéo vận động làm cầu; 2 km; 30/6/2027")
	for _, answer := range []string{"field NTM", "unit NH-02", "start 2026-11-23", "sum keep"} {
		s.presses("lan", "talk.mohinh - "+answer)
	}
	count := func(unit string) (n int) {
		s.update(func(tx store.Tx) {
			from := time.Date(2026, 11, 1, 0, 0, 0, 0, s.now.Location())
			n, _, _, _, _ = model.Count(tx, unit, from, from.AddDate(0, 1, 0))
		})
		return n
	}
	if a, b := count("NH-01"), count("NH-02"); a != 0 || b != 1 {
		t.Fatalf("registered: %d and %d; want 0 and 1", a, b)
	}
	s.presses("lan", "mhsua 1")
	s.presses("lan", "talk.mohinh 1 sum .edit")
	s.presses("lan", "talk.mohinh 1 which unit")
	s.presses("lan", "talk.mohinh 1 unit NH-01")
	s.presses("lan", "talk.mohinh 1 sum keep")
	if a, b := count("NH-01"), count("NH-02"); a != 1 || b != 0 {
		t.Errorf("put right: %d and %d; want 1 and 0", a, b)
	}
}
