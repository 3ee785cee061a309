package main

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"caunoi/flows"
	"caunoi/flows/viet"
)

// helpLetters is how long a screen of the help may be, so that a phone shows it
// with little scrolling.
const helpLetters = 620

// helpOf opens every screen of the help for somebody with a post, and returns
// what stands there.
func helpOf(t *testing.T, unit string, role flows.Role) (all string) {
	t.Helper()
	s := newScene(t)
	s.member(flows.Member{ID: "x", Name: "Lò Văn Xa", Lang: "vi"}, unit, string(role))
	s.says("x", "/trogiup")
	pressed := map[string]bool{}
	button := regexp.MustCompile(`\]\((chiduong [^)]*)\)`)
	for at := 0; at < len(s.seen["x"]); at++ {
		screen := s.seen["x"][at]
		for _, m := range button.FindAllStringSubmatch(screen, -1) {
			if !pressed[m[1]] {
				pressed[m[1]] = true
				s.presses("x", m[1])
			}
		}
		words, _, _ := strings.Cut(screen, "\n[")
		if n := len([]rune(words)); n > helpLetters {
			t.Errorf("a screen of the help of %s has %d letters:\n%s", role, n, words)
		}
		all += words + "\n"
	}
	return all
}

// typedWords are the words of the table that somebody types for a command or an
// act which the desk knows: of each the ways to write it, in capitals and
// without marks.
func typedWords(t *testing.T, known []string) map[string][]string {
	t.Helper()
	data, err := os.ReadFile("../../flows/viet/keywords.tsv")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]string{}
	for line := range strings.SplitSeq(string(data), "\n") {
		row := strings.Split(line, "\t")
		if len(row) < 3 || !slices.Contains(known, row[1]) {
			continue
		}
		switch row[0] {
		case "command":
			all[row[1]] = append(all[row[1]], "/"+row[1])
		case "verb", "coded":
			for way := range strings.SplitSeq(row[2], "|") {
				all[row[1]] = append(all[row[1]], strings.ToUpper(viet.Fold(way)))
			}
		case "person":
			all[row[1]] = append(all[row[1]], strings.ToUpper(row[1]))
		}
	}
	return all
}

// isNamed reports whether a text names one of some words as a whole word.
func isNamed(text string, ways []string) bool {
	return slices.ContainsFunc(ways, func(way string) bool {
		return regexp.MustCompile(`(^|[^\p{L}/])` + regexp.QuoteMeta(way) + `($|[^\p{L}])`).MatchString(text)
	})
}

// TestHelpNamesEveryWord: whatever somebody can type stands in the help of some
// role, and what a role has in that role's own.
func TestHelpNamesEveryWord(t *testing.T) {
	d, err := newDesk(flows.Defaults(), nil)
	if err != nil {
		t.Fatal(err)
	}
	helps := map[flows.Role]string{}
	for role, unit := range map[flows.Role]string{
		flows.Plain: "NH-01", flows.Head: "NH-01", flows.Charge: "NH-01", flows.Duty: "03169", flows.Coordinator: "03169", flows.Leader: "03169", flows.Admin: "11",
	} {
		helps[role] = helpOf(t, unit, role)
	}
	for name, ways := range typedWords(t, d.Names()) {
		if name == "start" || name == "bieu" {
			continue // it is sent by a link, and there are no forms here
		}
		some := false
		for _, help := range helps {
			some = some || isNamed(help, ways)
		}
		if !some {
			t.Errorf("no role's help names %s (%s)", name, strings.Join(ways, ", "))
		}
	}
	desk := []string{"XEP", "MUC", "DONVI", "GOP", "TACHGOP", "XOACHU"}
	for _, word := range append(desk, "/dieuphoi", "/vubao", "TUCHOI", "LICHSU", "GHILAI", "DIEMNONG", "MO", "CHUYEN", "NHANCA", "GIAHAN") {
		if !isNamed(helps[flows.Coordinator], []string{word}) {
			t.Errorf("the coordinator's help does not name %s", word)
		}
	}
	for _, word := range append(desk, "/dieuphoi", "/vubao", "NHAN", "BONIEM") {
		if isNamed(helps[flows.Plain], []string{word}) {
			t.Errorf("a member's help names %s, which a member cannot do", word)
		}
	}
	for _, role := range []flows.Role{flows.Charge, flows.Coordinator} {
		if isNamed(helps[role], []string{"BONIEM"}) {
			t.Errorf("the help of %s names the seal, which this role cannot break", role)
		}
	}
}

// TestHelpIsUnderstood: what the help gives as an example is read as an act with
// its case.
func TestHelpIsUnderstood(t *testing.T) {
	example := regexp.MustCompile(`([A-Z]{2,}(?: [A-Z]{2,})*) 2611-42`)
	for role, unit := range map[flows.Role]string{flows.Plain: "NH-01", flows.Charge: "NH-01", flows.Leader: "03169", flows.Admin: "11"} {
		found := example.FindAllString(helpOf(t, unit, role), -1)
		if len(found) == 0 {
			t.Errorf("the help of %s gives no example", role)
		}
		for _, said := range found {
			if m := viet.Mean(said, viet.Context{}); m.Kind != viet.Verb || m.Code != "2611-42" {
				t.Errorf("the help of %s says %q, which is read as %+v", role, said, m)
			}
		}
	}
}
