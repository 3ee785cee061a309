package main

import (
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestBenchBroadcast runs the bench as an operator does, small and fast: to groups
// and to people, with all that goes wrong, nobody is left out and nothing is
// refused for its speed. What came twice is no more than the answers that were lost.
func TestBenchBroadcast(t *testing.T) {
	bin := buildAll(t)
	cmd := exec.Command(filepath.Join(bin, "caunoi"), "bench", "broadcast", "--receivers", "210", "--scale", "10", "--trip", "5ms", "--faults", "--urgent", "2")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	_, table, _ := strings.Cut(string(out), "\n\n")
	lines := strings.Split(strings.TrimSpace(table), "\n")
	if len(lines) != 3 {
		t.Fatalf("the table has %d lines, want a head and two:\n%s", len(lines), out)
	}
	for i, to := range []string{"groups", "people"} {
		w := strings.Fields(lines[i+1])
		const floods, lost, doubled, closed, answers, alerts = 8, 9, 10, 11, 12, 13
		n := func(column int) int {
			n, err := strconv.Atoi(w[column])
			if err != nil {
				t.Fatalf("column %d: %v\n%s", column, err, out)
			}
			return n
		}
		if w[0] != to || n(floods) != 0 || n(lost) != 0 || n(closed) != 4 || n(doubled) > n(answers) || n(answers) == 0 || n(alerts) == 0 {
			t.Errorf("to %s:\n%s", to, lines[i+1])
		}
	}
}

// TestBenchFlags: what cannot be carried out is refused in a sentence.
func TestBenchFlags(t *testing.T) {
	for _, c := range []struct{ args, want string }{
		{"", "what is measured is broadcast"},
		{"reports", "what is measured is broadcast"},
		{"broadcast --to schools", "--to is groups, people or both"},
		{"broadcast --trip long", "--trip is lengths of time"},
		{"broadcast --scale 31", "--scale is 1 to 30"},
		{"broadcast --receivers -1", "nothing is below zero"},
		{"broadcast --fake /nowhere/faketelegram", "the made-up Telegram is not there"},
	} {
		var out, errs strings.Builder
		code := run(t.Context(), append([]string{"bench"}, strings.Fields(c.args)...), func(string) string { return "" }, &out, &errs)
		if code != exitUsage || !strings.Contains(errs.String(), c.want) {
			t.Errorf("bench %s: code %d, says %q, want %q", c.args, code, errs.String(), c.want)
		}
	}
}

// TestBenchCounts: what the bench says of a record is what stands in it.
func TestBenchCounts(t *testing.T) {
	at := time.Date(2026, 11, 21, 6, 0, 0, 0, time.UTC)
	bench := benchTrial{To: "people", Receivers: 100, Scale: 2, Blocked: 2}
	s := &record{}
	show := func(after time.Duration, chat int64, words string) {
		s.log = append(s.log, happening{At: at.Add(after), Chat: chat, What: "show", Text: words})
	}
	n := 0
	for i := range 100 {
		if bench.closed(i) || i == 50 { // one is forgotten
			continue
		}
		show(time.Duration(n)*20*time.Millisecond, bench.chat(i), "CHỈ ĐẠO 1\n"+benchWords)
		n++
	}
	show(time.Duration(n)*20*time.Millisecond, bench.chat(7), benchWords) // and one is told twice
	for i := range 3 {
		s.log = append(s.log, happening{At: at, Chat: benchReporter + int64(i), Person: benchReporter + int64(i), What: "say"})
	}
	show(30*time.Millisecond, benchCharge+1, "KHẨN")
	show(10*time.Millisecond, benchCharge, "KHẨN")
	show(90*time.Millisecond, benchCharge, "KHẨN")
	got := s.judge(bench, floods{Floods: 3, Lost: 5}, &meter{most: 12})
	if got.lost != 1 || got.doubled != 1 || got.closed != 2 || got.floods != 3 || got.answersLost != 5 || got.memory != 12 {
		t.Errorf("counted %+v", got)
	}
	if got.after != 96*20*time.Millisecond || got.share < 0.82 || got.share > 0.86 { // fifty a second, and the alerts, of sixty
		t.Errorf("it took %v, a share of %.3f", got.after, got.share)
	}
	if u := got.urgent; len(u) != 3 || u[0] != 10*time.Millisecond || u[1] != 30*time.Millisecond || u[2] != benchStuck {
		t.Errorf("the alerts took %v", u)
	}
}
