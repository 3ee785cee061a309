package main

import (
	"slices"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/directive"
)

// TestRacesOfDirectives lets two administrators, or one with two thumbs, confirm
// directives at the same moment, with what they do delivered up to five times, in
// one batch or in many: of each that was written there is exactly one, it begins
// once, and everybody gets one copy (issue 5, reliability P26).
//
// CAUNOI_RACES is how many, CAUNOI_SEED what chance begins with.
func TestRacesOfDirectives(t *testing.T) {
	races, seed := number(t, "CAUNOI_RACES", 100), number(t, "CAUNOI_SEED", 1)
	r := newRaceTrack(t)
	kinds := map[string]int{}
	for i := range races {
		r.race(uint64(seed + i))
		kinds[r.what]++
		if r.faults > 20 {
			break
		}
	}
	t.Logf("%d races (%v): %d directives, %d copies; %d faults", races, kinds, r.directives, r.copies, r.faults)
}

// writes lets somebody write a directive up to the preview.
func (r *raceTrack) writes(who, words string, all bool) {
	r.take(r.saying(who, "/chidao "+words))
	if all {
		r.take(r.pressing(who, "🏘 Tất cả"))
		r.take(r.pressing(who, "Từng thành viên"))
	} else {
		r.take(r.saying(who, "NH-02")) // three people: nobody else has to agree
		r.take(r.pressing(who, "Từng thành viên"))
	}
	r.take(r.pressing(who, "Để biết"))
}

// clash lets things be done at one moment, and returns of how many directives
// there must be one each.
func (r *raceTrack) clash() (want int) {
	var events []flows.Event
	switch r.rng.IntN(5) {
	case 0:
		r.what, want = "two thumbs", 1
		r.writes("quan", "kiểm tra cầu treo", false)
		events = []flows.Event{r.pressing("quan", "✅ Gửi"), r.pressing("quan", "✅ Gửi")}
	case 1:
		r.what, want = "two administrators, each one of their own", 2
		r.writes("quan", "kiểm tra cầu treo", false)
		r.writes("pho", "kiểm tra cầu treo", false)
		events = []flows.Event{r.pressing("quan", "✅ Gửi"), r.pressing("pho", "✅ Gửi"), r.pressing("quan", "✅ Gửi")}
	case 2:
		r.what, want = "two agree", 1
		r.enter("ba", flows.Admin, "03169")
		r.invites()
		events = []flows.Event{r.pressing("pho", "✅"), r.pressing("ba", "✅"), r.pressing("pho", "✅")}
	case 3:
		r.what, want = "the number and an invitation", 1
		r.take(r.saying("quan", "/pin 4821"))
		r.now = r.now.Add(24 * time.Hour) // from then on it counts for many
		r.writes("quan", "kiểm tra cầu treo", true)
		r.take(r.pressing("quan", "✅ Gửi"))
		events = []flows.Event{r.saying("quan", "4821"), r.pressing("quan", "👥"), r.saying("quan", "4821")}
	default:
		r.what, want = "one agrees and one does not, or it is stopped", 1
		r.enter("ba", flows.Admin, "03169")
		r.invites()
		events = []flows.Event{r.pressing("pho", "✅"), r.pressing("ba", "❌"), r.event("quan")}
		events[2].Kind, events[2].Press = flows.Pressed, "cddung 1"
	}
	r.shuffled(events)
	return want
}

// invites lets a directive to everybody be written, and the others be asked.
func (r *raceTrack) invites() {
	r.writes("quan", "kiểm tra cầu treo", true)
	r.take(r.pressing("quan", "✅ Gửi"))
	r.take(r.pressing("quan", "👥"))
}

// shuffled hands events to the desk in any order, each up to five times, at once
// or one by one.
func (r *raceTrack) shuffled(events []flows.Event) {
	r.rng.Shuffle(len(events), func(i, j int) { events[i], events[j] = events[j], events[i] })
	var all []flows.Event
	for range 1 + r.rng.IntN(5) {
		all = append(all, events...)
	}
	if r.rng.IntN(2) == 0 {
		r.take(all...)
		return
	}
	for _, e := range all {
		r.take(e)
	}
}

// judge looks at what came of it.
func (r *raceTrack) judge(want int) {
	n := 0
	for d := range directive.Directives.All(r.tx) {
		n++
		begun := 0
		for _, e := range d.Log {
			if e.Act == "begun" {
				begun++
			}
		}
		c := directive.TallyOf(r.tx, d.Number)
		switch d.State {
		case directive.Sent:
			if begun != 1 || c.Has != c.All() || c.Has == 0 {
				r.fault("directive %d began %d times: %+v", d.Number, begun, c)
			}
		case directive.Cancelled, directive.Asking:
			if begun != 0 || c.All() != 0 {
				r.fault("directive %d is %s and began %d times: %+v", d.Number, d.State.Name(), begun, c)
			}
		case directive.Stopped:
		default:
			r.fault("directive %d ends as %s", d.Number, d.State.Name())
		}
	}
	if n != want {
		r.fault("there are %d directives; want %d", n, want)
	}
	r.directives += n
	for who, times := range r.got {
		r.copies += times
		if times != 1 {
			r.fault("%s was shown %d times", who, times)
		}
	}
	if r.what == "two thumbs" && !slices.Contains([]int{3}, len(r.got)) {
		r.fault("%d people got it; want 3", len(r.got))
	}
}
