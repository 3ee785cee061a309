// Command caunoi runs Cầu Nối, the chat bot of grassroots liaison teams, and
// does for its operators what cannot be done by chat.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	_ "time/tzdata" // the machine or the container may have no table of zones
)

const usage = `Usage: caunoi COMMAND [flags]

  run      run the bot until it is told to stop
             --init          make a new database if there is none
  demo     show the bot on a page in the browser, with made-up people
             --addr, --data  see caunoi demo --help
  check    look through the configuration, name every fault, say what would be
           used, and how far the people have joined
             --online        also ask Telegram who the bot is
             --deep          also read the whole database, while no bot runs
             --ladder [TEAM] show who would be called when, for a team or where
                             somebody is missing; --level N, --category CODE
  import   compare a roster with what is stored, and say what would change
             --apply         store it
             --init          make a new database if there is none
  rota     compare a duty rota in a file with the organisation, and say what
           becomes of each row
             --apply         store it
             --unit CODE     only that unit, also where a row names none
  invite   make the sheets with codes by which people join, a page for each team
             --team CODE | --commune CODE | --person ID|NUMBER   only these
             --missing       those who have not joined (as without a flag)
             --all           also those who have: their next phone
             --out PATH      the file, or a folder for it; --force replaces a file
             --bot NAME      the bot's name, while no bot runs
  status   say how far the people have joined, and where somebody is missing
             --unit CODE     only there and below
  list     name them: all, joined, unjoined, blocked (whom nothing reaches), or
           the units: silent, headless, uncharged, unduty
             --unit CODE     only there and below
  person   what an administrator does about a person:
             add --name NAME --role ROLE --unit CODE [--phone N] [--title T]
             replace --name NAME [--phone N] [--role ROLE --unit CODE] PERSON
             end [--role ROLE] [--unit CODE] PERSON
             lost PERSON     take a lost phone away
             invite PERSON   a sheet with a new code, as invite --person
             digits PERSON   six digits to be read aloud
  duty     UNIT PERSON FROM TO: name who is on duty, from day to day
  case     CODE: all that is known of a case: who was told when, what failed and
           why, and every step, by role and id
             --texts         also what people wrote, as it is stored
  bench    measure this program against a made-up Telegram with its limits:
             broadcast       a directive to a province, as a table
             --to groups,people  --receivers N  --trip 20ms,60ms,300ms
             --scale N       so many times as fast as at Telegram, 1 to 30
             --faults        2 % blocked, 1 % migrated, 5 % random faults; or
                             --blocked, --migrated, --faulty in percent
             --urgent N      urgent reports a second meanwhile
             --fake FILE     the program faketelegram, if not beside this one
  version  say which build this is
  help     say this

PERSON is an id, as list shows it, or a phone number. ROLE is one of member,
secretary, deputy, head, charge, standin, duty, coordinator, leader, admin.
Flags come before other words.

Flags of all but demo, bench and version:
  --config FILE   the configuration; else CAUNOI_CONFIG, else config.yaml
And of all that speak of people:
  --lang vi|en    the language of what they answer

The environment stands above the file: CAUNOI_DATA (the data directory),
CAUNOI_TELEGRAM_TOKEN, CAUNOI_TELEGRAM_API.

A new place needs three commands:
  caunoi check
  caunoi import --init --apply ROSTER.csv
  caunoi run

Exit codes: 0 done; 64 wrong usage; 65 rows or a file that cannot be taken;
69 something outside is not available; 70 a fault of the program; 73 another
process has the database; 75 the disk failed in the middle of a commit: start
again; 76 another program receives with the token; 77 Telegram refuses the
token; 78 the configuration or the database cannot be used.
`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the process at once
	os.Exit(run(ctx, os.Args[1:], os.Getenv, os.Stdout, os.Stderr))
}

// A console is where a command reads its environment and says what it did.
type console struct {
	env      func(string) string
	out, err io.Writer
}

// run does what the command line says and returns the exit code. It is all of
// the program that tests need.
func run(ctx context.Context, args []string, env func(string) string, stdout, stderr io.Writer) int {
	c := &console{env: env, out: stdout, err: stderr}
	if len(args) == 0 {
		fmt.Fprint(stderr, usage)
		return exitUsage
	}
	name, rest := args[0], args[1:]
	switch name {
	case "run":
		return c.done(c.run(ctx, rest))
	case "demo":
		return demo(ctx, rest, stdout, stderr)
	case "check":
		return c.done(c.check(ctx, rest))
	case "import":
		return c.done(c.importRoster(ctx, rest))
	case "rota":
		return c.done(c.importRota(ctx, rest))
	case "invite":
		return c.done(c.invite(ctx, rest))
	case "status", "list", "duty", "case":
		return c.done(c.errand(ctx, name, rest))
	case "person":
		return c.done(c.person(ctx, rest))
	case "bench":
		return c.done(c.bench(ctx, rest))
	case "version", "--version", "-v":
		return c.done(c.version(rest))
	case "help", "--help", "-h":
		fmt.Fprint(stdout, usage)
		return exitOK
	}
	fmt.Fprintf(stderr, "caunoi: there is no command %q; the commands are %s.\n", name, strings.Join(commands(), ", "))
	return exitUsage
}

// commands are the names of the commands.
func commands() []string {
	return []string{"run", "demo", "check", "import", "rota", "invite", "status", "list", "person", "duty", "case", "bench", "version", "help"}
}
