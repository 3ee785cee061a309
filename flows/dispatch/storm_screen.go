package dispatch

import (
	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// show is the one screen of the group: counts by state, and what can be done with
// all.
func (s Storm) show(t *flows.Turn) {
	cases := s.mine(t)
	counts := map[casework.State]int{}
	open := 0
	for _, c := range cases {
		counts[c.State]++
		if c.State.Open() {
			open++
		}
	}
	lines := text.List{k("dispatch.storm.title", text.Args{"code": s.Code, "name": s.Name, "n": len(cases)})}
	for state := casework.New; state <= casework.Rejected; state++ {
		if counts[state] > 0 {
			lines = append(lines, k("dispatch.storm.state", text.Args{"state": text.K("case.state." + state.Name()), "n": counts[state]}))
		}
	}
	var choices []flows.Choice
	if n := counts[casework.New]; n > 0 {
		choices = append(choices, flows.Choice{Key: "dispatch.desk.take", Args: text.Args{"n": n}, Do: "vubao " + s.Code + " nhan"})
	}
	if open > 0 {
		choices = append(choices, flows.Choice{Key: "dispatch.desk.give", Args: text.Args{"n": open}, Do: "vubao " + s.Code + " giao"},
			flows.Choice{Key: "dispatch.storm.tell", Do: "vubao " + s.Code + " nhantin", Row: true})
	}
	if more := len(alike(t, s.Unit, s.Category, s.Since)); more > 0 {
		choices = append(choices, flows.Choice{Key: "dispatch.storm.more", Args: text.Args{"n": more}, Do: "vubao " + s.Code + " them", Row: true})
	}
	t.Reply("case.lines", text.Args{"lines": lines}, choices...)
}

// StormWord passes one remark on to the reporters of all cases of the group that
// are open.
func StormWord(t *flows.Turn, q flows.Question, m viet.Meaning) {
	if left(t, m) {
		return
	}
	if s, ok := storms.Get(t.Tx, q.Code); ok {
		s.tell(t, t.Event.Text)
		return
	}
	showStorms(t)
}

// tell passes a remark on to the reporters of all cases of the group that are
// open.
func (s Storm) tell(t *flows.Turn, said string) {
	words, _ := viet.Mask(viet.Clean(said))
	if words == "" {
		showStorms(t)
		return
	}
	n := 0
	for _, c := range s.mine(t) {
		if c.State.Open() && casework.Tell(t, c, words) {
			n++
		}
	}
	t.Reply("dispatch.storm.told", text.Args{"n": n, "name": s.Name})
}
