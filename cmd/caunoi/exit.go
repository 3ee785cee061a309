package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"caunoi/bot"
	"caunoi/bot/telegram"
	"caunoi/store"
)

// Exit codes, as sysexits.h has them where it has one. A service manager may
// start the bot again after 69 and 75, and must not after the others: people
// have to mend something first.
const (
	exitOK          = 0
	exitUsage       = 64 // the command line
	exitData        = 65 // what was to be imported
	exitUnavailable = 69 // something outside: the network, an address that is taken, a full disk
	exitSoftware    = 70 // the program
	exitSecond      = 73 // another process has the database open
	exitUnknown     = 75 // the disk refused in the middle of a commit; a new start finds out
	exitRival       = 76 // another program receives with the token
	exitToken       = 77 // Telegram refuses the token
	exitConfig      = 78 // the configuration, or a database that cannot be used
)

var (
	errUsage  = errors.New("wrong usage")
	errLevels = errors.New("the configured levels are not those of the stored units")
	errData   = errors.New("some of it cannot be taken")
	errToken  = errors.New("telegram refuses the token; take the right one from @BotFather, put it in its place and start again")
)

// A sentence is an error with words of its own for the operator, where those of
// its cause would say the same again or name what only programs know.
type sentence struct {
	words string
	cause error
}

func (s sentence) Error() string { return s.words }
func (s sentence) Unwrap() error { return s.cause }

// exitCode says with which code a command ends that failed with err.
func exitCode(err error) int {
	var faults bot.Faults
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		return exitOK
	case errors.Is(err, errUsage):
		return exitUsage
	case errors.Is(err, errData):
		return exitData
	case errors.Is(err, store.ErrUnknown):
		return exitUnknown // before the others: it may be joined to them
	case errors.Is(err, store.ErrLocked):
		return exitSecond
	case errors.Is(err, telegram.ErrRival):
		return exitRival
	case errors.Is(err, errToken):
		return exitToken
	case errors.As(err, &faults):
		return exitConfig
	}
	for _, unusable := range []error{store.ErrMissing, store.ErrForeign, store.ErrDamaged, store.ErrOlder, store.ErrNewer, errFolder, errLevels, fs.ErrPermission} {
		if errors.Is(err, unusable) {
			return exitConfig
		}
	}
	if errors.Is(err, store.ErrNested) || errors.Is(err, store.ErrClosed) || errors.Is(err, store.ErrInvalid) {
		return exitSoftware
	}
	return exitUnavailable
}

// stopped takes the failure away from a command that runs until it is told to
// stop, if that is all that happened.
func stopped(err error) error {
	if errors.Is(err, context.Canceled) && exitCode(err) == exitUnavailable {
		return nil
	}
	return err
}

// halted says of a command that should have come to its end, and was told to
// stop before, what was left of it.
func halted(err error, left string) error {
	if errors.Is(err, context.Canceled) && exitCode(err) == exitUnavailable {
		return sentence{"stopped before it was done: " + left, err}
	}
	return err
}

// done says why a command failed, in one sentence, and returns its exit code.
func (c *console) done(err error) int {
	code := exitCode(err)
	if code != exitOK && !errors.Is(err, errSaid) {
		fmt.Fprintf(c.err, "caunoi: %v\n", err)
	}
	return code
}

// errSaid marks a failure of which the operator was told already.
var errSaid = errors.New("said")

// flags makes the flags of a command, with the one that names the
// configuration.
func (c *console) flags(command string) (set *flag.FlagSet, config *string) {
	set = flag.NewFlagSet("caunoi "+command, flag.ContinueOnError)
	set.SetOutput(io.Discard)
	return set, set.String("config", "", "")
}

// parse reads the flags of a command and the words after them. form names the
// words there have to be: "UNIT PERSON".
func (c *console) parse(set *flag.FlagSet, args []string, form string) error {
	err, want, behind := set.Parse(args), strings.Fields(form), "the words"
	if form == "ROSTER.csv" {
		behind = "the file"
	}
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(c.out, usage)
		return err
	case err != nil:
		return fmt.Errorf("%w: %w; caunoi help shows the flags", errUsage, err)
	case set.NArg() < len(want):
		return fmt.Errorf("%w: name %s, as in: %s %s", errUsage, named[want[set.NArg()]], set.Name(), form)
	case set.NArg() > len(want):
		return fmt.Errorf("%w: %q is one word too many; flags come before %s", errUsage, set.Arg(len(want)), behind)
	}
	return nil
}

// named says what the words after the flags of a command are.
var named = map[string]string{
	"ROSTER.csv": "the file to read",
	"LIST":       "the list: " + strings.Join(lists, ", "),
	"CODE":       "the case by its code, as 2611-42",
	"PERSON":     "the person by id or phone number; caunoi list all shows the ids",
	"UNIT":       "the unit by its code",
	"FROM":       "the first day, as 21/11/2026",
	"TO":         "the last day, as 27/11/2026",
}
