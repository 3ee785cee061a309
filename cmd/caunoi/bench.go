package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"
)

// A benchTrial is one directive of a bench: to whom, on what line, and what goes wrong.
type benchTrial struct {
	To        string        // "groups" or "people"
	Receivers int           // how many of them
	Trip      time.Duration // what the service takes for a call
	Scale     int           // how many times as fast as at Telegram
	Blocked   float64       // percent of the receivers that have closed their chat
	Migrated  float64       // percent of the groups that have become supergroups, and the bot does not know
	Faulty    float64       // percent of the calls that fail by chance: a proxy's page, a broken line, a lost answer
	Urgent    float64       // urgent reports a second meanwhile
}

// The province of the domain notes, and what goes wrong there.
const (
	benchGroups   = 2071
	benchPeople   = 14589
	benchBlocked  = 2
	benchMigrated = 1
	benchFaulty   = 5
)

// bench measures the program itself, as it is shipped, against a Telegram made up
// for it that keeps the real one's limits.
func (c *console) bench(ctx context.Context, args []string) error {
	if len(args) == 0 || args[0] != "broadcast" {
		return fmt.Errorf("%w: what is measured is broadcast: caunoi bench broadcast", errUsage)
	}
	set, _ := c.flags("bench broadcast")
	to, trips := set.String("to", "groups,people", ""), set.String("trip", "20ms,60ms,300ms", "")
	receivers, scale := set.Int("receivers", 0, ""), set.Int("scale", 1, "")
	blocked, migrated := set.Float64("blocked", 0, ""), set.Float64("migrated", 0, "")
	faulty, faults := set.Float64("faulty", 0, ""), set.Bool("faults", false, "")
	perSecond, fake := set.Float64("urgent", 1, ""), set.String("fake", "", "")
	if err := c.parse(set, args[1:], ""); err != nil {
		return err
	}
	if *faults {
		*blocked, *migrated, *faulty = benchBlocked, benchMigrated, benchFaulty
	}
	trials, err := plan(*to, *trips, benchTrial{
		Receivers: *receivers, Scale: *scale, Blocked: *blocked, Migrated: *migrated, Faulty: *faulty, Urgent: *perSecond,
	})
	if err != nil {
		return err
	}
	service, err := findFake(*fake)
	if err != nil {
		return err
	}
	return c.broadcast(ctx, trials, service)
}

// plan lists the trials that the flags ask for.
func plan(to, trips string, like benchTrial) (all []benchTrial, err error) {
	if like.Scale < 1 || like.Scale > 30 || like.Receivers < 0 || like.Urgent < 0 {
		return nil, fmt.Errorf("%w: --scale is 1 to 30, and nothing is below zero", errUsage)
	}
	for _, to := range strings.Split(to, ",") {
		for _, trip := range strings.Split(trips, ",") {
			one := like
			one.To = to
			if one.Trip, err = time.ParseDuration(trip); err != nil || one.Trip < 0 {
				return nil, fmt.Errorf("%w: --trip is lengths of time, as 20ms,60ms", errUsage)
			}
			most := map[string]int{"groups": benchGroups, "people": benchPeople}[to]
			if most == 0 {
				return nil, fmt.Errorf("%w: --to is groups, people or both", errUsage)
			}
			if one.Receivers == 0 {
				one.Receivers = most
			}
			all = append(all, one)
		}
	}
	return all, nil
}

// findFake finds the program that is the made-up Telegram: a bot that is used
// every day has no business with it, so it is one of its own.
func findFake(named string) (string, error) {
	const name = "faketelegram"
	own, err := os.Executable()
	if err != nil {
		return "", fmt.Errorf("find this program: %w", err)
	}
	for _, path := range []string{named, filepath.Join(filepath.Dir(own), name)} {
		if path != "" && there(path) {
			return path, nil
		}
	}
	if path, err := exec.LookPath(name); err == nil && named == "" {
		return path, nil
	}
	return "", sentence{"the made-up Telegram is not there; build it beside this program (go build -o DIR ./cmd/faketelegram) or name it with --fake", errUsage}
}

// broadcast carries the trials out and writes what came of each in a line.
func (c *console) broadcast(ctx context.Context, trials []benchTrial, service string) error {
	fmt.Fprintf(c.out, "share: of what the limits of Telegram allow, from the first to the last directive shown, and until 99 of 100 were shown\n"+
		"429: answers of that kind, all of them our own doing; lost: receivers without it; doubled: copies too many\n"+
		"closed: receivers whom nothing reaches; answers lost: by the service, after it had shown the message\n"+
		"urgent: from an urgent report to the alert of whoever is in charge; memory: of its own, without the database file\n\n")
	for i, t := range trials {
		v, err := t.run(ctx, service, c.err)
		if err != nil {
			return fmt.Errorf("bench: %w", err)
		}
		if err := v.write(c.out, t, i == 0); err != nil {
			return err
		}
	}
	return nil
}

// columns are the heads of the table. Their width is fixed, because a line is
// written as soon as its trial is over.
const columns = "to\treceivers\ttrip\tscale\tfaults %\tall after\tshare\tto 99 %\t429\tlost\tdoubled\tclosed\tanswers lost\talerts\turgent p50\tp99\tmemory\tCPU\t"

// write writes the line of a trial.
func (v benchOutcome) write(out io.Writer, t benchTrial, head bool) error {
	w := tabwriter.NewWriter(out, 11, 0, 1, ' ', tabwriter.AlignRight)
	if head {
		fmt.Fprintln(w, columns)
	}
	ms := func(d time.Duration) string { return strconv.FormatInt(d.Milliseconds(), 10) + "ms" }
	fmt.Fprintf(w, "%s\t%d\t%s\t%d\t%g/%g/%g\t%.1fs\t%.4f\t%.4f\t%d\t%d\t%d\t%d\t%d\t%d\t%s\t%s\t%.1fMiB\t%.1fs\t\n",
		t.To, t.Receivers, t.Trip, t.Scale, t.Blocked, t.Migrated, t.Faulty, v.after.Seconds(), v.share, v.share99,
		v.floods, v.lost, v.doubled, v.closed, v.answersLost, len(v.urgent), ms(at(v.urgent, 50)), ms(at(v.urgent, 99)), v.memory, v.cpu.Seconds())
	return w.Flush()
}

// at is the value below which so many percent are.
func at(sorted []time.Duration, percent int) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[min(len(sorted)*percent/100, len(sorted)-1)]
}

// errTrial is a trial that could not be carried out.
var errTrial = errors.New("the trial could not be carried out")
